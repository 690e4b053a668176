"""A copy that comes back — edited in WPS, or the live page — against the draft: a list of changes, each taken or left."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from difflib import SequenceMatcher

from app.form.schema import Cell
from app.model.figures import digits
from app.model.report import Report
from app.model.texts import expand, printed
from app.model.totals import computed, fill_totals

_OPTIONAL = ("title", "signature", "date", "document_number")  # a copy need not print these
_PIECE = re.compile(r"[^。；！？\n]*[。；！？]?\n?")


@dataclass(frozen=True)
class Returned:
    """One place where the copy differs. `before`: as the draft prints it; `after`: as the copy has it ("" for nothing there).

    A figure has `cell`; a passage of text has `key` and `at`, the pieces (sentences) of the draft's text that it replaces.
    """

    place: str
    before: str
    after: str
    cell: Cell | None = None
    key: str = ""
    at: tuple[int, int] = (0, 0)


def returned(report: Report, copy: Report, missing: Collection[Cell]) -> list[Returned]:
    """Where `copy` (as read) differs from the draft, in the order of the form; `missing` figures of the copy say nothing.

    A figure printed blank in the copy and filled in the draft is a difference. White space and line ends are none.
    """
    found: list[Returned] = []
    for part in report.form.parts:
        if part.table:
            for cell in part.table.cells:
                if cell in missing or not copy.form.has(cell):
                    continue
                before, after = (_digits(each, cell) for each in (report, copy))
                if before != after:
                    found.append(Returned(report.form.name(cell), before, after, cell=cell))
        for narrative in part.narratives:
            if narrative.key in _OPTIONAL and (not copy.text(narrative.key) or _signs(report, copy, narrative.key)):
                continue
            alone = narrative.title == part.heading or narrative.key in _OPTIONAL
            title = narrative.title if alone else f"{part.heading}{narrative.title}"
            found += _passages(report, narrative.key, title, copy.text(narrative.key))
    return found


def as_written(copy: Report, lines: Sequence[str]) -> Report:
    """A copy just read, with the title and preface that reading leaves out because we would write them ourselves.

    `lines`: the source's. A preface that does not stand there stays missing.
    """
    whole = _plain("".join(lines))
    for key in ("title", "preface"):
        if not copy.text(key) and _plain(own := printed(copy, key)) in whole:
            copy = copy.with_text(key, own)
    return copy


def _signs(report: Report, copy: Report, key: str) -> bool:
    """Whether a 落款 in the copy is what 送审稿 prints by choice, not the draft: the organ's name, the day."""
    if report.text(key):
        return False
    return key == "date" or (key == "signature" and _plain(copy.text(key)) == _plain(report.organ.name))


def take(report: Report, changes: Sequence[Returned]) -> Report:
    """The draft with these changes taken; live figures in sentences that did not change stay live."""
    figures = {c.cell: Decimal(c.after) if c.after else None for c in changes if c.cell is not None}
    if report.auto_totals:
        own = computed(report.form)
        figures = {cell: value for cell, value in figures.items() if cell not in own}
    taken = fill_totals(report.with_figures(figures))
    for key in dict.fromkeys(c.key for c in changes if c.key):
        pieces = _pieces(_own_text(report, key))
        for change in sorted((c for c in changes if c.key == key), key=lambda c: c.at, reverse=True):
            start, end = change.at
            pieces[start:end] = [change.after]
        taken = taken.with_text(key, "".join(pieces).strip("\n"))
    return taken


def _digits(report: Report, cell: Cell) -> str:
    figure = report.figure(cell)
    return "" if figure is None else digits(figure)


def _own_text(report: Report, key: str) -> str:
    """What the draft holds for this narrative, or would print where it holds nothing (title, preface)."""
    return report.text(key) or printed(report, key)


def _pieces(text: str) -> list[str]:
    """The sentences of a text, each with its mark and line end."""
    return [match[0] for match in _PIECE.finditer(text) if match[0]]


def _plain(text: str) -> str:
    return "".join(text.split())


def _passages(report: Report, key: str, title: str, copy: str) -> Iterator[Returned]:
    own, other = _pieces(_own_text(report, key)), _pieces(copy)
    shown = [_plain(expand(piece, report)) for piece in own]
    matcher = SequenceMatcher(None, shown, [_plain(piece) for piece in other], autojunk=False)
    for what, a, b, c, d in matcher.get_opcodes():
        if what == "equal":
            continue
        before = "".join(expand(piece, report) for piece in own[a:b]).strip()
        after = "".join(other[c:d])
        if own[a:b] and own[b - 1].endswith("\n") and not after.endswith("\n"):
            after += "\n"
        if _plain(before) != _plain(after):
            yield Returned(title, before, after if after.strip() else "", key=key, at=(a, b))
