"""Words of users are never markup: they are shown as they are and load nothing, wherever they are shown."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QImage, QTextDocument
from PySide6.QtWidgets import QApplication, QDialog, QLabel

from app.gui.desk.places import PART_NAMES
from app.gui.look import labels
from app.gui.look.sealed import Sealed
from app.model.draft import save_draft
from app.model.kept.levels import Levels
from app.model.report import Reason, Source, Status
from tests.conftest import Answers
from tests.flows.clerk import Clerk
from tests.gui.look.shown import EVIL, EVIL_NAME, wrong
from tests.reports import filled
from tests.where import ROOT

_MADE_HERE = ROOT / "app" / "gui" / "look" / "labels.py"


def test_labels_tool_tips_and_rich_documents_are_made_in_one_place() -> None:
    """Whoever makes one himself lets Qt guess whether a clerk's words are HTML."""
    forbidden = re.compile(
        r"\bQLabel\(|\bsetTextFormat\((?!Qt\.TextFormat\.PlainText)|\bRichText\b|\bQMessageBox\(|\bQErrorMessage\(|\bQTextDocument\(|\binsertHtml\("
        r"|\bsetWhatsThis\(|\bsetStatusTip\(|\bQToolTip\.showText\(|\.setToolTip\((?!labels\.tip\()"
    )
    found = [
        f"{path.relative_to(ROOT)}:{number}: {line.strip()}"
        for path in sorted((ROOT / "app").rglob("*.py"))
        if path != _MADE_HERE
        for number, line in enumerate(path.read_text("utf-8").splitlines(), 1)
        if forbidden.search(re.sub(r'^\s*("""|#).*|^class .*', "", line))
    ]
    found += [
        f"{path.relative_to(ROOT)}: a label of its own that is not plain text"
        for path in sorted((ROOT / "app").rglob("*.py"))
        if "(QLabel):" in (text := path.read_text("utf-8")) and "setTextFormat(" not in text
    ]
    assert not found, "\n".join(found)


def test_a_label_shows_markup_as_its_characters(qapp: QApplication, tmp_path: Path) -> None:
    picture = tmp_path / "high.png"
    high = QImage(QSize(20, 400), QImage.Format.Format_RGB32)
    high.fill(Qt.GlobalColor.red)
    assert high.save(str(picture))
    label = labels.words(f'<img src="{picture}">某局')
    assert label.heightForWidth(2000) < 100  # 400 when the picture is loaded
    assert QLabel(f'<img src="{picture}">某局').heightForWidth(2000) >= 400  # what Qt does when it is left to guess


@pytest.mark.parametrize(
    "words", ["<b>某局</b>", "a &lt; b", "某局\n<img src='file:///x.png'>", "<?xml version='1.0'?>"]
)
def test_a_tool_tip_shows_the_same_characters(qapp: QApplication, words: str) -> None:
    document = Sealed()
    document.setHtml(labels.tip(words))
    assert document.toPlainText().replace("\u2028", "\n") == words
    assert labels.tip("某局，上年 5") == "某局，上年 5"


def test_a_tool_tip_of_several_lines_is_read_as_they_are(qapp: QApplication) -> None:
    document = Sealed()
    document.setHtml(labels.tip_of(["错误：<b>1 & 2</b>", "暂计"]))
    assert document.toPlainText() == "错误：<b>1 & 2</b>\n暂计"
    assert labels.tip_of([]) == ""


def test_a_sealed_document_loads_no_picture(qapp: QApplication, tmp_path: Path) -> None:
    picture = tmp_path / "a.png"
    assert QImage(300, 300, QImage.Format.Format_RGB32).save(str(picture))
    for source in (str(picture), picture.as_uri()):
        sealed, open_ = Sealed(), QTextDocument()
        for document in (sealed, open_):
            document.setHtml(f"<p>字<img src='{source}'></p>")
            document.setTextWidth(1000)
        assert open_.size().height() > 300  # what an ordinary document does
        assert sealed.size().height() < 100


def test_a_button_shows_an_ampersand(qapp: QApplication) -> None:
    assert labels.on_button("A&B局\t1") == "A&&B局 1"
    assert labels.on_title("某局[*]") == "某局[*][*]"


# the whole window


@pytest.fixture
def clerk(answers: Answers, tmp_path: Path):
    report = filled()
    evil = replace(
        report,
        organ=replace(report.organ, name=f"{EVIL}县人民政府", address=EVIL, website=EVIL),
        texts={key: f"{EVIL}受理了99999件。2019年全年，{EVIL}{text}" for key, text in report.texts.items()},
        reasons={"Y101:a": Reason(f"{EVIL}经核实情况属实", {})},
        sources={f"applications/{row}": Source(EVIL, EVIL, EVIL, True) for row in ("received", "granted")},
        status=Status("published", EVIL, EVIL),
        levels=Levels(EVIL, {}),
    )
    evil = replace(evil, previous=replace(evil, year=report.year - 1, previous=None))
    path = tmp_path / f"{EVIL_NAME}.gknb"
    save_draft(evil, path)
    clerk = Clerk(answers).starts(path)
    yield clerk
    clerk.ends()


def test_hostile_words_are_no_markup_in_any_room(clerk: Clerk, answers: Answers) -> None:
    window, found = clerk.window, []
    for part in PART_NAMES:
        window.pages.show_part(part)
        for tab in ("problems", "preview", "last_year", "reasons"):
            window.show_tab(tab)
            QApplication.processEvents()
            found += wrong(window, f"{part} {tab}")
    for _ in range(8):
        window.acting.tour.next()
        found += wrong(window, "next problem")

    def look(dialog: QDialog) -> None:
        found.extend(wrong(dialog, dialog.windowTitle()))
        dialog.done(0)

    window.pages.show_part("applications")
    for act in ("last_year", "export_review", "self_check", "source", "check_live_page"):
        answers.act(look)
        clerk.chooses(act)
    clerk.program.show_start()
    assert clerk.program.start_window
    found += wrong(clerk.program.start_window, "start")
    assert not found, "\n".join(sorted(set(found)))
    assert len(answers.seen) == 5
