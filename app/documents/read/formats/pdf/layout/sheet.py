"""One page as a person sees it: lines of text and tables in reading order, and what had to be left out."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

import pypdfium2 as pdfium

from app.documents.read.formats.pdf import decoration
from app.documents.read.formats.pdf.layout.lattice import Lattice, Place, lattices
from app.documents.read.formats.pdf.layout.lines import rows_of, text_of, words_of
from app.documents.read.formats.pdf.objects import Box as Area
from app.documents.read.formats.pdf.page import PageContents
from app.documents.read.formats.pdf.seen import Sight, Texts
from app.documents.read.formats.pdf.writing import Bounds, Character, Writing
from app.documents.recognise.labels import mend_labels
from app.documents.recognise.raw import Spot, unread

_SIDEWAYS = 0.3  # of the characters of a page: so much in another direction is text, less is a mark in the margin
_EDGE = 0.01  # points
_PADDING = 9.0  # points on both sides of the words in a narrow box
_TOUCHING = 0.15  # of the size: characters nearer than this are of one number
_PROSE = 60  # characters in one box across the whole table: more than any label of the form
_DRAWN, _STRUCK_OUT = unread("图片或画的线"), unread("划掉的数")
_DARK = 128  # lightness
_UNKNOWN = "\ufffd"


class Box(NamedTuple):
    """A box of a table with its words. `full`: a number that ends it has no room for another digit: it may go on below."""

    place: Place
    words: str
    full: bool = False
    spot: Spot | None = None


@dataclass(frozen=True)
class Table:
    """A ruled table on a page: its edges and the words of its boxes. `last_page`: where it ends when it goes on."""

    xs: tuple[float, ...]
    ys: tuple[float, ...]
    boxes: tuple[Box, ...]
    page: int
    last_page: int = 0

    @property
    def top(self) -> float:
        return self.ys[0]


@dataclass
class Sheet:
    """A page that was read: its tables and the text between them. `hidden`: characters that nobody sees; `struck`: something is crossed out; `pictures`: their places.

    `shown`, `holes`: how many characters of each font are seen, and how many leave a hole where they should be. `lies`: how
    many of its digits are printed as others.
    """

    number: int
    width: float
    height: float
    items: list[list[Character] | Table] = field(default_factory=list)
    characters: int = 0
    hidden: int = 0
    struck: bool = False
    shown: Counter[str] = field(default_factory=Counter)
    holes: Counter[str] = field(default_factory=Counter)
    digits: int = 0
    lies: int = 0
    pictures: list[Area] = field(default_factory=list)
    covered: float = 0.0
    notes: list[str] = field(default_factory=list)


def read_sheet(
    page: pdfium.PdfPage, contents: PageContents, directions: Sequence[Writing], texts: Texts, liars: set[str]
) -> Sheet:
    """Read one page, prepared, its text in these directions, the main one first. `liars`: fonts with other digits than they say."""
    main = directions[0]
    sheet = Sheet(contents.number, main.width, main.height, notes=contents.notes)
    _pictures(contents, sheet)
    sight = Sight(page, contents, [c.sign for w in directions for c in w.characters], texts)
    for writing in directions:
        decoration.remove_doubles(writing, alike=True)
        _keep_seen(writing, sight, sheet)
        for c in writing.characters:
            if c.text.isdigit():
                sheet.digits += 1
                if c.sign.ink.font in liars:
                    c.text = _UNKNOWN
                    sheet.lies += 1
    printed = sum(len(writing.characters) for writing in directions)
    for writing in directions:
        tables = _tables(writing, [w for w in directions if w is not writing], sight, sheet, contents)
        if writing is main or tables or len(writing.characters) > _SIDEWAYS * printed:
            sheet.items += _items(writing, tables)
    return sheet


def _pictures(contents: PageContents, sheet: Sheet) -> None:
    """Pictures large enough to hold words, and how much of the page they cover."""
    left, bottom, right, top = contents.bounds
    whole = max(1.0, (right - left) * (top - bottom))
    for box, _ in contents.pictures:
        wide = min(box[2], right) - max(box[0], left)
        high = min(box[3], top) - max(box[1], bottom)
        if wide > 0 and high > 0:
            sheet.pictures.append(box)
            sheet.covered = max(sheet.covered, wide * high / whole)


def _keep_seen(writing: Writing, sight: Sight, sheet: Sheet) -> None:
    """Leave out what nobody sees; a figure of which a part is hidden, and what stands one over the other, cannot be told."""
    seen, hidden = [], []
    for c in writing.characters:
        (seen if not c.text.strip() or sight.shows(c.sign, c.doubled) else hidden).append(c)
    sheet.characters += sum(1 for c in writing.characters if c.text.strip())
    sheet.hidden += len(hidden)
    for c in seen:
        if c.text.isdigit() and sight.covered_in_part(c.sign, c.doubled):
            c.text = _UNKNOWN
    seen += _told_apart(seen, hidden, sight)
    writing.characters = seen
    decoration.remove_doubles(writing, alike=False)
    _count_holes(writing, hidden, sheet)
    decoration.make_unknown(decoration.collisions(writing))


def _told_apart(seen: Sequence[Character], hidden: Iterable[Character], sight: Sight) -> list[Character]:
    """Hidden characters of a line of which the rest is seen, made unknown: a blot over a word, a figure cut off."""
    lines: dict[tuple[int, int], list[Character]] = defaultdict(list)
    for c in seen:
        lines[c.sign.run, round(c.base)].append(c)
    unknown = []
    for c in hidden:
        line = lines.get((c.sign.run, round(c.base)), [])
        if line and (sight.under_something(c.sign) or (c.text.isdigit() and _beside(c, line))):
            c.text = _UNKNOWN
            unknown.append(c)
    return unknown


def _count_holes(writing: Writing, hidden: Sequence[Character], sheet: Sheet) -> None:
    """Dark characters that leave nothing where nothing else stands: their font may be broken."""
    sheet.shown.update(c.sign.ink.font for c in writing.characters if c.text.strip())
    if not hidden:
        return
    places = decoration.places_of(writing.characters)
    for c in hidden:
        ink = c.sign.ink
        on_page = c.left >= 0 and c.right <= sheet.width and c.top >= 0 and c.bottom <= sheet.height
        if on_page and not ink.hidden and ink.lightness < _DARK and decoration.free(c, places):
            sheet.holes[ink.font] += 1


def _beside(c: Character, others: Iterable[Character]) -> bool:
    """Whether a digit belongs to a number of which another digit is seen."""
    return any(o.text.isdigit() and min(abs(o.x0 - c.x1), abs(c.x0 - o.x1)) < _TOUCHING * c.size for o in others)


# Tables


def _tables(
    writing: Writing, others: Sequence[Writing], sight: Sight, sheet: Sheet, contents: PageContents
) -> list[tuple[Table, set[Character]]]:
    """The ruled tables that are read in this direction, each with its characters; struck words are left out of them."""
    through = set(decoration.strike(writing))
    sheet.struck = sheet.struck or any(c.struck for c in writing.characters)
    found = []
    ruled = lattices(stroke for stroke in writing.strokes if stroke not in through)
    for lattice in (piece for whole in ruled for piece in _without_prose(whole, writing.characters)):
        inside = _inside(lattice, writing.characters)
        sideways = {place: words for place, words in _inside_of_others(lattice, writing, others).items()}
        mine, theirs = (sum(map(len, part.values())) for part in (inside, sideways))
        if not mine or theirs > mine:
            continue
        unclear = _over_edges(inside)
        boxes = []
        for place in lattice.places:
            words, full = _words(inside.get(place, ()), lattice.bounds(place))
            if place in unclear:
                words += _UNKNOWN
            if not words:
                words = _upright(sideways.get(place, ()))
            area = writing.frame.back(lattice.bounds(place))
            if not words and _marked(area, sight, sheet):
                words = _DRAWN
            boxes.append(Box(place, words, full, contents.spot(area)))
        table = Table(lattice.xs, lattice.ys, tuple(boxes), writing.number)
        found.append((table, {c for words in inside.values() for c in words}))
    return found


def _without_prose(lattice: Lattice, characters: Sequence[Character]) -> Iterator[Lattice]:
    """The pieces of a table between rows of one box with running text: a page that is laid out by a table."""
    inside = _inside(lattice, characters)
    prose: set[int] = set()
    for place in lattice.places:
        if place.columns == len(lattice.xs) - 1 and len(inside.get(place, ())) > _PROSE:
            prose |= set(range(place.row, place.row + place.rows))
    start = 0
    for row in sorted({*prose, len(lattice.ys) - 1}):
        if row > start and (piece := lattice.part(start, row)).places:
            yield piece
        start = row + 1


def _inside(lattice: Lattice, characters: Iterable[Character]) -> dict[Place, list[Character]]:
    """The characters whose middle stands in each box."""
    square = {
        (r, c): place
        for place in lattice.places
        for r in range(place.row, place.row + place.rows)
        for c in range(place.column, place.column + place.columns)
    }
    inside: dict[Place, list[Character]] = defaultdict(list)
    _, top, _, bottom = lattice.whole
    for c in characters:
        y = c.middle
        if any(c.base - 0.7 * c.size < edge < c.base for edge in (top, bottom)):  # cut through by the page end
            y = min(max(y, top), bottom - _EDGE)
        row, column = bisect_right(lattice.ys, y) - 1, bisect_right(lattice.xs, (c.x0 + c.x1) / 2) - 1
        if (place := square.get((row, column))) is not None:
            inside[place].append(c)
    return inside


def _inside_of_others(
    lattice: Lattice, writing: Writing, others: Iterable[Writing]
) -> dict[Place, list[tuple[Character, Writing]]]:
    """Characters set in another direction inside the boxes: 自然人 on its side in a narrow column."""
    found: dict[Place, list[tuple[Character, Writing]]] = defaultdict(list)
    for other in others:
        for c in other.characters:
            left, top, right, bottom = writing.frame.box(c.sign.box)
            for place in lattice.places:
                x0, y0, x1, y1 = lattice.bounds(place)
                if x0 <= (left + right) / 2 <= x1 and y0 <= (top + bottom) / 2 <= y1:
                    found[place].append((c, other))
                    break
    return found


def _words(characters: Sequence[Character], bounds: Bounds) -> tuple[str, bool]:
    """The words of a box without those that are struck out, and whether a number at their end fills its line.

    Where all is struck out, that is said. A number broken because the column is narrow is one.
    """
    words, full = "", False
    for row in rows_of(c for c in characters if not c.struck):
        line = words_of(row).strip()
        if not line:
            continue
        together = full and line[:1].isdigit()
        words += line if together or not words else f"\n{line}"
        printed = [c for c in row if c.text.strip()]
        room = bounds[2] - bounds[0] - (printed[-1].x1 - printed[0].x0)
        full = line.isdigit() and room < printed[-1].x1 - printed[-1].x0 + _PADDING
    if not words and any(c.struck for c in characters):
        return _STRUCK_OUT, False
    return mend_labels(words), full


def _upright(found: Sequence[tuple[Character, Writing]]) -> str:
    """The words of a box that are set in another direction; figures among them are not read."""
    words = ""
    for other in dict.fromkeys(writing for _, writing in found):
        words += text_of([c for c, writing in found if writing is other])
    return _DRAWN if any(c.isdigit() for c in words) else words


def _over_edges(inside: dict[Place, list[Character]]) -> set[Place]:
    """Boxes with a number that runs on into the next one: nobody can tell whose it is."""
    runs: dict[tuple[int, int], list[tuple[Character, Place]]] = defaultdict(list)
    for place, characters in inside.items():
        for c in characters:
            if c.text.isdigit():
                runs[c.sign.run, round(c.base)].append((c, place))
    unclear: set[Place] = set()
    for run in runs.values():
        run.sort(key=lambda pair: pair[0].x0)
        for (one, here), (two, there) in zip(run, run[1:], strict=False):
            if here != there and two.x0 - one.x1 < _TOUCHING * one.size:
                unclear |= {here, there}
    return unclear


def _marked(box: Area, sight: Sight, sheet: Sheet) -> bool:
    """Whether an empty box holds a picture or something drawn."""
    for left, bottom, right, top in sheet.pictures:
        x, y = (left + right) / 2, (bottom + top) / 2
        if box[0] <= x <= box[2] and box[1] <= y <= box[3]:
            return True
    return sight.holds_marks(box)


def _items(writing: Writing, tables: Sequence[tuple[Table, set[Character]]]) -> list[list[Character] | Table]:
    """The text above a table, the table, the text below it."""
    taken = {c for _, words in tables for c in words}
    rest = [c for c in writing.characters if c not in taken and not c.struck]
    items: list[list[Character] | Table] = []
    for table, _ in sorted(tables, key=lambda pair: pair[0].top):
        middle = (table.ys[0] + table.ys[-1]) / 2
        items += [[c for c in rest if c.middle < middle], table]
        rest = [c for c in rest if c.middle >= middle]
    return [*items, rest]
