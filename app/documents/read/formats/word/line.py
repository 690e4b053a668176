"""The words of one paragraph as they are gathered, each with how it stands on the line."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NamedTuple

from app.documents.recognise.raw import RawItem, raised

_LIFTED = 4  # half points above or below the words around it: no longer the same line


class Piece(NamedTuple):
    """Words of one look. `lift`: half points above the line; `size`: half points."""

    text: str
    lift: int = 0
    size: int = 0


@dataclass
class Line:
    """`boxes`: what stands in text boxes on it; `floating`: whether one of these may stand elsewhere on the page."""

    pieces: list[Piece] = field(default_factory=list)
    boxes: list[RawItem] = field(default_factory=list)
    floating: bool = False

    def add(self, text: str) -> None:
        if text:
            self.pieces.append(Piece(text))

    @property
    def text(self) -> str:
        """Words lifted off the line that the others stand on are marks, no digits of theirs."""
        if len({piece.lift for piece in self.pieces}) < 2:
            return "".join(piece.text for piece in self.pieces)
        lengths: dict[int, int] = {}
        for piece in self.pieces:
            lengths[piece.lift] = lengths.get(piece.lift, 0) + len(piece.text.strip())
        line = max(lengths, key=lambda lift: (lengths[lift], -abs(lift)))
        size = max(piece.size for piece in self.pieces if piece.lift == line)
        return "".join(_on(piece, line, size) for piece in self.pieces)


def _on(piece: Piece, line: int, size: int) -> str:
    off = abs(piece.lift - line)
    apart = off >= _LIFTED or (off > 0 and 0 < piece.size < size)
    return raised(piece.text, piece.lift < line) if apart else piece.text
