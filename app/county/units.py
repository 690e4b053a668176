"""Which units owe a report: their names, what else they are called, whether they count; read from the office's own list."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from types import MappingProxyType
from typing import Any

from app.model.characters import folded
from app.model.files import FileProblem, read_bytes
from app.model.report import KINDS

OWN, BELOW = "own", "below"
LEVELS: dict[str, str] = {OWN: "本级", BELOW: "下级"}
"""级别 -> what the list says: 本级 are the government and its departments, 下级 its towns and what stands below."""

_COLUMNS = {
    "name": ("单位名称", "单位", "名称", "机关名称", "单位全称"),
    "short": ("简称", "单位简称"),
    "former": ("曾用名", "原名", "原单位名称"),
    "group": ("类别", "单位类别", "分组"),
    "level": ("级别", "层级"),
    "counted": ("计入", "是否计入"),
    "note": ("说明", "备注", "不计入原因"),
    "contact": ("联系人", "经办人"),
    "phone": ("电话", "联系电话"),
}
_SEVERAL = re.compile(r"[；;、\n]+")
_NO = frozenset("否 不 不计入 n no 0 false".split())
_MOST_BYTES = 8 * 1024 * 1024
_NOTHING: Mapping[str, Any] = MappingProxyType({})


@dataclass(frozen=True)
class Unit:
    """`name` is the full name and the unit's key. `aliases`: short and former names, and those that a person gave.

    `level`: a key of LEVELS. `counted`: whether it goes into the sum; `note`: why not. `extra`: unknown keys, kept.
    """

    name: str
    aliases: tuple[str, ...] = ()
    group: str = ""
    level: str = OWN
    counted: bool = True
    note: str = ""
    contact: str = ""
    phone: str = ""
    extra: Mapping[str, Any] = field(default_factory=lambda: _NOTHING)

    @property
    def names(self) -> tuple[str, ...]:
        return (self.name, *self.aliases)

    def also_called(self, name: str) -> Unit:
        """The unit with one more alias; a name that it has already adds none."""
        known = {folded(each) for each in self.names}
        return self if folded(name) in known else replace(self, aliases=(*self.aliases, name.strip()))


def level_of(name: str, kind: str | None) -> str:
    """本级 or 下级 of a unit that no list names: towns and 街道 stand below, whatever else the county has is its own."""
    below = kind in ("town_government", "subdistrict_office") or bool(
        re.search(r"(镇|乡|街道办事处|苏木)(人民政府)?$", name)
    )
    return BELOW if below else OWN


def group_of(name: str, kind: str | None) -> str:
    """县直部门, 乡镇街道 or 其他, for a unit whose list says nothing of it."""
    if level_of(name, kind) == BELOW:
        return "乡镇街道"
    return "县直部门" if kind in (None, "department", "county_government") else "其他" if kind in KINDS else "县直部门"


def within_county(name: str, organ: str) -> str:
    """A unit's name as the county itself says it, among its own: without 青禾县 where the county is 青禾县人民政府."""
    county = organ.removesuffix("人民政府")
    return name.removeprefix(county) or name if county != organ else name


class Names:
    """Finds the unit of a name: exactly as written in the list, an alias or a former name; never by likeness."""

    def __init__(self, units: Iterable[Unit]) -> None:
        self._by_name: dict[str, str | None] = {}
        units = tuple(units)
        for unit in units:
            self._by_name[folded(unit.name)] = unit.name
        full = set(self._by_name)
        for unit in units:
            for alias in unit.aliases:
                key = folded(alias)
                if key in full or not key:  # a full name of another unit goes first
                    continue
                taken = self._by_name.get(key, unit.name)
                self._by_name[key] = unit.name if taken == unit.name else None  # two have it: it names neither

    def find(self, name: str) -> str | None:
        """The key of the unit called so; None when no unit, or more than one, is."""
        return self._by_name.get(folded(name)) if name.strip() else None


def read_units(path: Path) -> tuple[Unit, ...]:
    """The units of a list (CSV in UTF-8 or GB18030, or XLSX). FileProblem with the row when it cannot be used."""
    data = read_bytes(path, _MOST_BYTES)
    return units_from_rows(_rows(data, path.name), path.name)


def units_from_rows(rows: Iterable[Sequence[str]], name: str) -> tuple[Unit, ...]:
    """The units of the rows of a list called `name`; the header is the first row that has 单位名称."""
    numbered = [
        (number, [cell.strip() for cell in row])
        for number, row in enumerate(rows, 1)
        if any(cell.strip() for cell in row)
    ]
    header = next(((number, row) for number, row in numbered if _column(row, "name") is not None), None)
    if header is None:
        raise FileProblem(
            f"单位名单“{name}”里没有“单位名称”这一列。请在第一行写上列名：单位名称、简称、曾用名、类别、级别、计入、说明。"
        )
    places = {key: _column(header[1], key) for key in _COLUMNS}
    units: list[Unit] = []
    seen: dict[str, int] = {}
    for number, row in numbered:
        if number <= header[0]:
            continue
        said = {key: row[at] if at is not None and at < len(row) else "" for key, at in places.items()}
        if not said["name"]:
            raise FileProblem(f"单位名单“{name}”第 {number} 行没有写单位名称。请补上，或删去这一行。")
        key = folded(said["name"])
        if key in seen:
            raise FileProblem(f"单位名单“{name}”第 {number} 行的“{said['name']}”与第 {seen[key]} 行重复。请删去一行。")
        seen[key] = number
        units.append(_unit(said, name, number))
    if not units:
        raise FileProblem(f"单位名单“{name}”里一个单位也没有。请在列名下面每行写一个单位。")
    return tuple(units)


def _unit(said: Mapping[str, str], name: str, number: int) -> Unit:
    level = said["level"]
    by_words = {words: key for key, words in LEVELS.items()}
    if level and level not in by_words:
        raise FileProblem(f"单位名单“{name}”第 {number} 行的级别写的是“{level}”，只能是 本级 或 下级。")
    aliases = [each.strip() for key in ("short", "former") for each in _SEVERAL.split(said[key])]
    return Unit(
        name=said["name"],
        aliases=tuple(dict.fromkeys(each for each in aliases if each)),
        group=said["group"] or group_of(said["name"], None),
        level=by_words.get(level) or level_of(said["name"], None),
        counted=said["counted"].casefold() not in _NO,
        note=said["note"],
        contact=said["contact"],
        phone=said["phone"],
    )


def _column(row: Sequence[str], key: str) -> int | None:
    cells = [folded(cell) for cell in row]
    return next((cells.index(folded(words)) for words in _COLUMNS[key] if folded(words) in cells), None)


def _rows(data: bytes, name: str) -> Iterator[Sequence[str]]:
    if data[:2] in (b"PK", b"\xd0\xcf"):
        from app.documents.read.reading import read_grids

        for grid in read_grids(data, name):
            lines: dict[int, dict[int, str]] = {}
            for cell in grid.cells:
                lines.setdefault(cell.row, {})[cell.column] = cell.text
            for row in range(max(lines, default=-1) + 1):
                line = lines.get(row, {})
                yield [line.get(column, "") for column in range(max(line, default=-1) + 1)]
        return
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            text = data.decode(encoding)
            break
        except UnicodeDecodeError:
            continue
    else:
        raise FileProblem(f"单位名单“{name}”不是 CSV 或 Excel 文件，读不出来。请用 Excel 或 WPS 另存为 .xlsx 或 .csv。")
    if "\0" in text:
        raise FileProblem(f"单位名单“{name}”不是 CSV 或 Excel 文件，读不出来。请用 Excel 或 WPS 另存为 .xlsx 或 .csv。")
    first = text.split("\n", 1)[0]
    yield from csv.reader(io.StringIO(text, newline=""), delimiter="\t" if "\t" in first and "," not in first else ",")
