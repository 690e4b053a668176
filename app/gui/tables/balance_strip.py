"""Under a table: how far each column (table 四: each group) is from balance, at each key."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Literal, NamedTuple

from PySide6.QtCore import QEvent, QRect, QSize, Qt
from PySide6.QtGui import QFontMetrics, QHelpEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from app.form.schema import Cell, Table
from app.gui.grid.view import TableView
from app.gui.look import labels, theme
from app.model.figures import FigureError, digits, parse
from app.model.report import Report
from app.model.totals import Balance, Equation, balance, computed, equations, fill_totals, provisional, total

_HEIGHT = 18
_TO_CLASSIFY = "待归类"
State = Literal["balanced", "unfinished", "broken"]
_COLOURS: dict[State, str] = {"balanced": "good", "unfinished": "muted", "broken": "error"}


class Standing(NamedTuple):
    """Where one column or group stands. `words`: from long to short, the longest that fits is shown; `says`: a whole sentence."""

    cells: tuple[Cell, ...]
    state: State
    words: tuple[str, ...]
    says: str


def standings(report: Report, table: Table) -> list[Standing]:
    """One for each column of table 三, for each group of table 四; none for table 二."""
    temporary = provisional(report)
    axis = "columns" if table.across else "rows"
    lines: dict[str, list[Equation]] = {}
    for equation in equations(table):
        if equation.relation.axis == axis:
            lines.setdefault(equation.left[0].row if table.across else equation.left[0].column, []).append(equation)
    return [_standing(report, table, own, temporary) for own in lines.values()]


def _standing(report: Report, table: Table, own: Sequence[Equation], temporary: frozenset[Cell]) -> Standing:
    cells = tuple(dict.fromkeys(cell for equation in own for cell in (*equation.left, *equation.right)))
    weighed = [(equation, balance(report, equation, temporary)) for equation in own]
    row, column = table.place(cells[0])
    name = table.row_name(row.key) if table.across else f"{column.label}列"
    says = "；".join(_says(equation, each) for equation, each in weighed)
    wrong = [(equation, each) for equation, each in weighed if each.broken]
    if wrong:
        equation, each = wrong[-1]  # the sentence printed in the form comes last
        gap = digits(abs(each.left - each.right))
        if len(own) > 1 and equation is own[0]:
            return Standing(
                cells,
                "broken",
                (f"{equation.relation.left_name}差 {gap}", f"（七）差 {gap}", f"差 {gap}"),
                f"{name}：{says}",
            )
        return Standing(cells, "broken", (f"不平，差 {gap} 件", f"差 {gap} 件", f"差 {gap}", gap), f"{name}：{says}")
    if all(each.finished for _, each in weighed):
        return Standing(cells, "balanced", ("✓",), f"{name}已平：{says}")
    return _unfinished(report, name, cells, own)


def _says(equation: Equation, weighed: Balance) -> str:
    relation = equation.relation
    words = f"{relation.left_name}＝{digits(weighed.left)}，{relation.right_name}＝{digits(weighed.right)}"
    gap = abs(weighed.left - weighed.right)
    return f"{words}，相差 {digits(gap)}" if gap else words


def _unfinished(report: Report, name: str, cells: tuple[Cell, ...], own: Sequence[Equation]) -> Standing:
    totals = computed(report.form)
    blank = sum(cell not in report.figures for cell in cells if not (report.auto_totals and cell in totals))
    if not any(cell in report.figures for cell in cells):
        return Standing(cells, "unfinished", ("未填",), f"{name}还没有填。")
    rest = f"还有 {blank} 格未填" if blank else "总计还是暂计"
    gap = _to_classify(report, own[-1])
    if gap > 0:
        words = (f"{_TO_CLASSIFY} {digits(gap)} 件", f"{digits(gap)} 件", digits(gap))
        return Standing(cells, "unfinished", words, f"{name}：待归类 {digits(gap)} 件，{rest}。")
    words = (rest, f"余 {blank} 格", f"{blank} 格") if blank else ("暂计",)
    return Standing(cells, "unfinished", words, f"{name}：{rest}。")


def _to_classify(report: Report, equation: Equation) -> Decimal:
    """How much of the left side is in none of the single entries of the right side yet; a total counts by its parts."""
    totals = computed(report.form)
    if not any(cell in report.figures for cell in equation.left):
        return Decimal(0)
    parts = [part for cell in equation.right for part in totals.get(cell, (cell,))]
    return total(report, equation.left) - total(report, parts)


def row_says(report: Report, table: Table, cell: Cell) -> str:
    """What is wrong with the total of this cell's row; "" when nothing is, or nothing can be said yet."""
    if table.across:
        return ""
    temporary = provisional(report)
    for equation in equations(table):
        if equation.relation.axis == "columns" and equation.left[0].row == cell.row:
            weighed = balance(report, equation, temporary)
            if weighed.broken:
                return f"本行：{_says(equation, weighed)}"
    return ""


def as_typed(report: Report, cell: Cell, text: str) -> Report:
    """The report as it would be if the open editor were left now; unchanged while its text is no figure."""
    try:
        return fill_totals(report.with_figures({cell: parse(text, report.form.kind(cell))}))
    except FigureError:
        return report


def _weighs_as(one: Report, other: Report) -> bool:
    """Whether all columns stand the same: what was typed weighs as before when its editor is left."""
    return one.figures == other.figures and (one.edition, one.auto_totals) == (other.edition, other.auto_totals)


class BalanceStrip(QWidget):
    """Aligned with the columns of the view above it."""

    def __init__(self, view: TableView, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._view = view
        self.standings: list[Standing] = []
        self._reckoned: Report | None = None
        self.row_words = ""
        self._typed: tuple[Cell, str] | None = None
        self.setAccessibleName("平衡情况")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        view.sized.connect(self.update)
        view.horizontalScrollBar().valueChanged.connect(self._scrolled)
        view.typed.connect(self.follow)
        view.current_changed.connect(self._moved)
        view.model().document.changed.connect(self._changed)
        self._renew()

    def sizeHint(self) -> QSize:
        return QSize(100, theme.px(_HEIGHT))

    def follow(self, cell: Cell | None, text: str | None) -> None:
        """Reckon with what an open editor holds (None: it was closed)."""
        self._typed = (cell, text) if cell is not None and text is not None else None
        self._renew()

    def _changed(self, report: Report) -> None:
        if report.form.table(self._view.model().table.key) is self._view.model().table:
            self._renew()

    def _moved(self, _cell: Cell | None) -> None:
        self._renew()

    def _scrolled(self, _value: int) -> None:
        self.update()

    def _renew(self) -> None:
        model = self._view.model()
        report = as_typed(model.report, *self._typed) if self._typed else model.report
        cell = self._view.cell()
        if self._reckoned is None or not _weighs_as(report, self._reckoned):
            self._reckoned = report
            self.standings = standings(report, model.table)
            self.setAccessibleDescription("".join(f"{each.says}。" for each in self.standings))
        self.row_words = row_says(report, model.table, cell) if cell else ""
        self.update()

    def places(self) -> list[tuple[Standing, QRect]]:
        """Each standing and where it stands, under its column or group."""
        view, model = self._view, self._view.model()
        header = view.horizontalHeader()
        left = view.verticalHeader().width() if model.stub else 0
        found = []
        for standing in self.standings:
            if model.table.across:
                columns = [model.index_of(cell).column() for cell in standing.cells]
            else:
                columns = [model.index_of(standing.cells[0]).column()]
            x = header.sectionViewportPosition(min(columns))
            end = header.sectionViewportPosition(max(columns)) + header.sectionSize(max(columns))
            place = QRect(left + x, 0, end - x, self.height())
            found.append((standing, place & self.rect() if model.table.across else place))
        return found

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        metrics = QFontMetrics(self.font())
        left = sum(self._view.geometry_now.labels)
        pad = theme.px(4)
        shown = [(standing, rect, self._fitting(standing, rect, metrics)) for standing, rect in self.places()]
        room = QRect(pad, 0, left - 2 * pad, self.height())
        if left and any(each.words[0].startswith(_TO_CLASSIFY) and words != each.words[0] for each, _, words in shown):
            painter.setPen(theme.colour("muted"))
            painter.drawText(room, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, _TO_CLASSIFY)
        painter.setPen(theme.colour("error"))
        painter.drawText(room, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, self.row_words)
        painter.setClipRect(left, 0, self.width() - left, self.height())
        for standing, rect, words in shown:
            font = self.font()
            font.setBold(standing.state == "broken")
            painter.setFont(font)
            painter.setPen(theme.colour(_COLOURS[standing.state]))
            painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, words)

    def _fitting(self, standing: Standing, rect: QRect, metrics: QFontMetrics) -> str:
        """The longest of its words that the column has room for."""
        room = rect.width() - theme.px(2)
        return next((words for words in standing.words if metrics.horizontalAdvance(words) <= room), standing.words[-1])

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            for standing, rect in self.places():
                if rect.contains(event.pos()):
                    labels.show_tip(event.globalPos(), standing.says, self)
                    return True
            QToolTip.hideText()
            return True
        return super().event(event)
