"""Whatever lies in the program's own folder or beside a draft: it starts, says a sentence, and harms nothing."""

from __future__ import annotations

import json
import os
import random
import sys
import zlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QAbstractButton, QApplication, QDialog, QLabel

from app.form.schema import Cell
from app.keeping.lock import lock_path
from app.model.draft import draft_dict, open_draft
from tests.conftest import Answers
from tests.flows.clerk import Clerk
from tests.reports import balanced

posix = pytest.mark.skipif(sys.platform == "win32", reason="links need a right there, and there are no such pipes")
CELL = Cell("disclosure", "penalties", "decisions")
DRAFT: dict[str, Any] = draft_dict(balanced(1))
RANDOM = random.Random(3).randbytes(3000)


@pytest.fixture
def said(answers: Answers, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What the dialogs said; each is answered by taking what was found, or by what is there."""
    heard: list[str] = []

    def answer(dialog: QDialog) -> int:
        heard.append(" ".join(label.text() for label in dialog.findChildren(QLabel) if label.text()))
        buttons = {button.text(): button for button in dialog.findChildren(QAbstractButton)}
        results: list[int] = []
        dialog.finished.connect(results.append)
        dialog.show()
        next((buttons[text] for text in ("打开找回的", "只读打开") if text in buttons), [*buttons.values()][0]).click()
        if not results:
            dialog.reject()
        return results[-1]

    monkeypatch.setattr(answers, "run_dialog", answer)
    return heard


def starts_and_ends(clerk: Clerk, *paths: Path) -> int:
    """How many windows there were."""
    clerk.starts(*paths)
    windows = list(clerk.program.windows)
    assert windows or clerk.program.start_window
    for window in windows:
        window.document.edit(window.document.report.with_figures({CELL: None}), "改一格")
        window.document.undo_stack.undo()
        window.document.undo_stack.setClean()
        window.close()
    QApplication.processEvents()
    clerk.ends()
    return len(windows)


def line(value: Any) -> bytes:
    body = json.dumps(value).encode()
    return b"%08x %s\n" % (zlib.crc32(body), body)


def base(**changes: Any) -> bytes:
    whole = {"step": 0, "path": None, "modified": True, "at": "2026-01-01T10:00:00", "draft": DRAFT}
    return json.dumps({**whole, **changes}).encode()


def edit(step: int, *changes: Any) -> bytes:
    return line({"step": step, "at": "2026-01-01T10:00:01", "changes": list(changes)})


def left(home: Path, base_bytes: bytes | None, journal: bytes | None = None) -> Path:
    folder = home / "recovery" / "open" / ("0" * 32)
    folder.mkdir(parents=True)
    if base_bytes is not None:
        (folder / "base.json").write_bytes(base_bytes)
    if journal is not None:
        (folder / "journal").write_bytes(journal)
    return folder


DEEP = b"[" * 100_000
UNREADABLE = {
    "random": RANDOM,
    "empty": b"",
    "zeros": bytes(5000),
    "deep": DEEP,
    "deep draft": b'{"step":0,"draft":' + b'{"a":' * 100_000,
    "a list": b"[]",
    "no draft": base(draft=[]),
    "words for a draft": base(draft="abc"),
    "step of words": base(step="x"),
    "no time": base(at=5),
    "a huge number": base()
    .replace(b'"step": 0', b'"step": 0, "z": 1e999')
    .replace(b'"draft": {', b'"draft": {"z": 1e999, '),
    "an edition that is a list": base(draft={**DRAFT, "edition": []}),
    "a later format": base(draft={**DRAFT, "format": 9}),
    "GBK": json.dumps({"draft": "年报"}, ensure_ascii=False).encode("gbk"),
}


@pytest.mark.parametrize("name", UNREADABLE)
def test_a_recovery_that_cannot_be_read_is_told_and_kept(
    name: str, clerk: Clerk, said: list[str], user_folder: Path
) -> None:
    folder = left(user_folder, UNREADABLE[name], edit(1, ["drop", "figures", str(CELL)]))
    starts_and_ends(clerk)
    assert any("读不出来" in each and str(folder) in each for each in said)
    assert (folder / "base.json").read_bytes() == UNREADABLE[name]


OFFERED = {
    "a time zone": (base(at="2026-01-01T10:00:00+08:00"), b""),
    "the year 1": (base(at="0001-01-01T00:00:00+08:00"), b""),
    "a path of another kind": (base(path=5), b""),
    "a path with a zero": (base(path="/tmp/a\0b.gknb"), b""),
    "half a character in its path": (base(path="/tmp/a\ud800b.gknb"), b""),
    "a path too long": (base(path=f"/tmp/{'a' * 5000}"), b""),
    "a path to a device": (base(path="/dev/zero"), b""),
    "half a character": (base(draft={**DRAFT, "organ": {"name": "a\ud800"}, "z": "\ud800"}), b""),
    "reasons of another kind": (base(draft={**DRAFT, "reasons": {"Y1": {"text": "x", "values": {"a": 1}}}}), b""),
    "random lines": (base(), RANDOM),
    "lines of another kind": (base(), line({"x": 1}) + line([1]) + line(5)),
    "an unknown verb": (base(), edit(1, ["zap", "a"])),
    "a change in words": (base(), edit(1, ["drop", "edition", "x"])),
    "a change in nothing": (base(), edit(1, ["set", "previous", "x", 1])),
    "changes that are a number": (base(), line({"step": 1, "at": "2026-01-01T10:00:01", "changes": 5})),
    "a change of nothing": (base(), edit(1, [])),
    "a change too deep": (base(), edit(1, ["set", "a", "b", "c", "d"])),
    "a key that is a list": (base(), edit(1, ["set", [1], 2])),
    "a deep line": (base(), b"%08x %s\n" % (zlib.crc32(DEEP), DEEP)),
    "line ends of Windows": (base(), edit(1, ["set", "texts", "problems", "x"]).replace(b"\n", b"\r\n")),
}


@pytest.mark.parametrize("name", OFFERED)
def test_what_can_be_read_is_offered(name: str, clerk: Clerk, said: list[str], user_folder: Path) -> None:
    left(user_folder, *OFFERED[name])
    assert starts_and_ends(clerk) == 1
    assert any("找回了" in each for each in said)
    assert not list((user_folder / "recovery/open").iterdir()), "closed, and nothing is left"


def test_a_line_that_is_none_of_ours_ends_what_is_read_and_spoils_nothing(
    clerk: Clerk, said: list[str], user_folder: Path
) -> None:
    good = edit(1, ["set", "texts", "problems", "第一句"])
    half = edit(2, ["set", "texts", "problems", "第二句"], ["zap", "a"])
    left(user_folder, base(), good + half + edit(3, ["set", "texts", "problems", "第三句"]))
    clerk.starts()
    assert clerk.window.document.report.text("problems") == "第一句"


def folder_for(place: str) -> Callable[[Path], object]:
    return lambda home: (home / place).mkdir(parents=True)


def words_for(place: str, words: bytes = b"x") -> Callable[[Path], object]:
    def make(home: Path) -> None:
        (home / place).parent.mkdir(parents=True, exist_ok=True)
        (home / place).write_bytes(words)

    return make


def pipe_for(place: str) -> Callable[[Path], object]:
    def make(home: Path) -> None:
        (home / place).parent.mkdir(parents=True, exist_ok=True)
        os.mkfifo(home / place)

    return make


JOURNAL = f"recovery/open/{'0' * 32}"
HOMES: dict[str, Callable[[Path], object]] = {
    "settings are a folder": folder_for("settings.json"),
    "settings are a pipe": pipe_for("settings.json"),
    "the log is a file": words_for("log"),
    "the log is a folder": folder_for("log/nianbao.log"),
    "the log is a pipe": pipe_for("log/nianbao.log"),
    "the crashes are a pipe": pipe_for("log/crash.log"),
    "recovery is a file": words_for("recovery"),
    "open is a file": words_for("recovery/open"),
    "snapshots are a file": words_for("recovery/snapshots"),
    "a journal is a folder": lambda home: (left(home, base()) / "journal").mkdir(),
    "a journal is a pipe": lambda home: os.mkfifo(left(home, base()) / "journal"),
    "a base is a folder": folder_for(f"{JOURNAL}/base.json"),
    "a base is a pipe": pipe_for(f"{JOURNAL}/base.json"),
    "a lock is a folder": lambda home: (left(home, base()) / "lock").mkdir(),
    "a lock is a pipe": lambda home: os.mkfifo(left(home, base()) / "lock"),
    "a lock is a link": lambda home: (left(home, base()) / "lock").symlink_to("/dev/zero"),
    "a stray is a folder": lambda home: (left(home, base()) / ".gknb-1.tmp").mkdir(),
    "recovery is a link to itself": lambda home: (home / "recovery").symlink_to("recovery"),
}


@posix
@pytest.mark.parametrize("name", HOMES)
def test_whatever_lies_where_our_files_should(
    name: str, clerk: Clerk, said: list[str], user_folder: Path, draft: Path
) -> None:
    HOMES[name](user_folder)
    before = draft.read_bytes()
    assert starts_and_ends(clerk, draft) >= 1
    assert draft.read_bytes() == before and not lock_path(draft).exists()
    assert all("。" in each for each in said)


SETTINGS = {
    "random": RANDOM,
    "empty": b"",
    "a list": b"[]",
    "deep": DEEP,
    "GBK": '{"draft_folder": "年报"}'.encode("gbk"),
    "all of another kind": json.dumps(
        dict.fromkeys("theme zoom enter recent geometry draft_folder export_folder export_formats".split(), [None, {}])
    ).encode(),
    "numbers": b'{"recent": 5, "zoom": 1e400, "theme": NaN, "enter": true, "geometry": 3, "draft_folder": -1}',
    "zeros": b'{"recent": ["/a\\u0000b.gknb"], "draft_folder": "/dev/null\\u0000x", "export_folder": "\\u0000"}',
    "half characters": b'{"recent": ["/a\\ud800.gknb"], "draft_folder": "\\ud800", "theme": "\\ud800"}',
    "a size that is true": b'{"zoom": true}',
    "a long place": json.dumps({"geometry": "A" * 1_000_000}).encode(),
    "no place": b'{"geometry": "@@@"}',
    "many": json.dumps({"recent": [f"/x/{n}.gknb" for n in range(5000)]}).encode(),
}


@pytest.mark.parametrize("name", SETTINGS)
def test_any_settings_start_the_program(
    name: str, clerk: Clerk, said: list[str], user_folder: Path, draft: Path
) -> None:
    (user_folder / "settings.json").write_bytes(SETTINGS[name])
    assert starts_and_ends(clerk) == 0
    told = ["设置文件" in each and "默认" in each for each in said]
    assert told == ([] if name in ("a long place", "no place", "many") else [True])
    assert starts_and_ends(clerk, draft) == 1
    assert len(said) == len(told), "told once"


def beside(draft: Path) -> Path:
    return lock_path(draft)


LOCKS: dict[str, Callable[[Path], object]] = {
    "a folder": lambda lock: lock.mkdir(),
    "a pipe": lambda lock: os.mkfifo(lock),
    "a link to a file": lambda lock: lock.symlink_to(lock.with_name("victim.txt")),
    "a link to nothing": lambda lock: lock.symlink_to(lock.with_name("nothing")),
    "a link to a device": lambda lock: lock.symlink_to("/dev/null"),
    "a link to itself": lambda lock: lock.symlink_to(lock.name),
    "random": lambda lock: lock.write_bytes(RANDOM),
    "deep": lambda lock: lock.write_bytes(DEEP),
    "numbers": lambda lock: lock.write_bytes(b'{"user": 1, "computer": 2, "pid": 1e999, "since": []}'),
    "long names": lambda lock: lock.write_bytes(
        json.dumps({"user": "x" * 2000, "computer": "C\n" * 300, "pid": 1, "since": "T"}).encode()
    ),
    "markup": lambda lock: lock.write_bytes(
        json.dumps({"user": "<b>王</b>", "computer": "WS-03", "pid": 1, "since": "2026-01-01T10:00"}).encode()
    ),
}


@posix
@pytest.mark.parametrize("name", LOCKS)
def test_whatever_lies_where_the_lock_should(name: str, clerk: Clerk, said: list[str], draft: Path) -> None:
    victim = draft.with_name("victim.txt")
    victim.write_text("珍贵")
    LOCKS[name](lock_path(draft))
    before = draft.read_bytes()
    assert starts_and_ends(clerk, draft) == 1
    assert victim.read_text() == "珍贵" and draft.read_bytes() == before
    assert not draft.with_name("nothing").exists()
    assert all(len(each) < 500 for each in said)


@posix
def test_drafts_that_are_no_files(clerk: Clerk, said: list[str], tmp_path: Path) -> None:
    pipe, device, circle, folder = (tmp_path / f"{n}.gknb" for n in range(4))
    os.mkfifo(pipe), device.symlink_to("/dev/zero"), circle.symlink_to(circle.name), folder.mkdir()
    odd = tmp_path / os.fsdecode(b"\xc4\xea\xb1\xa8.gknb")
    for path in (pipe, device, circle, folder, odd, tmp_path / ("长" * 300 + ".gknb"), Path("/dev/zero")):
        said.clear()
        assert starts_and_ends(clerk, path) == 0
        assert len(said) == 1 and "。" in said[0]


@posix
def test_a_draft_whose_name_is_no_text_opens_and_is_saved(clerk: Clerk, said: list[str], draft: Path) -> None:
    """A name in GBK, from an old stick."""
    odd = draft.with_name(os.fsdecode("年报.gknb".encode("gbk")))
    draft.rename(odd)
    clerk.starts(odd)
    clerk.fills(str(CELL), "7").saves()
    assert open_draft(odd).figures[CELL] == 7
    clerk.window.close()
    assert [path.name for path in odd.parent.iterdir() if "lock" in path.name] == []
