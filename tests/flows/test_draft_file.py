"""What stands in the way of a draft's file: each time one sentence, and the work kept."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QDialog, QLineEdit

from app.acts import examine
from app.form.schema import Cell
from app.keeping import draft_file
from app.keeping.lock import Lock, lock_path
from app.model.draft import open_draft, save_draft
from app.model.files import FileProblem
from app.model.report import Report
from tests.flows.clerk import Clerk
from tests.reports import balanced, blank

PENALTIES = "disclosure/penalties/decisions"


def penalties(path: Path) -> str:
    return str(open_draft(path).figure(Cell.parse(PENALTIES)))


def there(path: Path, computer: str = "WS-03") -> None:
    """Somebody on another computer has it open."""
    lock = {"user": "李明", "computer": computer, "pid": 1, "since": "2026-01-20T14:31"}
    lock_path(path).write_text(json.dumps(lock, ensure_ascii=False), "utf-8")


def test_fill_save_reopen(clerk: Clerk, draft: Path) -> None:
    clerk.starts(draft).fills(PENALTIES, "4321")
    assert clerk.title.startswith("*青禾县林业局 2025 · ")
    clerk.saves()
    assert clerk.title.startswith("青禾县林业局 2025 · ")
    assert clerk.window.status.saved.text().startswith("已保存 ")
    assert penalties(draft) == "4321"
    assert clerk.window.close()
    assert not lock_path(draft).exists()
    clerk.program.open_path(draft)
    assert clerk.figure(PENALTIES) == "4321"


def test_undo_says_what_and_brings_back(clerk: Clerk, draft: Path) -> None:
    clerk.starts(draft)
    before = clerk.figure(PENALTIES)
    clerk.fills(PENALTIES, "4321")
    assert clerk.window.actions_by_id["undo"].text() == "撤销 填写 行政处罚"
    clerk.undoes()
    assert clerk.figure(PENALTIES) == before
    assert not clerk.window.document.modified


def test_closing_asks_before_work_is_lost(clerk: Clerk, draft: Path) -> None:
    clerk.starts(draft).fills(PENALTIES, "4321")
    clerk.will_answer("继续编辑")
    assert not clerk.window.close()
    assert clerk.was_told("的改动还没有保存。关闭前要保存吗？")
    clerk.will_answer("保存")
    assert clerk.window.close()
    assert penalties(draft) == "4321"


def test_closing_without_saving_leaves_the_file(clerk: Clerk, draft: Path) -> None:
    before = draft.read_bytes()
    clerk.starts(draft).fills(PENALTIES, "4321").will_answer("不保存")
    assert clerk.window.close()
    assert draft.read_bytes() == before


def test_a_second_opening_raises_the_window(clerk: Clerk, draft: Path) -> None:
    clerk.starts(draft)
    assert clerk.program.open_path(draft.parent / "." / draft.name) is clerk.window
    assert len(clerk.program.windows) == 1


def test_somebody_else_has_it_open(clerk: Clerk, draft: Path) -> None:
    there(draft)
    clerk.will_answer("只读打开").starts(draft)
    assert clerk.was_told("“年报.gknb”正由李明（电脑 WS-03）打开（2026-01-20 14:31 起）。")
    assert "（只读）" in clerk.title
    assert clerk.status == "李明（电脑 WS-03）正打开着这份底稿：可以改，保存时另存为新底稿。"
    other = draft.with_name("另一份.gknb")
    clerk.fills(PENALTIES, "4321").will_choose(other).saves()
    assert penalties(other) == "4321" and penalties(draft) != "4321"
    assert "（只读）" not in clerk.title
    assert json.loads(lock_path(draft).read_text("utf-8"))["user"] == "李明"


def test_a_lock_left_by_another_computer_goes_when_she_says_so(clerk: Clerk, draft: Path) -> None:
    there(draft)
    clerk.will_answer("对方没有打开，照常打开").starts(draft)
    clerk.fills(PENALTIES, "4321").saves()
    assert penalties(draft) == "4321"


def test_somebody_else_has_it_open_and_she_takes_a_copy(clerk: Clerk, draft: Path) -> None:
    there(draft)
    copy = draft.with_name("副本.gknb")
    clerk.will_answer("另存一份").will_choose(copy).starts(draft)
    assert clerk.window.document.path == copy


def test_changed_on_disk_since_opened(clerk: Clerk, draft: Path) -> None:
    clerk.starts(draft).fills(PENALTIES, "4321")
    save_draft(balanced(2), draft)
    theirs = draft.read_bytes()
    clerk.will_answer("比较").will_leave().will_leave().saves()
    assert clerk.was_told("“年报.gknb”打开以后，在别处又被改过。直接保存会盖掉那边的改动。")
    assert clerk.was_told("磁盘上的那份，与现在窗口里的有")
    assert draft.read_bytes() == theirs and clerk.window.document.modified
    clerk.will_answer("覆盖它").saves()
    assert penalties(draft) == "4321"


def test_changed_on_disk_and_saved_elsewhere(clerk: Clerk, draft: Path) -> None:
    clerk.starts(draft).fills(PENALTIES, "4321")
    save_draft(balanced(2), draft)
    theirs, mine = draft.read_bytes(), draft.with_name("我的.gknb")
    clerk.will_answer("另存一份").will_choose(mine).saves()
    assert draft.read_bytes() == theirs and penalties(mine) == "4321"


def test_a_read_only_file_opens_and_saves_elsewhere(clerk: Clerk, draft: Path) -> None:
    draft.chmod(0o444)
    clerk.starts(draft)
    assert clerk.status == "“年报.gknb”是只读文件：可以改，保存时另存为新底稿。"
    other = draft.with_name("另一份.gknb")
    clerk.fills(PENALTIES, "4321").will_choose(other).saves()
    assert penalties(other) == "4321"
    draft.chmod(0o644)


def test_a_read_only_draft_may_be_changed_everywhere_and_says_how_it_is_kept(clerk: Clerk, draft: Path) -> None:
    there(draft)
    theirs = draft.read_bytes()
    clerk.will_answer("只读打开").starts(draft)
    says = clerk.window.status.saved
    assert says.text() == "只读：可以改，另存为新底稿" and "李明" in says.toolTip()
    clerk.fills(PENALTIES, "4321")
    QApplication.clipboard().setText("17")
    clerk.goes_to("disclosure/coercive_measures/decisions").presses("Ctrl+V")
    clerk.goes_to("problems").presses("Ctrl+End").types("abc")
    clerk.goes_to("organ/phone").presses("Ctrl+A").types("0571")
    clerk.window.pages.commit()
    clerk.chooses("auto_totals").chooses("auto_totals")
    report = clerk.window.document.report
    assert (clerk.figure(PENALTIES), clerk.figure("disclosure/coercive_measures/decisions")) == ("4321", "17")
    assert report.text("problems").endswith("abc") and report.organ.phone == "0571"
    assert says.text() == "有改动，保存时另存为新底稿"
    clerk.will_answer("继续编辑")
    assert not clerk.window.close()
    assert clerk.was_told("李明（电脑 WS-03）正打开着这份底稿：可以改，保存时另存为新底稿。")
    other = draft.with_name("我的.gknb")
    clerk.will_choose(other).saves()
    assert open_draft(other).organ.phone == "0571" and draft.read_bytes() == theirs
    assert says.text().startswith("已保存")


class Refusing:
    """Stands for a disk that refuses, then relents."""

    def __init__(self, times: int, sentence: str, busy: bool = False) -> None:
        self.times, self.sentence, self.busy = times, sentence, busy

    def __call__(self, report: Report, path: Path) -> bytes:
        if self.times:
            self.times -= 1
            raise FileProblem(self.sentence, self.busy)
        return save_draft(report, path)


FULL = "磁盘已满，“年报.gknb”没有写入。请腾出空间，或另存到别的盘，再试一次。"


def test_a_full_disk_is_told_and_the_work_kept(clerk: Clerk, draft: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = draft.read_bytes()
    clerk.starts(draft).fills(PENALTIES, "4321")
    monkeypatch.setattr(draft_file, "save_draft", Refusing(2, FULL))
    clerk.will_leave().saves()
    assert clerk.was_told(FULL) and clerk.was_told("您填的内容都在，没有丢。")
    assert draft.read_bytes() == before and clerk.figure(PENALTIES) == "4321" and clerk.window.document.modified
    clerk.will_answer("重试").saves()
    assert penalties(draft) == "4321"


def test_a_file_in_use_saves_elsewhere(clerk: Clerk, draft: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    clerk.starts(draft).fills(PENALTIES, "4321")
    busy = "“年报.gknb”正在 WPS 或其他程序中打开，没有写入。关闭后重试，或另存一份。"
    monkeypatch.setattr(draft_file, "save_draft", Refusing(1, busy, busy=True))
    other = draft.with_name("另一份.gknb")
    clerk.will_answer("另存一份").will_choose(other).saves()
    assert clerk.was_told(busy)
    assert clerk.window.document.path == other and penalties(other) == "4321"


def test_a_name_that_is_too_long(clerk: Clerk, draft: Path) -> None:
    clerk.starts(draft).will_choose(draft.with_name("长" * 300)).will_leave().chooses("save_as")
    assert clerk.was_told("文件名太长，没有写入。")
    assert clerk.window.document.path == draft


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        ("这不是底稿", "“坏.gknb”不是公开年报的底稿。"),
        ('{"format": 99, "needs": "9.0"}', "请用公开年报 9.0 或更高版本打开。"),
        ('{"format": 1, "edition"', "底稿“坏.gknb”已损坏：第 1 行"),
    ],
)
def test_what_is_no_draft_is_refused_in_a_sentence(clerk: Clerk, tmp_path: Path, content: str, sentence: str) -> None:
    path = tmp_path / "坏.gknb"
    path.write_text(content, "utf-8")
    clerk.will_answer("知道了").starts(path)
    assert clerk.was_told(sentence)
    assert clerk.program.windows == [] and clerk.program.start_window
    assert not lock_path(path).exists()


def test_wrong_stored_totals_are_kept_and_told(clerk: Clerk, tmp_path: Path) -> None:
    path = tmp_path / "年报.gknb"
    total = Cell("disputes", "reconsideration", "total")
    report = balanced(1).with_figures({total: None})
    wrong = Report(report.edition, report.organ, report.year, report.figures, report.texts, auto_totals=True)
    save_draft(wrong, path)
    clerk.will_answer("知道了").starts(path)
    assert clerk.was_told("这份底稿里有 1 处总计与各项之和不同，例如 表四 行政复议·总计 现为 空白")
    assert clerk.figure(str(total)) == "" and not clerk.window.document.report.auto_totals
    assert not clerk.window.document.modified


def test_new_with_two_no_fills_zeros_as_one_step(clerk: Clerk, tmp_path: Path) -> None:
    clerk.starts()
    clerk.will(nothing_happened)
    clerk.program.ask_new()
    report = clerk.window.document.report
    assert clerk.figure("applications/received/total") == "0" and clerk.figure("disputes/reconsideration/total") == "0"
    assert clerk.figure(PENALTIES) == ""
    assert "未收到政府信息公开申请" in report.text("overview.disclosure_on_application")
    assert report.auto_totals and report.organ.kind == "department"
    assert clerk.window.actions_by_id["undo"].text() == "撤销 表三、表四填 0"
    clerk.undoes()
    assert not clerk.window.document.report.figures and not clerk.window.document.report.texts
    path = tmp_path / "新.gknb"
    clerk.will_choose(path).saves()
    assert open_draft(path).organ.name == "青禾县林业局"
    assert path.name in clerk.program.windows[0].document.path.name


def nothing_happened(dialog: QDialog) -> None:
    """新建 for a department where nothing was asked and nobody sued."""
    assert dialog.windowTitle() == "新建年度报告"
    dialog.applications.group.button(1).setChecked(True)
    dialog.disputes.group.button(1).setChecked(True)
    dialog._make()
    assert dialog.problem.text() == "还没有填单位名称：请写上单位全称。"
    dialog.findChild(QLineEdit).setText("青禾县林业局")
    dialog.kind.setCurrentIndex(dialog.kind.findData("department"))
    dialog._make()


def test_every_menu_item_calls_something(clerk: Clerk, draft: Path) -> None:
    """Building the window resolves each record's method; here each has a text, and no key is used twice."""
    clerk.starts(draft)
    actions = clerk.window.actions_by_id
    keys = [key.toString() for action in actions.values() for key in action.shortcuts()]
    assert len(keys) == len(set(keys)) and all(keys)
    assert all(action.text().strip() for action in actions.values())


def test_blank_is_incomplete_and_public_copy_says_why(clerk: Clerk, tmp_path: Path) -> None:
    path = tmp_path / "空.gknb"
    save_draft(blank(), path)
    clerk.starts(path)
    assert "还差 200 格、3 处文字" in clerk.verdict
    clerk.will_answer("去第一处").chooses("export_public")
    assert clerk.was_told("还不能出公布稿：") and clerk.was_told("200 格未填")
    assert clerk.window.pages.part == "disclosure"
    assert examine(clerk.window.document.report).counts["error"] == 0
    lock = Lock(lock_path(path))
    assert lock.take() is not None
