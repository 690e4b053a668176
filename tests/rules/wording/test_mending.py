"""What a wrong number in a sentence should read, and which figure it stands for."""

from __future__ import annotations

from dataclasses import replace

import pytest

from app.model.words.texts import printed
from app.rules import Case, check
from app.rules.wording.mending import mending
from tests.reports import filled

KEY = "overview.disclosure_on_application"
LAST_YEAR = replace(filled(), year=2024)


def of(text: str, previous=None):
    """(the finding's rule, the sentence put right, the figure's address) of the first query."""
    report = replace(filled().with_text(KEY, text), previous=previous)
    case = Case(report, previous)
    finding = next(f for f in check(case) if f.rule[0] == "N" and f.level == "query")
    found = mending(case, finding)
    if found is None:
        return finding.rule, None, None
    whole = printed(report, KEY)
    assert whole[found.start : found.end].strip() == found.was
    return finding.rule, whole[: found.start] + found.words + whole[found.end :], found.cell and str(found.cell)


@pytest.mark.parametrize(
    ("text", "rule", "right", "cell"),
    [
        ("好。全年收到申请17件。", "N201", "好。全年收到申请9件。", "applications/received/total"),
        ("全年收到申请 17 件。", "N201", "全年收到申请 9 件。", "applications/received/total"),
        ("共办结申请八件。", "N203", "共办结申请9件。", "applications/processed_total/total"),
        ("收到申请9件，其中法人或其他组织3件。", "N206", "收到申请9件，其中法人或其他组织2件。", None),
        ("收取行政事业性收费188720元。", "N210", "收取行政事业性收费188710元。", None),
        ("收取行政事业性收费18.9万元。", None, None, None),
        ("予以公开7件，占办结申请的87.8%。", "N212", "予以公开7件，占办结申请的77.8%。", None),
        ("全年未收到政府信息公开申请。", "N207", None, None),
    ],
)
def test_a_number_is_put_right_in_its_own_unit(text, rule, right, cell):
    if rule is None:
        with pytest.raises(StopIteration):
            of(text)
    else:
        assert of(text) == (rule, right, cell)


@pytest.mark.parametrize(
    ("text", "rule", "right"),
    [
        ("去年收到申请8件。", "N216", "去年收到申请9件。"),
        ("作出行政许可213件，同比增长12.5%。", "N213", None),
    ],
)
def test_what_is_said_of_last_year_is_put_right_from_its_report(text, rule, right):
    assert of(text, LAST_YEAR)[:2] == (rule, right)
