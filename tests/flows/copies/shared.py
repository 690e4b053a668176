"""What the flows of copies share: papers and pages of a report, dropped or put on the clipboard."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

from PySide6.QtCore import QMimeData, Qt, QUrl
from PySide6.QtGui import QDropEvent, QGuiApplication
from PySide6.QtWidgets import QDialog

from app.acts import render
from app.form.schema import Cell
from app.gui.paper.export_dialog import ExportDialog
from app.model.report import Report
from tests.where import TESTS

DATA = TESTS / "data" / "documents"
WAIT = 20_000  # ms: a child process starts, reads and ends
PENALTIES = Cell("disclosure", "penalties", "decisions")
LICENCES = Cell("disclosure", "licences", "decisions")
RECEIVED = Cell("applications", "received", "natural_person")
TOTAL = Cell("applications", "received", "total")
Until = Callable[[Callable[[], bool]], None]


def docx(report: Report, path: Path) -> Path:
    path.write_bytes(render(report, ("docx",), None)["docx"])
    return path


def page(report: Report) -> str:
    title = f"<h1>{report.organ.name}{report.year}年政府信息公开工作年度报告</h1>"
    return title + render(report, ("html",), None)["html"].decode()


def copy_page(html: str) -> None:
    data = QMimeData()
    data.setHtml(html)
    data.setText("年报")
    QGuiApplication.clipboard().setMimeData(data)


def drop(widget: object, path: Path) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path))])
    buttons, keys = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    middle = widget.rect().center()  # type: ignore[attr-defined]
    widget.dropEvent(QDropEvent(middle, Qt.DropAction.CopyAction, data, buttons, keys))  # type: ignore[attr-defined]


def edited(report: Report) -> Report:
    """What the boss made of it: a figure (its total with it), a sentence, one sentence more taken out."""
    report = report.with_figures({PENALTIES: Decimal(7), RECEIVED: Decimal(19), TOTAL: Decimal(26)})
    return report.with_text("problems", report.text("problems").replace("一是", "第一，", 1))


def into(folder: Path) -> Callable[[QDialog], None]:
    def answer(dialog: QDialog) -> None:
        assert isinstance(dialog, ExportDialog)
        for key, box in dialog._boxes.items():
            box.setChecked(key == "html")
        dialog._folder.setText(str(folder))
        dialog._go()

    return answer
