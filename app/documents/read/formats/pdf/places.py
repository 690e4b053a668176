"""What stands where on a page, found again by what it may touch: a page of many characters is not compared each with each."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Generic, TypeVar

from app.documents.read.formats.pdf.objects import Box, TooFull

_BUCKET = 20.0  # points
_WIDE = 64  # buckets: what takes more is compared with all, for a letter of a kilometre would take millions
_MOST_WIDE = 500
_MOST_IN_ONE = 2_000

Thing = TypeVar("Thing")


class Places(Generic[Thing]):
    """Things by the boxes they stand in; TooFull when that many stand in one place."""

    def __init__(self, things: Iterable[tuple[Box, Thing]] = ()) -> None:
        self._buckets: dict[tuple[int, int], list[Thing]] = defaultdict(list)
        self._wide: list[Thing] = []
        self._all: list[Thing] = []
        for box, thing in things:
            self.put(box, thing)

    def put(self, box: Box, thing: Thing) -> None:
        self._all.append(thing)
        keys = _keys(box)
        if keys is None:
            self._wide.append(thing)
            if len(self._wide) > _MOST_WIDE:
                raise TooFull
            return
        for key in keys:
            bucket = self._buckets[key]
            bucket.append(thing)
            if len(bucket) > _MOST_IN_ONE:
                raise TooFull

    def near(self, box: Box) -> Iterator[Thing]:
        """Those that may touch a box; one that stands in two buckets may come twice."""
        keys = _keys(box)
        if keys is None:
            yield from self._all
            return
        yield from self._wide
        for key in keys:
            yield from self._buckets.get(key, ())


def _keys(box: Box) -> list[tuple[int, int]] | None:
    """The buckets of a box; None of a wide one."""
    left, low, right, high = (int(value // _BUCKET) for value in box)
    if (right - left + 1) * (high - low + 1) > _WIDE:
        return None
    return [(x, y) for x in range(left, right + 1) for y in range(low, high + 1)]
