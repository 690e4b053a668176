"""The example drafts open, say what they should, and the made-up ones are ready to publish."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from app.acts import examine
from app.form.schema import Cell
from app.model.draft import draft_bytes, open_draft
from app.model.figures import digits
from app.model.finding import Verdict
from app.model.report import Report
from app.model.totals import equations, total
from tests.where import ROOT, TESTS

SEEDS = ROOT / "seeds"
JINHAI = SEEDS / "高新区（近海镇）2022.gknb"
MADE_UP = (SEEDS / "示例县人民政府2025.gknb", SEEDS / "示例县自然资源局2025.gknb")


def number(report: Report, address: str) -> str:
    figure = report.figure(Cell.parse(address))
    assert figure is not None
    return digits(figure)


@pytest.mark.parametrize("path", sorted(SEEDS.glob("*.gknb")), ids=lambda path: path.stem)
def test_a_seed_is_written_as_the_program_writes_it(path: Path) -> None:
    assert draft_bytes(open_draft(path)) == path.read_bytes()


def test_the_real_report_holds_exactly_the_published_figures() -> None:
    facts = json.loads((TESTS / "data" / "qidong_jinhai_2022.json").read_text(encoding="utf-8"))
    report = open_draft(JINHAI)
    assert {str(cell): digits(figure) for cell, figure in report.figures.items()} == facts["figures"]
    assert (report.year, report.edition, report.auto_totals) == (2022, "2021", False)
    assert report.organ.kind == "town_government"
    assert len(report.form.cells) - len(report.figures) == 101  # what the source lost stays blank


@pytest.mark.parametrize("path", MADE_UP, ids=lambda path: path.stem)
def test_a_made_up_report_is_whole_and_balanced(path: Path) -> None:
    report = open_draft(path)
    assert set(report.figures) == set(report.form.cells)
    for table in report.form.tables:
        for equation in equations(table):
            assert total(report, equation.left) == total(report, equation.right), equation
    assert all(report.text(key) for key in report.form.text_keys if key.startswith("overview."))
    assert report.text("problems") and "信息处理费" in report.text("other_matters")


@pytest.mark.parametrize("path", MADE_UP, ids=lambda path: path.stem)
def test_a_made_up_report_says_in_words_what_its_tables_hold(path: Path) -> None:
    report = open_draft(path)
    said = report.text("overview.disclosure_on_application") + report.text("overview.proactive_disclosure")
    claims = {
        r"收(?:到)?政府信息公开申请(\d+)件": "applications/received/total",
        r"上年结转(\d+)件": "applications/carried_in/total",
        r"办结(\d+)件": "applications/processed_total/total",
        r"予以公开(\d+)件": "applications/granted/total",
        r"部分公开(\d+)件": "applications/granted_in_part/total",
        r"行政复议(\d+)件": "disputes/reconsideration/total",
        r"规范性文件(\d+)件": "disclosure/normative_documents/issued",
        r"行政许可决定(\d+)件": "disclosure/licences/decisions",
        r"行政事业性收费([\d.]+)万元": "disclosure/fees/amount",
    }
    for pattern, address in claims.items():
        match = re.search(pattern, said)
        assert match and match[1] == number(report, address), pattern


def test_the_examples_belong_to_nobody() -> None:
    for path in MADE_UP:
        organ = open_draft(path).organ
        assert organ.name.startswith("云岭县") and organ.website.endswith(".example")
        assert organ.phone.startswith("0000-")


@pytest.mark.parametrize("path", MADE_UP, ids=lambda path: path.stem)
def test_a_made_up_report_is_ready_without_a_word_of_explanation(path: Path) -> None:
    checked = examine(open_draft(path))
    assert checked.verdict is Verdict.READY, [finding.message for finding in checked.findings]
    assert not any(finding.reason for finding in checked.findings)


def test_the_real_report_has_no_error_but_is_not_complete() -> None:
    assert examine(open_draft(JINHAI)).verdict is Verdict.INCOMPLETE
