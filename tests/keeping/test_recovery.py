"""Journal, lock and snapshots: what a killed program leaves, and who has a draft open."""

from __future__ import annotations

import errno
import io
import json
import os
import random
import shutil
import subprocess
import sys
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from app.form.schema import Cell
from app.keeping import journal as journal_module
from app.keeping.draft_file import DraftFile
from app.keeping.journal import Journal, abandoned
from app.keeping.lock import Lock, lock_path
from app.keeping.snapshots import PUBLIC_COPY, REVIEW_COPY, Snapshots
from app.model import files as model_files
from app.model.beside.difference import same
from app.model.draft import open_draft, save_draft
from app.model.report import Reason, Report, Source
from app.paths import recovery_folder
from tests.reports import balanced, blank, filled
from tests.where import ROOT

RECEIVED = Cell("applications", "received", "natural_person")


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("NIANBAO_HOME", str(tmp_path / "home"))
    return tmp_path / "home"


def crash(journal: Journal) -> None:
    """As if the process had died: the system gives the lock back, the files stay."""
    journal.leave()


def test_every_kind_of_edit_comes_back() -> None:
    report = balanced(1)
    journal = Journal.start(report, None, False)
    states = [report]
    for step in (
        lambda r: r.with_figures({RECEIVED: Decimal("18.870")}),
        lambda r: r.with_figures({RECEIVED: None}),
        lambda r: r.with_text("problems", "一是不及时。\n二是“不全”𬱖。"),
        lambda r: r.with_text("problems", ""),
        lambda r: r.with_organ(name="青禾县档案馆", kind=None),
        lambda r: r.with_reason("Y101:a", Reason("经核实情况属实", {"a": "3"})),
        lambda r: r.with_source("applications/granted", Source("办公室", "李", "1月5日", True)),
        lambda r: r.with_source("applications/granted", Source()),
        lambda r: replace(r, auto_totals=not r.auto_totals),
        lambda r: replace(r, previous=balanced(2)),
        lambda r: replace(r, previous=balanced(3)),
        lambda r: replace(r, previous=None),
        lambda r: replace(r, extra={"county": [1, {"x": None}]}),
    ):
        states.append(step(states[-1]))
        journal.record(states[-1])
        crash(journal)
        (found,) = abandoned()
        assert same(found.report, states[-1])
        journal = found.journal
        journal.rebase(found.report, None, True)
        journal.record(states[-1])
    journal.close()
    assert abandoned() == []


def test_a_torn_line_costs_only_itself() -> None:
    journal = Journal.start(blank(), None, False)
    one, two = (blank().with_figures({RECEIVED: Decimal(n)}) for n in (1, 2))
    journal.record(one)
    journal.record(two)
    crash(journal)
    file = journal.folder / "journal"
    file.write_bytes(file.read_bytes()[:-5])
    (found,) = abandoned()
    assert found.report.figure(RECEIVED) == 1


def test_killed_between_the_new_base_and_the_emptied_journal() -> None:
    journal = Journal.start(blank(), None, False)
    journal.record(blank().with_figures({RECEIVED: Decimal(1)}))
    old = (journal.folder / "journal").read_bytes()
    journal.record(blank().with_figures({RECEIVED: Decimal(2)}))
    journal.rebase(blank().with_figures({RECEIVED: Decimal(3)}), None, True)
    crash(journal)
    (journal.folder / "journal").write_bytes(old)
    (found,) = abandoned()
    assert found.report.figure(RECEIVED) == 3


def test_a_long_journal_becomes_a_new_base(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(journal_module, "_MOST_BYTES", 300)
    journal = Journal.start(blank(), None, False)
    for number in range(50):
        journal.record(blank().with_figures({RECEIVED: Decimal(number)}))
        assert (journal.folder / "journal").stat().st_size < 600
    crash(journal)
    (found,) = abandoned()
    assert found.report.figure(RECEIVED) == 49 and found.modified


def test_after_a_write_that_failed_the_next_edit_saves_all(monkeypatch: pytest.MonkeyPatch) -> None:
    journal = Journal.start(blank(), None, False)
    base = (journal.folder / "base.json").read_bytes()
    with monkeypatch.context() as patch:
        patch.setattr(os, "fsync", full_disk)
        journal.record(blank().with_figures({RECEIVED: Decimal(1)}))
        with pytest.raises(OSError):
            journal.force()
    assert (journal.folder / "base.json").read_bytes() == base
    journal.record(blank().with_figures({RECEIVED: Decimal(2)}))
    assert (journal.folder / "base.json").read_bytes() != base
    crash(journal)
    (found,) = abandoned()
    assert found.report.figure(RECEIVED) == 2


def test_what_was_recorded_is_forced_to_the_disk_once(monkeypatch: pytest.MonkeyPatch) -> None:
    journal = Journal.start(blank(), None, False)
    forced: list[int] = []
    monkeypatch.setattr(os, "fsync", forced.append)
    journal.force()
    assert not forced
    journal.record(blank().with_figures({RECEIVED: Decimal(1)}))
    journal.record(blank().with_figures({RECEIVED: Decimal(2)}))
    assert not forced
    journal.force()
    journal.force()
    assert len(forced) == 1
    journal.record(blank().with_figures({RECEIVED: Decimal(3)}))
    journal.leave()
    assert len(forced) == 2


def test_a_line_that_the_disk_took_half_of_hides_nothing_that_comes_after() -> None:
    """A disk that is nearly full takes what it has room for, and says how much."""
    journal = Journal.start(blank(), None, False)
    journal.record(blank().with_figures({RECEIVED: Decimal(0)}))  # is forced to the disk only after the next

    class NearlyFull(io.FileIO):
        full = True

        def write(self, line: Any) -> int:
            return super().write(bytes(line)[: len(line) // 2] if self.full else line)

    assert journal._file
    journal._file.close()
    journal._file = disk = NearlyFull(journal.folder / "journal", "ab")
    with pytest.raises(OSError):
        journal.record(blank().with_figures({RECEIVED: Decimal(1)}))
    disk.full = False
    journal.force()
    journal.record(blank().with_figures({RECEIVED: Decimal(2)}))
    crash(journal)
    (found,) = abandoned()
    assert found.report.figure(RECEIVED) == 2


def full_disk(*_given: object) -> None:
    raise OSError(28, "No space left on device")


def in_use(*_given: object, **_how: object) -> None:
    raise PermissionError(13, "in use")


def test_a_new_base_that_failed_leaves_no_hole(monkeypatch: pytest.MonkeyPatch) -> None:
    journal = Journal.start(blank(), None, False)
    monkeypatch.setattr(journal_module, "_MOST_BYTES", 100)
    one = blank().with_text("problems", "第一段" * 30)
    two = one.with_text("other_matters", "磁盘满的时候写的")
    three = two.with_text("signature", "后来写的")
    journal.record(one)
    with monkeypatch.context() as patch:
        patch.setattr(journal_module, "write_atomic", full_disk)
        with pytest.raises(OSError):
            journal.record(two)
    monkeypatch.setattr(journal_module, "_MOST_BYTES", 1 << 20)
    journal.record(three)
    crash(journal)
    (found,) = abandoned()
    assert same(found.report, three)


def test_a_journal_that_could_not_be_emptied_goes_on_with_the_next_edit(monkeypatch: pytest.MonkeyPatch) -> None:
    """A virus scanner holds the file for a moment, just after a save."""
    journal = Journal.start(blank(), None, False)
    one = blank().with_text("problems", "第一段")
    journal.record(one)

    with monkeypatch.context() as patch:
        patch.setattr(journal_module, "open", in_use, raising=False)
        with pytest.raises(OSError):
            journal.rebase(one, None, False)
    two = one.with_text("signature", "后来写的")
    journal.record(two)
    journal.record(one)  # undone: that too is on the disk
    crash(journal)
    (found,) = abandoned()
    assert same(found.report, one) and found.modified
    found.journal.close()


def test_undone_after_a_base_that_was_written_and_a_journal_that_was_not(monkeypatch: pytest.MonkeyPatch) -> None:
    journal = Journal.start(blank(), None, False)
    monkeypatch.setattr(journal_module, "_MOST_BYTES", -1)  # every edit is a new base

    with monkeypatch.context() as patch:
        patch.setattr(journal_module, "open", in_use, raising=False)
        with pytest.raises(OSError):
            journal.record(blank().with_text("problems", "写了又撤销"))
    journal.record(blank())
    crash(journal)
    (found,) = abandoned()
    assert same(found.report, blank())


def test_a_clock_set_back_loses_no_edit_and_offers_each_report_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """What came last is told by the order of writing, never by the clock."""
    times = iter(range(23, 0, -1))
    monkeypatch.setattr(journal_module, "_now", lambda: f"2026-01-20T{next(times):02}:00:00")
    monkeypatch.setattr(journal_module, "_MOST_BYTES", 700)  # a new base now and then, older than its journal
    journals = [Journal.start(blank(), None, True), Journal.start(blank(year=2024), None, True)]
    for number in range(8):
        for journal, year in zip(journals, (2025, 2024), strict=True):
            journal.record(blank(year=year).with_figures({RECEIVED: Decimal(number)}))
    for journal in journals:
        crash(journal)
    found = abandoned()
    assert [each.report.figure(RECEIVED) for each in found] == [7, 7]
    assert {each.report.year for each in found} == {2024, 2025} and all(each.modified for each in found)
    for each in found:
        each.journal.close()


def test_a_journal_that_could_not_be_begun_leaves_nothing_behind(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(journal_module, "open", in_use, raising=False)  # the base is written, the journal is not
        with pytest.raises(OSError):
            Journal.start(blank(), None, True)
    assert list((home / "recovery" / "open").iterdir()) == [] and abandoned() == []


def test_nothing_unsaved_leaves_nothing_behind(home: Path) -> None:
    crash(Journal.start(blank(), None, False))
    (home / "recovery" / "open" / "killed-at-birth").mkdir()
    assert abandoned() == []
    assert list((home / "recovery" / "open").iterdir()) == []


def test_a_base_that_cannot_be_read_is_left_alone(home: Path) -> None:
    journal = Journal.start(blank(), None, True)
    crash(journal)
    (journal.folder / "base.json").write_text("{", "utf-8")
    torn: list[Path] = []
    assert abandoned(torn.append) == [] and torn == [journal.folder]
    assert (journal.folder / "base.json").exists()


def test_a_folder_that_was_cleaned_away_is_made_again_and_said(home: Path) -> None:
    journal = Journal.start(blank(), None, False)
    one = blank().with_figures({RECEIVED: Decimal(1)})
    assert journal.record(one) is False
    for number, take_away in enumerate(
        (
            lambda: shutil.rmtree(home),
            lambda: (journal.folder / "base.json").unlink(),
            lambda: (journal.folder / "journal").unlink(),
            lambda: journal.folder.rename(home / "elsewhere"),
        )
    ):
        take_away()
        two = one.with_text("problems", f"第{number}次")
        assert journal.record(two) is True
        one = two.with_text("signature", "后来写的")
        assert journal.record(one) is False
        assert abandoned() == [], "the lock is held again"
    crash(journal)
    (found,) = abandoned()
    assert same(found.report, one)
    found.journal.close()


def test_a_report_that_is_open_is_not_offered() -> None:
    journal = Journal.start(blank(), None, True)
    assert abandoned() == []
    journal.close()


EDITOR = """
import sys
from decimal import Decimal
from app.form.schema import Cell
from app.keeping.journal import Journal, abandoned
from tests.reports import blank
cell = Cell("applications", "received", "natural_person")
found = abandoned()
report = found[0].report if found else blank()
journal = found[0].journal if found else Journal.start(report, None, True)
if found:
    journal.rebase(report, None, True)
number = int(report.figures.get(cell, 0))
while True:
    number += 1
    report = report.with_figures({cell: Decimal(number)}).with_text("problems", "问" * (number % 900 + 1))
    journal.record(report)
    print(number, flush=True)
"""


def test_killed_again_and_again_no_edit_is_lost() -> None:
    chance = random.Random(7)
    for _ in range(6):
        process = subprocess.Popen([sys.executable, "-c", EDITOR], stdout=subprocess.PIPE, cwd=ROOT, text=True)
        assert process.stdout
        for _ in range(chance.randint(1, 150)):
            process.stdout.readline()
        process.kill()
        written = [int(line) for line in process.stdout.read().split() if line]
        process.wait()
        (found,) = abandoned()
        number = int(found.report.figures[RECEIVED])
        assert not written or number - written[-1] in (0, 1)
        assert found.report.text("problems") == "问" * (number % 900 + 1)
        found.journal.leave()


HOLDER = """
import sys
from pathlib import Path
from app.keeping.lock import Lock
lock = Lock(Path(sys.argv[1]))
assert lock.take() is None
print("held", flush=True)
sys.stdin.read()
"""


def test_a_living_process_keeps_its_lock_and_a_dead_one_loses_it(tmp_path: Path) -> None:
    path = lock_path(tmp_path / "年报.gknb")
    process = subprocess.Popen(
        [sys.executable, "-c", HOLDER, str(path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, cwd=ROOT, text=True
    )
    assert process.stdout and process.stdout.readline() == "held\n"
    holder = Lock(path).take(force=True)
    assert holder and holder.alive and holder.here and holder.pid == process.pid and holder.user
    process.kill()
    process.wait()
    assert path.exists()
    lock = Lock(path)
    assert lock.take() is None and lock.held
    lock.release()
    assert not path.exists()


def test_another_computers_lock_is_broken_only_when_asked(tmp_path: Path) -> None:
    path = tmp_path / "x.lock"
    there = {"user": "李明", "computer": "WS-03", "pid": 1, "since": "2026-01-20T14:31"}
    path.write_text(json.dumps(there, ensure_ascii=False), "utf-8")
    holder = Lock(path).take()
    assert holder and (holder.user, holder.computer, holder.alive, holder.here) == ("李明", "WS-03", False, False)
    assert json.loads(path.read_text("utf-8")) == there
    lock = Lock(path)
    assert lock.take(force=True) is None
    lock.release()


@pytest.mark.skipif(sys.platform == "win32", reason="takes flock's place")
def test_where_the_disk_knows_no_locks_she_can_still_work(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import fcntl

    def none_here(_file: int, _how: int) -> None:
        raise OSError(errno.ENOLCK, "no locks available")

    path = tmp_path / "年报.gknb"
    save_draft(blank(), path)
    monkeypatch.setattr(fcntl, "flock", none_here)
    file = DraftFile(path)
    assert file.take() is None and not file.read_only
    file.save(filled())
    assert open_draft(path) == filled()


def test_the_lock_of_a_long_name_fits_the_disk(tmp_path: Path) -> None:
    path = tmp_path / ("长" * 80 + ".gknb")
    file = DraftFile(path)
    save_draft(blank(), path)
    assert file.take() is None and not file.read_only
    file.release()


def test_a_read_only_file_and_a_read_only_folder_are_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "年报.gknb"
    save_draft(blank(), path)
    path.chmod(0o444)
    file = DraftFile(path)
    assert file.take() is None and file.read_only
    assert file.why == "“年报.gknb”是只读文件：可以改，保存时另存为新底稿。"
    path.chmod(0o644)
    monkeypatch.setattr(Lock, "take", refuse)  # the tests may run as root, whom no folder refuses
    file = DraftFile(path)
    assert file.take() is None and file.read_only
    assert file.why.endswith("是只读的或没有写入权限：可以改，保存时另存为新底稿。")


def refuse(_self: Lock, force: bool = False) -> None:
    raise PermissionError(13, "Permission denied")


def test_changed_on_disk_is_seen_by_content(tmp_path: Path) -> None:
    path = tmp_path / "年报.gknb"
    save_draft(blank(), path)
    file = DraftFile(path)
    file.read()
    os.utime(path, (1, 1))
    assert not file.changed_on_disk()
    save_draft(blank(year=2024), path)
    assert file.changed_on_disk()
    file.save(blank())
    assert not file.changed_on_disk()
    path.unlink()
    assert not file.changed_on_disk()


def test_what_a_killed_save_left_is_swept_when_old(tmp_path: Path) -> None:
    path = tmp_path / "年报.gknb"
    save_draft(blank(), path)
    old, new = tmp_path / ".gknb-old.tmp", tmp_path / ".gknb-new.tmp"
    for stray in (old, new):
        stray.write_bytes(b"")
    os.utime(old, (1, 1))
    file = DraftFile(path)
    file.take()
    assert not old.exists() and new.exists()
    file.release()


def test_snapshots_newest_first_and_they_move_with_save_as(tmp_path: Path) -> None:
    report: Report = balanced(1)
    unsaved = Snapshots(None, "abc")
    unsaved.add(report, REVIEW_COPY)
    unsaved.add(report.with_figures({RECEIVED: None}), PUBLIC_COPY)
    saved = Snapshots(tmp_path / "年报.gknb", "abc")
    assert saved.all(blank()) == []
    saved.add(balanced(2), PUBLIC_COPY)  # of another draft that lay there before
    saved.begin_with(unsaved)
    saved.begin_with(saved)
    newest, oldest = saved.all(blank())
    assert (newest.kind, oldest.kind) == (PUBLIC_COPY, REVIEW_COPY)
    assert newest.at > oldest.at and newest.name.endswith(f"{newest.at:%H:%M} 公布稿")
    assert same(oldest.report(), report) and not unsaved.folder.exists()


def test_what_a_program_killed_over_a_snapshot_left_is_gone_with_the_next_start(user_folder: Path) -> None:
    """A snapshot may never be written there again: nothing else would take it away."""
    ended = subprocess.run([sys.executable, "-c", "import os; print(os.getpid())"], capture_output=True, check=True)
    Snapshots(None, "x").add(balanced(1), PUBLIC_COPY)
    (kept,) = (recovery_folder() / "snapshots").iterdir()
    ours = f"{model_files._BESIDE}{model_files._here()}-{int(ended.stdout)}-00.tmp"
    for folder in (kept, kept.with_name("by_code")):
        folder.mkdir(exist_ok=True)
        (folder / ours).write_bytes(b"half")
    abandoned()
    assert not list((recovery_folder() / "snapshots").rglob("*.tmp")) and len(list(kept.iterdir())) == 1
