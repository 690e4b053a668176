"""Steps from each older draft format to the next: pure dict -> dict, each with its reason and a frozen sample in tests/data/drafts."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

Step = Callable[[dict[str, Any]], dict[str, Any]]

STEPS: dict[int, Step] = {}
"""format number -> the step that makes the next format of it. Format 1 is the first; there is no step yet."""


def migrate(data: dict[str, Any], to: int) -> dict[str, Any]:
    """The draft in format `to`, one step at a time."""
    while data["format"] < to:
        data = {**STEPS[data["format"]](data), "format": data["format"] + 1}
    return data
