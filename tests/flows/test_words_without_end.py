"""Words of 30,000 characters in every room: the windows stay on the screen, and say how long the words are."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from PySide6.QtWidgets import QApplication, QDialog, QLabel, QWidget
from pytestqt.qtbot import QtBot

from app.county.collection import Collection, save_collection
from app.county.units import Unit
from app.gui.desk.places import PART_NAMES
from app.gui.importing.reading import Foreign
from app.model.draft import save_draft
from app.model.kept.comments import Comment, with_comments
from app.model.kept.remarks import Letter, Remark
from app.model.report import Source, Status
from tests.conftest import Answers
from tests.flows.clerk import Clerk
from tests.flows.county.shared import RECEIVED, settled
from tests.reports import filled

LONG = "某" * 30_000


def too_long(window: QWidget, where: str) -> list[str]:
    QApplication.processEvents()
    found = [
        f"{where}: a label of {len(each.text())}" for each in window.findChildren(QLabel) if len(each.text()) > 5100
    ]
    least = window.minimumSizeHint().width()
    found += [f"{where}: at least {least} wide"] if least > 1366 else []
    found += [f"{where}: a title of {len(window.windowTitle())}"] if len(window.windowTitle()) > 400 else []
    return found


def test_in_the_window_of_a_draft(clerk: Clerk, answers: Answers, tmp_path: Path, qtbot: QtBot) -> None:
    report = filled()
    report = replace(
        report,
        organ=replace(report.organ, name=LONG, address=LONG, website=LONG),
        texts=dict.fromkeys(report.texts, LONG),
        sources={"applications/received": Source(LONG, LONG, LONG, True)},
        status=Status("published", "2026-01-20", LONG),
    )
    report = with_comments(report, [Comment(LONG, LONG, LONG)])
    draft = tmp_path / "年报.gknb"
    save_draft(replace(report, previous=replace(report, year=report.year - 1)), draft)
    clerk.starts(draft)
    remarks = (Remark(LONG, str(RECEIVED), LONG, LONG, LONG, LONG), Remark(LONG))
    clerk.window.acting.remarks.take(Letter(LONG, LONG, report.year, 1, LONG, LONG, LONG, LONG, remarks, (), (LONG,)))
    found = []
    for part in PART_NAMES:
        clerk.window.pages.show_part(part)
        for tab in ("problems", "last_year", "reasons", "remarks"):
            clerk.window.show_tab(tab)
            found += too_long(clerk.window, f"{part} {tab}")

    def look(dialog: QDialog) -> None:
        found.extend(too_long(dialog, dialog.windowTitle()[:20]))
        dialog.reject()

    page = tmp_path / "甲.txt"
    page.write_text(f"{LONG}局2024年政府信息公开工作年度报告\n行政许可\t{LONG}\n{LONG}\n", encoding="utf-8")
    for act in ("last_year", "export_review", "self_check", "source"):
        clerk.goes_to(str(RECEIVED)).will(look)
        clerk.chooses(act)
    clerk.will(look)
    clerk.program.bringing_in.attach(clerk.window.desk, [Foreign(LONG, page)])
    qtbot.waitUntil(lambda: len(answers.seen) == 5, timeout=60_000)
    assert not found, "\n".join(dict.fromkeys(found))


def test_in_the_window_of_the_county(clerk: Clerk, tmp_path: Path, qtbot: QtBot) -> None:
    folder = tmp_path / "年报"
    folder.mkdir()
    save_collection(Collection(2025, LONG, LONG, (Unit(f"{LONG}局", (LONG,), note=LONG),), True, contact=LONG), folder)
    for number, name in enumerate((f"{LONG}局", f"{LONG}所")):
        report = replace(filled(), year=2025, organ=replace(filled().organ, name=name))
        save_draft(report, folder / f"{number}.gknb")
    clerk.starts(folder)
    window = clerk.program.counties.open[-1]
    settled(qtbot, window)
    found = []
    for row in range(window.units.model.rowCount()):
        window.units.view.selectRow(row)
        for tab in range(window.side.count()):
            window.side.setCurrentIndex(tab)
            found += too_long(window, f"row {row} tab {tab}")
    assert not found, "\n".join(dict.fromkeys(found))
