"""Searching a report: narratives, the organ's fields and the labels of the tables; replacing in narratives."""

from __future__ import annotations

import re
from typing import NamedTuple

from app.gui.desk.places import ORGAN_FIELDS, PART_NAMES, Passage
from app.model.finding import Place
from app.model.report import Report
from app.model.words.live_text import laid_out


class Hit(NamedTuple):
    """`place`: a Cell, or a Passage of a narrative (as shown) or organ field; `quote`: the words found; `name`: in official words.

    `replaceable`: it stands in a narrative, and no live field in it.
    """

    place: Place
    quote: str
    name: str
    replaceable: bool = False


def hits(report: Report, wanted: str) -> list[Hit]:
    """Every occurrence in the order of the pages; Latin letters match in either case."""
    if not wanted:
        return []
    pattern = re.compile(re.escape(wanted), re.IGNORECASE)
    found: list[Hit] = []
    for place, name in ORGAN_FIELDS.items():
        text = getattr(report.organ, place.split("/")[1])
        found += [Hit(Passage(place, m.start()), m[0], name) for m in pattern.finditer(text)]
    for part in report.form.parts:
        for narrative in part.narratives:
            live = laid_out(report.text(narrative.key), report)
            name = narrative.title if part.key != "overview" else f"{PART_NAMES['overview']} {narrative.title}"
            found += [
                Hit(Passage(narrative.key, m.start()), m[0], name, not live.overlapping(*m.span()))
                for m in pattern.finditer(live.shown)
            ]
        if part.table:
            found += _labels(report, part.table.key, pattern)
    return found


def _labels(report: Report, table_key: str, pattern: re.Pattern[str]) -> list[Hit]:
    """The rows and columns whose label has the words; each leads to its first figure."""
    table = report.form.table(table_key)
    seen: set[str] = set()
    found = []
    for cell in table.cells:
        row, column = table.place(cell)
        for label, owner in (*((words, "".join(row.group)) for words in (*row.group, row.label)), (column.label, "列")):
            match = pattern.search(label)
            if match and f"{label}{owner}" not in seen:
                seen.add(f"{label}{owner}")
                found.append(Hit(cell, match[0], f"{table.short} {label}"))
    return found


def replaced(report: Report, hit: Hit, new: str) -> Report:
    """The report with one hit in a narrative replaced."""
    assert isinstance(hit.place, Passage)
    start = hit.place.start
    live = laid_out(report.text(hit.place), report)
    return report.with_text(str(hit.place), live.edited(start, start + len(hit.quote), new))


def all_replaced(report: Report, found: list[Hit], new: str) -> Report:
    """The report with every replaceable hit replaced, each narrative written once."""
    by_text: dict[str, list[Hit]] = {}
    for hit in found:
        if hit.replaceable:
            by_text.setdefault(str(hit.place), []).append(hit)
    for key, its in by_text.items():
        live = laid_out(report.text(key), report)
        pieces, at = [], 0
        for hit in its:
            assert isinstance(hit.place, Passage)
            pieces += [live.raw_of(at, hit.place.start), new]
            at = hit.place.start + len(hit.quote)
        report = report.with_text(key, "".join([*pieces, live.raw_of(at, len(live.shown))]))
    return report
