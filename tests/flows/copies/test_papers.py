"""Reasons, the papers that carry them, 公布前自查, 核对要求, and the clipboard for the website's editor."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from docx import Document as Docx
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QPushButton

from app.acts import examine
from app.form.schema import Cell
from app.gui.look.card_list import LISTED
from app.gui.paper.self_check_dialog import SelfCheck
from app.gui.problems.reason_card import HOLDS, IDLE, REOPENED, ReasonCard
from app.model.draft import open_draft, save_draft
from app.model.finding import Level
from app.model.report import Reason
from app.paths import examples
from tests.flows.clerk import Clerk

IN_FORCE = "disclosure/normative_documents/in_force"
ISSUED = "disclosure/normative_documents/issued"


@pytest.fixture
def queried(tmp_path: Path) -> Path:
    """A draft with one query, E105, and a reason for it."""
    report = open_draft(examples() / "示例县自然资源局2025.gknb")
    report = report.with_figures({Cell.parse(ISSUED): report.figures[Cell.parse(IN_FORCE)] + 5})
    (query,) = [f for f in examine(report).findings if f.rule == "E105"]
    path = tmp_path / "待说明.gknb"
    save_draft(report.with_reason(query.anchor, Reason("机构合并划转", query.values(report))), path)
    return path


def card_of(clerk: Clerk, rule: str) -> ReasonCard:
    clerk.window.desk.checker.run()
    return next(card for card in clerk.window.side.reasons.cards() if card.given.anchor.startswith(rule))


def press(card: object, text: str) -> None:
    buttons = {button.text(): button for button in card.findChildren(QPushButton)}  # type: ignore[attr-defined]
    buttons[text].click()


# 说明


def test_a_reason_holds_reopens_is_rewritten_and_is_taken_away(clerk: Clerk, queried: Path) -> None:
    clerk.starts(queried).presses("Ctrl+Shift+R")
    assert clerk.window.side.currentWidget() is clerk.window.side.reasons
    card = card_of(clerk, "E105")
    assert card.given.state == HOLDS and "写说明时：" in card._figures.text()
    clerk.fills(ISSUED, "99")
    assert card_of(clerk, "E105").given.state == REOPENED
    assert "变为 99" in card._why.text() and "表二" in card._why.text()
    card.write()
    assert card.editor
    card.editor.text.setPlainText("上年数据更正，已逐件核对")
    press(card.editor, "确定")
    given = card_of(clerk, "E105").given
    assert given.state == HOLDS and given.reason.values[ISSUED] == "99"
    clerk.fills(ISSUED, "1")
    given = card_of(clerk, "E105").given
    assert given.state == IDLE and given.place.startswith("表二") and given.about
    press(card_of(clerk, "E105"), "删去说明")
    assert clerk.window.document.report.reasons == {} or not any(
        anchor.startswith("E105") for anchor in clerk.window.document.report.reasons
    )
    assert clerk.window.actions_by_id["undo"].text() == "撤销 删去说明"


def test_three_hundred_reasons_are_listed_as_far_as_one_reads(clerk: Clerk, queried: Path) -> None:
    """A card each took seconds at every key."""
    clerk.starts(queried)
    report = clerk.window.document.report
    for number in range(300):
        report = report.with_reason(f"N201:{number}", Reason("经核实情况属实。", {}))
    clerk.window.document.edit(report, "试")
    clerk.window.desk.checker.run()
    panel = clerk.window.side.reasons
    every = len(report.reasons)
    assert len(panel.cards()) == LISTED and panel._says.text().startswith(f"说明 {every} 条")
    assert panel._more.text() == f"还有 {every - LISTED} 条没有列出，再列 {LISTED} 条"
    panel._more.click()
    assert len(panel.cards()) == 2 * LISTED
    writing = panel.cards()[1]
    writing.write()
    assert writing.editor
    writing.editor.text.setPlainText("写到一半")
    clerk.fills(ISSUED, "98")
    clerk.window.desk.checker.run()
    assert writing in panel.cards() and writing.editor.text.toPlainText() == "写到一半"
    writing.editor.text.setPlainText("写完的说明，逐件核对过")
    press(writing.editor, "确定")


def test_a_card_leads_to_its_place(clerk: Clerk, queried: Path) -> None:
    clerk.starts(queried).goes_to("problems")
    press(card_of(clerk, "E105"), "去看")
    assert clerk.window.pages.part == "disclosure"


def test_without_reasons_the_tab_says_where_they_come_from(clerk: Clerk, draft: Path) -> None:
    clerk.starts(draft)
    report = clerk.window.document.report
    for anchor in report.reasons:
        report = report.with_reason(anchor, None)
    clerk.window.document.edit(report, "试")
    clerk.window.desk.checker.run()
    assert clerk.window.side.reasons._says.text().startswith("还没有写过说明。")


# papers


def test_both_papers_at_any_time(clerk: Clerk, queried: Path, tmp_path: Path) -> None:
    clerk.starts(queried)
    notes, summary = tmp_path / "审核说明.docx", tmp_path / "送审单"
    clerk.will_choose(notes).chooses("export_notes")
    clerk.will_choose(summary).chooses("export_summary")
    words = "\n".join(cell.text for table in Docx(str(notes)).tables for row in table.rows for cell in row.cells)
    assert "机构合并划转" in words
    assert "送审单" in Docx(str(summary.with_suffix(".docx"))).paragraphs[0].text
    assert clerk.status == "已导出“送审单.docx”。"


def test_a_paper_that_cannot_be_written_is_asked_about(clerk: Clerk, queried: Path, tmp_path: Path) -> None:
    there = tmp_path / "没有这个文件夹" / "审核说明.docx"
    clerk.starts(queried).will_choose(there).will_leave().chooses("export_notes")
    assert clerk.was_told("审核说明.docx") and not there.exists()


# 复制到网站编辑器


def test_the_public_copy_on_the_clipboard_without_title(clerk: Clerk, draft: Path) -> None:
    clerk.starts(draft).chooses("for_website")
    data = QGuiApplication.clipboard().mimeData()
    report = clerk.window.document.report
    assert "<table" in data.html() and "border" in data.html() and "送审稿" not in data.html()
    assert f"{report.organ.name}2025年政府信息公开工作年度报告" not in data.text() and "一、总体情况" in data.text()
    assert "标题不在里面" in clerk.status


def test_nothing_is_copied_before_it_may_be_published(clerk: Clerk, draft: Path) -> None:
    QGuiApplication.clipboard().setText("别的")
    clerk.starts(draft).goes_to(IN_FORCE).presses("Delete")
    clerk.will_answer("不复制").chooses("for_website")
    assert clerk.was_told("还不能公布，没有复制：") and QGuiApplication.clipboard().text() == "别的"


# 公布前自查


def ticking(*words: str) -> Callable[[QDialog], None]:
    def act(dialog: QDialog) -> None:
        assert isinstance(dialog, SelfCheck)
        for box in dialog._boxes.values():
            if box.text() in words:
                box.setChecked(True)
        dialog.accept()

    return act


def test_hand_ticks_are_kept_in_the_draft(clerk: Clerk, draft: Path) -> None:
    clerk.starts(draft).will(ticking("三审三校做过了", "主要领导已经签发")).chooses("self_check").saves()
    assert clerk.was_told("13 项中 8 项已查好，还差 5 项。")
    assert open_draft(draft).extra == {"self_check": ["reviews", "signed"]}
    assert clerk.window.actions_by_id["undo"].text() == "撤销 公布前自查"
    clerk.will(ticking("保密审查做过了", "报告里的网址都能打开", "赶得上公布期限")).chooses("self_check")
    clerk.will(ticking()).chooses("self_check")
    assert clerk.was_told("13 项都查好了，可以公布。")
    clerk.undoes().undoes()
    assert "self_check" not in clerk.window.document.report.extra


def test_what_is_not_well_leads_to_its_place(clerk: Clerk, draft: Path) -> None:
    clerk.starts(draft)
    clerk.window.document.edit(clerk.window.document.report.with_organ(phone=""), "试")
    clerk.goes_to(IN_FORCE)

    def go(dialog: QDialog) -> None:
        press(dialog, "去看")

    clerk.will(go).chooses("self_check")
    assert clerk.was_told("还没有填电话。") and clerk.window.pages.part == "preface"


# 核对要求


def levels(path: Path, **set_to: str) -> Path:
    path.write_text(json.dumps({"issuer": "云岭县政务公开办公室", "levels": set_to}, ensure_ascii=False), "utf-8")
    return path


def test_the_countys_levels_are_told_kept_shown_and_taken_back(clerk: Clerk, queried: Path, tmp_path: Path) -> None:
    clerk.starts(queried)
    clerk.will_choose(levels(tmp_path / "级别.json", E105="error")).will_answer("采用").chooses("load_levels")
    assert clerk.was_told("核对要求按云岭县政务公开办公室下发的设置：") and clerk.was_told("（E105）定为错误")
    clerk.window.desk.checker.run()
    assert any(f.rule == "E105" and f.level is Level.ERROR for f in clerk.window.desk.checker.checked.findings)
    assert "（E105）定为错误" in clerk.window.side.reasons._set.text()
    clerk.saves()
    assert open_draft(queried).levels.levels == {"E105": "error"}
    clerk.chooses("remove_levels").saves()
    assert not open_draft(queried).levels.levels and not clerk.window.side.reasons._set.isVisibleTo(
        clerk.window.side.reasons
    )


def test_a_levels_file_that_may_not_be_is_refused(clerk: Clerk, queried: Path, tmp_path: Path) -> None:
    clerk.starts(queried)
    clerk.will_choose(levels(tmp_path / "级别.json", F101="note")).will_answer("知道了").chooses("load_levels")
    assert clerk.was_told("规则 F101 的级别不能更改") and not clerk.window.document.modified
