"""The command line on a disk that refuses: exit 2 with one sentence, the old file whole, nothing left over."""

from __future__ import annotations

import errno
from dataclasses import replace
from pathlib import Path

import pytest

from app.cli import main
from app.model import files
from app.model.draft import save_draft
from tests.flows.refusing import Refusing
from tests.reports import balanced

ERRORS = (errno.ENOSPC, errno.EACCES, errno.EIO, errno.EROFS)
COMMANDS = {
    "new": "new --year 2025 --organ 甲局 --kind department -o 出/甲.gknb --force",
    "export": "export 年报.gknb --html 出/甲.html --xlsx 出/甲.xlsx --review-copy --force",
    "notes": "notes 年报.gknb -o 出/甲.docx --force",
    "collect": "collect 县 --year 2025 --organ 县",
    "summarise": "summarise 县 --year 2025 -o 出/甲.gknb --csv 出/甲.csv --force",
    "remarks": "remarks 县 --unit 甲局 -o 出/甲.gkth --docx 出/甲.docx --force",
}


@pytest.mark.parametrize("name", COMMANDS)
def test_a_command(
    name: str,
    tmp_path: Path,
    user_folder: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setattr(files, "_WAITS", (0.0,))
    monkeypatch.chdir(tmp_path)
    (tmp_path / "县").mkdir()
    (tmp_path / "出").mkdir()
    report = balanced(1, year=2025)
    report = replace(report, organ=replace(report.organ, name="甲局"))
    save_draft(report, tmp_path / "年报.gknb")
    save_draft(report, tmp_path / "县" / "甲.gknb")
    if name != "collect":
        main(COMMANDS["collect"].split())

    def runs(at: int, error: int, once: bool) -> tuple[int, Refusing]:
        with Refusing((tmp_path / "县", tmp_path / "出", user_folder), at, error, once).holds() as disk:
            return main(COMMANDS[name].split()), disk

    code, clean = runs(0, 0, False)
    assert code in (0, 1) and clean.asked, capsys.readouterr().err
    for at in range(1, clean.asked + 1):
        for error, once in ((ERRORS[at % 4], False), (ERRORS[(at + 2) % 4], True)):
            capsys.readouterr()
            before = {each: each.read_bytes() for each in tmp_path.rglob("*") if each.is_file()}
            refused, _ = runs(at, error, once)
            said = capsys.readouterr().err.strip()
            what = f"{errno.errorcode[error]} at {at}: {refused}, {said}"
            assert refused == code or (refused == 2 and said.count("\n") == 0 and said.endswith("。")), what
            left = [each.name for each in tmp_path.rglob("*") if each.name.endswith(".tmp")]
            assert not left and before.keys() <= {each for each in tmp_path.rglob("*") if each.is_file()}, (what, left)
            assert all(each.stat().st_size for each in before if before[each] and "lock" not in each.name), what
