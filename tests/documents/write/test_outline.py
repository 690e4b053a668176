"""The report as paper: what stands on it, in which order, and how tables fit their page."""

from __future__ import annotations

import datetime
from dataclasses import replace

import pytest

from app.documents.write import style
from app.documents.write.blocks import Grid, Paper, Text
from app.documents.write.outline import Review, chinese_date, outline, title_lines
from app.form.schema import Cell
from app.model.beside.sent import copy_code
from app.model.report import Organ
from tests.reports import EVERY_EDITION, balanced, blank, county, filled

REVIEW = Review(datetime.date(2026, 1, 9), to_check=3, signature=True)
HEADINGS = [
    "一、总体情况",
    "二、主动公开政府信息情况",
    "三、收到和处理政府信息公开申请情况",
    "四、政府信息公开行政复议、行政诉讼情况",
    "五、存在的主要问题及改进情况",
    "六、其他需要报告的事项",
]


def texts(paper: Paper, *roles: str) -> list[str]:
    return [block.text for block in paper.blocks if isinstance(block, Text) and block.role in roles]


def grid(paper: Paper, key: str) -> Grid:
    return next(block for block in paper.blocks if isinstance(block, Grid) and block.key == key)


@pytest.mark.parametrize("edition", EVERY_EDITION)
def test_six_headings_and_three_tables_in_order(edition: str) -> None:
    paper = outline(balanced(1, edition), review=replace(REVIEW, signature=False))
    assert texts(paper, "heading") == HEADINGS
    order = [
        b.key if isinstance(b, Grid) else b.text for b in paper.blocks if isinstance(b, Grid) or b.role == "heading"
    ]
    assert order == [*HEADINGS[:2], "disclosure", HEADINGS[2], "applications", HEADINGS[3], "disputes", *HEADINGS[4:]]


@pytest.mark.parametrize("edition", EVERY_EDITION)
def test_every_figure_stands_in_its_box_and_every_square_is_covered_once(edition: str) -> None:
    report = balanced(2, edition)
    paper = outline(report)
    printed: dict[Cell, str] = {}
    for block in paper.blocks:
        if not isinstance(block, Grid):
            continue
        squares = [
            (r, c)
            for box in block.boxes
            for r in range(box.row, box.row + box.rows)
            for c in range(box.column, box.column + box.columns)
        ]
        assert sorted(squares) == [(r, c) for r in range(block.rows) for c in range(block.columns)]
        assert len(block.heights) == block.rows
        assert sum(block.widths) == pytest.approx(style.TEXT_WIDTH)
        printed.update({box.cell: box.text for box in block.boxes if box.cell})
    assert printed == {cell: format(figure, "f") for cell, figure in report.figures.items()}


def test_blank_is_an_empty_box_and_never_0() -> None:
    paper = outline(blank())
    assert {box.text for block in paper.blocks if isinstance(block, Grid) for box in block.boxes if box.cell} == {""}


def test_tables_have_the_heights_of_the_measured_report() -> None:
    paper = outline(filled())
    heights = {b.key: sum(b.heights) for b in paper.blocks if isinstance(b, Grid)}
    assert heights == pytest.approx({"disclosure": 240, "applications": 585, "disputes": 82}, abs=0.5)
    assert [grid(paper, key).whole for key in heights] == [True, False, True]


@pytest.mark.parametrize("note", ["", "一句话。" * 20, "一句话。" * 20 + "\n注：" + "另一句话。" * 20])
def test_part_three_fills_one_page_of_its_own_even_with_notes(note: str) -> None:
    paper = outline(filled().with_text("applications.note", note))
    (heading,) = [b for b in paper.blocks if isinstance(b, Text) and b.text == HEADINGS[2]]
    assert heading.new_page and heading.with_next
    on_page = [b for b in paper.blocks if isinstance(b, Text) and b.part == "applications"]
    kinds = [(len(b.text), style.TYPES[b.role]) for b in on_page]
    lines = sum(-(-characters * kind.size // style.TEXT_WIDTH) * kind.pitch for characters, kind in kinds)
    assert lines + sum(grid(paper, "applications").heights) <= style.TEXT_HEIGHT


def test_a_note_stands_above_its_table_and_a_remark_below() -> None:
    paper = outline(filled().with_text("disputes.note", "一句说明。\n注：一句备注。"))
    at = paper.blocks.index(grid(paper, "disputes"))
    above, below = paper.blocks[at - 1], paper.blocks[at + 1]
    assert isinstance(above, Text) and isinstance(below, Text)
    assert (above.role, above.text, above.with_next) == ("body", "一句说明。", True)
    assert (below.role, below.text) == ("table_note", "注：一句备注。")


@pytest.mark.parametrize(
    ("title", "lines"),
    [
        ("青禾县林业局2025年政府信息公开工作年度报告", ("青禾县林业局", "2025年政府信息公开工作年度报告")),
        ("青禾县人民政府2025年度政府信息公开工作报告", ("青禾县人民政府", "2025年度政府信息公开工作报告")),
        ("某局2025年信息公开年度报告", ("某局2025年信息公开年度报告",)),
        ("自己的标题\n分成两行", ("自己的标题", "分成两行")),
        (
            "青禾省云岭市高新技术产业开发区（近海镇）管理委员会办公室2025年政府信息公开工作年度报告",
            ("青禾省云岭市高新技术产业开发区（近海镇）", "管理委员会办公室", "2025年政府信息公开工作年度报告"),
        ),
    ],
)
def test_title_breaks_where_the_sense_breaks(title: str, lines: tuple[str, ...]) -> None:
    assert title_lines(title) == lines


def test_public_copy_bears_no_mark_of_a_review() -> None:
    paper = outline(county())
    assert paper.footer == ""
    assert texts(paper, "heading") == HEADINGS
    assert texts(paper, "review_mark", "signature") == []
    assert paper.author == "青禾县人民政府"
    assert paper.title == "青禾县人民政府2025年政府信息公开工作年度报告"


def test_review_copy_says_so_and_is_signed_on_request() -> None:
    paper = outline(county(), review=REVIEW)
    assert paper.footer == f"送审稿·2026年1月9日·待核 3 处·稿号 {copy_code(county())}"
    roles = [block.role for block in paper.blocks[:4] if isinstance(block, Text)]
    assert roles == ["title", "review_mark", "document_number", "body"]
    assert texts(paper, "signature") == ["青禾县人民政府", "2026年1月20日"]
    assert texts(outline(county(), review=replace(REVIEW, signature=False)), "signature") == []
    assert texts(outline(filled(), review=REVIEW), "signature") == ["青禾县林业局", "2026年1月9日"]


def test_without_title_for_a_portal_that_has_its_own_title_field() -> None:
    paper = outline(county(), with_title=False)
    assert texts(paper, "title") == []
    assert paper.title


def test_an_aspect_gets_its_official_heading_unless_the_clerk_brought_one() -> None:
    blocks = [b for b in outline(county()).blocks if isinstance(b, Text) and b.part == "overview"]
    first = next(b for b in blocks if b.text.startswith("（一）"))
    assert first.text.startswith("（一）主动公开。坚持") and first.text[: first.lead] == "（一）主动公开。"
    second = next(b for b in blocks if b.text.startswith("（二）"))
    assert second.text.startswith("（二）依申请公开。坚持") and second.text[: second.lead] == "（二）依申请公开。"
    third = next(b for b in blocks if b.text.startswith("（三）"))
    assert (third.role, third.text, third.with_next, third.level) == ("subheading", "（三）政府信息管理", True, 2)
    numbered = [b for b in blocks if b.text.startswith(("1.", "2."))]
    assert [(b.role, b.lead) for b in numbered] == [("body", 0)] * 2


def test_a_whole_paragraph_is_not_taken_for_a_heading() -> None:
    long = "（一）" + "健全机制，" * 20 + "落实责任。随后督查。"
    paper = outline(filled().with_text("problems", long))
    (block,) = [b for b in paper.blocks if isinstance(b, Text) and b.part == "problems" and b.role != "heading"]
    assert (block.role, block.lead, block.text) == ("body", 0, long)


def test_a_heading_with_nothing_under_it_is_not_printed_in_a_public_copy() -> None:
    paper = outline(blank())
    assert texts(paper, "heading") == HEADINGS[1:4]  # the tables; the parts 一 五 六 are asked for before an export
    assert not [block for block in paper.blocks if isinstance(block, Text) and block.level == 2]


def test_a_heading_with_nothing_under_it_is_followed_by_to_write_in_a_review_copy() -> None:
    paper = outline(blank(), review=REVIEW)
    assert texts(paper, "heading") == HEADINGS
    said = {b.text: b.text[: b.lead] for b in paper.blocks if isinstance(b, Text) and b.part == "overview"}
    assert said["（三）政府信息管理。（待写）"] == "（三）政府信息管理。"
    assert len(said) == 1 + 5
    for heading in HEADINGS[-2:]:
        at = next(i for i, b in enumerate(paper.blocks) if isinstance(b, Text) and b.text == heading)
        after = paper.blocks[at + 1]
        assert isinstance(after, Text) and (after.role, after.text) == ("body", "（待写）")


@pytest.mark.parametrize(
    "nothing", ["", " \n　", "（三）政府信息管理", "（三）政府信息管理。", "政府信息管理", "（待写）", "。", "……"]
)
def test_what_is_no_text_is_none_on_paper_and_the_numbers_follow(nothing: str) -> None:
    report = filled()
    for key in ("proactive_disclosure", "disclosure_on_application", "platforms", "supervision"):
        report = report.with_text(f"overview.{key}", f"按要求做好{key}。")
    report = report.with_text("overview.information_management", nothing)
    leads = [b.text[: b.lead] for b in outline(report).blocks if isinstance(b, Text) and b.level == 2]
    assert leads[:4] == ["（一）主动公开。", "（二）依申请公开。", "（三）政府信息公开平台建设。", "（四）监督保障。"]
    sent = [b.text for b in outline(report, review=REVIEW).blocks if isinstance(b, Text) and b.level == 2]
    assert sent[2] == "（三）政府信息管理。（待写）" and sent[3].startswith("（四）政府信息公开平台建设。")
    own = report.with_text("overview.platforms", "（四）平台建设更实。网站改版一次。")
    assert "（三）平台建设更实。网站改版一次。" in texts(outline(own), "body")
    assert "（四）平台建设更实。网站改版一次。" in texts(outline(own, review=REVIEW), "body")


def test_headings_over_nothing_in_an_overview_written_in_one() -> None:
    whole = "（一）主动公开\n（二）依申请公开\n全年收到申请9件。\n（三）政府信息管理"
    report = blank().with_text("overview", whole)
    assert texts(outline(report), "subheading") == ["（二）依申请公开"]
    sent = outline(report, review=REVIEW)
    assert texts(sent, "subheading") == ["（一）主动公开（待写）", "（二）依申请公开", "（三）政府信息管理（待写）"]


def test_free_text_stands_for_the_aspects() -> None:
    paper = outline(blank().with_text("overview", "全年工作平稳。"))
    assert texts(paper, "subheading") == []
    assert "全年工作平稳。" in texts(paper, "body")


def test_live_fields_are_printed_as_they_read_now() -> None:
    body = "".join(texts(outline(filled()), "body"))
    assert "本年新收政府信息公开申请9件" in body
    assert "{" not in body


def test_nothing_known_makes_no_crash() -> None:
    paper = outline(blank(organ=Organ()))
    assert paper.title == "2025年政府信息公开工作年度报告"


def test_dates_bear_no_leading_zeros() -> None:
    assert chinese_date(datetime.date(2026, 1, 9)) == "2026年1月9日"
