"""The draft file (.gknb, 底稿): one JSON object, UTF-8, sorted keys.

History of the format
1  format, needs (the first program version that reads it), edition, year, auto_totals, organ {name, kind, scope, address,
   postcode, phone, email, website, fax}, figures {address: digits}, texts {part: text}, reasons {anchor: {text, values}},
   sources {table/row: {office, person, date, to_check}}, imported (true where it was read from
   a paper or page), headings [[part, as printed there]] of such a one, status {state, date, address} once it is more than being edited, levels {issuer, levels} where set,
   ledger {file, digest, read, figures {address: digits}, carried_in {column: [number]}, answers {asked: [row, column]}} where one filled table 三,
   copy_code (稿号 printed on the paper that it was read from), sent [the draft at each 送审稿, newest first: {code (稿号), at,
   report: edition, year, organ, figures, texts}],
   remarks (a 退回 of the county as its .gkth holds it, with the unit's answers), county_unit (what the county's list calls the unit),
   self_check [what was ticked by hand in 公布前自查], read {anchor of a note that was ticked 已阅: {address: digits}}, previous (null or a report: the same keys without format).
Keys that this version does not know are kept and written back, at the top and in organ.
"""

from __future__ import annotations

import contextlib
import json
import re
from collections.abc import Collection, Mapping
from dataclasses import asdict
from decimal import Decimal
from pathlib import Path
from typing import Any

from app.form import EDITIONS
from app.form.schema import Cell
from app.model.endings import DRAFT
from app.model.figures import MOST_DIGITS, MOST_DIGITS_OF_TOTALS, digits, read_digits
from app.model.files import FileProblem, read_bytes, write_atomic
from app.model.json_text import Fraction, read_json, shown
from app.model.kept.ledger_note import LedgerNote, ledger_dict, ledger_from
from app.model.kept.levels import Levels, levels_dict, levels_from
from app.model.migrations import migrate
from app.model.report import KINDS, SCOPES, STATES, Organ, Reason, Report, Source, Status
from app.model.totals import computed

FORMAT = 1
NEEDS = "0.1.0"  # the first program version that reads FORMAT
YEARS = range(1900, 2201)  # that a report may be of; 0: not known

_BACKUP = "请打开备份或找回的内容。"
_OURS = re.compile(r'"(?:format|edition)"\s*:')
_BINARY = re.compile(rb"[\1-\x08\x0e-\x1f]")
_ORGAN_TEXTS = ("name", "address", "postcode", "phone", "email", "website", "fax")
_KEYS = frozenset(
    "format needs edition year auto_totals organ figures texts reasons sources imported headings status levels ledger previous".split()
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
        **({"copy_code": report.copy_code} if report.copy_code else {}),
        **({"status": asdict(report.status)} if report.status != Status() else {}),
        **({"levels": levels_dict(report.levels)} if report.levels.levels else {}),
        **({"ledger": ledger_dict(report.ledger)} if report.ledger.file else {}),
        "previous": None if report.previous is None else report_dict(report.previous),
    }


def parse_draft(data: bytes, name: str) -> Report:
    """Read the content of a draft called `name`; DraftError with the place when it is not one."""
    loaded = _loaded(_text(data, name), name)
    number = loaded["format"]
    if isinstance(number, bool) or not isinstance(number, int) or number < 1:
        raise Damaged(f"底稿“{name}”已损坏：format 应为数字 {FORMAT}，现为“{shown(number)}”。")
    if number > FORMAT:
        needs = loaded.get("needs")
        version = f"公开年报 {shown(needs)} 或更高版本" if isinstance(needs, str) and needs else "新版的公开年报"
        raise TooNew(
            f"底稿“{name}”由更新的版本保存（格式 {shown(number)}），本版只能读到格式 {FORMAT}。请用{version}打开。"
        )
    try:
        return _report(migrate(loaded, FORMAT))
    except _Wrong as wrong:
        raise Damaged(f"底稿“{name}”已损坏：{wrong}。{_BACKUP}") from wrong


def _text(data: bytes, name: str) -> str:
    """The characters of a draft; DraftError that says what the bytes are instead."""
    if not data.strip(b"\0") and name.lower().endswith(DRAFT):
        zeros = f"{len(data)} 个字节全是零" if data else "里面什么也没有"
        raise Damaged(f"底稿“{name}”已损坏：{zeros}，多半是写到一半断了电或拔了U盘。{_BACKUP}")
    if b"\0" in data[:4] and _begins(data.decode(json.detect_encoding(data), "replace")):
        raise _other_encoding(name, "UTF-16")
    if (zero := data.find(0)) >= 0 and _OURS.search(data.decode("latin-1")) and not _BINARY.search(data):
        raise Damaged(f"底稿“{name}”已损坏：从第 {zero + 1} 个字节起有一段是空的，多半是写到一半断了电。{_BACKUP}")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        if not _begins(data.decode("utf-8-sig", "replace")):
            raise NotADraft(f"“{name}”不是公开年报的底稿（不是 UTF-8 文本）。如果它是去年的报告，请用导入。") from error
        for encoding in ("gb18030", "big5"):
            with contextlib.suppress(UnicodeDecodeError):
                data.decode(encoding)
                raise _other_encoding(name, {"gb18030": "GBK"}.get(encoding, encoding.upper())) from error
        raise Damaged(f"底稿“{name}”已损坏：第 {error.start + 1} 个字节起不是文字。{_BACKUP}") from error


def _begins(text: str) -> bool:
    """Whether it begins as a draft does and has one of its keys."""
    return text.lstrip("\ufeff\ufffd \t\r\n").startswith("{") and _OURS.search(text) is not None


def _other_encoding(name: str, encoding: str) -> Damaged:
    return Damaged(
        f"底稿“{name}”被别的程序另存成了 {encoding} 编码，底稿要用 UTF-8。请用记事本打开它，选“另存为”，编码选 UTF-8，再打开。"
    )


def _loaded(text: str, name: str) -> dict[str, Any]:
    """The values in a draft; DraftError when it is no JSON object with a format."""
    try:
        loaded = read_json(text)
    except json.JSONDecodeError as error:
        if not text.lstrip().startswith("{"):
            raise NotADraft(f"“{name}”不是公开年报的底稿。如果它是去年的报告，请用导入。") from error
        raise Damaged(
            f"底稿“{name}”已损坏：第 {error.lineno} 行第 {error.colno} 个字符起读不下去。{_BACKUP}"
        ) from error
    except ValueError as error:
        raise Damaged(f"底稿“{name}”已损坏：里面有嵌套太深或太长的内容。{_BACKUP}") from error
    if not isinstance(loaded, dict) or "format" not in loaded:
        raise NotADraft(f"“{name}”不是公开年报的底稿（没有 format）。请选择扩展名为 .gknb 的文件。")
    try:
        json.dumps(loaded, allow_nan=False)
    except ValueError as error:
        raise Damaged(f"底稿“{name}”已损坏：里面有大得读不了的数，或不是数的数。{_BACKUP}") from error
    return loaded


def report_of(data: Any) -> Report:
    """A report that was kept as `report_dict` gives it; Damaged when it is none."""
    try:
        if not isinstance(data, dict):
            raise _Wrong("不是一份报告")
        return _report(data)
    except _Wrong as wrong:
        raise Damaged(f"留下的报告已损坏：{wrong}。") from wrong


class _Wrong(Exception):
    """What is wrong and where, as a Chinese clause."""


def _report(data: Mapping[str, Any]) -> Report:
    edition = _one_of("edition", data.get("edition"), EDITIONS)
    year = data.get("year")
    if isinstance(year, bool) or not isinstance(year, int) or (year and year not in YEARS):
        raise _Wrong(f"year 写的是“{shown(year)}”，应为四位年份")
    auto_totals = data.get("auto_totals", False)
    if not isinstance(auto_totals, bool):
        raise _Wrong(f"auto_totals 写的是“{shown(auto_totals)}”，只能是 true 或 false")
    previous = data.get("previous")
    return Report(
        edition=edition,
        organ=_organ(_mapping(data, "organ")),
        year=year,
        figures=_figures(_mapping(data, "figures"), edition),
        texts=_texts(_mapping(data, "texts")),
        auto_totals=auto_totals,
        reasons={anchor: _reason(anchor, value) for anchor, value in _mapping(data, "reasons").items()},
        sources={row: _source(row, value) for row, value in _mapping(data, "sources").items()},
        imported=data.get("imported") is True,
        headings=_headings(data.get("headings", [])),
        copy_code=_copy_code(data.get("copy_code", "")),
        status=_status(_mapping(data, "status")),
        levels=_levels(data.get("levels")),
        ledger=_ledger(data.get("ledger")),
        previous=None if previous is None else _previous(previous),
        extra=_unknown(data, _KEYS),
    )


def _one_of(key: str, value: Any, known: Collection[str]) -> str:
    if not isinstance(value, str) or value not in known:
        raise _Wrong(f"{key} 写的是“{shown(value)}”，只能是 {'、'.join(known)}")
    return value


def _unknown(data: Mapping[str, Any], known: Collection[str]) -> dict[str, Any]:
    """What another version keeps here, to be written back."""
    return {key: value for key, value in data.items() if key not in known}


def _headings(value: Any) -> tuple[tuple[str, str], ...]:
    if not isinstance(value, list) or not all(
        isinstance(each, list) and len(each) == 2 and all(isinstance(word, str) for word in each) for each in value
    ):
        raise _Wrong("headings（原文的标题）读不懂")
    return tuple((part, words) for part, words in value)


def _copy_code(value: Any) -> str:
    if not isinstance(value, str):
        raise _Wrong("copy_code（稿号）应为文字")
    return value


def _status(data: dict[str, Any]) -> Status:
    status = Status(*(data.get(key, default) for key, default in asdict(Status()).items()))
    _one_of("status（状态）", status.state, STATES)
    if not isinstance(status.date, str) or not isinstance(status.address, str):
        raise _Wrong("status（状态）的日期和网址应为文字")
    return status


def _levels(value: Any) -> Levels:
    try:
        return Levels() if value is None else levels_from(value)
    except ValueError as wrong:
        raise _Wrong(f"levels（核对要求）里，{wrong}") from wrong


def _ledger(value: Any) -> LedgerNote:
    try:
        return LedgerNote() if value is None else ledger_from(value)
    except ValueError as wrong:
        raise _Wrong(f"ledger（申请台账）里，{wrong}") from wrong


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
        if data.get(key) is not None:
            _one_of(f"organ 的 {key}", data[key], known)
    return Organ(
        kind=data.get("kind"),
        scope=data.get("scope", "own"),
        **{key: data.get(key) or "" for key in _ORGAN_TEXTS},
        extra=_unknown(data, (*_ORGAN_TEXTS, "kind", "scope")),
    )


def _figures(data: dict[str, Any], edition: str) -> dict[Cell, Decimal]:
    form = EDITIONS[edition]
    figures: dict[Cell, Decimal] = {}
    for address, value in data.items():
        cell = form.cell(address)
        if cell is None:
            raise _Wrong(f"figures 里的“{shown(address)}”不是 {edition} 表样的单元格")
        if value is None or value == "":
            continue
        try:
            most = MOST_DIGITS_OF_TOTALS if cell in computed(form) else MOST_DIGITS
            figures[cell] = read_digits(str(value) if isinstance(value, str | int | Fraction) else "", most)
        except ValueError as error:
            raise _Wrong(f"{form.name(cell)}（{address}）的数据“{shown(value, 20)}”不是能填的数") from error
    return figures


def _texts(data: dict[str, Any]) -> dict[str, str]:
    for key, value in data.items():
        if not isinstance(value, str):
            raise _Wrong(f"texts 里的“{shown(key)}”应为文字")
    return {key: value for key, value in data.items() if value.strip()}


def _reason(anchor: str, value: Any) -> Reason:
    if (
        not isinstance(value, dict)
        or not isinstance(value.get("text"), str)
        or not isinstance(value.get("values", {}), dict)
    ):
        raise _Wrong(f"reasons 里“{shown(anchor)}”的说明读不懂")
    return Reason(value["text"], {str(k): str(v) for k, v in value.get("values", {}).items()})


def _source(row: str, value: Any) -> Source:
    if not isinstance(value, dict):
        raise _Wrong(f"sources 里“{shown(row)}”的来源读不懂")
    office, person, date = (value.get(key, "") for key in ("office", "person", "date"))
    if not all(isinstance(word, str) for word in (office, person, date)):
        raise _Wrong(f"sources 里“{shown(row)}”的来源读不懂")
    return Source(office, person, date, value.get("to_check") is True)
