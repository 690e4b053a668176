"""What both doors do, the window and the command line: a new draft, a check, the export gate."""

from __future__ import annotations

import datetime
import os
from collections.abc import Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from app.form import edition_for
from app.form.parts import OTHER_IN_THREE
from app.form.schema import Cell
from app.model.draft import NotADraft, open_draft
from app.model.endings import DRAFT
from app.model.files import FileProblem, system_path, write_atomic
from app.model.finding import Finding, Level, Verdict, counts, verdict
from app.model.report import Organ, Report
from app.model.totals import fill_totals

if TYPE_CHECKING:  # these, and what few acts need, are loaded when they are first wanted: a window is painted before
    from app.documents.recognise.report import Imported
    from app.documents.recognise.tables.harvest import Doubt
    from app.documents.write.outline import Review

FORMATS = ("docx", "pdf", "html", "xlsx")

VERDICTS: dict[Verdict, str] = {
    Verdict.ERRORS: "有错误，必须改正",
    Verdict.INCOMPLETE: "没有填完",
    Verdict.NEEDS_REASON: "有待核实的，改正或写说明",
    Verdict.READY: "可以出公布稿",
}


def new_report(year: int, organ: Organ, edition: str | None = None) -> Report:
    """A blank draft of this year; the year decides the edition unless one is named."""
    return Report(edition=edition or edition_for(year).key, organ=organ, year=year, auto_totals=True)


def load(path: Path) -> Report:
    """The report in a draft, or in any file that the importer reads. FileProblem with one sentence when there is none."""
    if path.suffix.lower() == DRAFT:
        return open_draft(path)
    from app.documents.read.reading import read

    try:
        return open_draft(path)
    except NotADraft:
        return imported_report(read(path))


def imported_report(imported: Imported) -> Report:
    """The report that was read, marked as coming from a paper; its figures are as printed, nothing is added up.

    A title and preface that we would write ourselves are not kept as text: they follow the organ and the year.
    """
    from app.model.words.texts import without_made_texts

    return replace(without_made_texts(imported.report), imported=True, auto_totals=False, copy_code=imported.code)


def doubt_words(doubt: Doubt, report: Report) -> str:
    """表三 自然人·（一）予以公开：原表写的是“12件”（读作 12）; the source only where the note does not quote it."""
    where = report.form.place_name(doubt.where) or {"title": "标题"}.get(doubt.where, "")
    found = f"原文“{doubt.found}”，" if doubt.found and doubt.found not in doubt.note else ""
    read_as = f"（读作 {doubt.read_as}）" if doubt.read_as else ""
    return f"{where}：{found}{doubt.note}{read_as}" if where else f"{found}{doubt.note}{read_as}"


def worth_a_look(imported: Imported) -> list[str]:
    """What is to be held against the paper before its figures count: a figure left out is blank, and told as that.

    Nor is a name asked that a person or a list gives to its unit, or the row of an old form, which has a sentence of its own.
    """
    report = imported.report
    old_row = report.edition == "2021-single" and "applications/other_processing"
    return [
        doubt_words(each, report)
        for each in imported.doubts
        if each.where not in ("organ", old_row) and not (each.where.count("/") == 2 and each.read_as is None)
    ]


def new_from_last_year(previous: Report, year: int, organ: Organ | None = None, edition: str | None = None) -> Report:
    """This year's draft started from last year's report.

    Organ and contact are carried over (what `organ` says goes first), carried_in is last year's carried_out column by column
    (unless it is of an earlier year), last year stays inside as `previous`; its texts are offered, never taken.
    """
    report = attach_last_year(new_report(year, organ or previous.organ, edition), previous)
    return with_carried_in(report) if previous.year in (0, year - 1) else report


def with_carried_in(report: Report) -> Report:
    """The report with 上年结转 taken from what its last year hands on; blank where that is."""
    from app.model.beside.comparison import CARRIED_IN, CARRIED_OUT

    previous = report.previous
    if previous is None:
        return report
    carried = {
        Cell("applications", CARRIED_IN, column.key): previous.figure(Cell("applications", CARRIED_OUT, column.key))
        for column in report.form.table("applications").columns_of(CARRIED_IN)
    }
    return fill_totals(report.with_figures(carried))


def attach_last_year(report: Report, previous: Report) -> Report:
    """The report with last year's kept inside; last year's own last year is not kept, nor what was asked of it then."""
    from app.model.beside.sent import without_sent
    from app.model.kept.comments import with_comments
    from app.model.kept.remarks import with_letter

    bare = with_comments(with_letter(without_sent(previous), None), ())
    return replace(report, previous=replace(bare, previous=None))


def merged(reports: Sequence[Report]) -> Report:
    """One last year of several organs that were merged since: each figure the sum, blank where any of them is blank.

    Organ and texts are the first one's. The reports must be of one year and one edition; ValueError otherwise.
    """
    from app.model.beside.sent import without_sent

    first = reports[0]
    if len({(report.year, report.edition) for report in reports}) > 1:
        raise ValueError("这几份年报的年份或表样不同，不能相加。请选择同一年、同一表样的年报。")
    figures = {
        cell: sum((report.figures[cell] for report in reports), Decimal(0))
        for cell in first.form.cells
        if all(cell in report.figures for report in reports)
    }
    return replace(without_sent(first), figures=figures, imported=True, previous=None, copy_code="")


def with_other_split(report: Report) -> Report:
    """A `2021-single` report turned into edition `2021`.

    What （六）其他处理 held is not guessed: its three rows are 0 where it was 0 and blank elsewhere.
    """
    other = [cell for cell in report.form.cells if cell.row == "other_processing"]
    kept = {cell: figure for cell, figure in report.figures.items() if cell.row != "other_processing"}
    zeros = {
        Cell(cell.table, row.key, cell.column): Decimal(0)
        for cell in other
        if report.figures.get(cell) == 0
        for row in OTHER_IN_THREE
    }
    return fill_totals(replace(report, edition="2021", figures={**kept, **zeros}))


class Checked(NamedTuple):
    """A report's findings and its verdict."""

    report: Report
    findings: tuple[Finding, ...]
    verdict: Verdict

    @property
    def counts(self) -> dict[str, int]:
        return counts(self.findings)


def examine(report: Report, edited: Cell | None = None) -> Checked:
    """Run every rule. `edited`: the cell typed last: of several repairs its own goes first."""
    from app.rules import Case, check

    findings = tuple(check(Case(report, report.previous, edited)))
    return Checked(report, findings, verdict(findings))


def finding_dict(finding: Finding) -> dict[str, Any]:
    """A finding as `check --json` prints it."""
    return {
        "rule": finding.rule,
        "level": finding.level.value,
        "message": finding.message + (f"原来的说明不再适用：{finding.reopened}。" if finding.reopened else ""),
        "correct": [str(cell) for cell in finding.correct],
        "involved": [str(place) for place in finding.involved],
        "numbers": dict(finding.numbers),
        "explains": list(finding.explains),
        "fix": None if finding.fix is None else {str(cell): value for cell, value in finding.fix.items()},
        "candidates": [{str(cell): value for cell, value in fix.items()} for fix in finding.candidates],
        "basis": finding.basis,
        "anchor": finding.anchor,
        "reason": finding.reason,
        "quote": finding.quote,
    }


def why_not_public(checked: Checked) -> str:
    """Why there is no 公布稿 yet, in one sentence; empty when there may be one."""
    if not checked.report.form.official:
        return "还不能出公布稿：表三“其他处理”没有分成三行，不是官方表样。请先转为2021表样。"
    if checked.verdict is Verdict.READY:
        return ""
    tally = checked.counts
    blank = sum(len(f.correct) for f in checked.findings if f.rule == "E103")
    unwritten = sum(f.level is Level.INCOMPLETE for f in checked.findings if f.rule != "E103")
    missing = [
        words
        for words, number in (
            (f"{tally['error']} 处错误", tally["error"]),
            (f"{blank} 格未填", blank),
            (f"{unwritten} 处没有写", unwritten),
            (f"{tally['query']} 处待说明", tally["query"]),
        )
        if number
    ]
    return f"还不能出公布稿：{'、'.join(missing)}。现在可以先出送审稿。"


def to_check(report: Report, checked: Checked) -> int:
    """How many places a 送审稿 names as 待核: blanks, errors and open queries, and rows flagged by hand."""
    blank = sum(len(f.correct) for f in checked.findings if f.rule == "E103")
    tally = checked.counts
    return blank + tally["error"] + tally["query"] + sum(source.to_check for source in report.sources.values())


def review_of(checked: Checked, today: datetime.date, signature: bool = False) -> Review:
    from app.documents.write.outline import Review

    return Review(today, to_check(checked.report, checked), signature)


def render(report: Report, formats: tuple[str, ...], review: Review | None) -> dict[str, bytes]:
    """The bytes of each format; the writers are loaded only when one is needed."""
    from app.documents.write.outline import outline
    from app.model.words.texts import printed_texts

    texts = printed_texts(report)
    paper = outline(report, review=review, texts=texts)
    made: dict[str, bytes] = {}
    for name in formats:
        if name == "docx":
            from app.documents.write.to_docx import docx_bytes

            made[name] = docx_bytes(paper)
        elif name == "pdf":
            from app.documents.write.to_pdf import pdf_bytes

            made[name] = pdf_bytes(paper)
        elif name == "html":
            from app.documents.write.to_html import html_fragment

            made[name] = html_fragment(outline(report, review=review, with_title=False, texts=texts)).encode()
        else:
            from app.documents.write.to_xlsx import xlsx_bytes

            made[name] = xlsx_bytes(report)
    return made


def load_writers() -> None:
    """Have what writes DOCX and PDF ready, with the fonts: loading takes three times as long as writing a report."""
    render(new_report(datetime.date.today().year, Organ(name="年报")), ("docx", "pdf"), None)


def unprintable(report: Report, review: Review | None = None) -> str:
    """Which characters no font has, and where they stand, in one sentence; empty when the PDF can show all."""
    from app.documents.write.outline import outline
    from app.documents.write.pdf.fonts import missing_characters
    from app.model.words.texts import printed_texts

    texts = printed_texts(report)
    missing = missing_characters(outline(report, review=review, texts=texts))
    if not missing:
        return ""
    where = [
        narrative.title or part.heading
        for part in report.form.parts
        for narrative in part.narratives
        if any(character in texts[narrative.key] for character in missing)
    ]
    return (
        f"“{'”“'.join(missing[:10])}”没有字体能印，PDF 里会是方框"
        f"{'（在' + '、'.join(where) + '里）' if where else ''}。请换一种写法，或只导出 DOCX。"
    )


def export(
    report: Report,
    targets: Mapping[str, Path],
    *,
    review: Review | None = None,
    force: bool = False,
) -> list[Path]:
    """Write each format of FORMATS in `targets` and return the paths.

    Everything is rendered before anything is written. FileProblem when a target exists (unless `force`) or refuses;
    the gate for a 公布稿 (why_not_public) is the caller's to ask first.
    """
    for path in targets.values():
        if (
            os.path.exists(system_path(path)) and not force
        ):  # Path.exists raises for a name that is too long; writing says so
            raise FileProblem(
                f"“{path.name}”已经存在，没有写入。要覆盖它请确认覆盖（命令行加 --force），或换一个文件名。"
            )
    made = render(report, tuple(targets), review)
    for name, path in targets.items():
        write_atomic(path, made[name])
    return list(targets.values())


def notes_docx(checked: Checked) -> bytes:
    """《审核说明》 as DOCX, at any time."""
    from app.documents.write.to_docx import docx_bytes
    from app.documents.write.working_papers import notes_paper

    return docx_bytes(notes_paper(checked.report, checked.findings, VERDICTS[checked.verdict]))


def summary_docx(checked: Checked, today: datetime.date) -> bytes:
    """The leader's one page (送审单) as DOCX, at any time."""
    from app.documents.write.to_docx import docx_bytes
    from app.documents.write.working_papers import summary_paper

    return docx_bytes(summary_paper(checked.report, checked.findings, today))


def request_docx(report: Report) -> bytes:
    """数据征集单 as DOCX: what is still to be asked of which office."""
    from app.documents.write.to_docx import docx_bytes
    from app.documents.write.working_papers import request_paper

    return docx_bytes(request_paper(report))
