"""How far the report is: the verdict in one line, and for each part one line and one colour."""

from __future__ import annotations

from typing import NamedTuple

from app.acts import Checked, why_not_public
from app.form.parts import OVERVIEW
from app.form.schema import Cell
from app.gui.desk.places import ORGAN_FIELDS, PART_NAMES
from app.gui.look.theme import LEVEL_MARKS
from app.model.figures import digits
from app.model.finding import Finding, Level
from app.model.kept.read_notes import is_read
from app.model.report import Report


class Summary(NamedTuple):
    """`level`: the colour's name in theme.Colours: error, query, unchecked or good."""

    mark: str
    text: str
    level: str


def summary(checked: Checked) -> Summary:
    """● 错误 1 · 核实 2 · 还差 2 格"""
    tally = checked.counts
    blank = sum(len(f.correct) for f in checked.findings if f.rule == "E103")
    unwritten = sum(f.level is Level.INCOMPLETE for f in checked.findings if f.rule != "E103")
    missing = [words for number, words in ((blank, f"{blank} 格"), (unwritten, f"{unwritten} 处文字")) if number]
    said = [
        words
        for number, words in (
            (tally["error"], f"错误 {tally['error']}"),
            (tally["query"], f"核实 {tally['query']}"),
            (len(missing), f"还差 {'、'.join(missing)}"),
        )
        if number
    ]
    if not said:
        if why_not_public(checked):
            return Summary(LEVEL_MARKS["query"], "只能出送审稿：其他处理未分三行", "query")
        unread, unchecked = len(unread_notes(checked)), tally["unchecked"]
        beside = [f"{unchecked} 项未核对"] if unchecked else []
        beside += [f"提示 {unread}"] if unread else []
        return Summary("✓", " · ".join(["可以出公布稿", *beside]), "good")
    level = "error" if tally["error"] else "incomplete" if missing else "query"
    return Summary(LEVEL_MARKS[level], " · ".join(said), "unchecked" if level == "incomplete" else level)


def counted(checked: Checked) -> str:
    """All that was found, in one line: 错误 1 · 核实 2 · 提示 3 · 未填 25 格"""
    number, every = filled(checked.report)
    counts = {
        "错误 {}": checked.counts["error"],
        "核实 {}": checked.counts["query"],
        "提示 {}": len(unread_notes(checked)),
        "未核对 {}": checked.counts["unchecked"],
        "未填 {} 格": every - number,
    }
    return " · ".join(words.format(count) for words, count in counts.items() if count) or "没有发现问题"


def unread_notes(checked: Checked) -> list[Finding]:
    """The notes that nobody has ticked 已阅."""
    return [f for f in checked.findings if f.level is Level.NOTE and not is_read(f, checked.report)]


def open_findings(checked: Checked) -> list[Finding]:
    """What stands between the report and 公布稿, in the order in which it is listed and F8 visits it: blanks come last."""
    return sorted((each for each in checked.findings if each.blocks), key=lambda each: each.level is Level.INCOMPLETE)


def not_filled(checked: Checked) -> str:
    """What is still to be filled, in a few words: 表四 15 格、五、六; "" for nothing."""
    words = []
    for finding in checked.findings:
        if finding.rule == "E103":
            words.append(f"{checked.report.form.table(finding.part).short} {len(finding.correct)} 格")
        elif finding.level is Level.INCOMPLETE:
            words.append(_brief(finding))
    return "、".join(dict.fromkeys(words))


def _brief(finding: Finding) -> str:
    """单位名称, 年份, 五."""
    if finding.part == "preface":
        return ORGAN_FIELDS.get(str((*finding.involved, "")[0]), "年份")
    return PART_NAMES[finding.part].partition("、")[0]


class PartState(NamedTuple):
    """`done`: what is filled; `mark` and `said`: the loudest thing found, if any; `colour`: of theme.Colours; `complete`."""

    key: str
    name: str
    done: str
    mark: str
    said: str
    colour: str
    complete: bool

    @property
    def line(self) -> str:
        """What stands under the name: 173/175  ● 1 错误."""
        return "  ".join(words for words in (self.done, f"{self.mark} {self.said}" if self.mark else "") if words)


def unchecked_states(report: Report) -> list[PartState]:
    """What is filled, before anything was checked."""
    return [PartState(key, name, _done(key, report)[0], "", "", "muted", False) for key, name in PART_NAMES.items()]


def part_states(checked: Checked) -> list[PartState]:
    return [_state(key, checked) for key in PART_NAMES]


def filled(report: Report) -> tuple[int, int]:
    """(figures filled, figures of the form)."""
    return sum(cell in report.figures for cell in report.form.cells), len(report.form.cells)


def last_year_words(report: Report, cell: Cell | None) -> str:
    """上年 5 → 本年 7; empty where last year has nothing to say."""
    previous = report.previous
    if cell is None or previous is None or not previous.form.has(cell):
        return ""
    then, now = ("空白" if (figure := each.figure(cell)) is None else digits(figure) for each in (previous, report))
    return f"上年 {then} → 本年 {now}"


def _state(key: str, checked: Checked) -> PartState:
    found = [finding for finding in checked.findings if finding.part == key]
    errors = sum(finding.level is Level.ERROR for finding in found)
    queries = sum(finding.level is Level.QUERY and not finding.reason for finding in found)
    done, complete = _done(key, checked.report)
    if errors:
        return PartState(key, PART_NAMES[key], done, LEVEL_MARKS["error"], f"{errors} 错误", "error", False)
    if queries:
        return PartState(key, PART_NAMES[key], done, LEVEL_MARKS["query"], f"{queries} 待说明", "query", False)
    if complete:
        words = done if "/" in done else "完成"
        return PartState(key, PART_NAMES[key], f"✓ {words}", "", "", "good", True)
    return PartState(key, PART_NAMES[key], done, "", "", "muted", False)


def _done(key: str, report: Report) -> tuple[str, bool]:
    part = report.form.part(key)
    if part.table:
        cells = part.table.cells
        number = sum(cell in report.figures for cell in cells)
        return f"{number}/{len(cells)}", number == len(cells)
    if key == "preface":
        organ = report.organ
        missing = [
            words
            for words, there in (
                ("单位名称", organ.name),
                ("类别", organ.kind),
                ("联系方式", organ.address and organ.postcode and organ.phone),
            )
            if not there
        ]
        return (f"缺{'、'.join(missing[:2])}" if missing else "", not missing)
    if key == "overview":
        written = sum(bool(report.text(aspect.key)) for aspect in OVERVIEW)
        if not written and report.text("overview"):
            return "", True
        return (f"{len(OVERVIEW)} 项中 {written} 项" if written else "未写", written == len(OVERVIEW))
    return ("", True) if report.text(key) else ("未写", False)
