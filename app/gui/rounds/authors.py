"""Who made a change of a 改稿, as far as its 修订 tell."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from app.model.beside.returned import Returned
from app.model.characters import without_space

if TYPE_CHECKING:
    from app.documents.recognise.raw import Revision


def authors(change: Returned, revisions: Sequence[Revision]) -> str:
    """王海、李科: all who changed something in this place; "" where the file does not say."""
    made = list(_made(change, revisions))
    if change.cell is not None:  # one who took the old figure out and put the new one in, before any who did half of it
        whole = {who for who, gone in made if (who, not gone) in made}
        made = [each for each in made if each[0] in whole] or made
    return "、".join(dict.fromkeys(who for who, _ in made))


def _made(change: Returned, revisions: Sequence[Revision]) -> Iterator[tuple[str, bool]]:
    """(who, whether something was taken out) of every tracked change that this one can come from."""
    before, after = without_space(change.before), without_space(change.after)
    for each in revisions:
        words, line = without_space(each.words), without_space(each.line)
        if change.cell is not None:
            mine = line == after and (words == before if each.gone else words in after)
        else:
            there = not after or after in line or (line and line in after)
            mine = bool(there) and (words in before or before in words if each.gone and before else words in after)
        if mine and words:
            yield each.who, each.gone


def by_author(changes: Sequence[Returned], revisions: Sequence[Revision]) -> list[tuple[Returned, str]]:
    """What was changed outside, whose author is known first and one author after the other; then what only the draft changed."""
    known = [(change, "" if change.only_here else authors(change, revisions)) for change in changes]
    order = list(dict.fromkeys(who for _, who in known if who))
    return sorted(known, key=lambda each: (each[0].only_here, order.index(each[1]) if each[1] else len(order)))
