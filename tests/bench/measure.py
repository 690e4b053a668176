"""How the benches measure and what they print: the fastest of a few rounds, beside something one can judge it by."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from statistics import median
from typing import NamedTuple


def fastest(act: Callable[[], object], rounds: int = 5, before: Callable[[], object] = lambda: None) -> float:
    """Seconds of the fastest round; `before` is called before each and not counted."""
    taken = []
    for _ in range(rounds):
        before()
        begin = time.perf_counter()
        act()
        taken.append(time.perf_counter() - begin)
    return min(taken)


def told(what: str, seconds: float, beside: str = "", others: float = 0) -> None:
    """A line: what took how long, how many times as long as what it stands beside."""
    ratio = f"  {seconds / others:7.2f} × {beside} ({_ms(others)})" if beside else ""
    print(f"  {what:<58}{_ms(seconds):>10}{ratio}", flush=True)


class Taken(NamedTuple):
    """Seconds by the clock, and of the processor, which a busy machine does not spoil."""

    clock: float
    processor: float


def now() -> Taken:
    return Taken(time.perf_counter(), time.thread_time())


def middle(taken: Sequence[Taken]) -> Taken:
    return Taken(*(median(each) for each in zip(*taken, strict=True)))


def told_of_many(what: str, taken: Sequence[Taken], beside: str, others: Taken) -> None:
    """What happens at every key: the median, what one in a hundred is slower than, the slowest."""
    for name, seconds, other in zip(("", " (processor alone)"), zip(*taken, strict=True), others, strict=True):
        ordered = sorted(seconds)
        told(what + name, median(ordered), beside, other)
        slow = _ms(ordered[len(ordered) * 99 // 100])
        print(
            f"    one in a hundred is slower than {slow}, the slowest of {len(ordered)}: {_ms(ordered[-1])}", flush=True
        )


def _ms(seconds: float) -> str:
    return f"{seconds * 1000:.{0 if seconds >= 0.1 else 1 if seconds >= 0.01 else 2}f} ms"
