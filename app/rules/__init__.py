"""What must hold: check(case) runs every registered rule. The letter of a rule's id names its module."""

from __future__ import annotations

from app.rules import (  # noqa: F401  importing registers the rules
    arithmetic,
    entries,
    ledger,
    plausibility,
    texts,
    wording,
    years,
)
from app.rules.case import Case
from app.rules.registry import RULES, Rule, check

__all__ = ["RULES", "Case", "Rule", "check"]
