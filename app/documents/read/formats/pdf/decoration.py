"""What stands on a page and is no part of its text: stamps over it, bold printed twice, words crossed out."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from itertools import pairwise

from app.documents.read.formats.pdf.objects import Stroke
from app.documents.read.formats.pdf.places import Places
from app.documents.read.formats.pdf.writing import Bounds, Character, Writing

Group = tuple[str, int, int, bool]  # font, size, lightness, put aside by the file: what is written alike

_BIG = 1.8  # times the usual size
_ENOUGH = 8  # one in so many characters
_PALER = 70  # lightness: so much lighter than the text
_SAME_PLACE = 1.0  # points
_COVERED = 0.35  # of the smaller of two glyphs: they cannot both be read
_TOUCHING = 0.15  # of the size: digits nearer than this are of one number
_UNKNOWN = "\ufffd"
_ROW = 24.0  # points


def group_of(character: Character) -> Group:
    ink = character.sign.ink
    return ink.font, round(character.size), ink.lightness, ink.aside


def stamps(writings: Sequence[Writing]) -> set[Group]:
    """The groups of a document that are stamped over its pages: much bigger or paler than the text, and across it."""
    counted = Counter(group_of(c) for w in writings for c in w.characters if c.text.strip())
    usual, dark = _usual(counted)
    suspected = {g for g in counted if g[1] > _BIG * usual or g[2] >= dark + _PALER or g[3]}
    found: set[Group] = set()
    for writing in writings:
        if not any(group_of(c) in suspected for c in writing.characters):
            continue
        plain = places_of(c for c in writing.characters if group_of(c) not in suspected)
        for character in writing.characters:
            group = group_of(character)
            if group in suspected - found and _across(character, plain, writing.strokes):
                found.add(group)
    return found


def _usual(counted: Counter[Group]) -> tuple[int, int]:
    """Size and lightness of the text: of the darkest writing that there is enough of."""
    light: Counter[int] = Counter()
    for (_, _, lightness, _), times in counted.items():
        light[lightness] += times
    dark = min((lightness for lightness, times in light.items() if times * _ENOUGH >= light.total()), default=0)
    sizes: Counter[int] = Counter()
    for (_, size, lightness, _), times in counted.items():
        sizes[size] += times if lightness < dark + _PALER else 0
    return max(sizes, key=lambda size: sizes[size], default=0), dark


def _across(character: Character, plain: Places[Character], strokes: Iterable[Stroke]) -> bool:
    """Whether a character lies over others or over a rule."""
    left, top, right, bottom = character.bounds
    if any(_shared(character.bounds, other.bounds) > 0.2 for other in plain.near(character.bounds)):
        return True
    dx, dy = (right - left) * 0.2, (bottom - top) * 0.2
    return any(_crosses(stroke, (left + dx, top + dy, right - dx, bottom - dy)) for stroke in strokes)


def _crosses(stroke: Stroke, bounds: Bounds) -> bool:
    """Whether an upright line goes through a box."""
    left, right = sorted((stroke.x0, stroke.x1))
    top, bottom = sorted((stroke.y0, stroke.y1))
    return left < bounds[2] and bounds[0] < right + 0.1 and top < bounds[3] and bounds[1] < bottom + 0.1


def remove_stamps(writing: Writing, groups: set[Group]) -> None:
    writing.characters = [c for c in writing.characters if group_of(c) not in groups]


def places_of(characters: Iterable[Character]) -> Places[Character]:
    return Places((character.bounds, character) for character in characters)


def _shared(one: Bounds, two: Bounds) -> float:
    """How much of the smaller of two boxes lies in the other, 0 to 1."""
    wide = min(one[2], two[2]) - max(one[0], two[0])
    high = min(one[3], two[3]) - max(one[1], two[1])
    if wide <= 0 or high <= 0:
        return 0.0
    smaller = min((box[2] - box[0]) * (box[3] - box[1]) for box in (one, two))
    return wide * high / smaller if smaller > 0 else 0.0


def remove_doubles(writing: Writing, alike: bool) -> None:
    """A character printed again at the same place (bold made so) is one. `alike`: only where both are drawn the same way."""
    kept: list[Character] = []
    seen: dict[tuple[str, int, int], list[Character]] = defaultdict(list)
    for c in writing.characters:
        x, y = int(c.x0 // 4), int(c.base // 4)
        near = (o for i in (-1, 0, 1) for j in (-1, 0, 1) for o in seen.get((c.text, x + i, y + j), ()))
        same = next((o for o in near if _one_place(o, c) and (not alike or _drawn_alike(o, c))), None)
        if same is None:
            kept.append(c)
            seen[c.text, x, y].append(c)
        else:
            same.doubled = True
    writing.characters = kept


def _one_place(one: Character, two: Character) -> bool:
    return max(abs(one.x0 - two.x0), abs(one.base - two.base)) <= _SAME_PLACE


def _drawn_alike(one: Character, two: Character) -> bool:
    a, b = one.sign.ink, two.sign.ink
    return a.hidden == b.hidden and abs(a.lightness - b.lightness) < _PALER


def free(character: Character, others: Places[Character]) -> bool:
    """Whether no other character stands where this one does."""
    return all(_shared(character.bounds, other.bounds) <= _COVERED for other in others.near(character.bounds))


def collisions(writing: Writing) -> list[tuple[Character, Character]]:
    """Characters that are printed one over the other."""
    found: list[tuple[Character, Character]] = []
    places: Places[Character] = Places()
    for c in writing.characters:
        if c.text.strip():
            found += [(o, c) for o in places.near(c.bounds) if _shared(o.bounds, c.bounds) > _COVERED]
            places.put(c.bounds, c)
    return found


def make_unknown(pairs: Iterable[tuple[Character, Character]]) -> None:
    """What stands one over the other cannot be told."""
    for pair in pairs:
        for character in pair:
            character.text = _UNKNOWN


def strike(writing: Writing) -> list[Stroke]:
    """Mark the characters that a line goes through; gives the lines that are no rules of a table because of it."""
    rows: dict[int, list[Character]] = defaultdict(list)
    for c in writing.characters:
        if c.text.strip() and c.bottom - c.top > 0.3 * c.size:  # no dashes and dots
            rows[int((c.top + c.bottom) / 2 // _ROW)].append(c)
    first, last = min(rows, default=0), max(rows, default=-1)  # a line may be drawn far beyond the page
    through: list[Stroke] = []
    for stroke in writing.strokes:
        if abs(stroke.x1 - stroke.x0) <= abs(stroke.y1 - stroke.y0) or stroke.filled or stroke.pale:
            continue
        top, bottom = (int(y // _ROW) for y in sorted((stroke.y0, stroke.y1)))
        crossed = range(max(top - 1, first), min(bottom + 1, last) + 1)
        near = (c for row in crossed for c in rows.get(row, ()))
        hit = [c for c in near if _through(stroke, c)]
        if hit:
            through.append(stroke)
            for c in hit:
                c.struck = True
    _strike_whole_numbers(writing)
    return through


def _strike_whole_numbers(writing: Writing) -> None:
    """A number is struck as a whole, also where the line is shorter than it."""
    numbers: dict[tuple[int, int], list[Character]] = defaultdict(list)
    for c in writing.characters:
        if c.text.isdigit():
            numbers[c.sign.run, round(c.base)].append(c)
    for number in numbers.values():
        number.sort(key=lambda c: c.x0)
        for pair in (pairwise(number), pairwise(reversed(number))):
            for one, two in pair:
                gap = max(one.x0, two.x0) - min(one.x1, two.x1)
                two.struck = two.struck or (one.struck and gap < _TOUCHING * one.size)


def _through(stroke: Stroke, c: Character) -> bool:
    """Whether a line crosses the middle of a glyph from side to side."""
    left, right = sorted((stroke.x0, stroke.x1))
    inside = min(right, c.right) - max(left, c.left)
    if inside < 0.6 * (c.right - c.left):
        return False
    slope = (stroke.y1 - stroke.y0) / (stroke.x1 - stroke.x0)
    y = stroke.y0 + slope * ((c.left + c.right) / 2 - stroke.x0)
    return c.top + 0.25 * (c.bottom - c.top) < y < c.bottom - 0.25 * (c.bottom - c.top)
