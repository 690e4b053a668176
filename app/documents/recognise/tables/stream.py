"""Figures out of plain text: each label with the words that follow it, or, where labels stand apart, the order of the rows."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from app.documents.recognise.labels import EDITION_OF_COLUMN
from app.documents.recognise.tables.grids import APPLICANTS
from app.documents.recognise.tables.harvest import Harvest, How
from app.documents.recognise.tables.hits import Hit, hits_of, in_order
from app.documents.recognise.tables.order import applications_in_order, read_disputes
from app.documents.recognise.tables.regions import regions
from app.documents.recognise.tables.rows import read_rows
from app.form import EDITIONS
from app.form.layout import layout

_PAGE_NUMBER = re.compile(r"\s*(?:[-—–－]\s*\d{1,3}\s*[-—–－]|第\s*\d+\s*页(?:[,，/\s]*共\s*\d+\s*页)?)\s*")
_RULE = re.compile(r"[\s|:-]*-{3,}[\s|:-]*")
_NOTE = re.compile(r"\s*(?:注|备注|说明)\s*\d?\s*[：:].*")
_ROW_SPANS: Mapping[str, int] = {
    box.text: box.columns
    for edition in EDITIONS.values()
    for box in layout(edition.table("applications")).boxes
    if box.kind == "label"
}


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
        way = read_disputes(places["disputes"], places["after"], harvest)
        if way:
            how["disputes"] = way
    return how


# Table 二


def _disclosure(text: str, harvest: Harvest) -> bool:
    hits = hits_of("disclosure", text)
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
    return read_rows("disclosure", text, hits, places, {}, harvest)


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
    hits = hits_of("applications", text)
    first_row = next((i for i, hit in enumerate(hits) if hit.kind == "row"), len(hits))
    six = [hit.key for hit in hits[:first_row] if hit.kind == "column" and hit.key != "total"]
    if six and not in_order(six, APPLICANTS):
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
    if read_rows("applications", text, hits, places, spans, harvest):
        return "labels"
    if not any(hit.kind == "row" for hit in hits):
        return None
    return "order" if applications_in_order(text, harvest) else None
