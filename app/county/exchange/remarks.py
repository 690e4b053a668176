"""退回: what is asked of a unit, in three shapes of one thing — a file for its program, a letter, a text for a chat."""

from __future__ import annotations

import datetime
from collections.abc import Container, Iterable, Iterator
from dataclasses import asdict

from app.county.arrived.versions import Version
from app.county.collection import Collection, Return
from app.county.standing import Standing, Status
from app.form import edition_for
from app.form.schema import Cell
from app.model.figures import digits
from app.model.files import FileProblem
from app.model.finding import Finding
from app.model.kept.remarks import Letter, Remark, remark_from_dict
from app.model.report import Report


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
    settled: Container[str] = (),
) -> Letter:
    """The next 退回 for a unit. `settled`: keys of the county's own remarks that the unit mended or answered.

    FileProblem when there is nothing to send back.
    """
    own = [each for each in standing.own_remarks if each.key not in settled]
    asked = [*own, *(remarks_from(findings, report) if report is not None else ())]
    if whole := _of_the_whole(standing, collection.year):
        asked.insert(0, Remark(whole))
    if not asked:
        raise FileProblem(f"{standing.unit.name}没有要退回的意见。要退回，请先写一条意见。")
    before = standing.decision.returns[-1] if standing.decision.returns else None
    file = _file(standing.version) if standing.version else ""
    return Letter(
        unit=standing.unit.name,
        issuer=collection.organ,
        year=collection.year,
        number=len(standing.decision.returns) + 1,
        date=today.isoformat(),
        deadline=deadline or collection.deadline,
        file=file,
        contact=collection.contact,
        remarks=tuple(asked),
        names=standing.unit.names,
        open_before=tuple(_not_mended(before, asked)) if before else (),
    )


def _of_the_whole(standing: Standing, year: int) -> str:
    """What is asked of a unit whose file cannot be used as it is, in words for the unit; "" when it can."""
    version = standing.version
    match standing.status:
        case Status.WRONG_YEAR if version is not None:
            is_of = f"是{version.year}年的年报" if version.year else "没有写明是哪一年"
            return f"报来的“{_file(version)}”{is_of}，应为{year}年。请报{year}年的年报。"
        case Status.UNREADABLE if version is not None:
            return f"报来的“{_file(version)}”读不出来：{standing.error.rstrip('。')}。请重新发一份 Word 或底稿。"
        case Status.DUPLICATE if standing.later is None:
            files = {each.content: each for each in (*standing.others, version) if each is not None and each.content}
            return f"报来了几份不一样的：{'、'.join(map(_file, files.values()))}。请说明以哪一份为准。"
        case Status.REPORTED if version is not None and version.edition == "2021-single":
            return "表三“其他处理”没有分成三行。请按现行表样分成三行重报。"
        case Status.REPORTED if not standing.counts:
            return f"用的是旧表样，不能汇总。请用{edition_for(year).key}年版的表样重报。"
        case _:
            return ""


def _file(version: Version) -> str:
    return version.path.rsplit("/", 1)[-1]


def _not_mended(before: Return, asked: Iterable[Remark]) -> Iterator[Remark]:
    """Of what was asked the last time, what still stands."""
    still = {each.key for each in asked}
    yield from (remark for remark in map(remark_from_dict, before.remarks) if remark.key in still)


def sent(collection: Collection, standing: Standing, letter: Letter) -> Collection:
    """The collection that knows of this 退回."""
    content = standing.version.content if standing.version else ""
    made = Return(letter.date, letter.deadline, tuple(asdict(each) for each in letter.remarks), content)
    return collection.decided(standing.unit.name, returns=(*standing.decision.returns, made))


def chat_text(letter: Letter) -> str:
    """One short text for a chat: what is asked, numbered, and until when."""
    lines = [f"{letter.unit}：{letter.year}年政府信息公开工作年度报告请修改（第 {letter.number} 次退回）。"]
    lines += [f"{number}. {each.text}" for number, each in enumerate(letter.remarks, 1)]
    if letter.open_before:
        lines.append(f"其中 {len(letter.open_before)} 条上次已经指出，这次还没有改。")
    lines.append(f"请只改上面几处，{f'于 {letter.deadline} 前' if letter.deadline else '改好后'}重新报送。")
    if letter.contact:
        lines.append(f"联系：{letter.contact}。")
    return "\n".join(lines)
