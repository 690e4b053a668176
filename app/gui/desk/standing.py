"""The verdict in one line, and the primary act that follows from it."""

from __future__ import annotations

from typing import NamedTuple

from app.acts import Checked, why_not_public
from app.gui.look.theme import LEVEL_MARKS
from app.model.finding import Finding, Level
from app.model.read_notes import is_read


class Summary(NamedTuple):
    """`level`: the colour's name in theme.Colours: error, query, unchecked or good."""

    mark: str
    text: str
    level: str


def summary(checked: Checked) -> Summary:
    """▲ 还差 2 格 · 错误 1 · 核实 2"""
    tally = checked.counts
    blank = sum(len(f.correct) for f in checked.findings if f.rule == "E103")
    unwritten = sum(f.level is Level.INCOMPLETE for f in checked.findings if f.rule != "E103")
    missing = [words for number, words in ((blank, f"{blank} 格"), (unwritten, f"{unwritten} 处文字")) if number]
    said = [
        words
        for number, words in (
            (len(missing), f"还差 {'、'.join(missing)}"),
            (tally["error"], f"错误 {tally['error']}"),
            (tally["query"], f"核实 {tally['query']}"),
        )
        if number
    ]
    if not said:
        if why_not_public(checked):
            return Summary(LEVEL_MARKS["query"], "只能出送审稿：其他处理未分三行", "query")
        unread = len(unread_notes(checked))
        return Summary("✓", f"可以出公布稿{f' · 提示 {unread}' if unread else ''}", "good")
    level = "error" if tally["error"] else "incomplete" if missing else "query"
    return Summary(LEVEL_MARKS[level], " · ".join(said), "unchecked" if level == "incomplete" else level)


def unread_notes(checked: Checked) -> list[Finding]:
    """The notes that nobody has ticked 已阅."""
    return [f for f in checked.findings if f.level is Level.NOTE and not is_read(f, checked.report)]


def open_findings(checked: Checked) -> list[Finding]:
    """What stands between the report and 公布稿, in the order in which F8 visits it."""
    return [finding for finding in checked.findings if finding.blocks]
