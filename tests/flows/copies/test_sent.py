"""稿号: a 改稿 is compared with exactly what was sent, wherever the draft is by now."""

from __future__ import annotations

import datetime
from decimal import Decimal
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QLabel, QMenu

from app.acts import examine, render, review_of
from app.gui.rounds.returned_copy import ReturnedCopy
from app.keeping.snapshots import PUBLIC_COPY, REVIEW_COPY, Snapshots
from app.model.beside.sent import copy_code
from app.model.report import Report
from app.paths import examples
from tests.flows.clerk import Clerk
from tests.flows.copies.shared import LICENCES, PENALTIES, Until, docx, drop, into


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
