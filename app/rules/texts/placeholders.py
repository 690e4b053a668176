"""T308: no template text and no placeholder is left."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from app.model.beside.difference import ORGAN_NAMES
from app.model.finding import Finding, Level
from app.model.words.sentences import Sentence
from app.model.words.texts import live_fields
from app.rules.case import Case
from app.rules.registry import rule
from app.rules.texts.parts import FORMAT

_PLACEHOLDERS = re.compile(
    r"[×Ｘ✕╳]{2,}|(?<![A-Za-z0-9])[Xx]{2,}(?![A-Za-z0-9])|(?<![有仍尚亟还均需亦都也等期急])待(?:补充?|填写|写)(?![一-鿿])|(?<![一-鿿])待(?:完善|核实|定)(?![一-鿿])|某某(?:局|县|市|区|镇|乡|街道|单位|部门|机关)|(?:此处|在此)填写"
    r"|[（(]文字描述[^）)]*[）)]|[（(](?:此处|请在此)[^）)]*[）)]|TODO|_{3,}|＿{2,}|〔\s*〕|【\s*】|□{2,}|○{2,}(?=[年月日件号])",
)


@lru_cache(maxsize=1024)
def _placeholders(sentence: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(_PLACEHOLDERS.findall(sentence)))


@rule("T308", Level.ERROR, "没有留下模板文字和占位符", FORMAT)
def no_placeholders(case: Case) -> Iterator[Finding]:
    report = case.report
    for each in case.sentences():
        with case.sentence(each.part, each.key, each.text):
            for words in _placeholders(each.text):
                yield _left_over(each, words, f"“{each.title}”里还留着“{words}”。请换成实际内容，或删去。")
            for live in live_fields(each.text, report):  # those with a value have been put in already
                words = each.text[live.start : live.end]
                where = report.form.place_name(live.name) if live.name.count("/") == 2 else ""
                field = ORGAN_NAMES.get(live.name.removeprefix("organ/"), "年份")
                said = (
                    f"活数字 {{{where}}} 还没有数。请填上那一格"
                    if where
                    else f"{{{field}}} 还没有填。请在“单位与前言”里填上"
                )
                yield _left_over(each, words, f"“{each.title}”里的{said}，或改写这句话。")


def _left_over(each: Sentence, words: str, message: str) -> Finding:
    return Finding(
        "T308", Level.ERROR, message, involved=(each.key,), numbers={"words": words}, quote=each.text, part=each.part
    )
