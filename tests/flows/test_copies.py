"""A 改稿 comes back, the live page is held against the 定稿, and the draft says how far it has come."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Sequence
from copy import deepcopy
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from docx import Document
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from PySide6.QtCore import QMimeData, Qt, QUrl
from PySide6.QtGui import QDropEvent, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QLabel, QMenu, QPushButton
from pytestqt.qtbot import QtBot

from app.acts import examine, render, review_of
from app.form.schema import Cell
from app.gui.paper.export_dialog import ExportDialog
from app.gui.remarks.comment_card import CommentCard
from app.gui.rounds.live_page import LivePage, PageChecked
from app.gui.rounds.returned_copy import ReturnedCopy
from app.gui.rounds.states import StateDialog
from app.keeping.snapshots import PUBLIC_COPY, REVIEW_COPY, Snapshots
from app.model.beside.sent import copy_code
from app.model.draft import open_draft, save_draft
from app.model.kept.comments import Comment, comments_of
from app.model.report import Reason, Report, Status
from app.model.words.texts import printed
from app.paths import examples
from tests.flows.clerk import Clerk
from tests.where import TESTS

DATA = TESTS / "data" / "documents"
WAIT = 20_000  # ms: a child process starts, reads and ends
PENALTIES = Cell("disclosure", "penalties", "decisions")
LICENCES = Cell("disclosure", "licences", "decisions")
RECEIVED = Cell("applications", "received", "natural_person")
TOTAL = Cell("applications", "received", "total")
Until = Callable[[Callable[[], bool]], None]


@pytest.fixture
def until(qtbot: QtBot) -> Until:
    return lambda condition: qtbot.waitUntil(condition, timeout=WAIT)


@pytest.fixture
def own() -> Report:
    """A report that may be published."""
    report = open_draft(examples() / "示例县自然资源局2025.gknb")
    for finding in examine(report).findings:
        report = report.with_reason(finding.anchor, Reason("经核实情况属实", finding.values(report)))
    return report


@pytest.fixture
def draft(own: Report, tmp_path: Path) -> Path:
    path = tmp_path / "年报.gknb"
    save_draft(own, path)
    return path


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


# 改稿


def edited(report: Report) -> Report:
    """What the boss made of it: a figure (its total with it), a sentence, one sentence more taken out."""
    report = report.with_figures({PENALTIES: Decimal(7), RECEIVED: Decimal(19), TOTAL: Decimal(26)})
    return report.with_text("problems", report.text("problems").replace("一是", "第一，", 1))


def test_a_copy_dropped_on_its_draft_is_taken_row_by_row_by_key(
    clerk: Clerk, own: Report, draft: Path, tmp_path: Path, until: Until
) -> None:
    clerk.starts(draft)
    rows: list[tuple[str, str]] = []

    def choose(dialog: QDialog) -> None:
        assert isinstance(dialog, ReturnedCopy)
        model = dialog.view.model()
        rows.extend((model.index(n, 0).data(), model.index(n, 2).data()) for n in range(model.rowCount()))
        assert clerk.window.document.report == own
        assert len(dialog.taken) == 3  # all but the total, which 自动合计 makes
        dialog.take_none()
        assert dialog.taken == [] and dialog.go.text() == "确定，都不采用"
        first = model.index(0, 0)
        dialog.view.setCurrentIndex(first)
        QTest.keyClick(dialog.view, Qt.Key.Key_Space)
        QTest.keyClick(dialog.view, Qt.Key.Key_Down)
        QTest.keyClick(dialog.view, Qt.Key.Key_Space)
        assert dialog.go.text() == "确定，采用 2 处"
        dialog.accept()

    clerk.will(choose)
    drop(clerk.window, docx(edited(own), tmp_path / "改稿.docx"))
    until(lambda: clerk.window.document.modified)
    assert clerk.was_told("这份稿子在外面改过 4 处：文字 1、数字 3。逐条选择采用或不采用；确定前，底稿不变。")
    assert [place for place, _ in rows[:3]] == ["表二 行政处罚", "表三 自然人·一、本年新收", "表三 总计·一、本年新收"]
    assert (clerk.figure(str(PENALTIES)), clerk.figure(str(RECEIVED)), clerk.figure(str(TOTAL))) == ("7", "19", "26")
    assert clerk.window.document.report.texts == own.texts
    undo = clerk.window.actions_by_id["undo"]
    assert undo.text() == "撤销 采用改稿"
    undo.trigger()
    assert clerk.window.document.report == own


def test_until_it_is_confirmed_the_draft_does_not_move(
    clerk: Clerk, own: Report, draft: Path, tmp_path: Path, until: Until
) -> None:
    clerk.starts(draft).will_leave()
    drop(clerk.window, docx(edited(own), tmp_path / "改稿.docx"))
    until(lambda: "没有采用" in clerk.status)
    assert clerk.window.document.report == own and not clerk.window.document.modified


def test_ticks_set_by_hand_are_not_gone_with_one_key(
    clerk: Clerk, own: Report, draft: Path, tmp_path: Path, until: Until
) -> None:
    def leave(dialog: QDialog) -> None:
        assert isinstance(dialog, ReturnedCopy)
        QTest.keyClick(dialog.view, Qt.Key.Key_Space)
        QTest.keyClick(dialog.view, Qt.Key.Key_Escape)
        assert dialog.isVisible() and len(dialog.taken) == 2
        dialog.close()
        assert not dialog.isVisible()

    clerk.starts(draft).will(leave).will_answer("继续核对").will_answer("不要了")
    drop(clerk.window, docx(edited(own), tmp_path / "改稿.docx"))
    until(lambda: "没有采用" in clerk.status)
    assert clerk.was_told("已经改过 1 处的选择，不要了吗？") and not clerk.window.document.modified


def test_a_list_that_nobody_ticked_in_closes_at_once(
    clerk: Clerk, own: Report, draft: Path, tmp_path: Path, until: Until
) -> None:
    clerk.starts(draft).will(lambda dialog: QTest.keyClick(dialog, Qt.Key.Key_Escape))
    drop(clerk.window, docx(edited(own), tmp_path / "改稿.docx"))
    until(lambda: "没有采用" in clerk.status)


def test_what_would_take_something_away_is_not_ticked(
    clerk: Clerk, own: Report, draft: Path, tmp_path: Path, until: Until
) -> None:
    clerk.starts(draft)
    fewer = own.with_text("overview.supervision", "").with_figures({PENALTIES: None})

    def look(dialog: QDialog) -> None:
        assert isinstance(dialog, ReturnedCopy) and len(dialog._changes) == 2
        assert dialog.taken == []
        dialog.take_all()
        assert len(dialog.taken) == 2
        dialog.accept()

    clerk.will(look)
    drop(clerk.window, docx(fewer, tmp_path / "改稿.docx"))
    until(lambda: clerk.window.document.modified)
    assert clerk.figure(str(PENALTIES)) == "" and not clerk.window.document.report.text("overview.supervision")


def test_what_she_corrected_after_the_review_copy_is_not_put_back(
    clerk: Clerk, own: Report, draft: Path, tmp_path: Path, until: Until
) -> None:
    """The boss changed one figure; two more, and a sentence, are as they were sent."""
    clerk.starts(draft).will(into(tmp_path)).will_answer("好").chooses("export_review")
    clerk.fills(str(PENALTIES), "20").fills(str(LICENCES), "21")
    document = clerk.window.document
    document.edit(document.report.with_text("problems", own.text("problems") + "三是新写的。"), "写一句")
    hers = document.report
    notes: list[str] = []

    def look(dialog: QDialog) -> None:
        assert isinstance(dialog, ReturnedCopy)
        model = dialog.view.model()
        items = [model.index(n, 0) for n in range(model.rowCount())]
        notes.extend(item.data(Qt.ItemDataRole.AccessibleDescriptionRole) for item in items)
        assert dialog.taken == [] and dialog.go.text() == "确定，都不采用"
        dialog.take_all()
        assert [change.after for change in dialog.taken] == ["99"]
        dialog.accept()

    clerk.will(look)
    drop(clerk.window, docx(own.with_figures({LICENCES: Decimal(99)}), tmp_path / "改稿.docx"))
    until(lambda: "已采用改稿的 1 处，0 处没有采用" in clerk.status)
    assert clerk.was_told("这份稿子在外面改过 1 处：数字 1。送审以后底稿改过 2 处，改稿里还是旧的，没有打勾。")
    assert notes[0].startswith("送审以后底稿也改过（送审时是 ")
    assert notes[1:] == ["送审以后底稿改过，改稿里还是旧的"] * 2
    assert document.report == hers.with_figures({LICENCES: Decimal(99)})


def test_a_review_copy_that_nobody_touched_says_so(
    clerk: Clerk, own: Report, draft: Path, tmp_path: Path, until: Until
) -> None:
    clerk.starts(draft).will(into(tmp_path)).will_answer("好").chooses("export_review")
    clerk.fills(str(PENALTIES), "20")
    clerk.will(QDialog.accept)
    drop(clerk.window, docx(own, tmp_path / "改稿.docx"))
    until(lambda: "都没有采用" in clerk.status)
    assert clerk.was_told("这份稿子在外面没有改过。送审以后底稿改过 1 处，改稿里还是旧的，没有打勾。")
    assert clerk.figure(str(PENALTIES)) == "20"


def test_an_unchanged_copy_says_so(clerk: Clerk, own: Report, draft: Path, tmp_path: Path, until: Until) -> None:
    clerk.starts(draft).will_answer("知道了")
    drop(clerk.window, docx(own, tmp_path / "改稿.docx"))
    until(lambda: clerk.was_told("这份稿子与底稿的数字和文字都相同，底稿不用改。"))
    assert not clerk.window.document.modified


def test_comments_are_shown_to_be_read(clerk: Clerk, tmp_path: Path, until: Until) -> None:
    """A DOCX with 修订 and 批注 against the draft of the same organ and year."""
    from app.documents.read.reading import read

    read_once = read(DATA / "revised.docx").report
    path = tmp_path / "年报.gknb"
    save_draft(replace(read_once, imported=False), path)
    clerk.starts(path)
    remarks: list[str] = []

    def look(dialog: QDialog) -> None:
        assert isinstance(dialog, ReturnedCopy)
        remarks.append(dialog.remarks.toPlainText())
        dialog.reject()

    clerk.will(look)
    drop(clerk.window, DATA / "revised.docx")
    until(lambda: bool(remarks))
    assert "批注（" in remarks[0] and "处修订" in remarks[0]
    assert clerk.was_told("另有批注 ")


def tracked(path: Path, changes: Sequence[tuple[str, str, str]], comments: Sequence[tuple[str, str, str]] = ()) -> Path:
    """The DOCX with `changes` (who, old words, new words) as 修订 and `comments` (who, words they stand at, text) as 批注."""
    document = Document(str(path))
    runs = [r for r in document.element.body.iter(qn("w:r"))]
    for number, (who, old, new) in enumerate(changes):
        run = next(
            r
            for r in runs
            if (r.findtext(qn("w:t")) or "") == old or (len(old) > 2 and old in (r.findtext(qn("w:t")) or ""))
        )
        whole = run.findtext(qn("w:t"))
        start = whole.index(old)
        pieces = [(whole[:start], ""), (old, "del"), (new, "ins"), (whole[start + len(old) :], "")]
        for words, kind in pieces:
            if not words:
                continue
            copy = deepcopy(run)
            text = copy.find(qn("w:t"))
            text.text = words
            text.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
            if kind == "del":
                text.tag = qn("w:delText")
            if kind:
                around = OxmlElement(f"w:{kind}")
                around.set(qn("w:author"), who)
                around.set(qn("w:id"), str(900 + number))
                around.append(copy)
                copy = around
            run.addprevious(copy)
        run.getparent().remove(run)
    if comments:
        for who, at, text in comments:
            paragraph = next(p for p in document.paragraphs if at in p.text)
            run = next(r for r in paragraph.runs if at in r.text)
            document.add_comment(run, text=text, author=who)
    document.save(str(path))
    return path


def test_what_others_changed_comes_first_by_author_and_what_it_breaks_is_said(
    clerk: Clerk, own: Report, draft: Path, tmp_path: Path, until: Until
) -> None:
    clerk.starts(draft).will(into(tmp_path)).will_answer("好").chooses("export_review")
    copy = docx(own, tmp_path / "改稿.docx")
    clerk.fills("disclosure/coercive_measures/decisions", "44")
    sent = own.figures[RECEIVED]
    last = printed(own, "other_matters")
    changes = [("李科", str(own.figures[PENALTIES]), "21"), ("王局长", last[:6], "经研究，" + last[:6])]
    changes += [("李科", str(sent), str(sent + 1))] if str(sent) != str(own.figures[PENALTIES]) else []
    tracked(copy, changes)
    places: list[str] = []
    role = Qt.ItemDataRole.UserRole + 1

    def look(dialog: QDialog) -> None:
        assert isinstance(dialog, ReturnedCopy)
        view = dialog.view
        model = view.model()
        shown = [n for n in range(model.rowCount()) if not view.isRowHidden(n)]
        places.extend(model.index(n, 0).data(role) for n in shown)
        assert "李科 改的" in places[0] and "李科 改的" in places[1] and "王局长 改的" in places[-1]
        figure = next(n for n in shown if "本年新收" in model.index(n, 0).data(role) and view.state_of(n) is not None)
        assert "自然人列不平，差 1" in model.index(figure, 0).data(role)
        assert "采用后" in model.index(figure, 0).data(role)
        view.setCurrentIndex(model.index(figure, 0))
        QTest.keyClick(view, Qt.Key.Key_Space)
        assert "采用的话" in model.index(figure, 0).data(role)
        assert dialog.since.text() == "▶ 送审以后底稿改过 1 处（改稿里还是旧的，不用管）"
        QTest.mouseClick(dialog.since, Qt.MouseButton.LeftButton)
        assert sum(not view.isRowHidden(n) for n in range(model.rowCount())) == len(shown) + 1
        dialog.reject()

    clerk.will(look).will_answer("不要了")
    drop(clerk.window, copy)
    until(lambda: bool(places))


def test_the_bosss_comments_stay_with_the_draft_until_they_are_ticked(
    clerk: Clerk, own: Report, draft: Path, tmp_path: Path, until: Until
) -> None:
    words = printed(own, "problems")[:12]
    copy = tracked(docx(own, tmp_path / "改稿.docx"), [], [("王局长", words, "这里写具体一点")])
    clerk.starts(draft).will(QDialog.accept)
    drop(clerk.window, copy)
    until(lambda: clerk.window.document.modified)
    panel = clerk.window.side.remarks

    def tab() -> str:
        clerk.window.desk.checker.run()
        return clerk.window.side.tabText(clerk.window.side.indexOf(panel))

    assert tab() == "意见 1" and clerk.window.side.currentWidget() is panel
    clerk.saves()
    assert clerk.window.close()
    clerk.program.open_path(draft)
    panel = clerk.window.side.remarks
    assert tab() == "意见 1"
    (card,) = panel.comment_cards()
    assert card.comment == Comment("王局长", "这里写具体一点", card.comment.at) and card.comment.at.startswith(words)
    press(card, "去看")
    assert clerk.window.pages.part == "problems"
    press(card, "已处理")
    assert tab() == "意见" and comments_of(clerk.window.document.report)[0].done
    assert "这里写具体" not in page(clerk.window.document.report)
    again: list[bool] = []
    clerk.will(lambda dialog: again.append(dialog.accept() is None))
    drop(clerk.window, copy)  # the same copy once more brings nothing back
    until(lambda: bool(again))
    assert tab() == "意见"
    press(card, "不再留着")
    assert comments_of(clerk.window.document.report) == ()
    clerk.chooses("undo")
    assert len(comments_of(clerk.window.document.report)) == 1


def press(card: CommentCard, words: str) -> None:
    button = next(each for each in card.findChildren(QPushButton) if each.text() == words and not each.isHidden())
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    QApplication.processEvents()


def test_another_offices_file_chosen_as_a_copy_is_asked_about(
    clerk: Clerk, own: Report, draft: Path, tmp_path: Path, until: Until
) -> None:
    clerk.starts(draft)
    other = docx(own.with_organ(name="云岭县林业局"), tmp_path / "林业局.docx")
    clerk.will_choose(other).will_answer("取消").chooses("came_back")
    until(lambda: clerk.was_told("它写的单位是“云岭县林业局”"))
    assert not clerk.window.document.modified


def test_last_years_report_dropped_is_no_copy(
    clerk: Clerk, own: Report, draft: Path, tmp_path: Path, until: Until
) -> None:
    clerk.starts(draft).will_answer("取消")
    drop(clerk.window, docx(replace(own, year=2024), tmp_path / "去年.docx"))
    until(lambda: clerk.was_told("要把它当作什么？"))


# 发布后核对


def paste(dialog: QDialog) -> None:
    assert isinstance(dialog, LivePage)
    dialog.activateWindow()
    assert QTest.qWaitForWindowActive(dialog)
    QTest.keySequence(dialog, "Ctrl+V")


def test_the_live_page_agrees_and_the_draft_is_marked_published(
    clerk: Clerk, own: Report, draft: Path, until: Until
) -> None:
    clerk.starts(draft)
    copy_page(page(own))

    def mark(dialog: QDialog) -> None:
        assert isinstance(dialog, PageChecked)
        dialog._mark()

    def where(dialog: QDialog) -> None:
        assert isinstance(dialog, StateDialog)
        dialog.date.setText("2026-01-28")
        dialog.address.setText("www.example.cn/nb.html")
        dialog.accept()

    clerk.will(paste).will(mark).will(where).chooses("check_live_page")
    until(lambda: clerk.window.document.modified)
    assert clerk.was_told("网页与定稿一致。")
    assert clerk.window.document.report.status == Status("published", "2026-01-28", "www.example.cn/nb.html")
    assert clerk.window.status.state.text() == "已公布 2026-01-28"


def test_the_live_page_differs(clerk: Clerk, own: Report, draft: Path, until: Until) -> None:
    clerk.starts(draft)
    copy_page(page(own.with_figures({PENALTIES: None, RECEIVED: Decimal(8)})))
    clerk.will(paste).will_leave().chooses("check_live_page")
    until(lambda: clerk.was_told("网页与定稿有 2 处不同：表二 行政处罚，定稿 37，网页为空……请在网站后台改后再核对。"))


def test_the_accepted_figure_never_looks_deleted(clerk: Clerk, own: Report, draft: Path, until: Until) -> None:
    """The 定稿 is what shall stand; what departs from it is the page."""
    clerk.starts(draft)
    copy_page(page(own.with_figures({PENALTIES: None, RECEIVED: Decimal(8)}).with_text("problems", "短了。")))
    shown: list[tuple[str, str]] = []

    def look(dialog: QDialog) -> None:
        assert isinstance(dialog, PageChecked)
        model = dialog.view.model()
        role = Qt.ItemDataRole.UserRole + 1
        shown.extend((model.index(n, 1).data(role), model.index(n, 2).data(role)) for n in range(model.rowCount()))
        dialog.reject()

    clerk.will(paste).will(look).chooses("check_live_page")
    until(lambda: bool(shown))
    assert len(shown) >= 3 and not any("line-through" in each for row in shown for each in row)
    assert ("37" in shown[0][0]) and "（没有）" in shown[0][1]


def test_marking_as_published_what_differs_is_asked(clerk: Clerk, own: Report, draft: Path, until: Until) -> None:
    clerk.starts(draft)
    copy_page(page(own.with_figures({PENALTIES: None})))

    def mark(dialog: QDialog) -> None:
        assert isinstance(dialog, PageChecked)
        dialog._mark()
        assert dialog.isVisible()  # 继续核对
        dialog._mark()

    clerk.will(paste).will(mark).will_answer("继续核对").will_answer("照样标为已公布").will(StateDialog.accept)
    clerk.chooses("check_live_page")
    until(lambda: clerk.window.document.report.status.state == "published")
    assert clerk.was_told("网页与定稿还有 1 处不同。网站后台还没有改好，就标为已公布吗？")


def test_a_page_that_lost_its_table_does_not_agree(clerk: Clerk, own: Report, draft: Path, until: Until) -> None:
    clerk.starts(draft)
    whole = page(own)
    start = whole.index("<table", whole.index("<table") + 1)
    lost = whole[:start] + whole[whole.index("</table>", start) + len("</table>") :]
    copy_page(lost)
    clerk.will(paste).will_leave().chooses("check_live_page")
    until(lambda: clerk.was_told("没有读到"))
    assert not clerk.was_told("网页与定稿一致。")


def test_an_empty_clipboard_is_said_in_place(clerk: Clerk, draft: Path) -> None:
    clerk.starts(draft)
    QGuiApplication.clipboard().clear()

    def look(dialog: QDialog) -> None:
        assert isinstance(dialog, LivePage)
        dialog.paste()
        assert dialog.problem.isVisible() and "剪贴板里没有网页内容" in dialog.problem.text()
        dialog.reject()

    clerk.will(look).chooses("check_live_page")


def test_the_page_is_held_against_the_public_copy_not_against_later_edits(
    clerk: Clerk, own: Report, draft: Path, tmp_path: Path, until: Until
) -> None:
    clerk.starts(draft).will_answer("照样导出").will(into(tmp_path)).will_answer("好").chooses("export_public")
    clerk.fills(str(PENALTIES), "99")
    copy_page(page(own))
    clerk.will(paste).will_leave().chooses("check_live_page")
    until(lambda: clerk.was_told("网页与定稿一致。"))
    assert clerk.was_told("底稿在那以后改过 1 处，没有算进来。")


def into(folder: Path) -> Callable[[QDialog], None]:
    def answer(dialog: QDialog) -> None:
        assert isinstance(dialog, ExportDialog)
        for key, box in dialog._boxes.items():
            box.setChecked(key == "html")
        dialog._folder.setText(str(folder))
        dialog._go()

    return answer


# 状态


def test_a_review_copy_marks_the_draft_and_undo_takes_the_mark_back(clerk: Clerk, draft: Path, tmp_path: Path) -> None:
    clerk.starts(draft)
    assert clerk.window.status.state.text() == "编辑中"
    clerk.will(into(tmp_path)).will_answer("好").chooses("export_review")
    assert clerk.window.document.report.status.state == "in_review"
    assert clerk.window.status.state.text().startswith("已送审 2")
    assert clerk.window.actions_by_id["undo"].text() == "撤销 标为已送审"
    clerk.saves()
    assert open_draft(draft).status.state == "in_review"
    clerk.undoes()
    assert clerk.window.status.state.text() == "编辑中"


def test_a_state_is_set_from_the_menu(clerk: Clerk, draft: Path) -> None:
    clerk.starts(draft)
    menu = clerk.window.status.state.menu()
    menu.aboutToShow.emit()
    items = {action.text(): action for action in menu.actions()}
    assert list(items) == ["编辑中", "已送审…", "已报审…", "已公布…"] and items["编辑中"].isChecked()
    clerk.will(QDialog.accept)
    items["已报审…"].trigger()
    assert clerk.window.document.report.status.state == "submitted"
    clerk.window.states.mark("editing")
    assert clerk.window.document.report.status == Status()


def test_editing_what_is_published_is_warned_of_once(clerk: Clerk, own: Report, tmp_path: Path) -> None:
    path = tmp_path / "已公布.gknb"
    save_draft(replace(own, status=Status("published", "2026-01-28")), path)
    clerk.starts(path).will_answer("撤销这处修改").fills(str(PENALTIES), "99")
    QApplication.processEvents()
    assert clerk.was_told("这份报告已于 2026-01-28 公布。再改，底稿就与网上的不一样了")
    assert clerk.figure(str(PENALTIES)) == "37"
    clerk.fills(str(PENALTIES), "98").fills(str(PENALTIES), "97")
    QApplication.processEvents()
    assert clerk.figure(str(PENALTIES)) == "97"


# 稿号: exactly what was sent, wherever the draft is by now


def review_copies(clerk: Clerk, folder: Path) -> Clerk:
    return clerk.will(into(folder)).will_answer("好").chooses("export_review")


def comes_back(clerk: Clerk, copy: Path, until: Until) -> tuple[list[str], list[str], str]:
    """What the list of changes shows: the notes of its rows, what is ticked, the warnings above."""
    seen: list[tuple[list[str], list[str], str]] = []

    def look(dialog: QDialog) -> None:
        assert isinstance(dialog, ReturnedCopy)
        model = dialog.view.model()
        items = [model.index(n, 0) for n in range(model.rowCount())]
        notes = [item.data(Qt.ItemDataRole.AccessibleDescriptionRole) or "" for item in items]
        ticked = [change.after for change in dialog.taken]
        seen.append((notes, ticked, "\n".join(label.text() for label in dialog.findChildren(QLabel))))
        dialog.done(0)

    clerk.will(look)
    drop(clerk.window, copy)
    until(lambda: bool(seen))
    return seen[0]


STALE = "送审以后底稿改过，改稿里还是旧的"


@pytest.mark.parametrize("elsewhere", ["renamed", "another folder", "another computer"])
def test_what_was_sent_is_known_also_where_the_draft_was_moved(
    elsewhere: str, clerk: Clerk, draft: Path, tmp_path: Path, until: Until, monkeypatch: pytest.MonkeyPatch
) -> None:
    review_copies(clerk.starts(draft), tmp_path)
    copy = next(tmp_path.glob("*送审稿*.html"))
    clerk.fills(str(PENALTIES), "20").saves()
    (tmp_path / "第二稿").mkdir()
    review_copies(clerk, tmp_path / "第二稿").saves()
    assert clerk.window.close()
    clerk.ends()
    moved = tmp_path / "别处" / (draft.name if elsewhere == "another folder" else "另一个名字.gknb")
    moved.parent.mkdir()
    draft.rename(moved)
    if elsewhere == "another computer":
        monkeypatch.setenv("NIANBAO_HOME", str(tmp_path / "another home"))
    clerk.starts(moved)
    clerk.fills(str(LICENCES), "21")
    edited = copy.with_name("领导改过.html")
    edited.write_text(copy.read_text("utf-8").replace("一是", "第一，", 1), "utf-8")
    notes, ticked, said = comes_back(clerk, edited, until)
    assert notes.count(STALE) == 2 and len(ticked) == 1 and "第一，" in ticked[0]
    assert "稿号" not in said


def test_a_copy_of_a_draft_that_was_not_saved_since_is_known_on_this_computer(
    clerk: Clerk, draft: Path, tmp_path: Path, until: Until
) -> None:
    clerk.starts(draft).fills(str(PENALTIES), "20")
    review_copies(clerk, tmp_path)
    copy = next(tmp_path.glob("*送审稿*.html"))
    clerk.will_answer("不保存")
    assert clerk.window.close()
    clerk.ends()
    clerk.starts(draft)
    notes, ticked, _ = comes_back(clerk, copy, until)
    assert notes == [STALE] and ticked == []


def test_what_is_nowhere_kept_is_said_and_nothing_is_ticked(
    clerk: Clerk, draft: Path, own: Report, tmp_path: Path, until: Until
) -> None:
    sent = own.with_figures({PENALTIES: Decimal(20)})
    copy = tmp_path / "改稿.docx"
    checked = examine(sent)
    copy.write_bytes(render(sent, ("docx",), review_of(checked, datetime.date(2026, 1, 20)))["docx"])
    clerk.starts(draft)
    notes, ticked, said = comes_back(clerk, copy, until)
    assert len(notes) == 1 and ticked == []
    assert f"改稿页脚的稿号是 {copy_code(sent)}，底稿里和这台电脑上都没有留下这一稿" in said
    assert "请逐处看清再打勾" in said


def test_a_review_copy_of_an_earlier_version_is_still_compared_with_what_was_kept_by_path(
    clerk: Clerk, draft: Path, own: Report, tmp_path: Path, until: Until
) -> None:
    """Snapshots that lie in a folder named by the draft's place; the copy prints no 稿号."""
    Snapshots(draft, "").add(own, REVIEW_COPY)
    clerk.starts(draft).fills(str(PENALTIES), "20")
    notes, ticked, _ = comes_back(clerk, docx(own, tmp_path / "改稿.docx"), until)
    assert notes == [STALE] and ticked == []
    menu = QMenu()
    clerk.window.saving.fill_compare(menu)
    assert menu.actions()[0].text().endswith("送审稿相比改了 1 处")


def test_a_snapshot_kept_by_path_is_found_by_the_code_too(
    clerk: Clerk, draft: Path, own: Report, tmp_path: Path, until: Until
) -> None:
    older = own.with_figures({LICENCES: Decimal(5)})
    for report in (older, own):
        Snapshots(draft, "").add(report, REVIEW_COPY)
    copy = tmp_path / "改稿.docx"
    copy.write_bytes(render(older, ("docx",), review_of(examine(older), datetime.date(2026, 1, 20)))["docx"])
    clerk.starts(draft)
    notes, ticked, _ = comes_back(clerk, copy, until)
    assert notes == [STALE] and ticked == [], "compared with the one that was sent, not with the last"


def test_a_copy_whose_title_is_torn_is_known_by_its_code(
    clerk: Clerk, draft: Path, tmp_path: Path, until: Until
) -> None:
    review_copies(clerk.starts(draft), tmp_path)
    copy = next(tmp_path.glob("*送审稿*.html"))
    torn = copy.read_text("utf-8").replace("自然资源局", "")
    copy.write_text(torn, "utf-8")
    notes, _, _ = comes_back(clerk, copy, until)
    assert notes and not clerk.was_told("要把它当作什么？")


def test_an_export_that_changes_nothing_leaves_the_draft_as_saved(clerk: Clerk, draft: Path, tmp_path: Path) -> None:
    review_copies(clerk.starts(draft), tmp_path)
    clerk.saves()
    (tmp_path / "再").mkdir()
    review_copies(clerk, tmp_path / "再")
    assert not clerk.window.document.modified


def test_nothing_is_kept_of_a_report_never_saved_and_given_up(clerk: Clerk, tmp_path: Path, user_folder: Path) -> None:
    clerk.starts()
    clerk.program.open_example(examples() / "示例县自然资源局2025.gknb")
    review_copies(clerk, tmp_path)
    clerk.window.desk.snapshots.add(clerk.window.document.report, PUBLIC_COPY)
    clerk.will_answer("不保存")
    assert clerk.window.close()
    assert not [path for path in (user_folder / "recovery").rglob("*") if path.is_file()]


def test_a_report_saved_for_the_first_time_leaves_nothing_under_its_old_name(
    clerk: Clerk, tmp_path: Path, user_folder: Path
) -> None:
    clerk.starts()
    clerk.program.open_example(examples() / "示例县自然资源局2025.gknb")
    clerk.window.desk.snapshots.add(clerk.window.document.report, PUBLIC_COPY)
    clerk.will_choose(tmp_path / "新.gknb").saves()
    assert [each.kind for each in clerk.window.desk.snapshots.all(clerk.window.document.report)] == [PUBLIC_COPY]
    assert len(list((user_folder / "recovery/snapshots").iterdir())) == 1
