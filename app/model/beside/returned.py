"""A copy that comes back — edited in WPS, or the live page — against the draft: a list of changes, each taken or left.

Where it is known what the copy was when it went out (the 送审稿), each change is told apart: made outside, or in the draft
meanwhile, or in both.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from difflib import SequenceMatcher

from app.form.parts import OVERVIEW
from app.form.schema import Cell
from app.model.characters import without_space
from app.model.figures import digits
from app.model.report import Report
from app.model.totals import computed, fill_totals
from app.model.words.on_paper import official_heading, says_nothing, written
from app.model.words.texts import expand, printed

_OPTIONAL = ("title", "signature", "date", "document_number")  # a copy need not print these
_OVERVIEW = ("overview", *(aspect.key for aspect in OVERVIEW))
_NUMBER = re.compile(r"^\s*[（(][一二三四五六七八九十]+[）)]", re.MULTILINE)
_PIECE = re.compile(r"[^。；！？\n]*[。；！？]?\n?")


@dataclass(frozen=True)
class Returned:
    """One place where the copy differs. `before`: as the draft prints it; `after`: as the copy has it ("" for nothing there).

    A figure has `cell`; a passage of text has `key` and `at`, the pieces (sentences) of the draft's text that it replaces.
    `sent`: as it was sent out; None when that is not known. `begins`: whether the copy begins a paragraph here, where it puts
    something in or takes something out; None where the draft's own line ends stay.
    """

    place: str
    before: str
    after: str
    cell: Cell | None = None
    key: str = ""
    at: tuple[int, int] = (0, 0)
    sent: str | None = None
    begins: bool | None = None

    @property
    def only_here(self) -> bool:
        """Nobody touched it outside: the draft was changed after it was sent, the copy still has what was sent."""
        return self.sent is not None and without_space(self.sent) == without_space(self.after)

    @property
    def on_both_sides(self) -> bool:
        """Changed outside, and in the draft after it was sent."""
        return self.sent is not None and without_space(self.sent) not in (
            without_space(self.before),
            without_space(self.after),
        )


def returned(report: Report, copy: Report, missing: Collection[Cell], sent: Report | None = None) -> list[Returned]:
    """Where `copy` (as read) differs from the draft, in the order of the form; `missing` figures of the copy say nothing.

    A figure printed blank in the copy and filled in the draft is a difference. White space and line ends are none.
    `sent`: the draft as it was when the copy went out.
    """
    found: list[Returned] = []
    copy = _as_the_draft_has_it(report, copy)
    for part in report.form.parts:
        if part.table:
            for cell in part.table.cells:
                if cell in missing or not copy.form.has(cell):
                    continue
                before, after = (_digits(each, cell) for each in (report, copy))
                if before != after:
                    was = _digits(sent, cell) if sent else None
                    found.append(Returned(report.form.name(cell), before, after, cell=cell, sent=was))
        for narrative in part.narratives:
            if narrative.key in _OPTIONAL and (not copy.text(narrative.key) or _signs(report, copy, narrative.key)):
                continue
            if all(says_nothing(_own_text(each, narrative.key), narrative.title) for each in (report, copy)):
                continue  # a heading alone, or （待写）: neither is a text
            alone = narrative.title == part.heading or narrative.key in _OPTIONAL
            title = narrative.title if alone else f"{part.heading}{narrative.title}"
            found += _passages(report, narrative.key, title, copy.text(narrative.key), sent)
    return found


def _as_the_draft_has_it(report: Report, copy: Report) -> Report:
    """The copy with part 一 parted like the draft's, where the paper prints both alike: headings are no changes of the text."""
    part = report.form.part("overview")
    own, other = ({key: printed(each, key) for key in _OVERVIEW} for each in (report, copy))
    one, two = (written(part, texts, whole=False) for texts in (own, other))
    parted = [[bool(texts[key].strip()) for key in _OVERVIEW] for texts in (own, other)]
    if parted[0] != parted[1] or one != written(part, own, whole=True):  # the paper numbers the aspects that it knows
        one, two = _NUMBER.sub("", one), _NUMBER.sub("", two)
    if without_space(one) == without_space(two):
        return replace(copy, texts={**copy.texts, **own})
    if own["overview"].strip() and not any(own[key].strip() for key in _OVERVIEW[1:]):
        in_one = dict.fromkeys(_OVERVIEW, "") | {"overview": written(part, other, whole=False)}
        return replace(copy, texts={**copy.texts, **in_one})
    for key in _OVERVIEW[1:]:
        heading = official_heading(key, own[key])
        if heading and other[key].strip():
            copy = copy.with_text(key, heading + other[key].removeprefix(official_heading(key, other[key])))
    return copy


def _signs(report: Report, copy: Report, key: str) -> bool:
    """Whether a 落款 in the copy is what 送审稿 prints by choice, not the draft: the organ's name, the day."""
    if report.text(key):
        return False
    return key == "date" or (key == "signature" and without_space(copy.text(key)) == without_space(report.organ.name))


def take(report: Report, changes: Sequence[Returned]) -> Report:
    """The draft with these changes taken; live figures in sentences that did not change stay live."""
    figures = {c.cell: Decimal(c.after) if c.after else None for c in changes if c.cell is not None}
    if report.auto_totals:
        own = computed(report.form)
        figures = {cell: value for cell, value in figures.items() if cell not in own}
    taken = fill_totals(report.with_figures(figures))
    for key in dict.fromkeys(c.key for c in changes if c.key):
        pieces = _pieces(_own_text(report, key))
        for change in reversed(sorted((c for c in changes if c.key == key), key=lambda c: c.at)):
            start, end = change.at
            pieces[start:end] = [change.after]
            if start and change.begins is not None:
                pieces[start - 1] = pieces[start - 1].rstrip("\n") + ("\n" if change.begins else "")
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


@dataclass
class _Edited:
    """Neighbouring pieces of a text as it was sent, and how much longer (in pieces) each side has made them."""

    start: int
    end: int
    here: int = 0
    outside: int = 0

    def meets(self, start: int, end: int) -> bool:
        """Whether an edit of these pieces cannot be told from this one: it overlaps, or both put something in one place."""
        return start < self.end or self.start == self.end == start == end


def _edited(sent: Sequence[str], own: Sequence[str], other: Sequence[str]) -> Iterator[_Edited]:
    """Every place where the draft or the copy departs from what was sent, in order."""
    edits: list[tuple[int, int, int, int]] = []
    for side, pieces in enumerate((own, other)):
        for what, a, b, c, d in SequenceMatcher(None, sent, pieces, autojunk=False).get_opcodes():
            if what != "equal":
                longer = d - c - (b - a)
                edits.append((a, b, 0, longer) if side else (a, b, longer, 0))
    place: _Edited | None = None
    for start, end, here, outside in sorted(edits):
        if place is None or not place.meets(start, end):
            if place:
                yield place
            place = _Edited(start, end)
        place.end = max(place.end, end)
        place.here += here
        place.outside += outside
    if place:
        yield place


def _passages(report: Report, key: str, title: str, copy: str, sent: Report | None) -> Iterator[Returned]:
    """Sentence by sentence. Without what was sent the draft stands for it: whatever differs was changed outside."""
    base = sent or report
    was, own, other = _pieces(_own_text(base, key)), _pieces(_own_text(report, key)), _pieces(copy)
    as_sent, shown = ([expand(piece, each) for piece in pieces] for each, pieces in ((base, was), (report, own)))
    here = outside = 0  # how far the draft and the copy are ahead of what was sent
    for place in _edited(*([without_space(piece) for piece in pieces] for pieces in (as_sent, shown, other))):
        a, b = place.start + here, place.end + here + place.here
        c, d = place.start + outside, place.end + outside + place.outside
        here, outside = here + place.here, outside + place.outside
        before, after = "".join(shown[a:b]).strip(), "".join(other[c:d])
        if own[a:b] and own[b - 1].endswith("\n") and not after.endswith("\n"):
            after += "\n"
        if without_space(before) != without_space(after):
            words = "".join(as_sent[place.start : place.end]).strip() if sent else None
            begins = other[c - 1].endswith("\n") if c and c < len(other) and (a == b or c == d) else None
            after = after if after.strip() else ""
            yield Returned(title, before, after, key=key, at=(a, b), sent=words, begins=begins)
