"""The HTML fragment: what a portal's editor keeps, and nothing it would stumble over."""

from __future__ import annotations

import datetime

import pytest
from lxml import html

from app.documents.write.blocks import Grid
from app.documents.write.outline import Review, outline
from app.documents.write.to_html import html_fragment
from tests.reports import EVERY_EDITION, balanced, blank, county, filled


def test_one_clean_fragment_without_title_scripts_or_classes() -> None:
    (root,) = html.fragments_fromstring(html_fragment(outline(county())))
    assert {element.tag for element in root.iter()} <= set(
        ["div", "p", "h2", "h3", "span", "table", "colgroup", "col", "thead", "tbody", "tr", "th", "td", "br"]
    )
    names = {name for element in root.iter() for name in element.attrib}
    assert names == {"lang", "style", "scope", "rowspan", "colspan"}
    assert "青禾县人民政府2025年政府信息公开工作年度报告" not in root.text_content()
    assert [h.text_content() for h in root.iter("h2")] == [
        block.text for block in outline(county()).blocks if not isinstance(block, Grid) and block.role == "heading"
    ]


@pytest.mark.parametrize("edition", EVERY_EDITION)
def test_cells_cover_every_square_with_its_words(edition: str) -> None:
    paper = outline(balanced(7, edition))
    tables = html.fragment_fromstring(html_fragment(paper)).findall(".//table")
    for grid, table in zip((b for b in paper.blocks if isinstance(b, Grid)), tables, strict=True):
        found: dict[tuple[int, int], str] = {}
        for r, row in enumerate(table.iter("tr")):
            c = 0
            for cell in row:
                while (r, c) in found:
                    c += 1
                for i in range(int(cell.get("rowspan", 1))):
                    for j in range(int(cell.get("colspan", 1))):
                        assert (r + i, c + j) not in found
                        found[r + i, c + j] = cell.text_content()
        assert found == {
            (box.row + i, box.column + j): "".join(box.lines) or box.text
            for box in grid.boxes
            for i in range(box.rows)
            for j in range(box.columns)
        }


def test_headers_say_what_they_head_and_every_cell_brings_its_border() -> None:
    root = html.fragment_fromstring(html_fragment(outline(county())))
    assert {th.get("scope") for th in root.iter("th")} == {"col", "colgroup", "row", "rowgroup"}
    assert all("border:1px solid" in cell.get("style") for cell in root.iter("th", "td"))
    assert [th.text_content() for th in root.iter("th") if th.get("scope") == "rowgroup"][0] == "三、本年度办理结果"


def test_blank_is_an_empty_cell() -> None:
    root = html.fragment_fromstring(html_fragment(outline(blank())))
    fourth = root.findall(".//table")[2]
    assert [cell.text_content() for cell in fourth.iter("td")] == [""] * 15


def test_clerks_words_are_text_and_never_markup() -> None:
    paper = outline(filled().with_text("problems", "<script>alert(1)</script>a&b \x00c"))
    written = html_fragment(paper)
    assert "<script" not in written
    assert "<script>alert(1)</script>a&b c" in html.fragment_fromstring(written).text_content()


def test_review_copy_is_marked() -> None:
    review = Review(datetime.date(2026, 1, 9), to_check=0)
    words = html.fragment_fromstring(html_fragment(outline(filled(), review=review))).text_content()
    assert "（送审稿）" in words and "送审稿·2026年1月9日·待核 0 处" in words
    assert "送审稿" not in html_fragment(outline(filled()))
