"""T312: words written twice or left out, marks used wrongly, numbering that jumps."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from functools import lru_cache

from app.model.finding import Finding, Level
from app.model.words.sentences import split
from app.rules.case import Case
from app.rules.registry import rule
from app.rules.texts.parts import note
from app.rules.texts.slips.doubled import characters_twice, doubled
from app.rules.texts.slips.left_out import without_number
from app.rules.texts.slips.marks import unmatched, wrong_marks
from app.rules.texts.slips.numbering import jump

_AT_THE_END = re.compile(r"[，、]\s*$")
_LONG = 25  # characters of a sentence that nobody writes twice on purpose


@lru_cache(maxsize=4096)
def _slips(sentence: str) -> tuple[str, ...]:
    """Words written twice, marks used wrongly, counters without a number."""
    return (*doubled(sentence), *wrong_marks(sentence), *dict.fromkeys(without_number(sentence)))


@lru_cache(maxsize=4096)
def _twice(sentence: str) -> tuple[tuple[str, str], ...]:
    return tuple(characters_twice(sentence))


def _sentence_of(paragraph: str, words: str) -> str:
    """The sentence that holds these words; the words themselves where they go over its end."""
    return next((each for each in split(paragraph) if words in each), words)


@rule("T312", Level.NOTE, "没有重写、漏写的字词和数字，标点和序号用得对", "GB/T 15834—2011《标点符号用法》")
def doubled_words(case: Case) -> Iterator[Finding]:
    written = Counter(each.text for each in case.sentences())
    names = Counter(words for text in written for pair in _twice(text) for words in pair)
    for each in case.sentences():
        with case.sentence(each.part, each.key, each.text):
            twice = [pair[0] for pair in _twice(each.text) if names[pair[0]] == names[pair[1]] == 1]  # else a name
            if wrong := [*twice, *_slips(each.text)]:
                yield note(
                    "T312",
                    each,
                    f"“{each.title}”里的“{'”“'.join(wrong[:3])}”像是重复、漏写或标点用错。请看一看，改正。",
                )
            elif len(each.text) >= _LONG and (times := written.pop(each.text, 0)) > 1:
                yield note("T312", each, f"“{each.title}”里这句话写了{_times(times)}遍。请只留一处。")
    for part, key, title, text in case.narratives:
        with case.sentence(part, key, text[:40]):
            yield from _of_paragraphs(part, key, title, text)


def _times(number: int) -> str:
    return "两" if number == 2 else f" {number} "


def _of_paragraphs(part: str, key: str, title: str, text: str) -> Iterator[Finding]:
    """Marks without a partner, a paragraph that ends with a comma, numbering that jumps."""
    for paragraph in filter(None, map(str.strip, text.split("\n"))):
        said = ""
        if words := unmatched(paragraph):
            said = f"“{title}”里“{words}”处的括号或引号不成对。请补上或删去。"
        elif _AT_THE_END.search(paragraph) and len(paragraph) > 12:
            words, said = paragraph[-12:], f"“{title}”有一段以“{paragraph[-1]}”结尾，话像是没有写完。请改成句号或补完。"
        if said:
            yield Finding("T312", Level.NOTE, said, involved=(key,), quote=_sentence_of(paragraph, words), part=part)
    stands, expected = jump(text)
    if stands:
        said = (
            f"“{title}”里的序号到“{stands}”不连"
            + (f"，前面缺“{expected}”" if expected else "")
            + "。请看看是漏了一条还是写错了序号。"
        )
        yield Finding("T312", Level.NOTE, said, involved=(key,), quote=stands, part=part)
