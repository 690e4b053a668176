"""The county's spring: files come in, are claimed, chosen, sent back, accepted, added up; from an empty folder on."""

from __future__ import annotations

import datetime
import shutil
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, Qt, QUrl
from PySide6.QtGui import QDropEvent, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QLabel, QPushButton
from pytestqt.qtbot import QtBot

from app.county.acts import coverage
from app.county.collection import Collection, open_collection, save_collection
from app.county.standing import Standing, words
from app.county.units import Unit
from app.documents.write.outline import outline
from app.documents.write.to_html import html_fragment
from app.form.schema import Cell
from app.gui.county.beside.findings_panel import FindingCard
from app.gui.county.beside.remarks_panel import AskedCard
from app.gui.county.deciding import Beginning, Choice, Line
from app.gui.county.window import CountyWindow
from app.keeping.lock import Lock, lock_path
from app.model.beside.sent import sent_copies, with_sent
from app.model.draft import open_draft, save_draft
from app.model.kept.comments import Comment, comments_of, with_comments
from app.model.kept.remarks import parse_letter, with_answer, with_letter
from app.model.report import Report, Status
from app.paths import cache_folder
from tests.flows.clerk import Clerk
from tests.reports import balanced, filled

NAMES = ("青禾县林业局", "青禾县水利局", "青禾县河口镇人民政府")
RECEIVED = Cell.parse("applications/received/total")


def unit_report(name: str, seed: int) -> Report:
    report = balanced(seed)
    return replace(report, organ=replace(report.organ, name=name))


@pytest.fixture
def came(tmp_path: Path) -> list[Path]:
    """Files as they came by mail: two units, one of them under its short name."""
    folder = tmp_path / "邮件"
    folder.mkdir()
    files = []
    for number, name in enumerate((NAMES[0], NAMES[1], "河口镇")):
        files.append(folder / f"{number}.gknb")
        save_draft(unit_report(name, number), files[-1])
    return files


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    place = tmp_path / "年报"
    place.mkdir()
    units = tuple(Unit(name) for name in NAMES)
    save_collection(Collection(2025, "青禾县人民政府", "2026-01-20", units, True), place)
    return place


@pytest.fixture
def opened(clerk: Clerk, qtbot: QtBot) -> Callable[[Path], CountyWindow]:
    def open_folder(place: Path) -> CountyWindow:
        clerk.starts(place)
        window = clerk.program.counties.open[-1]
        settled(qtbot, window)
        return window

    return open_folder


def settled(qtbot: QtBot, window: CountyWindow) -> None:
    """Everything that came is read."""
    qtbot.waitUntil(lambda: window.folder.idle and window.folder.summary is not None, timeout=20_000)
    QApplication.processEvents()


def named(title: str, act: Callable[[QDialog], None]) -> Callable[[QDialog], None]:
    def answer(dialog: QDialog) -> None:
        assert dialog.windowTitle() == title
        act(dialog)

    return answer


def shown(window: CountyWindow) -> str:
    """All that the tab 退回意见 says of the chosen unit."""
    window.units.go_to(NAMES[0])
    QApplication.processEvents()
    return "\n".join(each.text() for each in window.side.remarks.findChildren(QLabel) if not each.isHidden())


def chooses(number: int) -> Callable[[QDialog], None]:
    def act(dialog: QDialog) -> None:
        assert isinstance(dialog, Choice)
        for _ in range(number):
            QTest.keyClick(dialog._list, Qt.Key.Key_Down)
        QTest.keyClick(dialog._list, Qt.Key.Key_Return)

    return act


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


def test_enter_on_a_share_opens_the_units_draft_at_the_cell(
    folder: Path, came: list[Path], clerk: Clerk, opened: Callable[[Path], CountyWindow], qtbot: QtBot
) -> None:
    window = opened(folder)
    window.folder.take(came)
    settled(qtbot, window)
    window.sum.go_to(RECEIVED)
    QApplication.processEvents()
    view = window.side.shares.view
    assert [share.unit for share in window.side.shares.model.shares]
    view.setFocus()
    view.selectRow(0)
    unit = window.side.shares.model.shares[0].unit
    view.activated.emit(view.currentIndex())
    QApplication.processEvents()
    assert clerk.window.document.report.organ.name == unit
    assert clerk.window.pages.cell == RECEIVED


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


def test_a_sum_taken_again_keeps_what_the_county_did_with_its_summary(
    folder: Path, came: list[Path], clerk: Clerk, opened: Callable[[Path], CountyWindow], qtbot: QtBot
) -> None:
    window = opened(folder)
    window.folder.take(came)
    settled(qtbot, window)
    window.acts["make"].trigger()
    QApplication.processEvents()
    clerk.window.close()
    path = folder / "汇总.gknb"
    mine = with_comments(open_draft(path), [Comment(who="王科长", text="再核一遍", at="")])
    mine = replace(with_sent(mine, datetime.datetime(2026, 3, 5, 9, 0)), status=Status("submitted", "2026-03-05"))
    save_draft(mine.with_figures({RECEIVED: Decimal(1)}), path)
    window.folder.read()
    settled(qtbot, window)
    clerk.will_answer("改成各单位之和")
    window.acts["make"].trigger()
    QApplication.processEvents()
    assert open_draft(path) == mine


def test_the_sum_is_not_typed_over(
    folder: Path, came: list[Path], opened: Callable[[Path], CountyWindow], qtbot: QtBot
) -> None:
    window = opened(folder)
    window.folder.take(came)
    settled(qtbot, window)
    window.sum.go_to(RECEIVED)
    before = window.sum.document.report.figures[RECEIVED]  # type: ignore[union-attr]
    assert window.sum.view
    QTest.keyClicks(window.sum.view, "7")
    QTest.keyClick(window.sum.view, Qt.Key.Key_Return)
    assert window.sum.document.report.figures[RECEIVED] == before  # type: ignore[union-attr]


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


def test_the_second_person_reads_only(folder: Path, came: list[Path], opened: Callable[[Path], CountyWindow]) -> None:
    other = Lock(lock_path(folder / "收集.gkhj"))
    assert other.take() is None
    window = opened(folder)
    assert window.windowTitle().startswith("（只读）")
    window.folder.take(came)
    assert not (folder / "收到").exists()
    assert "正开着这个文件夹" in window.status.text()
    other.release()


def test_a_damaged_collection_is_told_and_nothing_is_touched(folder: Path, clerk: Clerk) -> None:
    (folder / "收集.gkhj").write_bytes(b"{broken")
    clerk.will_answer("知道了")
    clerk.starts(folder)
    assert clerk.was_told("已损坏")
    assert (folder / "收集.gkhj").read_bytes() == b"{broken"


def test_a_folder_dropped_out_of_an_archive_is_whole_when_the_unpacker_takes_it_away(
    folder: Path, came: list[Path], opened: Callable[[Path], CountyWindow], qtbot: QtBot
) -> None:
    window = opened(folder)
    unpacked = came[0].parent
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(unpacked))])
    middle, action, button = window.rect().center(), Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton
    window.dropEvent(QDropEvent(middle, action, data, button, Qt.KeyboardModifier.NoModifier))
    shutil.rmtree(unpacked)
    settled(qtbot, window)
    assert sorted(path.name for path in (folder / "收到").rglob("*.gknb")) == ["0.gknb", "1.gknb", "2.gknb"]
    assert window.units.tally.text().startswith("应报 3 · 已报 2")


def test_what_another_decided_meanwhile_is_not_written_over(
    folder: Path, came: list[Path], opened: Callable[[Path], CountyWindow], qtbot: QtBot
) -> None:
    """A share without locks, or one that dropped: two people had it open."""
    window = opened(folder)
    window.folder.take(came)
    settled(qtbot, window)
    other = open_collection(folder)
    assert other
    save_collection(other.decided(NAMES[0], published="http://www.example.cn/1"), folder)
    standing = window.folder.summary.overview.standing(NAMES[1])  # type: ignore[union-attr]
    assert standing
    window.deciding.accept(standing)
    assert window.status.text().startswith("收集刚刚在别处改过")
    settled(qtbot, window)
    window.deciding.accept(standing)
    settled(qtbot, window)
    kept = open_collection(folder)
    assert kept and kept.decision(NAMES[0]).published and kept.decision(NAMES[1]).accepted


def test_a_lock_that_went_with_the_stick_is_taken_again(
    folder: Path, came: list[Path], opened: Callable[[Path], CountyWindow], qtbot: QtBot
) -> None:
    window = opened(folder)
    lock_path(folder / "收集.gkhj").unlink()
    other = Lock(lock_path(folder / "收集.gkhj"))
    assert other.take() is None
    window.folder.take(came)
    assert "正开着这个文件夹" in window.status.text() and window.folder.read_only
    kept = open_collection(folder)
    assert kept and not kept.arrived
    other.release()


def test_a_total_typed_over_is_not_taken_away_unasked(
    folder: Path, came: list[Path], clerk: Clerk, opened: Callable[[Path], CountyWindow], qtbot: QtBot
) -> None:
    window = opened(folder)
    window.folder.take(came)
    settled(qtbot, window)
    assert window.status.text() == "来件都读过了。" and window.primary.text() != "打开汇总底稿"
    window.acts["make"].trigger()
    QApplication.processEvents()
    assert "计入了 2 个单位，还有 1 个没有：青禾县河口镇人民政府" in window.status.text()
    clerk.window.close()
    summary = open_draft(folder / "汇总.gknb")
    save_draft(summary.with_figures({RECEIVED: Decimal(1)}).with_text("problems", "县里写的。"), folder / "汇总.gknb")
    window.folder.read()
    settled(qtbot, window)
    for answer, expected in (("留着底稿里的数", Decimal(1)), ("改成各单位之和", summary.figures[RECEIVED])):
        clerk.will_answer(answer)
        window.acts["make"].trigger()
        QApplication.processEvents()
        clerk.window.close()
        kept = open_draft(folder / "汇总.gknb")
        assert kept.figures[RECEIVED] == expected and kept.text("problems") == "县里写的。"
    assert clerk.was_told("汇总底稿里有 1 格与各单位之和不同，例如")


def test_what_was_not_read_is_said_when_she_stops(
    folder: Path, came: list[Path], opened: Callable[[Path], CountyWindow], qtbot: QtBot
) -> None:
    window = opened(folder)
    window.folder.progress.connect(lambda *_: window.folder.cancel())
    window.folder.take(came)
    settled(qtbot, window)
    assert "份来件没有读" in window.status.text() and "按 F5 接着读" in window.status.text()
    window.folder.progress.disconnect()
    window.folder.progress.connect(window._told)
    window.folder.read()
    settled(qtbot, window)
    assert window.status.text() == "来件都读过了。"
    assert len(window.folder.summary.total.counted) == 2  # type: ignore[union-attr]


def test_a_file_that_is_still_being_copied_is_read_when_it_is_whole(
    folder: Path, came: list[Path], opened: Callable[[Path], CountyWindow], qtbot: QtBot
) -> None:
    """By another program, into 收到: it grows in its place, and no folder changes when it is done."""
    window = opened(folder)
    day = folder / "收到" / "2026-01-12"
    day.mkdir(parents=True)
    window.folder.read()
    settled(qtbot, window)
    data = came[0].read_bytes()
    with (day / "林业局.gknb").open("wb") as file:
        file.write(data[:500])
        file.flush()
        qtbot.waitUntil(
            lambda: bool(window.folder.summary and window.folder.summary.overview.unclaimed), timeout=20_000
        )
        file.write(data[500:])
    qtbot.waitUntil(lambda: bool(window.folder.summary and window.folder.summary.total.counted), timeout=20_000)
    assert not window.folder.summary.overview.unclaimed  # type: ignore[union-attr]


def test_the_first_screen_of_a_list_without_reports_asks_for_them(
    folder: Path, opened: Callable[[Path], CountyWindow]
) -> None:
    window = opened(folder)
    assert window.centre.currentWidget() is window.empty and window.primary.text() == "收入来件"
    said = [each.text() for each in window.empty.findChildren(QLabel)]
    assert "名单里有 3 个单位。" in said and said[0].startswith("把各单位发来的文件拖到这里")


def test_a_finding_leads_to_its_unit(
    folder: Path, came: list[Path], opened: Callable[[Path], CountyWindow], qtbot: QtBot
) -> None:
    window = opened(folder)
    window.folder.take(came[:2])
    settled(qtbot, window)
    window.side.setCurrentWidget(window.side.findings)
    cards = window.side.findings.findChildren(FindingCard)
    assert any("还有 1 个单位没有能计入的年报" in each.accessibleName() for each in cards)
    missing = next(each for each in cards if "没有能计入的年报" in each.accessibleName())
    missing.setFocus()
    QTest.keyClick(missing, Qt.Key.Key_Return)
    assert window.units.current_name() == NAMES[2]
    window.resize(1000, 600)  # narrow: the side stands below, the table keeps its width
    QApplication.processEvents()
    side, centre = window.side, window.centre
    assert side.mapTo(window, side.rect().topLeft()).y() > centre.mapTo(window, centre.rect().topLeft()).y()
    window.resize(1366, 700)
    QApplication.processEvents()
    assert side.mapTo(window, side.rect().topLeft()).x() > centre.mapTo(window, centre.rect().topLeft()).x()


@pytest.mark.parametrize("by", ["folder", "file"])
def test_the_program_stays_for_a_collection_alone(folder: Path, clerk: Clerk, qtbot: QtBot, by: str) -> None:
    """A double click on 收集.gkhj, or the folder as an argument: no report is open, and the program goes on."""
    clerk.starts(folder if by == "folder" else folder / "收集.gkhj")
    settled(qtbot, clerk.program.counties.open[-1])
    assert clerk.program.anything_open and clerk.program.start_window is None
    clerk.program.counties.open[-1].close()
    assert not clerk.program.anything_open
