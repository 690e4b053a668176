"""Sets text for the PDF: characters with their fonts, broken into lines, and draws those lines."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from operator import itemgetter

from reportlab.pdfgen.canvas import Canvas

from app.documents.write.pdf.fonts import Font, font_for
from app.documents.write.pdf.linebreak import Line, break_lines
from app.documents.write.pdf.tags import Decoration, Element, Structure
from app.documents.write.style import Face

_ABOVE_BASELINE = 0.86  # of the type size: the upper part of a Chinese character


@dataclass(frozen=True)
class Setting:
    """A text broken into lines; `fonts` and `widths` (points) of each of its characters."""

    text: str
    fonts: tuple[Font | None, ...]
    widths: tuple[float, ...]
    size: float
    lines: tuple[Line, ...]

    @property
    def width(self) -> float:
        """Points of the widest line."""
        return max(line.width for line in self.lines)


def set_text(
    text: str,
    faces: Face | Sequence[Face],
    size: float,
    measure: float,
    *,
    extra: float = 0.0,
    indent: float = 0.0,
    justify: bool = False,
) -> Setting:
    """Break a text; `faces`: one for all or one for each character; the rest as `break_lines`. Blanks are spaces."""
    text = "".join(" " if character.isspace() and character != "\u3000" else character for character in text)
    each = [faces] * len(text) if isinstance(faces, str) else faces
    fonts = tuple(font_for(face, character) for face, character in zip(each, text, strict=True))
    widths = tuple(font.width(character) * size if font else 0.0 for font, character in zip(fonts, text, strict=True))
    lines = break_lines(text, widths, measure, size=size, extra=extra, indent=indent, justify=justify)
    return Setting(text, fonts, widths, size, tuple(lines))


def baseline(size: float, pitch: float) -> float:
    """How far the baseline of a line lies below its top."""
    return (pitch - size) / 2 + _ABOVE_BASELINE * size


def draw_line(
    canvas: Canvas,
    structure: Structure,
    setting: Setting,
    line: Line,
    x: float,
    y: float,
    pieces: Sequence[tuple[int, Element | Decoration]],
    narrowed: float = 1.0,
) -> None:
    """Draw one line from x on the baseline y.

    `pieces`: (first character in the text, what it is) of each element of the text, in order. `narrowed`: horizontal scale.
    """
    ends = [start for start, _ in pieces[1:]] + [len(setting.text)]
    for (start, what), end in zip(pieces, ends, strict=True):
        first, last = max(start, line.start), min(end, line.end)
        if first >= last:
            continue
        advances = line.advances[first - line.start : last - line.start]
        characters = zip(
            setting.text[first:last], setting.fonts[first:last], setting.widths[first:last], advances, strict=True
        )
        shown = [(c, font, round(advance - width, 3)) for c, font, width, advance in characters if font]
        words = canvas.beginText(x, y)
        words.setHorizScale(100 * narrowed)
        for (font, gap), run in groupby(shown, key=itemgetter(1, 2)):
            words.setFont(font.name, setting.size)
            words.setCharSpace(gap)
            words.textOut("".join(character for character, _, _ in run))
        with structure.marked(what):
            canvas.drawText(words)
        x += sum(advances) * narrowed
