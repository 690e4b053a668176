"""《审核说明》 and the leader's one page say what was asked, what was answered and what is open."""

from __future__ import annotations

import datetime
from dataclasses import replace

import pypdfium2

from app.acts import examine
from app.documents.write import style
from app.documents.write.blocks import Grid, Text
from app.documents.write.county_papers import ReturnLetter, return_paper
from app.documents.write.to_docx import docx_bytes
from app.documents.write.to_pdf import pdf_bytes
from app.documents.write.working_papers import notes_paper, request_paper, summary_paper
from app.form.schema import Cell
from app.model.report import Reason, Source
from tests.reports import blank, filled
from tests.rules.cases import typed


def words(paper):
    return "\n".join(
        block.text if isinstance(block, Text) else "\n".join(box.text for box in block.boxes) for block in paper.blocks
    )


def asked():
    report = typed(filled(), disclosure__normative_documents__issued="9")
    (finding,) = [f for f in examine(report).findings if f.rule == "E105"]
    return report, finding


def test_notes_hold_each_query_with_its_figures_and_reason():
    report, finding = asked()
    report = report.with_reason(finding.anchor, Reason("当年制发后自然失效", finding.values(report)))
    report = report.with_source("applications/received", Source("办公室", "李某", "1月8日", True))
    said = words(notes_paper(report, examine(report).findings, "可以出公布稿"))
    for expected in (
        "审核说明",
        finding.message,
        "当年制发后自然失效",
        "行政规范性文件·本年制发件数 9",
        "填报人",
        "审核人",
        "李某",
        "待核",
    ):
        assert expected in said


def test_an_unanswered_query_is_said_to_be_open():
    report, _ = asked()
    assert "（未说明）" in words(notes_paper(report, examine(report).findings, "有待核实"))


def test_the_summary_compares_with_last_year_and_lists_what_is_open():
    report = replace(filled(), previous=replace(filled(), year=2024))
    paper = summary_paper(
        typed(report, disclosure__licences__decisions="220"), examine(blank()).findings, datetime.date(2026, 1, 9)
    )
    said = words(paper)
    grid = next(block for block in paper.blocks if isinstance(block, Grid))
    row = [box.text for box in grid.boxes if box.row == next(b.row for b in grid.boxes if b.text == "行政许可")]
    assert row == ["行政许可", "220", "213", "+7"]
    assert "待定事项" in said and "拟稿" in said and "签发" in said


def test_both_are_written_as_docx():
    report, _ = asked()
    for paper in (
        notes_paper(report, examine(report).findings, "x"),
        summary_paper(report, (), datetime.date(2026, 1, 9)),
    ):
        assert docx_bytes(paper).startswith(b"PK")


def test_the_request_lists_what_is_blank_or_flagged_by_office():
    report = blank().with_figures(filled().figures).with_figures({Cell("disclosure", "licences", "decisions"): None})
    report = report.with_source("disclosure/licences", Source("行政审批科"))
    report = report.with_source("applications/received", Source("办公室", to_check=True))
    said = words(request_paper(report))
    assert said.index("办公室") < said.index("表三 一、本年新收") and "请再核对一遍" in said
    assert said.index("行政审批科") < said.index("表二 行政许可") and "表二 行政处罚" not in said
    assert "没有还要征集的数据" in words(request_paper(filled()))


def test_who_signs_has_a_box_to_write_in_and_no_line_of_blanks_that_could_break():
    report, _ = asked()
    letter = ReturnLetter("退回函", "青禾县林业局", "青禾县", "请修改。", [("表三", "1", "请改")], ["请报回。"])
    for paper in (
        notes_paper(report, examine(report).findings, "x"),
        summary_paper(report, (), datetime.date(2026, 1, 9)),
        request_paper(blank()),
        return_paper(letter),
    ):
        assert not any(mark in words(paper) for mark in ("＿＿", "__"))
        row = paper.blocks[-1]
        assert isinstance(row, Grid) and row.whole
        names, blanks = row.boxes[::2], row.boxes[1::2]
        assert [len(box.lines) for box in names] == [1, 1, 1] and not any(box.text for box in blanks)
        assert all(row.widths[box.column] > 5 * style.TABLE.size for box in blanks)  # five characters by hand
        pdf = pypdfium2.PdfDocument(pdf_bytes(paper))
        last = pdf[len(pdf) - 1].get_textpage().get_text_bounded()
        assert all(box.text in last for box in names)
