"""Reports that tests begin with: blank, balanced at random, a small office's, a county government's long one."""

from __future__ import annotations

import random
from dataclasses import replace
from decimal import Decimal

from app.form import EDITIONS, edition_for
from app.form.schema import Cell
from app.model.report import Organ, Report
from app.model.totals import computed, fill_totals

OFFICE = Organ(
    name="青禾县林业局",
    kind="department",
    scope="own",
    address="青禾县和平路1号",
    postcode="000000",
    phone="0000-0000001",
    website="linye.example.cn",
)
GOVERNMENT = Organ(
    name="青禾县人民政府",
    kind="county_government",
    scope="summary",
    address="青禾县人民路1号",
    postcode="000000",
    phone="0000-0000000",
    email="xxgk@example.cn",
    website="www.example.cn",
    fax="0000-0000009",
)


def blank(edition: str | None = None, year: int = 2025, organ: Organ = OFFICE) -> Report:
    """No figure, no text; the edition that is in force for the year unless one is named."""
    return Report(edition or edition_for(year).key, organ, year)


def balanced(seed: int = 0, edition: str | None = None, year: int = 2025, most: int = 9) -> Report:
    """Every figure filled and every relation true; the same seed gives the same report. `most`: of a typed count."""
    return with_balanced_figures(blank(edition, year), seed, most)


def with_balanced_figures(report: Report, seed: int, most: int) -> Report:
    """The report with all its figures replaced by balanced random ones."""
    chance = random.Random(seed)
    form = report.form
    totals = computed(form)
    figures: dict[Cell, Decimal] = {}
    for cell in form.cells:
        if cell in totals:
            continue
        kind = form.kind(cell)
        if kind == "amount":
            figures[cell] = Decimal(chance.randint(1_000, 99_999_999)).scaleb(-chance.choice((0, 2, 4)))
        else:
            figures[cell] = Decimal(chance.randint(-most if kind == "signed" else 0, most))
    if form.has(Cell("disclosure", "regulations", "issued")):
        for column in ("issued", "repealed", "in_force"):  # no county office makes 规章
            figures[Cell("disclosure", "regulations", column)] = Decimal(0)
        issued = figures[Cell("disclosure", "normative_documents", "issued")]
        figures[Cell("disclosure", "normative_documents", "in_force")] += issued
    for column in form.table("applications").columns_of("received"):
        if column.key != "total":
            _balance(report, figures, column.key, chance)
    filled = fill_totals(replace(report, figures=figures, auto_totals=True))
    return replace(filled, auto_totals=report.auto_totals)


def _balance(report: Report, figures: dict[Cell, Decimal], column: str, chance: random.Random) -> None:
    """Make received + carried_in = processed_total + carried_out in one column of applicants."""
    processed = sum(
        (
            figures[Cell("applications", row.key, column)]
            for row in report.form.table("applications").rows
            if row.key not in ("received", "carried_in", "processed_total", "carried_out")
        ),
        Decimal(0),
    )
    carried_out = figures[Cell("applications", "carried_out", column)]
    carried_in = Decimal(chance.randint(0, int(processed + carried_out)))
    figures[Cell("applications", "carried_in", column)] = carried_in
    figures[Cell("applications", "received", column)] = processed + carried_out - carried_in


def filled() -> Report:
    """A department's whole report for 2025, ready for the public: few figures, short texts, live fields."""
    report = replace(blank(), auto_totals=True)
    typed = {cell: Decimal(0) for cell in report.form.cells if cell not in computed(report.form)}
    typed.update(
        {
            Cell("disclosure", "normative_documents", "issued"): Decimal(1),
            Cell("disclosure", "normative_documents", "in_force"): Decimal(4),
            Cell("disclosure", "licences", "decisions"): Decimal(213),
            Cell("disclosure", "penalties", "decisions"): Decimal(6),
            Cell("disclosure", "fees", "amount"): Decimal("18.8710"),
            Cell("applications", "received", "natural_person"): Decimal(7),
            Cell("applications", "received", "business"): Decimal(2),
            Cell("applications", "carried_in", "natural_person"): Decimal(1),
            Cell("applications", "granted", "natural_person"): Decimal(5),
            Cell("applications", "granted", "business"): Decimal(2),
            Cell("applications", "unavailable_not_held", "natural_person"): Decimal(2),
            Cell("applications", "carried_out", "natural_person"): Decimal(1),
            Cell("disputes", "reconsideration", "upheld"): Decimal(1),
        }
    )
    texts = {
        "overview.proactive_disclosure": "全年在县政府网站公开林业信息，及时更新机构职能、办事指南和行政许可结果，"
        "对涉及林农利益的补贴政策制作了图文解读。",
        "overview.disclosure_on_application": "本年新收政府信息公开申请{applications/received/total}件，"
        "上年结转{applications/carried_in/total}件，办结{applications/processed_total/total}件，"
        "结转下年度继续办理{applications/carried_out/total}件。",
        "overview.information_management": "落实信息发布先审后发制度，对规范性文件逐件清理并标注有效状态。",
        "overview.platforms": "依托县政府网站统一平台公开信息，安排专人每周检查栏目更新情况。",
        "overview.supervision": "确定一名负责人分管政府信息公开工作，年内组织业务培训，并接受社会监督。",
        "problems": "（一）存在的主要问题。政策解读的形式还不够丰富，个别栏目更新不够及时。\n"
        "（二）改进情况。一是增加图表、问答等解读形式；二是把栏目更新责任落实到具体股室，按月检查并公布结果。",
        "other_matters": "{year}年，本机关未收取政府信息公开信息处理费。除上述情况外，没有其他需要报告的事项。",
    }
    return fill_totals(replace(report, figures=typed, texts=texts))


_ASPECT = (
    "坚持以公开为常态、不公开为例外，围绕全县中心工作和群众关切持续充实公开内容，"
    "健全信息发布、政策解读和回应关切的工作机制，做到责任到岗、任务到人、时限到天。"
)


def county() -> Report:
    """A county government's report: six digits, amounts with four decimals, long texts, notes, 文号."""
    report = with_balanced_figures(blank(organ=GOVERNMENT), seed=2025, most=40)
    report = report.with_figures(
        {
            Cell("disclosure", "licences", "decisions"): Decimal(120345),
            Cell("disclosure", "fees", "amount"): Decimal("59237.2449"),
        }
    )
    texts = {
        "document_number": "青政办〔2026〕2号",
        "overview": "2025年，青禾县认真贯彻《条例》，各项工作平稳推进。",
        "overview.proactive_disclosure": f"（一）主动公开。{_ASPECT * 3}\n1.{_ASPECT}\n2.{_ASPECT}",
        "overview.disclosure_on_application": _ASPECT * 3,
        "overview.information_management": f"（三）政府信息管理\n{_ASPECT * 2}",
        "overview.platforms": f"{_ASPECT * 2}详见www.example.cn/zwgk/2025/platforms/index.html。",
        "overview.supervision": f"{_ASPECT}全年开展工作考核2次，社会评议结果为满意，未发生责任追究情形。",
        "disclosure.note": "本表数据含各镇、街道和县政府各部门。",
        "applications.note": "注：本表由县政府办公室汇总。",
        "problems": f"（一）存在的主要问题。{_ASPECT * 2}\n（二）改进情况。{_ASPECT * 3}",
        "other_matters": "2025年，全县各行政机关未收取政府信息公开信息处理费。",
        "signature": "青禾县人民政府",
        "date": "2026年1月20日",
    }
    return replace(report, texts=texts)


EVERY_EDITION = tuple(EDITIONS)
