"""T306, T307: the years named in the narratives are those of this report."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from app.model.finding import Finding, Level
from app.rules.case import Case
from app.rules.registry import rule
from app.rules.texts.parts import FORMAT, note

_MASKED = re.compile(
    r"20\d\d年度?(?:[一-鿿]{0,6}?)(?:决算|年度报告|年报|统计公报|审计)|《[^》]*》|〔[^〕]*〕|﹝[^﹞]*﹞|\[\d{4}\]|https?://\S+|www\.\S+|第[\d０-９]+号|"
    r"(?:公布|修订|施行|印发|发布|实施)[^，。；]{0,4}[）)]|[（(][^）)]{0,30}(?:修订|施行|公布|印发|发布|令)[^）)]{0,20}[）)]"
)
_YEAR = re.compile(r"(?<!\d)((?:19|20)\d{2})(?=年|\s*-\s*20|—20|至)")
_LOOKING_BACK = re.compile(
    r"上年|去年|同比|相比|较|比20|增长|增加|下降|减少|结转|以来|持平|之前|施行|修订|印发|制定|起|延续|截止|历年|近[一二三两几]年|截至|部署|启动"
)
_LOOKING_AHEAD = re.compile(
    r"将|下一步|计划|明年|下一年|下年|今后|继续|顺延|结转|转入|目标|截[至止]|力争|争取|打算|拟|再接再厉|进一步|努力|着力|推进|推动|加强|加大|强化|提升|完善|持续|不断|聚焦"
)


_SAID_OF = re.compile(
    r"^(?:在)?(20\d\d)年度?(?=[，,]|我|本|全|街道|共|累计|主动|[一-鿿]{0,6}(?:局|镇|乡|委|厅|政府|街道|办公室))"
)
_NOT_SAID_OF = re.compile(r"结转|决算|年报|年度报告|同比|上年|去年|[比较]|以来|截至|修订|印发的|出台的|制定的|计划")
_HANDED_ON = re.compile(r"上一?年度?结转|结转(?:至|到|入)?下一?年度?")  # counted in the year itself, no look back
_FOLLOWING = 5  # characters after a year that tell which one is meant
_SPAN = re.compile(r"(20\d{2})年?\s*[-—–~～至到]+\s*(20\d{2})年?")


@lru_cache(maxsize=1024)
def _years(sentence: str, reported: int) -> tuple[tuple[int, ...], bool, bool]:
    """The years that a sentence names outside titles and 文号; whether it looks back, whether ahead.

    A span of years that the reported one lies in, such as that of a five-year plan, names none.
    """
    open_text = _SPAN.sub(
        lambda m: "" if int(m[1]) <= reported <= int(m[2]) and m[1] != m[2] else m[0], _MASKED.sub("", sentence)
    )
    years = tuple(int(match[1]) for match in _YEAR.finditer(open_text))
    said_of = _SAID_OF.match(open_text)
    back = bool(_LOOKING_BACK.search(open_text))
    if said_of and set(years) == {int(said_of[1])} and not _NOT_SAID_OF.search(_HANDED_ON.sub("", open_text)):
        back = False  # 2023年，我局公开…: what was done, not what it is compared with
    return years, back, bool(_LOOKING_AHEAD.search(open_text))


@rule("T306", Level.NOTE, "文字里的年份是报告所属的年份", "历年通报的常见错误（照抄上年、年份未改）")
def years_named(case: Case) -> Iterator[Finding]:
    year = case.report.year
    for each in case.sentences() if year else ():
        with case.sentence(each.part, each.key, each.text):
            if each.key in ("document_number", "date"):
                continue
            if strange := _strange(each.text, each.key, year):
                sentence = f"“{each.title}”里写着{strange[0]}年，报告是{year}年的。请看看是不是照抄了别的年份的话。"
                yield note("T306", each, sentence)


def _strange(sentence: str, key: str, reported: int) -> list[int]:
    """The years that a sentence names though it speaks of the reported one."""
    years, back, ahead = _years(sentence, reported)
    forward = ahead or key in ("preface", "signature", "problems")
    return [
        named
        for named in years
        if named != reported and not (named < reported and back) and not (named == reported + 1 and forward)
    ]


_OF_THE_PERIOD = re.compile(r"统计期|统计时|数据.{0,8}期限|期限.{0,4}[自为从]|报告期|涵盖")
_PERIOD = re.compile(
    r"(?:(?:自|从)\s*)?(\d{4})\s*年?\s*(\d{1,2})\s*月\s*(\d{1,2})\s*日\s*起?\s*(?:至|到|—|－|-|~)\s*(?:(\d{4})\s*年?\s*)?(\d{1,2})\s*月\s*(\d{1,2})\s*日"
)


def _days(period: re.Match[str]) -> tuple[tuple[int, int, int], tuple[int, int, int]]:
    return (
        (int(period[1]), int(period[2]), int(period[3])),
        (int(period[4] or period[1]), int(period[5]), int(period[6])),
    )


@rule("T307", Level.QUERY, "统计期限是本年1月1日至12月31日", FORMAT)
def statistical_period(case: Case) -> Iterator[Finding]:
    year, spoken = case.report.year, False
    if not year:
        return
    for each in case.sentences():
        with case.sentence(each.part, each.key, each.text):
            if not (_OF_THE_PERIOD.search(each.text) or each.key == "preface"):
                continue
            match = _PERIOD.search(each.text)
            if not match:
                continue
            spoken = True
            if _days(match) != ((year, 1, 1), (year, 12, 31)):
                yield note(
                    "T307",
                    each,
                    f"统计期限写的是“{match[0].strip()}”，应为{year}年1月1日至{year}年12月31日。请改正；确有不同的，请写说明。",
                    Level.QUERY,
                )
    if not spoken:
        yield note(
            "T307",
            None,
            f"全文没有写统计期限。一般在前言里写明“自{year}年1月1日起至{year}年12月31日止”。",
            part="preface",
        )


class YearPlace(NamedTuple):
    """`start`, `end`: a year in a sentence that should be the reported one; `words`: it and what follows, 2024年底."""

    start: int
    end: int
    words: str


def year_places(finding: Finding, reported: int) -> list[YearPlace]:
    """Where the sentence that a finding quotes names another year than the reported one; none for other findings."""
    sentence = finding.quote or ""
    if finding.rule == "T307" and (period := _PERIOD.search(sentence)):
        spans = [period.span(group) for group in (1, 4) if period[group] and int(period[group]) != reported]
    elif finding.rule == "T306":
        strange = set(_strange(sentence, str(finding.involved[0]), reported))
        masked = _MASKED.sub(lambda m: "\0" * len(m[0]), sentence)
        spans = [match.span(1) for match in _YEAR.finditer(masked) if int(match[1]) in strange]
    else:
        spans = []
    return [YearPlace(start, end, sentence[start : end + _FOLLOWING].strip()) for start, end in spans]
