"""What must hold: check(case) runs every registered rule. The letter of a rule's id names its module."""

from __future__ import annotations

from app.rules import arithmetic, entries, text, years  # noqa: F401  importing registers the rules
from app.rules.registry import RULES, Case, Rule, check

__all__ = ["RULES", "Case", "Rule", "check"]
