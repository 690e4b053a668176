"""The PDF: its pages, its tables, its fonts and its structure, whatever the report holds."""

from __future__ import annotations

import io
import re
import shutil
import subprocess
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pdfplumber
import pikepdf
import pytest

from app.documents.write import style
from app.documents.write.blocks import Grid, Paper, Text
from app.documents.write.outline import outline
from app.documents.write.pdf.table import PrintedTable
from app.documents.write.to_pdf import pdf_bytes
from app.form.layout import Box
from tests.reports import EVERY_EDITION, balanced, blank, county, filled


def paper(*blocks: Text | Grid, footer: str = "") -> Paper:
    return Paper("标题", "机关", blocks, footer)


def pages(data: bytes) -> list[str]:
    """The text of each page without blanks."""
    with pdfplumber.open(io.BytesIO(data)) as file:
        return [re.sub(r"\s", "", page.extract_text() or "") for page in file.pages]


def grid_of(report_paper: Paper, key: str) -> Grid:
    return next(block for block in report_paper.blocks if isinstance(block, Grid) and block.key == key)


def column(rows: int, text: str = "字", **how: object) -> Grid:
    """A table of one label and one figure a row, that may be split."""
    boxes = [
        box
        for row in range(rows)
        for box in (Box(row, 0, 1, 1, f"{row}{text}", "label"), Box(row, 1, 1, 1, str(row), "figure"))
    ]
    made = Grid("t", "表", rows, 2, 1, (342.2, 100.0), (20.0,) * rows, tuple(boxes))
    return replace(made, **how)


def test_every_font_is_embedded_and_the_file_is_sound(tmp_path: Path) -> None:
    data = pdf_bytes(outline(county()))
    with pikepdf.open(io.BytesIO(data)) as file:
        fonts = [font for page in file.pages for font in page.Resources.Font.values()]
        assert all("/FontFile2" in font.FontDescriptor and "/ToUnicode" in font for font in fonts)
    if shutil.which("qpdf"):
        (tmp_path / "a.pdf").write_bytes(data)
        assert subprocess.run(["qpdf", "--check", str(tmp_path / "a.pdf")], capture_output=True).returncode == 0


def test_it_is_tagged_in_chinese_with_bookmarks_and_the_organ_as_author() -> None:
    report = county()
    with pikepdf.open(io.BytesIO(pdf_bytes(outline(report)))) as file:
        assert str(file.Root.Lang) == "zh-CN"
        assert file.Root.MarkInfo.Marked
        assert str(file.trailer.Info.Author) == report.organ.name
        tags = {str(child.S) for child in file.Root.StructTreeRoot.K.K}
        assert {"/H1", "/H2", "/P", "/Table"} <= tags
        tables = [child for child in file.Root.StructTreeRoot.K.K if child.S == "/Table"]
        assert [len(table.K) for table in tables] == [14, 28, 4]
        cells = [cell for row in tables[1].K for cell in row.K]
        assert sum(cell.S == "/TD" for cell in cells) == 175 + 1  # the note in the corner
        with file.open_outline() as marks:
            assert [mark.title[:2] for mark in marks.root] == ["一、", "二、", "三、", "四、", "五、", "六、"]
            assert [mark.title[:3] for mark in marks.root[0].children][:2] == ["（一）", "（二）"]


def test_every_marked_piece_belongs_to_one_element_of_its_page() -> None:
    with pikepdf.open(io.BytesIO(pdf_bytes(outline(county())))) as file:
        owners = dict(zip(*[iter(file.Root.StructTreeRoot.ParentTree.Nums)] * 2, strict=True))
        for page in file.pages:
            marked = [int(n) for n in re.findall(rb"/MCID (\d+)", page.Contents.read_bytes())]
            assert marked == list(range(len(owners[page.StructParents])))


def test_the_same_paper_gives_the_same_bytes() -> None:
    assert pdf_bytes(outline(filled())) == pdf_bytes(outline(filled()))


def test_text_copies_out_as_it_went_in(tmp_path: Path) -> None:
    text = "𬱖家村“三安全”——公开（镕、堃）57.38%…。"
    data = pdf_bytes(paper(Text("body", text)))
    assert pages(data)[0].startswith(text)
    if shutil.which("pdftotext"):
        made = subprocess.run(["pdftotext", "-", "-"], input=data, capture_output=True, check=True).stdout.decode()
        assert made.replace(" ", "").startswith(text)


def test_a_page_has_22_lines_of_28_characters() -> None:
    with pdfplumber.open(io.BytesIO(pdf_bytes(paper(*[Text("body", "公" * 1000)])))) as file:
        lines = [line for line in file.pages[0].extract_text().splitlines() if line.startswith("公")]
    assert len(lines) == style.LINES_PER_PAGE
    assert {len(line) for line in lines[1:]} == {style.CHARACTERS_PER_LINE}


def test_page_numbers_stand_outside_seven_millimetres_below_the_text() -> None:
    with pdfplumber.open(io.BytesIO(pdf_bytes(paper(Text("body", "公" * 1300))))) as file:
        odd, even = ([c for c in page.chars if c["text"] == "—"] for page in file.pages[:2])
    assert abs(odd[1]["x1"] - (style.LEFT + style.TEXT_WIDTH - style.PAGE_NUMBER_INSET)) < 0.5
    assert abs(even[0]["x0"] - (style.LEFT + style.PAGE_NUMBER_INSET)) < 0.5


@pytest.mark.parametrize("edition", EVERY_EDITION)
def test_part_three_stands_on_one_page_and_the_other_tables_stay_whole(edition: str) -> None:
    made = pages(pdf_bytes(outline(balanced(4, edition))))
    (page,) = (text for text in made if text.startswith("三、收到和处理"))
    assert "结转下年度继续办理" in page
    assert not any("（续）" in text for text in made)


def test_the_tables_are_as_high_as_the_official_layout() -> None:
    made = outline(blank())
    for key, height in {"disclosure": 240, "applications": 585, "disputes": 82}.items():
        assert abs(PrintedTable(grid_of(made, key), style.TEXT_HEIGHT).height - height) < 5, key


@pytest.mark.parametrize("edition", EVERY_EDITION)
def test_labels_of_table_three_stand_two_points_off_their_rules(edition: str) -> None:
    with pdfplumber.open(io.BytesIO(pdf_bytes(outline(balanced(4, edition))))) as file:
        (page,) = (page for page in file.pages if "结转下年度继续办理" in page.extract_text())
        rules = sorted({line["x0"] for line in page.lines if line["x0"] == line["x1"]})
        words = [word for word in page.extract_words(keep_blank_chars=True) if word["bottom"] > page.lines[0]["top"]]
    labels = [word for word in words if re.search("[\u4e00-\u9fff]", word["text"]) and word["top"] > 140]
    assert len(labels) > 40
    for word in labels:
        left = max(x for x in rules if x < word["x0"])
        right = min(x for x in rules if x > word["x1"])
        assert word["x0"] - left >= 1.9 and right - word["x1"] >= 1.9, word["text"]


def test_second_lines_of_labels_begin_under_the_words_of_the_first() -> None:
    with pdfplumber.open(io.BytesIO(pdf_bytes(outline(blank())))) as file:
        (page,) = (page for page in file.pages if "结转下年度继续办理" in page.extract_text())
        begin = [page.search(words)[0]["x0"] for words in ("部分公开（区分处理", "这一情形，不计")]
        assert begin[0] == pytest.approx(begin[1], abs=0.05)
        begin = [
            page.search(words)[0]["x0"] for words in ("申请人逾期未按收费", "求缴纳费用", "处理其政府信息公开申请")
        ]
        assert begin[0] == pytest.approx(begin[1], abs=0.05) == begin[2]


def test_a_figure_too_wide_for_its_box_is_set_smaller_and_never_broken() -> None:
    report = balanced(1)
    cell = report.form.table("applications").cells[0]
    data = pdf_bytes(outline(report.with_figures({cell: Decimal("1234567890")})))
    with pdfplumber.open(io.BytesIO(data)) as file:
        words = [word for page in file.pages for word in page.extract_words(extra_attrs=["size"])]
    (figure,) = (word for word in words if word["text"] == "1234567890")
    assert figure["size"] >= style.TABLE_SMALLEST
    assert figure["x1"] - figure["x0"] <= 35.6


def test_a_heading_is_never_the_last_line_of_a_page() -> None:
    for lines in range(17, 25):
        blocks = [Text("body", "公文")] * lines + [
            Text("heading", "一、标题", with_next=True, level=1),
            Text("body", "正文"),
        ]
        (page,) = (text for text in pages(pdf_bytes(paper(*blocks))) if "一、标题" in text)
        assert "一、标题正文" in page, lines


def test_a_heading_stays_with_a_table_that_is_not_split() -> None:
    table = column(5, whole=True)
    for lines in range(15, 23):
        blocks = [Text("body", "公文")] * lines + [Text("heading", "一、标题", with_next=True, level=1), table]
        (page,) = (text for text in pages(pdf_bytes(paper(*blocks))) if "一、标题" in text)
        assert "4字4" in page, lines


def test_a_long_table_is_split_with_its_headers_and_merged_labels_again() -> None:
    groups = [Box(start, 0, 10, 1, f"组{start}", "label") for start in range(1, 51, 10)]
    rows = [Box(row, 1, 1, 1, f"第{row}行", "figure") for row in range(1, 51)]
    head = [Box(0, 0, 1, 1, "表头甲", "header"), Box(0, 1, 1, 1, "表头乙", "header")]
    boxes = (*head, *groups, *rows)
    made = pages(pdf_bytes(paper(column(51, boxes=boxes, heights=(25.0,) * 51))))
    assert len(made) > 1
    assert all(text.startswith("表头甲表头乙") for text in made)
    assert sorted(int(n) for text in made for n in re.findall(r"第(\d+)行", text)) == list(range(1, 51))


@pytest.mark.parametrize("room", [300.0, 333.0, 420.0, 500.0])
def test_a_cut_never_leaves_one_row_of_a_group_alone(room: float) -> None:
    table = PrintedTable(replace(grid_of(outline(balanced(2)), "applications"), whole=False), 637.8)
    start, cuts = 0, []
    while start < table.rows:
        end = table.part_end(start, room) or table.forced_end(start, room)
        cuts.append(end)
        start = end
    for box in table.grid.boxes:
        if box.kind == "label" and box.rows > 2:
            assert not {box.row + 1, box.row + box.rows - 1} & set(cuts), box.text


def test_a_row_higher_than_a_page_goes_on_over_pages() -> None:
    words = "".join(f"甲{n}乙" for n in range(3000))
    table = column(3)
    texts = {"1字": words, "1": ""}
    boxes = tuple(box._replace(text=texts.get(box.text, box.text)) for box in table.boxes)
    made = pages(pdf_bytes(paper(replace(table, boxes=boxes, header_rows=0))))
    text = "".join(re.sub(r"—\d+—$", "", page) for page in made)
    assert len(made) > 1
    assert text == f"0字0{words}2字2"


def test_an_endless_text_becomes_pages() -> None:
    made = pages(pdf_bytes(paper(*[Text("body", f"第{n}段落。") for n in range(1500)])))
    assert len(made) == -(-1500 // style.LINES_PER_PAGE)
    assert "第1499段落" in made[-1]


def test_headings_longer_than_a_page_do_not_stop_it() -> None:
    heading = Text("heading", "题" * 2000, with_next=True, level=1)
    assert "".join(pages(pdf_bytes(paper(heading, heading, Text("body", "正文"))))).count("题") == 4000


def test_a_paper_without_anything_is_one_page() -> None:
    assert pages(pdf_bytes(paper())) == ["—1—"]


def test_the_review_footer_stands_on_every_page() -> None:
    made = pages(pdf_bytes(paper(Text("body", "公" * 1300), footer="送审稿·2026年1月9日·待核3处")))
    assert len(made) == 3 and all("送审稿·2026年1月9日·待核3处" in text for text in made)
