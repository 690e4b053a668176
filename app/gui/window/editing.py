"""The 编辑 menu: undo over everything, and cut, copy, paste for whatever has the focus."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction, QUndoStack
from PySide6.QtWidgets import QApplication, QListView, QTreeView

from app.gui.desk.places import Passage
from app.gui.look import labels
from app.gui.tables.auto_totals import set_auto_totals
from app.gui.tables.page import TablePage
from app.gui.window.pages import Pages
from app.model.beside.difference import changed_places
from app.model.finding import Place
from app.model.report import Report


class Editing(QObject):
    """Acts on the page shown."""

    def __init__(self, pages: Pages, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._pages = pages
        self._actions: dict[str, QAction] = {}

    @property
    def _stack(self) -> QUndoStack:
        return self._pages.document.undo_stack

    def tell(self, actions: dict[str, QAction]) -> None:
        """Keep these actions saying what would be undone and redone."""
        self._actions = actions
        for signal in (self._stack.canUndoChanged, self._stack.undoTextChanged, self._stack.redoTextChanged):
            signal.connect(self._show)
        self._pages.document.changed.connect(self._show_auto_totals)
        actions["auto_totals"].setCheckable(True)
        self._show_auto_totals()
        self._show()

    def _show(self) -> None:
        stack = self._stack
        for name, verb, possible, text in (
            ("undo", "撤销", stack.canUndo(), stack.undoText()),
            ("redo", "重做", stack.canRedo(), stack.redoText()),
        ):
            action = self._actions[name]
            action.setEnabled(possible)
            action.setText(labels.on_button(f"{verb} {text}".rstrip()))
            action.setIconText(verb)
            labels.set_tip(action, f"{verb} {text}".rstrip())

    def undo(self) -> None:
        self._pages.commit()
        self._step("撤销", self._stack.undoText(), self._stack.undo)

    def redo(self) -> None:
        self._pages.commit()
        self._step("重做", self._stack.redoText(), self._stack.redo)

    def _step(self, verb: str, text: str, act: Callable[[], None]) -> None:
        """Do it, lead the clerk to what it changed, and say it: what changes out of sight is not noticed."""
        before = self._pages.document.report
        act()
        places = changed_places(before, self._pages.document.report)
        if places and not self._is_at(places):
            self._pages.go_to(_at_change(places[0], before, self._pages.document.report))
        if places:
            self._pages.said.emit(f"已{verb}：{text}。")

    def _is_at(self, places: Sequence[Place]) -> bool:
        """Whether the cursor stands in one of these places: then it stays where it is."""
        from app.gui.texts.editor import NarrativeEditor

        focus = QApplication.focusWidget()
        if isinstance(focus, NarrativeEditor):
            return focus.key in places
        return self._pages.cell in places

    def cut(self) -> None:
        self._send("剪切", "cut")

    def copy(self) -> None:
        focus = QApplication.focusWidget()
        if isinstance(focus, QListView | QTreeView) and not hasattr(focus, "copy"):
            QApplication.clipboard().setText(str(focus.currentIndex().data() or ""))
        else:
            self._send("复制", "copy")

    def paste(self) -> None:
        self._send("粘贴", "paste")

    def select_all(self) -> None:
        self._send("全选", "selectAll", "select_all")

    def _send(self, verb: str, *names: str) -> None:
        """To what has the focus, or what that stands in: a text field, a card, the table; never to a page beside it."""
        focus = QApplication.focusWidget()
        target: QObject | None = focus or self._pages.page
        while target:
            for name in names:
                if method := getattr(target, name, None):
                    method()
                    return
            target = target.parent()
        self._pages.said.emit(f"光标现在不在表格或文字里，没有可以{verb}的。按 F6 回到正在填的这一部分。")

    def fill_zeros(self) -> None:
        page = self._pages.page
        if isinstance(page, TablePage):
            page.fill_zeros()
        else:
            self._pages.said.emit("填 0 只用于表格：请先到第二、三或四部分。")

    def insert_live(self) -> None:
        """A live figure into the narrative that is being written."""
        from app.gui.texts.editor import NarrativeEditor

        focus = QApplication.focusWidget()
        if isinstance(focus, NarrativeEditor):
            focus.choose_field()
        else:
            self._pages.said.emit("活数字插在文字里：请先把光标放到文字中要写数的地方。")

    def copy_live(self) -> None:
        """The current figure of a table, to be pasted into a narrative."""
        page = self._pages.page
        if isinstance(page, TablePage):
            page.copy_live()
        else:
            self._pages.said.emit("请先到第二、三或四部分，选中要用的那一格。")

    def edit_source(self) -> None:
        page = self._pages.page
        if isinstance(page, TablePage):
            page.edit_source()
        else:
            self._pages.said.emit("来源记在表格的行上：请先到第二、三或四部分。")

    def toggle_auto_totals(self) -> None:
        self._pages.commit()
        document = self._pages.document
        set_auto_totals(document, not document.report.auto_totals, self._pages)
        self._show_auto_totals()

    def _show_auto_totals(self) -> None:
        self._actions["auto_totals"].setChecked(self._pages.document.report.auto_totals)


def _at_change(place: Place, before: Report, after: Report) -> Place:
    """Of a narrative, the end of what has changed in it."""
    if not isinstance(place, str) or place not in after.form.text_keys:
        return place
    from app.model.words.live_text import change, laid_out

    was, now = (laid_out(report.text(place), report).shown for report in (before, after))
    changed = change(was, now)
    return Passage(place, changed.start + len(changed.words))
