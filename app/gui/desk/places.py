"""Where a finding or a search hit is: which part of the report, and what a clerk calls it."""

from __future__ import annotations

from app.form.schema import Cell, Edition
from app.model.finding import Finding, Place
from app.model.report import Report

ORGAN_FIELDS: dict[str, str] = {
    "organ/name": "单位名称",
    "organ/address": "地址",
    "organ/postcode": "邮编",
    "organ/phone": "电话",
    "organ/fax": "传真",
    "organ/email": "电子邮箱",
    "organ/website": "网址",
}
"""The text fields of the 单位与前言 page by their place."""

PART_NAMES: dict[str, str] = {
    "preface": "单位与前言",
    "overview": "一、总体情况",
    "disclosure": "二、主动公开",
    "applications": "三、收到和处理申请",
    "disputes": "四、复议诉讼",
    "problems": "五、问题及改进",
    "other_matters": "六、其他事项",
}
"""What the window calls the preface and the six parts, in order."""


LAST_YEAR = "previous"  # the place of what is said of last year's report itself: the tab 上年
_ELSEWHERE = {"program": "程序", LAST_YEAR: "上年报告"}


class Passage(str):
    """A narrative's or organ field's key that knows which occurrence of the quote is meant: it begins at `start`."""

    start: int

    def __new__(cls, key: str, start: int) -> Passage:
        passage = super().__new__(cls, key)
        passage.start = start
        return passage


def part_of(place: Place, form: Edition) -> str:
    """The key of the part whose page shows this place; "" when none does."""
    if isinstance(place, Cell):
        return place.table
    head = place.split("/")[0]
    if head == "organ":
        return "preface"
    for part in form.parts:
        if head == part.key or any(narrative.key == head for narrative in part.narratives):
            return part.key
    return ""


def where_to(finding: Finding) -> Place:
    """The place a clerk is led to: the sentence quoted, else the first cell to correct, else the first one involved."""
    quoted = [place for place in finding.involved if isinstance(place, str)] if finding.quote else []
    return (*quoted, *finding.correct, *finding.involved, finding.part)[0]


def name_of(finding: Finding, report: Report) -> str:
    """The place of a finding in official words: 表三 自然人列, 表二, 五、存在的主要问题及改进情况."""
    form = report.form
    if finding.rule == "E103" or finding.fault or isinstance(where_to(finding), str):
        cells = []
    else:
        cells = list(finding.correct) or [place for place in finding.involved if isinstance(place, Cell)]
    if len(cells) == 1:
        return form.name(cells[0])
    if cells:
        table = form.table(cells[0].table)
        if len({cell.column for cell in cells}) == 1 and not table.across:
            return f"{table.short} {table.place(cells[0])[1].label}列"
        if len({cell.row for cell in cells}) == 1:
            return f"{table.short} {table.row_name(cells[0].row)}"
        return table.short
    for place in (*finding.involved, finding.part):
        if place in _ELSEWHERE:
            return _ELSEWHERE[str(place)]
        if isinstance(place, str) and place:
            return _name(place, report)
    return ""


def _name(place: str, report: Report) -> str:
    if place in ORGAN_FIELDS:
        return ORGAN_FIELDS[place]
    return report.form.place_name(place) or PART_NAMES.get(place, place)
