"""Which units' texts are nearly the same: by the long sentences they share, own names and numbers left out."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from app.county.arrived.versions import length

_LEAST = 100  # characters of a text, below which nothing is said (as T311)
_MOST_ALIKE = 0.5  # the share from which inspectors deduct
_COMPARED_WITH = 40  # owners of a sentence that a text is compared with; more are found through the first of them


@dataclass(frozen=True)
class Group:
    """Units whose texts are alike, in the order given; the least share of sentences in percent; mark of one passage they share."""

    names: tuple[str, ...]
    percent: int
    passage: int


def alike(texts: Mapping[str, Sequence[int]]) -> list[Group]:
    """Groups of units more than half of whose text (by characters) stands in another's too."""
    owners: dict[int, list[str]] = defaultdict(list)
    sizes = {name: sum(map(length, sentences)) for name, sentences in texts.items()}
    leader: dict[str, str] = {}
    least: dict[str, float] = {}
    passage: dict[str, int] = {}
    for name, sentences in texts.items():
        shared: dict[str, int] = defaultdict(int)
        for sentence in sentences:
            for other in owners[sentence][:_COMPARED_WITH]:
                shared[other] += length(sentence)
        if sizes[name] >= _LEAST and shared:
            other = max(shared, key=lambda each: shared[each] / max(sizes[each], sizes[name]))
            share = shared[other] / max(sizes[other], sizes[name])
            if share > _MOST_ALIKE and sizes[other] >= _LEAST:
                first = leader.get(other, other)
                leader[name] = leader[first] = first
                least[first] = min(least.get(first, 1.0), share)
                passage.setdefault(first, max((s for s in sentences if other in owners[s]), key=length))
        for sentence in dict.fromkeys(sentences):
            owners[sentence].append(name)
    groups: dict[str, list[str]] = defaultdict(list)
    for name, first in leader.items():
        groups[first].append(name)
    place = {name: at for at, name in enumerate(texts)}
    return [
        Group(tuple(sorted(names, key=place.__getitem__)), round(least[first] * 100), passage[first])
        for first, names in groups.items()
    ]
