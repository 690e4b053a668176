"""Finds the lists of a paper: paragraphs one below the other that are numbered on from 1, as a screen reader counts them."""

from __future__ import annotations

import re
from collections.abc import Sequence

from app.documents.write.blocks import Block, Text

_NUMBERED = re.compile(r"(?P<dot>\d{1,2})[.．、](?!\d)|[（(](?P<bracket>\d{1,2})[)）]|(?P<circle>[①-⑳])")


def list_labels(blocks: Sequence[Block]) -> list[int]:
    """For each block how many of its characters number it as an item of a list; 0 where it is none."""
    labels = [0] * len(blocks)
    run: list[int] = []  # the places of the items so far, whose numbers are 1, 2, …
    kind = ""
    for i, block in enumerate([*blocks, None]):
        found = _NUMBERED.match(block.text) if isinstance(block, Text) and block.role == "body" else None
        if run and found and found.lastgroup == kind and _number(found) == len(run) + 1:
            run.append(i)
            continue
        if len(run) > 1:
            for place in run:
                item = blocks[place]
                assert isinstance(item, Text) and (label := _NUMBERED.match(item.text))
                labels[place] = label.end()
        run, kind = ([i], found.lastgroup or "") if found and _number(found) == 1 else ([], "")
    return labels


def _number(found: re.Match[str]) -> int:
    circled = found["circle"]
    return ord(circled) - ord("①") + 1 if circled else int(found["dot"] or found["bracket"])
