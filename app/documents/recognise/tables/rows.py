"""The rows of a table in plain text: each label with the figures behind it, or nothing where the text is torn."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise, takewhile
from typing import NamedTuple

from app.documents.recognise.tables.boxes import Shape, place, shape_of, values_in
from app.documents.recognise.tables.grids import APPLICANTS
from app.documents.recognise.tables.harvest import Harvest
from app.documents.recognise.tables.hits import Hit, segments
from app.form.schema import Cell

_GROUP = "other_processing"
"""（六）其他处理: a row of edition 2019, and in edition 2021 a group label without figures."""


class Row(NamedTuple):
    """A row label in the text and what stands behind it, up to the next label. `wide`: label columns that it covers."""

    key: str
    segment: str
    columns: tuple[str, ...]
    wide: int

    @property
    def values(self) -> list[str]:
        return values_in(self.segment)


def read_rows(
    table: str,
    text: str,
    hits: Sequence[Hit],
    columns: Mapping[str, tuple[str, ...]],
    spans: Mapping[str, int],
    harvest: Harvest,
) -> bool:
    """Put the rows of a table into the harvest, each label with its figures.

    False, and nothing is put, when figures stand where no row label is before them: the text is torn and nothing in it is sure.
    """
    rows = _labelled(hits, text, columns, spans)
    if rows is None or any(len(row.values) > len(row.columns) for row in rows):
        return _torn(table, text, harvest)
    if not any(row.values for row in rows):
        harvest.rows.update((table, row.key) for row in rows)
        return False
    shape = _shape(rows, text, hits, bool(spans))
    rows = [row for row in rows if row.key != _GROUP or row.values]
    if _below_their_labels(rows) and any(not row.values and _placed(row, shape) is None for row in rows):
        return _torn(table, text, harvest)  # each line of figures may as well belong to the label after it
    for row in rows:
        _put(table, row, shape, harvest)
    return harvest.has(table)


def _labelled(
    hits: Sequence[Hit], text: str, columns: Mapping[str, tuple[str, ...]], spans: Mapping[str, int]
) -> list[Row] | None:
    """The rows in reading order; None when figures stand behind something that is no row label."""
    rows: list[Row] = []
    for hit, segment in segments(hits, text):
        if hit.kind == "row" and hit.key in columns:
            rows.append(Row(hit.key, segment, columns[hit.key], spans.get(hit.key, 1)))
        elif values_in(segment):
            return None
    return rows


def _shape(rows: Sequence[Row], text: str, hits: Sequence[Hit], wide_labels: bool) -> Shape:
    learnt = [(row.segment, len(row.columns), row.wide) for row in rows]
    return shape_of(learnt, wide_labels and _even(text, hits), _stride_of_labels(text, hits))


def _placed(row: Row, shape: Shape) -> list[str] | None:
    return place(row.segment, len(row.columns), row.wide, shape)


def _put(table: str, row: Row, shape: Shape, harvest: Harvest) -> None:
    """The figures of one row, or the doubt that its blanks cannot be told from its figures."""
    harvest.rows.add((table, row.key))
    boxes = _placed(row, shape)
    if boxes is not None:
        for column, words in zip(row.columns, boxes, strict=True):
            harvest.put(Cell(table, row.key, column), words, row.segment)
    elif row.segment.strip(" |\t\n") or shape.stride:
        harvest.doubt(f"{table}/{row.key}", row.segment, "数字比列少，分不清空在哪一列，这一行没有读入")


def _even(text: str, hits: Sequence[Hit]) -> bool:
    """Whether the lines of all rows have the same number of bars or tabs: then every square of the grid is printed."""
    lines = [
        text[text.rfind("\n", 0, hit.end) + 1 : (text + "\n").find("\n", hit.end)] for hit in hits if hit.kind == "row"
    ]
    counts = {(line.count("|"), line.count("\t")) for line in lines}
    return len(lines) > 4 and len(counts) == 1 and max(counts.pop()) > len(APPLICANTS)


def _stride_of_labels(text: str, hits: Sequence[Hit]) -> int:
    """Lines from one label of the header to the next where all of it stands evenly, one a line; else 0.

    Over the ends of the header's rows too: where these are farther apart, an empty line is no empty box.
    """
    head = list(takewhile(lambda hit: hit.kind != "row", hits))
    between = [text[first.end : second.start] for first, second in pairwise(head)]
    steps = [gap.count("\n") for gap in between if not gap.strip()]
    return steps[0] if len(steps) > 5 and len(set(steps)) == 1 else 0


def _below_their_labels(rows: Sequence[Row]) -> bool:
    """Whether figures stand on lines of their own, with nothing but line breaks between them and their label."""
    return any(
        row.values
        and not values_in(row.segment.partition("\n")[0])
        and "|" not in row.segment
        and "\t" not in row.segment
        for row in rows
    )


def _torn(table: str, text: str, harvest: Harvest) -> bool:
    if table != "applications":  # table 三 is tried by order next
        harvest.doubt(table, text[:40], "表里的行名与数字对不上，没有读入。请改用网页、Word 或 PDF 原件")
    return False
