"""T: the narratives are there and finished."""

from __future__ import annotations

import re
from collections.abc import Iterator

from app.form.parts import OVERVIEW
from app.model.finding import Finding, Level
from app.model.report import Report
from app.model.texts import live_fields
from app.rules.registry import Case, rule

_HEADINGS = {"overview": "一、总体情况", "problems": "五、存在的主要问题及改进情况", "other_matters": "六、其他需要报告的事项"}
_NEEDED = {"overview": ("overview", *(aspect.key for aspect in OVERVIEW)), "problems": ("problems",), "other_matters": ("other_matters",)}


@rule("T301", Level.INCOMPLETE, "一、五、六部分有文字", "《条例》第五十条；国办公开办函〔2021〕30号")
def parts_written(case: Case) -> Iterator[Finding]:
    for part, keys in _NEEDED.items():
        if not any(case.report.text(key).strip() for key in keys):
            yield Finding(
                "T301",
                Level.INCOMPLETE,
                f"“{_HEADINGS[part]}”还没有写。请写上文字；没有情况的，也要写明没有。",
                involved=(part,),
                part=part,
            )


_PLACEHOLDERS = re.compile(
    r"[×Ｘ✕╳]{2,}|(?<![A-Za-z0-9])[Xx]{2,}(?![A-Za-z0-9])|待(?:补充|填写|完善|核实|定)(?![，。；]?[了的])"
    r"|（文字描述[^）]*）|\(文字描述[^)]*\)|[（(](?:此处|请在此)[^）)]*[）)]|TODO|_{3,}|＿{2,}|〔\s*〕|【\s*】|□{2,}|○{2,}(?=[年月日件号])",
)


@rule("T308", Level.ERROR, "没有留下模板文字和占位符", "国办公开办函〔2021〕30号")
def no_placeholders(case: Case) -> Iterator[Finding]:
    report = case.report
    for part in report.form.parts:
        for narrative in part.narratives:
            written = report.text(narrative.key)
            for match in _PLACEHOLDERS.finditer(written):
                yield _left_over(part.key, narrative.key, narrative.title, match[0], _sentence(written, match.start()))
            for live in live_fields(written, report):
                if live.value is None:
                    yield _left_over(part.key, narrative.key, narrative.title, written[live.start : live.end], _sentence(written, live.start), _named(report, live.name))


def _left_over(part: str, key: str, title: str, words: str, quote: str, live: str = "") -> Finding:
    if live:
        sentence = f"“{title}”里的活数字 {words} 还没有数：{live}是空白。请填上那一格，或改写这句话。"
    else:
        sentence = f"“{title}”里还留着“{words}”。请换成实际内容，或删去。"
    return Finding("T308", Level.ERROR, sentence, involved=(key,), numbers={"words": words}, quote=quote, part=part)


def _named(report: Report, live: str) -> str:
    for cell in report.form.cells:
        if str(cell) == live:
            return report.form.name(cell)
    return {"year": "年份"}.get(live, "单位信息")


def _sentence(text: str, at: int) -> str:
    """The sentence around position `at`."""
    start = max(text.rfind(mark, 0, at) for mark in "。；！？\n") + 1
    ends = [end for end in (text.find(mark, at) for mark in "。；！？\n") if end >= 0]
    return text[start : min(ends) + 1 if ends else len(text)].strip()


