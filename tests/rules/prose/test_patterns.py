"""The examples beside the patterns are tried: each yes is claimed by its pattern, each no by none."""

from __future__ import annotations

from collections import Counter
from itertools import chain

import pytest

from app.rules.prose.claims import Claim, Topic
from app.rules.prose.context import Context, Scope
from app.rules.prose.matching import match
from app.rules.prose.patterns import ALLS, COUNTS, NONES, Pattern
from app.rules.prose.statements import statements, written_out
from app.rules.prose.vocabulary import FILLERS, VOCABULARY

_ROWS = {"议": ("reconsideration",), "文": ("normative_documents",), "令": ("licences",)}
_SUBJECT = {"部": "申", "": ""}
_SETS = {"counts": COUNTS, "nones": NONES, "alls": ALLS}


def _context(pattern: Pattern, text: str) -> Context:
    """A passage that has spoken of what the pattern needs."""
    about = _SUBJECT.get(pattern.about, pattern.about)
    topic = Topic("reconsideration", "total") if about == "议" else Topic("received")
    said = Claim("count", (topic,), 0, 0, "")
    scope = Scope(whole=said, in_parts=True) if pattern.about == "部" else Scope()
    context = Context(text, "申" if about == "申" else "", rows=dict(_ROWS), done=[said], scope=scope)
    context.about = about
    return context


def _claimed(patterns: tuple[Pattern, ...], pattern: Pattern, text: str) -> set[str]:
    """The patterns that claim a statement of this text."""
    context = _context(pattern, text)
    found = set()
    for statement in statements(text):
        context.name(statement)
        if fitting := match(context, patterns, statement.words):
            found.add(fitting[0].name)
    return found


@pytest.mark.parametrize(
    ("kind", "pattern"), [(k, p) for k, ps in _SETS.items() for p in ps], ids=lambda x: getattr(x, "name", x)
)
def test_a_pattern_claims_its_examples_and_not_the_others(kind: str, pattern: Pattern) -> None:
    assert pattern.yes
    for text in pattern.yes:
        assert pattern.name in _claimed(_SETS[kind], pattern, text), text
    for text in pattern.no:
        assert not _claimed(_SETS[kind], pattern, text), text


def test_names_tell_patterns_apart() -> None:
    names = Counter(p.name for p in chain(COUNTS, NONES, ALLS))
    assert max(names.values()) == 1


def test_shorthand_stands_for_every_form() -> None:
    assert written_out("[政府]信息公开{申请|请求}") == {
        "信息公开申请",
        "信息公开请求",
        "政府信息公开申请",
        "政府信息公开请求",
    }
    assert written_out("甲 乙[丙|丁]") == {"甲", "乙", "乙丙", "乙丁"}


def test_a_word_is_of_one_family() -> None:
    """Where the same word stands twice, one of the two is never read."""
    seen: dict[str, str] = dict.fromkeys(FILLERS.split(), "filler")
    twice = []
    for sign, names in VOCABULARY.items():
        for name, shorthand in names.items():
            for word in written_out(shorthand):
                if seen.setdefault(word, f"{sign}{name}") != f"{sign}{name}":
                    twice.append((word, seen[word], f"{sign}{name}"))
    assert twice == []
