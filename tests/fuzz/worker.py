"""One process of the fuzz: `python -m tests.fuzz.worker TARGET SEED HOW_MANY FOLDER`; see __main__.

`FOLDER/now` is the input that is being read, `FOLDER/count` how many were read and found wrong, and the seconds spent.
"""

from __future__ import annotations

import contextlib
import faulthandler
import importlib
import logging
import resource
import signal
import sys
import tempfile
import time
import traceback
from collections.abc import Sequence
from pathlib import Path
from random import Random
from typing import Any

SECONDS = 10  # of the processor, for one input
MEGABYTES = 500  # that inputs may add to what the readers take by themselves

try:
    atheris = importlib.import_module("atheris")
except ImportError:
    atheris = None  # by chance then
_LED = ["app.documents.read", "app.documents.pasted", "app.model", "app.keeping", "app.ledger", "app.county"]
with atheris.instrument_imports(include=_LED) if atheris else contextlib.nullcontext():
    from tests.fuzz import seeds, targets
    from tests.fuzz.mutate import LARGEST, mutated
    from tests.fuzz.shares import keep

target, seed, many, folder = sys.argv[1], int(sys.argv[2]), int(sys.argv[3]), Path(sys.argv[4])


class TooLong(Exception):
    """An input took more than SECONDS."""


class Run:
    """Reads inputs and counts them."""

    def __init__(self) -> None:
        self.done = self.wrong = 0
        self.known: set[str] = set()
        self.now = (folder / "now").open("wb")
        self.begin = time.process_time()
        self.memory = 0

    def read(self, data: bytes) -> None:
        self.now.seek(0)
        self.now.write(data)
        self.now.truncate()
        self.now.flush()
        signal.setitimer(signal.ITIMER_PROF, SECONDS)
        try:
            targets.call(target, data)
        except BaseException as error:  # whatever it is, it is what is looked for
            if isinstance(error, KeyboardInterrupt):
                raise
            self.found(traceback.format_exc())
        finally:
            signal.setitimer(signal.ITIMER_PROF, 0)
        self.done += 1
        if self.done == 50:  # the readers are loaded
            self.memory = peak()
        if self.memory and peak() > self.memory + MEGABYTES:
            self.found(f"the process grew to {peak()} MB")
            self.memory = peak()
        if self.done % 50 == 0 or self.done >= many:
            self.count()

    def found(self, why: str) -> None:
        place = "".join(why.splitlines()[-3:])  # of one fault one input
        if place not in self.known:
            self.known.add(place)
            self.wrong += 1
            keep(target, folder / "now", why)

    def count(self) -> None:
        (folder / "count").write_text(f"{self.done} {self.wrong} {time.process_time() - self.begin:.2f}")


def peak() -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


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
    for data in started:
        run.read(data)
    if atheris is not None:
        led(atheris, run, started)
    while run.done < many:
        chance = Random(f"{target} {seed} {run.done}")
        run.read(mutated(chance.choice(started), chance, started))


def led(atheris: Any, run: Run, started: Sequence[bytes]) -> None:
    """Inputs that reach new code are kept and changed further; ends the process."""
    corpus = folder / "corpus"
    corpus.mkdir(exist_ok=True)
    for number, data in enumerate(started):
        (corpus / f"seed-{number}").write_bytes(data)

    def mutate(data: bytes, most: int, number: int) -> bytes:
        chance = Random(number)
        if chance.random() < 0.1:
            return atheris.Mutate(data, most)
        return mutated(data or chance.choice(started), chance, started)[:most]

    left = max(1, many - run.done)
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
