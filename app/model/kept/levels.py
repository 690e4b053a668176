"""核对要求: a small file in which the county sets how loudly rules speak; kept in the draft, printed in 《审核说明》.

The file: {"issuer": "某县政务公开办公室", "levels": {"E105": "note", "Y103": "error"}}, UTF-8 JSON. Levels: error, query, note.
The relations of the form (F), what an entry is (E101–E104) and empty parts (T301) are the official format's: nobody sets them; nor that one version of a unit counts (A502, A503).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from app.model.files import FileProblem
from app.model.json_text import read_json, shown

SETTABLE = re.compile(r"E10[56]|[YNPL]\d{3}|T(?!301)\d{3}|A(?!50[23])\d{3}")
NAMES = {"error": "错误", "query": "核实", "note": "提示"}


@dataclass(frozen=True)
class Levels:
    """Who set them, and rule id -> level."""

    issuer: str = ""
    levels: Mapping[str, str] = field(default_factory=dict)


def parse_levels(data: bytes, name: str) -> Levels:
    """Read a levels file called `name`; FileProblem with the place when it is none."""
    try:
        loaded = read_json(data.decode("utf-8-sig"))
    except ValueError as error:
        raise FileProblem(f"“{name}”不是核对要求文件（应为 UTF-8 的 JSON）。请向下发单位要原文件。") from error
    try:
        return levels_from(loaded)
    except ValueError as wrong:
        raise FileProblem(f"核对要求文件“{name}”没有采用：{wrong}。请向下发单位核实。") from wrong


def levels_from(loaded: Any) -> Levels:
    """Levels of decoded JSON; ValueError with a Chinese clause."""
    if not isinstance(loaded, dict) or not isinstance(loaded.get("levels"), dict):
        raise ValueError("里面没有 levels")
    for rule, level in loaded["levels"].items():
        if not SETTABLE.fullmatch(rule):
            raise ValueError(f"规则 {shown(rule, 20)} 的级别不能更改")
        if not isinstance(level, str) or level not in NAMES:
            raise ValueError(f"规则 {rule} 的级别“{shown(level, 20)}”不对，只能是 {'、'.join(NAMES)}")
    issuer = loaded.get("issuer")
    if not isinstance(issuer, str | None):
        raise ValueError("发布单位（issuer）应为文字")
    return Levels(issuer or "", dict(loaded["levels"]))


def levels_dict(levels: Levels) -> dict[str, Any]:
    return {"issuer": levels.issuer, "levels": dict(levels.levels)}
