"""The words of the form's tables in plain text: where each label stands, and what stands between it and the next."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

from app.documents.recognise.labels import CAPTION, COLUMNS, CORNER, GROUPS, ROWS

_NUMBERING = re.compile(
    r"(?:[（(][一二三四五六七八九十]{1,3}[)）]|[一二三四五六七八九十]{1,3}[、.．,，]"
    r"|[（(]\d{1,2}[)）]|(?<![\d.])\d{1,2}[、.．)）])\s*$"
)
_MARKS = frozenset("[（()）,，:：、.．;；/]“”\"‘’'")
_REMARK = re.compile(r"[）)”\"’]*(?:\s*[（(][^（）()|\t\n]*[^\d（）()|\t\n]+[^（）()|\t\n]*[)）])?")
_SHORT = {"其他": "other_remaining", "其它": "other_remaining", "总计": "processed_total", "合计": "processed_total"}
"""Words of table 三 that are a column in its header and a row below."""
_OF_OTHER = {"other_not_supplemented", "other_fee_unpaid"}


class Hit(NamedTuple):
    """A label of the form in the text, its numbering included. `key`: the row or column it means, "" for a group or heading."""

    start: int
    end: int
    key: str
    kind: str  # "row" | "column" | "group"


@lru_cache(maxsize=8)
def _words_of(table: str) -> tuple[re.Pattern[str], Mapping[str, tuple[str, str]]]:
    """Everything that may stand between figures of a table; condensed words -> (kind, key). Longer words win."""
    words: dict[str, tuple[str, str]] = {group: ("group", "") for group in GROUPS if len(group) > 1}
    words[CORNER] = ("group", "")
    words |= {label: ("column", key) for label, key in COLUMNS[table].items()}
    words |= {
        label: ("row", key) for label, key in ROWS[table].items() if label not in _SHORT or table != "applications"
    }
    return re.compile("|".join(sorted(map(re.escape, words), key=len, reverse=True))), words


def hits_of(table: str, text: str) -> list[Hit]:
    """The labels of a table in reading order; each reaches back over its numbering and on over a remark in brackets."""
    pattern, words = _words_of(table)
    places = [i for i, c in enumerate(text) if not c.isspace() and c not in _MARKS]
    condensed = "".join(text[i] for i in places)
    hits: list[Hit] = []
    rows: set[str] = set()
    for match in pattern.finditer(condensed):
        kind, key = words[match[0]]
        if table == "applications" and match[0] in _SHORT and _means_row(_SHORT[match[0]], rows):
            kind, key = "row", _SHORT[match[0]]
        start, end = places[match.start()], places[match.end() - 1] + 1
        before = _NUMBERING.search(text, max(0, start - 12), start)
        begin = before.start() if before and (not hits or before.start() >= hits[-1].end) else start
        remark = _REMARK.match(text, end)
        hits.append(Hit(begin, remark.end() if remark else end, key, kind))
        if kind == "row":
            rows.add(key)
    captions = (Hit(places[m.start()], places[m.end() - 1] + 1, "", "group") for m in CAPTION.finditer(condensed))
    return sorted([*hits, *captions])


def _means_row(key: str, rows: set[str]) -> bool:
    """Whether 其他 or 总计 is the row of table 三, after the rows that stand above it, and not the column of its header."""
    return "received" in rows and (key == "processed_total" or bool(rows & _OF_OTHER))


def segments(hits: Sequence[Hit], text: str) -> Iterator[tuple[Hit, str]]:
    """Each label with what stands between it and the next one."""
    for i, hit in enumerate(hits):
        yield hit, text[hit.end : hits[i + 1].start if i + 1 < len(hits) else len(text)]


def in_order(keys: Sequence[str], official: Sequence[str]) -> bool:
    """Whether these keys stand in the official order, each once or repeated as a whole."""
    expected = [key for key in official if key in keys]
    return list(keys) == expected * (len(keys) // max(1, len(expected)))
