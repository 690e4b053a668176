"""A clause with a live figure at 0, said as people say it."""

from __future__ import annotations

from decimal import Decimal

import pytest

from app.form.schema import Cell
from app.model.words.zero_wording import rewordings
from tests.reports import blank

REPORT = blank().with_figures(
    {Cell("applications", "received", "total"): Decimal(0), Cell("applications", "carried_in", "total"): Decimal(3)}
)
ZERO = "{applications/received/total}"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (f"全年收到政府信息公开申请{ZERO}件。", "全年未收到政府信息公开申请"),
        (f"本年共收到申请共计 {ZERO} 件，", "本年未收到申请"),
        (f"{{year}}年新收政府信息公开申请{ZERO}件。", "{year}年未收到政府信息公开申请"),
        (f"好。作出行政许可决定{ZERO}件；", "未作出行政许可决定"),
        (f"全年收到{ZERO}件政府信息公开申请。", "全年未收到政府信息公开申请"),
        (f"被申请行政复议{ZERO}件", "未被申请行政复议"),
    ],
)
def test_the_clause_is_said_with_未(text, words):
    (found,) = rewordings(text, REPORT)
    assert found.words == words
    assert text[found.start : found.end].endswith(text[text.index(ZERO) :].rstrip("。，；"))
    assert "0" in found.was


@pytest.mark.parametrize(
    "text",
    [
        "收到申请{applications/carried_in/total}件。",  # not 0
        "收到申请0件。",  # not live
        f"行政诉讼{ZERO}件。",  # nothing is done
        f"收到申请{ZERO}件和{{applications/carried_in/total}}件。",
        "收到申请{applications/granted/total}件。",  # blank
    ],
)
def test_nothing_else_is_touched(text):
    assert list(rewordings(text, REPORT)) == []
