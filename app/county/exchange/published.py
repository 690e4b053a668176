"""已公布: the live page against the version that was accepted, for A509."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from app.form.schema import Cell
from app.model.beside.returned import Returned, returned
from app.model.characters import folded
from app.model.report import Report

_MOST = 3  # places named


def differs(accepted: Report, page: Report, missing: Collection[Cell]) -> tuple[list[Returned], list[str]]:
    """(where the page says something else than the accepted version, what makes the comparison unsure)."""
    unsure = []
    if page.organ.name and folded(page.organ.name) != folded(accepted.organ.name):
        unsure.append(f"网页写的单位是“{page.organ.name}”，审定的是“{accepted.organ.name}”。")
    if page.year and page.year != accepted.year:
        unsure.append(f"网页是{page.year}年的，审定的是{accepted.year}年的。")
    if page.edition != accepted.edition:
        unsure.append(f"网页用的是 {page.edition} 表样，审定的是 {accepted.edition} 表样，表样不同的格没有比较。")
    if missing:
        unsure.append(f"网页上有 {len(missing)} 格没有读到，请在网页上对照看一遍。")
    return returned(accepted, page, missing), unsure


def in_words(differences: Sequence[Returned], unsure: Sequence[str]) -> str:
    """One clause for the collection; "" when all that was read is as accepted. What could not be read accuses nobody."""
    wrong = [said.rstrip("。") for said in unsure if said.startswith(("网页写的", "网页是"))]
    if wrong:
        return "；".join(wrong)
    if not differences:
        return ""
    named = "、".join(dict.fromkeys(each.place for each in differences[:_MOST]))
    more = "等" if len(differences) > _MOST else ""
    return f"{named}{more} {len(differences)} 处不同"
