"""Words and phrases written twice."""

from __future__ import annotations

import re

from app.rules.texts.slips.form import Form, all_found
from app.rules.texts.slips.meeting import written_twice

_REDUPLICATED = frozenset(
    "研究研究 逐步逐步 千千万万 方方面面 讨论讨论 商量商量 考虑考虑 学习学习 了解了解 交流交流 反复反复 许多许多 合计合计 比较比较 督促督促".split()
)
"""Written twice on purpose."""

FORMS = (
    Form(
        "词",
        r"(?!一)([一-鿿]{2,4})\1(?!\1)(?<!公开公开(?=[栏日]))(?<!公示公示(?=[栏期]))(?<!公告公告(?=栏))",
        ("做好政务政务公开", "深入推进推进重点领域公开"),
        ("一个一个地核对", "公开、公示"),
    ),
    Form(
        "短语",
        r"([一-鿿0-9]{5,40})[，、；。]?\1|([一-鿿]{4,40})[，、；]\2(?![一-鿿])"
        r"|([^\s，。；！？]{8,60})[，、；。和及的]?\3|([^\s。；！？]{10,80})[，、；。]\4",
        (
            "依申请公开工作流程依申请公开工作流程更加规范",
            "全年按季抽查，按季抽查，及时通报",
            "通过公告栏、便民服务中心等，通过公告栏、便民服务中心等公开办事指南",
        ),
        ("做到应公开尽公开、应解读尽解读",),
    ),
    Form(
        "开头相同的短语",
        r"(?<![一-鿿])([一-鿿]{4,40})，\1(?=[一-鿿])(?![一-鿿]{0,6}[，、；]\1)",
        ("三是加强业务培训，三是加强业务培训提高能力",),
        ("进一步加强组织领导，进一步加强队伍建设",),
    ),
    Form(
        "量词",
        r"(?<=\d)\s*([条件次个篇项份期起场])\1(?![例款目件])|(?<!\d)(\d+[条件次个篇项份期起场])\2|等等等",
        ("公开信息12条条", "公开信息20条20条", "网站、公众号等等等渠道"),
        ("制定5条条款", "一条条核对"),
    ),
)

_LISTED = re.compile(r"[一-鿿A-Za-z]{2,12}(?:、[一-鿿A-Za-z]{2,12}){2,}")
_OPENS = re.compile(
    r"^(?:公开|发布|公布|包括|涉及|围绕|做好|推进|完善|加强|通过|利用|以及|和|及)+|(?:等[一-鿿]*|情况|信息|工作|制度|方面|领域|事项|内容|类)+$"
)


def doubled(sentence: str) -> list[str]:
    """Words, phrases and items of a list that stand twice."""
    return [words for words in all_found(FORMS, sentence) if words not in _REDUPLICATED] + _listed_twice(sentence)


def characters_twice(sentence: str) -> list[tuple[str, str]]:
    """Characters that stand twice: with the one before, and with the one after them."""
    return [(sentence[max(0, at - 1) : at + 2], sentence[at : at + 3]) for at in written_twice(sentence)]


def _listed_twice(sentence: str) -> list[str]:
    """公开预算、决算、采购、决算: the same item twice in one list."""
    found: list[str] = []
    for match in _LISTED.finditer(sentence):
        items = [_OPENS.sub("", each) for each in match[0].split("、")]
        found += dict.fromkeys(f"{each}、…、{each}" for each in items if len(each) > 1 and items.count(each) > 1)
    return found
