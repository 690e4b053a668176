"""Old XLS workbooks: each box as Excel shows it."""

from __future__ import annotations

import pytest
import xlrd

from app.documents.read.formats.sheet.xls import read_xls
from app.documents.read.sniff import format_of
from app.documents.recognise.raw import NO_RESULT, UNREAD, Raw, RawGrid
from tests.documents.read.sheet.biff import Box, Look, Sheet, condition, font_under_condition, thing, xls


def raw(*sheets: Sheet) -> Raw:
    data = xls(*sheets)
    assert format_of(data, "a.et") == "xls"
    return read_xls(data, "a.et")


def shown(found: Raw) -> list[str]:
    return [cell.text for item in found.items if isinstance(item, RawGrid) for cell in item.cells]


def only(box: Box, **more: object) -> list[str]:
    boxes = {(0, 0): Box("总计"), (0, 1): box, (0, 2): Box("末")}
    return shown(raw(Sheet("表", boxes, **more)))[1:-1]  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("box", "words"),
    [
        (Box(186.0), "186"),
        (Box("186"), "186"),
        (Box(3862.475), "3862.475"),
        (Box(38624750.0, Look("0!.0000")), "3862.4750"),
        (Box(3862475.0, Look("#,##0.000,")), "3862.475"),
        (Box(1.31, Look("0%")), "131%"),
        (Box(3862.47512345, Look("0.000")), "3862.475"),
        (Box(0.0, Look("0;-0;;@")), ""),
        (Box(186.0, Look(struck=True)), ""),
        (Box("186", Look(struck=True)), ""),
        (Box(186.0, Look(place=1)), "¹⁸⁶"),
        (Box(186.0, Look(colour=9)), ""),
        (Box(186.0, Look(colour=9, fill=1)), "186"),
        (Box([("180", Look(struck=True)), ("186", Look(name="黑体")), ("1", Look(place=1))]), "186¹"),
        (Box(186.0, formula=0), "186"),
        (Box(0.0, formula=0), "0"),
        (Box(0.0, formula=3), NO_RESULT),
        (Box(None), ""),
    ],
)
def test_a_box(box: Box, words: str) -> None:
    assert only(box) == [words]


def test_what_cannot_be_told() -> None:
    assert UNREAD in only(Box(186.0, Look("[DBNum1]0")))[0]
    assert UNREAD in only(Box(186.0, Look(name="Wingdings")))[0]
    assert UNREAD in only(Box(3862.475), widths={1: 4})[0]


def test_zeros_that_are_not_shown() -> None:
    assert only(Box(0.0), zeros=False) == [""]
    assert only(Box(0.0)) == ["0"]


def test_hidden_rows_columns_and_sheets() -> None:
    boxes = {(r, c): Box(f"{r}{c}") for r in range(3) for c in range(3)}
    found = raw(Sheet("一", boxes, hidden_rows=[1], hidden_columns=[2]), Sheet("二", {(0, 0): Box("藏")}, hidden=True))
    assert shown(found) == ["00", "01", "20", "21"]
    said = [remark.note for remark in found.remarks]
    assert any("第 2 行是隐藏的" in note for note in said)
    assert any("C 列是隐藏的" in note for note in said)
    assert any("隐藏的工作表" in note for note in said)


def test_merges() -> None:
    found = raw(Sheet("表", {(0, 0): Box("表头"), (1, 2): Box(5.0)}, merges=[(0, 1, 0, 1)]))
    (grid,) = found.items
    assert isinstance(grid, RawGrid)
    assert (0, 0, 2, 2, "表头") in [tuple(cell[:5]) for cell in grid.cells]


NUMBER, FONT, FILL = 1 << 25, 1 << 26, 1 << 29
ALL = (0, 9, 1, 1)  # column B


@pytest.mark.parametrize(
    ("more", "hides"),
    [
        (condition(ALL, FONT, font_under_condition(struck=True)), True),
        (condition(ALL, FONT, font_under_condition(place=1)), True),
        (condition(ALL, FONT, font_under_condition(colour=9)), True),
        (condition(ALL, NUMBER, number=b"\x0c\x00"), True),
        (condition(ALL, FONT, font_under_condition(colour=10)), False),
        (condition(ALL, FONT | FILL, font_under_condition(colour=9) + bytes(4)), False),  # white on something dark
        (condition(ALL, FONT, font_under_condition()), False),
        (condition(ALL, FILL, bytes(4)), False),
        (condition((0, 9, 2, 2), FONT, font_under_condition(struck=True)), False),  # of another column
        (condition(ALL, FONT), False),  # cut short
    ],
)
def test_a_format_under_a_condition_that_hides_leaves_a_doubt(more: bytes, hides: bool) -> None:
    (words,) = only(Box(186.0), more=more)
    assert (UNREAD in words) == hides and words.startswith("186")


@pytest.mark.parametrize(
    ("more", "said"),
    [
        (thing(0x14), "控件"),
        (thing(0x0B), "控件"),
        (thing(0x12), "控件"),
        (thing(0x14, 0x0100), ""),  # the arrow of a filter
        (thing(0x08), "1 张图片"),
        (thing(0x06), "文本框"),
        (thing(0x19), ""),  # a comment's own box
        (b"\x5d\x00\x04\x00\x15\x00\x12\x00", ""),  # cut short
    ],
)
def test_what_floats_over_a_sheet_is_said(more: bytes, said: str) -> None:
    notes = [remark.note for remark in raw(Sheet("表", {(0, 0): Box("总计"), (0, 1): Box(5.0)}, more=more)).remarks]
    assert len(notes) == bool(said) and said in "".join(notes)


def test_a_lonely_box_far_away_costs_no_room_for_all_between(monkeypatch: pytest.MonkeyPatch) -> None:
    """Sixteen million squares were laid out for two boxes, for minutes: found by the fuzz."""
    books: list[xlrd.Book] = []
    whole = xlrd.open_workbook
    monkeypatch.setattr(xlrd, "open_workbook", lambda **how: books.append(whole(**how)) or books[-1])
    raw(Sheet("表", {(0, 0): Box("表头"), (0, 1): Box(5.0), (300, 255): Box(7.0)}))
    assert [books[0].sheet_by_index(0).row_len(row) for row in (0, 1, 300)] == [2, 0, 256]
