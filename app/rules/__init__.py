"""What must hold: check(case) runs every registered rule. The letter of a rule's id names its module."""

from __future__ import annotations

from app.rules import (  # noqa: F401  importing registers the rules
    arithmetic,
    entries,
    ledger,
    plausibility,
    text,
    text_dates,
    text_wording,
    wording,
    wording_parts,
    wording_years,
    years,
)
from app.rules.registry import RULES, Case, Rule, check

__all__ = ["RULES", "Case", "Rule", "check"]
