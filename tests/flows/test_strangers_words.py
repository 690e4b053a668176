"""Words of strangers in the rooms where strangers' files are looked at: the county, its letters, ledgers, what was read."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QMenu
from pytestqt.qtbot import QtBot

from app.county.collection import Collection, save_collection
from app.county.units import Unit
from app.documents.write.outline import outline
from app.documents.write.to_docx import docx_bytes
from app.gui.importing.reading import Foreign
from app.model.draft import open_draft, save_draft
from app.model.kept.comments import Comment, with_comments
from app.model.kept.remarks import Letter, Remark, letter_bytes
from app.model.report import Report
from tests.conftest import Answers
from tests.documents.read.lines.books import xlsx
from tests.flows.clerk import Clerk
from tests.flows.county.shared import RECEIVED, settled
from tests.gui.look.shown import EVIL, EVIL_NAME, all_of, wrong
from tests.reports import filled

ORGAN = f"{EVIL}局"


def evil_report(name: str = ORGAN) -> Report:
    report = filled()
    texts = {key: f"{EVIL}受理了99999件，{text}" for key, text in report.texts.items()}
    return replace(report, organ=replace(report.organ, name=name, address=EVIL, website=EVIL, phone=EVIL), texts=texts)


class Looks:
    """Goes through windows and dialogs and keeps what is wrong; `said`: all that they showed."""

    def __init__(self) -> None:
        self.found: list[str] = []
        self.said = ""

    def at(self, window: object, where: str = "") -> None:
        QApplication.processEvents()
        self.found += wrong(window, where)  # type: ignore[arg-type]
        self.said += all_of(window)  # type: ignore[arg-type]

    def __call__(self, dialog: QDialog) -> None:
        self.at(dialog, dialog.windowTitle()[:20])
        dialog.reject()

    def well(self) -> None:
        assert EVIL in self.said and not self.found, "\n".join(sorted(set(self.found)))


def test_in_the_window_of_the_county(clerk: Clerk, answers: Answers, tmp_path: Path, qtbot: QtBot) -> None:
    folder = tmp_path / f"{EVIL_NAME}年报"
    folder.mkdir()
    units = (Unit(ORGAN, (EVIL,), contact=EVIL, note=EVIL), Unit(f"{EVIL}所", note=EVIL, contact=EVIL))
    save_collection(Collection(2025, f"{EVIL}政府", "2026-01-20", units, True, contact=EVIL), folder)
    save_draft(replace(evil_report(), year=2025).with_figures({RECEIVED: 7}), folder / f"{EVIL_NAME}一.gknb")
    save_draft(replace(evil_report(), year=2025), folder / f"{EVIL_NAME}二.gknb")
    save_draft(replace(evil_report(f"{EVIL}谁"), year=2025), folder / f"{EVIL_NAME}三.gknb")
    (folder / f"{EVIL_NAME}四.gknb").write_bytes(b"{broken")
    clerk.starts(folder)
    window = clerk.program.counties.open[-1]
    settled(qtbot, window)
    looks = Looks()
    found = window.folder.summary.overview  # type: ignore[union-attr]
    rows = [(each, each.version.path if each.version else "") for each in found.standings]
    rows += [(None, each.path) for each in found.unclaimed]
    for row in range(window.units.model.rowCount()):
        window.units.view.selectRow(row)
        for tab in range(window.side.count()):
            window.side.setCurrentIndex(tab)
            looks.at(window, f"row {row} tab {tab}")
    menu = QMenu()
    for standing, path in rows:
        menu.clear()
        window.deciding.fill_menu(menu, standing, path)
        looks.at(menu, "menu of a unit")
    doubled = found.standings[0]
    for act in (window.deciding.choose, window.deciding.publish, window.deciding.exclude, window.deciding.mend):
        answers.act(looks)
        act(doubled)
    for each in found.unclaimed:
        answers.act(looks)
        window.deciding.claim(each.path)
    for act in ("begin", "explain"):
        answers.act(looks)
        window.acts[act].trigger()
        QApplication.processEvents()
    window.side.remarks.own.setPlainText(EVIL)
    window.units.go_to(ORGAN)
    QTest.mouseClick(window.side.remarks.add, Qt.MouseButton.LeftButton)
    settled(qtbot, window)
    looks.at(window, "own remark")
    looks.well()


def test_in_what_the_county_and_colleagues_wrote(clerk: Clerk, draft: Path, tmp_path: Path) -> None:
    remarks = (Remark(EVIL, str(RECEIVED), EVIL, EVIL, EVIL, EVIL, EVIL), Remark(EVIL, "problems", EVIL), Remark(EVIL))
    letter = tmp_path / f"{EVIL_NAME}.gkth"
    ours = open_draft(draft)
    made = Letter(ORGAN, EVIL, ours.year, 1, "2026-01-12", EVIL, EVIL, EVIL, remarks, remarks[:1])
    letter.write_bytes(letter_bytes(made))
    save_draft(with_comments(open_draft(draft), [Comment(EVIL, EVIL, EVIL), Comment(EVIL, EVIL)]), draft)
    looks = Looks()
    clerk.starts(draft).will(looks)
    clerk.window.acting.remarks.take_file(letter)  # it is another's
    clerk.window.show_tab("remarks")
    looks.at(clerk.window, "remarks")
    letter.write_bytes(letter_bytes(replace(made, names=(ours.organ.name,))))
    clerk.window.acting.remarks.take_file(letter)
    clerk.window.desk.checker.run()
    for card in clerk.window.side.remarks.cards():
        card.write()
        looks.at(clerk.window, "an answer")
    looks.well()
    for card in clerk.window.side.remarks.cards():
        card.editor.text.setPlainText("")  # type: ignore[union-attr]


def test_in_the_ledger(clerk: Clerk, answers: Answers, draft: Path, tmp_path: Path, qtbot: QtBot) -> None:
    ledger = tmp_path / f"{EVIL_NAME}.xlsx"
    head = ["编号", "收到日期", "申请人类型", "结果", "答复日期", "承办科室"]
    rows = [[f"{EVIL}{n}", f"2025-03-0{n + 1}", kind, result, "2025-09-20", EVIL] for n, (kind, result) in enumerate((
        ("自然人", "予以公开"), (EVIL, "予以公开"), ("自然人", EVIL), ("商业企业", "咨询"), ("自然人", "信息不存在")))]  # fmt: skip
    ledger.write_bytes(xlsx({"<b>恶&Z": [head, *rows]}))
    looks = Looks()
    save_draft(replace(open_draft(draft), year=2025), draft)
    clerk.starts(draft).will_choose(ledger).will(looks)
    clerk.chooses("ledger_fill")
    qtbot.waitUntil(lambda: len(answers.seen) == 2, timeout=60_000)
    QApplication.processEvents()
    clerk.window.show_tab("deadlines")
    looks.at(clerk.window, "deadlines")
    clerk.goes_to("applications/granted/natural_person").will(looks)
    clerk.window.acting.ledger.show_requests()
    odd = tmp_path / f"{EVIL_NAME}二.xlsx"
    odd.write_bytes(
        xlsx({"台账": [[EVIL, f"{EVIL}二", f"{EVIL}三", "收到日期"], *([EVIL, "3", "x", "2025-03-01"],) * 3]})
    )
    clerk.will_choose(odd).will(looks)
    clerk.chooses("ledger_fill")
    qtbot.waitUntil(lambda: len(answers.seen) == 5, timeout=60_000)
    looks.well()


def test_in_what_was_read(clerk: Clerk, answers: Answers, draft: Path, tmp_path: Path, qtbot: QtBot) -> None:
    """The proof of a stranger's file, and a returned copy."""
    before = evil_report()
    paper = tmp_path / f"{EVIL_NAME}.docx"
    paper.write_bytes(docx_bytes(outline(before)))
    page = tmp_path / f"{EVIL_NAME}.txt"
    page.write_text(f"{EVIL}局2024年政府信息公开工作年度报告\n行政许可\t&<b>恶\n{EVIL}\n", encoding="utf-8")
    looks = Looks()
    clerk.starts(draft)
    bringing_in = clerk.program.bringing_in
    for file in (paper, page, tmp_path / f"{EVIL_NAME}没有.docx"):
        seen = len(answers.seen)
        clerk.will(looks)
        bringing_in.attach(clerk.window.desk, [Foreign(file.name, file)])
        qtbot.waitUntil(lambda seen=seen: len(answers.seen) > seen, timeout=60_000)
        QApplication.processEvents()
    clerk.will(looks)
    bringing_in.ask_what([Foreign(paper.name, paper)], clerk.window.desk)

    seen = len(answers.seen)
    save_draft(before, other := tmp_path / f"{EVIL_NAME}另.gknb")
    clerk.will_choose(paper).will(looks)
    clerk.program.open_path(other)
    clerk.chooses("came_back")
    qtbot.waitUntil(lambda: len(answers.seen) > seen + 1, timeout=60_000)
    looks.well()
