"""Draws the states of the window as PNG files; called by build/pictures for each screen: pictures.py DIR.

Environment: PICTURES_SCREEN (1366x768), PICTURES_THEME (light, dark), PICTURES_FEW (main states only). Every state is
reached as a clerk reaches it: menu items, keys, edits; a dialog that opens is drawn and closed.
"""

from __future__ import annotations

import os
import sys
import tempfile
import time
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

from PySide6.QtCore import QEvent, QMimeData, Qt, QThreadPool
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QFileDialog, QWidget

from app.acts import new_from_last_year
from app.county.collection import Collection, save_collection
from app.county.units import Unit
from app.documents.read.lines.ledger import read_ledger_file
from app.documents.write.outline import outline
from app.documents.write.to_html import html_fragment
from app.form.schema import Cell
from app.gui.program import application
from app.keeping.settings import reload, settings
from app.model.draft import open_draft, save_draft
from app.model.report import Report, Source
from app.model.totals import fill_totals
from app.paths import examples, home

OUT = Path(sys.argv[1])
FEW = bool(os.environ.get("PICTURES_FEW"))
COUNTY = open_draft(examples() / "示例县人民政府2025.gknb")
TOWN = open_draft(examples() / "高新区（近海镇）2022.gknb")

_number = 0
_dialog = ""


def settle(seconds: float = 0.4) -> None:
    """Let timers, threads and paint events run; on a busy machine until the threads have done their work."""
    end = time.monotonic() + seconds
    turns = 0
    while (left := end - time.monotonic()) > 0 or turns < 20 or (left > -60 and _working()):
        turns += 1
        QApplication.processEvents()
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        time.sleep(0.01)


def _working() -> bool:
    return QThreadPool.globalInstance().activeThreadCount() > 0


def take(name: str, widget: QWidget) -> None:
    global _number
    settle()
    _number += 1
    widget.grab().save(str(OUT / f"{_number:02}-{name}.png"))


def drawn_instead_of_run(dialog: QDialog) -> int:
    """What QDialog.exec does here: the dialog is shown, drawn and closed without an answer."""
    dialog.setModal(False)
    dialog.show()
    take(f"{_dialog}-{dialog.windowTitle() or type(dialog).__name__}".replace("/", "_"), dialog)
    dialog.close()
    return int(QDialog.DialogCode.Rejected)


class Pictures:
    """One run of the program, with a window for each draft drawn."""

    def __init__(self) -> None:
        reload()
        settings().set("theme", os.environ.get("PICTURES_THEME", "light"))
        self.program = application.create(["nianbao"])
        QApplication.setCursorFlashTime(0)  # a caret that is there, whenever the picture is taken

    def window(self, report: Report, name: str):
        path = home() / f"{name}.gknb"
        path.parent.mkdir(parents=True, exist_ok=True)
        save_draft(report, path)
        window = self.program.open_path(path)
        assert window
        width, height = (int(n) for n in os.environ.get("PICTURES_SCREEN", "1366x768").split("x"))
        scale = float(os.environ.get("QT_SCALE_FACTOR", "1"))
        window.resize(round(width / scale), round((height - 70) / scale))
        settle()
        return window

    def done(self, window) -> None:
        window.saving.leave()
        window.closing.emit(window)
        window.hide()
        settle(0.1)


def choose(window, action: str, name: str) -> None:
    """Trigger a menu item; a dialog it opens is drawn under this name."""
    global _dialog
    _dialog = name
    window.actions_by_id[action].trigger()
    settle()


def main_states(pictures: Pictures) -> None:
    window = pictures.window(TOWN, "近海镇")
    for part in ("preface", "overview", "disclosure", "applications", "disputes", "problems", "other_matters"):
        window.pages.show_part(part)
        take(part, window)
    pictures.done(window)

    wrong = COUNTY.with_figures(
        {
            Cell("applications", "granted", "natural_person"): COUNTY.figures[
                Cell("applications", "granted", "natural_person")
            ]
            + 3,
            Cell("disclosure", "fees", "amount"): Decimal("-1"),
            Cell("disputes", "reconsideration", "total"): Decimal(0),
        }
    )
    window = pictures.window(replace(wrong, auto_totals=False), "错误")
    window.pages.show_part("applications")
    take("errors", window)
    window.show_tab("preview")
    settle(3)
    take("preview", window)
    window.widen_preview()
    settle(2)
    take("preview-wide", window)
    pictures.done(window)


def table_states(pictures: Pictures) -> None:
    window = pictures.window(replace(COUNTY, figures={}, texts={}), "空白")
    window.pages.show_part("applications")
    take("blank-zero-question", window)
    window.pages.go_to(Cell("applications", "received", "natural_person"))
    for keys in ("12", "Return", "2", "Return", "7"):
        focus = QApplication.focusWidget()
        QTest.keyClick(focus, Qt.Key.Key_Return) if keys == "Return" else QTest.keyClicks(focus, keys)
        settle(0.1)
    take("typing", window)
    QTest.keyClicks(QApplication.focusWidget(), "x")
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
    take("refused", window)
    pictures.done(window)

    flagged = TOWN.with_source("applications/received", Source("党政办", "张某", "1月8日", True))
    window = pictures.window(flagged, "来源")
    window.pages.go_to(Cell("applications", "granted", "natural_person"))
    window.show_figure_help()
    settle()
    for top in QApplication.topLevelWidgets():
        if top.isVisible() and top is not window:
            take("figure-help", top)
            top.close()
    take("flagged", window)
    clipboard("合计\t3\t\t1,205\n\t４\tx\t12.5")
    choose(window, "paste", "paste")
    pictures.done(window)


def panels(pictures: Pictures) -> None:
    asked = COUNTY.with_figures({Cell("disclosure", "normative_documents", "issued"): Decimal(140)})
    last_year = replace(TOWN, organ=COUNTY.organ, year=2024, texts=COUNTY.texts)
    started = new_from_last_year(replace(COUNTY, year=2024), 2025)
    window = pictures.window(fill_totals(replace(asked, previous=replace(last_year, figures=COUNTY.figures))), "核实")
    take("queries", window)
    side = window.side
    for name in [each for each, panel in side.tabs.items() if side.isTabVisible(side.indexOf(panel))]:
        side.show_tab(name)
        settle(1)
        take(f"tab-{side.tabText(side.currentIndex())}", window)
    window.side.setCurrentIndex(0)
    window.pages.show_part("overview")
    window.find_bar.open_replace() if hasattr(window.find_bar, "open_replace") else None
    take("find", window)
    window.resize(1093, 614)
    window.pages.show_part("applications")
    take("narrow", window)
    pictures.done(window)
    window = pictures.window(started, "从去年开始")
    window.pages.show_part("overview")
    take("started-from-last-year", window)
    pictures.done(window)


def ledger(pictures: Pictures) -> None:
    """The request ledger: asked, changes, deadlines, the requests behind a figure."""
    path = home() / "申请台账.csv"
    path.write_text(LEDGER, encoding="utf-8-sig")
    window = pictures.window(replace(COUNTY, year=2025, previous=replace(COUNTY, year=2024)), "台账")
    window.pages.go_to(Cell("applications", "granted", "natural_person"))
    window.show_tab("deadlines")
    take("ledger-none", window)
    window.acting.ledger.ledger.take(path, read_ledger_file(path, 2025))
    take("ledger-deadlines", window)
    global _dialog
    for words, show in (
        ("ledger-fill", window.acting.ledger.show_fill),
        ("ledger-requests", window.acting.ledger.show_requests),
    ):
        _dialog = words
        show()
    pictures.done(window)


LEDGER = """编号,收到日期,申请人类型,结果,答复日期,承办科室
2025-001,2025-03-07,自然人,予以公开,2025-03-20,行政审批科
2025-002,2025-03-10,商业企业,信息不存在,2025-04-30,自然资源所
2025-003,2025-04-02,自然人,咨询,2025-04-08,办公室
2025-004,2025-04-03,自然人,咨询,2025-04-09,办公室
2025-005,2025-11-20,法人,不予公开,2025-12-05,办公室
2025-006,2025-12-22,自然人,,,综合执法队
"""


def dialogs(pictures: Pictures) -> None:
    """Every menu item that opens a dialog, on a ready report."""
    window = pictures.window(replace(COUNTY, previous=replace(COUNTY, year=2024)), "对话框")
    clipboard("", html_fragment(outline(replace(COUNTY, year=2024))))
    quiet = {"quit", "close", "print", "save", "paste", "undo", "redo", "cut", "copy"}
    for id, action in window.actions_by_id.items():
        opens = action.text().rstrip().endswith(("…", "...")) or id == "about"
        if opens and id not in quiet and action.isEnabled():
            choose(window, id, id)
    pictures.done(window)


def county(pictures: Pictures) -> None:
    """The window of the county office, on a folder of a few units."""
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place) / "示例县2025年报"
        folder.mkdir()
        names = ("示例县自然资源局", "示例县林业局", "示例县教育局", "示例县河口镇人民政府", "示例县东风街道办事处")
        units = (*(Unit(name) for name in names), Unit("示例县水利局"))
        save_collection(Collection(2025, "示例县人民政府", "2026-01-20", units, True), folder)
        empty = pictures.program.counties.show(folder)
        settle(1)
        take("county-empty", empty)
        empty.close()
        for number, name in enumerate(names):
            report = replace(COUNTY, organ=replace(COUNTY.organ, name=name, scope="own"))
            wrong = {Cell.parse("applications/received/total"): Decimal(7)} if number == 1 else {}
            save_draft(report.with_figures(wrong), folder / f"{number}.gknb")
        window = pictures.program.counties.show(folder)
        settle(2)
        for number, name in enumerate(("shares", "findings", "remarks", "materials")):
            window.units.go_to(names[1])
            window.side.setCurrentIndex(number)
            take(f"county-{name}", window)
        window.side.remarks.own.setPlainText("第五部分太短，请写具体。")
        window.side.remarks.add.click()
        settle(2)
        letter = window.acting.between().letter
        assert letter
        window.side.setCurrentIndex(2)
        take("county-own-remark", window)
        window.close()
        its_own = pictures.window(open_draft(folder / "1.gknb"), "林业局")
        its_own.acting.remarks.take(letter)
        its_own.pages.go_to(Cell.parse("applications/received/total"))
        take("remarks", its_own)
        its_own.side.remarks.cards()[0].write()
        take("remarks-answer", its_own)
        its_own.side.remarks.cards()[0].editor.text.setPlainText("")
        pictures.done(its_own)


def clipboard(text: str, html: str = "") -> None:
    data = QMimeData()
    data.setText(text)
    if html:
        data.setHtml(html)
    QGuiApplication.clipboard().setMimeData(data)


def main() -> None:
    OUT.mkdir(parents=True, exist_ok=True)
    for old in OUT.glob("*.png"):
        old.unlink()
    QDialog.exec = drawn_instead_of_run
    for ask in ("getOpenFileName", "getOpenFileNames", "getSaveFileName", "getExistingDirectory"):
        setattr(QFileDialog, ask, staticmethod(lambda *_args, **_named: ("", "")))
    QFileDialog.getExistingDirectory = staticmethod(lambda *_args, **_named: "")
    QFileDialog.getOpenFileNames = staticmethod(lambda *_args, **_named: ([], ""))
    QDesktopServices.openUrl = staticmethod(lambda _url: True)
    pictures = Pictures()
    pictures.program.start([])
    take("start", pictures.program.start_window)
    main_states(pictures)
    county(pictures)
    if not FEW:
        table_states(pictures)
        panels(pictures)
        ledger(pictures)
        dialogs(pictures)
    pictures.program.end()
    QGuiApplication.clipboard().clear()  # Qt's offscreen screen would free Python's copy when Python has gone


if __name__ == "__main__":
    main()
