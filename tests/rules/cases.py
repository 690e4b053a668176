"""For each rule one report that passes and one that fails, as (rule id -> (passing, failing))."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal

from app.form.schema import Cell
from app.model.kept.ledger_note import LedgerNote
from app.model.report import Report
from tests.reports import balanced, filled

Pair = tuple[Callable[[], Report], Callable[[], Report]]


def cell(address: str) -> Cell:
    return Cell.parse(address)


def typed(report: Report, **figures: str | None) -> Report:
    """The report with 自动合计 off and figures changed; address with __ for /."""
    changes = {cell(a.replace("__", "/")): None if v is None else Decimal(v) for a, v in figures.items()}
    return replace(report, auto_totals=False).with_figures(changes)


def organ(report: Report, **changes: str | None) -> Report:
    return report.with_organ(**changes)


def _following(**figures: str) -> Report:
    """This year's report over a last year that it follows, with one case of 复议 pending, then with figures changed."""
    report = typed(filled())
    columns = [c.key for c in report.form.table("applications").columns_of("received")]
    before = report.with_figures(
        {
            **{
                Cell("applications", "carried_out", c): report.figures[Cell("applications", "carried_in", c)]
                for c in columns
            },
            cell("disclosure/normative_documents/in_force"): Decimal(3),
            cell("disputes/reconsideration/pending"): Decimal(1),
        }
    )
    return typed(replace(report, previous=replace(before, year=report.year - 1)), **figures)


def _from_ledger() -> Report:
    """A report whose table 三 is what its ledger gave."""
    report = filled()
    kept = {str(c): str(figure) for c, figure in report.figures.items() if c.table == "applications"}
    return replace(report, ledger=LedgerNote("台账.xlsx", "0" * 64, "2026-01-12", kept))


_LONG = (
    "全年围绕重点领域公开规划、预算、招投标和民生保障信息，规范办理每一件申请，认真清理历史文件，"
    "持续维护网站栏目和政务新媒体，主动接受社会监督，组织业务骨干参加培训，请群众代表评议公开效果，"
    "对群众反映的问题逐条整改销号，确保权力在阳光下运行，让公开成为习惯。"
)


def _only_overview(text: str) -> Report:
    report = filled()
    kept = {key: words for key, words in report.texts.items() if not key.startswith("overview")}
    return replace(report, texts={**kept, "overview": text})


def _government(supervision: str) -> Report:
    return filled().with_organ(kind="county_government").with_text("overview.supervision", supervision)


def _last_text(last_year: str) -> Report:
    report = filled().with_text("problems", _LONG)
    return replace(report, previous=replace(filled(), year=2024, texts={"problems": last_year}))


def _cases(**totals: str) -> Report:
    return typed(filled(), **{f"disputes__{row}__total": value for row, value in totals.items()})


def _wrote(text: str, last_year: Report | None = None, **figures: str) -> Report:
    """The whole report with another sentence about applications: 新收 9, 上年结转 1, 办结 9, 结转 1."""
    report = typed(filled().with_text("overview.disclosure_on_application", text), **figures)
    return replace(report, previous=last_year)


def _year_before() -> Report:
    return replace(filled(), year=2024)


def _pair(right: str, wrong: str, last_year: Callable[[], Report | None] = lambda: None) -> Pair:
    return lambda: _wrote(right, last_year()), lambda: _wrote(wrong, last_year())


def _no_applications(report: Report) -> Report:
    return report.with_figures({c: Decimal(0) for c in report.form.cells if c.table == "applications"})


CASES: dict[str, Pair] = {
    "F301": (
        lambda: balanced(1),
        lambda: _off(balanced(1), "applications/received/natural_person", "applications/received/total"),
    ),
    "F302": (
        lambda: balanced(1),
        lambda: _off(balanced(1), "applications/granted/natural_person", "applications/granted/total"),
    ),
    "F303": (lambda: balanced(1), lambda: _only_row(balanced(1))),
    "F401": (lambda: balanced(1), lambda: _off(balanced(1), "disputes/reconsideration/total")),
    "E101": (filled, lambda: typed(filled(), disclosure__licences__decisions="12.5")),
    "E102": (filled, lambda: typed(filled(), disclosure__fees__amount="-0.5")),
    "E103": (filled, lambda: typed(filled(), disclosure__licences__decisions=None)),
    "E104": (filled, lambda: organ(typed(filled(), disclosure__regulations__issued="2"), kind="town_government")),
    "E105": (filled, lambda: typed(filled(), disclosure__normative_documents__issued="9")),
    "E106": (filled, lambda: replace(filled(), year=2020)),
    "Y101": (
        _following,
        lambda: _following(applications__carried_in__natural_person="3", applications__carried_in__total="3"),
    ),
    "Y102": (
        _following,
        lambda: _following(applications__carried_in__natural_person="0", applications__carried_in__business="1"),
    ),
    "L601": (_from_ledger, lambda: typed(_from_ledger(), applications__granted__business="3")),
    "Y103": (_following, lambda: _following(disclosure__normative_documents__in_force="9")),
    "Y105": (
        _following,
        lambda: _following(disputes__reconsideration__total="0", disputes__reconsideration__upheld="0"),
    ),
    "Y106": (_following, lambda: _following(disclosure__fees__amount="188710")),
    "Y107": (_following, lambda: _following(disclosure__licences__decisions="500")),
    "Y108": (_following, filled),
    "T301": (filled, lambda: filled().with_text("problems", "")),
    "T302": (filled, lambda: filled().with_text("problems", "工作还有不足，今后改进。")),
    "T303": (filled, lambda: _only_overview("全年主动公开信息100条，网站运行平稳，申请都已答复，培训两次。")),
    "T304": (
        lambda: _government("全年考核为优秀，社会评议满意，没有责任追究。"),
        lambda: _government("全年培训两次，监督到位。"),
    ),
    "T305": (filled, lambda: filled().with_text("other_matters", "没有其他需要报告的事项。")),
    "T306": (
        lambda: filled().with_text("overview.platforms", "2025年网站平台比2024年访问量增加。"),
        lambda: filled().with_text("overview.platforms", "2023年网站平台运行平稳。"),
    ),
    "T307": (
        filled,
        lambda: filled().with_text("preface", "本报告所列数据的统计期限自2024年1月1日起至2024年12月31日止。"),
    ),
    "T309": (filled, lambda: filled().with_text("preface", "全文由总体情况、主动公开、申请、复议、问题五个部分组成。")),
    "T310": (
        lambda: filled().with_text("overview.platforms", "按照县政府公开的要求，本局网站运行平稳。"),
        lambda: filled().with_text("overview.platforms", "网站平台运行平稳。市政府共收到意见3条。"),
    ),
    "T311": (lambda: _last_text("去年" + _LONG[::-1]), lambda: _last_text(_LONG)),
    "T312": (filled, lambda: filled().with_text("overview.platforms", "做好政务政务公开平台，，保持更新。")),
    "T313": (
        lambda: filled().with_text("overview.platforms", "平台咨询电话13800138000。"),
        lambda: filled().with_text("overview.platforms", "平台公示获奖者张某13800138000。"),
    ),
    "T314": (filled, lambda: filled().with_organ(postcode="").with_text("preface", "前言，地址和电话见网站。")),
    "T315": (filled, lambda: filled().with_text("overview.platforms", "平台更新及时" * 200)),
    "T316": (filled, lambda: filled().with_text("other_matters", "全年收取信息处理费2000000元。")),
    "N201": _pair("全年共收到政府信息公开申请9件。", "全年共收到政府信息公开申请17件。"),
    "N202": _pair("新收申请9件，上年结转1件。", "新收申请9件，上年结转２件。"),
    "N203": _pair("共办结政府信息公开申请九件。", "共办结政府信息公开申请八件。"),
    "N204": _pair("另有1件申请结转下年度继续办理。", "另有3件申请结转下年度继续办理。"),
    "N205": _pair("申请办结后，予以公开7件，无法提供2件。", "申请办结后，予以公开7件，无法提供3件。"),
    "N206": _pair("收到申请9件，其中自然人7件、法人或其他组织2件。", "收到申请9件，其中自然人6件、法人或其他组织2件。"),
    "N207": _pair("全年未发生行政诉讼。", "全年未收到政府信息公开申请。"),
    "N208": _pair("被申请行政复议1件，结果维持1件。", "被申请行政复议1件，结果纠正1件。"),
    "N209": _pair("行政诉讼0件。", "被提起行政诉讼1件。"),
    "N210": _pair("作出行政许可决定213件，收取行政事业性收费188710元。", "作出行政许可决定231件。"),
    "N211": _pair("主动公开信息20条，其中网站12条、公告栏3条等。", "主动公开信息20条，其中规划类12条、财政类6条。"),
    "N212": _pair("予以公开7件，占办结申请的77.78%。", "予以公开7件，占办结申请的87.78%。"),
    "N213": _pair("收到申请9件，与上年持平。", "收到申请9件，同比增长12.5%。", _year_before),
    "N214": _pair("本局共收到申请9件。", "全县共收到申请95件。"),
    "N216": _pair("2024年收到申请9件，2025年收到申请9件。", "去年收到申请8件，今年收到申请9件。", _year_before),
    "P401": (filled, lambda: filled().with_figures({c: Decimal(0) for c in filled().form.cells})),
    "P402": (filled, lambda: _cases(litigation_after_reconsideration="9")),
    "P403": (filled, lambda: _no_applications(_cases(reconsideration="2"))),
    "P404": (filled, lambda: typed(filled(), disclosure__fees__amount="0.092")),
    "P405": (_following, lambda: _following(disclosure__fees__amount="0")),
    "T319": (
        lambda: filled().with_text("overview.platforms", "平台今年发布信息40条，开通以来累计发布信息860条。"),
        lambda: filled().with_text("overview.platforms", "平台今年发布信息40条，开通以来累计发布信息36条。"),
    ),
    "T318": (filled, lambda: filled().with_text("problems", "部分单位对政务公开认识不足，更新不够及时。" + _LONG)),
    "T317": (
        lambda: replace(filled(), headings=tuple((p.key, p.heading) for p in filled().form.parts if p.heading)),
        lambda: replace(filled(), headings=(("overview", "一.总体情况"), ("problems", "五、存在的主要问题及改进情况"))),
    ),
    "T308": (filled, lambda: filled().with_text("problems", "一是××××工作还要加强；二是（此处填写改进措施）。")),
}


def _off(report: Report, *addresses: str) -> Report:
    """One more in each of these cells."""
    return report.with_figures({cell(a): report.figures[cell(a)] + 1 for a in addresses})


def _only_row(report: Report) -> Report:
    """Only a row sum is wrong: a figure and its column's sums move together, the row's total does not."""
    return _off(
        report,
        "applications/granted/natural_person",
        "applications/processed_total/natural_person",
        "applications/carried_in/natural_person",
    )
