"""A unit's draft in the county: looked at, changed only by choice, and nothing of what the unit said among itself."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.county.acts import coverage
from app.county.standing import words
from app.form.schema import Cell
from app.gui.county.window import CountyWindow
from app.model.beside.sent import sent_copies, with_sent
from app.model.draft import save_draft
from app.model.kept.comments import Comment, comments_of, with_comments
from app.paths import cache_folder
from tests.flows.clerk import Clerk
from tests.flows.county.shared import NAMES, settled, unit_report


def test_a_units_draft_is_looked_at_and_changed_only_by_choice(
    folder: Path, came: list[Path], clerk: Clerk, opened: Callable[[Path], CountyWindow], qtbot: QtBot
) -> None:
    window = opened(folder)
    window.folder.take(came)
    settled(qtbot, window)
    standing = window.folder.summary.overview.standing(NAMES[0])  # type: ignore[union-attr]
    assert standing and standing.version
    window._activated(standing, "")
    QApplication.processEvents()
    assert clerk.title.startswith("（只读）") and clerk.window.document.path == folder / "底稿" / f"{NAMES[0]}.gknb"
    clerk.window.close()

    clerk.will_answer("代改")
    window.deciding.mend(standing)
    QApplication.processEvents()
    assert not clerk.title.startswith("（只读）")
    clerk.fills("disclosure/licences/decisions", "1234").saves()
    clerk.window.close()
    settled(qtbot, window)
    window.folder.read()
    settled(qtbot, window)
    again = window.folder.summary.overview.standing(NAMES[0])  # type: ignore[union-attr]
    assert again and again.counts and again.mended_here and again.version
    assert again.version.figure(Cell.parse("disclosure/licences/decisions")) == 1234
    assert (folder / standing.version.path).read_bytes() == came[0].read_bytes()
    assert any(
        "县里代改后计入：青禾县林业局" in line
        for line in coverage(window.folder.summary.total, window.folder.summary.overview)
    )  # type: ignore[union-attr]

    other = came[0].with_name("又来一份.gknb")  # a later one is nobody's but hers to choose
    save_draft(unit_report(NAMES[0], 8), other)
    window.folder.take([other])
    settled(qtbot, window)
    again = window.folder.summary.overview.standing(NAMES[0])  # type: ignore[union-attr]
    assert again and words(again) == "重复"


def test_what_the_unit_said_inside_is_not_shown_in_the_county(
    folder: Path, tmp_path: Path, clerk: Clerk, opened: Callable[[Path], CountyWindow], qtbot: QtBot
) -> None:
    """A unit that sends the draft it works with: what came stays byte for byte, the county's own copies leave it out."""
    report = with_comments(unit_report(NAMES[0], 0), [Comment(who="王科长", text="这个数别报", at="")])
    sent = tmp_path / "来件.gknb"
    save_draft(with_sent(report, datetime.datetime(2026, 1, 5, 9, 0)), sent)
    window = opened(folder)
    window.folder.take([sent])
    settled(qtbot, window)
    standing = window.folder.summary.overview.standing(NAMES[0])  # type: ignore[union-attr]
    assert standing
    window._activated(standing, "")
    QApplication.processEvents()
    shown = clerk.window.document.report
    assert shown.figures == report.figures and not comments_of(shown) and not list(sent_copies(shown))
    (came,) = (folder / "收到").rglob("*.gknb")
    assert came.read_bytes() == sent.read_bytes()
    assert "别报" not in (folder / "底稿" / f"{NAMES[0]}.gknb").read_text("utf-8")
    kept = b"".join(path.read_bytes() for path in cache_folder().glob("county-*"))
    assert kept and "别报".encode() not in kept
