"""What a narrative reads like on paper: live figures put in, the preface made until it is edited."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from app.form.schema import Cell
from app.model.characters import typed
from app.model.figures import digits
from app.model.report import Report

_LIVE = re.compile(r"\{([a-z_]+(?:/[a-z_]+){0,2})\}")
_ORGAN = ("name", "address", "postcode", "phone", "email", "website", "fax")
SIX_PARTS = "总体情况、主动公开政府信息情况、收到和处理政府信息公开申请情况、政府信息公开行政复议和行政诉讼情况、存在的主要问题及改进情况、其他需要报告的事项"


class Live(NamedTuple):
    """A live field found in a text: where it stands, what it names, what it shows now (None: its cell is blank)."""

    start: int
    end: int
    name: str
    value: str | None


def live_fields(text: str, report: Report) -> Iterator[Live]:
    """The live fields {table/row/column}, {year}, {organ/…} of a text; any other {…} is literal."""
    for match in _LIVE.finditer(text):
        known, value = _value(match[1], report)
        if known:
            yield Live(match.start(), match.end(), match[1], value)


def _value(name: str, report: Report) -> tuple[bool, str | None]:
    """(is it a live field, what it shows)."""
    parts = name.split("/")
    if parts == ["year"]:
        return True, str(report.year) if report.year else None
    if len(parts) == 2 and parts[0] == "organ" and parts[1] in _ORGAN:
        return True, typed(getattr(report.organ, parts[1])) or None
    if len(parts) == 3 and report.form.has(Cell(*parts)):
        figure = report.figure(Cell(*parts))
        return True, None if figure is None else digits(figure)
    return False, None


def expand(text: str, report: Report) -> str:
    """The text with its live fields as they read now; one whose cell is blank stays as it was typed."""
    pieces: list[str] = []
    at = 0
    for live in live_fields(text, report):
        pieces += [text[at : live.start], live.value if live.value is not None else text[live.start : live.end]]
        at = live.end
    return "".join([*pieces, text[at:]])


def printed(report: Report, key: str) -> str:
    """The narrative of this key as it is exported: expanded; title and preface are made where nothing was written."""
    own = expand(report.text(key), report)
    if own or key not in ("title", "preface"):
        return own
    return default_title(report) if key == "title" else default_preface(report)


def printed_texts(report: Report) -> dict[str, str]:
    """Every narrative as it is exported, by its key: for those who ask for all of them."""
    return {n.key: printed(report, n.key) for part in report.form.parts for n in part.narratives}


def without_made_texts(report: Report) -> Report:
    """The report without a title and a preface that are just what would be made of its organ and year."""
    for key, made in (("title", default_title(report)), ("preface", default_preface(report))):
        if report.text(key) == made:
            report = report.with_text(key, "")
    return report


def default_title(report: Report) -> str:
    return f"{report.organ.name}{report.year or ''}年政府信息公开工作年度报告"


def default_preface(report: Report) -> str:
    """编制依据、六个部分、统计期限、电子版网址、联系方式; what is not known is left out, never invented."""
    organ = report.organ
    sentences = [
        "本报告依据《中华人民共和国政府信息公开条例》（以下简称《条例》）和"
        f"《中华人民共和国政府信息公开工作年度报告格式》（{report.form.source.split('（')[0]}）编制。",
        f"全文由{SIX_PARTS}六个部分组成。",
    ]
    if report.year:
        sentences.append(f"本报告所列数据的统计期限自{report.year}年1月1日起至{report.year}年12月31日止。")
    if organ.website:
        sentences.append(f"本报告电子版可在{organ.name}网站（{organ.website}）查阅和下载。")
    contact = [
        f"{label}：{value}"
        for label, value in (
            ("地址", organ.address),
            ("邮编", organ.postcode),
            ("电话", organ.phone),
            ("传真", organ.fax),
            ("电子邮箱", organ.email),
        )
        if value
    ]
    if contact:
        sentences.append(f"如对本报告有疑问，请与{organ.name}联系（{'；'.join(contact)}）。")
    return "".join(sentences)
