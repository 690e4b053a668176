"""The shell itself: one program per user, the layout at each size, the zoom, the log, the menus."""

from __future__ import annotations

import json
import logging
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QFont, QPalette
from PySide6.QtWidgets import QApplication, QCheckBox, QLabel, QPushButton, QToolButton
from pytestqt.qtbot import QtBot

from app.acts import examine
from app.form.layout import Box
from app.form.schema import Cell
from app.gui.desk.standing import open_findings, summary
from app.gui.grid.geometry import lines_for
from app.gui.grid.header import TableHeader
from app.gui.look import style_sheet as look
from app.gui.look import theme
from app.gui.program import application, faults
from app.gui.program.application import Application
from app.gui.tables.page import TablePage
from app.gui.window import actions
from app.gui.window.main_window import MainWindow
from app.keeping.settings import reload, settings
from app.model.draft import save_draft
from app.paths import examples, log_file, resource
from tests.conftest import Answers
from tests.reports import balanced, blank
from tests.where import ROOT


@pytest.fixture
def program(qapp: QApplication) -> Iterator[Application]:
    font, palette, style = QFont(qapp.font()), qapp.palette(), qapp.styleSheet()
    running = application.create([])
    yield running
    running.end()
    qapp.setStyleSheet(style)
    qapp.setPalette(palette)
    qapp.setFont(font)


@pytest.fixture
def window(program: Application, tmp_path: Path) -> MainWindow:
    path = tmp_path / "年报.gknb"
    save_draft(balanced(1), path)
    program.start([path])
    return program.windows[0]


def sized(window: MainWindow, width: int, height: int) -> None:
    window.resize(width, height)
    QApplication.processEvents()


def test_the_wide_layout_has_the_sketchs_numbers(window: MainWindow) -> None:
    sized(window, 1366, 698)
    assert window.menuBar().height() == 22 and window.toolbar.height() == 38 and window.status.height() == 22
    assert window.parts.width() == 176 and window.side.width() == 324
    assert window.pages.height() >= 616 and window.pages.width() == 1366 - 176 - 324 - 1


def test_narrow_puts_a_rail_left_and_the_problems_below(window: MainWindow) -> None:
    sized(window, 1093, 614)
    assert window.parts.width() == 44
    assert window.side.y() > window.pages.y() and window.side.width() == 1093 - 44
    sized(window, 1366, 698)
    assert window.parts.width() == 176 and window.side.x() > window.pages.x()


def test_zoom_grows_everything_and_is_kept(window: MainWindow, program: Application) -> None:
    sized(window, 1366, 698)
    program.appearance.zoom_in()
    program.appearance.zoom_in()
    QApplication.processEvents()
    assert settings().get("zoom") == 125 and theme.zoom() == 1.25
    assert window.toolbar.height() == theme.px(32) == 40
    assert window.parts.width() == theme.px(44)  # 1366 pixels at 125 % are narrow
    assert reload().get("zoom") == 125


def test_f12_widens_the_preview_and_back(window: MainWindow) -> None:
    sized(window, 1366, 698)
    window.actions_by_id["widen"].trigger()
    QApplication.processEvents()
    assert not window.pages.isVisible() and window.side.width() == 1366 - 176
    window.actions_by_id["widen"].trigger()
    QApplication.processEvents()
    assert window.pages.isVisible() and window.side.width() == 324
    window.actions_by_id["widen"].trigger()
    window.pages.show_part("overview")
    assert window.pages.isVisible()


def test_every_part_opens_by_its_key_and_no_label_is_cut(window: MainWindow, qtbot: QtBot) -> None:
    sized(window, 1366, 698)
    for key, part in ((Qt.Key.Key_0, "preface"), (Qt.Key.Key_3, "applications"), (Qt.Key.Key_6, "other_matters")):
        qtbot.keyClick(window, key, Qt.KeyboardModifier.AltModifier)
        assert window.pages.part == part
    qtbot.keyClick(window, Qt.Key.Key_PageDown, Qt.KeyboardModifier.ControlModifier)
    assert window.pages.part == "preface"
    for label in (*window.status.findChildren(QLabel), *window.toolbar.findChildren(QLabel)):
        if label.isVisible() and label is not window.status.said:
            assert label.width() >= label.sizeHint().width()


def test_f8_goes_round_the_problems(window: MainWindow) -> None:
    report = balanced(1).with_figures({Cell("disclosure", "penalties", "decisions"): None}).with_text("problems", "")
    window.document.edit(report, "试")
    window.actions_by_id["next_problem"].trigger()
    first = (window.pages.part, window.status.sentence)
    assert first[1]
    number = len(open_findings(window.desk.checker.checked))
    for _ in range(number):
        window.actions_by_id["next_problem"].trigger()
    assert (window.pages.part, window.status.sentence) == first


def test_what_is_said_of_last_years_report_leads_to_its_tab(window: MainWindow) -> None:
    window.document.edit(balanced(1), "试")
    window.desk.checker.run()
    (card,) = (card for card in window.side.problems.cards() if card.finding.rule == "Y108")
    (act,) = (button for button in card.findChildren(QPushButton) if button.text() == "放入上年报告")
    act.click()
    assert window.side.currentWidget() is window.side.last_year


def test_the_verdict_line() -> None:
    assert summary(examine(blank())).text.endswith("还差 200 格、3 处文字")
    wrong = balanced(1).with_figures({Cell("disputes", "reconsideration", "total"): None})
    assert summary(examine(wrong)).text.endswith("还差 1 格、3 处文字")


def test_undo_and_redo_say_what(window: MainWindow) -> None:
    undo, redo = window.actions_by_id["undo"], window.actions_by_id["redo"]
    assert not undo.isEnabled() and undo.text() == "撤销"
    window.document.edit(window.document.report.with_organ(name="青禾县档案馆"), "填写 单位名称")
    assert undo.text() == "撤销 填写 单位名称" and undo.iconText() == "撤销"
    undo.trigger()
    assert redo.text() == "重做 填写 单位名称"


def test_a_second_start_hands_its_draft_over(
    window: MainWindow, program: Application, tmp_path: Path, qtbot: QtBot
) -> None:
    other = tmp_path / "第二份.gknb"
    save_draft(balanced(2), other)
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    again = subprocess.Popen([sys.executable, "-m", "app", str(other)], cwd=ROOT, env=environment)
    qtbot.waitUntil(program_has(program, other), timeout=15_000)
    qtbot.waitUntil(ended(again), timeout=15_000)
    assert again.returncode == 0 and len(program.windows) == 2


def test_the_installer_asks_the_running_program_to_close(
    window: MainWindow, program: Application, qtbot: QtBot, answers: Answers
) -> None:
    def ask() -> None:
        asking = subprocess.Popen([sys.executable, "-m", "app", "--close"], cwd=ROOT)
        qtbot.waitUntil(ended(asking), timeout=15_000)
        assert asking.returncode == 0
        QApplication.processEvents()

    window.document.edit(window.document.report.with_organ(name="青禾县档案馆"), "填写 单位名称")
    answers.click("继续编辑")
    ask()
    assert program.windows == [window] and "青禾县档案馆" in window.windowTitle() + answers.seen[0]
    window.document.undo_stack.undo()
    ask()
    assert not program.windows


def program_has(program: Application, path: Path):  # noqa: ANN201
    return lambda: not program._windows.may_write(path)


def ended(process: subprocess.Popen[bytes]):  # noqa: ANN201
    return lambda: process.poll() is not None


def test_settings_survive_nonsense(user_folder: Path) -> None:
    (user_folder / "settings.json").write_text('{"zoom": 7, "theme": "dark", "recent": "x"', "utf-8")
    assert reload().get("zoom") == 100
    (user_folder / "settings.json").write_text(json.dumps({"zoom": 7, "theme": "dark", "recent": "x"}), "utf-8")
    assert reload().get("zoom") == 100 and settings().get("theme") == "dark" and settings().get("recent") == []


def test_the_log_holds_no_content(user_folder: Path) -> None:
    root = logging.getLogger()
    before = list(root.handlers)
    faults.start_log()
    try:
        raise ValueError("张三的身份证")
    except ValueError:
        logging.getLogger("app.try").exception("rule crashed")
    for handler in [each for each in root.handlers if each not in before]:
        handler.flush()
        written = log_file().read_text("utf-8")
        assert "ValueError" in written and "test_shell.py" in written and "张三" not in written
        root.removeHandler(handler)
        handler.close()


def test_every_example_opens(program: Application) -> None:
    program.start([])
    assert program.start_window and program.start_window.isVisible()
    for path in examples().glob("*.gknb"):
        window = program.open_example(path)
        assert window and window.document.path is None and not window.document.modified
    assert program.start_window is None


def test_the_programs_folder_may_have_any_name(
    program: Application, tmp_path: Path, qapp: QApplication, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "it's; 新建 (2)"
    folder.mkdir()
    shutil.copy(resource("check.png"), folder)
    monkeypatch.setattr(look, "resource", lambda *parts: folder.joinpath(*parts))
    look.apply(qapp, "light", 100)
    box = QCheckBox()
    box.setChecked(True)
    image = box.grab().toImage()
    seen = {image.pixelColor(x, y).name() for x in range(image.width()) for y in range(image.height())}
    assert {theme.LIGHT.accent, theme.LIGHT.accent_text} <= seen, "a white tick on blue"


def test_a_font_that_the_system_gives_tables_and_menus_does_not_stay(
    program: Application, qapp: QApplication, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = qapp.setPalette

    def as_windows_does(palette: QPalette) -> None:
        real(palette)
        for kind in ("QAbstractItemView", "QMenuBar"):
            QApplication.setFont(QFont("Tahoma", 8), kind)

    monkeypatch.setattr(qapp, "setPalette", as_windows_does)
    settings().set("theme", "dark")
    program.appearance.apply()
    assert QApplication.font("QAbstractItemView") == QApplication.font("QMenuBar") == qapp.font()


@pytest.mark.parametrize(("width", "rail"), [(1366, False), (1280, False), (1276, True), (1242, True), (1093, True)])
def test_table_three_is_never_scrolled_sideways(window: MainWindow, width: int, rail: bool) -> None:
    window.show_tab("problems")
    sized(window, width, 698)
    assert (window.parts.width() == 44) is rail
    page = window.pages.page
    assert isinstance(page, TablePage) and not page.view.horizontalScrollBar().isVisible()


def rows_in_sight(window: MainWindow) -> int:
    """Rows of figures seen whole."""
    page = window.pages.page
    assert isinstance(page, TablePage)
    bottom = page.view.viewport().height()
    rects = [page.view.visualRect(page.model.index(row, 0)) for row in range(page.model.rowCount())]
    return sum(rect.top() >= 0 and rect.bottom() < bottom for rect in rects)


@pytest.mark.parametrize(("width", "height", "zoom"), [(1093, 544, 100), (1093, 614, 100), (1366, 698, 125)])
def test_a_folded_layout_shows_twenty_rows_of_table_three(
    window: MainWindow, program: Application, width: int, height: int, zoom: int
) -> None:
    """1366x768 at the 125 % of Windows, title and task bar taken off; and at the program's own."""
    settings().set("zoom", zoom)
    program.appearance.apply()
    sized(window, width, height)
    window.pages.show_part("applications")
    QApplication.processEvents()
    assert rows_in_sight(window) >= 20


def test_the_strip_below_is_a_line_of_counts_until_it_is_opened(window: MainWindow, qtbot: QtBot) -> None:
    sized(window, 1093, 614)
    tab = window.side.tabBar().tabRect(4)
    window.pages.show_part("applications")
    cell = Cell("applications", "granted", "natural_person")
    window.document.edit(window.document.report.with_figures({cell: Decimal(500)}), "改")
    window.desk.checker.run()
    side = window.side
    line = side.height()
    assert line <= 26 and side.folded
    fold = side.findChild(QToolButton, "fold")
    assert fold and fold.isVisible() and "错误 " in fold.text() and fold.text().endswith("展开")
    qtbot.mouseClick(fold, Qt.MouseButton.LeftButton)
    QApplication.processEvents()
    assert side.height() > 150 and side.problems.isVisible() and rows_in_sight(window) < 20
    qtbot.mouseClick(fold, Qt.MouseButton.LeftButton)
    QApplication.processEvents()
    assert side.height() == line and rows_in_sight(window) >= 20
    qtbot.keyClick(window, Qt.Key.Key_F8)
    QApplication.processEvents()
    assert not side.folded and side.currentWidget() is side.problems
    bar = side.tabBar()
    qtbot.mouseClick(bar, Qt.MouseButton.LeftButton, pos=bar.tabRect(side.currentIndex()).center())
    QApplication.processEvents()
    assert side.folded
    qtbot.mouseClick(bar, Qt.MouseButton.LeftButton, pos=bar.tabRect(2).center())
    QApplication.processEvents()
    assert not side.folded and side.currentWidget() is side.last_year
    assert bar.tabRect(4).size() == tab.size(), "they do not grow or shrink under her hand"
    sized(window, 1366, 698)
    assert not side.folded and not fold.isVisible() and side.height() > 600


@pytest.mark.parametrize("zoom", [100, 110, 125, 150, 175, 200])
def test_no_zoom_folds_the_menus_away_cuts_a_header_or_makes_the_window_higher_than_the_screen(
    window: MainWindow, program: Application, zoom: int
) -> None:
    sized(window, 1366, 698)
    settings().set("zoom", zoom)
    program.appearance.apply()
    QApplication.processEvents()
    sized(window, 1366, 698)
    assert (window.width(), window.height()) == (1366, 698)
    bar = window.menuBar()
    assert all(bar.rect().contains(bar.actionGeometry(action)) for action in bar.actions())
    for part in ("applications", "disputes", "disclosure"):
        window.pages.show_part(part)
        QApplication.processEvents()
        page = window.pages.page
        assert isinstance(page, TablePage)
        for header in (page.view.horizontalHeader(), page.view.verticalHeader()):
            assert isinstance(header, TableHeader)
            for box, rect in header.boxes():
                assert needed(box, rect, header) <= rect.height(), (zoom, part, box.text)


def needed(box: Box, rect: QRect, header: TableHeader) -> int:
    """Pixels that the words of a box are high, broken as they are painted."""
    pitch = theme.px(16)
    most = max(1, (rect.height() + 1) // pitch)
    width = rect.width() - 2 * theme.px(4)
    return pitch * len(lines_for(box.text, box.lines, header.font().toString(), width, most)) - theme.px(2)


def test_escape_leaves_the_wide_preview(window: MainWindow, qtbot: QtBot) -> None:
    window.actions_by_id["widen"].trigger()
    qtbot.keyClick(window, Qt.Key.Key_Escape)
    assert window.pages.isVisible()


def test_what_was_said_of_the_report_before_is_over(window: MainWindow) -> None:
    cell = Cell("applications", "granted", "natural_person")
    window.status.say("表三还有 113 格未填。")
    window.document.edit(window.document.report.with_figures({cell: Decimal(500)}), "改")
    assert window.status.sentence == ""
    window.desk.checker.run()
    card = next(c for c in window.side.problems.cards() if c.finding.fix)
    card._fix_clicked()
    assert "请对照原始数据，可以撤销" in window.status.sentence and window.pages.cell == cell


def test_dark_and_light_are_the_clerks_choice(program: Application) -> None:
    settings().set("theme", "dark")
    program.appearance.apply()
    assert theme.is_dark()
    settings().set("theme", "light")
    program.appearance.apply()
    assert not theme.is_dark()


def test_the_acts_are_exactly_the_items_of_the_menus(program: Application) -> None:
    program.start([])
    window = program.open_example(sorted(examples().glob("*.gknb"))[0])
    assert window
    items = {item.id for _, entries in actions.MENUS for item in entries if item is not None}
    assert set(window.acts()) == items
