"""What a report calls those whose figures it gives: 本单位, or of a 汇总 全县, 全市, 全镇; else 各单位."""

from __future__ import annotations

import re

from app.model.report import Organ

_GOVERNMENT = re.compile(r"[一-鿿]([省市县区州旗镇乡])人民政府")


def calls_itself(organ: Organ) -> str:
    """The subject of a sentence about the organ's figures."""
    if organ.scope != "summary":
        return "本单位"
    area = _GOVERNMENT.fullmatch(organ.name[-6:])
    return f"全{area[1]}" if area else "各单位"
