"""公布前自查: what the program can see by itself, and what only a person can say."""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable, Collection, Mapping
from typing import Any, NamedTuple

from app.acts import Checked, render, why_not_public
from app.documents.write.hidden import hidden_in
from app.gui.desk.places import where_to
from app.model.beside.handed_over import SELF_CHECK
from app.model.finding import Place
from app.model.report import Report
from app.model.words.texts import printed

_CONTACT = (("address", "地址"), ("postcode", "邮编"), ("phone", "电话"))


class Seen(NamedTuple):
    """What the program saw. `why`: what is missing, "" when all is well; `place`: where to mend it."""

    why: str = ""
    place: Place = ""


class Item(NamedTuple):
    """`sees`: None where only a person can say; then `note` helps."""

    id: str
    words: str
    sees: Callable[[Checked], Seen] | None = None
    note: str = ""


def _verdict(checked: Checked) -> Seen:
    why = why_not_public(checked)
    first = next((f for f in checked.findings if f.level in ("error", "incomplete", "query") and not f.reason), None)
    return Seen(why.replace("现在可以先出送审稿。", ""), where_to(first) if why and first else "")


def _from_rules(*rules: str) -> Callable[[Checked], Seen]:
    """Well when none of these rules found anything."""

    def sees(checked: Checked) -> Seen:
        found = next((f for f in checked.findings if f.rule in rules and not f.reason), None)
        return Seen(found.message, where_to(found)) if found else Seen()

    return sees


def _title(checked: Checked) -> Seen:
    report = checked.report
    title = re.sub(r"\s", "", printed(report, "title"))
    missing = [
        what
        for what, words in (("单位全称", report.organ.name), ("年份", f"{report.year}年"), ("“年度报告”", "年度报告"))
        if not words.strip() or re.sub(r"\s", "", words) not in title
    ]
    return Seen(f"标题里没有{'、'.join(missing)}，现为“{title}”。", "title") if missing else Seen()


def _contact(checked: Checked) -> Seen:
    report = checked.report
    unknown = [(name, key) for key, name in _CONTACT if not getattr(report.organ, key).strip()]
    if unknown:
        return Seen(f"还没有填{'、'.join(name for name, _ in unknown)}。", f"organ/{unknown[0][1]}")
    return _from_rules("T314")(checked)


def _period(checked: Checked) -> Seen:
    report = checked.report
    found = _from_rules("T306", "T307")(checked)
    if found.why:
        return found
    whole = re.sub(r"\s", "", printed(report, "preface") + printed(report, "overview"))
    if f"{report.year}年1月1日" in whole and "12月31日" in whole:
        return Seen()
    return Seen(f"前言里没有写明统计期限是{report.year}年1月1日至12月31日。", "preface")


def _fee(checked: Checked) -> Seen:
    found = _from_rules("T305", "T316")(checked)
    if found.why or any("信息处理费" in printed(checked.report, key) for key in ("other_matters", "overview")):
        return found
    return Seen("第六部分没有写明收取信息处理费的情况（没有收取的也要写）。", "other_matters")


def _hidden(checked: Checked) -> Seen:
    report = checked.report
    found = hidden_in(render(report, ("docx",), None)["docx"], report.organ.name)
    return Seen(f"公布稿里有{'、'.join(found)}，这是程序故障，请先不要公布。") if found else Seen()


def deadline(report: Report, today: datetime.date) -> str:
    """By when this kind of organ must have published, and on what law; a date that has passed is said as passed."""
    year, kind = report.year + 1, report.organ.kind
    if kind in ("department", "state_council_department"):
        passed = _passed(datetime.date(year, 1, 31), today)
        return f"县级以上人民政府部门：{year}年1月31日前报送主管部门并公布（《条例》第四十九条）。{passed}"
    if kind in ("county_government", "city_government", "provincial_government"):
        passed = _passed(datetime.date(year, 3, 31), today)
        return f"县级以上地方人民政府：{year}年3月31日前公布（《条例》第四十九条）。{passed}"
    if kind in ("town_government", "subdistrict_office"):
        return "乡镇人民政府、街道办事处：按县（市、区）通知的时间报送和公布。"
    if kind is None:
        return "还没有选单位类别。部门是 1 月 31 日前，县级以上地方人民政府是 3 月 31 日前，其他按当地通知。"
    return "按上级政府信息公开工作主管部门通知的时间报送和公布。"


def _passed(last: datetime.date, today: datetime.date) -> str:
    return f"这个日期已经过了 {(today - last).days} 天。" if today > last else ""


def open_items(checked: Checked) -> list[Item]:
    """What is not ticked yet: by the program, which saw something, or by hand."""
    done = ticked(checked.report.extra)
    return [
        item
        for item in items(checked.report)
        if (item.sees(checked).why if item.sees is not None else item.id not in done)
    ]


def items(report: Report, today: datetime.date | None = None) -> tuple[Item, ...]:
    """All items that apply to this report, those of the program first."""
    return tuple(item for item in _every(report, today or datetime.date.today()) if item.id not in _without(report))


def _without(report: Report) -> set[str]:
    """What cannot apply: no addresses to open where none is printed."""
    texts = (printed(report, narrative.key) for part in report.form.parts for narrative in part.narratives)
    return set() if any(re.search(r"https?://|www\.|\.(cn|com|net|org)\b", text) for text in texts) else {"links"}


def _every(report: Report, today: datetime.date) -> tuple[Item, ...]:
    return (
        Item("verdict", "没有错误，没有未填，核实的都有说明", _verdict),
        Item("parts", "六个部分齐全，一、五、六部分都有文字", _from_rules("T301", "T309")),
        Item("title", "标题写全单位、年份", _title),
        Item("period", "统计期限是本年1月1日至12月31日", _period),
        Item("contact", "地址、邮编、电话齐全，与正文一致", _contact),
        Item("fee", "第六部分写明了收取信息处理费的情况", _fee),
        Item("private", "没有身份证号、手机号、银行卡号", _from_rules("T313")),
        Item("hidden", "公布稿里没有批注、修订、隐藏文字和个人信息", _hidden),
        Item("reviews", "三审三校做过了", note="初审、复审、终审各看一遍，逐字校对三遍。"),
        Item("secrecy", "保密审查做过了", note="公开前依照《保守国家秘密法》等审查（《条例》第十七条）。"),
        Item("links", "报告里的网址都能打开", note="程序不联网，请在浏览器里逐个点开。"),
        Item("signed", "主要领导已经签发", note="送审单上有签发一栏。"),
        Item("deadline", "赶得上公布期限", note=deadline(report, today)),
    )


def ticked(extra: Mapping[str, Any]) -> list[str]:
    """The ids ticked by hand, as the draft keeps them."""
    kept = extra.get(SELF_CHECK)
    return [each for each in kept if isinstance(each, str)] if isinstance(kept, list) else []


def with_ticked(extra: Mapping[str, Any], ids: Collection[str]) -> dict[str, Any]:
    """The same with these ids ticked; no key where none is."""
    rest = {key: value for key, value in extra.items() if key != SELF_CHECK}
    return {**rest, SELF_CHECK: sorted(ids)} if ids else rest
