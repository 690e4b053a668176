"""E rules and the reasons a clerk gives."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from app.form.schema import Cell
from app.model.finding import Level, Verdict, verdict
from app.model.report import Reason, Report
from app.rules import Case, check
from tests.reports import balanced, blank, filled
from tests.rules.cases import typed

MADE = {"disclosure__regulations__issued": "2", "disclosure__regulations__in_force": "2"}


def found(report, id):
    return [f for f in check(Case(report)) if f.rule == id]


@pytest.mark.parametrize(
    ("kind", "level"),
    [
        ("county_government", Level.ERROR), ("town_government", Level.ERROR), ("subdistrict_office", Level.ERROR),
        ("development_zone", Level.ERROR), ("department", Level.QUERY), ("authorised_organisation", Level.QUERY),
        (None, Level.UNCHECKED),
    ],
)  # fmt: skip
def test_only_some_organs_make_rules(kind, level):
    (finding,) = found(typed(filled(), **MADE).with_organ(kind=kind), "E104")
    assert finding.level is level
    assert (finding.fix is not None) == (level is Level.ERROR)


@pytest.mark.parametrize("kind", ["state_council_department", "provincial_government", "city_government"])
def test_those_with_the_power_are_not_asked(kind):
    assert not found(typed(filled(), **MADE).with_organ(kind=kind), "E104")


def test_a_blank_or_zero_row_of_rules_is_nothing_to_ask():
    assert not found(filled().with_organ(kind=None), "E104")
    assert not found(typed(filled(), disclosure__regulations__issued=None).with_organ(kind="town_government"), "E104")


@pytest.mark.parametrize(
    ("typed_as", "fix"), [("7.0", "7"), ("-0", "0"), ("0.00", "0"), ("7.5", None), ("-7", None), ("-7.0", None)]
)
def test_a_count_is_written_as_a_whole_number(typed_as, fix):
    cell = Cell("disclosure", "licences", "decisions")
    (finding,) = found(filled().with_figures({cell: Decimal(typed_as)}), "E101")
    assert finding.fix == (None if fix is None else {cell: fix}) and typed_as in finding.message


def test_filling_blanks_with_zero_is_offered_for_all_of_a_table():
    report = typed(filled(), disclosure__licences__decisions=None, disclosure__fees__amount=None)
    (finding,) = found(report, "E103")
    assert finding.fix == {Cell("disclosure", "licences", "decisions"): "0", Cell("disclosure", "fees", "amount"): "0"}
    assert "2 格" in finding.message


def test_signed_changes_of_2019_may_be_negative_but_not_broken():
    report = balanced(1, "2019", 2019)
    change = Cell("disclosure", "licences", "change")
    assert not found(report.with_figures({change: Decimal(-4)}), "E101")
    assert found(report.with_figures({change: Decimal("-4.5")}), "E101")


@pytest.mark.parametrize(
    ("edition", "year", "levels"),
    [("2021", 2025, []), ("2019", 2020, []), ("2019", 2023, ["query"]), ("2021", 2019, ["query"]), ("2021-single", 2024, ["note"]),
     ("2021-single", 2020, ["query", "note"])],
)  # fmt: skip
def test_the_edition_fits_the_year(edition, year, levels):
    assert [f.level.value for f in found(balanced(1, edition, year), "E106")] == levels


def test_a_reason_holds_while_its_figures_stand_and_reopens_saying_what_changed():
    asked = typed(filled(), disclosure__normative_documents__issued="9")
    (finding,) = found(asked, "E105")
    assert verdict(check(Case(asked))) is Verdict.NEEDS_REASON
    explained = asked.with_reason(finding.anchor, Reason("当年制发后自然失效", finding.values(asked)))
    assert found(explained, "E105")[0].reason == "当年制发后自然失效"
    assert verdict(check(Case(explained))) is Verdict.READY
    changed = typed(explained, disclosure__normative_documents__issued="10")
    (reopened,) = found(changed, "E105")
    assert reopened.reason is None and "表二 行政规范性文件·本年制发件数 由 9 变为 10" in reopened.reopened


def test_a_reason_was_given_for_the_blanks_too():
    """A cell filled in after the reason was given is a change, as one emptied is."""
    asked = replace(blank(), auto_totals=False).with_text(
        "overview.disclosure_on_application", "2025年收到政府信息公开申请，其中法人或其他组织申请3件。"
    )
    asked = typed(asked, applications__received__business="5")
    (finding,) = found(asked, "N206")
    explained = asked.with_reason(finding.anchor, Reason("经核实情况属实", finding.values(asked)))
    assert found(explained, "N206")[0].reason
    (filled_in,) = found(typed(explained, applications__received__research="70"), "N206")
    assert filled_in.reason is None
    assert "表三 科研机构·一、本年新收 由 空白 变为 70" in filled_in.reopened
    emptied = explained.with_figures({Cell("applications", "received", "business"): None})
    assert all(each.reason is None for each in found(emptied, "N206"))


def test_a_reason_whose_values_name_no_place_is_no_crash():
    asked = typed(filled(), disclosure__normative_documents__issued="9")
    (finding,) = found(asked, "E105")
    for address in ("", "x", "a/b/c", "1/2/3/4"):
        (reopened,) = found(asked.with_reason(finding.anchor, Reason("当年制发后自然失效", {address: "1"})), "E105")
        assert not reopened.fault
        assert reopened.reopened


def test_a_reason_of_a_few_characters_is_none():
    asked = typed(filled(), disclosure__normative_documents__issued="9")
    (finding,) = found(asked, "E105")
    assert found(asked.with_reason(finding.anchor, Reason("属实", finding.values(asked))), "E105")[0].reason is None


def test_an_amount_of_less_than_nothing_is_wrong_however_written():
    for amount in ("-0", "-0.00", "-0.5"):
        assert found(typed(filled(), disclosure__fees__amount=amount), "E102"), amount


def test_an_error_cannot_be_explained_away():
    wrong = typed(filled(), disclosure__fees__amount="-1")
    (finding,) = found(wrong, "E102")
    explained = wrong.with_reason(finding.anchor, Reason("经核实情况属实", finding.values(wrong)))
    assert verdict(check(Case(explained))) is Verdict.ERRORS


def test_a_blank_live_figure_is_left_over_template():
    report = replace(filled(), figures={}).with_text("problems", "收到{applications/received/total}件，" + "字" * 30)
    findings = found(report, "T308")
    assert any("表三 总计·一、本年新收" in f.message for f in findings)


@pytest.mark.parametrize(
    "text",
    [
        "一是××工作待加强",
        "由XX局负责",
        "（文字描述）",
        "情况待补充。",
        "电话：____",
        "文号〔〕1号",
        "由某某局负责",
        "（此处填写措施）",
        "数据待补。",
    ],
)
def test_left_over_template_is_an_error(text):
    assert found(filled().with_text("problems", text), "T308")


@pytest.mark.parametrize(
    "text",
    [
        "X光检查室",
        "待核实了解情况后公开",
        "联系电话见附件",
        "尺寸为3×4米",
        "有待补充了人员后改进",
        "XML格式下载",
        "待补正的申请",
    ],
)
def test_ordinary_words_are_no_template(text):
    assert not found(filled().with_text("problems", text), "T308")


def test_a_report_of_an_unknown_year_is_asked_for_its_year_and_nothing_else_of_years():
    findings = check(Case(replace(filled(), year=0).with_text("other_matters", "未收取信息处理费，无其他事项。")))
    assert [(f.rule, f.level) for f in findings if "年" in f.message] == [("T301", Level.INCOMPLETE)]
    assert not any("0年" in f.message or "-1年" in f.message for f in findings)


@pytest.mark.parametrize("name", ["", " "])
def test_a_report_without_a_name_is_not_whole(name):
    report = filled().with_organ(name=name)
    (finding,) = found(report, "T301")
    assert finding.level is Level.INCOMPLETE and "单位名称" in finding.message
    assert verdict(check(Case(report))) is Verdict.INCOMPLETE


@pytest.mark.parametrize(
    "text",
    ["“十四五”规划（2021—2025年）收官", "2021年至2025年持续推进", "2026年再接再厉", "2026年，我局着力提升服务水平"],
)
def test_spans_and_plans_name_no_wrong_year(text):
    assert not found(filled().with_text("problems", text + "，" + "字" * 30), "T306")


@pytest.mark.parametrize("text", ["2021—2024年的规划", "2023年公开了信息"])
def test_another_year_is_noticed(text):
    assert found(filled().with_text("problems", text + "，" + "字" * 30), "T306")


def test_a_contact_that_is_not_there_is_named():
    (finding,) = found(filled().with_text("problems", "传真{organ/fax}，" + "字" * 30), "T308")
    assert "{传真} 还没有填" in finding.message


@pytest.mark.parametrize("rule", ["P402", "T311", "Y101"])
def test_a_report_of_another_year_is_compared_with_nothing(rule):
    report = typed(
        filled().with_text("problems", "政策解读的形式还不够丰富，个别栏目更新不够及时，人员培训不足。" * 6),
        disputes__litigation_after_reconsideration__total="9",
        applications__carried_in__total="7",
    )

    def said(previous: Report | None) -> list[str]:
        return [f.message for f in check(Case(report, previous)) if f.rule == rule]

    assert said(replace(report, year=2022)) == said(None) != said(replace(report, year=2024))
