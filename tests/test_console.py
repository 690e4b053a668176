"""How a command ends: interrupted, on a full disk, into a closed pipe, with files named by a pattern."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from app import cli, console
from app.model.draft import save_draft
from app.paths import log_file
from tests.reports import filled
from tests.where import ROOT

posix = pytest.mark.skipif(sys.platform == "win32", reason="shells and devices of Unix")
PROGRAM = [sys.executable, "-P", "-m", "app"]


@pytest.fixture
def draft(tmp_path: Path) -> Path:
    save_draft(filled(), tmp_path / "年报.gknb")
    return tmp_path / "年报.gknb"


def environment() -> dict[str, str]:
    return {**os.environ, "PYTHONPATH": str(ROOT)}


SLOW = """
import sys, time
from app.documents.read import pool
run = pool.Pool.run

def slowly(self, job, *args, **how):
    print("reading", flush=True)
    return run(self, time.sleep, 60, **{**how, "seconds": 60})

pool.Pool.run = slowly
from app.__main__ import main
sys.exit(main(sys.argv[1:]))
"""


def _hears_ctrl_c() -> None:
    """As a program in a terminal does; a shell starts what runs behind it, perhaps these tests, deaf to it."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


@posix
def test_ctrl_c_is_one_line_and_130(tmp_path: Path) -> None:
    page = tmp_path / "年报.html"
    page.write_text("<p>年报", "utf-8")
    process = subprocess.Popen(
        [sys.executable, "-c", SLOW, "import", str(page), "-o", str(tmp_path / "a.gknb")],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        cwd=ROOT,
        start_new_session=True,
        preexec_fn=_hears_ctrl_c,
    )
    assert process.stdout and process.stdout.readline() == "reading\n"
    os.killpg(process.pid, signal.SIGINT)  # as a terminal does: the child gets it too
    _, said = process.communicate(timeout=60)
    assert (process.returncode, said) == (130, "已中断。已经写完的文件还在，没有写完的没有留下。\n")
    assert os.listdir(tmp_path) == ["年报.html"]


@posix
@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="no such device here")
@pytest.mark.parametrize("verb", ["check", "json", "help", "version"])
def test_a_full_disk_under_what_is_said_is_one_line(verb: str, draft: Path) -> None:
    arguments = {
        "check": ["check", draft],
        "json": ["check", draft, "--json"],
        "help": ["--help"],
        "version": ["--version"],
    }
    with open("/dev/full", "w") as full:
        done = subprocess.run(
            [*PROGRAM, *map(str, arguments[verb])],
            stdout=full,
            stderr=subprocess.PIPE,
            text=True,
            env=environment(),
            check=False,
        )
    assert (done.returncode, done.stderr) == (2, "磁盘已满，结果写不出来。请换一个地方，再试一次。\n")


@posix
def test_a_reader_that_has_seen_enough_is_no_fault(draft: Path) -> None:
    ours, theirs = os.pipe()
    os.close(ours)
    done = subprocess.run(
        [*PROGRAM, "check", str(draft), "--json"],
        stdout=theirs,
        stderr=subprocess.PIPE,
        text=True,
        env=environment(),
        check=False,
    )
    os.close(theirs)
    assert (done.returncode, done.stderr) == (0, "")


@posix
def test_a_stream_that_is_closed_does_not_send_its_words_into_the_other(draft: Path, tmp_path: Path) -> None:
    """`2>&-`, `>&-`: print would take the other stream."""
    command = " ".join(PROGRAM)
    both = f"{command} check {draft} {tmp_path / '没有.gknb'} --json"
    done = subprocess.run(f"{both} 2>&-", shell=True, capture_output=True, text=True, env=environment(), check=False)
    assert done.returncode == 2 and len(json.loads(done.stdout)) == 2
    done = subprocess.run(f"{both} >&-", shell=True, capture_output=True, text=True, env=environment(), check=False)
    assert done.returncode == 2 and done.stderr.count("\n") == 1


def test_a_pattern_stands_for_its_files(draft: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    save_draft(filled(), tmp_path / "乙[1].gknb")
    save_draft(filled(), tmp_path / "甲.gknb")
    assert cli.main(["check", str(tmp_path / "*.gknb"), str(tmp_path / "乙[1].gknb"), "--json"]) == 0
    read = [Path(each["file"]).name for each in json.loads(capsys.readouterr().out)]
    assert read == ["乙[1].gknb", "年报.gknb", "甲.gknb", "乙[1].gknb"]
    assert cli.main(["check", str(tmp_path / "*.docx")]) == 2
    assert "找不到文件" in capsys.readouterr().err


def test_a_crash_is_one_line_and_the_trace_is_in_the_log_without_content(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], draft: Path
) -> None:
    content = "张三的身份证"

    def crash(_path: Path) -> None:
        raise RuntimeError(content)

    monkeypatch.setattr(cli, "load", crash)
    assert cli.main(["check", str(draft)]) == 3
    said = capsys.readouterr().err
    assert said.count("\n") == 1 and "RuntimeError" in said
    written = log_file().read_text("utf-8")
    assert "test_console.py" in written and content not in written


def test_refused_is_1() -> None:
    def refuse() -> int:
        raise console.Refused("还不能。")

    assert console.run(refuse) == 1
