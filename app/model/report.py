"""One year's report of one organ: immutable values; every change makes a new report."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal
from types import MappingProxyType
from typing import Any

from app.form import EDITIONS
from app.form.schema import Cell, Edition
from app.model.characters import typed
from app.model.kept.ledger_note import LedgerNote
from app.model.kept.levels import Levels

KINDS: dict[str, str] = {
    "state_council_department": "国务院部门",
    "provincial_government": "省级人民政府",
    "city_government": "设区的市（自治州）人民政府",
    "county_government": "县级人民政府",
    "town_government": "乡镇人民政府",
    "subdistrict_office": "街道办事处",
    "department": "地方政府部门",
    "development_zone": "开发区管委会等派出机构",
    "authorised_organisation": "法律法规授权的组织",
}
"""organ.kind -> what the clerk chooses."""

GOVERNMENTS = frozenset({"provincial_government", "city_government", "county_government", "town_government"})
"""Only these owe 工作考核、社会评议、责任追究结果 (条例第五十条); a 街道办事处 is a 派出机关, not a 人民政府."""

SCOPES: dict[str, str] = {"own": "本机关", "summary": "汇总"}

STATES: dict[str, str] = {"editing": "编辑中", "in_review": "已送审", "submitted": "已报审", "published": "已公布"}
"""How far a draft has come."""

_NOTHING: Mapping[str, Any] = MappingProxyType({})


@dataclass(frozen=True)
class Organ:
    """The 行政机关 that reports. `kind` and `scope`: a key of KINDS, SCOPES, or None when not known (after an import)."""

    name: str = ""
    kind: str | None = None
    scope: str | None = "own"
    address: str = ""
    postcode: str = ""
    phone: str = ""
    email: str = ""
    website: str = ""
    fax: str = ""
    extra: Mapping[str, Any] = field(default_factory=lambda: _NOTHING)


@dataclass(frozen=True)
class Reason:
    """说明: why a 核实 finding stands; it holds while the figures it was given for are `values` (address -> digits)."""

    text: str
    values: Mapping[str, str] = field(default_factory=lambda: _NOTHING)


@dataclass(frozen=True)
class Source:
    """Who gave the figures of a row, and whether they are still 待核. `date` is free text as typed."""

    office: str = ""
    person: str = ""
    date: str = ""
    to_check: bool = False


@dataclass(frozen=True)
class Status:
    """How far the draft has come: a key of STATES, since when (as typed or 2026-01-20), and where it was published."""

    state: str = "editing"
    date: str = ""
    address: str = ""

    @property
    def words(self) -> str:
        """已公布 2026-01-28"""
        return f"{STATES[self.state]} {self.date}".strip()


@dataclass(frozen=True)
class Report:
    """A report. A missing figure is a blank, a missing text is empty; 0 is a figure like any other. Texts are `typed`.

    `sources`: "table/row" -> Source. `imported`: read from a paper or page, not filled here.
    `headings`: (part, heading) as that paper had them, in its order.
    `copy_code`: the 稿号 printed on it.
    `levels`: what the county set. `ledger`: the 申请台账 that filled table 三. `previous`: last year's report, kept with the draft, never printed.
    `extra`: keys of the draft file that this version does not know; they are written back untouched.
    """

    edition: str
    organ: Organ = Organ()
    year: int = 0
    figures: Mapping[Cell, Decimal] = field(default_factory=dict)
    texts: Mapping[str, str] = field(default_factory=dict)
    auto_totals: bool = False
    reasons: Mapping[str, Reason] = field(default_factory=dict)
    sources: Mapping[str, Source] = field(default_factory=dict)
    imported: bool = False
    headings: tuple[tuple[str, str], ...] = ()
    copy_code: str = ""
    status: Status = Status()
    levels: Levels = Levels()
    ledger: LedgerNote = LedgerNote()
    previous: Report | None = None
    extra: Mapping[str, Any] = field(default_factory=lambda: _NOTHING)

    def __post_init__(self) -> None:
        """Here, because every text comes by: from a draft, a paper of others, a copy, last year, the journal, typing."""
        if any(typed(text) is not text for text in self.texts.values()):
            texts = {key: typed(text) for key, text in self.texts.items()}
            object.__setattr__(self, "texts", {key: text for key, text in texts.items() if text.strip()})

    @property
    def form(self) -> Edition:
        return EDITIONS[self.edition]

    def figure(self, cell: Cell) -> Decimal | None:
        return self.figures.get(cell)

    def text(self, key: str) -> str:
        return self.texts.get(key, "")

    def with_figures(self, changes: Mapping[Cell, Decimal | None]) -> Report:
        """The report with these cells changed; None makes a blank."""
        merged = {cell: figure for cell, figure in {**self.figures, **changes}.items() if figure is not None}
        return replace(self, figures=merged)

    def with_text(self, key: str, text: str) -> Report:
        """The report with this narrative changed; a text of white space only is no text."""
        kept = {k: t for k, t in self.texts.items() if k != key}
        return replace(self, texts={**kept, key: text} if text.strip() else kept)

    def with_organ(self, **changes: str | None) -> Report:
        return replace(self, organ=replace(self.organ, **changes))

    def with_reason(self, anchor: str, reason: Reason | None) -> Report:
        """The report with the reason for the finding of this anchor given, or (None) taken back."""
        kept = {a: r for a, r in self.reasons.items() if a != anchor}
        return replace(self, reasons=kept if reason is None else {**kept, anchor: reason})

    def with_source(self, row: str, source: Source) -> Report:
        """The report with the source of "table/row" changed; an empty Source is taken away."""
        kept = {r: s for r, s in self.sources.items() if r != row}
        return replace(self, sources=kept if source == Source() else {**kept, row: source})
