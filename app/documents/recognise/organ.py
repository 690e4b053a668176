"""Who reports and for which year: out of the title, the preface, the contact sentence."""

from __future__ import annotations

import re
from typing import NamedTuple

from app.documents.recognise.labels import condensed

_DIGITS = {c: str(i) for i, c in enumerate("〇一二三四五六七八九")} | {"○": "0", "零": "0", "Ｏ": "0", "O": "0"}
_YEAR = r"(?P<year>(?:19|20)\d{2}|二[〇○零OＯ][〇○零OＯ一二三四五六七八九]{2})年?(?:度)?"
_REPORT = r"(?:年度)?(?:工作)?(?:情况)?的?(?:年度)?(?:报告|年报)"
_TAIL = r"(?:\((?P<tail>.*)\)|[-—:]+(?P<behind>\w{3,30})|图片版|正文)?"
_TITLE = re.compile(rf"^(?:关于)?(?P<before>.*?){_YEAR}(?P<after>.*?){_REPORT}{_TAIL}$")
_YEAR_LAST = re.compile(
    rf"^(?:关于)?(?P<before>.{{2,40}}?)(?P<after>(?:政府|政务)?信息公开(?:工作)?){_REPORT}\(?(?:{_YEAR})?\)?$"
)
_SUBJECT = re.compile(r"(?:的)?(?:政府|政务)?信息公开(?:工作)?(?:年度)?(?:工作)?(?:情况)?$|政务公开(?:工作)?$")
_LEAD = re.compile(r"^(?:[【\[(].{0,8}[】\])]|附件\d?:?|关于(?:印发|公布|发布|报送)?|标题:?|信息名称:?)")
_ORGAN = re.compile(
    r"(?:人民政府|政府|局|厅|部|委员会|委|办公室|办事处|办|处|署|院|中心|镇|乡|苏木|街道|区|县|市|旗|州|盟|省|支队|大队|总队|分局|所|站|学校|大学|学院|"
    r"公司|集团|社|会|馆|队|行|室|场|海关|关|校|台|园|库)(?:\([^()]{2,20}\))?$"
)
_NO_ORGAN = re.compile(
    r"首页|位置|信息公开|政务公开|网站|年报|年度报告|关键字|请输入|来源|欢迎|栏目|正文|附件|扫一扫|[>|:：;；,，。!！?？/»]"
)
_PERIOD = re.compile(r"(?:自|从|为|是)?(?P<year>20\d{2})年?\s*1月1日(?:起)?(?:至|到|—|-|~)")
_BY_WHOM = re.compile(r"(?:请|可)?(?:直接)?(?:与|向|同)(?P<organ>[^，。；,;：:]{3,40}?)(?:联系|咨询)")

_KINDS: tuple[tuple[str, str | None], ...] = (
    (r"^(?:北京|天津|上海|重庆)市(?:人民政府)?$|^.{2,8}(?:省|自治区)(?:人民政府)?$", "provincial_government"),
    (r"自治州(?:人民政府)?$|^(?:.*省)?(?:东莞|中山|嘉峪关|儋州|三沙)市(?:人民政府)?$", "city_government"),
    (r"市(?:人民政府)?$|^.*市政府$", None),  # 设区的市 or 县级市: the name does not tell
    (
        r"(?:开发区|高新区|实验区|示范区|保税区|综保区|合作区|度假区|产业园区?|工业园区?|园区|管理区|自贸区)(?:\(.*\))?$",
        "development_zone",
    ),
    (r"(?:管理委员会|管委会)(?:\(.*\))?$", "development_zone"),
    (r"(?:新|社|片|校|林|矿|牧|景|库|城)区$", None),
    (r"(?:县|区|旗)(?:人民政府)?$|(?:县|区|旗)政府$", "county_government"),
    (r"(?:镇|乡|苏木)(?:人民政府|政府)?$", "town_government"),
    (r"(?:街道(?:办事处|办)?|街道办事处)$", "subdistrict_office"),
    (r"^国家.*(?:局|委员会|总局|部|署)$", None),
    (r"人民政府办公[室厅]$|政府办(?:公[室厅])?$", "department"),
    (r"(?:局|厅|委员会|委|办公室|中心|支队|大队|总队|分局)(?:\(.*\))?$", "department"),
)
"""What the end of a name tells; the first that fits. 高新区（近海镇） is both and tells nothing."""


class Title(NamedTuple):
    """What a title says; `organ` "" and `year` 0 where it does not."""

    organ: str
    year: int


def read_title(text: str) -> Title | None:
    """Organ and year of a title line; None when it is not the title of such a report."""
    words = condensed(text).strip("《》")
    if not 6 <= len(words) <= 80 or "公开" not in words or re.search(r"[。;!?>»|]", words):
        return None
    words = _LEAD.sub("", words)
    match = _TITLE.match(words)
    if match is not None:
        before, after = (
            _SUBJECT.sub("", match[side]).strip("-—:·").removesuffix("关于") for side in ("before", "after")
        )
        behind = next((part for part in (match["tail"], match["behind"]) if part and is_organ(part)), "")
        return Title(_own_width(text, _whole_name(before or after, words) or behind), year_of(match["year"]))
    match = _YEAR_LAST.match(words)
    if match is None or not is_organ(organ := _whole_name(match["before"], words)):
        return None
    return Title(_own_width(text, organ), year_of(match["year"] or ""))


def _whole_name(organ: str, words: str) -> str:
    """…人民政府信息公开工作: the 政府 belongs to both."""
    return f"{organ}政府" if organ.endswith("人民") and f"{organ}政府" in words else organ


def is_organ(words: str) -> bool:
    """Whether these words may be the name of an organ: they end as such names do, and are no words of a site's menu."""
    name = condensed(words)
    return (
        2 <= len(name) <= 40
        and name not in ("政府", "人民政府", "部门", "单位")
        and _ORGAN.search(name) is not None
        and not _NO_ORGAN.search(name)
    )


_SITE = re.compile(r"(?:网|网站|门户|平台|专栏|频道|首页)$")


def without_site(title: str) -> str:
    """A title without the name of a site before it: 青禾县人民政府网 青禾县林业局2025年…"""
    pieces = title.split()
    while len(pieces) > 1 and _SITE.search(pieces[0]):
        pieces.pop(0)
    return " ".join(pieces)


def _own_width(text: str, organ: str) -> str:
    """The organ as the source writes it (brackets keep their width), found again in the text without spaces."""
    tight = re.sub(r"\s+", "", text)
    at = condensed(tight).find(organ)
    return tight[at : at + len(organ)] if at >= 0 and len(condensed(tight)) == len(tight) else organ


def year_of(words: str) -> int:
    """2023 or 二〇二三 as a number; 0 for nothing."""
    return int("0" + "".join(_DIGITS.get(c, c) for c in words))


def year_in_period(text: str) -> int:
    """The year of 统计期限自2023年1月1日起; 0 when the text has none."""
    match = _PERIOD.search(condensed(text))
    return int(match["year"]) if match else 0


def broken_period(text: str) -> str:
    """A 统计期限 whose 年 got lost between the digits (20221月1日), as it stands; "" when there is none."""
    match = re.search(r"20\d{2}1月1日", condensed(text))
    return match[0] if match else ""


def organ_in_contact(text: str) -> str:
    """The organ of "如有疑问，请与…联系"; "" when the text has none."""
    match = _BY_WHOM.search(text)
    return re.sub(r"\s+", "", match["organ"]) if match else ""


def kind_of(name: str) -> str | None:
    """The kind that the name of an organ tells; None when it does not."""
    words = condensed(name)
    inner = re.search(r"\(([^()]+)\)$", words)
    if inner and _kind_by_end(inner[1]) not in (None, _kind_by_end(words[: inner.start()])):
        return None
    return _kind_by_end(words)


def _kind_by_end(words: str) -> str | None:
    return next((kind for pattern, kind in _KINDS if re.search(pattern, words)), None)


_FIELD_END = r"[；;，,。）)\n]"
_CONTACT: dict[str, re.Pattern[str]] = {
    "address": re.compile(
        rf"(?:联系|通信|通讯|办公)?地址\s*(?:为|是)?[：:]\s*([^；;，。）)\n]{{4,60}}?)\s*(?={_FIELD_END}|邮|电话|联系|$)"
    ),
    "postcode": re.compile(r"(?:邮\s*编|邮政编码)\s*(?:为|是)?[：:]\s*(\d{6})(?!\d)"),
    "phone": re.compile(r"(?:联系|咨询)?电\s*话\s*(?:为|是)?[：:]\s*([\d(（][\d\-—–－()（） 、/]{5,40}\d)"),
    "fax": re.compile(r"传\s*真\s*(?:为|是)?[：:]\s*([\d(（][\d\-—–－()（） 、/]{5,40}\d)"),
    "email": re.compile(r"(?:电子)?(?:邮\s*箱|邮件)\s*(?:地址)?(?:为|是)?[：:]\s*([\w.+-]+@[\w.-]+\w)", re.ASCII),
    "website": re.compile(
        r"(?:网[站址页]?\s*[（(：:为是]?\s*[<《]?\s*(?=[a-z0-9-]+(?:\.[a-z0-9-]+)+)|(?=https?://|www\.))([a-z0-9][\w./:?&=#%~+-]*[\w/])",
        re.ASCII | re.IGNORECASE,
    ),
}


def contact_in(text: str) -> dict[str, str]:
    """Address, postcode, phone, fax, email, website as far as a text names them."""
    found: dict[str, str] = {}
    for key, pattern in _CONTACT.items():
        match = pattern.search(text)
        if match:
            found[key] = re.sub(r"\s+", "", match[1])
    return found
