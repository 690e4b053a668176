"""What each rule is for, with one wrong and one right example: resources/help/rules.json."""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from app.county.rules import COUNTY_RULES, CountyRule
from app.model.finding import LEVEL_NAMES
from app.paths import resource
from app.rules import RULES
from app.rules.registry import Rule

GROUPS: dict[str, str] = {
    "F": "表内勾稽关系",
    "E": "逐格填报",
    "Y": "与去年的年报衔接",
    "N": "文字与表格一致",
    "T": "文字和结构",
    "P": "不常见的数据",
    "L": "与申请台账核对",
    "A": "汇总各单位",
}
"""Letter of the ids -> what these rules are about, in the order shown."""


ALL: dict[str, Rule | CountyRule] = {**RULES, **COUNTY_RULES}
"""Every rule that a finding can name."""


class RuleHelp(NamedTuple):
    """`wrong`, `right`: one example each."""

    why: str
    wrong: str
    right: str


@lru_cache(maxsize=1)
def _book() -> dict[str, RuleHelp]:
    read = json.loads(resource("help", "rules.json").read_text("utf-8"))
    return {id: RuleHelp(**entry) for id, entry in read.items()}


def explained(id: str) -> RuleHelp | None:
    """The help of a rule; None when nothing is written for it."""
    return _book().get(id)


def heading(id: str) -> str:
    """How the page calls a rule: F301 第一项加第二项之和，等于第三项加第四项之和."""
    return f"{id} {ALL[id].title}"


def page() -> str:
    """The help page of all rules as Markdown."""
    return "\n\n".join(_lines())


def _lines() -> Iterator[str]:
    yield "# 校验规则"
    yield (
        "程序按下面的规则检查。**错误**必须改；**核实**可以改，也可以写说明；**提示**看一眼，可以标为已阅；"
        "**未核对**是缺数，不算通过。上级发的核对要求文件可以调整其中一些，F 开头的不能降低。"
    )
    for letter, title in GROUPS.items():
        yield f"## {title}"
        for rule in sorted((each for each in ALL.values() if each.id[0] == letter), key=lambda each: each.id):
            yield f"### {heading(rule.id)}"
            says = explained(rule.id)
            if says:
                yield f"{LEVEL_NAMES[rule.level]}。{says.why}"
                yield f"- 错：{says.wrong}\n- 对：{says.right}\n- 依据：{rule.basis}"
