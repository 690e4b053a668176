"""Kills the program in the midst of everything, again and again, and looks at what is left."""

from __future__ import annotations

import contextlib
import json
import os
import random
import select
import shutil
import signal
import subprocess
import sys
import time
import zipfile
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

from app.acts import render
from app.keeping.journal import abandoned
from app.model.draft import open_draft, save_draft
from app.paths import examples
from tests.reports import balanced
from tests.torture.typist import ACTS, Life, digest
from tests.where import ROOT

KINDS = (*ACTS, "new")
PATIENCE = 60  # seconds without a word
FORBIDDEN = ("程序出了点差错", "写不进磁盘", "读不出来", "已损坏", "正由", "在别处又被改过", "没有写入", "设置文件")
NOTHING = ""  # the digest of no report at all


@dataclass
class Figures:
    """What a run of kills came to."""

    kills: int = 0
    closes: int = 0
    edits: int = 0  # acknowledged
    recovered: int = 0  # lives that began with what the one before left
    moments: Counter[str] = field(default_factory=Counter)

    def __str__(self) -> str:
        said = "、".join(f"{kind} {number}" for kind, number in sorted(self.moments.items()))
        return (
            f"{self.kills} kills ({said}), {self.edits} acknowledged edits, {self.recovered} recoveries, "
            f"{self.closes} normal closes: nothing lost, nothing left behind"
        )


class Torture:
    """One user's folder and her drafts through many lives. AssertionError when something is lost or left behind.

    NIANBAO_HOME must be `home` while it runs: what a kill left is looked at from here.
    """

    def __init__(self, folder: Path, seed: int) -> None:
        self.folder, self.seed = folder.resolve(), seed
        self.home, self._temporary = self.folder / "home", self.folder / "tmp"
        self.figures = Figures()
        self._temporary.mkdir(parents=True)
        self._life = self._pid = 0
        self._begin_anew("figures")
        page = replace(open_draft(examples() / "示例县自然资源局2025.gknb"), year=2024)
        title = f"<h1>{page.organ.name}2024年政府信息公开工作年度报告</h1>"
        (self.folder / "去年.html").write_text(title + render(page, ("html",), None)["html"].decode(), "utf-8")
        self._server = subprocess.Popen(
            [sys.executable, "-m", "tests.torture.typist"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=(self.folder / "stderr.txt").open("wb"),
            cwd=ROOT,
            env={**os.environ, "NIANBAO_HOME": str(self.home), "TMPDIR": str(self._temporary)},
        )

    def close(self) -> None:
        if self._pid:
            with contextlib.suppress(ProcessLookupError):
                os.kill(self._pid, signal.SIGKILL)
        assert self._server.stdin
        self._server.stdin.close()
        self._server.wait()

    def run(self, kills: int, told: Callable[[str], object] | None = None) -> Figures:
        while self.figures.kills < kills:
            self._life += 1
            chance = random.Random(f"{self.seed}/{self._life}")
            kind = self._next_kind(chance)
            try:
                self._live(kind, chance)
            except AssertionError as error:
                raise AssertionError(f"seed {self.seed}, life {self._life} ({kind}): {error}") from error
            if told and self._life % 100 == 0:
                told(f"{self._life} lives, {self.figures.kills} kills")
        return self.figures

    # one life

    def _next_kind(self, chance: random.Random) -> str:
        """A draft lives as long as luck has it; then another begins, saved once or never."""
        kind = chance.choices(KINDS, (6, 4, 4, 2, 2, 3))[0]
        if self._life > 1 and chance.random() < 0.85:
            return self.kind if self.kind == "new" else kind if kind != "new" else "figures"
        self._begin_anew(kind)
        return kind

    def _begin_anew(self, kind: str) -> None:
        self.kind = kind
        shutil.rmtree(self.home / "recovery", ignore_errors=True)  # of the draft before
        self.place = self.folder / f"底稿{self._life}"
        self.place.mkdir()
        self.draft = self.place / "年报.gknb"
        self._saved = self._possible = {NOTHING}
        if kind != "new":
            report = balanced(self._life).with_text("problems", "问" * 3000 if kind == "texts" else "一是不全。")
            save_draft(report, self.draft)
            self._saved = self._possible = {digest(report)}

    def _live(self, kind: str, chance: random.Random) -> None:
        closes = chance.random() < 0.15
        how = chance.choices(("line", "write", "start"), (4, 5, 2))[0] if not closes else ""
        doom = chance.randint(1, 70) if how == "write" else 0
        life = Life(f"{self.seed}/{self._life}", str(self.folder), str(self.draft), kind, doom, closes)
        self._put_off = False
        shutil.rmtree(self._temporary)  # of one killed before its reader could
        self._temporary.mkdir()
        after = {"line": chance.randint(1, 60), "start": 1}.get(how, 0)
        pause = chance.random() * {"line": 0.03, "start": 1.2}.get(how, 0)
        status = self._watch(life, after, pause)
        self._wait_for_children()
        if status == -signal.SIGKILL:
            self.figures.kills += 1
            self.figures.moments[how or "write"] += 1
            self._look_after_kill()
            return
        assert status == 0, f"it ended with {status}: {self._last}"
        if self._put_off:  # 以后再说, to all that was offered
            return self._look_after_kill()
        self.figures.closes += 1
        self._look_after_close()

    def _watch(self, life: Life, after: int, pause: float) -> int:
        """Order a life and hear what it says; kill it `pause` seconds after this many lines. Its exit code."""
        assert self._server.stdin
        self._server.stdin.write(json.dumps(life).encode() + b"\n")
        self._server.stdin.flush()
        self._last: list[str] = []
        for number, line in enumerate(self._lines()):
            verb, _, rest = line.partition(" ")
            self._last = [*self._last[-30:], line]
            if verb == "end":
                self._pid = 0
                return int(rest)
            self._hear(verb, rest)
            if after and number == after:
                self._kill_after(pause)
        raise AssertionError("the server of lives has gone")

    def _kill_after(self, pause: float) -> None:
        assert self._server.stdout
        end = time.monotonic() + pause
        while (left := end - time.monotonic()) > 0:
            if not select.select([], [], [], left)[0]:
                break
        with contextlib.suppress(ProcessLookupError):  # it has ended by itself: how, is the next that we hear
            os.kill(self._pid, signal.SIGKILL)

    def _lines(self) -> Iterator[str]:
        assert self._server.stdout
        waiting = b""
        while True:
            ready, _, _ = select.select([self._server.stdout], [], [], PATIENCE)
            assert ready, f"no word for {PATIENCE} seconds: {self._last}"
            read = os.read(self._server.stdout.fileno(), 65536)
            if not read:
                return
            *lines, waiting = (waiting + read).split(b"\n")
            yield from (line.decode() for line in lines)

    def _hear(self, verb: str, rest: str) -> None:
        if verb == "begun":
            self._pid = int(rest)
        elif verb == "now":
            self._possible = self._possible | {rest}
        elif verb == "ack":
            self._possible = {rest}
            self.figures.edits += 1
        elif verb == "open":
            assert rest in self._possible or NOTHING in self._possible, f"another report was opened: {self._last}"
            self.figures.recovered += self._possible != self._saved
            self._possible, self._put_off = {rest}, False
        elif verb == "saving":
            self._saved = self._saved | {rest}
        elif verb == "saved":
            self._saved = {rest}
        elif verb == "chose" and rest == "LATER":
            self._put_off = True
        elif verb == "chose" and rest in ("OPEN_SAVED", "DISCARD"):
            self._possible = self._possible | self._saved
        elif verb == "closed":
            self._possible = self._possible & self._saved or self._possible
        else:
            assert verb in ("asked", "chose", "act"), f"{verb} {rest}: {self._last}"
            assert not any(words in rest for words in FORBIDDEN), f"she was told: {rest}"

    # what is left

    def _look_after_kill(self) -> None:
        on_disk = digest(open_draft(self.draft)) if self.draft.exists() else NOTHING
        assert on_disk in self._saved, f"the draft is none that was saved: {self._last}"
        self._saved = {on_disk}
        found = abandoned_now()
        assert len(found) < 2, f"{len(found)} recoveries of one draft"
        state = found[0] if found else on_disk
        assert state in self._possible, f"the last state is lost: {self._last}"
        self._possible = {state}
        self._look_at_copies()
        settings = self.home / "settings.json"
        if settings.exists():
            json.loads(settings.read_text("utf-8"))

    def _look_at_copies(self) -> None:
        """What was exported is whole, or not there."""
        for copy in self.place.iterdir():
            data = copy.read_bytes()
            if copy.suffix in (".docx", ".xlsx"):
                assert zipfile.ZipFile(copy).testzip() is None
            elif copy.suffix == ".pdf":
                assert data.startswith(b"%PDF") and data.rstrip().endswith(b"%%EOF"), copy
            elif copy.suffix == ".html":
                assert data.rstrip().endswith(b">"), copy

    def _look_after_close(self) -> None:
        on_disk = digest(open_draft(self.draft)) if self.draft.exists() else NOTHING
        assert on_disk in self._saved and self._saved == {on_disk}, f"not what was saved: {self._last}"
        self._possible = {on_disk}
        assert not abandoned_now()
        allowed = {".gknb", ".docx", ".pdf", ".html", ".xlsx"}
        left = [each.name for each in self.place.iterdir() if each.suffix not in allowed or each.name[0] == "."]
        left += [str(each) for each in self.home.rglob("*") if each.suffix in (".tmp", ".lock") or each.name == "lock"]
        left += [str(each) for each in (self.home / "recovery" / "open").glob("*")]
        left += [str(each) for each in (self.home / "recovery" / "snapshots").glob("*") if on_disk == NOTHING]
        left += [str(each) for each in self._temporary.iterdir()]
        assert not left, f"left behind after a normal close: {left}"

    def _wait_for_children(self) -> None:
        """A reader ends with its window, however that ended."""
        for pid in _children_of(self.home, {self._server.pid}):
            try:
                handle = os.pidfd_open(pid)
            except ProcessLookupError:
                continue
            ended, _, _ = select.select([handle], [], [], PATIENCE)
            os.close(handle)
            assert ended, f"process {pid} outlived its window"


def abandoned_now() -> list[str]:
    """What the next start will offer, left as it is."""
    found = abandoned()
    for each in found:
        each.journal.leave()
    return [digest(each.report) for each in found]


def _children_of(home: Path, but: set[int]) -> list[int]:
    """The processes that were started with this home."""
    mark, found = f"NIANBAO_HOME={home}".encode(), []
    for entry in Path("/proc").iterdir():
        if entry.name.isdecimal() and int(entry.name) not in but:
            try:
                if mark in (entry / "environ").read_bytes().split(b"\0"):
                    found.append(int(entry.name))
            except OSError:
                continue
    return found
