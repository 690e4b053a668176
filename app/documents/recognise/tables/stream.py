"""Figures out of plain text: each label with the words that follow it, or, where labels stand apart, the order of the rows."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from itertools import pairwise, takewhile
from typing import NamedTuple

from app.documents.recognise.figures import read_figure
from app.documents.recognise.labels import CAPTION, COLUMNS, CORNER, EDITION_OF_COLUMN, GROUPS, ROWS
from app.documents.recognise.tables.boxes import Shape, place, place_alone, shape_of, values_in
from app.documents.recognise.tables.grids import APPLICANTS, DISPUTE_COLUMNS
from app.documents.recognise.tables.harvest import Harvest, How
from app.documents.recognise.tables.regions import regions
from app.form import EDITIONS
from app.form.layout import layout
from app.form.schema import Cell, Table

_DISPUTE_ROWS = ("reconsideration", "litigation_direct", "litigation_after_reconsideration")
_PAGE_NUMBER = re.compile(r"\s*(?:[-—–－]\s*\d{1,3}\s*[-—–－]|第\s*\d+\s*页(?:[,，/\s]*共\s*\d+\s*页)?)\s*")
_RULE = re.compile(r"[\s|:-]*-{3,}[\s|:-]*")
_NOTE = re.compile(r"\s*(?:注|备注|说明)\s*\d?\s*[：:].*")
_NUMBERING = re.compile(
    r"(?:[（(][一二三四五六七八九十]{1,3}[)）]|[一二三四五六七八九十]{1,3}[、.．,，]"
    r"|[（(]\d{1,2}[)）]|(?<![\d.])\d{1,2}[、.．)）])\s*$"
)
_ROW_SPANS: Mapping[str, int] = {
    box.text: box.columns
    for edition in EDITIONS.values()
    for box in layout(edition.table("applications")).boxes
    if box.kind == "label"
}


class Hit(NamedTuple):
    """A label of the form in the text, its numbering included. `key`: the row or column it means, "" for a group or heading."""

    start: int
    end: int
    key: str
    kind: str  # "row" | "column" | "group" | "heading"


def read_stream(lines: Sequence[str], wanted: Sequence[str], harvest: Harvest) -> dict[str, How]:
    """Look for the tables `wanted` in plain lines; gives the way in which each that was found was read."""
    others = (_PAGE_NUMBER, _RULE, _NOTE)
    # a form feed in their place: the lines around it prove no blank
    kept = ["\f" if any(other.fullmatch(line) for other in others) else line.rstrip("\r\n") for line in lines]
    text = "\n".join(kept)
    places = regions(text)
    how: dict[str, How] = {}
    if "disclosure" in wanted and places["disclosure"] and _disclosure(places["disclosure"], harvest):
        how["disclosure"] = "labels"
    if "applications" in wanted and places["applications"]:
        way = _applications(places["applications"], harvest)
        if way:
            how["applications"] = way
    if "disputes" in wanted:
        way = _disputes(places["disputes"], places["after"], harvest)
        if way:
            how["disputes"] = way
    return how


# Labels


def _pattern(labels: Mapping[str, str]) -> re.Pattern[str]:
    return re.compile("|".join(sorted(map(re.escape, labels), key=len, reverse=True)))


def _label_patterns(table: str) -> tuple[re.Pattern[str], dict[str, tuple[str, str]]]:
    """Everything that may stand between figures of a table; condensed words -> (kind, key). Longer words win."""
    words: dict[str, tuple[str, str]] = {group: ("group", "") for group in GROUPS if len(group) > 1}
    words[CORNER] = ("group", "")
    for label, key in COLUMNS[table].items():
        words[label] = ("column", key)
    for label, key in ROWS[table].items():
        if label not in ("其他", "其它", "总计", "合计") or table != "applications":
            words[label] = ("row", key)
    return _pattern({word: "" for word in words}), words


def _hits(table: str, text: str) -> list[Hit]:
    """The labels of a table in reading order; each reaches back over its numbering and on over a remark in brackets."""
    pattern, words = _label_patterns(table)
    marks = re.compile(r"[（()）,，:：、.．;；/]")
    characters = [(c, i) for i, c in enumerate(text) if not c.isspace() and c not in "“”\"‘’'" and not marks.match(c)]
    condensed = "".join(c for c, _ in characters)
    hits: list[Hit] = []
    seen_rows: set[str] = set()
    for match in pattern.finditer(condensed):
        start, end = characters[match.start()][1], characters[match.end() - 1][1] + 1
        kind, key = words[match[0]]
        if table == "applications" and match[0] in ("其他", "其它", "总计", "合计"):
            late = "received" in seen_rows
            if late and match[0] in ("总计", "合计"):
                kind, key = "row", "processed_total"
            elif late and seen_rows & {"other_not_supplemented", "other_fee_unpaid"}:
                kind, key = "row", "other_remaining"
        before = _NUMBERING.search(text, max(0, start - 12), start)
        begin = before.start() if before and (not hits or before.start() >= hits[-1].end) else start
        remark = re.compile(r"[）)”\"’]*(?:\s*[（(][^（）()|\t\n]*[^\d（）()|\t\n]+[^（）()|\t\n]*[)）])?").match(
            text, end
        )
        hits.append(Hit(begin, remark.end() if remark else end, key, kind))
        if kind == "row":
            seen_rows.add(key)
    for match in CAPTION.finditer(condensed):
        hits.append(Hit(characters[match.start()][1], characters[match.end() - 1][1] + 1, "", "group"))
    return sorted(hits)


def _segments(hits: Sequence[Hit], text: str) -> Iterator[tuple[Hit, str]]:
    """Each label with what stands between it and the next one."""
    for i, hit in enumerate(hits):
        yield hit, text[hit.end : hits[i + 1].start if i + 1 < len(hits) else len(text)]


def _in_order(keys: Sequence[str], official: Sequence[str]) -> bool:
    """Whether these keys stand in the official order, each once or repeated as a whole."""
    expected = [key for key in official if key in keys]
    return list(keys) == expected * (len(keys) // max(1, len(expected)))


# Table 二


def _disclosure(text: str, harvest: Harvest) -> bool:
    hits = _hits("disclosure", text)
    columns = {hit.key for hit in hits if hit.kind == "column"}
    harvest.columns |= columns
    editions = {EDITION_OF_COLUMN[key] for key in columns if key in EDITION_OF_COLUMN}
    if len(editions) != 1:
        if any(hit.kind == "row" for hit in hits):
            harvest.doubt("disclosure", text[:40], "表二的列名不全或混有两种表样，没有读入")
        return False
    table = EDITIONS[editions.pop()].table("disclosure")
    for section in table.sections:
        official = [column.key for column in section.columns]
        for header in _headers(hits):
            if set(header) == set(official) and header != official:
                harvest.doubt("disclosure", text[:40], "表二的列名次序与表样不同，没有读入")
                return False
    places = {row.key: tuple(column.key for column in table.columns_of(row.key)) for row in table.rows}
    return _rows("disclosure", text, hits, places, {}, harvest)


def _headers(hits: Sequence[Hit]) -> Iterator[list[str]]:
    """Runs of column labels."""
    run: list[str] = []
    for hit in hits:
        if hit.kind == "column":
            run.append(hit.key)
        elif run:
            yield run
            run = []
    if run:
        yield run


# Table 三


def _applications(text: str, harvest: Harvest) -> How | None:
    hits = _hits("applications", text)
    first_row = next((i for i, hit in enumerate(hits) if hit.kind == "row"), len(hits))
    six = [hit.key for hit in hits[:first_row] if hit.kind == "column" and hit.key != "total"]
    if six and not _in_order(six, APPLICANTS):
        harvest.doubt("applications", text[:40], "表三的列名次序与表样不同，没有读入")
        return None
    table = EDITIONS["2021"].table("applications")
    places = {row.key: APPLICANTS for row in (*table.rows, *EDITIONS["2019"].table("applications").rows)}
    spans = {
        key: _ROW_SPANS[row.label]
        for edition in EDITIONS.values()
        for row in edition.table("applications").rows
        for key in (row.key,)
    }
    if _rows("applications", text, hits, places, spans, harvest):
        return "labels"
    if not any(hit.kind == "row" for hit in hits):
        return None
    return "order" if _by_order(text, harvest) else None


def _by_order(text: str, harvest: Harvest) -> bool:
    """The rows of seven numbers in the order of the form: only when there are 23 or 25 and every sum is right."""
    rows = [values for line in text.splitlines() if len(values := values_in(line)) == len(APPLICANTS)]
    edition = {25: "2021", 23: "2019"}.get(len(rows))
    if edition:
        table = EDITIONS[edition].table("applications")
        figures = {
            Cell("applications", row.key, column): words
            for row, values in zip(table.rows, rows, strict=True)
            for column, words in zip(APPLICANTS, values, strict=True)
        }
        if _balances(table, figures):
            for cell, words in figures.items():
                harvest.rows.add(("applications", cell.row))
                harvest.put(cell, words, " ".join(words for c, words in figures.items() if c.row == cell.row))
            harvest.doubt("applications", text[:40], "行名与数字分开了，按行的次序读入，各勾稽关系都成立，请与原表核对")
            return True
    harvest.doubt(
        "applications",
        text[:40],
        "表三的行名与数字对不上（像是逐列排出来的文字），没有读入。请改用网页、Word 或 PDF 原件，或打开原件把表复制过来",
    )
    return False


def _balances(table: Table, words: Mapping[Cell, str]) -> bool:
    """Whether F301, F302 and F303 all hold; a figure that cannot be read means they do not."""
    figures: dict[Cell, Decimal] = {}
    for cell, word in words.items():
        reading = read_figure(word, "count")
        if reading.figure is None:
            return False
        figures[cell] = reading.figure
    for relation in table.relations:
        others = APPLICANTS if relation.axis == "rows" else [row.key for row in table.rows]
        for other in others:
            left, right = (
                sum(
                    (
                        figures[Cell("applications", *((key, other) if relation.axis == "rows" else (other, key)))]
                        for key in side
                    ),
                    Decimal(0),
                )
                for side in (relation.left, relation.right)
            )
            if left != right:
                return False
    return True


def _rows(
    table: str,
    text: str,
    hits: Sequence[Hit],
    places: Mapping[str, tuple[str, ...]],
    spans: Mapping[str, int],
    harvest: Harvest,
) -> bool:
    """Put the rows of a table into the harvest, each label with its figures.

    False, and nothing is put, when figures stand where no row label is before them: the text is torn and nothing in it is sure.
    """
    rows: list[tuple[str, str]] = []
    for hit, segment in _segments(hits, text):
        if hit.kind == "row" and hit.key in places:
            rows.append((hit.key, segment))
        elif values_in(segment):
            return _torn(table, text, harvest)
    counts = {key: len(places[key]) for key, _ in rows}
    if any(len(values_in(segment)) > counts[key] for key, segment in rows):
        return _torn(table, text, harvest)
    if not any(values_in(segment) for _, segment in rows):
        for key, _ in rows:
            harvest.rows.add((table, key))
        return False
    learnt = [(segment, counts[key], spans.get(key, 1)) for key, segment in rows]
    shape: Shape = shape_of(learnt, bool(spans) and _even(text, hits), _stride_of_labels(text, hits))
    # the group label of edition 2021 has no figures
    rows = [(key, segment) for key, segment in rows if key != "other_processing" or values_in(segment)]
    if _below_their_labels(rows) and any(
        not values_in(segment) and place(segment, counts[key], spans.get(key, 1), shape) is None
        for key, segment in rows
    ):
        return _torn(table, text, harvest)  # each line of figures may as well belong to the label after it
    for key, segment in rows:
        harvest.rows.add((table, key))
        cells = place(segment, counts[key], spans.get(key, 1), shape)
        if cells is None:
            if segment.strip(" |\t\n") or shape.stride:
                harvest.doubt(f"{table}/{key}", segment, "数字比列少，分不清空在哪一列，这一行没有读入")
            continue
        for column, words in zip(places[key], cells, strict=True):
            harvest.put(Cell(table, key, column), words, segment)
    return harvest.has(table)


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


def _below_their_labels(rows: Sequence[tuple[str, str]]) -> bool:
    """Whether figures stand on lines of their own, with nothing but line breaks between them and their label."""
    return any(
        values_in(segment) and not values_in(segment.partition("\n")[0]) and "|" not in segment and "\t" not in segment
        for _, segment in rows
    )


def _torn(table: str, text: str, harvest: Harvest) -> bool:
    if table != "applications":  # table 三 is tried by order next
        harvest.doubt(table, text[:40], "表里的行名与数字对不上，没有读入。请改用网页、Word 或 PDF 原件")
    return False


# Table 四


def _disputes(text: str, after: str, harvest: Harvest) -> How | None:
    cells = [Cell("disputes", row, column) for row in _DISPUTE_ROWS for column in DISPUTE_COLUMNS]
    if not text:
        return _bare_row(after, cells, harvest)
    hits = [hit for hit in _hits("disputes", text) if hit.kind in ("column", "row")]
    columns = [hit.key for hit in hits if hit.kind == "column"]
    filled = [(i, segment) for i, (_, segment) in enumerate(_segments(hits, text)) if values_in(segment)]
    if not filled:
        return None
    i, segment = filled[0]
    above = [hit.key for hit in hits[: i + 1] if hit.kind == "column"]
    whole = len(above) == len(cells) and _in_order(above, DISPUTE_COLUMNS)
    torn = len(filled) != 1 or (len(columns) == len(cells) and not whole)
    placed = None
    if not torn and whole:
        placed = place_alone(segment, len(cells))
    elif not torn:  # the words of the header are torn, the figures stand on one line
        rows = [values for line in segment.splitlines() if len(values := values_in(line)) == len(cells)]
        placed = rows[0] if len(rows) == 1 and len(values_in(segment)) == len(cells) else None
    if placed is None:
        harvest.doubt("disputes", segment.strip(), "表四的表头与数字对不上，没有读入。请改用网页、Word 或 PDF 原件")
        return None
    for cell, words in zip(cells, placed, strict=True):
        harvest.put(cell, words, segment)
    return "labels" if whole else "order"


def _bare_row(text: str, cells: Sequence[Cell], harvest: Harvest) -> How | None:
    """A line of exactly fifteen figures after table 三 with no header left: table 四 by its length alone."""
    rows = [values for line in text.splitlines() if len(values := values_in(line)) == len(cells)]
    if len(rows) != 1:
        return None
    for cell, words in zip(cells, rows[0], strict=True):
        harvest.put(cell, words, " ".join(rows[0]))
    harvest.doubt(
        "disputes", " ".join(rows[0]), "表四的标题和表头不见了，这一行有十五个数，按表四的次序读入，请与原表核对"
    )
    return "order"
