"""What must be asked, once for each kind: the same words for the same reason are one question about several requests."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from app.ledger.classify import Answer, Ask, answer_key

Key = tuple[str, str, tuple[str, ...], tuple[str, ...], str]


@dataclass(frozen=True)
class Question:
    """`asks`: the requests it is about, all with the same words, reason and choices. `key` is the same from reading to reading."""

    key: Key
    asks: tuple[Ask, ...]

    @property
    def first(self) -> Ask:
        return self.asks[0]

    @property
    def can_be_placed(self) -> bool:
        """Whether naming row and column answers it: a request whose day of receipt nobody knows must be mended in the ledger."""
        return self.first.begins is not None

    def answered(self, answer: Answer) -> dict[str, Answer]:
        """This answer for each of its requests."""
        return {answer_key(ask): answer for ask in self.asks}

    def answer_in(self, answers: Mapping[str, Answer]) -> Answer | None:
        return answers.get(answer_key(self.first))


def questions(asks: Iterable[Ask], apart: Collection[Key] = ()) -> list[Question]:
    """The questions in the order of the ledger. `apart`: kinds that the clerk wants to be asked request by request."""
    grouped: dict[Key, list[Ask]] = {}
    for ask in asks:
        key = (ask.request.words, ask.why, ask.rows, ask.columns, "")
        if key in apart:
            key = (*key[:4], ask.request.id)
        grouped.setdefault(key, []).append(ask)
    return [Question(key, tuple(each)) for key, each in grouped.items()]
