"""A sheet in a list of cards: a coloured edge, words that wrap, and what can be done as links below."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent, QMouseEvent, QPainter, QPainterPath, QPaintEvent
from PySide6.QtWidgets import QFrame, QLabel, QPushButton, QWidget

from app.gui.look import labels, theme
from app.gui.look.flow import Flow
from app.gui.look.layouts import widgets_of


class CardButton(QPushButton):
    """An act of a card; up and down go to the next card."""

    def __init__(self, text: str, parent: QWidget) -> None:
        super().__init__(labels.on_button(text), parent)
        self.setProperty("role", "link")
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            event.ignore()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        else:
            super().keyPressEvent(event)


class Card(QFrame):
    """Signals: `wanted` (Place, quote): go there; `stepped` (+1, -1): go to the next or last card."""

    wanted = Signal(object, str)
    stepped = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.lit = False
        self._acts = QWidget(self)
        self._row = Flow(self._acts, theme.px(12))
        self._unused: list[CardButton] = []  # to make and to style one takes longer than to check a report

    def light(self, lit: bool) -> None:
        """Show that the clerk was led to what this card speaks of."""
        if lit != self.lit:
            self.lit = lit
            self.update()

    def activate(self) -> None:
        """Lead the clerk to the place."""
        raise NotImplementedError

    def edge(self) -> str:
        """The name in theme.Colours of what the card's edge is painted with."""
        raise NotImplementedError

    def _label(self, role: str) -> QLabel:
        label = labels.words(role=role, parent=self)
        label.setContentsMargins(1, 0, 0, 0)  # in line with the words of the buttons
        return label

    def _act(self, text: str, slot: object) -> CardButton:
        button = self._unused.pop() if self._unused else CardButton("", self._acts)
        button.setText(labels.on_button(text))
        button.clicked.connect(slot)
        self._row.addWidget(button)
        button.show()
        return button

    def _drop_acts(self) -> None:
        while item := self._row.takeAt(0):
            button = item.widget()
            assert isinstance(button, CardButton)
            button.hide()
            button.clicked.disconnect()
            labels.set_tip(button, "")
            button.setAccessibleDescription("")
            self._unused.append(button)

    def tab_stops(self) -> list[QWidget]:
        """The card and all that Tab reaches in it, as seen from top to bottom."""
        acts = widgets_of(self._row, CardButton)
        inner = [w for part in self._opened() for w in part.findChildren(QWidget)]
        return [self, *acts, *(w for w in inner if w.focusPolicy() & Qt.FocusPolicy.TabFocus)]

    @property
    def is_open(self) -> bool:
        """Whether something is being written on it."""
        return bool(self._opened())

    def _opened(self) -> list[QWidget]:
        """What is open below the acts at the moment."""
        return []

    def chain(self) -> None:
        """Set the order in which Tab goes through the card."""
        stops = self.tab_stops()
        for one, other in zip(stops, stops[1:], strict=False):
            QWidget.setTabOrder(one, other)

    def paintEvent(self, event: QPaintEvent) -> None:
        """A sheet with the level's colour along its left edge; a thicker edge while it has the focus."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        shape = QPainterPath()
        shape.addRoundedRect(box, 3, 3)
        painter.fillPath(shape, theme.colour("paper"))
        painter.setClipPath(shape)
        painter.fillRect(QRectF(0, 0, theme.px(4), self.height()), theme.colour(self.edge()))
        painter.setClipping(False)
        painter.setPen(theme.colour("accent" if self.hasFocus() or self.lit else "line"))
        painter.drawPath(shape)

    def copy(self) -> None:
        """What the card says, onto the clipboard."""
        said = [label.text() for label in self.findChildren(QLabel) if label.isVisibleTo(self) and label.text()]
        QGuiApplication.clipboard().setText("\n".join(said))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() is Qt.MouseButton.LeftButton and self.rect().contains(event.position().toPoint()):
            self.activate()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.activate()
        elif event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self.stepped.emit(1 if event.key() == Qt.Key.Key_Down else -1)
        else:
            super().keyPressEvent(event)
