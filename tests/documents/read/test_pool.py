"""Children that read: warm between files, ended when they must be, with nothing left behind."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.documents.read import pool, reading
from app.documents.read.pool import Cancelled, Died, Pool, TookTooLong, run_many
from app.model.files import FileProblem
from tests.where import ROOT, TESTS

SAMPLE = TESTS / "data" / "documents" / "portal.html"
BOUNDS = {"seconds": 5.0, "megabytes": 300}


@pytest.fixture
def one() -> Iterator[Pool]:
    made = Pool()
    yield made
    made.close()


def where() -> tuple[int, str]:
    return os.getpid(), tempfile.gettempdir()


def left_behind() -> str:
    return tempfile.mkdtemp()


BOUNDED = pytest.mark.skipif(sys.platform == "win32", reason="Wine, where these run, bounds no memory")


def killed() -> None:
    os.kill(os.getpid(), signal.SIGTERM if sys.platform == "win32" else signal.SIGKILL)


def busy() -> None:
    while True:
        pass


def greedy() -> int:
    return len([bytes(1024) for _ in range(2_000_000)])


def refused(name: str) -> None:
    raise FileProblem(f"“{name}”读不了。")


def test_a_child_is_kept_and_renewed_after_fifty_files(one: Pool) -> None:
    pids = [one.run(where, **BOUNDS)[0] for _ in range(pool.JOBS + 1)]
    assert len(set(pids[:-1])) == 1 and pids[-1] != pids[0]
    assert os.getpid() not in pids


def test_what_a_file_problem_says_comes_back_and_the_child_stays(one: Pool) -> None:
    first = one.run(where, **BOUNDS)
    with pytest.raises(FileProblem, match="“甲.docx”读不了。"):
        one.run(refused, "甲.docx", **BOUNDS)
    assert one.run(where, **BOUNDS) == first


@pytest.mark.parametrize(
    ("job", "raised"), [(killed, Died), pytest.param(greedy, Died, marks=BOUNDED), (busy, TookTooLong)]
)
def test_a_child_that_goes_wrong_is_replaced(one: Pool, job: object, raised: type[Exception]) -> None:
    pid, folder = one.run(where, **BOUNDS)
    with pytest.raises(raised):
        one.run(job, seconds=0.5 if raised is TookTooLong else 60, megabytes=300)  # type: ignore[arg-type]
    assert not Path(folder).exists()
    assert one.run(where, **BOUNDS)[0] != pid


def test_cancelled_while_it_works_and_while_it_waits(one: Pool) -> None:
    with pytest.raises(Cancelled):
        one.run(busy, cancelled=lambda: True, **BOUNDS)


def test_what_a_library_leaves_goes_with_the_child() -> None:
    two = Pool()
    folder = two.run(left_behind, **BOUNDS)
    assert Path(folder).is_dir()
    two.close()
    assert not Path(folder).exists()


def test_many_are_read_side_by_side_and_stopping_to_ask_stops_them(tmp_path: Path) -> None:
    files = []
    for number in range(6):
        files.append(tmp_path / f"{number}.html")
        files[-1].write_bytes(SAMPLE.read_bytes() if number != 3 else "<p>天气很好</p>".encode())
    two = Pool(2)
    answers = dict(reading.read_many(files, lambda path: path, two))
    assert sorted(answers) == files
    assert isinstance(answers[files[3]], FileProblem)
    assert all(len(answers[file].report.figures) > 190 for file in files if file is not files[3])  # type: ignore[union-attr]
    begun: list[int] = []
    asked = run_many(range(100), begun.append, two)
    next(asked)
    asked.close()
    two.close()
    assert len(begun) <= 4


@pytest.mark.skipif(sys.platform == "win32", reason="signals of POSIX")
def test_children_end_with_a_parent_that_is_killed(tmp_path: Path) -> None:
    script = (
        "import sys, tempfile\n"
        "from tests.documents.read.test_pool import where, BOUNDS\n"
        "from app.documents.read.pool import Pool\n"
        "if __name__ == '__main__':\n"
        "    pool = Pool(); print(*pool.run(where, **BOUNDS), flush=True); sys.stdin.read()\n"
    )
    (tmp_path / "parent.py").write_text(script, encoding="utf-8")
    parent = subprocess.Popen(
        [sys.executable, tmp_path / "parent.py"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        env=os.environ | {"PYTHONPATH": str(ROOT)},
        text=True,
    )
    assert parent.stdout is not None
    pid, folder = parent.stdout.readline().split()
    parent.kill()
    parent.wait()
    end = time.monotonic() + 20
    while (os.path.exists(f"/proc/{pid}") and _runs(int(pid)) or os.path.exists(folder)) and time.monotonic() < end:
        os.sched_yield()
    assert not _runs(int(pid)) and not os.path.exists(folder)


def _runs(pid: int) -> bool:
    try:
        state = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0]
    except OSError:
        return False
    return state != "Z"


def marked(mark: str) -> None:
    """Says that it has begun, and goes on for long."""
    Path(mark).write_text("begun")
    busy()


@pytest.mark.parametrize("begun", [True, False])
def test_a_program_that_ends_while_a_child_works_leaves_no_folder(tmp_path: Path, begun: bool) -> None:
    """A reader is made ready beside the window by a thread that nobody waits for; the clerk closes it meanwhile."""
    script = (
        "import sys, threading\n"
        "from pathlib import Path\n"
        "from tests.documents.read.test_pool import marked, BOUNDS\n"
        "from app.documents.read.pool import shared\n"
        "if __name__ == '__main__':\n"
        "    mark = Path(sys.argv[1])\n"
        "    work = threading.Thread(target=lambda: shared.run(marked, str(mark), **BOUNDS), daemon=True)\n"
        "    work.start()\n"
        "    while len(sys.argv) > 2 and not mark.exists(): work.join(0.01)\n"
    )
    _leaves_nothing(tmp_path, script, str(tmp_path / "begun"), *(["wait"] if begun else []))


def test_a_program_that_ends_while_it_looks_for_the_temporary_folder_leaves_nothing_there(tmp_path: Path) -> None:
    """Python tries that folder with a file of its own, which a thread that is ended meanwhile would leave."""
    script = (
        "import os, threading\n"
        "from tests.documents.read.test_pool import where, BOUNDS\n"
        "from app.documents.read.pool import shared\n"
        "if __name__ == '__main__':\n"
        "    at_it, unlink = threading.Event(), os.unlink\n"
        "    os.unlink = lambda path: (at_it.set(), threading.Event().wait(0.3), unlink(path))  # as on a slow disk\n"
        "    threading.Thread(target=lambda: shared.run(where, **BOUNDS), daemon=True).start()\n"
        "    at_it.wait()\n"
    )
    _leaves_nothing(tmp_path, script)


def _leaves_nothing(folder: Path, script: str, *arguments: str) -> None:
    """The program ends well, and its temporary folder is empty then."""
    (folder / "parent.py").write_text(script, encoding="utf-8")
    temporary = folder / "tmp"
    temporary.mkdir()
    paths = os.pathsep.join(path for path in (str(ROOT), os.environ.get("PYTHONPATH", "")) if path)
    environment = os.environ | {"PYTHONPATH": paths, "TMPDIR": str(temporary), "TEMP": str(temporary)}
    command = [sys.executable, str(folder / "parent.py"), *arguments]
    subprocess.run(command, env=environment, check=True, timeout=60, capture_output=True)
    assert list(temporary.iterdir()) == []


@pytest.mark.skipif(sys.platform == "win32", reason="there Ctrl+C is heard otherwise")
def test_the_first_child_does_not_hear_of_ctrl_c_either() -> None:
    """multiprocessing starts a helper with its first process, and then unblocks the signal that was blocked."""
    program = (
        "import signal\nfrom app.documents.read import pool\n"
        "from multiprocessing import resource_tracker\n"
        "with pool._uninterrupted():\n"
        "    resource_tracker.ensure_running()\n"
        "    assert signal.SIGINT in signal.pthread_sigmask(signal.SIG_BLOCK, ())\n"
        "assert signal.SIGINT not in signal.pthread_sigmask(signal.SIG_BLOCK, ())\n"
    )
    subprocess.run([sys.executable, "-c", program], cwd=ROOT, check=True)


def test_loading_what_reads_may_take_longer_than_reading(monkeypatch: pytest.MonkeyPatch, one: Pool) -> None:
    """On an old disk, or beside other work; the first file would have to load it all again, in the time of reading."""
    monkeypatch.setattr(reading, "SECONDS", 0.01)
    monkeypatch.setattr(reading, "shared", one)
    reading.warm()
    assert one._idle
