"""The words on the screen: shown as they are, whatever markup a clerk or a stranger wrote into them.

Qt guesses from a label's or a tool tip's words whether they are HTML, and loads the pictures such HTML names: the name of
an organ in a stranger's report may not do that. Labels, tool tips and buttons are made here and nowhere else.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

from PySide6.QtCore import QPoint, QSize, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QLineEdit, QMenu, QPushButton, QToolTip, QWidget

_MOST = 5000  # characters in a label: no window is laid out for minutes for a word
_ON_A_LINE, _FIRST_OF_A_LINE = (
    160,
    30,
)  # on one line, and of them what is always in sight: none is wider than the screen


def cut(text: str, most: int = _ON_A_LINE) -> str:
    """The text, or its beginning and how long it is."""
    return text if len(text) <= most else f"{text[:most]}…（共 {len(text)} 个字符）"


class _Words(QLabel):
    """Plain text of a length that can be shown."""

    def setText(self, text: str) -> None:
        super().setText(cut(text, _MOST if self.wordWrap() else _ON_A_LINE))

    def minimumSizeHint(self) -> QSize:
        """A line longer than any of ours is shown as far as there is room."""
        least = super().minimumSizeHint()
        if not self.wordWrap() and len(self.text()) > 2 * _FIRST_OF_A_LINE:
            return least.boundedTo(QSize(_FIRST_OF_A_LINE * self.fontMetrics().horizontalAdvance("某"), least.height()))
        return least


def words(
    text: str = "", role: str = "", parent: QWidget | None = None, *, wraps: bool = True, selectable: bool = False
) -> QLabel:
    """A label of plain text. `role`: of the style sheet; `selectable`: the clerk may copy from it."""
    label = _Words(parent)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setWordWrap(wraps)
    label.setText(text)
    label.setProperty("role", role)
    if selectable:
        label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    return label


def made_of_html(parent: QWidget | None = None) -> QLabel:
    """A label of HTML that the program makes; whatever words go into it are escaped by who makes it."""
    label = QLabel(parent)
    label.setTextFormat(Qt.TextFormat.RichText)
    label.setWordWrap(True)
    return label


def escaped(text: str) -> str:
    """Words that stand in HTML of ours as they are."""
    from html import escape  # it brings the names of all characters, which most starts need not

    return escape(text)


def tip(text: str) -> str:
    """The words of a tool tip: whatever Qt may take for HTML is escaped."""
    text = cut(text, _MOST)
    if "<" not in text and "&" not in text:
        return text
    return f"<p style='white-space:pre-wrap'>{escaped(text)}</p>"


def tip_of(lines: Sequence[str]) -> str:
    """A tool tip of several paragraphs, which wrap; "" without any."""
    return "".join(f"<p style='margin:2px 0'>{escaped(cut(line, _MOST))}</p>" for line in lines)


def set_tip(owner: QWidget | QAction, text: str) -> None:
    """Give a widget or a menu item its tool tip; Qt tells of it also where it is the same."""
    if owner.toolTip() != (wanted := tip(text)):
        owner.setToolTip(wanted)


def show_tip(place: QPoint, text: str, owner: QWidget) -> None:
    """Show a tool tip at this place of the screen; "" hides what is shown."""
    QToolTip.showText(place, tip(text), owner)


def on_button(text: str) -> str:
    """Words for a button or a menu item, where a single & would be taken for the mark of a key, and a tab for its name."""
    return cut(text).replace("&", "&&").replace("\t", " ")


def add_item(menu: QMenu, text: str, says: str = "") -> QAction:
    """A menu item of these words. `says`: its tool tip; without one the words themselves are."""
    action = menu.addAction(on_button(text))
    set_tip(action, says or text)
    return action


def on_title(text: str) -> str:
    """Words for the title of a window, where [*] would be taken for the mark of what is not saved."""
    return cut(text).replace("[*]", "[*][*]")


def field(name: str, text: str = "", hint: str = "", parent: QWidget | None = None) -> QLineEdit:
    """A line to write in, framed alike in light and dark. `name`: for who hears it; `hint`: stands in it while it is empty."""
    made = QLineEdit(text, parent)
    made.setProperty("role", "field")
    made.setAccessibleName(name)
    made.setPlaceholderText(hint)
    return made


class Buttons(NamedTuple):
    """`row`: the layout that holds both at its right end."""

    row: QHBoxLayout
    ok: QPushButton
    cancel: QPushButton


def buttons(
    dialog: QDialog, ok: str = "确定", cancel: str = "取消", accept: Callable[[], object] | None = None
) -> Buttons:
    """The two at the foot of a dialog: Enter takes the first. `accept`: what it does instead of accepting."""
    row = QHBoxLayout()
    row.addStretch()
    yes, no = QPushButton(ok, dialog), QPushButton(cancel, dialog)
    yes.setProperty("role", "primary")
    yes.setDefault(True)
    yes.clicked.connect(accept or dialog.accept)
    no.setAutoDefault(False)
    no.clicked.connect(dialog.reject)
    row.addWidget(yes)
    row.addWidget(no)
    return Buttons(row, yes, no)
