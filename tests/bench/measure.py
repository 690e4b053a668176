"""How the benches measure and what they print: the fastest of a few rounds, beside something one can judge it by."""

from __future__ import annotations

import time
from collections.abc import Callable


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


def _ms(seconds: float) -> str:
    return f"{seconds * 1000:.{0 if seconds >= 0.1 else 1 if seconds >= 0.01 else 2}f} ms"
