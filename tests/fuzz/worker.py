"""One process of the fuzz: `python -m tests.fuzz.worker TARGET SEED HOW_MANY FOLDER`; see __main__.

`FOLDER/now` is the input that is being read, `FOLDER/count` the Tally so far. Ends early when it has grown old: when what is free
again lies scattered among what is not, so that it would be taken for the next input's.
"""

from __future__ import annotations

import contextlib
import faulthandler
import importlib
import logging
import os
import signal
import sys
import tempfile
import time
import traceback
from collections.abc import Sequence
from pathlib import Path
from random import Random
from typing import Any

OLD = 150  # megabytes that a process may keep of what it has read

try:
    atheris = importlib.import_module("atheris")
except ImportError:
    atheris = None  # by chance then
_LED = ["app.documents.read", "app.documents.pasted", "app.model", "app.keeping", "app.ledger", "app.county"]
with atheris.instrument_imports(include=_LED) if atheris else contextlib.nullcontext():
    from tests.fuzz import seeds, targets
    from tests.fuzz.cost import SECONDS, SUSPECT, Cost, costing, held, verdict
    from tests.fuzz.mutate import LARGEST, mutated
    from tests.fuzz.shares import Tally, keep

target, seed, many, folder = sys.argv[1], int(sys.argv[2]), int(sys.argv[3]), Path(sys.argv[4])


class TooLong(Exception):
    """An input took more than SECONDS."""


class Run:
    """Reads inputs and counts them."""

    def __init__(self) -> None:
        self.tally = Tally()
        self.known: set[str] = set()
        self.now = (folder / "now").open("wb")
        self.begin = time.process_time()
        self.young = 0  # megabytes, once the readers are loaded
        self.again = 0  # how many of the next inputs were read by this or an earlier process of the share

    def read(self, data: bytes) -> None:
        self.now.seek(0)
        self.now.write(data)
        self.now.truncate()
        self.now.flush()
        cost = costing(lambda: self.call(data))
        self.tally.inputs += not self.again
        self.again = max(0, self.again - 1)
        self.tally.slowest = max(self.tally.slowest, cost.seconds)
        self.tally.largest = max(self.tally.largest, cost.megabytes)
        self.judge(cost)
        self.count()
        if self.young and held() > self.young + OLD:
            os._exit(0)  # atheris has no other end

    def call(self, data: bytes) -> None:
        signal.setitimer(signal.ITIMER_PROF, SECONDS)
        try:
            targets.call(target, data)
        except TooLong:
            pass  # judged by what it took
        except BaseException as error:  # whatever it is, it is what is looked for
            if isinstance(error, KeyboardInterrupt):
                raise
            why = traceback.format_exc()
            self.found("".join(why.splitlines()[-3:]), why)
        finally:
            signal.setitimer(signal.ITIMER_PROF, 0)
            signal.signal(signal.SIGPROF, late)

    def judge(self, cost: Cost) -> None:
        """Whether it took too much: a suspicion, for this process is led and has read others before; alone it is sure."""
        for kind, suspected in (
            ("time", cost.seconds > SUSPECT.seconds),
            ("memory", cost.megabytes > SUSPECT.megabytes),
        ):
            if not suspected or kind in self.known:
                continue
            why, stopped = verdict(target, folder / "now")
            if why:
                self.found(kind, f"here: {cost.seconds:.2f} s, {cost.megabytes} MB more\n{why}", stopped)

    def found(self, place: str, why: str, stopped: bool = False) -> None:
        if place not in self.known:  # of one fault one input
            self.known.add(place)
            self.tally.stopped += stopped
            self.tally.wrong += not stopped
            keep(target, folder / "now", why)

    def count(self) -> None:
        self.tally.seconds = time.process_time() - self.begin
        self.tally.write(folder / "count")


def late(*_: Any) -> None:
    signal.setitimer(
        signal.ITIMER_PROF, SECONDS
    )  # where a library does not let it through, the next one ends the process
    signal.signal(signal.SIGPROF, signal.SIG_DFL)
    raise TooLong


def main() -> None:
    tempfile.tempdir = tempfile.mkdtemp(dir=folder)
    faulthandler.enable()
    logging.disable()
    (folder / "count").unlink(missing_ok=True)
    run, started = Run(), seeds.seeds(target)
    run.count()
    signal.signal(signal.SIGPROF, late)
    targets.watch()
    corpus = folder / "corpus"
    run.again = len(started) if corpus.exists() else 0
    for data in started:
        run.read(data)
    run.young = held()
    if atheris is not None:
        led(atheris, run, started, corpus)
    while run.tally.inputs < many:
        chance = Random(f"{target} {seed} {run.tally.inputs}")
        run.read(mutated(chance.choice(started), chance, started))


def led(atheris: Any, run: Run, started: Sequence[bytes], corpus: Path) -> None:
    """Inputs that reach new code are kept and changed further; ends the process."""
    corpus.mkdir(exist_ok=True)
    for number, data in enumerate(started):
        (corpus / f"seed-{number}").write_bytes(data)
    run.again = len(list(corpus.iterdir()))

    def mutate(data: bytes, most: int, number: int) -> bytes:
        chance = Random(number)
        if chance.random() < 0.1:
            return atheris.Mutate(data, most)
        return mutated(data or chance.choice(started), chance, started)[:most]

    left = max(1, many - run.tally.inputs) + run.again
    options = [
        f"-runs={left}",
        f"-seed={seed}",
        f"-max_len={LARGEST}",
        "-timeout=3600",  # of the clock; ours is of the processor
        "-rss_limit_mb=4000",
        "-len_control=0",
        "-verbosity=0",
        f"-artifact_prefix={folder}/",
    ]
    atheris.Setup([sys.argv[0], *options, str(corpus)], run.read, custom_mutator=mutate)
    atheris.Fuzz()


if __name__ == "__main__":
    main()
