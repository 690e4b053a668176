"""Paints the figures of a table in their states: all that is in sight in one go, since it happens at every key."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import accumulate

from PySide6.QtCore import QLine, QPoint, QRect, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPolygon, QRegion
from PySide6.QtWidgets import QTableView

from app.form.schema import Cell
from app.gui.grid.geometry import Geometry
from app.gui.grid.header import paint_box
from app.gui.grid.model import Mark, TableModel
from app.gui.look import theme
from app.model.finding import Level

_CENTRE = Qt.AlignmentFlag.AlignCenter
_BESIDE = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_INKS = {Level.ERROR: ("error", "error_soft"), Level.QUERY: ("query", "query_soft")}


class Places:
    """Where each figure stands in the viewport, reckoned anew when the table is laid out or scrolled."""

    def __init__(self, model: TableModel) -> None:
        self._model = model
        self._at: tuple[Geometry, int, int] | None = None
        self._places: Mapping[Cell, QRect] = {}

    def of(self, geometry: Geometry, left: int, top: int) -> Mapping[Cell, QRect]:
        """`left`, `top`: pixels that are scrolled out of sight."""
        if self._at != (geometry, left, top):
            self._at = (geometry, left, top)
            x, y = ([0, *accumulate(sizes)] for sizes in (geometry.columns, geometry.rows))
            self._places = {}
            for box in self._model.figure_boxes():
                row, column = box.row - self._model.top, box.column - self._model.stub
                size = QSize(x[column + box.columns] - x[column], y[row + box.rows] - y[row])
                assert box.cell
                self._places[box.cell] = QRect(QPoint(x[column] - left, y[row] - top), size)
        return self._places


class FigurePaint:
    """One painting of the viewport of `view`; `active`: the view or an editor in it has the focus."""

    def __init__(self, view: QTableView, model: TableModel, painter: QPainter, active: bool) -> None:
        self._view, self._model, self._painter, self._active = view, model, painter, active
        self._colours = theme.inks()
        self._font = QFont(view.font())
        self._bold = QFont(self._font)
        self._bold.setBold(True)
        self._metrics = QFontMetrics(self._font)
        self._corner = theme.px(7)
        self._gap = theme.px(3)

    def paint(self, region: QRegion, rects: Mapping[Cell, QRect]) -> None:
        """Paint the figures that this region of the viewport touches. `rects`: where each stands."""
        model = self._model
        current = model.cell(self._view.currentIndex())
        here = rects.get(current) if current else None
        indexes = self._view.selectedIndexes()
        selected = {model.cell(index) for index in indexes} if len(indexes) > 1 else set()
        lines: list[QLine] = []
        cross: list[QLine] = []
        for cell, rect in rects.items():
            if not region.intersects(rect):
                continue
            self._figure(rect, model.mark(cell), cell in selected)
            right, below = QLine(rect.topRight(), rect.bottomRight()), QLine(rect.bottomLeft(), rect.bottomRight())
            (cross if here and rect.right() in (here.left() - 1, here.right()) else lines).append(right)
            (cross if here and rect.bottom() in (here.top() - 1, here.bottom()) else lines).append(below)
        self._painter.setPen(self._colours["line"])
        self._painter.drawLines(lines)
        self._painter.setPen(self._colours["cross"])
        self._painter.drawLines(cross)
        if here:
            self._frame(here)

    def captions(self, widths: Sequence[int], labels: int) -> None:
        """Paint the captions and headers among the figures (table 二); a caption begins above the label columns."""
        view, model = self._view, self._model
        for box in model.boxes_within():
            x = sum(widths[: box.column]) - sum(widths[:labels]) - view.horizontalHeader().offset()
            row = box.row - model.top
            rect = QRect(
                x, view.rowViewportPosition(row), sum(widths[box.column :][: box.columns]), view.rowHeight(row)
            )
            paint_box(self._painter, rect, box, view.viewport().rect())

    def _figure(self, rect: QRect, mark: Mark, selected: bool) -> None:
        painter, colours = self._painter, self._colours
        ink, ground = "text", "paper"
        if mark.level:
            ink, ground = _INKS[mark.level]
        elif mark.computed:
            ink, ground = "temporary" if mark.temporary else "muted", "computed"
        elif mark.carried:
            ground = "note_soft"
        painter.fillRect(rect, colours[ground])
        if selected:
            tint = QColor(colours["accent"])
            tint.setAlpha(48)
            painter.fillRect(rect, tint)
        room = rect.adjusted(0, 0, -1, -1)
        painter.setFont(self._bold if mark.level else self._font)
        painter.setPen(colours[ink if mark.text else "blank"])
        painter.drawText(room, _CENTRE, mark.text or "·")
        if mark.temporary:
            end = room.center().x() + self._metrics.horizontalAdvance(mark.text) // 2 + self._gap
            if end + self._metrics.horizontalAdvance("暂") < room.right():
                painter.drawText(QRect(end, room.top(), room.right() - end, room.height()), _BESIDE, "暂")
        if mark.level:
            corner = rect.topRight() + QPoint(-1, 0)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(colours[ink])
            painter.drawPolygon(QPolygon([corner, corner - QPoint(self._corner, 0), corner + QPoint(0, self._corner)]))
            painter.setBrush(Qt.BrushStyle.NoBrush)
        if mark.asked:  # the other corner: what the county asks is beside what the rules say
            corner = rect.topLeft()
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(colours["accent"])
            painter.drawPolygon(QPolygon([corner, corner + QPoint(self._corner, 0), corner + QPoint(0, self._corner)]))
            painter.setBrush(Qt.BrushStyle.NoBrush)

    def _frame(self, rect: QRect) -> None:
        self._painter.setPen(self._colours["accent"])
        self._painter.drawRect(rect.adjusted(0, 0, -2, -2))
        if self._active:
            self._painter.drawRect(rect.adjusted(1, 1, -3, -3))
