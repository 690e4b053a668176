"""The frozen headers of a table: merged boxes with the official labels, painted as they stand on paper."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QRect, QSize, Qt
from PySide6.QtGui import QHelpEvent, QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import QHeaderView, QTableView, QToolTip, QWidget

from app.form.layout import Box
from app.gui.grid.geometry import Geometry, lines_for
from app.gui.grid.model import TableModel
from app.gui.look import labels, theme, viewport
from app.model.report import Source

_LINE = 16  # from one baseline to the next at 12 px


def paint_ground(painter: QPainter, rect: QRect) -> None:
    """A box without its words."""
    painter.fillRect(rect, theme.colour("header"))
    painter.setPen(theme.colour("line"))
    painter.drawLine(rect.topRight(), rect.bottomRight())
    painter.drawLine(rect.bottomLeft(), rect.bottomRight())


def paint_box(painter: QPainter, rect: QRect, box: Box, seen: QRect, *, left: bool = False, reserve: int = 0) -> None:
    """Ground, right and lower line, and the words of a header or label box.

    `seen`: the window it is looked at through; the words of a tall box stay in it. `reserve`: pixels kept free at the right.
    """
    paint_ground(painter, rect)
    painter.setPen(theme.colour("muted" if box.kind == "corner" else "text"))
    pitch = theme.px(_LINE)
    room = rect.adjusted(theme.px(4), 0, -theme.px(4) - reserve, -1)
    lines = lines_for(
        box.text, box.lines, painter.font().toString(), room.width(), max(1, (room.height() + 2) // pitch)
    )
    height = pitch * len(lines)
    top = room.top() + (room.height() - height) // 2
    if box.rows > 1 and room.intersects(seen) and not seen.contains(room):
        shown = room & seen
        middle = shown.top() + (shown.height() - height) // 2
        top = max(room.top(), min(middle, room.bottom() - height))
    across = Qt.AlignmentFlag.AlignLeft if left else Qt.AlignmentFlag.AlignHCenter
    for number, line in enumerate(lines):
        place = QRect(room.left(), top + number * pitch, room.width(), pitch)
        painter.drawText(place, across | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextDontClip, line)


def span(sizes: tuple[int, ...], start: int, number: int) -> tuple[int, int]:
    """(first pixel, pixels) of `number` lines from `start` on."""
    return sum(sizes[:start]), sum(sizes[start : start + number])


class TableHeader(QHeaderView):
    """The column headers (horizontal) or the label columns (vertical)."""

    def __init__(self, orientation: Qt.Orientation, view: QTableView) -> None:
        super().__init__(orientation, view)
        viewport.own(self, QPalette.ColorRole.Window).setMouseTracking(True)
        self.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.setMinimumSectionSize(1)
        self.setSectionsClickable(True)
        self.setHighlightSections(False)
        self.setAccessibleName("表头" if orientation == Qt.Orientation.Horizontal else "项目")
        self._geometry = Geometry((), (), (), ())
        self._boxes_at: tuple[Geometry, int] | None = None
        self._boxes_now: Sequence[tuple[Box, QRect]] = ()
        self._rows: dict[Box, str] = {}

    def _model(self) -> TableModel:
        model = self.model()
        assert isinstance(model, TableModel)
        return model

    def set_geometry(self, geometry: Geometry) -> None:
        """Take these sizes, for the sections and for the height or width of the header itself."""
        self._geometry = geometry
        horizontal = self.orientation() == Qt.Orientation.Horizontal
        for section, size in enumerate(geometry.columns if horizontal else geometry.rows):
            self.resizeSection(section, size)
        thickness = sum(geometry.headers if horizontal else geometry.labels)
        self.setVisible(thickness > 0)
        if horizontal:
            self.setFixedHeight(thickness)
        else:
            self.setFixedWidth(thickness)

    def sizeHint(self) -> QSize:
        """As high or wide as it was set; Qt's own asks the model for every heading, a thousand times until a table is painted."""
        return self.minimumSize()

    def boxes(self) -> Sequence[tuple[Box, QRect]]:
        """Each box with its place in the viewport."""
        at = (self._geometry, self.offset())
        if at != self._boxes_at:
            self._boxes_at, self._boxes_now = at, self._place_boxes()
        return self._boxes_now

    def _place_boxes(self) -> Sequence[tuple[Box, QRect]]:
        model, sizes = self._model(), self._geometry
        found: list[tuple[Box, QRect]] = []
        horizontal = self.orientation() == Qt.Orientation.Horizontal
        for box in model.layout.boxes:
            if horizontal and box.row < model.top and box.column >= model.stub:
                x, width = span(sizes.columns, box.column - model.stub, box.columns)
                y, height = span(sizes.headers, box.row, box.rows)
                found.append((box, QRect(x - self.offset(), y, width, height)))
            elif not horizontal and box.row >= model.top and box.column < model.stub:
                every = (*sizes.labels, *sizes.columns)  # a caption runs on over the figures
                x, width = span(every, box.column, box.columns)
                y, height = span(sizes.rows, box.row - model.top, box.rows)
                found.append((box, QRect(x, y - self.offset(), width, height)))
        return found

    def source_of(self, box: Box) -> Source | None:
        """Who gave the figures of the row that this box names; None when nothing is noted, or the box names no row."""
        model = self._model()
        if key := self.row_of(box):
            return model.report.sources.get(f"{model.table.key}/{key}")
        return None

    def row_of(self, box: Box) -> str:
        """The key of the row of figures that a label (table 四: a header) names; "" for other boxes."""
        if box not in self._rows:
            self._rows[box] = self._find_row(box)
        return self._rows[box]

    def _find_row(self, box: Box) -> str:
        model = self._model()
        table = model.table
        if box.kind != ("header" if table.across else "label"):
            return ""
        inside = [
            figure.cell.row
            for figure in model.figure_boxes()
            if figure.cell
            and (box.column <= figure.column < box.column + box.columns if table.across else figure.row == box.row)
        ]
        return inside[0] if inside and table.row(inside[0]).label == box.text else ""

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        view = self.parent()
        assert isinstance(view, QTableView)
        current = view.currentIndex()
        horizontal = self.orientation() == Qt.Orientation.Horizontal
        model = self._model()
        for box, rect in self.boxes():
            if not event.region().intersects(rect):
                continue
            if not event.region().intersects(rect.adjusted(1, 0, -1, -1)):
                paint_ground(painter, rect)
                continue
            source = self.source_of(box)
            flagged = source is not None and source.to_check
            left = box.kind == "label" and box.column + box.columns == model.stub and box.rows == 1
            reserve = theme.px(18) if flagged else 0
            paint_box(painter, rect, box, self.viewport().rect(), left=left, reserve=reserve)
            if flagged:
                self._flag(painter, rect)
        painter.setPen(theme.colour("line"))
        if horizontal:
            painter.drawLine(0, 0, sum(self._geometry.columns) - self.offset() - 1, 0)
        elif not model.top:  # no header above
            painter.drawLine(0, -self.offset(), self.width(), -self.offset())
        if not horizontal or not model.stub:
            painter.drawLine(0, 0, 0, self.viewport().height())
        if current.isValid():
            self._cross(painter, view, current.row(), current.column())

    def show_cross(self, start: int, size: int, edge: bool) -> None:
        """Paint anew beside these pixels; `edge`: the line along the figures has changed as well."""
        width, height = self.viewport().width(), self.viewport().height()
        if self.orientation() == Qt.Orientation.Horizontal:
            beside, along = QRect(start, 0, size, height), QRect(0, height - 1, width, 1)
        else:
            beside, along = QRect(0, start, width, size), QRect(width - 1, 0, 1, height)
        self.viewport().update(beside)
        if edge:
            self.viewport().update(along)

    def _cross(self, painter: QPainter, view: QTableView, row: int, column: int) -> None:
        """Carry on the thin lines of the current row or column."""
        painter.setPen(theme.colour("cross"))
        model = self._model()
        if self.orientation() == Qt.Orientation.Horizontal:
            x = self.sectionViewportPosition(column)
            last = x + sum(self.sectionSize(column + n) for n in range(view.columnSpan(row, column))) - 1
            above = max((b.row + b.rows for b in model.layout.boxes if b.kind == "header" and b.columns > 1), default=0)
            below = next(
                (
                    b.row
                    for b in model.layout.boxes
                    if b.kind == "header" and b.columns == 1 and b.column == column + model.stub
                ),
                above,
            )
            top = sum(self._geometry.headers[:below])
            for at in (x - 1, last):
                painter.drawLine(at, top, at, self.height())
            if row == 0:
                end = sum(self._geometry.columns) - self.offset() - 1
                painter.drawLine(0, self.height() - 1, end, self.height() - 1)
        else:
            y = self.sectionViewportPosition(row)
            inner = [b for b in model.layout.boxes if b.kind == "label" and b.row == row + model.top and b.rows == 1]
            left = sum(self._geometry.labels[: inner[-1].column]) if inner else 0
            for at in (y - 1, y + self.sectionSize(row) - 1):
                painter.drawLine(left, at, self.width(), at)
            for box, rect in self.boxes() if column == 0 else ():
                if box.kind == "label" and box.column + box.columns == model.stub:
                    painter.drawLine(rect.topRight(), rect.bottomRight())

    def _flag(self, painter: QPainter, rect: QRect) -> None:
        """待核: a small amber plate 核 at the right end of the label."""
        side = theme.px(16)
        plate = QRect(rect.right() - side - theme.px(2), rect.center().y() - side // 2, side, side)
        painter.setBrush(theme.colour("query_soft"))
        painter.setPen(theme.colour("query"))
        painter.drawRoundedRect(plate, 2, 2)
        painter.drawText(plate, Qt.AlignmentFlag.AlignCenter, "核")
        painter.setBrush(Qt.BrushStyle.NoBrush)

    def viewportEvent(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            for box, rect in self.boxes():
                if rect.contains(event.pos()) and (source := self.source_of(box)):
                    labels.show_tip(event.globalPos(), said_of(source), self)
                    return True
            QToolTip.hideText()
            return True
        return super().viewportEvent(event)


def said_of(source: Source) -> str:
    """来源 in one line: "来源：办公室 王芳 1月12日（待核）"."""
    who = " ".join(filter(None, (source.office, source.person, source.date)))
    return f"来源：{who or '未写'}{'（待核）' if source.to_check else ''}"


class Corner(QWidget):
    """The box above the label columns, left of the headers."""

    def __init__(self, view: QTableView) -> None:
        super().__init__(view)
        self._view = view

    def paintEvent(self, _event: QPaintEvent) -> None:
        model = self._view.model()
        assert isinstance(model, TableModel)
        painter = QPainter(self)
        for box in model.layout.boxes:
            if box.kind == "corner":
                paint_box(painter, self.rect(), box, self.rect())
        painter.setPen(theme.colour("line"))
        painter.drawLine(self.rect().topLeft(), self.rect().topRight())
        painter.drawLine(self.rect().topLeft(), self.rect().bottomLeft())
