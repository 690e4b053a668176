"""What a window shows of a stranger's words, and whether Qt would take any of it for its own."""

from __future__ import annotations

import re
from collections.abc import Iterator

from PySide6.QtCore import QAbstractItemModel, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QComboBox,
    QGroupBox,
    QLabel,
    QMenu,
    QPlainTextEdit,
    QTabWidget,
    QTextEdit,
    QWidget,
)

EVIL = "<b>恶</b>&Z[*]<img src='file:///nowhere/px.png' width=300 height=300>&lt;a"
"""Markup, the mark of a key, the mark of what is not saved, a picture."""
EVIL_NAME = "<b>恶&Z[*]<img src=x>&lt;a"
"""The same as far as a file may be called so."""


def _rich(text: str) -> bool:
    """Whether Qt would take these words for HTML, and they are not ours alone."""
    return "恶" in text and bool(re.search(r"&lt;|<\s*[!/?a-zA-Z]", text)) and "&lt;b&gt;恶" not in text


def _key_marked(text: str) -> bool:
    """Whether a stranger's & would be taken for the mark of a key."""
    return "恶" in text and bool(re.search(r"&(?!&)", text.replace("&&", "")))


def wrong(root: QWidget, where: str) -> list[str]:
    """Each place in this window where a stranger's words are more than words."""
    found = []
    for widget in (root, *root.findChildren(QWidget)):
        if isinstance(widget, QMenu):
            widget.aboutToShow.emit()
        found += [f"{where}: {type(widget).__name__}: {said}" for said in _of(widget)]
    found += [
        f"{where}: menu item {each.text()[:70]}" for each in root.findChildren(QAction) if _key_marked(each.text())
    ]
    return found


def _of(widget: QWidget) -> Iterator[str]:
    if isinstance(widget, QLabel) and widget.textFormat() is not Qt.TextFormat.PlainText and _rich(widget.text()):
        yield f"label {widget.text()[:70]}"
    if "[*]" in widget.windowTitle().replace("[*][*]", "") and widget.isWindow():
        yield f"title {widget.windowTitle()[:70]}"
    tips = [widget.toolTip(), widget.statusTip(), widget.whatsThis(), *(each.toolTip() for each in widget.actions())]
    buttons = [widget.text()] if isinstance(widget, QAbstractButton) else []
    buttons += [widget.title()] if isinstance(widget, QGroupBox) else []
    if isinstance(widget, QTabWidget):
        buttons += [widget.tabText(number) for number in range(widget.count())]
        tips += [widget.tabToolTip(number) for number in range(widget.count())]
    if isinstance(widget, QAbstractItemView) and widget.model():
        tips += _told(widget.model())
    if isinstance(widget, QComboBox):
        tips += _told(widget.model())
    yield from (f"tip {tip[:70]}" for tip in tips if _rich(tip))
    yield from (f"button {text[:70]}" for text in buttons if _key_marked(text))
    if isinstance(widget, QTextEdit) and "<img src" in widget.toHtml():
        yield "picture"


def _told(model: QAbstractItemModel) -> list[str]:
    """The tool tips of a list or table, its heads too."""
    tip = Qt.ItemDataRole.ToolTipRole
    cells = [cell for row in range(60) for column in range(8) if (cell := model.index(row, column)).isValid()]
    ways = (Qt.Orientation.Horizontal, Qt.Orientation.Vertical)
    heads = [model.headerData(number, way, tip) for way in ways for number in range(20)]
    return [str(said) for said in (*heads, *(cell.data(tip) for cell in cells)) if said]


def all_of(root: QWidget) -> str:
    """Everything that is written in this window: to see that the stranger's words came there at all."""
    said = [root.windowTitle()]
    for widget in root.findChildren(QWidget):
        if isinstance(widget, QLabel | QAbstractButton):
            said.append(widget.text())
        elif isinstance(widget, QTextEdit | QPlainTextEdit):
            said.append(widget.toPlainText())
        elif isinstance(widget, QAbstractItemView) and (model := widget.model()):
            cells = [model.index(row, column) for row in range(60) for column in range(8)]
            said += [str(cell.data()) for cell in cells if cell.isValid()]
    return "\n".join(said)
