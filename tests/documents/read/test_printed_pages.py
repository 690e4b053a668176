"""A page of a site as a browser prints it: its header and footer on every sheet, tables and rows torn where a sheet ends.

The two files were printed by Chromium from a page made of `reports.filled()`, their tags removed. In the one a row of 表三
goes on on the next sheet, and sheets lie between on which its outermost box neither begins nor ends; in the other the heads of
表四 end a sheet and its figures begin the next.
"""

from __future__ import annotations

import pytest

from app.documents.read.reading import understand
from app.documents.recognise.report import Imported
from app.model.words.texts import printed
from tests import reports
from tests.where import TESTS

PRINTS = ["printed_page_torn.pdf", "printed_page_parted.pdf"]


def read(name: str) -> Imported:
    return understand("file", (TESTS / "data" / "documents" / name).read_bytes(), name)


@pytest.mark.parametrize("name", PRINTS)
def test_a_page_printed_by_a_browser_comes_back_whole(name: str) -> None:
    report, found = reports.filled(), read(name)
    assert dict(found.report.figures) == dict(report.figures)
    assert (found.missing, found.doubts) == ((), ())
    assert set(found.how.values()) == {"grid"}
    assert (found.report.organ.name, found.report.year) == (report.organ.name, report.year)
    kept = {key: text for key, text in found.report.texts.items() if key != "title"}
    assert kept == {key: printed(report, key) for key in kept}
    assert {"preface", "overview.platforms", "problems", "other_matters"} <= set(kept)


@pytest.mark.parametrize("name", PRINTS)
def test_header_and_footer_of_the_browser_stand_in_no_text(name: str) -> None:
    found = read(name)
    whole = "\n".join(found.report.texts.values())
    assert not [word for word in ("qinghe.example/", "11/26/26", "打印本页", "ICP备", "当前位置") if word in whole]
