"""修订 and 批注 of others in a 改稿: by author, what they break, and kept until each is ticked."""

from __future__ import annotations

from collections.abc import Sequence
from copy import deepcopy
from dataclasses import replace
from pathlib import Path

from docx import Document
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QPushButton

from app.gui.remarks.comment_card import CommentCard
from app.gui.rounds.returned_copy import ReturnedCopy
from app.model.draft import save_draft
from app.model.kept.comments import Comment, comments_of
from app.model.report import Report
from app.model.words.texts import printed
from tests.flows.clerk import Clerk
from tests.flows.copies.shared import DATA, PENALTIES, RECEIVED, Until, docx, drop, into, page


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
