"""What is marked in a narrative: digits as wide as on paper, live fields, last year's sentences, what findings quote."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import accumulate
from typing import NamedTuple

from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetricsF,
    QSyntaxHighlighter,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
)
from PySide6.QtWidgets import QTextEdit

from app.acts import Checked
from app.form.schema import Cell
from app.gui.desk.document import ReportDocument
from app.gui.desk.places import ORGAN_FIELDS
from app.gui.look import theme
from app.gui.texts.live_edit import LiveEdit, position, positions
from app.gui.texts.same_sentences import same_as_last_year
from app.model.finding import LEVEL_NAMES, Level
from app.model.kept.read_notes import is_read
from app.model.kept.remarks import letter_of, standing
from app.model.report import Report
from app.model.words.live_text import LiveText, Span

Place = tuple[int, int]
"""Where words of the shown text begin and end."""

_MOST_HITS = 1000
_DIGITS = re.compile(r"[0-9]+")
_Underline = QTextCharFormat.UnderlineStyle
_UNDERLINES = {Level.ERROR: _Underline.WaveUnderline, Level.QUERY: _Underline.WaveUnderline}


class Quoted(NamedTuple):
    """Words of a narrative that something is said of."""

    words: str
    level: Level
    message: str

    @property
    def colour(self) -> str:
        return self.level.value if self.level in _UNDERLINES else "note"


def quoted(checked: Checked, key: str) -> list[Quoted]:
    """What findings that still stand quote from the narrative of this key, the loudest first."""
    found = [
        Quoted(f.quote, f.level, f"{LEVEL_NAMES[f.level]}：{f.message}")
        for f in checked.findings
        if f.quote and key in f.involved and not f.reason and not is_read(f, checked.report)
    ]
    letter = letter_of(checked.report)
    for each in standing(letter, checked.findings, checked.report) if letter else ():
        if not each.done and each.remark.place == key and each.remark.stands:
            found.append(Quoted(each.remark.stands, Level.NOTE, f"县里的意见 {each.number}：{each.remark.text}"))
    return found


def name_of_field(name: str, report: Report) -> str:
    """A live field in official words: 表三 总计·一、本年新收政府信息公开申请数量, 年份, 单位名称."""
    parts = name.split("/")
    if len(parts) == 3:
        return report.form.name(Cell(*parts))
    return "年份" if name == "year" else ORGAN_FIELDS.get(name, "单位信息")


def about_field(span: Span, report: Report) -> str:
    """What a live field is, for its tooltip."""
    said = f"活数字：{name_of_field(span.name, report)}。"
    if span.value is None:
        return f"{said}现在还是空白，填上后才能导出。"
    return f"{said}随填报的内容变，导出时印作“{span.value}”。"


class Highlighter(QSyntaxHighlighter):
    """Digits, live fields, and what still stands as last year. The editor calls it by giving paragraphs their shape."""

    def __init__(self, editor: LiveEdit, document: ReportDocument) -> None:
        super().__init__(editor.document())
        self._editor = editor
        self._document = document
        self._previous = document.report.previous
        self.resting = False  # while a text is laid out and given its shape, which paints every paragraph each time
        self._starts: list[int] = []
        self._starts_of: tuple[int, LiveText] | None = None
        document.changed.connect(self._changed)

    def _changed(self, report: Report) -> None:
        """Another last year marks other sentences."""
        if report.previous is not self._previous:
            self._previous = report.previous
            self._anew()

    def _anew(self) -> None:
        """Paint everything; rehighlight would lay out the whole text again after each paragraph."""
        every = QTextCursor(self.document())
        every.select(QTextCursor.SelectionType.Document)
        every.mergeBlockFormat(QTextBlockFormat())

    def renew(self, start: int) -> None:
        """After an edit has been told: the paragraphs from its beginning to the cursor."""
        block = self.document().findBlock(position(self._editor.live.shown, start))
        last = self._editor.textCursor().blockNumber()
        while block.isValid() and block.blockNumber() <= last:
            self.rehighlightBlock(block)
            block = block.next()

    def highlightBlock(self, text: str) -> None:
        if self.resting:
            return
        digits, same = QTextCharFormat(), QTextCharFormat()
        digits.setFontLetterSpacingType(QFont.SpacingType.AbsoluteSpacing)
        digits.setFontLetterSpacing(self._tightening())
        same.setBackground(theme.colour("header"))
        ranges = [(*place, same) for place in same_as_last_year(text, self._document.report)]
        ranges += [(*match.span(), digits) for match in _DIGITS.finditer(text)]
        for start, end, blank in self._fields(text):
            live = QTextCharFormat()
            live.setBackground(theme.colour("query_soft" if blank else "accent_soft"))
            live.setForeground(theme.colour("query" if blank else "link"))
            ranges.append((start, end, live))
        self._set(text, ranges)

    def _set(self, text: str, ranges: list[tuple[int, int, QTextCharFormat]]) -> None:
        """Give each stretch between two edges the formats of all ranges over it; later ones go first."""
        edges = sorted({edge for start, end, _ in ranges for edge in (start, end)})
        places = positions(text, edges)
        waiting = sorted(enumerate(ranges), key=lambda each: each[1][0], reverse=True)
        over: list[tuple[int, tuple[int, int, QTextCharFormat]]] = []
        for number, start in enumerate(edges[:-1]):
            while waiting and waiting[-1][1][0] <= start:
                over.append(waiting.pop())
            over = sorted((each for each in over if each[1][1] > start), key=lambda each: each[0])
            if over:
                both = QTextCharFormat(over[0][1][2])
                for _, (_, _, shape) in over[1:]:
                    both.merge(shape)
                self.setFormat(places[number], places[number + 1] - places[number], both)

    def _fields(self, text: str) -> list[tuple[int, int, bool]]:
        """(start, end, is it blank) of the live fields in this paragraph."""
        number, starts = self.currentBlock().blockNumber(), self._paragraphs()
        if number >= len(starts):
            return []  # in the middle of an edit: painted when that is told
        begins = starts[number]
        return [
            (span.start - begins, span.end - begins, span.value is None)
            for span in self._editor.live.overlapping(begins, begins + len(text))
        ]

    def _paragraphs(self) -> list[int]:
        """Where each paragraph of the shown text begins; none while an edit has not been told."""
        live = self._editor.live
        of = (self.document().revision(), live)
        if self._starts_of is None or self._starts_of[0] != of[0] or self._starts_of[1] is not live:
            lines = live.shown.split("\n") if live.shown == self._editor.toPlainText() else []
            self._starts, self._starts_of = [0, *accumulate(len(line) + 1 for line in lines)][: len(lines)], of
        return self._starts

    def _tightening(self) -> float:
        font = self.document().defaultFont()
        return font.pixelSize() / 2 - QFontMetricsF(font).horizontalAdvance("0")


def underlines(editor: LiveEdit, marked: list[Quoted], lit: str = "") -> list[QTextEdit.ExtraSelection]:
    """Errors and queries with a wave on a soft ground, notes dotted; the loudest on top. `lit`: the words that are lit up."""
    selections = []
    for each in reversed(marked):
        place = editor.live.find(each.words)
        if place is None:
            continue
        selection = QTextEdit.ExtraSelection()
        selection.cursor = editor.range_of(*place)  # type: ignore[attr-defined]
        shape = QTextCharFormat()
        shape.setUnderlineStyle(_UNDERLINES.get(each.level, _Underline.DotLine))
        shape.setUnderlineColor(QColor(theme.colour(each.colour if each.level in _UNDERLINES else "muted")))
        if each.words == lit:
            shape.setBackground(theme.colour("accent_soft"))
        elif each.level in _UNDERLINES:
            shape.setBackground(theme.colour(f"{each.colour}_soft"))
        selection.format = shape  # type: ignore[attr-defined]
        selections.append(selection)
    place = None if any(each.words == lit for each in marked) else editor.live.find(lit)
    if place:
        light = QTextEdit.ExtraSelection()
        light.cursor = editor.range_of(*place)  # type: ignore[attr-defined]
        light.format.setBackground(theme.colour("accent_soft"))  # type: ignore[attr-defined]
        selections.append(light)
    return selections


def hits(editor: LiveEdit, places: Sequence[Place], current: Place | None) -> list[QTextEdit.ExtraSelection]:
    """What was searched for, the one that the clerk is at apart from the others; of very many those around that one."""
    at = places.index(current) if current in places else 0
    first = max(0, min(at - _MOST_HITS // 2, len(places) - _MOST_HITS))
    places = places[first : first + _MOST_HITS]
    found = positions(editor.live.shown, [edge for place in places for edge in place])
    ground, here, ink = (theme.colour(each) for each in ("hit", "hit_now", "text"))
    selections = []
    for number, place in enumerate(places):
        cursor = QTextCursor(editor.document())
        cursor.setPosition(found[2 * number])
        cursor.setPosition(found[2 * number + 1], QTextCursor.MoveMode.KeepAnchor)
        selection = QTextEdit.ExtraSelection()
        selection.cursor = cursor  # type: ignore[attr-defined]
        selection.format.setBackground(here if place == current else ground)  # type: ignore[attr-defined]
        selection.format.setForeground(ink)  # type: ignore[attr-defined]
        selections.append(selection)
    return selections
