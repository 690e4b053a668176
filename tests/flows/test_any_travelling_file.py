"""收集.gkhj and .gkth of any content, opened as a clerk opens them: one sentence, the file as it was, and the program goes on."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from app.cli import main
from app.county.collection import Collection, collection_bytes
from app.county.places import NAME
from app.county.units import Unit
from app.model.kept.remarks import Letter, Remark, letter_bytes
from tests.conftest import Answers
from tests.flows.clerk import Clerk
from tests.flows.county.shared import settled

COLLECTION = json.loads(
    collection_bytes(Collection(2025, "青禾县人民政府", units=(Unit("甲局"), Unit("乙局")), listed=True))
)
LETTER = json.loads(letter_bytes(Letter("甲局", "县", 2025, 1, "2026-01-12", "", "", "", (Remark("请核对"),))))


def deep(many: int) -> bytes:
    return b'{"format":1,"unit":"a","year":2025,"x":' + b"[" * many + b"]" * many + b"}"


BYTES: dict[str, Callable[[dict], bytes]] = {
    "nothing": lambda _whole: b"",
    "null bytes": lambda _whole: b"\0" * 5000,
    "no text": lambda _whole: bytes(range(256)) * 20,
    "a list": lambda _whole: b"[1, 2]",
    "deep": lambda _whole: deep(100_000),
    "not quite deep": lambda _whole: deep(400),
    "half of it": lambda whole: json.dumps(whole).encode()[: len(json.dumps(whole)) // 2],
    "newer": lambda whole: json.dumps(whole | {"format": 2}).encode(),
    "very much newer": lambda whole: json.dumps(whole | {"format": 1}).encode().replace(b'"format": 1', b'"format": ' + b"9" * 4000),
    "number too long to read": lambda whole: json.dumps(whole | {"year": 1}).encode().replace(b'"year": 1', b'"year": ' + b"9" * 5000),
    "endless year": lambda whole: json.dumps(whole | {"year": float("inf")}).encode(),
    "year of words": lambda whole: json.dumps(whole | {"year": "二〇二五" * 5000}).encode(),
    "words for lists": lambda whole: json.dumps(whole | {"units": "甲局", "remarks": {"a": 1}}).encode(),
    "another character set": lambda whole: json.dumps(whole, ensure_ascii=False).encode("utf-16"),
}  # fmt: skip
THINGS: dict[str, Callable[[Path], None]] = {
    "a folder": lambda path: path.mkdir(),
    "a pipe": lambda path: os.mkfifo(path),
    "a link to itself": lambda path: path.symlink_to(path),
    "a link to nothing": lambda path: path.symlink_to(path.parent / "没有"),
    "a device": lambda path: path.symlink_to("/dev/zero"),
}


def put(path: Path, what: str, whole: dict) -> bytes:
    if what in BYTES:
        path.write_bytes(BYTES[what](whole))
        return path.read_bytes()
    THINGS[what](path)
    return b""


def is_one_sentence(said: str) -> bool:
    words = [line for line in said.splitlines() if line not in ("公开年报", "")]
    return len(words) == 1 and words[0].endswith("。") and len(words[0]) < 250 and "Traceback" not in said


@pytest.mark.parametrize("what", [*BYTES, *THINGS])
@pytest.mark.parametrize("way", ["file", "folder"])
def test_a_collection(clerk: Clerk, answers: Answers, tmp_path: Path, qtbot: QtBot, what: str, way: str) -> None:
    if os.name == "nt" and what in THINGS:
        pytest.skip("no such things on Windows")
    folder = tmp_path / "年报"
    folder.mkdir()
    before = put(folder / NAME, what, COLLECTION)
    clerk.will_answer("知道了")
    clerk.starts(folder / NAME if way == "file" else folder)
    assert len(answers.seen) == 1 and is_one_sentence(answers.seen[0]), answers.seen
    assert clerk.program.start_window and not clerk.program.counties.open
    assert not before or (folder / NAME).read_bytes() == before
    assert [each.name for each in folder.iterdir()] == [NAME]


@pytest.mark.parametrize("what", [*BYTES, *THINGS])
def test_a_collection_at_the_command_line(tmp_path: Path, capsys: pytest.CaptureFixture[str], what: str) -> None:
    if os.name == "nt" and what in THINGS:
        pytest.skip("no such things on Windows")
    folder = tmp_path / "年报"
    folder.mkdir()
    before = put(folder / NAME, what, COLLECTION)
    for command in (["collect", str(folder)], ["summarise", str(folder), "-o", str(tmp_path / "汇总.gknb")]):
        assert main(command) == 2
        said = capsys.readouterr().err.strip()
        assert said.count("\n") == 0 and said.endswith("。") and len(said) < 250, said
    assert not before or (folder / NAME).read_bytes() == before


@pytest.mark.parametrize("what", [*BYTES, *THINGS])
def test_a_letter(clerk: Clerk, answers: Answers, draft: Path, tmp_path: Path, what: str) -> None:
    if os.name == "nt" and what in THINGS:
        pytest.skip("no such things on Windows")
    letter = tmp_path / "甲局（第1次）.gkth"
    before = put(letter, what, LETTER)
    clerk.starts(draft).will_answer("知道了")
    report = clerk.window.document.report
    clerk.program.open_path(letter)
    assert len(answers.seen) == 1 and is_one_sentence(answers.seen[0]), answers.seen
    assert clerk.window.document.report is report and not before or letter.read_bytes() == before


def test_a_collection_by_another_name_begins_no_new_one(clerk: Clerk, answers: Answers, tmp_path: Path) -> None:
    """A copy out of a mail lies among other things: its folder is no collection."""
    copy = tmp_path / "收集 (1).gkhj"
    copy.write_bytes(json.dumps(COLLECTION).encode())
    clerk.will_answer("知道了").starts(copy)
    assert is_one_sentence(answers.seen[0]) and not clerk.program.counties.open
    assert list(tmp_path.iterdir()) == [copy]


def test_a_collection_that_is_spoiled_while_it_is_open(
    clerk: Clerk, answers: Answers, tmp_path: Path, qtbot: QtBot
) -> None:
    """By another program, a share, a stick: what is known stays on the screen and nothing is written over."""
    folder = tmp_path / "年报"
    folder.mkdir()
    (folder / NAME).write_bytes(json.dumps(COLLECTION).encode())
    clerk.starts(folder)
    window = clerk.program.counties.open[-1]
    settled(qtbot, window)
    (folder / NAME).write_bytes(b"{broken")
    standing = window.folder.summary.overview.standing("甲局")  # type: ignore[union-attr]
    assert standing
    window.deciding.include(standing)
    settled(qtbot, window)
    assert "已损坏" in window.status.text() and (folder / NAME).read_bytes() == b"{broken"
    (folder / "汇总.gknb").write_bytes(b"{broken")
    window.folder.set_reach("own")
    assert "汇总" in window.status.text() and answers.seen == []
