"""A table of the form as Qt sees it: the printed grid without its outer headers and label columns."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal
from itertools import count
from typing import Any, NamedTuple

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QFont, QFontMetrics

from app.acts import Checked
from app.form.layout import Box, layout
from app.form.schema import Cell
from app.gui.desk.checker import Checker
from app.gui.desk.document import ReportDocument
from app.gui.look import labels, theme
from app.model.beside.comparison import carried
from app.model.beside.difference import same_figures
from app.model.figures import FigureError, digits, parse, refusal
from app.model.finding import LEVEL_NAMES, Finding, Level
from app.model.report import Report
from app.model.totals import computed, fill_totals, provisional

Index = QModelIndex | QPersistentModelIndex
_visits = count()
_NOWHERE = QModelIndex()


class Mark(NamedTuple):
    """How a cell is shown. `level`: the loudest of its findings; None when it has none."""

    text: str
    computed: bool = False
    temporary: bool = False
    level: Level | None = None
    messages: tuple[str, ...] = ()
    carried: bool = False  # 上年结转 as last year's report hands it on
    asked: bool = False  # the county asks something here that is not done


class TableModel(QAbstractTableModel):
    """Squares right of the label columns and below the header rows; only a figure's first square is enabled.

    `refused` carries a cell and the sentence that says why a text did not become its figure.
    """

    refused = Signal(object, str)
    rewritten = Signal()  # once after each change of the words shown: a column may need another width

    def __init__(
        self, document: ReportDocument, checker: Checker, table_key: str, parent: QObject | None = None, fixed: str = ""
    ) -> None:
        """`fixed`: why nothing at all may be typed here; "" where it may."""
        super().__init__(parent)
        self.document = document
        self.fixed = fixed
        self.checker = checker
        self.table = document.report.form.table(table_key)
        self.layout = layout(self.table)
        figures = [box for box in self.layout.boxes if box.kind == "figure"]
        self.top = self.layout.header_rows
        self._headings: dict[tuple[int, bool], str] = {}
        self.stub = min(box.column for box in figures)
        self._boxes = {(box.row - self.top, box.column - self.stub): box for box in figures}
        self._at = {box.cell: square for square, box in self._boxes.items()}
        self._covered = {
            (row, column): square
            for square, box in self._boxes.items()
            for row in range(square[0], square[0] + box.rows)
            for column in range(square[1], square[1] + box.columns)
        }
        self.visit = next(_visits)
        self._shown = document.report
        self._totals: frozenset[Cell] = frozenset()
        self._temporary: frozenset[Cell] = frozenset()
        self._findings: dict[Cell, list[Finding]] = {}
        self._asked: dict[Cell, list[str]] = {}
        self._marks: dict[Cell, Mark] = {}
        document.changed.connect(self._changed)
        checker.found.connect(self._found)
        self._take(document.report)
        if checker.ran:
            self._sort(checker.checked)
        self._marks = {cell: self._mark(cell) for cell in self.table.cells}

    # the report

    @property
    def report(self) -> Report:
        return self.document.report

    def _changed(self, report: Report) -> None:
        if report.form.table(self.table.key) is self.table and not same_figures(report, self._shown):
            before, totals, temporary = self._shown, self._totals, self._temporary
            self._take(report)
            if report.previous is not before.previous or report.year != before.year:
                return self._repaint(self.table.cells)
            others = (totals ^ self._totals) | (temporary ^ self._temporary)
            was, now = before.figures, report.figures
            self._repaint([cell for cell in self.table.cells if was.get(cell) is not now.get(cell) or cell in others])

    def _found(self, checked: Checked) -> None:
        if checked.report.form.table(self.table.key) is self.table:
            before = self._findings.keys() | self._asked.keys()
            self._sort(checked)
            marked = before | self._findings.keys() | self._asked.keys()
            self._repaint([cell for cell in self.table.cells if cell in marked])

    def _take(self, report: Report) -> None:
        self._shown = report
        self._totals = frozenset(computed(report.form)) if report.auto_totals else frozenset()
        self._temporary = provisional(report)

    def _sort(self, checked: Checked) -> None:
        from app.model.kept.remarks import open_at  # who was checked has loaded it; a table is painted before

        self._findings = {}
        asked = open_at(checked.report, checked.findings)
        self._asked = {cell: asked[str(cell)] for cell in self.table.cells if str(cell) in asked} if asked else {}
        for finding in checked.findings:
            if finding.level not in (Level.ERROR, Level.QUERY) or finding.reason:
                continue
            for place in finding.correct or finding.involved:
                if isinstance(place, Cell) and place.table == self.table.key:
                    self._findings.setdefault(place, []).append(finding)

    def _repaint(self, touched: Iterable[Cell]) -> None:
        """Tell which of these cells look different now."""
        marks = {cell: self._mark(cell) for cell in touched}
        changed = [cell for cell, mark in marks.items() if mark != self._marks[cell]]
        rewritten = any(marks[cell].text != self._marks[cell].text for cell in changed)
        self._marks.update(marks)
        for cell in changed:
            index = self.index_of(cell)
            self.dataChanged.emit(index, index)
        if rewritten:
            self.rewritten.emit()

    def begin_visit(self) -> None:
        """What is typed from now on is an undo step of its own."""
        self.visit = next(_visits)

    # squares and cells

    def cell(self, index: Index) -> Cell | None:
        """The figure whose box begins here."""
        box = self._boxes.get((index.row(), index.column()))
        return box.cell if box else None

    def index_of(self, cell: Cell) -> QModelIndex:
        """Where a cell stands; an invalid index for a cell of another table."""
        square = self._at.get(cell)
        return self.index(*square) if square else QModelIndex()

    def index_over(self, row: int, column: int) -> QModelIndex:
        """The figure whose box covers this square; invalid where a label stands."""
        square = self._covered.get((row, column))
        return self.index(*square) if square else QModelIndex()

    def is_computed(self, cell: Cell) -> bool:
        return bool(self.fixed) or cell in self._totals

    def boxes_within(self) -> list[Box]:
        """Captions and headers that stand among the figures (table 二)."""
        return [
            box
            for box in self.layout.boxes
            if box.kind != "figure" and box.row >= self.top and box.column + box.columns > self.stub
        ]

    def figure_boxes(self) -> list[Box]:
        return list(self._boxes.values())

    def mark(self, cell: Cell) -> Mark:
        return self._marks[cell]

    def _mark(self, cell: Cell) -> Mark:
        figure = self.report.figure(cell)
        findings, asked = self._findings.get(cell), self._asked.get(cell, ())
        if findings is None:
            return Mark(
                "" if figure is None else digits(figure),
                cell in self._totals,
                cell in self._temporary and figure is not None,
                messages=tuple(asked),
                carried=carried(self.report, cell),
                asked=bool(asked),
            )
        level = next((each for each in (Level.ERROR, Level.QUERY) if any(f.level is each for f in findings)), None)
        return Mark(
            "" if figure is None else digits(figure),
            cell in self._totals,
            cell in self._temporary and figure is not None,
            level,
            (*(f"{LEVEL_NAMES[f.level]}：{f.message}" for f in findings), *asked),
            asked=bool(asked),
        )

    def computed_words(self, cell: Cell) -> str:
        """Why a computed cell is not typed into."""
        if self.fixed:
            return self.fixed
        return f"“{self.table.name(cell)}”由自动合计得出，不能直接填。要手填，请先在表的上方取消“自动合计”。"

    # what Qt asks

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else self.layout.rows - self.top

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else self.layout.columns - self.stub

    def flags(self, index: Index) -> Qt.ItemFlag:
        cell = self.cell(index)
        if cell is None:
            return Qt.ItemFlag.NoItemFlags
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemNeverHasChildren
        return flags if self.is_computed(cell) else flags | Qt.ItemFlag.ItemIsEditable

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        cell = self.cell(index)
        if cell is None:
            return None
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.EditRole):
            return self.mark(cell).text
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return self.spoken(cell)
        if role == Qt.ItemDataRole.ToolTipRole:
            return self._tip(cell) or None
        return None

    def needs(self, font: QFont) -> tuple[int, ...]:
        """Pixels that the longest figure of each column needs in bold type; a merged box shares it out."""
        bold = QFont(font)
        bold.setBold(True)
        metrics = QFontMetrics(bold)
        longest = [""] * self.columnCount()
        need = [0] * self.columnCount()
        for box in self.figure_boxes():
            assert box.cell
            text, column = self.mark(box.cell).text, box.column - self.stub
            if len(text) > len(longest[column]):
                longest[column] = text
                need[column] = (metrics.horizontalAdvance(text) + theme.px(16)) // box.columns
        return tuple(need)

    def spoken(self, cell: Cell) -> str:
        """What a screen reader says: "表三 自然人·（一）予以公开 12 错误：…"."""
        mark = self.mark(cell)
        state = "暂计" if mark.temporary else "自动合计" if mark.computed else "由去年结转" if mark.carried else ""
        name = f"{self.table.short} {self.table.name(cell)}"
        return " ".join(filter(None, (name, mark.text or "空白", state, *mark.messages)))

    def _tip(self, cell: Cell) -> str:
        mark = self.mark(cell)
        lines = list(mark.messages)
        if mark.temporary:
            lines.append("暂计：加起来的各格还没有填完，这个数还会变。")
        if mark.carried and not mark.computed:
            lines.append("由去年的“结转下年度继续办理”带入，可以改。")
        return labels.tip_of(lines)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role not in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return None
        return self._heading(section, orientation == Qt.Orientation.Horizontal)

    def _heading(self, section: int, horizontal: bool) -> str:
        """Kept: Qt asks for all of them several times when a table is laid out."""
        if (section, horizontal) not in self._headings:
            self._headings[section, horizontal] = self._made_heading(section, horizontal)
        return self._headings[section, horizontal]

    def _made_heading(self, section: int, horizontal: bool) -> str:
        kind = "header" if horizontal else "label"
        line = section + (self.stub if horizontal else self.top)
        words = []
        for box in self.layout.boxes:
            first, over = (box.column, box.columns) if horizontal else (box.row, box.rows)
            if box.kind == kind and first <= line < first + over and (not horizontal or box.row < self.top):
                words.append(box.text)
        return "·".join(words)

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        """Take over a typed text as one undo step of this visit, or refuse it and leave the old figure."""
        cell = self.cell(index)
        if cell is None or role != Qt.ItemDataRole.EditRole or self.is_computed(cell):
            return False
        text = str(value)
        kind = self.report.form.kind(cell)
        try:
            figure = parse(text, kind)
        except FigureError:
            self.refused.emit(cell, refusal(text, kind, self.report.figure(cell)))
            return False
        verb = "清除" if figure is None else "填写"
        self.change({cell: figure}, f"{verb} {self.table.name(cell)}", ("填写", cell, self.visit))
        return True

    def change(self, figures: Mapping[Cell, Decimal | None], text: str, key: object = None) -> None:
        """Make one undo step of these figures; 自动合计 has the last word about computed cells."""
        self.document.edit(fill_totals(self.report.with_figures(figures)), text, key)
