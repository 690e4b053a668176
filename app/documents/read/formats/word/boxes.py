"""The boxes of a Word table become a grid: merges along and down, small tables inside a box."""

from __future__ import annotations

import re
from collections.abc import Sequence

from app.documents.recognise.raw import RawGrid, grid, unread

_FIGURE = re.compile(r"[\d\s.,，%％+\-−⁰¹²³⁴-⁹₀-₉]*\d[\d\s.,，%％+\-−⁰¹²³⁴-⁹₀-₉]*")
_COVERED = unread("合并的格里藏着的字")


class Box:
    """A w:tc: its words, how many columns it covers, and "restart", "continue", "beside" or "" for its merge."""

    def __init__(self, text: str, along: int, merge: str) -> None:
        self.text, self.along, self.merge = text, max(1, min(along, 200)), merge
        self.down = 1


def figure_like(words: str) -> bool:
    """Whether words are a number and nothing else."""
    return _FIGURE.fullmatch(words) is not None


def in_place(grids: Sequence[RawGrid]) -> tuple[list[str], list[RawGrid]]:
    """Of the tables in one box: (the words of those that only hold this box's own figure, the tables that stand for themselves)."""
    words: list[str] = []
    others: list[RawGrid] = []
    for each in grids:
        said = [cell.text for cell in each.cells if cell.text.strip()]
        if len(said) == 1 and (figure_like(said[0]) or len(each.cells) == 1):
            words.append(said[0])
        elif said and all(figure_like(text) for text in said):
            words.append(unread("格里还有一张表"))
        elif said:
            others.append(each)
    return words, others


def grid_of(rows: Sequence[Sequence[Box]]) -> RawGrid:
    """Count how far down each box goes that the rows below continue at the same column."""
    above: dict[int, Box] = {}
    kept: list[list[Box]] = []
    for row in (_beside(row) for row in rows):
        column = 0
        begun: list[Box] = []
        now: dict[int, Box] = {}
        for box in row:
            over = above.get(column)
            if box.merge == "continue" and over is not None and over.along == box.along:
                over.down += 1
                now[column] = over
                if box.text and box.text != over.text:  # Word shows the first box alone
                    over.text = _covering(over.text, box.text)
            else:
                begun.append(box)
                if box.merge:
                    now[column] = box
            column += box.along
        above = now
        kept.append(begun)
    return grid([[(box.text, box.down, box.along) for box in begun] for begun in kept])


def _beside(row: Sequence[Box]) -> list[Box]:
    """A row with boxes that run on into the one left of them (as older files merge) made one."""
    made: list[Box] = []
    for box in row:
        if box.merge == "beside" and made:
            made[-1].along += box.along
            if box.text:
                made[-1].text = _covering(made[-1].text, box.text)
        else:
            made.append(box)
    return made


def _covering(shown: str, covered: str) -> str:
    """The words of a merged box when one that it covers holds others: a label may be either, a figure is in doubt."""
    if not shown and not figure_like(covered):
        return covered
    return shown + _COVERED if figure_like(shown or covered) and _COVERED not in shown else shown
