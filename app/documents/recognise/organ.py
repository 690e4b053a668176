"""Who reports and for which year: out of the title, the preface, the contact sentence."""

from __future__ import annotations

import re
from typing import NamedTuple

from app.documents.recognise.labels import plain

_DIGITS = {c: str(i) for i, c in enumerate("〇一二三四五六七八九")} | {"○": "0", "零": "0", "Ｏ": "0", "O": "0"}
_YEAR = r"(?P<year>(?:19|20)\d{2}|二[〇○零OＯ][〇○零OＯ一二三四五六七八九]{2})年(?:度)?"
_TITLE = re.compile(
    rf"^(?:关于)?(?P<before>.*?){_YEAR}(?P<after>.*?)(?:年度)?(?:工作)?(?:年度)?报告(?:\(.*\)|[(（]?图片版[)）]?)?$"
)
_SUBJECT = re.compile(r"(?:的)?(?:政府|政务)?信息公开(?:工作)?(?:年度)?(?:工作)?$|政务公开(?:工作)?$")
_PERIOD = re.compile(r"(?:自|从|为|是)?(?P<year>20\d{2})年?\s*1月1日(?:起)?(?:至|到|—|-|~)")
_BY_WHOM = re.compile(r"(?:请|可)?(?:直接)?(?:与|向|同)(?P<organ>[^，。；,;：:]{3,40}?)(?:联系|咨询)")

_KINDS: tuple[tuple[str, str | None], ...] = (
    (r"(?:省|自治区)人民政府$|^(?:北京|天津|上海|重庆)市人民政府$", "provincial_government"),
    (r"自治州人民政府$|^(?:.*省)?(?:东莞|中山|嘉峪关|儋州)市人民政府$", "city_government"),
    (r"市人民政府$", None),  # 设区的市 or 县级市: the name does not tell
    (r"(?:县|区|旗|自治县)人民政府$", "county_government"),
    (r"(?:镇|乡|苏木)(?:人民政府)?$", "town_government"),
    (r"街道(?:办事处|办)?$", "subdistrict_office"),
    (r"(?:管理委员会|管委会)$", "development_zone"),
    (r"^国家.*(?:局|委员会|总局|部|署)$", None),
    (r"人民政府办公[室厅]$|政府办(?:公[室厅])?$", "department"),
    (r"(?:局|厅|委员会|委|办公室|中心|支队|大队|总队)$", "department"),
)


class Title(NamedTuple):
    """What a title says; `organ` "" and `year` 0 where it does not."""

    organ: str
    year: int


def read_title(text: str) -> Title | None:
    """Organ and year of a title line; None when it is not the title of such a report."""
    words = plain(text)
    if not 6 <= len(words) <= 80 or "公开" not in words or re.search(r"[。;;:]", words):
        return None
    match = _TITLE.match(words)
    if match is None:
        return None
    before = _SUBJECT.sub("", match["before"])
    after = _SUBJECT.sub("", match["after"])
    return Title(_own_width(text, before or after), year_of(match["year"]))


def _own_width(text: str, organ: str) -> str:
    """The organ as the source writes it (brackets keep their width), found again in the text without spaces."""
    tight = re.sub(r"\s+", "", text)
    at = plain(tight).find(organ)
    return tight[at : at + len(organ)] if at >= 0 and len(plain(tight)) == len(tight) else organ


def year_of(words: str) -> int:
    """2023 or 二〇二三 as a number."""
    return int("".join(_DIGITS.get(c, c) for c in words))


def year_in_period(text: str) -> int:
    """The year of 统计期限自2023年1月1日起; 0 when the text has none."""
    match = _PERIOD.search(plain(text))
    return int(match["year"]) if match else 0


def broken_period(text: str) -> str:
    """A 统计期限 whose 年 got lost between the digits (20221月1日), as it stands; "" when there is none."""
    match = re.search(r"20\d{2}1月1日", plain(text))
    return match[0] if match else ""


def organ_in_contact(text: str) -> str:
    """The organ of "如有疑问，请与…联系"; "" when the text has none."""
    match = _BY_WHOM.search(text)
    return re.sub(r"\s+", "", match["organ"]) if match else ""


def kind_of(name: str) -> str | None:
    """The kind that the name of an organ tells; None when it does not."""
    words = plain(name)
    for pattern, kind in _KINDS:
        if re.search(pattern, words):
            return kind
    return None


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
