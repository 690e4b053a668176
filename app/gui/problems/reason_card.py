"""One 说明 as a card: what it explains, the figures it was given for, whether it still holds, and what can be done."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtWidgets import QWidget

from app.gui.desk.document import ReportDocument
from app.gui.desk.places import name_of, where_to
from app.gui.look import theme
from app.gui.look.style_sheet import set_role
from app.gui.problems.reason_editor import ReasonEditor
from app.gui.problems.writing_card import WritingCard
from app.model.finding import Finding, Level, Place
from app.model.report import Reason, Report
from app.rules.registry import LEAST_REASON, RULES

HOLDS, REOPENED, IDLE = "有效", "要重写", "已用不着"
_MARKS = {HOLDS: "✓", REOPENED: theme.LEVEL_MARKS["query"], IDLE: theme.LEVEL_MARKS["unchecked"]}
_EDGES = {HOLDS: "good", REOPENED: "query", IDLE: "unchecked"}
_ROLES = {HOLDS: "good", REOPENED: "warning", IDLE: "quiet"}
_MOST_VALUES = 6  # named one by one


@dataclass(frozen=True)
class Given:
    """A reason and what has become of it. `state`: HOLDS, REOPENED or IDLE; `why`: a sentence, "" while it holds."""

    anchor: str
    reason: Reason
    finding: Finding | None
    state: str
    why: str
    place: str
    about: str


def given(anchor: str, reason: Reason, finding: Finding | None, report: Report) -> Given:
    """What has become of the reason for this anchor; `finding`: the one with this anchor, if there still is one."""
    if finding is None:
        rule = RULES.get(anchor.split(":")[0])
        why = "这个问题已经没有了，说明可以删去；留着也不影响。"
        return Given(anchor, reason, None, IDLE, why, _place(anchor, report), rule.title if rule else "")
    place = name_of(finding, report)
    if finding.reason:
        return Given(anchor, reason, finding, HOLDS, "", place, finding.message)
    if finding.reopened:
        why = f"说明要重写：{finding.reopened}。"
    elif len(reason.text.strip()) < LEAST_REASON:
        why = f"说明太短：至少 {LEAST_REASON} 个字。"
    else:
        why = "这一条现在不是核实事项，用不着说明；说明可以删去，留着也不影响。"
        return Given(anchor, reason, finding, IDLE, why, place, finding.message)
    return Given(anchor, reason, finding, REOPENED, why, place, finding.message)


def _place(anchor: str, report: Report) -> str:
    """The place in the anchor of a finding that is no more, in official words."""
    rule, _, rest = anchor.partition("#")[0].partition(":")
    places: list[Place] = []
    for address in rest.split(","):
        if address.count("/") != 2:
            places.append(address)
        elif cell := report.form.cell(address):
            places.append(cell)
    return name_of(Finding(rule, Level.QUERY, "", involved=tuple(places)), report) if any(places) else ""


def _values(reason: Reason, report: Report) -> str:
    """表三 自然人·（一）予以公开 7；… as they were when the reason was given."""
    named = [f"{report.form.place_name(address) or address} {value}" for address, value in reason.values.items()]
    more = f" 等 {len(named)} 项" if len(named) > _MOST_VALUES else ""
    return "；".join(named[:_MOST_VALUES]) + more


class ReasonCard(WritingCard):
    """A reason of this document."""

    def __init__(self, document: ReportDocument, shown: Given, parent: QWidget | None = None) -> None:
        super().__init__(document, parent)
        self.given = shown
        self._about = self._label("")
        self._quote = self._label("quiet")
        self._figures = self._label("quiet")
        self._why = self._label("warning")
        self._text = self._label("")
        self._hold((self._about, self._quote, self._figures, self._text, self._why))
        self._made: Given | None = None
        self.show_given(shown)

    def show_given(self, shown: Given) -> None:
        """The reason as it is now."""
        self.given = shown
        if shown == self._made:
            return
        self._made = shown
        self._head.setText(f"{_MARKS[shown.state]} {shown.state} · {shown.place}".removesuffix(" · "))
        set_role(self._head, _ROLES[shown.state])
        self._about.setText(shown.about)
        self._about.setVisible(bool(shown.about))
        quote = shown.finding.quote if shown.finding else None
        self._quote.setText(f"原句：{quote}")
        self._quote.setVisible(bool(quote))
        values = _values(shown.reason, self._document.report)
        self._figures.setText(f"写说明时：{values}")
        self._figures.setVisible(bool(values))
        self._text.setText(f"说明：{shown.reason.text}")
        self._why.setText(shown.why)
        self._why.setVisible(bool(shown.why))
        set_role(self._why, "warning" if shown.state == REOPENED else "quiet")
        self.setAccessibleName(f"{self._head.text()}。{self._text.text()}。{shown.why}")
        self.setAccessibleDescription("按回车到这一处，按 Tab 选处理办法" if shown.finding else "")
        self._drop_acts()
        if shown.finding:
            self._act("去看", self.activate)
        if shown.state != IDLE:
            self._act("重写说明" if shown.state == REOPENED else "修改说明", self.write)
        self._act("删去说明", self._remove)
        self.update()

    def activate(self) -> None:
        """Lead the clerk to the place."""
        finding = self.given.finding
        if finding:
            self.wanted.emit(where_to(finding), finding.quote or "")

    def edge(self) -> str:
        return _EDGES[self.given.state]

    def _new_editor(self) -> ReasonEditor:
        return ReasonEditor(self.given.reason.text, self)

    def _give(self, text: str) -> None:
        finding = self.given.finding
        if finding:
            report = self._document.report
            self._document.edit(report.with_reason(finding.anchor, Reason(text, finding.values(report))), "写说明")

    def _remove(self) -> None:
        self._document.edit(self._document.report.with_reason(self.given.anchor, None), "删去说明")
