"""Extra: real reports that lie beside the project; says so when they are not there."""

from __future__ import annotations

import json
from decimal import Decimal

import pytest

from app.documents.read.reading import understand
from app.documents.recognise.report import imported_dict
from tests.documents.strangers.pages import copied
from tests.where import ROOT

CORPUS = ROOT.parent / "shared" / "corpus"
pytestmark = pytest.mark.skipif(not CORPUS.is_dir(), reason="no corpus of real reports beside the project (extra)")

WHOLE = {
    "hangzhou_style_2025.html": ("2021", 2025),
    "shanghai_office_2019.html": ("2019", 2019),
    "pingtan_2020.browser.pdf": ("2019", 2020),
    "pingtan_2020.wps.html": ("2019", 2020),
    "pingtan_2021.trs.html": ("2021", 2021),
    "ptczj_2023.trs.html": ("2021", 2023),
    "ptjtj_2024.trs.html": ("2021", 2024),
    "qidong_jinhai_2022.txt": ("2021", 2022),
    "hongze_2023.pdf": ("2021-single", 2023),
    "hongze_2024.pdf": ("2021-single", 2024),
    "hongze_2023.layout.txt": ("2021-single", 2023),
    "hongze_2024.layout.txt": ("2021-single", 2024),
}


def golden(name: str) -> dict[str, Decimal | None]:
    figures = json.loads((CORPUS / "golden" / f"{name.split('.')[0]}.json").read_text(encoding="utf-8"))["figures"]
    return {address: None if figure is None else Decimal(figure) for address, figure in figures.items()}


def read(name: str) -> dict:
    return imported_dict(understand("file", (CORPUS / name).read_bytes(), name))


@pytest.mark.parametrize("name", WHOLE)
def test_every_true_figure_comes_back_and_no_other(name: str) -> None:
    found = read(name)
    assert (found["edition"], found["year"]) == WHOLE[name]
    figures = {address: None if figure is None else Decimal(figure) for address, figure in found["figures"].items()}
    assert figures == golden(name)


@pytest.mark.parametrize("name", ["hongze_2023.raw.txt", "hongze_2024.raw.txt"])
def test_column_major_text_is_refused_in_words(name: str) -> None:
    found = read(name)
    assert found["figures"] == {}
    said = {doubt["where"]: doubt["note"] for doubt in found["doubts"]}
    assert all("没有读入" in said[table] for table in ("disclosure", "applications", "disputes"))
    assert "problems" in found["texts"]


def test_the_seed_has_no_regulations_and_a_bare_table_four() -> None:
    found = read("qidong_jinhai_2022.txt")
    assert "disclosure/regulations/issued" in found["missing"]
    assert found["organ"] == "高新区（近海镇）"
    assert found["how"]["disputes"] == "order"
    assert any(doubt["where"] == "disputes" for doubt in found["doubts"])


def test_a_total_printed_wrong_stays_wrong() -> None:
    figures = read("hongze_2023.pdf")["figures"]
    assert figures["disputes/reconsideration/upheld"] == "10"
    assert figures["disputes/reconsideration/total"] == "0"


PAGES = {
    "pingtan_2020.wps.html": ("平潭综合实验区", "无其他需要报告的事项", ""),
    "pingtan_2021.trs.html": ("平潭综合实验区", "2021年，无收取信息处理费情况。", ""),
    "ptczj_2023.trs.html": ("平潭综合实验区财政金融局", "2023年，无收取信息处理费情况。", "2024年1月29日"),
    "ptjtj_2024.trs.html": ("平潭综合实验区交通与建设局", "本年度没有产生信息公开处理费。", "2025年1月22日"),
}
OF_THE_SITE = (
    "旅游",
    "请输入关键字",
    "全真版",
    "QQ空间",
    "扫一扫",
    "附件下载",
    "友情链接",
    "人民网",
    "ICP",
    "浏览器版本",
    "当前位置",
    "来源：",
)


@pytest.mark.parametrize("name", PAGES)
@pytest.mark.parametrize("flavour", ["file", "text"])
def test_a_whole_page_gives_its_report_and_nothing_of_the_site(name: str, flavour: str) -> None:
    organ, last, date = PAGES[name]
    page = (CORPUS / name).read_text(encoding="utf-8")
    data = page.encode() if flavour == "file" else copied(page).encode()
    found = imported_dict(understand(flavour, data, name))
    texts = found["texts"]
    assert found["organ"] == organ
    assert texts["other_matters"].endswith(last)
    assert texts.get("date", "") == date
    assert texts.get("signature", "") == (organ if date else "")
    assert texts["preface"].startswith("根据")
    kept = {
        key: text for key, text in texts.items() if key not in ("title", "overview.proactive_disclosure", "overview")
    }
    assert not [(key, word) for key, text in kept.items() for word in OF_THE_SITE if word in text]
    assert not [doubt for doubt in found["doubts"] if doubt["where"] in ("organ", "title", "")]
