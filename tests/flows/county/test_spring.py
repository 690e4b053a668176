"""The county's spring: files come in, are claimed, chosen, sent back, accepted, held against the page; from an empty folder on."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from functools import partial
from pathlib import Path

from PySide6.QtCore import QMimeData, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QLabel, QPushButton
from pytestqt.qtbot import QtBot

from app.county.collection import open_collection
from app.county.standing import Standing, words
from app.county.units import Unit
from app.documents.write.outline import outline
from app.documents.write.to_html import html_fragment
from app.gui.county.beside.remarks_panel import AskedCard
from app.gui.county.deciding import Beginning, Line
from app.gui.county.window import CountyWindow
from app.model.draft import open_draft, save_draft
from app.model.kept.remarks import parse_letter, with_answer, with_letter
from tests.flows.clerk import Clerk
from tests.flows.county.shared import NAMES, RECEIVED, chooses, named, settled, shown, unit_report
from tests.reports import filled


def test_from_the_first_screen_to_the_published_summary(
    clerk: Clerk, tmp_path: Path, came: list[Path], qtbot: QtBot
) -> None:
    place = tmp_path / "青禾县2025年报"
    place.mkdir()

    def begins(dialog: QDialog) -> None:
        assert isinstance(dialog, Beginning)
        dialog.year.setCurrentText("2025")
        dialog.organ.setText("青禾县人民政府")
        dialog.accept()

    clerk.starts()
    assert clerk.program.start_window
    clerk.will_choose(place).will(begins)
    QTest.mouseClick(clerk.program.start_window.county, Qt.MouseButton.LeftButton)
    window = clerk.program.counties.open[-1]
    settled(qtbot, window)
    assert clerk.program.start_window is None
    assert window.empty.isVisible() and window.primary.text() == "收入来件"

    window.folder.take([came[0].parent])
    settled(qtbot, window)
    assert sorted(path.name for path in (place / "收到").rglob("*.gknb")) == ["0.gknb", "1.gknb", "2.gknb"]
    assert window.units.tally.text().startswith("应报 3 · 已报 3")
    assert window.primary.text() in ("生成汇总底稿", "退回意见（3）", "退回意见（2）", "退回意见（1）")
    expected = sum((unit_report("", seed).figures[RECEIVED] for seed in range(3)), start=0)
    assert window.folder.summary and window.folder.summary.total.figures[RECEIVED] == expected

    window.acts["make"].trigger()
    QApplication.processEvents()
    assert clerk.window.document.report.organ.scope == "summary"
    assert clerk.window.document.report.figures[RECEIVED] == expected
    assert open_draft(place / "汇总.gknb").figures[RECEIVED] == expected


def test_an_unknown_name_is_asked_once(
    folder: Path, came: list[Path], clerk: Clerk, opened: Callable[[Path], CountyWindow], qtbot: QtBot
) -> None:
    window = opened(folder)
    window.folder.take(came)
    settled(qtbot, window)
    assert window.primary.text() == "认领来件（1）"
    clerk.will(named("认领来件", chooses(2)))
    QTest.mouseClick(window.primary, Qt.MouseButton.LeftButton)
    settled(qtbot, window)
    assert not window.folder.summary.overview.unclaimed  # type: ignore[union-attr]
    kept = open_collection(folder)
    assert kept and kept.unit(NAMES[2]) == Unit(NAMES[2], ("河口镇",))


def test_sent_back_accepted_and_sent_again(
    folder: Path, came: list[Path], clerk: Clerk, opened: Callable[[Path], CountyWindow], qtbot: QtBot
) -> None:
    window = opened(folder)
    window.folder.take(came[:2])
    settled(qtbot, window)
    window.units.go_to(NAMES[0])
    window.side.setCurrentWidget(window.side.remarks)
    window.side.remarks.own.setPlainText("第五部分太短，请写具体。")
    QTest.mouseClick(window.side.remarks.add, Qt.MouseButton.LeftButton)
    settled(qtbot, window)
    window.side.remarks.own.setPlainText("这一条写错了。")
    QTest.mouseClick(window.side.remarks.add, Qt.MouseButton.LeftButton)
    settled(qtbot, window)
    card = next(each for each in window.side.remarks.list.findChildren(AskedCard) if "写错了" in each.remark.text)
    card.setFocus()
    QTest.mouseClick(card.findChildren(QPushButton)[-1], Qt.MouseButton.LeftButton)
    settled(qtbot, window)
    assert "这一条写错了" not in shown(window)
    window.side.remarks.chat_wanted.emit()
    assert "第五部分太短" in QGuiApplication.clipboard().text()

    def until(dialog: QDialog) -> None:
        assert isinstance(dialog, Line) and dialog.said == ""  # the county's own deadline is over
        dialog.field.setText("下周")
        dialog.accept()
        assert dialog.isVisible() and "“下周”不是日期" in dialog.findChildren(QLabel)[1].text()
        dialog.field.setText("2026年1月20日")
        dialog.accept()

    clerk.will(named("退回", until))
    QTest.mouseClick(window.side.remarks.give, Qt.MouseButton.LeftButton)
    settled(qtbot, window)
    assert sorted(path.suffix for path in (folder / "退回").iterdir()) == [".docx", ".gkth"]
    standing = window.folder.summary.overview.standing(NAMES[0])  # type: ignore[union-attr]
    assert standing and words(standing, datetime.date(2026, 1, 15)) == "已退回（第 1 次）"
    assert words(standing, datetime.date(2026, 1, 22)) == "已退回（第 1 次，逾期 2 天）"

    letter = parse_letter(next((folder / "退回").glob("*.gkth")).read_bytes(), "")
    own = next(at for at, each in enumerate(letter.remarks) if each.text == "第五部分太短，请写具体。")
    better = came[0].with_name("改好.gknb")
    answered = with_answer(letter, own, "补写了两段", done=True)
    save_draft(with_letter(unit_report(NAMES[0], 9), answered), better)
    window.folder.take([better])
    settled(qtbot, window)
    standing = window.folder.summary.overview.standing(NAMES[0])  # type: ignore[union-attr]
    assert standing and words(standing) == "改后再报" and not standing.counts
    assert "单位答复：补写了两段" in shown(window)
    assert "这次要退回的 3 条" in shown(window)  # her own was answered, and is not asked again by itself
    clerk.will(named("选定一份", chooses(0)))
    window.units.go_to(NAMES[0])
    window.deciding.choose(window.folder.summary.overview.standing(NAMES[0]))  # type: ignore[union-attr,arg-type]
    settled(qtbot, window)
    standing = window.folder.summary.overview.standing(NAMES[0])  # type: ignore[union-attr]
    assert standing
    window.deciding.accept(standing)
    settled(qtbot, window)
    assert words(window.folder.summary.overview.standing(NAMES[0])) == "已审定"  # type: ignore[union-attr,arg-type]
    said = window.status.text()
    assert said.startswith(f"已审定{NAMES[0]}，以“") and said.endswith("还有 1 个单位没有审定。")


def looks(looked: list[str], dialog: QDialog) -> None:
    looked.extend(each.text() for each in dialog.findChildren(QLabel))
    dialog.reject()


def test_the_live_page_is_held_against_the_accepted_version(
    folder: Path, tmp_path: Path, clerk: Clerk, opened: Callable[[Path], CountyWindow], qtbot: QtBot
) -> None:
    report = replace(filled(), organ=replace(filled().organ, name=NAMES[0]))
    draft = tmp_path / "来件.gknb"
    save_draft(report, draft)
    window = opened(folder)
    window.folder.take([draft])
    settled(qtbot, window)

    def standing() -> Standing:
        found = window.folder.summary.overview.standing(NAMES[0])  # type: ignore[union-attr]
        assert found
        return found

    window.deciding.accept(standing())
    settled(qtbot, window)

    def address(dialog: QDialog) -> None:
        assert isinstance(dialog, Line)
        dialog.field.setText("http://www.example.cn/art_1.html")
        dialog.accept()

    clerk.will(named("已公布", address))
    window.deciding.publish(standing())
    settled(qtbot, window)
    assert words(standing()) == "已公布" and standing().decision.published == "http://www.example.cn/art_1.html"

    for page, differs in ((report.with_figures({RECEIVED: Decimal(999)}), "2 处不同"), (report, "")):
        data = QMimeData()
        data.setHtml(html_fragment(outline(page)))
        data.setText("年报")
        QGuiApplication.clipboard().setMimeData(data)
        looked: list[str] = []
        clerk.will(lambda dialog: dialog.paste())  # type: ignore[attr-defined]
        clerk.will(partial(looks, looked))
        window.deciding.check_page(standing())
        qtbot.waitUntil(partial(bool, looked), timeout=20_000)
        settled(qtbot, window)
        assert differs in standing().decision.page
        assert bool(standing().decision.page) == bool(differs)
        rules = [each.rule for each in window.folder.summary.findings]  # type: ignore[union-attr]
        assert ("A509" in rules) == bool(differs)
