"""One question before every way out: is all that stands in the window in the report?"""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from app.acts import examine
from app.form.schema import Cell
from app.gui.tables.page import TablePage
from app.model.draft import open_draft, save_draft
from app.model.report import Reason
from app.paths import examples
from tests.flows.clerk import Clerk

RECEIVED = "applications/received/natural_person"
ISSUED, IN_FORCE = "disclosure/normative_documents/issued", "disclosure/normative_documents/in_force"
WAYS_OUT = (
    "save",
    "save_as",
    "close",
    "quit",
    "export_review",
    "export_public",
    "print",
    "for_website",
    "export_notes",
    "export_request",
    "export_summary",
    "self_check",
)


@pytest.fixture
def ready(tmp_path: Path) -> Path:
    """A draft that may be published, so that nothing but what is half written stops an act."""
    report = open_draft(examples() / "示例县自然资源局2025.gknb")
    for finding in examine(report).findings:
        report = report.with_reason(finding.anchor, Reason("经核实情况属实", finding.values(report)))
    path = tmp_path / "年报.gknb"
    save_draft(report, path)
    return path


@pytest.mark.parametrize("act", WAYS_OUT)
@pytest.mark.parametrize("typed", ["12a", "2.5"])
def test_a_figure_that_is_refused_stops_every_way_out(clerk: Clerk, ready: Path, act: str, typed: str) -> None:
    QGuiApplication.clipboard().setText("别的")
    clerk.starts(ready)
    before = clerk.figure(RECEIVED)
    clerk.goes_to(RECEIVED).types(typed).chooses(act)  # whatever would be asked now nobody answers, and that fails
    page = clerk.window.pages.page
    assert isinstance(page, TablePage) and page.view.note.isVisible() and page.view.hasFocus()
    assert clerk.window.pages.cell == Cell.parse(RECEIVED) and clerk.figure(RECEIVED) == before
    assert clerk.window.isVisible() and QGuiApplication.clipboard().text() == "别的"
    assert (
        clerk.window.desk.snapshots.all(clerk.window.document.report) == []
        and clerk.window.document.report.status.state == "editing"
    )


@pytest.mark.parametrize("act", WAYS_OUT)
def test_a_reason_half_written_stops_every_way_out(clerk: Clerk, tmp_path: Path, act: str) -> None:
    report = open_draft(examples() / "示例县自然资源局2025.gknb")
    report = report.with_figures({Cell.parse(ISSUED): report.figures[Cell.parse(IN_FORCE)] + 5})
    draft = tmp_path / "待说明.gknb"
    save_draft(report, draft)
    clerk.starts(draft)
    card = next(card for card in clerk.window.side.problems.cards() if card.finding.rule == "E105")
    card.write()
    QApplication.processEvents()
    assert card.editor
    QTest.keyClicks(card.editor.text, "3 documents expired")
    clerk.window.show_tab("preview")
    clerk.will_answer("知道了").chooses(act)
    assert clerk.was_told("有一条说明还没有写完。")
    assert clerk.window.side.currentWidget() is clerk.window.side.problems and card.editor.text.hasFocus()
    assert clerk.window.isVisible() and not clerk.window.document.report.reasons


def test_what_is_still_being_typed_goes_out_with_the_rest(clerk: Clerk, ready: Path, tmp_path: Path) -> None:
    clerk.starts(ready).goes_to(RECEIVED).types("77").chooses("save")
    assert open_draft(ready).figure(Cell.parse(RECEIVED)) == 77
