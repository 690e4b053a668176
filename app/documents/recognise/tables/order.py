"""Figures whose labels are lost or torn away: taken in the order of the form, and only where its sums hold."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal

from app.documents.recognise.figures import read_figure
from app.documents.recognise.tables.boxes import place_alone, values_in
from app.documents.recognise.tables.grids import APPLICANTS, DISPUTE_COLUMNS
from app.documents.recognise.tables.harvest import Harvest, How
from app.documents.recognise.tables.hits import Hit, hits_of, in_order, segments
from app.form import EDITIONS
from app.form.schema import Cell, Table

_ROWS = {25: "2021", 23: "2019"}
"""How many rows of figures table 三 has, and in which edition."""

DISPUTES = tuple(
    Cell("disputes", row, column)
    for row in ("reconsideration", "litigation_direct", "litigation_after_reconsideration")
    for column in DISPUTE_COLUMNS
)
_ASK = "请改用网页、Word 或 PDF 原件"
_HEADER = "结果维持结果纠正其他结果尚未审结总计"  # three times in the header of table 四


def applications_in_order(text: str, harvest: Harvest) -> bool:
    """The rows of seven numbers in the order of the form: only when there are 23 or 25 and every sum is right."""
    rows = [values for line in text.splitlines() if len(values := values_in(line)) == len(APPLICANTS)]
    if edition := _ROWS.get(len(rows)):
        table = EDITIONS[edition].table("applications")
        figures = {
            Cell("applications", row.key, column): words
            for row, values in zip(table.rows, rows, strict=True)
            for column, words in zip(APPLICANTS, values, strict=True)
        }
        if balances(table, figures):
            for cell, words in figures.items():
                harvest.rows.add(("applications", cell.row))
                harvest.put(cell, words, " ".join(words for c, words in figures.items() if c.row == cell.row))
            harvest.doubt("applications", text[:40], "行名与数字分开了，按行的次序读入，各勾稽关系都成立，请与原表核对")
            return True
    note = f"表三的行名与数字对不上（像是逐列排出来的文字），没有读入。{_ASK}，或打开原件把表复制过来"
    harvest.doubt("applications", text[:40], note)
    return False


def balances(table: Table, words: Mapping[Cell, str]) -> bool:
    """Whether every relation of the table holds among these figures; one that cannot be read means they do not."""
    figures: dict[Cell, Decimal] = {}
    for cell, word in words.items():
        figure = read_figure(word, "count").figure
        if figure is None:
            return False
        figures[cell] = figure
    for relation in table.relations:
        rows = relation.axis == "rows"
        for other in dict.fromkeys(cell.column if rows else cell.row for cell in words):
            left, right = (
                sum((figures[Cell(table.key, *((key, other) if rows else (other, key)))] for key in side), Decimal(0))
                for side in (relation.left, relation.right)
            )
            if left != right:
                return False
    return True


def read_disputes(text: str, after: str, harvest: Harvest) -> How | None:
    """Table 四: by the labels over its figures; with a torn header, or none (`after`: all of the text below table 三), by order."""
    if not text:
        return _bare_row(after, harvest)
    hits = [hit for hit in hits_of("disputes", text) if hit.kind in ("column", "row")]
    filled = [(i, segment) for i, (_, segment) in enumerate(segments(hits, text)) if values_in(segment)]
    if not filled:
        return None
    if len(filled) == 1:
        i, segment = filled[0]
        if _whole(hits[: i + 1]):
            if placed := place_alone(segment, len(DISPUTES)):
                _put(placed, segment, harvest)
                return "labels"
        elif _torn_header(text, hits, segment):
            return _under_torn_header(segment, harvest)
    note = f"表四的表头与数字对不上，没有读入。{_ASK}"
    harvest.doubt("disputes", filled[0][1].strip(), note)
    return None


def _whole(hits: Sequence[Hit]) -> bool:
    above = [hit.key for hit in hits if hit.kind == "column"]
    return len(above) == len(DISPUTES) and in_order(above, DISPUTE_COLUMNS)


def _torn_header(text: str, hits: Sequence[Hit], segment: str) -> bool:
    """Whether all characters of the header stand above the figures, only not side by side."""
    if sum(hit.kind == "column" for hit in hits) == len(DISPUTES):
        return False  # they do stand side by side, and in another order
    above = text[: text.rindex(segment)] + segment
    return all(above.count(character) >= 3 * _HEADER.count(character) for character in set(_HEADER))


def _under_torn_header(segment: str, harvest: Harvest) -> How | None:
    rows = [values for line in segment.splitlines() if len(values := values_in(line)) == len(DISPUTES)]
    if len(rows) != 1 or len(values_in(segment)) != len(DISPUTES):
        harvest.doubt("disputes", segment.strip(), f"表四的表头与数字对不上，没有读入。{_ASK}")
        return None
    _put(rows[0], segment, harvest)
    if not _sums_hold(rows[0]):
        note = "表四表头的字散开了，按表四的次序读入，总计与前四项之和不等，请与原表核对"
        harvest.doubt("disputes", " ".join(rows[0]), note)
    return "order"


def _bare_row(text: str, harvest: Harvest) -> How | None:
    """A line of exactly fifteen figures after table 三 with no header left: table 四 when its three sums hold."""
    rows = [values for line in text.splitlines() if len(values := values_in(line)) == len(DISPUTES)]
    if len(rows) != 1:
        return None
    said = " ".join(rows[0])
    if not _sums_hold(rows[0]):
        note = f"这一行有十五个数，像是表四，但没有表头，总计与前四项之和也不等，没有读入。{_ASK}"
        harvest.doubt("disputes", said, note)
        return None
    _put(rows[0], said, harvest)
    harvest.doubt("disputes", said, "表四的标题和表头不见了，这一行有十五个数，按表四的次序读入，请与原表核对")
    return "order"


def _sums_hold(values: Sequence[str]) -> bool:
    return balances(EDITIONS["2021"].table("disputes"), dict(zip(DISPUTES, values, strict=True)))


def _put(boxes: Sequence[str], segment: str, harvest: Harvest) -> None:
    for cell, words in zip(DISPUTES, boxes, strict=True):
        harvest.put(cell, words, segment)
