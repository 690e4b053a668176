"""The program killed in the midst of its work: a short run of what `build/test --torture` does for long."""

from __future__ import annotations

import sys
import time
from pathlib import Path

import pytest

from tests.torture.killer import Torture

KILLS = 12


@pytest.mark.skipif(sys.platform != "linux", reason="lives begin as forks and are looked at in /proc")
def test_killed_at_any_moment_nothing_is_lost_and_nothing_left_behind(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Another seed each time; a failure names it: `build/test --torture 12 SEED` does the same again."""
    monkeypatch.setenv("NIANBAO_HOME", str(tmp_path.resolve() / "home"))
    torture = Torture(tmp_path, seed=time.time_ns() % 1_000_000)
    try:
        figures = torture.run(KILLS)
    finally:
        torture.close()
    assert figures.kills == KILLS and figures.edits > 0
