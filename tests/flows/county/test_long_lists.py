"""Lists of the county's window with hundreds of things: a card is made for those that are looked at."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict, replace
from pathlib import Path

from PySide6.QtWidgets import QApplication, QPushButton

from app.county.collection import open_collection, save_collection
from app.gui.county.beside.findings_panel import FindingCard
from app.gui.county.beside.remarks_panel import AskedCard
from app.gui.county.window import CountyWindow
from app.gui.look.card_list import LISTED, CardList
from app.model.draft import save_draft
from app.model.kept.remarks import Remark
from tests.flows.county.shared import NAMES, unit_report


def more(of: CardList) -> QPushButton:
    return next(each for each in of.findChildren(QPushButton) if "没有列出" in each.text())


def shown(of: CardList, kind: type) -> list:
    QApplication.processEvents()
    return [each for each in of.findChildren(kind) if not each.isHidden()]


def test_a_unit_of_whom_much_is_asked(folder: Path, opened: Callable[[Path], CountyWindow]) -> None:
    collection = open_collection(folder)
    assert collection
    remarks = tuple(asdict(Remark(f"第 {number} 条意见")) for number in range(100))
    save_collection(collection.decided(NAMES[0], remarks=remarks), folder)
    save_draft(unit_report(NAMES[0], 1), folder / "0.gknb")
    window = opened(folder)
    window.units.go_to(NAMES[0])
    window.side.setCurrentWidget(window.side.remarks)
    listed = window.side.remarks.list
    assert len(shown(listed, AskedCard)) == LISTED
    assert "第 0 条意见" in shown(listed, AskedCard)[0].remark.text
    more(listed).click()
    assert len(shown(listed, AskedCard)) == 2 * LISTED and shown(listed, AskedCard)[LISTED].hasFocus()
    more(listed).click()
    every = shown(listed, AskedCard)
    assert len(every) > 100 - 1 and more(listed).isHidden()
    window.units.go_to(NAMES[1])
    window.units.go_to(NAMES[0])
    assert len(shown(listed, AskedCard)) == LISTED


def test_a_collection_of_which_much_is_found(folder: Path, opened: Callable[[Path], CountyWindow]) -> None:
    save_draft(unit_report(NAMES[0], 1), folder / "0.gknb")
    window = opened(folder)
    summary = window.folder.summary
    assert summary and summary.findings
    window.side.findings.show_findings(replace(summary, findings=summary.findings * 100))
    of_all = len(shown(window.side.findings, FindingCard)) - LISTED  # of all units, below
    assert 0 <= of_all < 10
    more(window.side.findings).click()
    assert len(shown(window.side.findings, FindingCard)) == 2 * LISTED + of_all
