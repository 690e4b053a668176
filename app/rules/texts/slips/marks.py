"""Marks used wrongly: doubled, half as wide, where nothing follows, without a partner."""

from __future__ import annotations

import re
from functools import lru_cache

from app.rules.texts.slips.form import Form, all_found

_FINE = frozenset({"？！", "！！", "？？", "！？"})
FORMS = (
    Form(
        "连用",
        r"[，。、；：？！]{2,}|[,;:!?]{2,}|\.{2}(?!\.)",
        ("按季检查。。", "联系电话：：见首页"),
        ("更新及时，准确。",),
    ),
    Form(
        "半角",
        r"[一-鿿][,;:?!][一-鿿]|[一-鿿]\.(?=[一-鿿])(?<!号\.)",
        ("推进公开,按季检查", "更新政策文件.做好解读"),
        ("见www.example.cn,查看全文", "8:30开门"),
    ),
    Form(
        "后面没有了",
        r"、(?:(?:情况|情形)(?=[。；，]|$)|的(?!士|确)|等(?![级待候额效腰])|[，。；])",
        ("没有复议、诉讼、情况。", "发布、解读、。"),
        ("预算、等级评定", "预算、决算等"),
    ),
)
PAIRS = {
    "（": "）",
    "“": "”",
    "‘": "’",
    "《": "》",
    "〈": "〉",
    "〔": "〕",
    "﹝": "﹞",
    "【": "】",
    "[": "]",
    "「": "」",
    "『": "』",
}
_CLOSING = {right: left for left, right in PAIRS.items()}
_NUMBERING = re.compile(r"(?:^|[，。；：、）\s])(?:\d{1,2}|[一二三四五六七八九十]{1,3}|[a-zA-Z])$")
_ENGLISH = re.compile(r"(?<=[A-Za-z])’(?=[a-z]|\s)")  # it’s


def wrong_marks(sentence: str) -> list[str]:
    return [words for words in all_found(FORMS, sentence) if words not in _FINE]


@lru_cache(maxsize=256)
def unmatched(paragraph: str) -> str:
    """The first mark that has no partner in the paragraph, with what stands around it; 1） and 一） number."""
    plain = _ENGLISH.sub("'", paragraph.replace("(", "（").replace(")", "）"))
    waiting: list[tuple[str, int]] = []
    for at, c in enumerate(plain):
        if c in PAIRS:
            waiting.append((c, at))
        elif c in _CLOSING:
            if waiting and waiting[-1][0] == _CLOSING[c]:
                waiting.pop()
            elif not (c == "）" and _NUMBERING.search(plain[:at])):
                return _around(paragraph, at)
    if waiting:
        return _around(paragraph, waiting[0][1])
    return _around(paragraph, paragraph.rindex('"')) if paragraph.count('"') % 2 else ""


def _around(text: str, at: int) -> str:
    """The mark with a few characters, by which it is found."""
    return text[max(0, at - 6) : at + 7]
