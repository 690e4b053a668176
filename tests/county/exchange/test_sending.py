"""退回 and 催报: who is asked, in which words, and what the unit's answers look like in the county's window."""

from __future__ import annotations

import datetime
import io
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import docx
import openpyxl
import pytest

from app.county.acts import seen
from app.county.arrived.papers import take_in
from app.county.collection import Collection, open_collection, parse_collection, save_collection
from app.county.exchange.sending import ask_back, chasing_text, correspondence, overdue, overdue_rows, send_back
from app.county.standing import Overview, words
from app.county.units import Unit
from app.documents.write.county_papers import chasing_paper, chasing_workbook
from app.documents.write.to_docx import docx_bytes
from app.form.schema import Cell
from app.model.draft import save_draft
from app.model.files import FileProblem
from app.model.kept.remarks import letter_bytes, parse_letter, with_answer, with_letter
from app.model.report import Report
from tests.reports import filled

TODAY = datetime.date(2026, 1, 12)
TOTAL = Cell.parse("applications/received/total")
NAME = "青禾县林业局"


def report(name: str = NAME, **changes: object) -> Report:
    made = filled()
    return replace(made, auto_totals=False, organ=replace(made.organ, name=name), **changes)  # type: ignore[arg-type]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    units = (Unit(NAME, ("林业局",), contact="李明", phone="0000-1234567"), Unit("青禾县水利局"))
    save_collection(
        Collection(2025, "青禾县人民政府", "2026-01-20", units, True, contact="政务公开科 0000-7654321"), tmp_path
    )
    save_draft(report().with_figures({TOTAL: Decimal(777)}), tmp_path / "林业.gknb")
    return tmp_path


def found(folder: Path) -> Overview:
    collection = open_collection(folder)
    assert collection
    return seen(folder, collection)


def state(folder: Path) -> str:
    standing = found(folder).standing(NAME)
    assert standing
    return words(standing, TODAY)


def became(folder: Path) -> list[tuple[bool, str, str]]:
    overview = found(folder)
    standing = overview.standing(NAME)
    assert standing
    last = correspondence(folder, standing, overview.collection, TODAY).last
    return [(each.done, each.words, each.remark.answer) for each in last]


def sent_back(folder: Path) -> Path:
    return send_back(folder, *ask_back(folder, NAME, TODAY))


def arrives(folder: Path, path: Path) -> None:
    collection = open_collection(folder)
    assert collection
    save_collection(take_in(folder, collection, [path], TODAY).collection, folder)


def test_the_answers_come_back_in_the_draft(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    path = sent_back(folder)
    assert state(folder) == "已退回（第 1 次）" and became(folder) == [(False, "", "")]
    letter = parse_letter(path.read_bytes(), path.name)
    assert letter.contact == "政务公开科 0000-7654321" and letter.names == (NAME, "林业局")
    mended = tmp_path_factory.mktemp("mail") / "改好.gknb"
    save_draft(with_letter(report(), with_answer(letter, 0, "总计漏加了", False)), mended)
    arrives(folder, mended)
    assert state(folder) == "改后再报"
    assert became(folder) == [(True, f"已改：777 → {report().figures[TOTAL]}", "总计漏加了")]


def test_the_answers_come_back_as_a_file_beside_a_word(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    path = sent_back(folder)
    letter = parse_letter(path.read_bytes(), path.name)
    answers = tmp_path_factory.mktemp("mail") / "答复.gkth"
    answers.write_bytes(letter_bytes(with_answer(letter, 0, "确实是 777，附台账", False)))
    arrives(folder, answers)
    assert became(folder) == [(True, "已答复", "确实是 777，附台账")]
    assert [each.path for each in found(folder).unclaimed] == []


def test_the_answers_to_another_round_are_not_taken_for_these(folder: Path) -> None:
    first = sent_back(folder)
    letter = parse_letter(first.read_bytes(), first.name)
    second = parse_letter(sent_back(folder).read_bytes(), "")
    assert second.number == 2 and second.repeated(second.remarks[0])
    save_draft(with_letter(report().with_figures({TOTAL: Decimal(778)}), with_answer(letter, 0, "改了", True)), folder / "林业.gknb")  # fmt: skip
    assert [said for _, _, said in became(folder)] == [""]


def test_a_wrong_year_is_asked_in_words_for_the_unit(folder: Path) -> None:
    save_draft(replace(report(), year=2024), folder / "林业.gknb")
    letter, _, _ = ask_back(folder, NAME, TODAY)
    assert letter.remarks[0].text == "报来的“林业.gknb”是2024年的年报，应为2025年。请报2025年的年报。"


def test_two_that_differ_are_asked_about(folder: Path) -> None:
    save_draft(report(), folder / "林业又.gknb")
    letter, _, _ = ask_back(folder, NAME, TODAY)
    assert letter.remarks[0].text == "报来了几份不一样的：林业.gknb、林业又.gknb。请说明以哪一份为准。"


def test_one_that_is_not_counted_is_not_asked_why(folder: Path) -> None:
    collection = open_collection(folder)
    assert collection
    units = tuple(replace(each, counted=False, note="垂直管理") for each in collection.units)
    save_collection(replace(collection, units=units), folder)
    save_draft(report(), folder / "林业.gknb")
    with pytest.raises(FileProblem, match="没有要退回的意见"):
        ask_back(folder, NAME, TODAY)


def test_who_has_not_reported_is_asked_once_more_and_nobody_else(folder: Path) -> None:
    save_draft(
        report().with_figures({TOTAL: Decimal(5)}), folder / "林业又.gknb"
    )  # two that differ: for us to choose, not for the unit to hurry
    assert [each.standing.unit.name for each in overdue(found(folder), TODAY)] == ["青禾县水利局"]
    (folder / "林业又.gknb").unlink()
    (folder / "林业.gknb").unlink()
    text = chasing_text(found(folder), datetime.date(2026, 1, 23))
    assert text.splitlines() == [
        "青禾县人民政府：2025年政府信息公开工作年度报告，下列 2 个单位还没有报送或还没有改好（期限 2026-01-20），请尽快报来：",
        "1. 青禾县林业局：未报，逾期 3 天　李明　0000-1234567",
        "2. 青禾县水利局：未报，逾期 3 天",
    ]


def test_sent_back_and_late_is_on_the_list(folder: Path) -> None:
    save_draft(report(name="青禾县水利局"), folder / "水利.gknb")
    sent_back(folder)
    assert overdue(found(folder), TODAY) == []
    assert overdue_rows(found(folder), datetime.date(2026, 1, 22))[0][:3] == (
        NAME,
        "已退回（第 1 次，逾期 2 天）",
        "2026-01-20",
    )


@pytest.mark.parametrize("remark", ["3", '{"place": 3, "text": "甲"}', '{"place": "x"}', '{"text": ""}'])
def test_a_damaged_remark_is_told_when_the_collection_opens(remark: str) -> None:
    data = f'{{"format": 1, "decisions": {{"甲局": {{"remarks": [{remark}]}}}}}}'
    with pytest.raises(FileProblem, match="已损坏"):
        parse_collection(data.encode(), "收集.gkhj")


def test_the_list_as_a_workbook_and_as_a_letter(folder: Path) -> None:
    rows = [("=青禾县林业局", "未报，逾期 3 天", "2026-01-20", "李明", "0000-1234567")]
    book = openpyxl.load_workbook(io.BytesIO(chasing_workbook("青禾县人民政府", 2025, rows)))
    lines = list(book.worksheets[0].iter_rows(values_only=True))
    assert lines == [
        ("序号", "单位", "情况", "期限", "联系人", "电话"),
        ("1", "'=青禾县林业局", "未报，逾期 3 天", "2026-01-20", "李明", "0000-1234567"),
    ]
    paper = docx.Document(io.BytesIO(docx_bytes(chasing_paper("青禾县人民政府", 2025, rows, TODAY, "李明"))))
    assert [cell.text for cell in paper.tables[0].rows[1].cells] == ["1", *rows[0]]
    assert any("截至2026年1月12日，下列 1 个单位" in each.text for each in paper.paragraphs)
