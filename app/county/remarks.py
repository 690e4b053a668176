"""退回: what is asked of a unit, in three shapes of one thing — a file for its program, a letter, a text for a chat."""

from __future__ import annotations

import datetime
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass, replace
from typing import Any

from app.county.collection import Collection, Return
from app.county.standing import Standing, Status
from app.county.units import folded
from app.form.schema import Cell
from app.model.figures import digits
from app.model.files import FileProblem
from app.model.finding import Finding, Level
from app.model.report import Report

SUFFIX = ".gkth"
FORMAT = 1


@dataclass(frozen=True)
class Remark:
    """One thing asked. `place`: a cell's address, a part, or "" for the whole; `stands`: what stands there; `anchor`: of the finding it comes from."""

    text: str
    place: str = ""
    name: str = ""
    stands: str = ""
    basis: str = ""
    anchor: str = ""
    rule: str = ""
    answer: str = ""


@dataclass(frozen=True)
class Letter:
    """One 退回: to whom, from whom, which time, until when; `file`: the version looked at; `open_before`: of the last one, not mended."""

    unit: str
    issuer: str
    year: int
    number: int
    date: str
    deadline: str
    file: str
    contact: str
    remarks: tuple[Remark, ...]
    open_before: tuple[Remark, ...] = ()


def remarks_from(findings: Iterable[Finding], report: Report) -> Iterator[Remark]:
    """What is still open of a report: its errors, blanks and unexplained queries, each with its place and what stands there."""
    for each in findings:
        if not each.blocks or each.fault:
            continue
        cells = [place for place in (*each.correct, *each.involved) if isinstance(place, Cell)]
        places = cells or [place for place in each.involved if isinstance(place, str)] or [each.part]
        first = places[0]
        yield Remark(
            text=each.message,
            place=str(first),
            name=report.form.name(first) if isinstance(first, Cell) else report.form.place_name(str(first)) or "",
            stands=_stands(report, first) if isinstance(first, Cell) else (each.quote or ""),
            basis=each.basis,
            anchor=each.anchor,
            rule=each.rule,
        )


def _stands(report: Report, cell: Cell) -> str:
    figure = report.figure(cell)
    return "空白" if figure is None else digits(figure)


def letter_for(
    standing: Standing,
    collection: Collection,
    findings: Iterable[Finding],
    report: Report | None,
    today: datetime.date,
    deadline: str = "",
) -> Letter:
    """The next 退回 for a unit. FileProblem when there is nothing to send back."""
    own = [remark_from_dict(each) for each in standing.decision.remarks]
    asked = [*own, *(remarks_from(findings, report) if report is not None else ())]
    if standing.status is not Status.REPORTED and standing.status is not Status.MISSING and standing.error:
        asked.insert(0, Remark(f"{standing.error}。"))
    if not asked:
        raise FileProblem(f"{standing.unit.name}没有要退回的意见。要退回，请先写一条意见。")
    before = standing.decision.returns[-1] if standing.decision.returns else None
    file = standing.version.path.rsplit("/", 1)[-1] if standing.version else ""
    return Letter(
        unit=standing.unit.name,
        issuer=collection.organ,
        year=collection.year,
        number=len(standing.decision.returns) + 1,
        date=today.isoformat(),
        deadline=deadline or collection.deadline,
        file=file,
        contact="",
        remarks=tuple(asked),
        open_before=tuple(_not_mended(before, asked)) if before else (),
    )


def _not_mended(before: Return, asked: Iterable[Remark]) -> Iterator[Remark]:
    """Of what was asked the last time, what still stands."""
    still = {(each.anchor or each.text) for each in asked}
    for each in before.remarks:
        remark = remark_from_dict(each)
        if (remark.anchor or remark.text) in still:
            yield remark


def sent(collection: Collection, standing: Standing, letter: Letter) -> Collection:
    """The collection that knows of this 退回."""
    content = standing.version.content if standing.version else ""
    made = Return(letter.date, letter.deadline, tuple(asdict(each) for each in letter.remarks), content)
    return collection.decided(standing.unit.name, returns=(*standing.decision.returns, made))


def letter_bytes(letter: Letter) -> bytes:
    """The .gkth file: UTF-8 JSON with sorted keys, for the unit's own program."""
    data = {"format": FORMAT, **asdict(letter)}
    return (json.dumps(data, ensure_ascii=False, indent=1, sort_keys=True) + "\n").encode()


def parse_letter(data: bytes, name: str) -> Letter:
    """Read the content of a 退回 file called `name`; FileProblem when it is none."""
    try:
        loaded = json.loads(data.decode("utf-8-sig"))
        if loaded["format"] > FORMAT:
            raise FileProblem(f"退回意见“{name}”由更新的版本做出，本版读不了。请更新程序后再打开。")
        words = {key: _word(loaded, key) for key in ("unit", "issuer", "date", "deadline", "file", "contact")}
        return Letter(
            **words,
            year=int(loaded["year"]),
            number=int(loaded["number"]),
            remarks=tuple(remark_from_dict(each) for each in loaded["remarks"]),
            open_before=tuple(remark_from_dict(each) for each in loaded.get("open_before", [])),
        )
    except FileProblem:
        raise
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError) as error:
        raise FileProblem(
            f"“{name}”不是退回意见，或已损坏，没有打开。请向下发单位要原文件（扩展名 {SUFFIX}）。"
        ) from error


def remark_from_dict(data: Mapping[str, Any]) -> Remark:
    """A remark of decoded JSON; TypeError, KeyError when it is none."""
    known = {key: _word(data, key) for key in ("place", "name", "stands", "basis", "anchor", "rule", "answer")}
    return Remark(text=str(data["text"]), **known)


def _word(data: Mapping[str, Any], key: str) -> str:
    value = data.get(key, "")
    if not isinstance(value, str):
        raise TypeError(key)
    return value


def chat_text(letter: Letter) -> str:
    """One short text for a chat: what is asked, numbered, and until when."""
    lines = [f"{letter.unit}：{letter.year}年政府信息公开工作年度报告请修改（第 {letter.number} 次退回）。"]
    lines += [f"{number}. {each.text}" for number, each in enumerate(letter.remarks, 1)]
    if letter.open_before:
        lines.append(f"其中 {len(letter.open_before)} 条上次已经指出，这次还没有改。")
    lines.append(f"请只改上面几处，{f'于 {letter.deadline} 前' if letter.deadline else '改好后'}重新报送。")
    return "\n".join(lines)


def answered(letter: Letter, findings: Iterable[Finding], report: Report) -> list[tuple[Remark, str]]:
    """Each remark with how it stands now in the unit's own draft: "" open, else why it is done."""
    found = {each.anchor: each for each in findings}
    said = []
    for each in letter.remarks:
        finding = found.get(each.anchor) if each.anchor else None
        if each.answer:
            said.append((each, each.answer))
        elif each.anchor and finding is None:
            said.append((each, "已改"))
        elif finding is not None and finding.level is Level.QUERY and finding.reason:
            said.append((each, f"已说明：{finding.reason}"))
        else:
            said.append((each, ""))
    return said


def belongs(letter: Letter, report: Report) -> bool:
    """Whether a 退回 is about this report."""
    return letter.year == report.year and folded(letter.unit) == folded(report.organ.name)


def with_answer(letter: Letter, number: int, answer: str) -> Letter:
    """The letter with the unit's own answer to one remark (from 0)."""
    remarks = list(letter.remarks)
    remarks[number] = replace(remarks[number], answer=answer)
    return replace(letter, remarks=tuple(remarks))
