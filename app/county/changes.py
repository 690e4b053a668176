"""How the units changed since last year: new, gone, merged, no longer counted."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from app.county.units import Names, Unit


@dataclass(frozen=True)
class Changes:
    """`merged`: a unit of this year -> several of last year's that it was made of. `left_out`: still there, 不计入 now."""

    new: tuple[str, ...] = ()
    gone: tuple[str, ...] = ()
    left_out: tuple[str, ...] = ()
    merged: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def __bool__(self) -> bool:
        return bool(self.new or self.gone or self.left_out or self.merged)

    def words(self) -> str:
        """新增 1 个（甲局）；减少 2 个（乙局、丙局）；丁局由戊局、己局合并。"""
        said = [
            f"{what} {len(names)} 个（{'、'.join(names[:5])}{'等' if len(names) > 5 else ''}）"
            for what, names in (("新增", self.new), ("减少", self.gone), ("今年不计入", self.left_out))
            if names
        ]
        said += [f"{unit}由{'、'.join(former)}合并" for unit, former in self.merged.items()]
        return "；".join(said)


def changes_since(before: Iterable[str], units: Sequence[Unit]) -> Changes:
    """What became of last year's units: one under a new name (曾用名, 简称) is the same; two under one are merged."""
    names = Names(units)
    counted = {unit.name for unit in units if unit.counted}
    former: dict[str, list[str]] = {}
    gone = []
    for name in before:
        unit = names.find(name)
        if unit is None:
            gone.append(name)
        else:
            former.setdefault(unit, []).append(name)
    return Changes(
        tuple(unit.name for unit in units if unit.counted and unit.name not in former),
        tuple(gone),
        tuple(unit for unit in former if unit not in counted),
        {unit: tuple(olds) for unit, olds in former.items() if len(olds) > 1 and unit in counted},
    )
