"""退回 of one unit: the next letter, what became of the last one, the files; and 催报, the list of those who have not reported."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from app.acts import examine
from app.county.acts import as_file_name, report_of, seen
from app.county.collection import Collection, open_collection, save_collection
from app.county.exchange.remarks import letter_for, sent
from app.county.places import ARRIVED, RETURNED
from app.county.standing import Overview, Standing, Status, days_late, words
from app.documents.write.county_papers import ReturnLetter, return_paper
from app.model.endings import LETTER
from app.model.files import FileProblem, make_folder, read_bytes, write_atomic
from app.model.finding import Finding
from app.model.kept.remarks import (
    LARGEST,
    Answered,
    Letter,
    Remark,
    letter_bytes,
    letter_of,
    parse_letter,
    remark_from_dict,
    standing,
    with_answers_of,
)
from app.model.report import Report


@dataclass(frozen=True)
class Correspondence:
    """What goes back and forth with one unit. `letter`: what would be sent now; None where there is nothing, and `why`.

    `last`: what was asked the last time, and how each of it stands in what the unit sent since. `report`: of the version looked at.
    """

    letter: Letter | None
    why: str = ""
    last: tuple[Answered, ...] = ()
    report: Report | None = None

    @property
    def fresh(self) -> tuple[Remark, ...]:
        """What would be asked now beyond what was asked the last time and still stands."""
        open_before = {each.remark.key for each in self.last if not each.done}
        return tuple(each for each in (self.letter.remarks if self.letter else ()) if each.key not in open_before)


def correspondence(
    folder: Path, unit: Standing, collection: Collection, today: datetime.date, deadline: str = ""
) -> Correspondence:
    """The letter that a unit would get now, and what it answered to the last one."""
    report, findings = None, ()
    if unit.version is not None and unit.version.readable:
        try:
            report = report_of(folder, unit.version)
            findings = examine(report).findings
        except FileProblem:  # it was there a moment ago: what is known without it is said
            report = None
    last = tuple(_became(folder, unit, collection, report, findings))
    try:
        settled = {each.remark.key for each in last if each.done and not each.remark.anchor}
        letter = letter_for(unit, collection, findings, report, today, deadline, settled)
    except FileProblem as nothing:
        return Correspondence(None, str(nothing), last, report)
    return Correspondence(letter, "", last, report)


def _became(
    folder: Path, unit: Standing, collection: Collection, report: Report | None, findings: tuple[Finding, ...]
) -> Iterator[Answered]:
    """What was asked the last time, with the unit's answers, judged by what it sent since."""
    if not unit.decision.returns:
        return
    number, last = len(unit.decision.returns), unit.decision.returns[-1]
    remarks = tuple(remark_from_dict(each) for each in last.remarks)
    asked = Letter(unit.unit.name, collection.organ, collection.year, number, last.date, last.deadline, "", "", remarks)
    for said in _answers(folder, unit, number, report):
        asked = with_answers_of(asked, said)
    if report is not None:
        yield from standing(asked, findings, report)
    else:
        yield from (Answered(at, each, False) for at, each in enumerate(asked.remarks, 1))


def _answers(folder: Path, unit: Standing, number: int, report: Report | None) -> Iterator[Letter]:
    """The letter as it came back: in the draft itself, or as a file beside the Word."""
    if report is not None and (kept := letter_of(report)) is not None:
        yield kept
    for file in sorted((folder / ARRIVED).rglob(f"*{LETTER}"), reverse=True):
        try:
            said = parse_letter(read_bytes(file, LARGEST), file.name)
        except FileProblem:
            continue
        if said.unit == unit.unit.name and said.number == number:
            yield said


def ask_back(folder: Path, unit: str, today: datetime.date, deadline: str = "") -> tuple[Letter, Standing, Collection]:
    """The next 退回 of a unit of this folder's collection. FileProblem when there is no such unit or nothing to ask."""
    collection = open_collection(folder)
    if collection is None:
        raise FileProblem(f"“{folder}”里还没有收集。请先用 collect 建立。")
    found = seen(folder, collection)
    wanted = found.standing(unit)
    if wanted is None:
        known = "、".join(each.unit.name for each in found.standings[:8])
        raise FileProblem(f"名单里没有“{unit}”。请写单位全称，例如：{known}。")
    made = correspondence(folder, wanted, collection, today, deadline)
    if made.letter is None:
        raise FileProblem(made.why)
    return made.letter, wanted, collection


def send_back(folder: Path, letter: Letter, unit: Standing, collection: Collection) -> Path:
    """Write 退回/单位（第n次）.gkth and the same as a Word, then remember it in the collection: what was not written was not sent."""
    from app.documents.write.to_docx import docx_bytes  # a window that is opened need not wait for it

    path = folder / RETURNED / f"{as_file_name(letter.unit)}（第{letter.number}次）{LETTER}"
    make_folder(path.parent)
    write_atomic(path, letter_bytes(letter))
    write_atomic(path.with_suffix(".docx"), docx_bytes(return_paper(return_letter(letter))))
    save_collection(sent(collection, unit, letter), folder)
    return path


def return_letter(letter: Letter) -> ReturnLetter:
    """The words of the letter for the paper."""
    opening = f"你单位报来的{letter.year}年政府信息公开工作年度报告{f'（{letter.file}）' if letter.file else ''}，请按下面 {len(letter.remarks)} 条修改。"
    closing = []
    if letter.open_before:
        closing.append(f"其中 {len(letter.open_before)} 条上次已经指出，这次还没有改。")
    closing.append(
        f"请只改上面列出的地方，{f'于{letter.deadline}前' if letter.deadline else '改好后'}重新报送；需要说明的请写说明。"
    )
    if letter.contact:
        closing.append(f"有疑问请联系：{letter.contact}。")
    rows = [
        (each.name or "全文", each.stands, each.text + (f"（{each.basis}）" if each.basis else ""))
        for each in letter.remarks
    ]
    return ReturnLetter(
        title=f"政府信息公开工作年度报告退回意见\n（第{letter.number}次）",
        unit=letter.unit,
        issuer=letter.issuer,
        opening=opening,
        rows=rows,
        closing=closing,
    )


@dataclass(frozen=True)
class Overdue:
    """A unit that is asked once more. `late`: days since it should have come, 0 while there is time."""

    standing: Standing
    state: str
    deadline: str
    late: int


def overdue(found: Overview, today: datetime.date) -> list[Overdue]:
    """催报名单: the units due whose report cannot be used, and those sent back that have not answered in time."""
    listed = []
    for each in found.standings:
        if not each.unit.counted or each.status is Status.DUPLICATE:  # it reported; which one counts is ours to say
            continue
        returned = each.decision.returns[-1].deadline if each.decision.returns else ""
        deadline = returned or found.collection.deadline
        late = days_late(deadline, today)
        state = words(each, today)
        if each.status is not Status.REPORTED or (state.startswith("已退回") and late > 0):
            listed.append(Overdue(each, state, deadline, late))
    return listed


def overdue_rows(found: Overview, today: datetime.date) -> list[tuple[str, str, str, str, str]]:
    """单位 情况 期限 联系人 电话 of the list."""
    rows = []
    for each in overdue(found, today):
        unit = each.standing.unit
        late = f"，逾期 {each.late} 天" if each.late and "逾期" not in each.state else ""
        rows.append((unit.name, each.state + late, each.deadline, unit.contact, unit.phone))
    return rows


def chasing_text(found: Overview, today: datetime.date) -> str:
    """What is written into a chat to those who have not reported; "" when there is none."""
    rows = overdue_rows(found, today)
    if not rows:
        return ""
    organ, year, until = found.collection.organ, found.collection.year, found.collection.deadline
    head = f"{f'{organ}：' if organ else ''}{year}年政府信息公开工作年度报告，下列 {len(rows)} 个单位还没有报送或还没有改好"
    lines = [f"{head}{f'（期限 {until}）' if until else ''}，请尽快报来："]
    for number, (name, state, deadline, contact, phone) in enumerate(rows, 1):
        other = f"，期限 {deadline}" if deadline and deadline != until else ""
        lines.append("　".join(filter(None, (f"{number}. {name}：{state}{other}", contact, phone))))
    return "\n".join(lines)
