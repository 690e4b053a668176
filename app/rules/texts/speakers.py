"""T310, T318: the organ speaks of itself, in its own name."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from app.model.finding import Finding, Level
from app.rules.case import Case
from app.rules.registry import rule
from app.rules.texts.parts import note

_OTHER_BODY = re.compile(
    r"(?:^|[，。；：、\s])((?:[一-鿿]{0,3}(?:省|市|区|县)(?:人民)?政府)(?!网|办|门户|信息|令|公报|各|工作|常务|主管|有关))"
    r"(?:共|累计|全年|本年|新|主动|依法|及时|总共){0,3}(收到|公开|办理|受理|答复|制发|发布|办结)"
)
_QUOTING = re.compile(r"按照|贯彻|围绕|根据|依照|落实|遵照|依托|通过|利用|借助|对照")


@rule("T310", Level.NOTE, "做这件事的是本单位", "历年通报的常见错误（照抄其他单位的报告）")
def another_body(case: Case) -> Iterator[Finding]:
    name, scope = case.report.organ.name, case.report.organ.scope
    if scope == "summary" or "政府办" in name:
        return
    own = re.search(r"([省市区县])(?:人民)?政府$", name)
    for each in case.sentences():
        with case.sentence(each.part, each.key, each.text):
            if words := _not_itself(name, each.text):
                yield note(
                    "T310", each, f"“{each.title}”里说“{words}”，本单位是{name}。请看看是不是照抄了别的单位的话。"
                )
                continue
            for match in _OTHER_BODY.finditer(each.text):
                level = re.search(r"[省市区县](?=(?:人民)?政府)", match[1])
                before = each.text[: match.start(1)]
                if (
                    (own and level and own[1] == level[0])
                    or _QUOTING.search(before.rsplit("，", 1)[-1] + match[1])
                    or match[1] in name
                ):
                    continue
                yield note(
                    "T310",
                    each,
                    f"“{each.title}”里说“{match[1]}{match[2]}”，本单位是{name}。请看看是不是照抄了别的单位的话。",
                )
                break


_ITS_OWN = {
    "局": "局|分局|中心|大队|支队|所$",
    "委": "委员会|委$|办公室|办$",
    "厅": "厅",
    "镇": "镇|办事处",
    "乡": "乡|办事处",
    "街道": "街道|办事处",
}
"""What an organ is that may call itself 我局, 我镇, …"""


def _not_itself(name: str, sentence: str) -> str:
    """我镇 in the report of a 街道: the words of another unit."""
    if not name:
        return ""
    for match in re.finditer(r"[我本](局|委|厅|镇|乡|街道)", sentence):
        if re.search(r"[个日基根资成样版文原自脚书标读][我本]$", sentence[: match.start() + 1]):
            continue
        if not re.search(_ITS_OWN[match[1]], name) and not (match[1] == "局" and "政府办" in name):
            return match[0]
    return ""


@lru_cache(maxsize=1024)
def _generic(sentence: str) -> str:
    """部分地区, 多数部门: written about everybody, where one organ reports of itself."""
    match = re.search(
        r"(?:部分|个别|一些|有些|少数|多数|大多数|有的|各级|某些)(?:地区|地方|部门|单位|乡镇|镇街|街道|市县|县区|机关|行政机关|政府部门)",
        sentence,
    )
    return match[0] if match else ""


_MAY_SPEAK_OF_OTHERS = frozenset(
    {"provincial_government", "city_government", "county_government", "state_council_department"}
)


@rule("T318", Level.NOTE, "写自己，不写“部分地区”“多数部门”", "各地年报编制通知（写本单位的问题，不写套话）")
def generic_subjects(case: Case) -> Iterator[Finding]:
    """Of a government or a summary 个别部门 may be its own; one organ that reports of itself has none."""
    organ = case.report.organ
    if organ.scope != "own" or organ.kind in _MAY_SPEAK_OF_OTHERS or "政府办" in organ.name:
        return
    for each in case.sentences("problems"):
        with case.sentence(each.part, each.key, each.text):
            if words := _generic(each.text):
                yield note("T318", each, f"“{each.title}”里说“{words}”，报告是{organ.name}自己的。请写本单位的情况。")
