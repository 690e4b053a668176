"""The verb ledger keeps its contract: the JSON's shape, exit codes, a draft that loses nothing, a sentence for every bad input."""

from __future__ import annotations

import datetime
import json
from dataclasses import replace
from pathlib import Path

import pytest

from app import cli
from app.form.schema import Cell
from app.model.draft import open_draft, save_draft
from app.model.report import Source
from tests.documents.read.lines.books import xlsx
from tests.ledger.layouts import LAYOUTS, YEAR, asked, expected, number_in, truths
from tests.reports import filled

D = datetime.date
HEAD = ["编号", "收到日期", "申请人类型", "结果", "答复日期", "收费通知日", "缴费日", "金额"]
GRANTED = "applications/granted/natural_person"


@pytest.fixture
def run(capsys):
    def run(*arguments: object) -> tuple[int, str, str]:
        code = cli.main([str(argument) for argument in arguments])
        return code, *capsys.readouterr()

    return run


@pytest.fixture
def ledger(tmp_path: Path):
    def ledger(*rows, head=HEAD, name: str = "台账.xlsx") -> Path:
        path = tmp_path / name
        path.write_bytes(xlsx({"台账": [list(head), *map(list, rows)]}))
        return path

    return ledger


def test_the_json_of_300_requests(run, tmp_path: Path) -> None:
    made = truths(9)
    path = tmp_path / "台账.xlsx"
    path.write_bytes(xlsx(LAYOUTS["town"](made)))
    code, out, _ = run("ledger", path, "--year", YEAR, "--as-of", "2026-01-20", "--json")
    told = json.loads(out)
    assert code == 1 and set(told) == {"figures", "requests_of", "ask", "overdue", "provisional", "fees"}
    assert len(told["figures"]) == 175 and all(words.isdigit() for words in told["figures"].values())
    table = {tuple(a.split("/")[1:]): int(words) for a, words in told["figures"].items() if words != "0"}
    assert table == dict(expected(made))
    assert all(len(ids) == int(told["figures"][address]) for address, ids in told["requests_of"].items())
    assert {number_in(each["id"]) for each in told["ask"]} == asked(made)
    assert all(set(each) == {"id", "row", "why", "options"} and each["options"] for each in told["ask"])
    assert told["overdue"] and all(set(each) == {"id", "due", "answered", "days"} for each in told["overdue"])


def test_nothing_to_ask_ends_with_0(run, ledger) -> None:
    code, out, err = run("ledger", ledger(("1", D(2025, 3, 7), "自然人", "予以公开", D(2025, 3, 20))), "--year", YEAR)
    assert code == 0 and "新收 1 件" in out and err == ""


def test_what_is_late_and_what_was_charged(run, ledger) -> None:
    path = ledger(
        ("1", D(2025, 3, 7), "自然人", "予以公开", D(2025, 4, 9)),
        ("2", D(2025, 12, 4), "自然人", "", None),
        ("3", D(2025, 5, 6), "自然人", "予以公开", D(2025, 6, 20), D(2025, 5, 20), D(2025, 6, 3), "5,500元"),
    )
    told = json.loads(run("ledger", path, "--year", YEAR, "--as-of", "2026-01-06", "--json")[1])
    assert told["overdue"] == [
        {"id": "1", "due": "2025-04-07", "answered": "2025-04-09", "days": 2},
        {"id": "2", "due": "2026-01-04", "answered": None, "days": 2},
    ]
    assert told["fees"] == {"notices": 1, "charged": "5500"} and told["provisional"] is False


def test_days_of_the_office(run, ledger, tmp_path: Path) -> None:
    days = tmp_path / "节假日.csv"
    days.write_text("日期,休或班\n2025-03-31,休\n2025-04-01,休\n", encoding="utf-8")
    path = ledger(("1", D(2025, 3, 7), "自然人", "予以公开", D(2025, 4, 9)))
    assert json.loads(run("ledger", path, "--year", YEAR, "--json", "--holidays", days)[1])["overdue"] == []
    code, _, err = run("ledger", path, "--year", YEAR, "--holidays", path)
    assert code == 2 and "节假日文件" in err


def test_a_deadline_in_a_year_not_announced(run, ledger) -> None:
    path = ledger(("1", D(2026, 12, 10), "自然人", "", None))
    code, out, _ = run("ledger", path, "--year", 2026, "--as-of", "2026-12-31", "--json")
    assert code == 0 and json.loads(out)["provisional"] is True


def test_a_new_draft_and_one_that_is_there(run, ledger, tmp_path: Path) -> None:
    path, draft = ledger(("1", D(2025, 3, 7), "自然人", "予以公开", D(2025, 3, 20))), tmp_path / "年报.gknb"
    code, out, _ = run("ledger", path, "--year", YEAR, "-o", draft)
    made = open_draft(draft)
    assert code == 0 and "已写入" in out
    assert made.figure(Cell.parse(GRANTED)) == 1 and made.figure(Cell("applications", "processed_total", "total")) == 1
    assert made.ledger.file == "台账.xlsx" and made.sources["applications/granted"].office == "申请台账"
    save_draft(filled(), draft)
    code, _, err = run("ledger", path, "--year", YEAR, "-o", draft)
    assert code == 2 and "--force" in err and open_draft(draft) == filled()
    assert run("ledger", path, "--year", YEAR, "-o", draft, "--force")[0] == 0
    kept = open_draft(draft)
    assert kept.texts == filled().texts and kept.figure(Cell.parse(GRANTED)) == 1
    assert kept.figure(Cell("disclosure", "licences", "decisions")) == 213
    assert run("ledger", path, "--year", 2024, "-o", draft, "--force")[0] == 2


def test_what_is_still_asked_is_left_blank_in_the_draft(run, ledger, tmp_path: Path) -> None:
    path = ledger(
        ("1", D(2025, 3, 7), "自然人", "咨询", D(2025, 3, 20)),
        ("2", D(2025, 3, 7), "商业企业", "予以公开", D(2025, 3, 20)),
    )
    draft = tmp_path / "年报.gknb"
    code, out, _ = run("ledger", path, "--year", YEAR, "-o", draft)
    made = open_draft(draft)
    assert code == 1 and "没有填" in out
    for row in ("received", "not_processed_petition", "other_remaining", "processed_total"):
        for column in ("natural_person", "total"):
            assert made.figure(Cell("applications", row, column)) is None
    assert made.figure(Cell.parse(GRANTED)) == 0 and made.figure(Cell("applications", "granted", "business")) == 1
    assert made.sources["applications/received"].to_check and not made.sources["applications/granted"].to_check


def test_answers_kept_in_a_draft_are_used(run, ledger, tmp_path: Path) -> None:
    path, draft = ledger(("1", D(2025, 3, 7), "自然人", "咨询", D(2025, 3, 20))), tmp_path / "年报.gknb"
    run("ledger", path, "--year", YEAR, "-o", draft)
    made = open_draft(draft)
    asked_for = "1：咨询不是政府信息公开申请，各地归在不同的行"
    note = replace(made.ledger, answers={asked_for: ("not_processed_petition", "natural_person")})
    save_draft(replace(made, ledger=note, sources={"applications/received": Source("办公室")}), draft)
    code, out, _ = run("ledger", path, "--year", YEAR, "-o", draft, "--force", "--json")
    assert code == 0 and json.loads(out)["requests_of"]["applications/not_processed_petition/natural_person"] == ["1"]


def test_the_form_of_2019_has_one_row_for_other_processing(run, ledger) -> None:
    path = ledger(
        ("1", D(2020, 3, 7), "自然人", "申请人撤回", D(2020, 3, 20)),
        ("2", D(2020, 3, 7), "自然人", "其他处理", D(2020, 3, 20)),
    )
    told = json.loads(run("ledger", path, "--year", 2020, "--json")[1])
    assert len(told["figures"]) == 161 and told["figures"]["applications/other_processing/natural_person"] == "1"
    assert told["ask"][0]["options"] == ["other_processing"]


def test_a_template(run, tmp_path: Path) -> None:
    path = tmp_path / "台账.xlsx"
    code, out, _ = run("ledger", "--template", path)
    assert code == 0 and "已写出" in out and path.read_bytes()[:2] == b"PK"
    assert run("ledger", "--template", path)[0] == 2
    assert run("ledger", path, "--year", YEAR, "--json")[0] == 0


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        ([], "还缺台账文件"),
        (["没有.xlsx", "--year", "2025"], "找不到文件"),
        (["没有.xlsx"], "还缺"),
        (["没有.xlsx", "--year", "25"], "年份 25 不对"),
        (["没有.xlsx", "--year", "2025", "--as-of", "昨天"], "--as-of"),
    ],
)
def test_bad_arguments(run, arguments: list[str], says: str) -> None:
    code, out, err = run("ledger", *arguments)
    assert code == 2 and says in err and out == "" and err.count("\n") == 1


def test_notes_go_to_stderr_one_a_line(run, ledger) -> None:
    path = ledger(
        ("1", D(2025, 3, 7), "自然人", "予以公开", D(2025, 3, 20), None, None, "约五百"),
        ("2", D(2023, 3, 7), "自然人", "予以公开", D(2023, 3, 20)),
        ("3", D(2026, 3, 7), "自然人", "", None),
    )
    code, out, err = run("ledger", path, "--year", YEAR, "--json")
    json.loads(out)
    assert code == 0 and len(err.splitlines()) == 3
    assert "以前已办结，没有计入：第 3 行" in err and "以后收到的，没有计入：第 4 行" in err and "收费金额读不懂" in err
