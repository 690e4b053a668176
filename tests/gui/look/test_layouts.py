"""What stands in a layout is told, and taken out, without leaving a name for what Qt has deleted."""

from __future__ import annotations

import ast
from typing import Any

import shiboken6
from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication, QLabel, QLayoutItem, QPushButton, QVBoxLayout, QWidget

from app.gui.look.layouts import empty, widgets_of
from tests.where import ROOT


def _items() -> list[QLayoutItem]:
    known: list[Any] = shiboken6.getAllValidWrappers()
    return [each for each in known if type(each).__name__ in ("QWidgetItem", "QSpacerItem")]


def test_widgets_in_their_order_and_nothing_kept_of_their_items(qtbot) -> None:
    before = len(_items())
    window = QWidget()
    qtbot.addWidget(window)
    column = QVBoxLayout(window)
    first, second, third = QPushButton("一"), QPushButton("二"), QLabel("三")
    QPushButton("不在里面", window)
    for widget in (first, second, third):
        column.addWidget(widget)
    column.addStretch()
    column.insertWidget(0, second)
    assert widgets_of(column, QPushButton) == [second, first]
    assert widgets_of(column, QWidget) == [second, first, third]
    empty(column)
    assert column.count() == 0 and first.isHidden()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    assert not shiboken6.isValid(first)
    assert len(_items()) == before


def test_nobody_else_asks_a_layout_for_its_items() -> None:
    """But the row that is a layout itself; the list of the parts is no layout."""
    asking = set()
    for path in (ROOT / "app").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Attribute) and node.attr in ("itemAt", "itemAtPosition"):
                asking.add(path.relative_to(ROOT).as_posix())
    assert asking <= {"app/gui/window/parts_panel.py"}
