"""A 汇总 speaks of its area; the sentences offered for it are about the sum, and no rule takes them for another unit's."""

from __future__ import annotations

from dataclasses import replace

import pytest

from app.acts import examine
from app.gui.help.parts import offers
from app.model.words.self_name import calls_itself
from tests.reports import GOVERNMENT, OFFICE, balanced

APPLICATIONS, OTHER_MATTERS = "overview.disclosure_on_application", "other_matters"


@pytest.mark.parametrize(
    ("name", "kind", "said"),
    [
        ("青禾县人民政府", "county_government", "全县"),
        ("江省青禾市人民政府", "city_government", "全市"),
        ("青禾区人民政府", "county_government", "全区"),
        ("青禾自治州人民政府", "city_government", "全州"),
        ("青禾镇人民政府", "town_government", "全镇"),
        ("青禾县教育局", "department", "各单位"),
        ("青禾高新区管理委员会", "development_zone", "各单位"),
        ("", None, "各单位"),
    ],
)
def test_a_sum_is_not_one_units(name: str, kind: str | None, said: str) -> None:
    organ = replace(GOVERNMENT, name=name, kind=kind)
    assert calls_itself(organ) == said
    assert calls_itself(replace(organ, scope="own")) == "本单位"
    report = replace(balanced(1), organ=organ)
    for key, start in ((APPLICATIONS, f"{{year}}年，{said}新收"), (OTHER_MATTERS, f"{{year}}年{said}未收取")):
        offered = offers(key, report)[0].text
        assert offered.startswith(start)
        found = examine(report.with_text(key, offered)).findings
        assert not [each for each in found if each.rule.startswith(("N", "T310"))], [each.message for each in found]


def test_a_unit_speaks_of_itself() -> None:
    assert offers(OTHER_MATTERS, replace(balanced(1), organ=OFFICE))[0].text.startswith("{year}年本单位未收取")
