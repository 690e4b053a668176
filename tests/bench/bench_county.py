"""A county's folder: collected, added up and opened again; the cost of a unit, and the memory, at each size.

COUNTY_UNITS (default "300 3000"; "300 3000 30000" takes about half an hour the first time) says the sizes.
"""

from __future__ import annotations

import gc
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from app.county.acts import collect, seen, summed
from app.county.collection import open_collection
from app.county.rules import check_county
from app.county.summing import shares_of, sum_of
from app.form.schema import Cell
from app.model.draft import draft_bytes
from tests.bench.measure import told
from tests.county.offices import COUNTY, YEAR, build, report_of

_RECEIVED = Cell.parse("applications/received/total")


def main() -> None:
    sizes = [int(size) for size in os.environ.get("COUNTY_UNITS", "300 3000").split()]
    base = 0.0
    for size in sizes:
        seconds = _one(size, base)
        base = base or seconds / size
    _papers()


def _one(size: int, base: float) -> float:
    """Seconds of collecting `size` units that nobody has read yet; each size in a process of its own, for its memory."""
    with tempfile.TemporaryDirectory() as folder:
        _drafts(Path(folder), size)
        command = [sys.executable, "-m", "tests.bench.bench_county", folder]
        done = subprocess.run(command, check=True, capture_output=True, text=True).stdout.split()
    first, again, added, checked, share, memory = map(float, done)
    told(f"{size} units collected the first time, each", first / size, "one of the fewest", base or first / size)
    told(f"{size} units opened again", again, "collected the first time", first)
    told(f"{size} units added up", added)
    told(f"{size} units: the rules of the collection", checked)
    told(f"{size} units: a cell chosen, its shares", share)
    print(f"  {size} units: memory {memory:.0f} MB", flush=True)
    return first


def _drafts(folder: Path, size: int) -> None:
    """The same few hundred reports under other names: making thousands of different ones would take longer than reading."""
    made = [report_of(number, f"单位{number}") for number in range(min(size, 300))]
    for number in range(size):
        report = made[number % len(made)]
        name = f"青禾县第{number}单位"
        texts = {key: f"{text}{number}" for key, text in report.texts.items()}
        report = replace(report, organ=replace(report.organ, name=name), texts=texts)
        (folder / f"{number:06}.gknb").write_bytes(draft_bytes(report))


def _measured(folder: Path) -> None:
    first = _cpu(lambda: collect(folder, year=YEAR, organ=COUNTY), rounds=1)
    collection = open_collection(folder)
    assert collection
    gc.collect()
    again = _cpu(lambda: seen(folder, collection), rounds=2)
    found = seen(folder, collection)
    made = summed(folder, found)
    added = _cpu(lambda: sum_of(found), rounds=2)
    checked = _cpu(lambda: check_county(made.county), rounds=1)
    share = _cpu(lambda: shares_of(found, _RECEIVED), rounds=5)
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(first, again, added, checked, share, memory)


def _cpu(act: Callable[[], object], rounds: int) -> float:
    """Seconds of the processor, of the fastest round: what else runs on the machine does not count."""
    taken = []
    for _ in range(rounds):
        begin = time.process_time()
        act()
        taken.append(time.process_time() - begin)
    return min(taken)


def _papers() -> None:
    with tempfile.TemporaryDirectory() as folder:
        made = build(Path(folder), 300)
        begin = time.perf_counter()
        found = collect(made.path, units=made.units, year=YEAR, organ=COUNTY)
        seconds = time.perf_counter() - begin
        files = len(list(made.path.iterdir()))
        told(f"{files} files of every shape read, each", seconds / files)
        assert found.reported


if __name__ == "__main__":
    _measured(Path(sys.argv[1]))
