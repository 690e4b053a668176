"""A scrolling list of cards: up and down go from card to card, Tab to what can be done with one."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import TypeVar

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QPushButton, QScrollArea, QVBoxLayout, QWidget

from app.gui.look import theme
from app.gui.look.card import Card
from app.gui.look.layouts import widgets_of

Key = TypeVar("Key")

LISTED = 40
"""How many cards are made at once: nobody reads more, and nine hundred take seconds at each key."""


class CardList(QScrollArea):
    """`_column` holds the cards, among other widgets, from top to bottom; `_more` below them offers those not made yet."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(name)
        self._inside = QWidget()
        self._column = QVBoxLayout(self._inside)
        self._column.setContentsMargins(theme.px(8), theme.px(6), theme.px(6), theme.px(8))
        self._column.setSpacing(theme.px(6))
        self.setWidget(self._inside)
        self._most = LISTED
        self._more = QPushButton(self._inside)
        self._more.setProperty("role", "link")
        self._more.hide()
        self._more.clicked.connect(self._list_more)

    def _cards(self) -> list[Card]:
        """The cards from top to bottom."""
        return widgets_of(self._column, Card)

    def _seen(self) -> list[Card]:
        """Those that are not folded away."""
        return [card for card in self._cards() if not card.isHidden()]

    @contextmanager
    def _laid_out_once(self) -> Iterator[None]:
        """The cards are laid out at its end: Qt would measure all of them again at each widget that is shown."""
        self._column.setEnabled(False)
        try:
            yield
        finally:
            self._column.setEnabled(True)
            self._column.activate()

    def _listed(self, keys: Sequence[Key], writing: Collection[Key] = ()) -> set[Key]:
        """Of all that could be shown the first ones, and those that are being written on."""
        return {*keys[: self._most], *(key for key in writing if key in keys)}

    def _offer_more(self, left: int) -> None:
        """Say how many have no card yet."""
        self._more.setText(f"还有 {left} 条没有列出，再列 {min(left, LISTED)} 条")
        self._more.setVisible(left > 0)

    def _list_more(self) -> None:
        before = self._seen()
        self._most += LISTED
        self._arrange_anew()
        self._focus(self._seen()[len(before)])

    def _arrange_anew(self) -> None:
        """Make and order the cards that are listed now."""
        raise NotImplementedError

    def _drop(self, card: Card) -> None:
        self._column.removeWidget(card)
        card.hide()
        card.deleteLater()

    def _arrange(self, wanted: Iterable[QWidget]) -> None:
        """The widgets in this order, and Tab through the cards as they are seen."""
        last: QWidget = self
        for number, widget in enumerate(wanted):
            if self._column.indexOf(widget) != number:
                self._column.insertWidget(number, widget)
            if not widget.testAttribute(Qt.WidgetAttribute.WA_WState_ExplicitShowHide):
                widget.show()  # the layout would do so later
            if isinstance(widget, Card):
                QWidget.setTabOrder(last, widget)
                widget.chain()
                last = widget.tab_stops()[-1]
            elif widget.focusPolicy() & Qt.FocusPolicy.TabFocus:
                QWidget.setTabOrder(last, widget)
                last = widget

    def _step(self, by: int) -> None:
        cards = self._seen()
        here = next((n for n, card in enumerate(cards) if card is self.sender()), 0)
        if 0 <= here + by < len(cards):
            self._focus(cards[here + by])

    def enter(self) -> None:
        """To the first card; to the list itself while it is empty."""
        cards = self._seen()
        if cards:
            self._focus(cards[0])
        else:
            self.setFocus()

    def _focus(self, card: Card) -> None:
        card.setFocus(Qt.FocusReason.TabFocusReason)
        self.ensureWidgetVisible(card, 0, theme.px(8))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """From the list itself, down goes to the first card and up to the last."""
        cards = self._seen()
        if cards and event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._focus(cards[0])
        elif cards and event.key() == Qt.Key.Key_Up:
            self._focus(cards[-1])
        else:
            super().keyPressEvent(event)
