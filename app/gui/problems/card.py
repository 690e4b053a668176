"""One finding as a card: mark and place, the whole message, and what can be done about it."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QApplication, QWidget

from app.gui.desk.document import ReportDocument
from app.gui.desk.places import LAST_YEAR, name_of, part_of, where_to
from app.gui.desk.repair import RepairWords, now, repair
from app.gui.look import labels, theme
from app.gui.look.card import CardButton
from app.gui.look.style_sheet import set_role
from app.gui.problems.basis_view import BasisView
from app.gui.problems.candidates import Candidates
from app.gui.problems.reason_editor import ReasonEditor
from app.gui.problems.writing_card import WritingCard
from app.model.finding import LEVEL_NAMES, Finding, Fix, Level
from app.model.kept.read_notes import is_read, with_read
from app.model.report import Reason, Report
from app.model.totals import fill_totals
from app.model.words.live_text import laid_out
from app.model.words.sentences import sentence_at
from app.model.words.texts import printed
from app.model.words.zero_wording import Rewording, rewordings
from app.rules import Case
from app.rules.texts.dates import year_places
from app.rules.wording.mending import Mending, mending

_MOST_YEARS = 4  # with a button of their own
_HEAD_ROLES = {"query": "warning", "unchecked": "quiet"}  # others are called as their colour


def mended(report: Report, key: str, places: Iterable[tuple[int, int]], words: str) -> Report:
    """The report with these places of a printed narrative replaced by words, which may hold a live field."""
    for first, last in sorted(places, reverse=True):
        live = laid_out(report.text(key), report)
        report = report.with_text(key, live.edited(live.at_printed(first), live.at_printed(last), words))
    return report


def nothing_said(report: Report, at: Mending) -> Rewording | None:
    """What is said where the number is to become 0: 没有 or 未, never 0件. Its range is one of the printed narrative."""
    if at.cell is None or report.figure(at.cell) != 0:
        return None
    live = laid_out(report.text(at.key), report)
    raw = len(live.raw_of(0, live.at_printed(at.start)))
    with_field = mended(report, at.key, [(at.start, at.end)], f"{{{at.cell}}}{at.unit}").text(at.key)
    said = next((each for each in rewordings(with_field, report) if each.start <= raw < each.end), None)
    if said is None:
        return None
    shown = laid_out(with_field, report).shown
    start = shown.find(said.was, max(0, at.start - len(said.was)))
    grown = len(f"0{at.unit}") - (at.end - at.start)
    return said._replace(start=start, end=start + len(said.was) - grown)


class ProblemCard(WritingCard):
    """A finding of this document. Signals: `said`: what was just done; `proposed` (RepairWords): one of several repairs.

    A repair that nothing else decides is never made by a click: it is put into its cell, to be taken there.
    """

    said = Signal(str)
    proposed = Signal(object)

    def __init__(self, document: ReportDocument, finding: Finding, parent: QWidget | None = None) -> None:
        super().__init__(document, parent)
        self.finding = finding
        self.read = False
        self._candidates: Candidates | None = None
        self._basis: BasisView | None = None
        self._message = self._label("")
        self._quote = self._label("quiet")
        self._changed = self._label("warning")
        self._reason = self._label("quiet")
        self._hold((self._message, self._quote, self._changed, self._reason))
        self._shown: object = None
        self.show_finding(finding)

    def show_finding(self, finding: Finding) -> None:
        """The finding as it is now; nothing is made anew when the card would say the same."""
        report = self._document.report
        self.finding = finding
        self.read = is_read(finding, report)
        shown = (finding, self.read, tuple(now(cell, report) for fix in self._fixes() for cell in fix))
        if shown == self._shown:
            return
        self._shown = shown
        done = bool(finding.reason)
        mark = "✓" if done or self.read else theme.LEVEL_MARKS[finding.level.value]
        word = "已说明" if done else "已阅" if self.read else LEVEL_NAMES[finding.level]
        self._head.setText(f"{mark} {word} · {name_of(finding, report)}")
        set_role(self._head, _HEAD_ROLES.get(self.edge(), self.edge()))
        self._message.setText(finding.message)
        self._quote.setText(f"原句：{finding.quote}")
        self._quote.setVisible(bool(finding.quote))
        self._changed.setText(f"说明要重写：{finding.reopened}。" if finding.reopened else "")
        self._changed.setVisible(bool(finding.reopened))
        self._reason.setText(f"说明：{finding.reason}" if finding.reason else "")
        self._reason.setVisible(done)
        self.setAccessibleName(f"{self._head.text()}。{finding.message}")
        self.setAccessibleDescription("按回车到这一处，按 Tab 选处理办法" if self._leads() else "")
        self.setCursor(Qt.CursorShape.PointingHandCursor if self._leads() else Qt.CursorShape.ArrowCursor)
        self._make_acts()
        self.update()

    def be_idle(self) -> bool:
        """Show no finding until the next is shown; False while a reason is written here or the cursor is here."""
        focus = QApplication.focusWidget()
        if self.editor is not None or (focus is not None and self.isAncestorOf(focus)):
            return False
        self._shown = None
        self.lit = False
        return True

    def activate(self) -> None:
        """Lead the clerk to the place."""
        if self._leads():
            self.wanted.emit(where_to(self.finding), self.finding.quote or "")

    def edge(self) -> str:
        if self.finding.reason or self.read:
            return "good"
        return "unchecked" if self.finding.level is Level.INCOMPLETE else self.finding.level.value

    def _leads(self) -> bool:
        """Whether there is a place to go to (there is none for a fault of the program)."""
        place = where_to(self.finding)
        return place == LAST_YEAR or bool(part_of(place, self._document.report.form))

    # -- what can be done

    def _fixes(self) -> list[Fix]:
        finding = self.finding
        others = [fix for fix in finding.candidates if fix != finding.fix]
        return [*([finding.fix] if finding.fix else []), *others]

    def _make_acts(self) -> None:
        self._drop_acts()
        self._drop_candidates()
        self._drop_basis()
        finding, report = self.finding, self._document.report
        if finding.fix:
            one = repair(finding.fix, finding, report)
            button = self._act(one.button, self._fix_clicked)
            self._explain(button, one.told)
        if found := self._mending():
            none = nothing_said(report, found)
            words = f"“{none.said}”" if none else found.words
            button = self._act(f"文字改为 {words}", self._mend_text)
            self._explain(
                button, f"把“{none.was if none else found.was}”改为{'' if none else '“'}{words}{'' if none else '”'}"
            )
            if found.cell and not none:
                button = self._act("插入活数字", self._mend_live)
                self._explain(button, f"换成 {report.form.name(found.cell)} 的活数字，以后随表变")
        self._offer_years()
        others = [fix for fix in self._fixes() if fix != finding.fix]
        if others:
            self._act(f"{'其他可能' if finding.fix else '可能的改法'} {len(others)}", self._toggle_candidates)
        if finding.level is Level.QUERY:
            self._act("修改说明" if finding.reason else "写说明", self.write)
            if finding.reason:
                self._act("收回说明", self._take_back)
        if finding.level is Level.NOTE:
            self._act("取消已阅" if self.read else "已阅", self._tick)
        if not finding.fix and not finding.fault and finding.level is Level.INCOMPLETE:
            self._act("去填写", self.activate)
        if where_to(finding) == LAST_YEAR:
            self._act("放入上年报告", self.activate)
        if finding.basis:
            self._act("依据", self._toggle_basis)
        self._acts.setVisible(self._row.count() > 0)

    def _explain(self, button: CardButton, words: str) -> None:
        """What a button does, for the mouse and for a screen reader."""
        labels.set_tip(button, words)
        button.setAccessibleDescription(words)

    def _apply(self, fix: Fix) -> None:
        report = self._document.report
        changed = fill_totals(report.with_figures({cell: Decimal(to) for cell, to in fix.items()}))
        done = repair(fix, self.finding, report)
        filled_in = self.finding.level is Level.INCOMPLETE
        self._document.edit(changed, done.step)
        if filled_in:
            self.said.emit(f"已把 {len(fix)} 个空白格填为 0，可以撤销。")
        else:  # she sees the figure that was changed, and that it is no more than a guess that balances
            self.wanted.emit(next(iter(fix)), "")
            self.said.emit(f"已改：{done.told}。请对照原始数据，可以撤销。")

    def _fix_clicked(self) -> None:
        if self.finding.fix:
            self._apply(self.finding.fix)

    def _mending(self) -> Mending | None:
        """How the number in the sentence quoted can be put right, now: the words around it may have moved."""
        report = self._document.report
        return mending(Case(report, report.previous), self.finding)

    def _mend_text(self) -> None:
        found = self._mending()
        if found and (none := nothing_said(self._document.report, found)):
            self._mend(found.key, [(none.start, none.end)], none.words, f"文字改为“{none.said}”")
        elif found:
            self._mend(found.key, [(found.start, found.end)], found.words, f"文字改为 {found.words}")

    def _mend_live(self) -> None:
        report = self._document.report
        found = self._mending()
        if found and found.cell:
            words, step = f"{{{found.cell}}}{found.unit}", f"插入活数字 {report.form.name(found.cell)}"
            self._mend(found.key, [(found.start, found.end)], words, step)

    def _mend(self, key: str, places: list[tuple[int, int]], words: str, step: str) -> None:
        """Replace these places of the printed narrative, and show where that was."""
        self._document.edit(mended(self._document.report, key, places, words), step)
        text = printed(self._document.report, key)
        self.wanted.emit(key, sentence_at(text, min(start for start, _ in places)))
        self.said.emit(f"已改：{step}，可以撤销。")

    def _years(self) -> list[tuple[int, int]]:
        """Where the sentence quoted names another year, in the printed narrative as it is now."""
        finding, report = self.finding, self._document.report
        places = year_places(finding, report.year)
        at = printed(report, str(finding.involved[0])).find(finding.quote or "") if places else -1
        return [(at + place.start, at + place.end) for place in places] if at >= 0 else []

    def _offer_years(self) -> None:
        """改为 2025: one button for each place, and one for all of several."""
        year, places = self._document.report.year, year_places(self.finding, self._document.report.year)
        if len(places) > 1:
            button = self._act(f"{len(places)} 处都改为 {year}", self._mend_years)
            self._explain(button, f"这一句里的 {len(places)} 个年份都改为 {year}")
        for number, place in enumerate(places[:_MOST_YEARS]):
            button = self._act(f"改为 {year}" if len(places) == 1 else f"“{place.words}”改为 {year}", self._mend_year)
            button.setProperty("number", number)
            self._explain(button, f"把“{place.words}”里的年份改为 {year}")

    def _mend_year(self) -> None:
        number = self.sender().property("number")
        self._set_years(self._years()[number : number + 1])

    def _mend_years(self) -> None:
        self._set_years(self._years())

    def _set_years(self, places: list[tuple[int, int]]) -> None:
        if places:
            year = self._document.report.year
            self._mend(str(self.finding.involved[0]), places, str(year), f"年份改为 {year}")

    def _toggle_candidates(self) -> None:
        if self._candidates is not None:
            self._drop_candidates()
            return
        others = [fix for fix in self._fixes() if fix != self.finding.fix]
        self._candidates = Candidates(others, self.finding, self._document.report, self)
        self._candidates.chosen.connect(self._propose)
        self._candidates.grown.connect(self.chain)
        self._column.insertWidget(self._column.indexOf(self._acts) + 1, self._candidates)
        self._candidates.show()
        self.chain()

    def _propose(self, words: RepairWords) -> None:
        self.proposed.emit(words)

    def _drop_candidates(self) -> None:
        if self._candidates is not None:
            self._candidates.hide()
            self._candidates.deleteLater()
            self._candidates = None

    def _toggle_basis(self) -> None:
        if self._basis is not None:
            self._drop_basis()
            return
        self._basis = BasisView(self.finding, self)
        self._column.addWidget(self._basis)
        self._basis.show()
        self.chain()

    def _drop_basis(self) -> None:
        if self._basis is not None:
            self._basis.hide()
            self._basis.deleteLater()
            self._basis = None

    def _opened(self) -> list[QWidget]:
        return [part for part in (self.editor, self._candidates, self._basis) if part is not None]

    # -- reason

    def _new_editor(self) -> ReasonEditor:
        given = self._document.report.reasons.get(self.finding.anchor)
        return ReasonEditor(given.text if given else "", self)

    def _give(self, text: str) -> None:
        report = self._document.report
        reason = Reason(text, self.finding.values(report))
        self._document.edit(report.with_reason(self.finding.anchor, reason), "写说明")

    def _take_back(self) -> None:
        self._document.edit(self._document.report.with_reason(self.finding.anchor, None), "收回说明")

    def _tick(self) -> None:
        after = with_read(self._document.report, self.finding, not self.read)
        self._document.edit(after, "取消已阅" if self.read else "标为已阅")
