"""送审稿 at any time, 公布稿 when ready; each export is kept to be compared with."""

from __future__ import annotations

import datetime
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtPrintSupport import QPrinterInfo
from PySide6.QtWidgets import QApplication, QCheckBox, QDialog, QMenu, QPushButton

from app.acts import examine
from app.gui.dialogs.where import copy_name
from app.gui.paper import exporting
from app.gui.paper.export_dialog import ExportDialog
from app.gui.paper.exported_dialog import ExportedDialog
from app.gui.paper.self_check import deadline, items, with_ticked
from app.keeping.settings import settings
from app.model.draft import open_draft, save_draft
from app.model.files import FileProblem
from app.model.report import Reason
from app.model.words.texts import printed
from app.paths import examples
from tests.flows.clerk import Clerk
from tests.reports import blank

PENALTIES = "disclosure/penalties/decisions"


@pytest.fixture
def ready(tmp_path: Path) -> Path:
    """A draft whose verdict is ready: one of the examples, with a reason for whatever a rule may ask."""
    report = open_draft(examples() / "示例县自然资源局2025.gknb")
    for finding in examine(report).findings:
        report = report.with_reason(finding.anchor, Reason("经核实情况属实", finding.values(report)))
    path = tmp_path / "年报.gknb"
    save_draft(report, path)
    return path


def into(folder: Path, *formats: str, signature: bool = False) -> object:
    """Fill in the export dialog and press 导出."""

    def answer(dialog: QDialog) -> None:
        assert isinstance(dialog, ExportDialog)
        for key, box in dialog._boxes.items():
            box.setChecked(key in formats)
        dialog._folder.setText(str(folder))
        dialog._signature.setChecked(signature)
        dialog._go()

    return answer


def test_both_copies(clerk: Clerk, ready: Path, tmp_path: Path) -> None:
    out = tmp_path / "稿"
    out.mkdir()
    clerk.starts(ready)
    assert clerk.verdict == "✓ 可以出公布稿 · 1 项未核对" and clerk.window.toolbar.primary.text() == "导出公布稿"
    clerk.will_answer("照样导出").will(into(out, "docx", "html", "xlsx")).will_answer("好").chooses("export_public")
    assert clerk.was_told("公布前自查还有") and clerk.was_told("主要领导已经签发")
    clerk.will(into(out, "docx", "pdf")).will_answer("好").chooses("export_review")
    title = clerk.window.document.report.organ.name + "2025年政府信息公开工作年度报告"
    assert sorted(path.name for path in out.iterdir()) == sorted(
        [*(f"{title}.{each}" for each in ("docx", "html", "xlsx")), f"{title}（送审稿）.docx", f"{title}（送审稿）.pdf"]
    )
    assert (out / f"{title}（送审稿）.pdf").read_bytes().startswith(b"%PDF")
    assert clerk.status == "已导出 2 个文件。"
    assert settings().get("export_formats") == ["docx", "pdf"]


def test_what_changed_since_the_review_copy(clerk: Clerk, ready: Path, tmp_path: Path) -> None:
    clerk.starts(ready).will(into(tmp_path, "html")).will_answer("好").chooses("export_review")
    clerk.fills(PENALTIES, "4321").goes_to("problems")
    menu = QMenu()
    clerk.window.saving.fill_compare(menu)
    (line,) = menu.actions()
    assert line.text().startswith("与") and line.text().endswith(" 送审稿相比改了 1 处")
    clerk.will_leave()
    line.trigger()
    assert clerk.was_told("与现在的底稿有 1 处不同。")


def test_nothing_exported_yet(clerk: Clerk, ready: Path) -> None:
    clerk.starts(ready)
    menu = QMenu()
    clerk.window.saving.fill_compare(menu)
    assert [action.text() for action in menu.actions()] == ["还没有导出过，导出后可在这里比较"]


def test_pressed_early_the_public_copy_offers_the_review_copy(clerk: Clerk, ready: Path, tmp_path: Path) -> None:
    clerk.starts(ready).goes_to(PENALTIES).presses("Del")
    assert clerk.window.toolbar.primary.text() == "导出送审稿" and "还差 1 格" in clerk.verdict
    clerk.will_answer("导出送审稿").will(into(tmp_path, "html")).will_answer("好").presses("Ctrl+Shift+E")
    assert clerk.was_told("还不能出公布稿：1 格未填")
    assert len(list(tmp_path.glob("*（送审稿）.html"))) == 1


def test_without_a_name_there_is_no_copy(clerk: Clerk, tmp_path: Path) -> None:
    path = tmp_path / "空.gknb"
    save_draft(blank().with_organ(name=""), path)
    clerk.starts(path).will_answer("知道了").chooses("export_review")
    assert clerk.was_told("还没有填单位名称，标题和落款都要用它。")
    assert clerk.window.pages.part == "preface"


def test_a_file_in_the_way_is_kept_unless_she_says_so(clerk: Clerk, ready: Path, tmp_path: Path) -> None:
    clerk.starts(ready)
    clerk.will(into(tmp_path, "html")).will_answer("好").chooses("export_review")
    (first,) = tmp_path.glob("*.html")
    first.write_text("改过的", "utf-8")
    clerk.will(into(tmp_path, "html")).will_answer("另存一份").will_answer("好").chooses("export_review")
    assert first.read_text("utf-8") == "改过的" and first.with_stem(f"{first.stem}（2）").exists()
    clerk.will(into(tmp_path, "html")).will_answer("取消").chooses("export_review")
    assert first.read_text("utf-8") == "改过的"
    clerk.will(into(tmp_path, "html")).will_answer("覆盖").will_answer("好").chooses("export_review")
    assert first.read_text("utf-8") != "改过的"


def test_a_copy_open_in_wps(clerk: Clerk, ready: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    busy = "“稿.docx”正在 WPS 或其他程序中打开，没有写入。关闭后重试，或另存一份。"
    tries: list[int] = []
    real = exporting.write_atomic

    def twice(path: Path, data: bytes) -> None:
        tries.append(1)
        if len(tries) < 3:
            raise FileProblem(busy, busy=True)
        real(path, data)

    monkeypatch.setattr(exporting, "write_atomic", twice)
    clerk.starts(ready).will(into(tmp_path, "html")).will_answer("取消").chooses("export_review")
    assert clerk.status == "没有导出。"
    tries.clear()
    open_there = tmp_path / f"{copy_name(clerk.window.document.report, review=True)}.html"
    open_there.write_text("开着", "utf-8")
    clerk.will(into(tmp_path, "html")).will_answer("覆盖").will_answer("重试").will_answer("另存一份").will_answer("好")
    clerk.chooses("export_review")
    assert clerk.was_told(busy) and open_there.read_text("utf-8") == "开着"
    assert open_there.with_stem(f"{open_there.stem}（2）").exists(), "beside the one that is open"


def test_a_folder_that_takes_nothing(
    clerk: Clerk, ready: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = exporting.write_atomic
    refusals = [FileProblem("不允许写入。")]

    def once(path: Path, data: bytes) -> None:
        if refusals:
            raise refusals.pop()
        real(path, data)

    monkeypatch.setattr(exporting, "write_atomic", once)
    other = tmp_path / "别处"
    other.mkdir()
    clerk.starts(ready).will(into(tmp_path, "html")).will_answer("换个文件夹").will_choose(other).will_answer("好")
    clerk.chooses("export_review")
    assert len(list(other.glob("*.html"))) == 1 and not list(tmp_path.glob("*.html"))


def test_of_two_one_refuses_and_she_gives_up(clerk: Clerk, ready: Path, tmp_path: Path) -> None:
    """What was written went out: it is said, kept to compare with, and the draft is 已送审."""
    clerk.starts(ready)
    in_the_way = tmp_path / f"{copy_name(clerk.window.document.report, review=True)}.pdf"
    in_the_way.mkdir()
    clerk.will(into(tmp_path, "docx", "pdf")).will_answer("覆盖").will_answer("取消").will_answer("好")
    clerk.chooses("export_review")
    assert clerk.status == "已导出 1 个文件，1 个没有写入。" and clerk.was_told(f"没有写入：{in_the_way.name}")
    assert in_the_way.with_suffix(".docx").is_file() and not clerk.was_told("没有导出")
    assert [each.kind for each in clerk.window.desk.snapshots.all(clerk.window.document.report)] == ["送审稿"]
    assert clerk.window.document.report.status.state == "in_review"


def test_of_two_one_refuses_and_goes_elsewhere(clerk: Clerk, ready: Path, tmp_path: Path) -> None:
    """The one that was written is not written a second time beside itself."""
    clerk.starts(ready)
    in_the_way = tmp_path / f"{copy_name(clerk.window.document.report, review=True)}.html"
    in_the_way.mkdir()
    other = tmp_path / "别处"
    other.mkdir()
    clerk.will(into(tmp_path, "docx", "html", "xlsx")).will_answer("覆盖").will_answer("换个文件夹").will_choose(other)
    clerk.will_answer("好").chooses("export_review")
    assert [path.suffix for path in tmp_path.iterdir() if path.is_file() and path.stem == in_the_way.stem] == [".docx"]
    assert sorted(path.suffix for path in other.iterdir()) == [".html", ".xlsx"]
    assert clerk.status == "已导出 3 个文件。" and clerk.was_told(str(other))


def test_without_a_printer_printing_says_so(clerk: Clerk, ready: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(QPrinterInfo, "availablePrinterNames", lambda: [])
    clerk.starts(ready).will_answer("知道了").chooses("print")
    assert clerk.was_told("没有安装打印机")


def test_no_format_or_no_folder_is_told_in_the_dialog(clerk: Clerk, ready: Path, tmp_path: Path) -> None:
    said: list[str] = []

    def try_all(dialog: QDialog) -> None:
        assert isinstance(dialog, ExportDialog)
        into(tmp_path)(dialog)  # type: ignore[operator]
        said.append(dialog.problem.text())
        into(tmp_path / "没有", "html")(dialog)  # type: ignore[operator]
        said.append(dialog.problem.text())
        dialog.reject()

    clerk.starts(ready).will(try_all).chooses("export_review")
    assert said[0] == "还没有选格式：请至少选一种。" and said[1].endswith("不存在。请选择一个已有的文件夹。")


def test_what_is_ticked_is_not_asked_and_where_no_address_stands_none_is_to_be_opened(
    clerk: Clerk, ready: Path, tmp_path: Path
) -> None:
    report = open_draft(ready)
    save_draft(replace(report, extra=with_ticked(report.extra, [item.id for item in items(report)])), ready)
    clerk.starts(ready).will(into(tmp_path, "docx")).will_answer("好").chooses("export_public")
    assert not clerk.was_told("公布前自查还有")
    without = replace(report, organ=replace(report.organ, website="", email=""), texts={})
    assert "links" in {item.id for item in items(report)} and "links" not in {item.id for item in items(without)}


def test_a_date_that_has_passed_is_said_as_passed(ready: Path) -> None:
    report = open_draft(ready)
    assert "已经过了 2 天" in deadline(report, datetime.date(report.year + 1, 2, 2))
    assert "已经过了" not in deadline(report, datetime.date(report.year + 1, 1, 31))


def test_copies_lie_beside_the_draft_unless_another_folder_was_chosen_for_it(
    clerk: Clerk, ready: Path, tmp_path: Path
) -> None:
    other = tmp_path / "别处"
    other.mkdir()
    shown: list[str] = []

    def looks(dialog: QDialog) -> None:
        assert isinstance(dialog, ExportDialog)
        shown.append(str(dialog.folder))
        into(other, "docx")(dialog)  # type: ignore[operator]

    clerk.starts(ready)
    clerk.will(looks).will_answer("好").chooses("export_review")
    clerk.will(looks).will_answer("另存一份").will_answer("好").chooses("export_review")
    assert shown == [str(ready.parent), str(other)]


def test_after_the_export_comes_the_next_step(clerk: Clerk, ready: Path, tmp_path: Path) -> None:
    def next_step(dialog: QDialog) -> None:
        assert isinstance(dialog, ExportedDialog)
        links = {button.text(): button for button in dialog.findChildren(QPushButton)}
        links["复制标题"].click()
        assert QGuiApplication.clipboard().text() == printed(clerk.window.document.report, "title")
        links["复制到网站编辑器"].click()

    clerk.starts(ready).will_answer("照样导出").will(into(tmp_path, "docx")).will(next_step)
    clerk.chooses("export_public")
    QApplication.processEvents()
    assert QGuiApplication.clipboard().mimeData().hasHtml()


@pytest.mark.parametrize("every", [True, False])
def test_the_export_goes_on_once_the_self_check_is_done(clerk: Clerk, ready: Path, tmp_path: Path, every: bool) -> None:
    """She asked for the 公布稿: ticking the last box must not make her ask again."""

    def tick(dialog: QDialog) -> None:
        boxes = dialog.findChildren(QCheckBox)
        assert boxes
        for box in boxes[: None if every else -1]:
            box.setChecked(True)
        next(button for button in dialog.findChildren(QPushButton) if button.text() == "记下").click()

    clerk.starts(ready).will_answer("先去自查").will(tick)
    if every:
        clerk.will(into(tmp_path, "docx")).will_answer("好")
    clerk.chooses("export_public")
    assert bool(list(tmp_path.glob("*.docx"))) is every
