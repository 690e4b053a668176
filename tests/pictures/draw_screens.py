"""Draws the main states of the window for test_screens.py: build/pictures.py on the 20th of January 2026; DIR as its argument."""

from __future__ import annotations

import datetime
import runpy
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
_Date = datetime.date


class _Dates(type):
    def __instancecheck__(cls, thing: object) -> bool:
        return isinstance(thing, _Date)


class _Today(_Date, metaclass=_Dates):
    """A date whose today is always the same."""

    @classmethod
    def today(cls) -> datetime.date:
        return _Date(2026, 1, 20)


datetime.date = _Today
sys.argv = [str(ROOT / "build" / "pictures.py"), *sys.argv[1:]]
runpy.run_path(sys.argv[0], run_name="__main__")
