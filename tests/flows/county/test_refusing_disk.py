"""Every act that writes, on a disk that refuses at each thing it is asked: a sentence, the old file whole, nothing left over."""

from __future__ import annotations

import errno
import io
import json
import time
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from PySide6.QtWidgets import QApplication, QDialog, QPushButton
from pytestqt.qtbot import QtBot

from app.county.collection import open_collection
from app.county.places import MENDED, STARTERS, SUMMARY
from app.documents.write.ledger.template import ledger_template
from app.gui.county.deciding import Line
from app.gui.county.window import CountyWindow
from app.gui.dialogs.question import Answer
from app.gui.paper.export_dialog import ExportDialog
from app.keeping.settings import settings
from app.model import files
from app.model.draft import draft_bytes, open_draft, save_draft
from app.model.kept.remarks import Letter, Remark
from app.model.report import Report
from tests.conftest import Answers
from tests.flows.clerk import Clerk
from tests.flows.county.shared import NAMES, settled, unit_report
from tests.flows.refusing import Refusing
from tests.reports import filled

PENALTIES = "disclosure/penalties/decisions"
ERRORS = (errno.ENOSPC, errno.EACCES, errno.EIO, errno.EROFS)


class Act(NamedTuple):
    """`do`: what she does; `wants`: what a file dialog is given."""

    do: Callable[[Any], object]
    wants: str = ""


REPORT_ACTS = {
    "save": Act(lambda clerk: clerk.saves()),
    "save as": Act(lambda clerk: clerk.chooses("save_as"), "另存.gknb"),
    "export": Act(lambda clerk: clerk.chooses("export_review")),
    "notes": Act(lambda clerk: clerk.chooses("export_notes"), "说明.docx"),
    "request": Act(lambda clerk: clerk.chooses("export_request"), "征集单.docx"),
    "summary sheet": Act(lambda clerk: clerk.chooses("export_summary"), "送审单.docx"),
    "hand over": Act(lambda clerk: clerk.chooses("hand_over"), "报送.gknb"),
    "template": Act(lambda clerk: clerk.chooses("ledger_template"), "台账.xlsx"),
    "answers": Act(lambda clerk: clerk.window.acting.remarks.save_answers(), "答复.gkth"),
    "a setting": Act(lambda _clerk: settings().set("import_folder", str(time.monotonic()))),
}
COUNTY_ACTS = {
    "take in": Act(lambda at: at.window.folder.take(at.mail)),
    "decide": Act(lambda at: at.window.deciding.accept(at.window.folder.summary.overview.standings[0])),
    "give back": Act(lambda at: at.window.acting.give_back()),
    "mend": Act(lambda at: at.window.deciding.mend(at.window.folder.summary.overview.standings[0])),
    "make": Act(lambda at: at.window.acting.make_summary()),
    "xlsx": Act(lambda at: at.window.acting.export_workbook(), "汇总.xlsx"),
    "csv": Act(lambda at: at.window.acting.export_csv(), "汇总.csv"),
    "hand out": Act(lambda at: at.window.preparing.hand_out()),
    "chase": Act(lambda at: at.window.preparing.export_chase(), "催报名单.xlsx"),
}


class Room:
    """What she sees of it. Every first question is answered by its own way on, then by giving up; `wants`: of a file dialog."""

    def __init__(self, answers: Answers, monkeypatch: pytest.MonkeyPatch) -> None:
        self.wants: Path | None = None
        self.said: list[str] = []
        monkeypatch.setattr(answers, "next", self._next)
        monkeypatch.setattr(answers, "files", self._files)
        monkeypatch.setattr(files, "_WAITS", (0.0, 0.0))

    def _files(self, said: str) -> list[str]:
        return [str(self.wants)] if self.wants and "另存到" not in said else []

    def _next(self, said: str) -> Callable[[QDialog], None]:
        self.said.append(said)
        return self._answer

    def _answer(self, dialog: QDialog) -> None:
        ways = [each for each in dialog.findChildren(QPushButton) if each.text() in ON]
        if isinstance(dialog, ExportDialog | Line):
            dialog.accept()
        elif ways:
            ways[0].click()
        if dialog.isVisible():
            dialog.reject()

    @property
    def refusals(self) -> list[str]:
        """What was said of the disk; each is whole sentences."""
        found = [said.removeprefix("公开年报\n") for said in self.said if any(words in said for words in REFUSED)]
        assert all(said.rstrip().endswith("。") for said in found), found
        return found


ON = (Answer.MEND.value, Answer.HAND_OUT_ANYWAY.value)
REFUSED = ("没有写入", "写不进", "放不了")


def contents(*folders: Path) -> dict[Path, bytes]:
    return {each: each.read_bytes() for folder in folders for each in folder.rglob("*") if each.is_file()}


def refusals_of(asked: int) -> Iterator[tuple[int, int, bool]]:
    """Which is refused, with which error, and whether only that."""
    for at in range(1, asked + 1):
        yield at, ERRORS[at % 4], False
        yield at, ERRORS[(at + 2) % 4], True


def whole(path: Path) -> bool:
    """Whether a file is all that it should be."""
    data = path.read_bytes()
    match path.suffix:
        case ".gknb":
            open_draft(path)
        case ".docx" | ".xlsx":
            return zipfile.ZipFile(io.BytesIO(data)).testzip() is None
        case ".pdf":
            return data.rstrip().endswith(b"%%EOF")
        case ".gkhj" | ".gkth" | ".json":
            json.loads(data)
        case ".html":
            return data.rstrip().endswith(b">")
        case ".csv":
            return data.endswith(b"\r\n")
    return True


def broken(*folders: Path) -> list[str]:
    found = []
    for file in (
        each for folder in folders for each in folder.rglob("*") if each.is_file() and "sqlite" not in each.name
    ):
        if file.name.startswith(".gknb-"):
            found.append(f"left over: {file.name}")
        elif file.stat().st_size == 0 and file.suffix not in (".lock", ".log", "") and "lock" not in file.name:
            found.append(f"empty: {file.name}")
        elif file.stat().st_size and not whole(file):
            found.append(f"broken: {file.name}")
    return found


def faults(user: Path) -> list[str]:
    return [line for log in user.rglob("*.log*") for line in log.read_text("utf-8").splitlines() if "uncaught" in line]


@pytest.mark.parametrize("name", REPORT_ACTS)
def test_an_act_of_a_report(
    clerk: Clerk, answers: Answers, tmp_path: Path, user_folder: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    act = REPORT_ACTS[name]
    place, out = tmp_path / "她的", tmp_path / "出"
    place.mkdir()
    out.mkdir()
    save_draft(filled(), place / "年报.gknb")
    room = Room(answers, monkeypatch)
    room.wants = out / act.wants if act.wants else None
    template = cache(ledger_template)  # it takes a second to make
    monkeypatch.setattr("app.documents.write.ledger.template.ledger_template", template)
    clerk.starts(place / "年报.gknb")
    settings().set("export_formats", ["html", "xlsx"])
    clerk.window.acting.remarks.take(_letter(clerk.window.document.report))
    clerk.fills(PENALTIES, "100")
    with Refusing((place, out, user_folder), 0, 0, False).holds() as disk:
        act.do(clerk)
    assert disk.asked and not room.refusals and (not room.wants or room.wants.exists()), (disk.asked, room.said)
    for number, (at, error, once) in enumerate(refusals_of(disk.asked)):
        clerk.fills(PENALTIES, str(101 + number))
        own = clerk.window.document.path
        for old in (*place.iterdir(), *out.iterdir()):
            if old != own and own and not old.name.startswith(f".{own.name}") and "lock" not in old.name:
                old.unlink()
        before, report, room.said = contents(place, out), clerk.window.document.report, []
        with Refusing((place, out, user_folder), at, error, once).holds() as disk:
            act.do(clerk)
            QApplication.processEvents()
        what = f"{name}: {errno.errorcode[error]} at {at}, {'once' if once else 'from then on'}; told {room.said}"
        if not disk.refused:  # the first time more was asked: the folder is remembered now
            assert at > 3, what
            continue
        assert broken(place, out, user_folder) == [] and not faults(user_folder), what
        assert not any("程序出了" in said for said in (*room.said, clerk.status)), what
        assert replace(clerk.window.document.report, extra={}) == replace(report, extra={}), what
        if room.wants and (not room.wants.exists() or (name == "save as" and before == contents(place, out))):
            assert room.refusals, what
        if name == "save" and before == contents(place):
            assert clerk.window.document.modified and room.refusals, what
    room.said = []
    clerk.fills(PENALTIES, "77").saves()
    own = clerk.window.document.path
    assert own and draft_bytes(open_draft(own)) == draft_bytes(clerk.window.document.report) and not room.refusals


def _letter(report: Report) -> Letter:
    return Letter(
        report.organ.name, "县", report.year, 1, "2026-01-12", "", "", "", (Remark("请核对"),), (), (report.organ.name,)
    )


class Office(NamedTuple):
    window: CountyWindow
    mail: list[Path]


@pytest.mark.parametrize("name", COUNTY_ACTS)
def test_an_act_of_the_county(
    clerk: Clerk,
    answers: Answers,
    folder: Path,
    tmp_path: Path,
    user_folder: Path,
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
    name: str,
) -> None:
    act = COUNTY_ACTS[name]
    out, mail = tmp_path / "出", tmp_path / "邮件"
    out.mkdir()
    mail.mkdir()
    for number, unit in enumerate(NAMES[:2]):
        save_draft(unit_report(unit, number), folder / f"{number}.gknb")
    room = Room(answers, monkeypatch)
    room.wants = out / act.wants if act.wants else None
    clerk.starts(folder)
    window = clerk.program.counties.open[-1]
    settled(qtbot, window)
    window.units.go_to(NAMES[0])

    def once_more(number: int) -> Refusing:
        came = mail / f"{number}.gknb"
        save_draft(unit_report(NAMES[2], 10 + number), came)
        for old in (*out.iterdir(), *(folder / MENDED).glob("*"), *(folder / STARTERS).glob("*"), folder / SUMMARY):
            old.unlink(missing_ok=True)
        at, error, only = refused[number - 1] if number else (0, 0, False)
        with Refusing((folder, out, user_folder), at, error, only).holds() as disk:
            act.do(Office(window, [came]))
            QApplication.processEvents()
        return disk

    refused: list[tuple[int, int, bool]] = []
    clean = once_more(0)
    assert clean.asked and not room.refusals and (not room.wants or room.wants.exists()), (clean.asked, room.said)
    refused += refusals_of(clean.asked)
    for number, (at, error, once) in enumerate(refused, 1):
        settled(qtbot, window)
        before, room.said = open_collection(folder), []
        window.status.setText("")
        disk = once_more(number)
        said = window.status.text()
        what = f"{name}: {errno.errorcode[error]} at {at}, {'once' if once else 'from then on'}; {room.said} {said}"
        assert disk.refused or at > 3, what
        assert broken(folder, out, user_folder) == [] and not faults(user_folder), what
        assert not any("程序出了" in each for each in (*room.said, said)), what
        after = open_collection(folder)
        assert before and after and after.units == before.units and after.arrived.items() >= before.arrived.items(), (
            what
        )
        settled(qtbot, window)
        assert window.folder.collection.decisions == after.decisions, what
        if room.wants and not room.wants.exists():
            assert room.refusals, what
        if name == "decide" and disk.refused:
            assert said.startswith("已审定") or any(words in said for words in REFUSED), what
    settled(qtbot, window)
    room.said = []
    once_more(0)
    assert not room.refusals
