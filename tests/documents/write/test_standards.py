"""The PDF as archives and screen readers take it: PDF/A-2a, PDF/UA-1, and what is read aloud, in its order."""

from __future__ import annotations

import datetime
import io
import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise

import page as page_validation
import pdfplumber
import pdfua
import pikepdf
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.documents.write.blocks import Grid, Paper, Text, heads
from app.documents.write.outline import Review, outline
from app.documents.write.pdf.colour import srgb_profile
from app.documents.write.pdf.lists import list_labels
from app.documents.write.to_pdf import pdf_bytes
from app.form.layout import Box
from tests.reports import balanced, blank, county, filled

REVIEW = Review(datetime.date(2026, 1, 9), to_check=3, signature=True)
HEADED = Paper(
    "标题",
    "机关",
    (
        Text("subheading", "（一）在任何标题之前", with_next=True, level=2),
        Text("body", "（二）主动公开。全年公开。", lead=7, level=2),
        Text("heading", "一、标题很长" * 12, with_next=True, level=1),
        Text("body", "1.甲方面的工作。"),
        Text("body", "2.乙方面的工作，" + "说明" * 700),
        Text("body", "3.丙方面的工作。"),
        Text("body", "2025年的话。"),
    ),
)
LONG_TABLE = Paper(
    "标题",
    "机关",
    (
        Grid(
            "t",
            "表",
            81,
            2,
            1,
            (342.2, 100.0),
            (20.0,) * 81,
            (
                Box(0, 0, 1, 1, "项目", "header"),
                Box(0, 1, 1, 1, "数量", "header"),
                *(Box(start, 0, 10, 1, f"第{start}组", "label") for start in range(1, 81, 10)),
                *(Box(row, 1, 1, 1, str(row), "figure") for row in range(1, 81)),
            ),
        ),
    ),
)
PAPERS = {
    "county": outline(county()),
    "county for review": outline(county(), review=REVIEW),
    "filled": outline(filled()),
    "blank": outline(blank()),
    "without a title": outline(filled(), with_title=False),
    "edition 2019": outline(balanced(3, "2019", 2019)),
    "headings, lists": HEADED,
    "a table over pages": LONG_TABLE,
    "nothing": Paper("", "", ()),
}
MADE = {name: pdf_bytes(paper) for name, paper in PAPERS.items()}


@pytest.mark.parametrize("name", PAPERS)
@pytest.mark.parametrize("standard", ["ua1", "2a"])
def test_it_keeps_the_standards_that_it_claims(name: str, standard: str) -> None:
    report = page_validation.validate_pdf_bytes(MADE[name], profile=standard)
    assert [(failure.rule_id, failure.message) for failure in report.failures] == []
    assert report.document.version == "1.7"


@pytest.mark.parametrize("name", PAPERS)
def test_a_second_checker_finds_nothing_either(name: str, tmp_path) -> None:
    (tmp_path / "a.pdf").write_bytes(MADE[name])
    assert pdfua.validate(tmp_path / "a.pdf").findings == ()


def test_what_it_says_of_itself() -> None:
    report = county()
    with pikepdf.open(io.BytesIO(MADE["county"])) as file:
        assert set(file.docinfo) == {"/Title", "/Author", "/Subject", "/Creator"}, "a date would be the machine's"
        with file.open_metadata() as said:
            assert said["dc:title"] == "青禾县人民政府2025年政府信息公开工作年度报告"
            assert said["dc:creator"] == [report.organ.name]
            assert said["dc:language"] == {"zh-CN"}
            assert (said["pdfuaid:part"], said["pdfaid:part"], said["pdfaid:conformance"]) == ("1", "2", "A")
        assert file.Root.ViewerPreferences.DisplayDocTitle
        assert file.Root.OutputIntents[0].DestOutputProfile.read_bytes() == srgb_profile()


def test_a_paper_with_a_character_that_no_font_has_claims_nothing() -> None:
    data = pdf_bytes(Paper("标题", "机关", (Text("body", "\ue123"),)))
    with pikepdf.open(io.BytesIO(data)) as file, file.open_metadata() as said:
        assert "pdfuaid:part" not in said and "pdfaid:part" not in said
        assert said["dc:title"] == "标题"


@pytest.mark.parametrize("name", PAPERS)
def test_nothing_is_drawn_that_is_neither_read_nor_decoration(name: str) -> None:
    with pikepdf.open(io.BytesIO(MADE[name])) as file:
        for page in file.pages:
            depth = 0
            for _, operator in pikepdf.parse_content_stream(page):
                word = str(operator)
                depth += (word in ("BDC", "BMC")) - (word == "EMC")
                assert word not in ("Tj", "TJ", "S", "f", "B", "Do") or depth == 1, word


class Read:
    """A PDF as a screen reader walks it."""

    def __init__(self, data: bytes) -> None:
        self.words: dict[tuple[int, int], str] = {}
        with pdfplumber.open(io.BytesIO(data)) as file:
            for number, page in enumerate(file.pages):
                for character in page.chars:
                    key = (number, character["mcid"])
                    if character["mcid"] is not None:
                        self.words[key] = self.words.get(key, "") + character["text"]
        self.file = pikepdf.open(io.BytesIO(data))
        self.pages = {page.objgen: number for number, page in enumerate(self.file.pages)}
        self.root = self.file.Root.StructTreeRoot.K

    def kids(self, element: pikepdf.Object) -> list[pikepdf.Object]:
        kids = element.get("/K")
        return [] if kids is None else list(kids) if isinstance(kids, pikepdf.Array) else [kids]

    def text(self, element: pikepdf.Object) -> str:
        said = ""
        for kid in self.kids(element):
            if isinstance(kid, int):
                said += self.words.get((self.pages[element.Pg.objgen], kid), "")
            elif kid.get("/Type") == "/MCR":
                said += self.words.get((self.pages[kid.Pg.objgen], kid.MCID), "")
            else:
                said += self.text(kid)
        return said

    def elements(self, tag: str = "", of: pikepdf.Object | None = None) -> Iterator[pikepdf.Object]:
        for kid in self.kids(self.root if of is None else of):
            if isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
                if not tag or str(kid.S) == f"/{tag}":
                    yield kid
                yield from self.elements(tag, kid)


def squeezed(text: str) -> str:
    return re.sub(r"\s", "", text)


@pytest.mark.parametrize("name", PAPERS)
def test_it_is_read_aloud_in_the_order_of_the_paper_and_each_word_once(name: str) -> None:
    expected = []
    for block in PAPERS[name].blocks:
        boxes = sorted(block.boxes, key=lambda box: (box.row, box.column)) if isinstance(block, Grid) else [block]
        expected += [box.text for box in boxes]
    read = Read(MADE[name])
    assert squeezed(read.text(read.root)) == squeezed("".join(expected))


@pytest.mark.parametrize("name", PAPERS)
def test_headings_leave_out_no_level(name: str) -> None:
    levels = [int(str(each.S)[2]) for each in Read(MADE[name]).elements() if re.fullmatch("/H[1-6]", str(each.S))]
    assert all(after <= before + 1 for before, after in pairwise([0, *levels]))


def test_the_parts_are_headings_that_one_can_jump_to() -> None:
    read = Read(MADE["county"])
    assert [read.text(each)[:2] for each in read.elements("H1")] == ["一、", "二、", "三、", "四、", "五、", "六、"]
    assert read.text(next(read.elements("H2"))).startswith("（一）")


@pytest.mark.parametrize("key", ["disclosure", "applications", "disputes"])
def test_every_figure_is_announced_with_all_that_heads_it(key: str) -> None:
    read = Read(MADE["county"])
    grids = [block for block in PAPERS["county"].blocks if isinstance(block, Grid)]
    number = [grid.key for grid in grids].index(key)
    table, grid = list(read.elements("Table"))[number], grids[number]
    named = {str(cell.ID): read.text(cell) for cell in read.elements("TH", table)}
    assert len(named) == len([box for box in grid.boxes if box.kind not in ("figure", "corner")])
    said = [
        [named[str(id)] for id in cell.A.Headers]
        for cell in read.elements("TD", table)
        if "/Headers" in cell.get("/A", {})
    ]
    figures = sorted((box for box in grid.boxes if box.kind == "figure"), key=lambda box: (box.row, box.column))
    assert said == [[head.text for head in heads(grid, box)] for box in figures]


def heading_words(key: str, address: str) -> list[str]:
    grid = next(block for block in outline(blank()).blocks if isinstance(block, Grid) and block.key == key)
    (box,) = (box for box in grid.boxes if box.cell and str(box.cell) == f"{key}/{address}")
    return [head.text for head in heads(grid, box)]


def test_merged_labels_head_what_they_cover_and_a_caption_only_its_section() -> None:
    assert heading_words("disclosure", "licences/decisions") == [
        "第二十条第（五）项",
        "本年处理决定数量",
        "行政许可",
    ]
    assert heading_words("applications", "refused_state_secret/business") == [
        "申请人情况",
        "法人或其他组织",
        "商业企业",
        "三、本年度办理结果",
        "（三）不予公开",
        "1.属于国家秘密",
    ]
    assert heading_words("disputes", "litigation_direct/upheld") == ["行政诉讼", "未经复议直接起诉", "结果维持"]


def test_every_id_is_found_by_the_tree_of_ids() -> None:
    read = Read(MADE["county"])
    (names,) = read.file.Root.StructTreeRoot.IDTree.Kids
    found = dict(zip(*[iter(names.Names)] * 2, strict=True))
    assert {str(id): str(element.ID) for id, element in found.items()} == {str(id): str(id) for id in found}
    assert [str(id) for id in found] == sorted(str(id) for id in found)
    assert len(found) == len(list(read.elements("TH")))


def test_numbered_paragraphs_are_items_of_a_list_over_pages_too() -> None:
    read = Read(MADE["headings, lists"])
    (made,) = read.elements("L")
    assert [read.text(label) for label in read.elements("Lbl", made)] == ["1.", "2.", "3."]
    bodies = [read.text(body) for body in read.elements("LBody", made)]
    assert [body[:3] for body in bodies] == ["甲方面", "乙方面", "丙方面"]
    assert bodies[1].count("说明") == 700


@pytest.mark.parametrize(
    ("lines", "labels"),
    [
        (("1.甲", "2.乙"), [2, 2]),
        (("（1）甲", "（2）乙"), [3, 3]),
        (("①甲", "②乙", "其他"), [1, 1, 0]),
        (("1.甲", "（1）子", "（2）丑", "2.乙"), [0, 3, 3, 0]),
        (("1.甲",), [0]),
        (("2.甲", "3.乙"), [0, 0]),
        (("1.5倍", "2.5倍"), [0, 0]),
        (("1.甲", "1.乙", "2.丙"), [0, 2, 2]),
        (("2025年", "2026年"), [0, 0]),
    ],
)
def test_what_is_a_list(lines: tuple[str, ...], labels: list[int]) -> None:
    assert list_labels([Text("body", line) for line in lines]) == labels


roles = st.sampled_from(["heading", "subheading", "body", "body", "body", "table_note"])
texts = st.tuples(roles, st.text("一二（）1.2、公开2025年，。", min_size=1, max_size=90))


@settings(max_examples=25, deadline=None)
@given(st.lists(texts, max_size=12))
def test_any_order_of_paragraphs_keeps_the_standards_and_is_read_in_it(made: list[tuple[str, str]]) -> None:
    levels = {"heading": 1, "subheading": 2}
    blocks = tuple(Text(role, text, level=levels.get(role, 0), with_next=role in levels) for role, text in made)
    data = pdf_bytes(replace(HEADED, blocks=blocks))
    for standard in ("ua1", "2a"):
        assert page_validation.validate_pdf_bytes(data, profile=standard).failures == []
    read = Read(data)
    assert squeezed(read.text(read.root)) == "".join(text for _, text in made)
