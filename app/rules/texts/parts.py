"""T: the narratives are there, whole, of this year and of this organ."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from app.form.parts import OVERVIEW
from app.model.finding import Finding, Level
from app.model.report import GOVERNMENTS, Report
from app.model.words.on_paper import bare_headings, says_nothing
from app.model.words.sentences import Sentence, length
from app.model.words.texts import SIX_PARTS, printed
from app.rules.case import Case
from app.rules.registry import rule

FORMAT = "国办公开办函〔2021〕30号"
_TITLES = {aspect.key: aspect.title for aspect in OVERVIEW}
_OVERVIEW = ("overview", *_TITLES)
_NEEDED = {"overview": _OVERVIEW, "problems": ("problems",), "other_matters": ("other_matters",)}
_NUMBERS = {word: number for number, word in enumerate("零一二三四五六七八九十")}


def note(
    id: str, sentence: Sentence | None, message: str, level: Level = Level.NOTE, part: str = "", key: str = ""
) -> Finding:
    """A finding about a sentence, or about a part (its key is what the anchor names)."""
    if sentence is None:
        return Finding(id, level, message, involved=(key or part,), part=part)
    return Finding(id, level, message, involved=(sentence.key,), quote=sentence.text, part=sentence.part)


def _overview(report: Report) -> str:
    return "\n".join(printed(report, key) for key in _OVERVIEW)


@rule("T301", Level.INCOMPLETE, "有单位名称和年份，一、五、六部分有文字", f"《条例》第五十条；{FORMAT}")
def parts_written(case: Case) -> Iterator[Finding]:
    if not case.report.organ.name.strip():
        sentence = "还没有填单位名称，标题和前言都要用它。请在“单位与前言”里填上全称。"
        yield note("T301", None, sentence, Level.INCOMPLETE, "preface", "organ/name")
    if not case.report.year:
        sentence = "还不知道这是哪一年的报告，标题、表样和年份都没有核对。请在“单位与前言”里填上年份。"
        yield note("T301", None, sentence, Level.INCOMPLETE, "preface")
    for part, keys in _NEEDED.items():
        heading = case.report.form.part(part).heading
        if all(says_nothing(case.report.text(key), _TITLES.get(key, heading)) for key in keys):
            yield note(
                "T301", None, f"“{heading}”还没有写。请写上文字；没有情况的，也要写明没有。", Level.INCOMPLETE, part
            )


@rule("T302", Level.NOTE, "第五部分写出了问题和改进", f"{FORMAT}（不得内容雷同、敷衍塞责）")
def problems_say_something(case: Case) -> Iterator[Finding]:
    written = printed(case.report, "problems").strip()
    if written and length(written) < 30:
        yield note(
            "T302",
            None,
            f"“五、存在的主要问题及改进情况”只有 {length(written)} 个字。考核会看是否敷衍，请写出具体问题和改进措施。",
            part="problems",
        )


_ASPECT_WORDS = {
    "主动公开": "主动公开",
    "依申请公开": "依申请|政府信息公开申请|申请公开",
    "政府信息管理": "信息管理|规范性文件|信息发布|保密审查",
    "政府信息公开平台建设": "平台|网站|新媒体|公众号",
    "监督保障": "监督|考核|评议|培训|责任追究",
}


@rule("T303", Level.QUERY, "总体情况写到五个方面", f"{FORMAT}第一部分")
def five_aspects(case: Case) -> Iterator[Finding]:
    together = _overview(case.report)
    if not together.strip():
        return
    blank = [key for key, title in _TITLES.items() if says_nothing(case.report.text(key), title)]
    bare = set(bare_headings(together).values())
    missing = [
        name
        for (name, words), key in zip(_ASPECT_WORDS.items(), _TITLES, strict=True)
        if key in blank and (len(blank) < len(_TITLES) or key in bare or not re.search(words, together))
    ]
    if missing:
        level = Level.NOTE if case.report.imported else Level.QUERY
        said = f"“一、总体情况”没有写到{'、'.join(missing)}。格式要求写五个方面，请补上。"
        yield note("T303", None, said, level, part="overview")


@rule("T304", Level.NOTE, "人民政府的报告写工作考核、社会评议、责任追究结果", "《条例》第五十条第（四）项")
def duties_of_a_government(case: Case) -> Iterator[Finding]:
    organ = case.report.organ
    governs = organ.kind in GOVERNMENTS or (organ.kind is None and organ.name.endswith("人民政府"))
    if not governs or not _overview(case.report).strip():
        return
    together = "".join(printed(case.report, key) for keys in _NEEDED.values() for key in keys)
    missing = [
        name
        for name, words in (("工作考核", "考核"), ("社会评议", "评议"), ("责任追究", "责任追究|追责|追究责任"))
        if not re.search(words, together)
    ]
    if missing:
        yield note(
            "T304",
            None,
            f"各级人民政府的报告要写{'、'.join(missing)}结果，没有找到。请在“（五）监督保障”里补上。",
            part="overview",
        )


@rule("T305", Level.NOTE, "第六部分写明收取信息处理费情况", f"{FORMAT}第六部分；国办函〔2020〕109号")
def fee_statement(case: Case) -> Iterator[Finding]:
    written = printed(case.report, "other_matters")
    if written.strip() and "信息处理费" not in written:
        yield note(
            "T305",
            None,
            "“六、其他需要报告的事项”没有写收取信息处理费的情况。没有收取的，也请写明。",
            part="other_matters",
        )


_OTHER_HEADINGS = {
    "disputes": ("四、因政府信息公开工作被申请行政复议、提起行政诉讼情况",),
    "problems": ("五、政府信息公开工作存在的主要问题及改进情况",),
}
"""Longer wordings that 30号 itself uses in its body."""


@rule("T317", Level.NOTE, "六个部分的标题齐全、照格式、按次序", FORMAT)
def headings(case: Case) -> Iterator[Finding]:
    """Only of a report that was read from paper; what we export has the official headings."""
    found = dict(case.report.headings)
    if not found:
        return
    parts = [part for part in case.report.form.parts if part.heading]
    wrong = [f"缺“{part.heading}”" for part in parts if part.key not in found]
    for part in parts:
        printed_there = "".join(found.get(part.key, part.heading).split())
        if printed_there not in (part.heading, *_OTHER_HEADINGS.get(part.key, ())):
            wrong.append(f"“{found[part.key]}”应为“{part.heading}”")
    order = [part.key for part in parts if part.key in found]
    if list(found) != order:
        wrong.append("次序与格式不同")
    if wrong:
        said = "；".join(wrong)
        yield note(
            "T317",
            None,
            f"各部分的标题与格式不一致：{said}。导出时会用格式规定的标题，请核对各部分内容。",
            part="overview",
        )


_PARTS_SAID = re.compile(r"等?([一二三四五六七八九十]|(?<!\d)\d+)个?(?:大)?部分(?:内容)?(?:组成|构成|$|。)")


@lru_cache(maxsize=1024)
def _parts_said(sentence: str) -> tuple[str, str] | None:
    """What a sentence says of the parts of the report: their names, and their number; None where it says nothing of them."""
    match = _PARTS_SAID.search(sentence)
    if match is None:
        return None
    names = re.split("[，。]", sentence[: match.start()])[-1]
    return re.sub("^(?:由|包括|分为)", "", names), match[1]


@rule("T309", Level.NOTE, "前言里说的部分与报告一致", FORMAT)
def number_of_parts(case: Case) -> Iterator[Finding]:
    for each in case.sentences("preface", "overview"):
        with case.sentence(each.part, each.key, each.text):
            found = _parts_said(each.text)
            if not found:
                continue
            names, number = found
            said = _NUMBERS.get(number, int(number) if number.isdecimal() else 0)
            named = [name for name in re.split(r"[、，：:]", names) if len(name) > 3]
            missing = [
                name for name in ("总体情况", "主动公开", "申请", "复议", "问题", "其他") if named and name not in names
            ]
            if said != 6:
                yield note("T309", each, f"前言说报告由{number}个部分组成，报告是六个部分：{SIX_PARTS}。请改正。")
            elif missing and len(named) >= 3:
                yield note(
                    "T309",
                    each,
                    f"前言列的部分名称里没有“{'、'.join(missing)}”。报告的六个部分是：{SIX_PARTS}。请改正。",
                )


@rule("T315", Level.NOTE, "总体情况一般不超过一千字", "各地年报编制通知（篇幅原则上不超过一千字）")
def overview_not_too_long(case: Case) -> Iterator[Finding]:
    characters = length(_overview(case.report))
    if characters > 1000:
        yield note(
            "T315", None, f"“一、总体情况”有 {characters} 个字，一般不超过 1000 字。请看看能否精简。", part="overview"
        )
