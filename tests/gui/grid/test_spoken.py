"""What a screen reader is given of the tables: every figure says its table, row, column, value and what is wrong with it."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

import pytest
from PySide6.QtGui import QAccessible, QAccessibleInterface
from pytestqt.qtbot import QtBot

from app.form.schema import Cell
from app.model.figures import digits
from app.model.report import Report
from tests.gui.grid.table_desk import Desk
from tests.reports import balanced

NAME, ROLE = QAccessible.Text.Name, QAccessible.Role
WRONG = Cell("applications", "granted", "natural_person")
BLANK = Cell("disputes", "reconsideration", "upheld")


def spoilt() -> Report:
    report = balanced(3)
    return report.with_figures({WRONG: report.figures[WRONG] + Decimal(7), BLANK: None})


def spoken(desk: Desk, role: QAccessible.Role) -> Iterator[tuple[QAccessibleInterface, str]]:
    """What assistive software meets when it goes through the table, as Qt hands it over."""
    table = QAccessible.queryAccessibleInterface(desk.view)
    assert table and table.role() == ROLE.Table and table.text(NAME)
    for number in range(table.childCount()):
        child = table.child(number)
        if child and child.role() == role:
            yield child, child.text(NAME)


@pytest.mark.parametrize("key", ["disclosure", "applications", "disputes"])
def test_every_figure_says_where_it_stands_and_what_it_is(qtbot: QtBot, key: str) -> None:
    report = spoilt()
    desk = Desk(qtbot, report, key)
    heard = [name for _, name in spoken(desk, ROLE.Cell)]
    table = report.form.table(key)
    for cell in table.cells:
        figure = report.figure(cell)
        words = f"{table.short} {table.name(cell)} {'空白' if figure is None else digits(figure)}"
        mine = [name for name in heard if name == words or name.startswith(f"{words} ")]
        assert len(mine) == 1, (words, mine)
        row, column = table.place(cell)
        assert table.row_name(row.key) in mine[0] or row.label in mine[0]
        assert len(table.columns_of(cell.row)) == 1 or column.label in mine[0]


def test_a_figure_that_does_not_add_up_says_so_and_one_that_is_mended_does_not(qtbot: QtBot) -> None:
    desk = Desk(qtbot, spoilt(), "applications")
    problems = [name for _, name in spoken(desk, ROLE.Cell) if "错误：" in name]
    assert problems and any(desk.page.table.name(WRONG) in name for name in problems)
    desk.document.edit(spoilt().with_figures({WRONG: balanced(3).figures[WRONG]}), "改")
    desk.checker.run()
    assert not [name for _, name in spoken(desk, ROLE.Cell) if "错误：" in name]


def test_headers_are_headers_and_the_current_figure_is_told(qtbot: QtBot) -> None:
    desk = Desk(qtbot, spoilt(), "applications")
    columns = [name for _, name in spoken(desk, ROLE.ColumnHeader)]
    assert columns[0].endswith("自然人") and columns[-1].endswith("总计") and len(columns) == 7
    assert all(name for _, name in spoken(desk, ROLE.RowHeader))
    desk.at("received", "business")
    focused = [name for child, name in spoken(desk, ROLE.Cell) if child.state().focused]  # type: ignore[attr-defined]
    assert len(focused) == 1 and desk.page.table.name(Cell("applications", "received", "business")) in focused[0]
