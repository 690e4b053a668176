"""The fuzz in small, in every run: each reader is given inputs made for it, by chance with fixed seeds."""

from __future__ import annotations

import io
import random
import sys
import tempfile
from pathlib import Path

import pikepdf
import pytest

from tests.fuzz import targets
from tests.fuzz.mutate import LARGEST, mutated
from tests.fuzz.seeds import SEEDS, seeds
from tests.fuzz.shares import SHARES, Tally, shares

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


@pytest.mark.skipif(sys.platform != "linux", reason="the fuzz runs on Linux")
def test_the_memory_of_one_input_is_its_own_and_not_that_of_those_before() -> None:
    from tests.fuzz.cost import costing

    kept = bytearray(200 << 20)
    assert costing(lambda: bytearray(300 << 20)).megabytes >= 290  # given back at its end
    assert costing(lambda: None).megabytes < 50
    assert len(kept) == 200 << 20


@pytest.mark.skipif(sys.platform != "linux", reason="the fuzz runs on Linux")
def test_what_takes_too_much_alone_is_tried_at_the_programs_own_door(tmp_path: Path) -> None:
    from tests.fuzz.cost import verdict

    whole = seeds("pdf")[0]
    (tmp_path / "plain").write_bytes(whole)
    (tmp_path / "bomb").write_bytes(unpacking_much(whole))
    assert verdict("pdf", tmp_path / "plain") == ("", False)
    why, stopped = verdict("pdf", tmp_path / "bomb")
    assert "MB" in why and stopped


def unpacking_much(data: bytes) -> bytes:
    """The same with a page that draws nothing, at great length: PDFium keeps all of it."""
    with pikepdf.open(io.BytesIO(data)) as document:
        document.pages[0].contents_add(pikepdf.Stream(document, b" " * 300_000_000))
        made = io.BytesIO()
        document.save(made)
        return made.getvalue()


def test_tallies_add_up() -> None:
    one, two = Tally(10, 1, 0, 2.0, 0.5, 100, 1), Tally(5, 0, 2, 1.0, 1.5, 40, 2)
    assert one + two == Tally(15, 1, 2, 3.0, 1.5, 100, 3)


@pytest.mark.skipif(sys.platform != "linux", reason="the fuzz runs on Linux")
@pytest.mark.parametrize("data", [b"x" * 390_000, b"<p>" + b"x" * 390_000 + b"</p>" * 9, b'{"a": "' + b"x" * 390_000])
def test_making_an_input_takes_no_room_that_would_be_laid_to_it(data: bytes) -> None:
    from tests.fuzz.cost import costing

    chance = random.Random(1)
    for _ in range(60):
        made: list[bytes] = []
        cost = costing(lambda made=made: made.append(mutated(data, chance, [data])))
        assert cost.megabytes < 100 and len(made[0]) <= LARGEST
