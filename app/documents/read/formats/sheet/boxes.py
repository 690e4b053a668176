"""A box of an XLSX as it is stored, what is set for the sheet around it, and the words that it shows with both."""

from __future__ import annotations

from dataclasses import dataclass, field

from lxml import etree

from app.documents.read.formats.sheet import number_format
from app.documents.read.formats.sheet.formulas import Value
from app.documents.read.formats.sheet.sheet import Merge
from app.documents.read.formats.sheet.xlsx_styles import Look, whole
from app.documents.read.formats.word.boxes import figure_like
from app.documents.read.formats.word.inside.symbols import in_symbol_font
from app.documents.recognise.raw import MOST_COLUMNS, MOST_ROWS, UNREAD, raised, unread

_WIDTH = 9.14  # characters of a column that nobody changed, with the margin at its sides
_MARGIN = 0.7
_LOW = 2  # points: a row so low shows nothing
_TOO_NARROW = unread("列太窄，数字显示不全")


@dataclass
class Box:
    """`value`: a number or words as stored (of a formula, its stored result); `shared`, `inline`: words in runs."""

    style: str | None = None
    value: Value = None
    formula: str | None = None
    shared: int | None = None
    inline: etree._Element | None = None
    error: bool = False


@dataclass
class Dressing:
    """What a sheet says about rows, columns and all its boxes."""

    base: float = 11
    width: float = _WIDTH
    zeros_shown: bool = True
    formulas_shown: bool = False
    conditions: list[Merge] = field(default_factory=list)
    _widths: list[tuple[int, int, float, bool]] = field(default_factory=list)
    _rows_hidden: set[int] = field(default_factory=set)
    _rows_said: set[int] = field(default_factory=set)
    _all_hidden: bool = False

    def defaults(self, node: etree._Element) -> None:
        self.width = _float(node.get("defaultColWidth"), _WIDTH)
        self._all_hidden = node.get("zeroHeight") in ("1", "true")

    def view(self, node: etree._Element) -> None:
        self.zeros_shown = self.zeros_shown and node.get("showZeros") not in ("0", "false")
        self.formulas_shown = self.formulas_shown or node.get("showFormulas") in ("1", "true")

    def columns(self, node: etree._Element) -> None:
        first, last = whole(node.get("min"), 1) - 1, whole(node.get("max"), 1) - 1
        width = _float(node.get("width"), self.width)
        hidden = node.get("hidden") in ("1", "true") or width == 0
        self._widths.append((first, min(last, MOST_COLUMNS), width, hidden))

    def row(self, number: int, node: etree._Element) -> None:
        self._rows_said.add(number)
        if node.get("hidden") in ("1", "true") or _float(node.get("ht"), _LOW + 1) <= _LOW:
            self._rows_hidden.add(number)

    def hidden(self) -> tuple[set[int], set[int]]:
        """(the rows, the columns) that are not seen."""
        rows = set(self._rows_hidden)
        if self._all_hidden:
            rows |= {row for row in range(MOST_ROWS) if row not in self._rows_said}
        columns = {c for first, last, _, hidden in self._widths if hidden for c in range(first, last + 1)}
        return rows, columns

    def fits(self, column: int, columns: int) -> float:
        """How many digits a box shows in that many columns."""
        total = 0.0
        for place in range(column, column + columns):
            found = next((w for first, last, w, _ in self._widths if first <= place <= last), self.width)
            total += found
        return total - _MARGIN

    def changing(self, row: int, column: int) -> bool:
        return any(area.holds(row, column) for area in self.conditions)


def _float(text: str | None, otherwise: float) -> float:
    try:
        return float(text) if text else otherwise
    except ValueError:
        return otherwise


def words_of(value: Value, look: Look, dressing: Dressing, column: int, columns: int, from_1904: bool) -> str:
    """What a box shows that holds `value`."""
    if value is None:
        return ""
    if look.repeated and value != "":
        return unread("填充排列的内容")  # 5 shows 55555
    if isinstance(value, str):
        words = value if UNREAD in value else number_format.shown_text(value, look.form)
        if look.font and UNREAD not in words:
            words = in_symbol_font(words, look.font)
        cut = figure_like(words) and not look.shrunk and not _fits(words, look, dressing, column, columns)
        return _TOO_NARROW if cut else words
    if value == 0 and not dressing.zeros_shown:
        return ""
    words = number_format.shown(value, look.form, from_1904)
    if UNREAD in words:
        return words
    if look.font:
        return in_symbol_font(words, look.font)
    if not look.shrunk and not number_format.is_date(look.form) and not _fits(words, look, dressing, column, columns):
        return _TOO_NARROW
    return raised(words, look.place == "subscript") if look.place else words


def _fits(words: str, look: Look, dressing: Dressing, column: int, columns: int) -> bool:
    """Whether a number has room; with a margin for fonts that are narrower than we think."""
    needed = sum(2 if ord(c) > 0x2E7F else 0.5 if c in ".,- " else 1 for c in words) * look.size / dressing.base
    rounds = look.form == "General" and "." in words  # shows fewer decimals before it shows ####
    return needed <= dressing.fits(column, columns) + (0.2 if rounds else 1.0)
