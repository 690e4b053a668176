"""The DOCX: official layout in real styles, clean packages, the same bytes for the same report."""

from __future__ import annotations

import datetime
import io
import re
import zipfile
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from docx import Document
from docx.oxml.ns import qn
from docx.table import Table
from docx_integrity import check as integrity
from lxml import etree
from openxml_audit import OpenXmlValidator

from app.documents.write import style
from app.documents.write.blocks import Grid, Paper, Text
from app.documents.write.outline import Review, outline
from app.documents.write.to_docx import docx_bytes
from app.form.schema import Cell
from app.model.beside.sent import copy_code
from app.model.report import Report
from tests.reports import EVERY_EDITION, balanced, blank, county, filled

REVIEW = Review(datetime.date(2026, 1, 9), to_check=3, signature=True)
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
PAPERS = {
    "blank": outline(blank()),
    "filled": outline(filled()),
    "county": outline(county()),
    "county for review": outline(county(), review=REVIEW),
    "edition 2019": outline(balanced(3, "2019", 2019)),
    "empty": Paper("", "", ()),
}


def opened(paper: Paper):
    return Document(io.BytesIO(docx_bytes(paper)))


def part(paper: Paper, name: str) -> etree._Element:
    with zipfile.ZipFile(io.BytesIO(docx_bytes(paper))) as archive:
        return etree.fromstring(archive.read(name))


@pytest.mark.parametrize("name", PAPERS)
def test_word_opens_it_without_repairing(name: str, tmp_path: Path) -> None:
    file = tmp_path / "report.docx"
    file.write_bytes(docx_bytes(PAPERS[name]))
    result = OpenXmlValidator().validate(file)
    assert [error.description for error in result.errors] == []
    assert integrity(file) == []


def test_same_report_gives_the_same_bytes_and_tells_no_clock() -> None:
    data = docx_bytes(outline(county(), review=REVIEW))
    assert data == docx_bytes(outline(county(), review=REVIEW))
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_metadata_names_the_organ_and_nobody_else() -> None:
    core = part(outline(county()), "docProps/core.xml")
    assert [(etree.QName(e).localname, e.text) for e in core] == [
        ("title", "青禾县人民政府2025年政府信息公开工作年度报告"),
        ("creator", "青禾县人民政府"),
        ("language", "zh-CN"),
    ]


@pytest.mark.parametrize("edition", EVERY_EDITION)
def test_every_figure_is_in_its_place(edition: str) -> None:
    report = balanced(5, edition)
    paper = outline(report)
    tables = opened(paper).tables
    for grid, table in zip((b for b in paper.blocks if isinstance(b, Grid)), tables, strict=True):
        for box in grid.boxes:
            words = box.text if not box.lines else "\n".join(box.lines)
            assert table.cell(box.row, box.column).text == words
            assert table.cell(box.row + box.rows - 1, box.column + box.columns - 1).text == words


def test_second_lines_of_labels_stand_in_as_far_as_the_words_of_the_first() -> None:
    table = opened(outline(blank())).tables[1]
    cell = next(cell for row in table.rows for cell in row.cells if cell.text.startswith("（二）部分公开"))
    (paragraph,) = cell.paragraphs
    assert paragraph.paragraph_format.first_line_indent.pt == -3 * style.TABLE.size
    assert paragraph.paragraph_format.left_indent.pt == pytest.approx(3 * style.TABLE.size + 1.5)


def test_tables_say_which_cells_are_headers_and_what_they_are() -> None:
    tables = [table._tbl.tblPr for table in opened(outline(county())).tables]
    looks = [table.find(qn("w:tblLook")) for table in tables]
    assert [(look.get(qn("w:firstRow")), look.get(qn("w:firstColumn"))) for look in looks] == [
        ("0", "1"),  # table two has its headers in the middle
        ("1", "1"),
        ("1", "0"),
    ]
    captions = [table.find(qn("w:tblCaption")).get(qn("w:val")) for table in tables]
    assert [caption[:2] for caption in captions] == ["二、", "三、", "四、"]


def test_blank_figures_are_empty_cells() -> None:
    table = opened(outline(blank())).tables[2]
    assert [table.cell(3, i).text for i in range(15)] == [""] * 15


def test_text_stands_in_words_own_title_and_heading_styles() -> None:
    paragraphs = opened(outline(county())).paragraphs
    assert paragraphs[0].style.name == "Title"
    assert paragraphs[0].text == "青禾县人民政府\n2025年政府信息公开工作年度报告"
    assert [p.text for p in paragraphs if p.style.name == "Heading 1"][0] == "一、总体情况"
    assert [p.text for p in paragraphs if p.style.name == "Heading 2"] == ["（三）政府信息管理"]


def test_a_run_in_heading_is_set_in_kai() -> None:
    paragraph = next(p for p in opened(outline(filled())).paragraphs if p.text.startswith("（二）依申请公开。"))
    assert [(run.text[:8], run.style.name) for run in paragraph.runs] == [
        ("（二）依申请公开", "楷体标题"),
        ("本年新收政府信息"[:8], "Default Paragraph Font"),
    ]


def test_page_is_that_of_gb_t_9704() -> None:
    section = opened(PAPERS["county"]).sections[0]
    assert (section.page_width.mm, section.page_height.mm) == pytest.approx((210, 297), abs=0.1)
    edges = (section.top_margin.mm, section.left_margin.mm, section.right_margin.mm, section.bottom_margin.mm)
    assert edges == pytest.approx((37, 28, 26, 35), abs=0.1)
    grid = section._sectPr.find(qn("w:docGrid"))
    assert (grid.get(qn("w:type")), grid.get(qn("w:linePitch"))) == ("lines", "579")


def test_every_font_is_named_for_all_four_kinds_of_characters() -> None:
    styles = part(PAPERS["county"], "word/styles.xml")
    named = [f for f in styles.iter(f"{W}rFonts")]
    assert named
    for fonts in named:
        assert {etree.QName(key).localname for key in fonts.attrib} == {"ascii", "hAnsi", "eastAsia", "cs"}
    used = {value for fonts in named for value in fonts.attrib.values()}
    assert used == set(style.DOCX_FACES.values())
    table = part(PAPERS["county"], "word/fontTable.xml")
    alternatives = {f.get(f"{W}name"): f.find(f"{W}altName") for f in table}
    assert alternatives["仿宋_GB2312"].get(f"{W}val") == "仿宋"
    assert alternatives["楷体_GB2312"].get(f"{W}val") == "楷体"


def test_28_characters_fit_a_line() -> None:
    styles = opened(PAPERS["county"]).styles
    spacing = styles["公文正文"].element.rPr.find(qn("w:spacing")).get(qn("w:val"))
    assert 28 * (16 + int(spacing) / 20) <= style.TEXT_WIDTH < 28.5 * (16 + int(spacing) / 20)


def test_part_three_starts_a_page_and_its_header_rows_repeat() -> None:
    document = opened(PAPERS["county"])
    breaks = [p.text for p in document.paragraphs if p.paragraph_format.page_break_before]
    assert breaks == ["三、收到和处理政府信息公开申请情况"]
    headers = [len(list(table._tbl.iter(qn("w:tblHeader")))) for table in document.tables]
    assert headers == [0, 3, 3]
    for table in document.tables:
        assert len(list(table._tbl.iter(qn("w:cantSplit")))) == len(table.rows)


def test_tables_two_and_four_stay_whole_with_their_headings() -> None:
    document = opened(PAPERS["county"])

    def kept(table: Table) -> list[bool]:
        return [all(p.paragraph_format.keep_with_next for c in row.cells for p in c.paragraphs) for row in table.rows]

    second, third, fourth = map(kept, document.tables)
    assert second == [True] * 13 + [False]
    assert fourth == [True] * 3 + [False]
    assert third == [True] * 3 + [False] * 25
    assert document.styles["Heading 1"].paragraph_format.keep_with_next


def test_a_figure_too_wide_for_its_box_is_set_smaller_and_never_broken() -> None:
    total = Cell("disputes", "reconsideration", "total")

    def set_as(figure: str) -> tuple[float | None, int]:
        report = county().with_figures({total: Decimal(figure)})
        (run,) = opened(outline(report)).tables[2].cell(3, 4).paragraphs[0].runs
        narrowed = run._r.rPr.find(qn("w:w"))
        return run.font.size.pt if run.font.size else None, int(
            narrowed.get(qn("w:val"))
        ) if narrowed is not None else 100

    assert set_as("123") == (None, 100)
    size, width = set_as("12345")
    assert style.TABLE_SMALLEST <= size < style.TABLE.size and width == 100
    size, width = set_as("123456789012")
    assert size == style.TABLE_SMALLEST and 12 * 0.56 * size * width / 100 <= style.TEXT_WIDTH / 15


def test_page_numbers_stand_outside_with_the_review_line_in_the_middle() -> None:
    for name, public, review in (
        ("word/footer1.xml", ">>— 1 —", f">送审稿·2026年1月9日·待核 3 处·稿号 {copy_code(county())}>— 1 —"),
        ("word/footer2.xml", "— 1 —>", f"— 1 —>送审稿·2026年1月9日·待核 3 处·稿号 {copy_code(county())}"),
    ):
        for paper, words in (("county", public), ("county for review", review)):
            marks = part(PAPERS[paper], name).iter(f"{W}t", f"{W}r")
            assert "".join(">" if m.find(f"{W}tab") is not None else m.text or "" for m in marks) == words
    section = opened(PAPERS["county"]).sections[0]
    dash = section.footer_distance.pt + style.PAGE_NUMBER.pitch / 2  # from the foot of the page
    assert style.BOTTOM - dash == pytest.approx(style.PAGE_NUMBER_BELOW, abs=0.1)
    settings = part(PAPERS["county"], "word/settings.xml")
    assert settings.find(f"{W}evenAndOddHeaders") is not None
    mode = [s.get(f"{W}val") for s in settings.iter(f"{W}compatSetting") if s.get(f"{W}name") == "compatibilityMode"]
    assert mode == ["15"]


def test_control_characters_and_rare_ones_do_not_break_the_file() -> None:
    report = filled().with_text("problems", "甲\x00\x08乙\ufffe𬱖䶮\t<b>&amp;")
    assert opened(outline(report)).paragraphs[-3].text == "甲乙𬱖䶮\t<b>&amp;"


def test_a_public_copy_says_nothing_of_a_review_in_any_part() -> None:
    with zipfile.ZipFile(io.BytesIO(docx_bytes(PAPERS["county"]))) as archive:
        assert not [name for name in archive.namelist() if "送审" in archive.read(name).decode("utf-8", "replace")]


def test_nothing_of_office_programs_is_left_in() -> None:
    with zipfile.ZipFile(io.BytesIO(docx_bytes(PAPERS["county for review"]))) as archive:
        names = archive.namelist()
        words = b"".join(map(archive.read, names)).decode()
    assert not [name for name in names if re.search("thumbnail|custom|comments|app.xml", name)]
    assert not re.search("rsid|Macintosh|python|ja-JP|asciiTheme", words)


def test_space_after_title_and_tables_is_not_made_of_empty_paragraphs() -> None:
    report: Report = replace(filled(), texts={**filled().texts, "disclosure.note": "", "disputes.note": ""})
    assert all(p.text for p in opened(outline(report)).paragraphs)
    texts = [b.text for b in outline(report).blocks if isinstance(b, Text)]
    assert [p.text for p in opened(outline(report)).paragraphs] == texts
