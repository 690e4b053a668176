"""The fuzz in small, in every run: each reader is given inputs made for it, by chance with fixed seeds."""

from __future__ import annotations

import random
import tempfile
from pathlib import Path

import pytest

from tests.fuzz import targets
from tests.fuzz.mutate import mutated
from tests.fuzz.seeds import SEEDS, seeds
from tests.fuzz.shares import SHARES, shares

MANY = {"pdf": 4, "doc": 4, "mht": 6, "page": 12, "rtf": 12, "text": 12, "clipboard": 10}
USUAL = 40


def test_every_reader_is_a_target_with_its_share() -> None:
    assert set(targets.TARGETS) == set(SEEDS) == set(SHARES)
    assert sum(many for *_, many in shares(100_000, list(SHARES))) >= 100_000


@pytest.mark.parametrize("target", targets.TARGETS)
def test_whatever_it_is_given_it_answers(target: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    targets.watch()
    chance = random.Random(f"short {target}")
    started = seeds(target)
    for data in started[:3]:
        targets.call(target, data)
    for _ in range(MANY.get(target, USUAL)):
        targets.call(target, mutated(chance.choice(started), chance, started))


@pytest.mark.parametrize(
    "what", ["open(place, 'w')", "os.remove(place)", "__import__('socket').create_connection(('127.0.0.1', 1))"]
)
def test_what_no_reading_may_do_is_seen(what: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "in").mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "in"))
    place = tmp_path / "out"
    place.write_text("x")

    def harm(data: bytes) -> None:
        try:
            eval(what, {"place": place, "os": __import__("os"), "open": open})
        except OSError:
            raise targets.FileProblem("nobody listens") from None

    monkeypatch.setitem(targets.TARGETS, "text", harm)  # type: ignore[arg-type]
    targets.watch()
    with pytest.raises(targets.Forbidden):
        targets.call("text", b"")
