"""县里的意见: a 退回 as the unit's own program knows it, kept in the draft with what the unit answers, never printed.

It comes as a file (.gkth), is kept under KEY among what the draft holds beside the report, and goes back to the county in the
draft itself, or, where a Word is sent, as the same file with the answers in it.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, replace
from typing import Any

from app.form.schema import Cell
from app.model.characters import folded
from app.model.endings import LETTER
from app.model.figures import digits
from app.model.files import FileProblem
from app.model.finding import Finding, Level
from app.model.json_text import read_json
from app.model.report import Report

FORMAT = 1
KEY = "remarks"
"""In Report.extra: the letter last taken over, with the unit's answers."""
UNIT_KEY = "county_unit"
"""In Report.extra of a starter file, and of the draft that grew out of it: the name that the county's list has for the unit."""
LARGEST = 4 * 1024 * 1024  # bytes of a letter

_WORDS = ("place", "name", "stands", "basis", "anchor", "rule", "answer")


@dataclass(frozen=True)
class Remark:
    """One thing asked. `place`: a cell's address, a part, or "" for the whole; `stands`: what stands there; `anchor`: of the finding it comes from.

    `answer`, `done`: the unit's own words to it, and that it says it has mended this.
    """

    text: str
    place: str = ""
    name: str = ""
    stands: str = ""
    basis: str = ""
    anchor: str = ""
    rule: str = ""
    answer: str = ""
    done: bool = False

    @property
    def key(self) -> str:
        """What it is known by from one letter to the next."""
        return self.anchor or self.text


@dataclass(frozen=True)
class Letter:
    """One 退回: to whom, from whom, which time, until when; `file`: the version looked at; `open_before`: of the last one, not mended.

    `names`: everything the county calls the unit.
    """

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
    names: tuple[str, ...] = ()

    @property
    def sender(self) -> str:
        return self.issuer or "县里"

    def repeated(self, remark: Remark) -> bool:
        """Whether it was asked the last time already."""
        return any(each.key == remark.key for each in self.open_before)


def letter_bytes(letter: Letter) -> bytes:
    """The .gkth file: UTF-8 JSON with sorted keys."""
    return (json.dumps(letter_dict(letter), ensure_ascii=False, indent=1, sort_keys=True) + "\n").encode()


def letter_dict(letter: Letter) -> dict[str, Any]:
    """As JSON reads it back: the draft that was just changed and the one that was saved and opened hold the same."""
    plain = {key: list(value) if isinstance(value, tuple) else value for key, value in asdict(letter).items()}
    return {"format": FORMAT, **plain}


def parse_letter(data: bytes, name: str) -> Letter:
    """Read the content of a 退回 file called `name`; FileProblem when it is none."""
    try:
        loaded = read_json(data.decode("utf-8-sig"))
        if isinstance(loaded["format"], int) and loaded["format"] > FORMAT:
            raise FileProblem(f"退回意见“{name}”由更新的版本做出，本版读不了。请更新程序后再打开。")
        return letter_from(loaded)
    except FileProblem:
        raise
    except (ValueError, TypeError, KeyError, AttributeError) as error:
        raise FileProblem(
            f"“{name}”不是退回意见，或已损坏，没有打开。请向下发单位要原文件（扩展名 {LETTER}）。"
        ) from error


def letter_from(data: Any) -> Letter:
    """A letter of decoded JSON; TypeError, KeyError, ValueError when it is none."""
    if not isinstance(data, dict):
        raise TypeError("letter")
    words = {key: _word(data, key) for key in ("unit", "issuer", "date", "deadline", "file", "contact")}
    if not words["unit"].strip():
        raise ValueError("unit")
    remarks = tuple(remark_from_dict(each) for each in _list(data, "remarks"))
    before = tuple(remark_from_dict(each) for each in _list(data, "open_before"))
    names = _list(data, "names")
    if not remarks or not all(isinstance(each, str) for each in names):
        raise ValueError("remarks")
    return Letter(**words, year=_whole(data, "year"), number=_whole(data, "number"), remarks=remarks, open_before=before,
                  names=tuple(names))  # fmt: skip


def remark_from_dict(data: Mapping[str, Any]) -> Remark:
    """A remark of decoded JSON; TypeError, KeyError, ValueError when it is none."""
    text = data["text"]
    if not isinstance(text, str) or not text.strip():
        raise ValueError("text")
    return Remark(text=text, done=data.get("done") is True, **{key: _word(data, key) for key in _WORDS})


def _word(data: Mapping[str, Any], key: str) -> str:
    value = data.get(key, "")
    if not isinstance(value, str):
        raise TypeError(key)
    return value


def _list(data: Mapping[str, Any], key: str) -> list[Any]:
    value = data.get(key, [])
    if not isinstance(value, list):
        raise TypeError(key)
    return value


def _whole(data: Mapping[str, Any], key: str) -> int:
    value = data[key]
    if isinstance(value, bool) or not isinstance(value, int) or not 0 <= value <= 9999:
        raise ValueError(key)
    return value


# in the draft


def letter_of(report: Report) -> Letter | None:
    """The letter that this draft carries; None without one, or when another version keeps something else there."""
    kept = report.extra.get(KEY)
    if kept is None:
        return None
    try:
        return letter_from(kept)
    except (TypeError, KeyError, ValueError, AttributeError):
        return None


def with_letter(report: Report, letter: Letter | None) -> Report:
    """The report that carries this letter, or (None) carries none."""
    rest = {key: value for key, value in report.extra.items() if key != KEY}
    return replace(report, extra=rest if letter is None else {**rest, KEY: letter_dict(letter)})


def with_answers_of(letter: Letter, before: Letter | None) -> Letter:
    """The letter with the answers that were given to the very same one before."""
    if before is None or before.number != letter.number:
        return letter
    known = {each.key: each for each in before.remarks}
    return replace(
        letter,
        remarks=tuple(
            replace(each, answer=was.answer, done=was.done)
            if (was := known.get(each.key)) and not (each.answer or each.done)
            else each
            for each in letter.remarks
        ),
    )


def with_answer(letter: Letter, number: int, answer: str, done: bool) -> Letter:
    """The letter with the unit's own answer to one remark (from 0)."""
    remarks = list(letter.remarks)
    remarks[number] = replace(remarks[number], answer=answer, done=done)
    return replace(letter, remarks=tuple(remarks))


def belongs(letter: Letter, report: Report) -> bool:
    """Whether a letter is about this report."""
    called = {folded(name) for name in (letter.unit, *letter.names)}
    key = report.extra.get(UNIT_KEY)
    ours = folded(report.organ.name) in called or (isinstance(key, str) and folded(key) == folded(letter.unit))
    return letter.year == report.year and ours


# how it stands


@dataclass(frozen=True)
class Answered:
    """How a remark stands in the unit's own draft. `number`: from 1; `done`: nothing is left to do for the unit; `words`: why."""

    number: int
    remark: Remark
    done: bool
    words: str = ""


def standing(letter: Letter, findings: Iterable[Finding], report: Report) -> list[Answered]:
    """Each remark as it stands: mended, explained, answered, or still open."""
    findings = list(findings)
    exact = {each.anchor: each for each in findings}
    meant = {each.anchor for each in letter.remarks}
    rest = [each for each in findings if each.blocks and each.anchor not in meant]
    return [
        _standing(number, each, exact.get(each.anchor) or _instead(each, rest), report)
        for number, each in enumerate(letter.remarks, 1)
    ]


def _instead(remark: Remark, findings: Iterable[Finding]) -> Finding | None:
    """The finding that speaks of the same fault now: with one figure typed, or one word, the anchor is another."""
    if not remark.anchor:
        return None
    for each in findings:
        places = {str(place) for place in (*each.involved, each.part)}
        same = each.rule == remark.rule and remark.place in places
        if same or remark.place in {str(cell) for cell in each.correct}:
            return each
    return None


def _standing(number: int, remark: Remark, finding: Finding | None, report: Report) -> Answered:
    now = now_at(report, remark)
    changed = f"：{remark.stands} → {now}" if remark.stands and now and now != remark.stands else ""
    if remark.done and finding is None:
        return Answered(number, remark, True, f"已改{changed}")
    if remark.anchor and finding is None:
        return Answered(number, remark, True, f"已改{changed}" if changed else "现在核对已经没有这个问题")
    if finding is not None and finding.level is Level.QUERY and finding.reason:
        return Answered(number, remark, True, "已写说明")
    if remark.answer:
        return Answered(number, remark, True, "已答复")
    return Answered(number, remark, False, f"现在是 {now}" if changed else "")


def now_at(report: Report, remark: Remark) -> str:
    """The figure that stands at a remark's cell now; "" where it is about no cell of this report."""
    cell = report.form.cell(remark.place) if remark.place.count("/") == 2 else None
    if cell is None:
        return ""
    figure = report.figure(cell)
    return "空白" if figure is None else digits(figure)


def open_at(report: Report, findings: Iterable[Finding]) -> dict[str, list[str]]:
    """Place (a cell's address, a part, a narrative) -> what the county still asks there."""
    letter = letter_of(report)
    asked: dict[str, list[str]] = {}
    for each in standing(letter, findings, report) if letter else ():
        if not each.done and each.remark.place:
            asked.setdefault(each.remark.place, []).append(f"县里的意见 {each.number}：{each.remark.text}")
    return asked


def place_of(remark: Remark, report: Report) -> Cell | str:
    """Where a remark leads; "" when it is about the whole."""
    return (report.form.cell(remark.place) or "") if remark.place.count("/") == 2 else remark.place


def answer_text(letter: Letter, answered: Iterable[Answered]) -> str:
    """What the unit says to the letter, for a chat."""
    lines = [f"{letter.unit}：{letter.year}年政府信息公开工作年度报告第 {letter.number} 次退回意见的答复。"]
    for each in answered:
        said = "；".join(filter(None, (each.words, each.remark.answer))) if each.done else "还在改"
        lines.append(f"{each.number}. {each.remark.name or '全文'}：{said}。".replace("。。", "。"))
    return "\n".join(lines)
