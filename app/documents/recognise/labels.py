"""The words of the form as other people print them: folded for comparison, with the variants met in real reports."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from difflib import SequenceMatcher
from functools import lru_cache

from app.form import EDITIONS
from app.form.parts import OTHER

_NUMBERING = re.compile(
    r"(?:\([一二三四五六七八九十]{1,3}\)|[一二三四五六七八九十]{1,3}[、.,:]|\(\d{1,2}\)|\d{1,2}[、.,)]|\d{1,2}(?=[^\d\W]))"
)
_INVISIBLE = re.compile(r"[\s\u200b-\u200f\u2060\ufeff\u00ad]+")
_REMARK = re.compile(r"[(（][^()（）]*[)）]$")
LONGEST_LABEL = 80  # characters with spaces and breaks; the longest of the form has 39
CONTINUED = "（续）"  # printed by ourselves beside a group label that goes on over a page end


@lru_cache(maxsize=16384)
def condensed(text: str) -> str:
    """Half width, without white space and invisible characters."""
    return _INVISIBLE.sub("", unicodedata.normalize("NFKC", text))


@lru_cache(maxsize=4096)
def fold(text: str) -> str:
    """A label for comparison: half width, no spaces, no numbering in front, no punctuation, no quotes."""
    words = condensed(text.replace(CONTINUED, ""))
    for _ in range(2):  # （三）1.属于国家秘密
        match = _NUMBERING.match(words)
        if not match or match.end() == len(words):
            break
        words = words[match.end() :]
    return re.sub(r"[\W_]", "", words)


def bare(text: str) -> str:
    """The folded label without a remark in brackets at its end: 规章(县级无此项)."""
    return fold(_REMARK.sub("", condensed(text)))


def _rows(table: str) -> dict[str, str]:
    return {fold(row.label): row.key for edition in EDITIONS.values() for row in edition.table(table).rows}


def _columns(table: str) -> dict[str, str]:
    return {
        fold(column.label): column.key
        for edition in EDITIONS.values()
        for section in edition.table(table).sections
        for column in section.columns
    }


ROWS: Mapping[str, Mapping[str, str]] = {
    "disclosure": {
        **_rows("disclosure"),
        "规范性文件": "normative_documents",
        "其它对外管理服务事项": "other_services",
        "行政事业性收费项目": "fees",
        "政府集中采购项目": "procurement",
    },
    "applications": {
        **_rows("applications"),
        "本年新收政府信息公开申请": "received",
        "本年新收政府信息公开申请数": "received",
        "上年结转政府信息公开申请": "carried_in",
        "上年结转政府信息公开申请数": "carried_in",
        "上年度结转政府信息公开申请数量": "carried_in",
        "部分公开": "granted_in_part",
        "其他法律行政止公开": "refused_forbidden_by_law",
        "其他法律法规禁止公开": "refused_forbidden_by_law",
        "法律行政法规禁止公开": "refused_forbidden_by_law",
        "其它法律行政法规禁止公开": "refused_forbidden_by_law",
        "属于三类内部事务": "refused_internal_affairs",
        "属于四类过程性": "refused_deliberative",
        "不掌握相关政府信息": "unavailable_not_held",
        "补正后申请内容不明确": "unavailable_unclear",
        "信访投诉举报类申请": "not_processed_petition",
        "要求行政机关确认或者重新出具已获取信息": "not_processed_reissue",
        "其它处理": "other_processing",
        "其它": "other_remaining",
        "合计": "processed_total",
        "结转下年继续办理": "carried_out",
        "结转下一年度继续办理": "carried_out",
    },
    "disputes": {
        "行政复议": "reconsideration",
        "未经复议直接起诉": "litigation_direct",
        "复议后起诉": "litigation_after_reconsideration",
    },
}
"""Table -> folded row label -> row key, over all editions."""

COLUMNS: Mapping[str, Mapping[str, str]] = {
    "disclosure": {
        **_columns("disclosure"),
        "制发件数": "issued",
        "废止件数": "repealed",
        "现行有效数": "in_force",
        "本年新制作数": "made",
        "本年新公开数": "disclosed",
        "对外公开总数": "disclosed_total",
        "本年收费金额": "amount",
        "本年增减": "change",
        "本年增或减": "change",
    },
    "applications": {**_columns("applications"), "其它": "other_organisation", "合计": "total"},
    "disputes": {**_columns("disputes"), "其它结果": "other", "合计": "total"},
}
"""Table -> folded column label -> column key, over all editions."""

GROUPS = frozenset(
    fold(label)
    for edition in EDITIONS.values()
    for table in edition.tables
    for section in table.sections
    for line in (*section.rows, *section.columns)
    for label in line.group
) | {fold(OTHER), "本年度办理结果", "申请人情况", "信息内容", "本列数据的勾稽关系为"}
"""Folded labels that stand over or beside others and have no figures of their own."""

_WORDS = GROUPS.union(*ROWS.values(), *COLUMNS.values())
CAPTION = re.compile(r"第二十条第[一二三四五六七八九十]项")
CORNER = "勾稽关系"

EDITION_OF_COLUMN: Mapping[str, str] = {
    **{key: "2021" for key in ("issued", "repealed", "in_force")},
    **{key: "2019" for key in ("made", "disclosed", "disclosed_total", "previous_items", "change", "items")},
}
"""Columns of table 二 that only one edition has."""


def row_key(table: str, text: str) -> str | None:
    """The row that a printed label means; None when it is no label of this table."""
    rows = ROWS[table]
    return rows.get(fold(text)) or rows.get(bare(text))


def column_key(table: str, text: str) -> str | None:
    """The column that a printed header means; None when it is none."""
    columns = COLUMNS[table]
    return columns.get(fold(text)) or columns.get(bare(text))


@lru_cache(maxsize=8192)
def is_label(text: str) -> bool:
    """Whether these are words of the form's tables (so never a note of the clerk)."""
    if len(text) > LONGEST_LABEL:
        return False
    words = fold(text)
    return (
        words in _WORDS
        or CORNER in words
        or CAPTION.fullmatch(words) is not None
        or (text.rstrip().endswith((")", "）")) and bare(text) in _WORDS)
    )


def is_label_line(text: str) -> bool:
    """Whether a line consists of such words only, side by side."""
    pieces = [piece for piece in re.split(r"\s{2,}|\t|\|", text.strip()) if piece.strip()]
    return bool(pieces) and all(is_label(piece) for piece in pieces)


_OF = r"(?:政府信息公开|政务公开)?(?:工作)?(?:中)?(?:的)?"
HEADINGS: Mapping[str, re.Pattern[str]] = {
    "overview": re.compile(
        r"(?:20\d\d年(?:度)?)?(?:政府信息公开工作(?:的)?)?(?:总体|基本|整体)(?:工作)?(?:情况|概况|概述)"
    ),
    "disclosure": re.compile(r"主动公开政府信息(?:的)?(?:工作)?情况|政府信息主动公开(?:的)?情况"),
    "applications": re.compile(
        r"收到(?:和|及|与|、)?处理政府信息公开申请(?:的)?(?:情况)?|政府信息公开申请(?:的)?(?:收到和|受理和)?处理(?:的)?情况"
    ),
    "disputes": re.compile(
        r"(?:因?政府信息公开(?:工作)?)?(?:申请)?(?:被?(?:申请|提起))?行政复议(?:情况)?[、及和与,]?(?:被?提起)?行政诉讼(?:的)?(?:情况)?"
    ),
    "problems": re.compile(
        rf"{_OF}(?:存在|面临)(?:的)?(?:主要)?(?:问题|困难|不足)(?:[和、与](?:困难|不足|问题))?[及和与、,]?(?:下一?步)?(?:工作)?(?:的)?"
        r"(?:改进|整改)?(?:工作)?(?:的)?(?:情况|措施|打算|方向|计划|思路|安排)?"
    ),
    "other_matters": re.compile(r"(?:其他|其它)需要?报告(?:的)?(?:事项|情况|内容)|需要报告的(?:其他|其它)事项"),
}
"""Part -> what its heading says, after condensed() and without numbering and closing mark."""

_NUMBERED_HEADINGS: Mapping[str, re.Pattern[str]] = {
    "overview": re.compile(r"(?:工作)?(?:概述|概况)"),
    "problems": re.compile(
        rf"{_OF}(?:主要)?(?:问题|不足)[及和与、](?:下一?步)?(?:工作)?(?:的)?(?:改进|整改|努力)?(?:工作)?(?:的)?(?:情况|措施|打算|方向|计划|思路)"
    ),
    "other_matters": re.compile(r"(?:其他|其它)(?:需要?说明的?)?(?:事项|情况)"),
}
"""What is a heading only behind the number of a part: by themselves the words stand in menus and sentences too."""

_DO = r"(?:持续|不断|进一步|全面|切实|扎实|积极|严格|深入|着力|及时|依法|依规|规范|强化|加强|深化|做好|抓好|抓实|推进|推动|优化|完善|提升|落实|健全|夯实|开展|加大|充实|拓展)*"
_END = r"(?:的)?(?:工作|办理|处理|答复|受理|服务|内容|制度|机制|体系|能力|力度)*(?:的)?(?:情况|方面|措施|水平|质效|质量|效能|效率|实效)?"
_OPEN = r"(?:政府信息公开|政务公开|政府信息|政务信息公开|政务信息|信息公开|政务)?"

ASPECTS: Mapping[str, re.Pattern[str]] = {
    "overview.proactive_disclosure": re.compile(
        rf"{_DO}(?:法定)?(?:政府信息|政务信息|信息)?(?:法定)?主动公开(?:法定)?(?:政府信息|政务信息|信息)?{_END}"
    ),
    "overview.disclosure_on_application": re.compile(
        rf"{_DO}(?:政府信息|政府信息公开|信息)?依申请(?:公开)?(?:政府信息|信息)?{_END}|{_DO}政府信息公开申请(?:办理|处理|受理)(?:工作)?(?:情况)?"
    ),
    "overview.information_management": re.compile(
        rf"{_DO}(?:政府|政务)?信息(?:公开)?(?:资源)?(?:的)?(?:规范化|规范|标准化|制度化|动态|日常|[、和])*管理{_END}"
    ),
    "overview.platforms": re.compile(
        rf"{_DO}{_OPEN}(?:网站|新媒体|公开)?(?:平台|载体|渠道)(?:[和及与、]?(?:载体|渠道|平台))?(?:的)?(?:建设|管理|搭建|运维|[和及与、])+{_END}"
        rf"|{_DO}(?:政府)?(?:门户)?网站(?:[和及与、]政务新媒体)(?:平台)?建设{_END}|{_DO}(?:政府)?(?:信息|政务)公开平台(?:情况|方面)?"
    ),
    "overview.supervision": re.compile(
        rf"{_DO}{_OPEN}(?:工作)?(?:的)?(?:监督(?:[和及与、])?(?:组织)?保障|保障(?:[和及与、])?监督|监督(?:考核|管理)(?:[和及与、])?保障)(?:[和及与、]教育培训)?{_END}"
    ),
}
"""Aspect of part 一 -> what its heading says, after condensed() and without numbering."""

_PART_NUMBER = re.compile(r"[一二三四五六七八][、.,:]")


_IN_HEADINGS = re.compile("[情事题概措足]")
_LEADER = re.compile(r"[.…·_-]{2,}\d{0,3}$|(?<=[^\d])\d{1,3}$")  # a table of contents


@lru_cache(maxsize=8192)
def heading_of(text: str) -> str | None:
    """The part that a whole paragraph announces, or None. （一） and 1. do not number parts."""
    if len(text) > LONGEST_LABEL or not _IN_HEADINGS.search(text) or len(words := condensed(text)) > 40:
        return None
    number = _PART_NUMBER.match(words)
    words = _LEADER.sub("", words[number.end() :] if number else words).strip("、:,。;")
    known = (HEADINGS, _NUMBERED_HEADINGS) if number else (HEADINGS,)
    exact = next((part for these in known for part, pattern in these.items() if pattern.fullmatch(words)), None)
    return exact or (_mistyped(number[0][0], words) if number else None)


_LIKE = 0.84  # of 1: 行政法复议 for 行政复议, 主动公开的政府信息情况; 主动公开情况 is not


def _mistyped(number: str, words: str) -> str | None:
    """The part of this number when the words are those of its heading but for a slip."""
    if len(words) < 8 or re.search("[:,。;]", words):  # text runs on after it
        return None
    for part in EDITIONS["2021"].parts[1:]:
        heading = condensed(part.heading)
        if heading[0] == number and SequenceMatcher(None, heading[2:], words, autojunk=False).ratio() >= _LIKE:
            return part.key
    return None


def _printed() -> set[str]:
    """Every label and heading as the form prints it, and the end of the title."""
    found = {"年政府信息公开工作年度报告"}
    for edition in EDITIONS.values():
        found |= {part.heading for part in edition.parts}
        for table in edition.tables:
            found |= {table.corner, *(section.caption for section in table.sections)}
            for section in table.sections:
                found |= {word for line in (*section.rows, *section.columns) for word in (line.label, *line.group)}
    return {words for words in found if len(words) > 2}


def mend_labels(text: str) -> str:
    """The text with the form's own words whole again where one character in four of them was lost (U+FFFD), no figure touched."""
    if "\ufffd" not in text:
        return text
    for words in sorted(_printed(), key=len, reverse=True):
        pattern = r"\s*".join(f"[{re.escape(character)}\ufffd]" for character in words)
        text = re.sub(pattern, lambda m, w=words: w if m[0].count("\ufffd") * 4 <= len(w) else m[0], text)
    return text
