"""收集.gkhj: what one collection knows beside its files — the units due, whose file is whose, what was decided of each."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, fields, replace
from pathlib import Path
from types import MappingProxyType
from typing import Any

from app.county.places import ARRIVED, NAME
from app.county.units import LEVELS, Unit
from app.model.files import FileProblem, is_there, read_bytes, write_atomic
from app.model.json_text import read_json, shown
from app.model.kept.remarks import remark_from_dict

FORMAT = 1

_NOTHING: Mapping[str, Any] = MappingProxyType({})


@dataclass(frozen=True)
class Return:
    """One 退回: on which day, until when, what was asked, and `content` of the version that was sent back."""

    date: str = ""
    deadline: str = ""
    remarks: tuple[Mapping[str, Any], ...] = ()
    content: str = ""


@dataclass(frozen=True)
class Decision:
    """What a person decided of one unit.

    `chosen`: digest of the version that counts, where several differ. `accepted`: digest of the version that was 审定,
    `seen`: of all that had come by then, or when its draft was 代改.
    `published`: address and date; `page`: where the live page differed, when it was looked at on `page_on`. `scans`: digests of files that only prove the stamp. `returns`: oldest first.
    """

    chosen: str = ""
    accepted: str = ""
    published: str = ""
    published_on: str = ""
    page: str = ""
    page_on: str = ""
    seen: tuple[str, ...] = ()
    scans: tuple[str, ...] = ()
    returns: tuple[Return, ...] = ()
    remarks: tuple[Mapping[str, Any], ...] = ()
    extra: Mapping[str, Any] = field(default_factory=lambda: _NOTHING)


@dataclass(frozen=True)
class Collection:
    """`contact`: who answers the units' questions, as it is printed in a 退回.

    `claims`: digest of a file -> the unit that a person said it is. `ignored`: digests that are no report of any unit.

    `deadline`: ISO date. `last_year`: where last year's folder lies; `last_units`: the units that were counted then.
    """

    year: int = 0
    organ: str = ""
    deadline: str = ""
    units: tuple[Unit, ...] = ()
    listed: bool = False
    claims: Mapping[str, str] = field(default_factory=lambda: _NOTHING)
    ignored: Mapping[str, str] = field(default_factory=lambda: _NOTHING)
    arrived: Mapping[str, str] = field(default_factory=lambda: _NOTHING)
    decisions: Mapping[str, Decision] = field(default_factory=lambda: _NOTHING)
    last_year: str = ""
    units_explained: str = ""
    last_units: tuple[str, ...] = ()
    contact: str = ""
    extra: Mapping[str, Any] = field(default_factory=lambda: _NOTHING)

    def unit(self, name: str) -> Unit | None:
        return next((unit for unit in self.units if unit.name == name), None)

    def decision(self, unit: str) -> Decision:
        return self.decisions.get(unit, Decision())

    def decided(self, unit: str, **changes: Any) -> Collection:
        """The collection with something decided of this unit."""
        decisions = {**self.decisions, unit: replace(self.decision(unit), **changes)}
        return replace(self, decisions={key: each for key, each in decisions.items() if each != Decision()})

    def claimed(self, digest: str, unit: str, called: str = "") -> Collection:
        """A person said whose file this is; the name that stands in it becomes an alias of the unit."""
        units = tuple(each.also_called(called) if each.name == unit and called else each for each in self.units)
        return replace(self, claims={**self.claims, digest: unit}, units=units)


def place_of_last_year(collection: Collection, folder: Path) -> Path | None:
    """Where last year's folder should be; None where none was named."""
    return Path(os.path.normpath(folder / collection.last_year)) if collection.last_year else None


def open_collection(folder: Path) -> Collection | None:
    """The collection of this folder; None where there is none yet. FileProblem when it cannot be read."""
    path = folder / NAME
    if not is_there(path):
        return None
    return parse_collection(read_bytes(path), path.name)


def save_collection(collection: Collection, folder: Path) -> None:
    write_atomic(folder / NAME, collection_bytes(collection))


def collection_bytes(collection: Collection) -> bytes:
    """The file's content: the same collection gives the same bytes."""
    data: dict[str, Any] = {
        **collection.extra,
        "format": FORMAT,
        "year": collection.year,
        "organ": collection.organ,
        "deadline": collection.deadline,
        "contact": collection.contact,
        "listed": collection.listed,
        "units": [{**unit.extra, **_without_extra(unit)} for unit in collection.units],
        "claims": dict(collection.claims),
        "ignored": dict(collection.ignored),
        "arrived": dict(collection.arrived),
        "decisions": {name: {**each.extra, **_without_extra(each)} for name, each in collection.decisions.items()},
        "last_year": collection.last_year,
        "units_explained": collection.units_explained,
        "last_units": list(collection.last_units),
    }
    return (json.dumps(data, ensure_ascii=False, indent=1, sort_keys=True) + "\n").encode()


def _without_extra(value: Unit | Decision) -> dict[str, Any]:
    plain = replace(value, extra={})  # asdict copies what it holds; a read-only mapping cannot be copied
    return {key: each for key, each in asdict(plain).items() if key != "extra"}


def parse_collection(data: bytes, name: str) -> Collection:
    """Read the content of a 收集.gkhj; FileProblem with the place when it is none."""
    try:
        loaded = read_json(data.decode("utf-8-sig"))
    except ValueError as error:
        raise FileProblem(
            f"“{name}”已损坏，读不下去。来件都在“{ARRIVED}”里，没有动；请换上备份，或删去它重新收集。"
        ) from error
    if not isinstance(loaded, dict) or not isinstance(loaded.get("format"), int) or isinstance(loaded["format"], bool):
        raise FileProblem(f"“{name}”不是收集文件（没有 format）。请选择程序建立的“{NAME}”所在的文件夹。")
    if loaded["format"] > FORMAT:
        raise FileProblem(
            f"“{name}”由更新的版本保存（格式 {shown(loaded['format'])}），本版只能读到格式 {FORMAT}。请更新程序后再打开。"
        )
    try:
        return _collection(loaded)
    except (TypeError, ValueError, KeyError, AttributeError) as error:
        raise FileProblem(
            f"“{name}”已损坏：{_clause(error)}。来件都在“{ARRIVED}”里，没有动；请换上备份，或删去它重新收集。"
        ) from error


def _clause(error: Exception) -> str:
    return (
        str(error)
        if isinstance(error, ValueError) and not isinstance(error, UnicodeError)
        else "有的内容不是应有的样子"
    )


_KEYS = frozenset(f.name for f in fields(Collection)) - {"extra"} | {"format"}


def _collection(data: dict[str, Any]) -> Collection:
    units = tuple(_unit(each) for each in _list(data, "units"))
    names = [unit.name for unit in units]
    if len(set(names)) < len(names):
        raise ValueError("units 里有重复的单位")
    return Collection(
        year=_year(data.get("year", 0)),
        organ=_text(data, "organ"),
        deadline=_text(data, "deadline"),
        contact=_text(data, "contact"),
        units=units,
        listed=data.get("listed") is True,
        claims=_texts(data, "claims"),
        ignored=_texts(data, "ignored"),
        arrived=_texts(data, "arrived"),
        decisions={key: _decision(each) for key, each in _mapping(data, "decisions").items()},
        last_year=_text(data, "last_year"),
        units_explained=_text(data, "units_explained"),
        last_units=tuple(_strings(data, "last_units")),
        extra={key: value for key, value in data.items() if key not in _KEYS},
    )


def _unit(data: Any) -> Unit:
    name = _text(data, "name").strip()
    level = _text(data, "level") or "own"
    if not name or level not in LEVELS:
        raise ValueError("units 里有一个单位没有名称，或级别不对")
    known = {f.name for f in fields(Unit)}
    return Unit(
        name=name,
        aliases=tuple(_strings(data, "aliases")),
        group=_text(data, "group"),
        level=level,
        counted=data.get("counted") is not False,
        note=_text(data, "note"),
        contact=_text(data, "contact"),
        phone=_text(data, "phone"),
        extra={key: value for key, value in data.items() if key not in known},
    )


def _decision(data: Any) -> Decision:
    known = {f.name for f in fields(Decision)}
    words = {key: _text(data, key) for key in ("chosen", "accepted", "published", "published_on", "page", "page_on")}
    return Decision(
        **words,
        seen=tuple(_strings(data, "seen")),
        scans=tuple(_strings(data, "scans")),
        returns=tuple(
            Return(_text(each, "date"), _text(each, "deadline"), _remarks(each, "remarks"), _text(each, "content"))
            for each in _list(data, "returns")
        ),
        remarks=_remarks(data, "remarks"),
        extra={key: value for key, value in data.items() if key not in known},
    )


def _year(value: Any) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or (value and not 1900 <= value <= 2200):
        raise ValueError(f"year 写的是“{str(value)[:20]}”，应为四位年份")
    return value


def _text(data: Any, key: str) -> str:
    value = data.get(key, "")
    if not isinstance(value, str):
        raise ValueError(f"{key} 应为文字")
    return value


def _list(data: Any, key: str) -> list[Any]:
    value = data.get(key, [])
    if not isinstance(value, list):
        raise ValueError(f"{key} 应为 […]")
    return value


def _mapping(data: Any, key: str) -> dict[str, Any]:
    value = data.get(key, {})
    if not isinstance(value, dict):
        raise ValueError(f"{key} 应为 {{…}}")
    return value


def _strings(data: Any, key: str) -> list[str]:
    value = _list(data, key)
    if not all(isinstance(each, str) for each in value):
        raise ValueError(f"{key} 里应为文字")
    return value


def _texts(data: Any, key: str) -> dict[str, str]:
    value = _mapping(data, key)
    if not all(isinstance(each, str) for each in value.values()):
        raise ValueError(f"{key} 里应为文字")
    return value


def _remarks(data: Any, key: str) -> tuple[Mapping[str, Any], ...]:
    value = _list(data, key)
    for each in value:
        remark_from_dict(each)  # TypeError, KeyError, ValueError
    return tuple(value)
