"""A ledger of somebody's own keeping read in a child process: only its requests come back, nothing personal."""

from __future__ import annotations

import hashlib
import logging
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import NamedTuple

from app.documents.read.pool import Broke, Died, Pool, TookTooLong, shared
from app.ledger.reading.requests import Ledger, read_ledger
from app.model.files import FileProblem, read_bytes

log = logging.getLogger(__name__)

SECONDS = 90.0  # 100,000 lines take 12 on a slow machine; whoever waits can cancel
MEGABYTES = 900
LARGEST = 80 * 1024 * 1024
READABLE = (".xlsx", ".xls", ".et", ".csv", ".txt")
"""Endings that a file dialog offers; what a file really is decides its content."""


class ReadLedger(NamedTuple):
    """`digest`: of the file's bytes."""

    ledger: Ledger
    digest: str


def read_ledger_file(
    path: Path,
    year: int,
    known: Mapping[str, str] | None = None,
    cancelled: Callable[[], bool] = bool,
    pool: Pool = shared,
) -> ReadLedger:
    """The requests in a file; FileProblem with one sentence when it is no ledger. `year`, `known`: see `read_ledger`.

    `cancelled` is asked about ten times a second; when it says yes, Cancelled is raised.
    """
    data = read_bytes(path, LARGEST)
    try:
        ledger = pool.run(
            _read, data, path.name, year, dict(known or {}), seconds=SECONDS, megabytes=MEGABYTES, cancelled=cancelled
        )
    except TookTooLong as error:
        raise FileProblem(
            f"“{path.name}”读了很久还没有读完，没有读。请删去用不到的工作表和空行，另存后再试。"
        ) from error
    except Died as error:
        raise FileProblem(f"“{path.name}”太大或内容已损坏，没有读。请用 Excel、WPS 打开后另存一份，再试。") from error
    except Broke as error:
        # only what kind of fault it was and where in our code: a trace may hold words of the ledger
        log.error("reading a ledger failed: %s", str(error).strip().splitlines()[-1].split(":")[0])
        raise FileProblem(f"“{path.name}”读不出来，没有读。请用 Excel、WPS 打开后另存一份，再试。") from error
    return ReadLedger(ledger, hashlib.sha256(data).hexdigest())


def _read(data: bytes, name: str, year: int, known: Mapping[str, str]) -> Ledger:
    from app.documents.read.lines.book import sheets_of

    return read_ledger(sheets_of(data, name), name, year, known)
