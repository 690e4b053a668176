"""Extra: real reports that lie beside the project; says so when they are not there."""

from __future__ import annotations

import json
from decimal import Decimal

import pytest

from app.documents.read.reading import understand
from app.documents.recognise.report import imported_dict
from tests.where import ROOT

CORPUS = ROOT.parent / "shared" / "corpus"
pytestmark = pytest.mark.skipif(not CORPUS.is_dir(), reason="no corpus of real reports beside the project (extra)")

WHOLE = {
    "hangzhou_style_2025.html": ("2021", 2025),
    "shanghai_office_2019.html": ("2019", 2019),
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
