"""What the official format wants in each narrative, and the sentences offered for it: resources/help/parts.json."""

from __future__ import annotations

import json
from functools import lru_cache
from typing import NamedTuple

from app.form.schema import Cell
from app.model.report import Report
from app.model.words.self_name import calls_itself
from app.model.words.texts import live_fields
from app.paths import resource


class Offer(NamedTuple):
    """A sentence a clerk can put in with one click. `when`: what must be true of the figures, "" for nothing."""

    name: str
    text: str
    when: str


@lru_cache(maxsize=1)
def _parts() -> dict[str, dict]:
    return json.loads(resource("help", "parts.json").read_text("utf-8"))


def wants(key: str) -> str:
    """What shall stand in the narrative of this key; "" when nothing is said of it."""
    return _parts().get(key, {}).get("wants", "")


def offers(key: str, report: Report) -> list[Offer]:
    """The sentences that are true of this report: their condition holds and every live field in them has a value."""
    every = (
        Offer(o["name"], _said(o["text"], report), o["when"] or "") for o in _parts().get(key, {}).get("offers", ())
    )
    return [
        offer
        for offer in every
        if _holds(offer.when, report) and all(live.value is not None for live in live_fields(offer.text, report))
    ]


def _said(text: str | list[str | dict[str, str]], report: Report) -> str:
    """The sentence as people say it of these figures: what is 0 is 没有 or 未…, never “0件”; a 汇总 is not 本单位's."""
    pieces = [text] if isinstance(text, str) else text
    said = "".join(
        piece if isinstance(piece, str) else piece["none" if report.figure(Cell.parse(piece["of"])) == 0 else "some"]
        for piece in pieces
    )
    return said.replace("本单位", calls_itself(report.organ))


_APPLICATIONS = tuple(Cell("applications", row, "total") for row in ("received", "carried_in"))
_DISPUTES = tuple(
    Cell("disputes", row, "total")
    for row in ("reconsideration", "litigation_direct", "litigation_after_reconsideration")
)


def _holds(when: str, report: Report) -> bool:
    """A blank figure is not known, so neither a "no" nor a "has" is true of it."""
    if not when:
        return True
    answer, _, what = when.partition("_")
    figures = [report.figure(cell) for cell in (_APPLICATIONS if what == "applications" else _DISPUTES)]
    if any(figure is None for figure in figures):
        return False
    return any(figures) == (answer == "has")
