"""The page of a part that is written, not counted: 一 with its five aspects, 五, 六; and the note above a table."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.acts import Checked
from app.form.parts import OVERVIEW
from app.gui.desk.checker import Checker
from app.gui.desk.document import ReportDocument
from app.gui.desk.places import Passage
from app.gui.look import labels, theme
from app.gui.texts.column_scroll import ColumnScroll
from app.gui.texts.editor import count_characters
from app.gui.texts.marks import Quoted, quoted
from app.gui.texts.section import NarrativeSection
from app.model.finding import Level, Place
from app.model.kept.read_notes import is_read
from app.model.report import Report
from app.model.words.texts import expand, printed

_HINT_BESIDE = 770  # the page's width from which the hints stand beside the editors
_OVERVIEW_MOST = 1000  # characters that some places allow part 一


class NarrativePage(QWidget):
    """Parts 一, 五 and 六: every narrative of the part, one under the other. `last_year_wanted`: the key of one."""

    said = Signal(str)
    last_year_wanted = Signal(str)

    def __init__(
        self, document: ReportDocument, checker: Checker, part_key: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._document = document
        self._part = document.report.form.part(part_key)
        self.setAccessibleName(self._part.heading)
        self._length = labels.words(role="quiet", parent=self, wraps=False)
        head = QHBoxLayout()
        head.setContentsMargins(0, 0, theme.px(16), 0)
        head.addWidget(labels.words(self._part.heading, "title", self, wraps=False))
        head.addStretch()
        head.addWidget(self._length)

        self.column = ColumnScroll(self)
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, theme.px(4), theme.px(12), theme.px(16))
        column.setSpacing(theme.px(16))
        self.sections: dict[str, NarrativeSection] = {}
        for narrative in self._part.narratives:
            heading = "正文" if narrative.title == self._part.heading else narrative.title
            section = NarrativeSection(document, narrative.key, narrative.title, heading, narrative.optional, inside)
            section.editor.set_least_lines(self._least_lines(narrative.key))
            section.editor.said.connect(self.said)
            section.last_year_wanted.connect(self.last_year_wanted)
            section.moved.connect(self.column.show_cursor_of)
            self.sections[narrative.key] = section
            column.addWidget(section)
        column.addStretch(1)
        self.setFocusProxy(next(self.sections[n.key].editor for n in self._part.narratives if not n.optional))
        self.column.setWidget(inside)

        whole = QVBoxLayout(self)
        whole.setContentsMargins(theme.px(20), theme.px(6), theme.px(4), 0)
        whole.setSpacing(theme.px(8))
        whole.addLayout(head)
        whole.addWidget(self.column, 1)
        document.changed.connect(self._renew)
        self._renew(document.report)
        self.column.follow(document)
        checker.found.connect(self._found)
        if checker.ran:
            self._found(checker.checked)

    def go_to(self, key: Place, quote: str = "") -> None:
        """Put the cursor into the narrative of this key (the part's key: the first that is empty), at the quote."""
        section = self.sections.get(str(key))
        whole = str(key) == self._part.key  # 总述 has this key too, but need not be written
        fill = whole and not quote and not isinstance(key, Passage)
        if section is None or (whole and not section.is_open()) or (fill and self._empty()):
            section = self._first_empty()
        if quote and not section.editor.live.find(quote):  # the finding is about the whole part
            section = next((s for s in self.sections.values() if s.editor.live.find(quote)), section)
        section.go_to(quote, key.start if isinstance(key, Passage) else None)
        if not section.editor.live.shown:  # with what is offered for it
            self.column.ensureWidgetVisible(section, 0, 0)
        elif not self.column.sees_cursor_of(section.editor):
            self.column.ensureWidgetVisible(section.editor if not quote else section, 0, 0)
            self.column.show_cursor_of(section.editor)

    def commit(self) -> None:
        """Take over what is still being typed."""
        for section in self.sections.values():
            section.editor.commit()

    def _empty(self) -> list[str]:
        """The narratives that must be written and are not."""
        return [n.key for n in self._part.narratives if not n.optional and not self._document.report.text(n.key)]

    def _first_empty(self) -> NarrativeSection:
        must = next(n.key for n in self._part.narratives if not n.optional)
        return self.sections[(*self._empty(), must)[0]]

    def _least_lines(self, key: str) -> int:
        if key in ("signature", "date"):
            return 1
        return {"overview": 3, "problems": 15, "other_matters": 8}.get(self._part.key, 3)

    def _renew(self, report: object) -> None:
        assert isinstance(report, Report)
        texts = [
            expand(report.text(n.key), report) for n in self._part.narratives if n.key not in ("signature", "date")
        ]
        written = sum(count_characters(text) for text in texts)
        if self._part.key == "overview":
            done = sum(bool(report.text(aspect.key)) for aspect in OVERVIEW)
            much = f"，已超过 {_OVERVIEW_MOST} 字，一些地方要求第一部分不超过一千字" if written > _OVERVIEW_MOST else ""
            self._length.setText(f"{len(OVERVIEW)} 项中 {done} 项 · 共 {written} 字{much}")
        else:
            self._length.setText(f"共 {written} 字")

    def _found(self, checked: object) -> None:
        assert isinstance(checked, Checked)
        for section in self.sections.values():
            section.editor.mark([*quoted(checked, section.editor.key), *self._copied(checked, section.editor.key)])

    def _copied(self, checked: Checked, key: str) -> list[Quoted]:
        """The sentences that 雷同 is about, once it is raised for this part."""
        from app.rules.texts.copied import COPIED, copied_sentences  # who was checked has loaded it

        raised = next((f for f in checked.findings if f.rule == COPIED and f.part == self._part.key), None)
        previous = checked.report.previous
        if raised is None or previous is None or is_read(raised, checked.report):
            return []
        earlier = "\n".join(printed(previous, narrative.key) for narrative in self._part.narratives)
        found = copied_sentences(printed(checked.report, key), earlier)
        return [Quoted(words, Level.NOTE, "这一句与去年的年报雷同，请按今年的情况改写。") for words in found]

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        for section in self.sections.values():
            section.set_wide(self.width() >= theme.px(_HINT_BESIDE))


class NoteEditor(NarrativeSection):
    """The optional sentence above a table: folded to one line until it is wanted."""

    def __init__(self, document: ReportDocument, key: str, parent: QWidget | None = None) -> None:
        form = document.report.form
        title = next(n.title for part in form.parts for n in part.narratives if n.key == key)
        super().__init__(document, key, title, folds=True, parent=parent)
        self.editor.set_least_lines(1)

    def come_after(self, widget: QWidget) -> None:
        """On the way of the Tab key."""
        assert self._fold
        QWidget.setTabOrder(widget, self._fold)
        QWidget.setTabOrder(self._fold, self.editor)

    def commit(self) -> None:
        self.editor.commit()
