"""Every rule of the catalogue has a report that passes and one that fails, and says enough to act on."""

from __future__ import annotations

import re
from decimal import Decimal

import pytest

from app.form.schema import Cell
from app.model.finding import Level, Verdict, verdict
from app.rules import RULES, Case, check
from app.rules.registry import Rule
from tests.reports import balanced, blank, filled
from tests.rules.cases import CASES


def found(report):
    return check(Case(report, report.previous))


def test_every_rule_has_both_reports():
    assert set(CASES) == set(RULES)


@pytest.mark.parametrize("id", sorted(CASES))
def test_passes_and_fails(id):
    passing, failing = CASES[id]
    assert not [f for f in found(passing()) if id == f.rule or id in f.explains]
    raised = [f for f in found(failing()) if id == f.rule or id in f.explains]
    assert raised, f"{id} does not see its failing report"


@pytest.mark.parametrize("id", sorted(CASES))
def test_a_finding_says_where_what_and_what_to_do(id):
    for finding in found(CASES[id][1]()):
        assert finding.message.endswith("。") and re.search(r"[一-鿿]", finding.message)
        assert not re.search(r"\b[a-z_]+/[a-z_]+", finding.message), "no addresses before a clerk"
        assert finding.basis
        assert finding.anchor.startswith(f"{finding.rule}:") and len(finding.anchor) > len(finding.rule) + 1
        assert set(finding.correct) <= set(finding.involved) or finding.rule == "E103"
        assert finding.part


def test_anchors_are_the_same_from_run_to_run_and_tell_findings_apart():
    report = CASES["T308"][1]()
    anchors = [f.anchor for f in found(report)]
    assert anchors == [f.anchor for f in found(report)]
    assert len(set(anchors)) == len(anchors)


def test_a_blank_report_is_incomplete_not_wrong():
    findings = found(blank())
    assert verdict(findings) is Verdict.INCOMPLETE
    assert {f.level for f in findings} == {Level.INCOMPLETE, Level.UNCHECKED}
    assert [f.numbers["blank"] for f in findings if f.rule == "E103"] == ["10", "175", "15"]


def test_a_whole_report_is_ready():
    assert verdict(found(filled())) is Verdict.READY


def test_a_crashed_rule_is_told_as_our_fault_and_stops_no_other(monkeypatch):
    def crash(_case):
        raise RuntimeError("boom")

    monkeypatch.setitem(RULES, "E999", Rule("E999", Level.NOTE, "测试", "依据", crash))
    findings = found(CASES["E102"][1]())
    assert {"E102", "E999"} <= {f.rule for f in findings}
    (fault,) = [f for f in findings if f.rule == "E999"]
    assert fault.fault and "程序故障" in fault.message and "boom" not in fault.message
    assert verdict(found(filled())) is not Verdict.READY


def test_balanced_reports_raise_no_relation():
    for seed in range(30):
        for edition in ("2021", "2019", "2021-single"):
            assert not [f for f in found(balanced(seed, edition)) if f.rule.startswith("F")]


def test_a_question_about_a_wrong_figure_is_told_with_the_error():
    """The text says 1, the total was left at 0: one fault, one finding."""
    cell = Cell("disputes", "reconsideration", "total")
    report = filled().with_text("overview.supervision", "全年被申请行政复议1件。").with_figures({cell: Decimal(0)})
    findings = [f for f in found(report) if f.level in (Level.ERROR, Level.QUERY)]
    assert [f.rule for f in findings] == ["F401"] and "N208" in findings[0].explains


@pytest.mark.parametrize(
    "text",
    [
        "收到申请10件，其中2024年3件，2025年6件。",
        "余。}办结约比例1．其中去年同比增长行政处罚增加到街道办事处共计百5",
        "办结1件，其中去年5件、今年3件。",
    ],
)
@pytest.mark.parametrize("key", ["overview.disclosure_on_application", "problems"])
def test_a_list_of_other_years_is_no_fault(text: str, key: str) -> None:
    found = check(Case(balanced(1).with_text(key, text)))
    assert not [finding for finding in found if finding.fault]
