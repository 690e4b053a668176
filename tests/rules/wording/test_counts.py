"""The numbers of the narrative against the tables: what is asked, what is told, what stays silent."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from app.acts import imported_report
from app.form.schema import Cell
from app.model.finding import Finding, Level
from app.model.report import Report
from app.rules import RULES, Case, check
from app.rules.prose.reader import claims
from tests.reports import GOVERNMENT, filled
from tests.where import ROOT

APPLIED = "overview.disclosure_on_application"
CORPUS = ROOT.parent / "shared" / "corpus"


def told(report: Report, previous: Report | None = None) -> list[Finding]:
    return [f for f in check(Case(report, previous)) if f.rule.startswith("N")]


def wrote(text: str, key: str = APPLIED, **figures: str | None) -> Report:
    """新收 9（自然人 7、企业 2）, 上年结转 1, 办结 9（予以公开 7、不掌握 2）, 结转 1, 复议 1, 许可 213, 处罚 6, 收费 18.8710."""
    changes = {Cell.parse(a.replace("__", "/")): None if v is None else Decimal(v) for a, v in figures.items()}
    return replace(filled(), auto_totals=False).with_text(key, text).with_figures(changes)


def rules(text: str, **figures: str | None) -> list[str]:
    return [f.rule for f in told(wrote(text, **figures))]


def test_a_wrong_number_is_told_with_both_figures_its_cells_and_its_sentence():
    (finding,) = told(wrote("全年依法办事。共收到政府信息公开申请17件；办结9件。"))
    assert finding.rule == "N201" and finding.level is Level.QUERY
    assert finding.message == (
        "文中写“收到政府信息公开申请17件”，表三新收总计是 9，新收加上年结转总计是 10。"
        "改文字、改表，或说明口径不同（如仅指本级）。"
    )
    assert finding.quote == "共收到政府信息公开申请17件；"
    assert finding.numbers == {"said": "17", "table": "9"}
    assert Cell("applications", "received", "total") in finding.involved and APPLIED in finding.involved


def test_a_reason_holds_only_for_the_sentence_and_the_figures_it_was_given_for():
    one, other = (told(wrote(f"共收到申请{n}件。"))[0] for n in (17, 18))
    assert one.anchor != other.anchor
    assert one.values(wrote(""))["applications/received/total"] == "9"


@pytest.mark.parametrize("n", [9, 10])
def test_received_may_be_with_or_without_what_was_carried_in(n: int):
    assert rules(f"共受理政府信息公开申请{n}件。") == []


def test_the_whole_of_a_town_is_the_town():
    """全镇收到 in the report of a town government is its own figure, compared and not passed over."""
    organ = replace(wrote("").organ, name="青禾县河口镇人民政府", kind="town_government")
    for number, expected in (("17", ["N201"]), ("9", [])):
        assert [f.rule for f in told(replace(wrote(f"全镇收到申请{number}件。"), organ=organ))] == expected


def test_live_figures_agree_by_construction():
    live = "收到申请{applications/received/total}件，办结{applications/processed_total/total}件。"
    assert rules(live) == []
    assert rules(live, applications__received__total="44") == []


def test_a_group_said_before_its_row_is_the_row_alone():
    groups = (("direct", "1"), ("after_reconsideration", "3"))
    lawsuits = {f"disputes__litigation_{row}__{column}": n for row, n in groups for column in ("upheld", "total")}
    assert rules("行政诉讼未经复议直接起诉1件，复议后起诉3件。", **lawsuits) == []
    assert rules("行政诉讼未经复议直接起诉2件，复议后起诉3件。", **lawsuits) == ["N209"]


def test_a_blank_is_unfinished_not_wrong():
    assert rules("行政诉讼3件。", disputes__litigation_direct__total=None) == []
    assert rules("作出行政许可决定7件。", disclosure__licences__decisions=None) == []


def test_a_blank_total_is_at_least_what_its_line_holds():
    (finding,) = told(wrote("答复申请后，予以公开6件。", applications__granted__total=None))
    assert finding.rule == "N205" and "至少是 7" in finding.message
    assert rules("答复申请后，予以公开8件。", applications__granted__total=None) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("全年未收到政府信息公开申请。", ["N207"]),
        ("未发生行政复议、行政诉讼。", ["N207"]),
        ("全年未发生行政诉讼。", []),
        ("收到的申请全部办结。", ["N207"]),
        ("没有不予公开的情形。", []),
        ("未发生责任追究，未对申请收取信息处理费。", []),
        ("未发生一起行政诉讼。", []),
        ("无一起行政复议。", ["N207"]),
        ("被提起行政诉讼1件。", ["N209"]),
    ],
)
def test_none_and_a_figure_exclude_each_other(text: str, expected: list[str]):
    assert rules(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "收到申请100余件。",
        "近三年共收到申请300件。",
        "收到各类行政审批申请3000件。",
        "制发规范性文件8件（含修改7件）。",
        "公开行政许可信息21730条、行政处罚信息1846条。",
        "办理人大代表建议12件，办结12件，全部办结。",
        "制发公文326件，其中主动公开218件、依申请公开50件、不予公开58件。",
        "受理申请9件，其中通过网络提交5件、信函提交4件。",
        "主动公开信息306条，其中网站216条、公众号22条、公告栏299条。",
        "主动公开信息497条，其中规划类200条、财政类202条等。",
        "组织培训4次，参训320人次，其中集中授课2次、跟班学习2次。",
        "行政复议案件15件，其中涉及政府信息公开的1件。",
        "对3件疑难申请组织会商，抽查案卷30份。",
        "告知不属于政府信息3件。",
        "收到申请9件，其中涉及征地拆迁5件、规划许可3件、其他1件。",
        "收到申请9件，其中征地拆迁方面占45%，规划方面占30%，其他占25%。",
        "申请件从登记到归档一件一档。",
    ],
)
def test_the_traps_stay_silent(text: str):
    assert rules(text) == []


def test_a_count_and_its_share_wrong_together_are_one_finding():
    assert rules("答复申请后，予以公开8件，占95%。") == ["N205"]


@pytest.mark.parametrize(("share", "expected"), [("77.78", []), ("77.77", []), ("78", []), ("77.87", ["N212"])])
def test_a_share_may_be_rounded_or_cut(share: str, expected: list[str]):
    assert rules(f"答复申请后，予以公开7件，占{share}%。") == expected


def test_a_whole_may_be_said_after_its_parts():
    assert rules("咨询量统计：网上7件、信函3件，共计10件。") == []
    assert rules("收到来件：网上7件、信函3件，共计12件。") == ["N211"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("更新栏目4个，涵盖机构职能4个，还包括财政信息1个。", ["N211"]),
        ("公开政策文件3件，包括规划3件及解读2件。", ["N211"]),
        ("开展培训2次，包括业务培训2次以及保密培训1次。", ["N211"]),
        ("发布信息10条，包括动态4条、公告6条，以及解读2条。", ["N211"]),
        ("发布信息10条，包括动态4条、公告6条，以及召开新闻发布会2场。", []),
        ("发布信息10条，包括动态4条、公告6条，及时回应群众关切3条。", []),
        ("发布信息10条，包括动态4条、公告6条，与去年相比增加3条。", []),
        ("公开信息8条，包括动态8条，其中原创5条，以及转载3条。", []),
        ("公开信息8条，其中动态8条，以及上年发布2条。", []),
    ],
)
def test_what_以及_adds_to_a_list_is_one_of_its_parts_though_the_others_make_the_whole(text: str, expected: list[str]):
    assert rules(text) == expected


@pytest.mark.parametrize("scope", ["own", "summary", None])
def test_another_area_is_shown_not_compared_unless_the_scope_is_unknown(scope: str | None):
    office = wrote("全县共收到政府信息公开申请95件。").with_organ(scope=scope)
    government = replace(office, organ=replace(GOVERNMENT, scope=scope))
    said = {"own": ["N214"], "summary": ["N201"], None: ["N201"]}[scope]
    assert [f.rule for f in told(government)] == said
    if scope == "own":
        (note,) = told(office)
        assert note.level is Level.NOTE and "全县" in note.message


def test_with_the_scope_unknown_no_area_is_held_to_be_another():
    town = wrote("全县共收到政府信息公开申请95件。").with_organ(name="青禾县近海镇人民政府", kind="town_government")
    assert [f.rule for f in told(town.with_organ(scope="own"))] == ["N214"]
    assert [f.rule for f in told(town.with_organ(scope=None))] == ["N201"]


def test_without_last_year_growth_is_unchecked_and_only_when_it_is_said():
    (finding,) = told(wrote("收到申请9件，同比增长12.5%。"))
    assert finding.rule == "N213" and finding.level is Level.UNCHECKED
    assert rules("收到申请9件。") == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("收到申请9件，同比增长12.5%。", []),
        ("收到申请9件，同比下降12.5%。", ["N213"]),
        ("收到申请9件，比上年增加1件。", []),
        ("收到申请9件，比上年增加2件。", ["N213"]),
        ("收到申请9件，与上年持平。", ["N213"]),
        ("收到申请9件，网站访问量同比增长20%。", []),
        ("收到申请9件，比2020年增加5件。", []),
        ("收到申请9件（上年8件），增长12.5%。", []),
        ("2024年收到申请7件，2025年收到申请9件。", ["N216"]),
        ("收到申请由上年的8件增加到9件。", []),
        ("收到申请由上年的7件增加到9件。", ["N216"]),
        ("收到申请由2020年的3件增加到9件。", []),
        ("2025年收到申请9件，与上年持平。", ["N213"]),
        ("2024年结转1件，2025年新收9件。", []),
    ],
)
def test_last_year_is_recomputed_from_its_report(text: str, expected: list[str]):
    before = wrote("", applications__received__total="8", applications__carried_in__total="1")
    assert [f.rule for f in told(wrote(text), replace(before, year=2024))] == expected


def test_every_rule_of_the_catalogue_is_there():
    catalogue = {f"N{number}" for number in (*range(201, 215), 216)}
    assert {id for id in RULES if id.startswith("N")} == catalogue


def test_claims_are_read_once_for_the_same_words():
    claims.cache_clear()
    check(Case(wrote("收到申请9件。")))
    misses = claims.cache_info().misses
    check(Case(wrote("收到申请9件。", applications__received__total="12")))
    assert claims.cache_info().misses == misses


@pytest.mark.parametrize(
    ("name", "asked"),
    [
        ("hangzhou_style_2025.html", []),
        ("hongze_2023.pdf", []),
        ("hongze_2024.pdf", ["N201"]),
        ("qidong_jinhai_2022.txt", []),
        ("shanghai_office_2019.html", ["N205", "N212"]),
    ],
)
def test_true_reports_raise_exactly_their_disagreements(name: str, asked: list[str]):
    if not (CORPUS / name).exists():
        pytest.skip("the corpus of real reports is not here")
    from app.documents.read.reading import understand

    report = imported_report(understand("file", (CORPUS / name).read_bytes(), name))
    queries = [f.rule for f in check(Case(report)) if f.level is Level.QUERY]
    assert [rule for rule in queries if rule.startswith("N")] == asked
    assert len(queries) <= 3
