"""A repair of figures in words: what its button says, what undo calls it, what is told of it."""

from __future__ import annotations

from typing import NamedTuple

from app.form.schema import Cell
from app.model.figures import digits
from app.model.finding import Finding, Fix
from app.model.report import Report


class RepairWords(NamedTuple):
    """A fix in words. `button`: 改为 8; `step`: what undo calls it; `told`: 自然人·（一）予以公开 7 → 8."""

    fix: Fix
    button: str
    step: str
    told: str


def repair(fix: Fix, finding: Finding, report: Report) -> RepairWords:
    """A fix in words, whatever it changes."""
    if finding.rule == "E103":
        return RepairWords(fix, "空白处填 0", f"空白处填 0（{len(fix)} 格）", "")
    told = "；".join(f"{report.form.table(c.table).name(c)} {now(c, report)} → {to}" for c, to in fix.items())
    if len(fix) == 1:
        ((cell, to),) = fix.items()
        return RepairWords(fix, f"改为 {to}", f"改为 {to}（{report.form.table(cell.table).name(cell)}）", told)
    if len(set(fix.values())) == 1:
        (to,) = set(fix.values())
        return RepairWords(fix, f"{len(fix)} 格改为 {to}", f"{len(fix)} 格改为 {to}", told)
    return RepairWords(fix, f"一并改 {len(fix)} 格", f"一并改 {len(fix)} 格", told)


def now(cell: Cell, report: Report) -> str:
    """What stands in the cell."""
    figure = report.figure(cell)
    return "空白" if figure is None else digits(figure)
