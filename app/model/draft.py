"""The draft file (.gknb, 底稿): one JSON object, UTF-8, sorted keys.

History of the format
1  format, needs (the first program version that reads it), edition, year, auto_totals, organ {name, kind, scope, address,
   postcode, phone, email, website, fax}, figures {address: digits}, texts {part: text}, reasons {anchor: {text, values}},
   sources {table/row: {office, person, date, to_check}}, imported (true where it was read from
   a paper or page), headings [[part, as printed there]] of such a one, status {state, date, address} once it is more than being edited, levels {issuer, levels} where set,
   self_check [what was ticked by hand in 公布前自查], read {anchor of a note that was ticked 已阅: {address: digits}}, previous (null or a report: the same keys without format).
Keys that this version does not know are kept and written back, at the top and in organ.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping
from dataclasses import asdict
from decimal import Decimal
from pathlib import Path
from typing import Any

from app.form import EDITIONS
from app.form.schema import Cell
from app.model.figures import digits, read_digits
from app.model.files import FileProblem, read_bytes, write_atomic
from app.model.levels import Levels, levels_dict, levels_from
from app.model.migrations import migrate
from app.model.report import KINDS, SCOPES, STATES, Organ, Reason, Report, Source, Status

FORMAT = 1
NEEDS = "0.1.0"  # the first program version that reads FORMAT
SUFFIX = ".gknb"
YEARS = range(1900, 2201)  # that a report may be of; 0: not known

_ORGAN_TEXTS = ("name", "address", "postcode", "phone", "email", "website", "fax")
_KEYS = frozenset(
    "format needs edition year auto_totals organ figures texts reasons sources imported headings status levels previous".split()
)


class DraftError(FileProblem):
    """A file is no draft that this version can open; str() is the Chinese sentence."""


class NotADraft(DraftError):
    """No 底稿 at all."""


class TooNew(DraftError):
    """Written in a later format."""


class Damaged(DraftError):
    """A 底稿 with something in it that cannot be; the sentence names the place."""


def open_draft(path: Path) -> Report:
    """Read a draft. FileProblem or DraftError when it cannot be read."""
    return parse_draft(read_bytes(path), path.name)


def save_draft(report: Report, path: Path) -> bytes:
    """Write a draft atomically and return the bytes written. FileProblem when it cannot be."""
    data = draft_bytes(report)
    write_atomic(path, data)
    return data


def draft_bytes(report: Report) -> bytes:
    """The file's content: the same report gives the same bytes."""
    return (json.dumps(draft_dict(report), ensure_ascii=False, indent=1, sort_keys=True) + "\n").encode()


def draft_dict(report: Report) -> dict[str, Any]:
    """The same as `draft_bytes`, before it is written as JSON."""
    return {"format": FORMAT, "needs": NEEDS, **report_dict(report)}


def report_dict(report: Report) -> dict[str, Any]:
    """The report as the draft keeps it."""
    organ = report.organ
    return {
        **report.extra,
        "edition": report.edition,
        "year": report.year,
        "auto_totals": report.auto_totals,
        "organ": {
            **organ.extra,
            "kind": organ.kind,
            "scope": organ.scope,
            **{key: getattr(organ, key) for key in _ORGAN_TEXTS},
        },
        "figures": {str(cell): digits(figure) for cell, figure in report.figures.items()},
        "texts": dict(report.texts),
        "reasons": {a: {"text": r.text, "values": dict(r.values)} for a, r in report.reasons.items()},
        "sources": {
            row: {"office": s.office, "person": s.person, "date": s.date, "to_check": s.to_check}
            for row, s in report.sources.items()
        },
        **({"imported": True} if report.imported else {}),
        **({"headings": [list(each) for each in report.headings]} if report.headings else {}),
        **({"status": asdict(report.status)} if report.status != Status() else {}),
        **({"levels": levels_dict(report.levels)} if report.levels.levels else {}),
        "previous": None if report.previous is None else report_dict(report.previous),
    }


def parse_draft(data: bytes, name: str) -> Report:
    """Read the content of a draft called `name`; DraftError with the place when it is not one."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise NotADraft(f"“{name}”不是公开年报的底稿（不是 UTF-8 文本）。如果它是去年的报告，请用导入。") from error
    try:
        loaded = json.loads(text, parse_float=Decimal)
    except json.JSONDecodeError as error:
        if not text.lstrip().startswith("{"):
            raise NotADraft(f"“{name}”不是公开年报的底稿。如果它是去年的报告，请用导入。") from error
        raise Damaged(
            f"底稿“{name}”已损坏：第 {error.lineno} 行第 {error.colno} 个字符起读不下去。请打开备份或找回的内容。"
        ) from error
    except (RecursionError, ValueError) as error:  # nested without end, or a number of thousands of digits
        raise Damaged(f"底稿“{name}”已损坏：里面有嵌套太深或太长的内容。请打开备份或找回的内容。") from error
    if not isinstance(loaded, dict) or "format" not in loaded:
        raise NotADraft(f"“{name}”不是公开年报的底稿（没有 format）。请选择扩展名为 .gknb 的文件。")
    number = loaded["format"]
    if isinstance(number, bool) or not isinstance(number, int) or number < 1:
        raise Damaged(f"底稿“{name}”已损坏：format 应为数字 {FORMAT}，现为“{number}”。")
    if number > FORMAT:
        needs = loaded.get("needs")
        version = (
            f"公开年报 {needs} 或更高版本" if isinstance(needs, str) and needs else f"能读格式 {number} 的新版公开年报"
        )
        raise TooNew(f"底稿“{name}”由更新的版本保存（格式 {number}），本版只能读到格式 {FORMAT}。请用{version}打开。")
    try:
        return _report(migrate(loaded, FORMAT))
    except _Wrong as wrong:
        raise Damaged(f"底稿“{name}”已损坏：{wrong}。请打开备份或找回的内容。") from wrong


class _Wrong(Exception):
    """What is wrong and where, as a Chinese clause."""


def _report(data: Mapping[str, Any]) -> Report:
    edition = data.get("edition")
    if edition not in EDITIONS:
        raise _Wrong(f"edition 写的是“{edition}”，只能是 {'、'.join(EDITIONS)}")
    year = data.get("year")
    if isinstance(year, bool) or not isinstance(year, int) or (year and year not in YEARS):
        raise _Wrong(f"year 写的是“{year}”，应为四位年份")
    auto_totals = data.get("auto_totals", False)
    if not isinstance(auto_totals, bool):
        raise _Wrong(f"auto_totals 写的是“{auto_totals}”，只能是 true 或 false")
    previous = data.get("previous")
    return Report(
        edition=edition,
        organ=_organ(_mapping(data, "organ")),
        year=year,
        figures=_figures(_mapping(data, "figures"), edition),
        texts=_texts(_mapping(data, "texts"), edition),
        auto_totals=auto_totals,
        reasons={anchor: _reason(anchor, value) for anchor, value in _mapping(data, "reasons").items()},
        sources={row: _source(row, value) for row, value in _mapping(data, "sources").items()},
        imported=data.get("imported") is True,
        headings=_headings(data.get("headings", [])),
        status=_status(_mapping(data, "status")),
        levels=_levels(data.get("levels")),
        previous=None if previous is None else _previous(previous),
        extra=_unknown(data, _KEYS),
    )


def _unknown(data: Mapping[str, Any], known: Collection[str]) -> dict[str, Any]:
    """What another version keeps here, to be written back; its numbers are not ours to keep digit by digit."""
    rest = {key: value for key, value in data.items() if key not in known}
    return json.loads(json.dumps(rest, default=float)) if rest else rest


def _headings(value: Any) -> tuple[tuple[str, str], ...]:
    if not isinstance(value, list) or not all(
        isinstance(each, list) and len(each) == 2 and all(isinstance(word, str) for word in each) for each in value
    ):
        raise _Wrong("headings（原文的标题）读不懂")
    return tuple((part, words) for part, words in value)


def _status(data: dict[str, Any]) -> Status:
    status = Status(*(data.get(key, default) for key, default in asdict(Status()).items()))
    if status.state not in STATES or not isinstance(status.date, str) or not isinstance(status.address, str):
        raise _Wrong(f"status（状态）写的是“{status.state}”，只能是 {'、'.join(STATES)}")
    return status


def _levels(value: Any) -> Levels:
    try:
        return Levels() if value is None else levels_from(value)
    except ValueError as wrong:
        raise _Wrong(f"levels（核对级别）里，{wrong}") from wrong


def _previous(value: Any) -> Report:
    if not isinstance(value, dict):
        raise _Wrong("previous 应为 null 或一份报告")
    try:
        return _report(value)
    except _Wrong as wrong:
        raise _Wrong(f"previous（上年报告）里，{wrong}") from wrong


def _mapping(data: Mapping[str, Any], key: str) -> dict[str, Any]:
    value = data.get(key, {})
    if not isinstance(value, dict):
        raise _Wrong(f"{key} 应为 {{…}}")
    return value


def _organ(data: dict[str, Any]) -> Organ:
    for key in _ORGAN_TEXTS:
        if not isinstance(data.get(key, ""), str) and data.get(key) is not None:
            raise _Wrong(f"organ 的 {key} 应为文字")
    for key, known in (("kind", KINDS), ("scope", SCOPES)):
        if data.get(key) is not None and data[key] not in known:
            raise _Wrong(f"organ 的 {key} 写的是“{data[key]}”，只能是 {'、'.join(known)}")
    return Organ(
        kind=data.get("kind"),
        scope=data.get("scope", "own"),
        **{key: data.get(key) or "" for key in _ORGAN_TEXTS},
        extra=_unknown(data, (*_ORGAN_TEXTS, "kind", "scope")),
    )


def _figures(data: dict[str, Any], edition: str) -> dict[Cell, Decimal]:
    figures: dict[Cell, Decimal] = {}
    for address, value in data.items():
        try:
            cell = Cell.parse(address)
        except ValueError as error:
            raise _Wrong(f"figures 里的“{address}”不是单元格地址") from error
        if not EDITIONS[edition].has(cell):
            raise _Wrong(f"figures 里的“{address}”不是 {edition} 表样的单元格")
        if value is None or value == "":
            continue
        try:
            figures[cell] = read_digits(str(value)) if not isinstance(value, bool) else read_digits("")
        except ValueError as error:
            shown = str(value) if len(str(value)) <= 20 else f"{str(value)[:20]}…（共 {len(str(value))} 个字符）"
            raise _Wrong(f"{EDITIONS[edition].name(cell)}（{address}）的数据“{shown}”不是能填的数") from error
    return figures


def _texts(data: dict[str, Any], edition: str) -> dict[str, str]:
    for key, value in data.items():
        if not isinstance(value, str):
            raise _Wrong(f"texts 里的“{key}”应为文字")
    return {key: value for key, value in data.items() if value.strip()}


def _reason(anchor: str, value: Any) -> Reason:
    if (
        not isinstance(value, dict)
        or not isinstance(value.get("text"), str)
        or not isinstance(value.get("values", {}), dict)
    ):
        raise _Wrong(f"reasons 里“{anchor}”的说明读不懂")
    return Reason(value["text"], {str(k): str(v) for k, v in value.get("values", {}).items()})


def _source(row: str, value: Any) -> Source:
    if not isinstance(value, dict):
        raise _Wrong(f"sources 里“{row}”的来源读不懂")
    office, person, date = (value.get(key, "") for key in ("office", "person", "date"))
    if not all(isinstance(word, str) for word in (office, person, date)):
        raise _Wrong(f"sources 里“{row}”的来源读不懂")
    return Source(office, person, date, value.get("to_check") is True)
