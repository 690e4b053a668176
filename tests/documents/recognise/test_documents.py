"""Documents in each shape that was met in reports of real offices, made for this project: what must come out of them."""

from __future__ import annotations

import json

import pytest

from app.acts import imported_report
from app.documents.read.reading import understand
from app.documents.recognise.report import Imported, imported_dict
from app.model.draft import draft_bytes, parse_draft
from tests.reports import filled
from tests.where import TESTS

FOLDER = TESTS / "data" / "documents"
EXPECTED = json.loads((FOLDER / "expected.json").read_text(encoding="utf-8"))


def imported(name: str) -> Imported:
    return understand("file", (FOLDER / name).read_bytes(), name)


def notes(found: Imported) -> dict[str, str]:
    return {doubt.where: doubt.note for doubt in found.doubts}


@pytest.mark.parametrize("name", EXPECTED)
def test_figures_organ_year_and_edition(name: str) -> None:
    found = imported_dict(imported(name))
    expected = EXPECTED[name]
    assert {key: found[key] for key in ("edition", "organ", "kind", "year", "how")} == {
        key: expected[key] for key in ("edition", "organ", "kind", "year", "how")
    }
    assert found["figures"] == expected["figures"]
    assert set(found["missing"]).isdisjoint(found["figures"])


@pytest.mark.parametrize("name", EXPECTED)
def test_every_blank_and_every_figure_has_its_words(name: str) -> None:
    found = imported(name)
    blanks = {str(c) for c in found.report.form.cells} - {str(c) for c in (*found.missing, *found.report.figures)}
    assert blanks <= {doubt.where for doubt in found.doubts}
    assert set(found.report.figures) <= set(found.snippets)
    assert found.report.auto_totals is False
    assert found.report.organ.scope is None


def test_a_portal_page_loses_its_furniture_and_keeps_the_words() -> None:
    found = imported("portal.html")
    texts = imported_report(found).texts
    assert texts["overview.proactive_disclosure"] == "（一）主动公开情况。全年公开镇村信息。"
    assert texts["problems"] == "公开的形式还不多，下一年增加图解。"
    assert texts["other_matters"] == "2023年没有收取信息处理费。"
    assert texts["preface"].startswith("本报告根据")
    assert set(texts) == {
        "preface", "problems", "other_matters", "overview.proactive_disclosure", "overview.disclosure_on_application",
        "overview.information_management", "overview.platforms", "overview.supervision",
    }  # fmt: skip
    organ = found.report.organ
    assert (organ.address, organ.phone, organ.email) == ("青禾县云溪镇中街8号", "0000-1112223", "yunxi@example.cn")
    said = notes(found)
    assert "“/”" in said["disclosure/regulations/issued"]
    assert "１２０５" in said["disclosure/licences/decisions"]
    assert "件" in said["applications/received/natural_person"]
    assert said["applications/granted/research"] == "原表空白"


def test_edition_2019_says_what_it_took_from_words() -> None:
    found = imported("trial2019.html")
    said = {doubt.where: (doubt.found, doubt.read_as) for doubt in found.doubts}
    assert said["disclosure/licences/change"] == ("减4", "-4")
    assert said["disclosure/procurement/amount"] == ("251000元", "251000")
    assert found.report.texts["title"] == "2019年青禾县林业局政府信息公开工作年度报告"
    assert found.report.texts["date"] == "2020年1月15日"
    assert found.report.texts["signature"] == "青禾县林业局"


def test_a_cut_text_leaves_the_lost_rows_missing() -> None:
    found = imported("cut.txt")
    missing = {str(cell) for cell in found.missing}
    assert "disclosure/regulations/issued" in missing
    assert "applications/refused_administrative_query/total" in missing
    assert "disputes" in notes(found)
    assert found.report.texts["overview.proactive_disclosure"] == "全年公开信息35条。"
    assert found.report.texts["overview.disclosure_on_application"] == "按时办结。"


def test_columns_one_after_the_other_are_refused_in_words() -> None:
    said = notes(imported("columns.txt"))
    assert {"disclosure", "applications"} <= set(said)
    assert all("没有读入" in note for note in said.values())


def test_tracked_changes_are_read_as_accepted_and_comments_listed() -> None:
    found = imported("revised.docx")
    assert "及时更新机构职能、领导信息、办事指南和" in found.report.texts["overview.proactive_disclosure"]
    remarks = [doubt for doubt in found.doubts if doubt.where == ""]
    assert any("修订" in doubt.note for doubt in remarks)
    assert any(doubt.found == "办事指南" and doubt.note == "批注（王主任）：请核对数量" for doubt in remarks)


def test_a_mixed_up_encoding_is_said() -> None:
    assert any("编码" in doubt.note for doubt in imported("mixed_up.txt").doubts)


def test_other_processing_in_one_row_is_not_split() -> None:
    found = imported("printed.layout.txt")
    assert "没有猜测" in notes(found)["applications/other_processing"]
    assert found.report.edition == "2021-single"


def test_an_old_doc_is_read_whole_and_said_to_be_converted() -> None:
    found = imported("old.doc")
    report = filled()
    assert dict(found.report.figures) == dict(report.figures)
    assert found.missing == ()
    assert found.report.texts["overview.proactive_disclosure"] == report.texts["overview.proactive_disclosure"]
    assert any(".doc" in doubt.note for doubt in found.doubts)


@pytest.mark.parametrize("name", EXPECTED)
def test_what_was_read_can_be_kept_as_a_draft(name: str) -> None:
    report = imported(name).report
    again = parse_draft(draft_bytes(report), name)
    assert (again.figures, again.texts, again.organ, again.year) == (
        report.figures,
        report.texts,
        report.organ,
        report.year,
    )


def test_a_year_that_nothing_tells_is_unknown_and_kept_so() -> None:
    text = "一、总体情况\n做了工作。\n五、存在的主要问题及改进情况\n仍有不足。\n六、其他需要报告的事项\n无。\n"
    found = understand("file", text.encode(), "年报.txt")
    assert found.report.year == 0
    assert "没有找到年份" in notes(found)["title"]
    assert parse_draft(draft_bytes(found.report), "年报").year == 0
