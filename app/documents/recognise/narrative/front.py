"""What stands before part 一: title, 文号 and preface, and above them a page's head; which title is the report's own."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from app.documents.recognise.labels import condensed, heading_of
from app.documents.recognise.narrative.furniture import is_date, is_furniture, is_prose
from app.documents.recognise.organ import Title, is_organ, read_title, without_site

_NUMBER_OF_DOCUMENT = re.compile(r"[\u4e00-\u9fff]{1,14}(?:[〔\[(]20\d{2}[〕\])])(?:第)?\d{1,4}号")
_LONGEST_LINE = 40  # characters of a line of a title
_MOST_LINES = 3  # that a title is broken over
_OF_PREFACE = re.compile(r"条例|报告|统计期限|编制|《")


class Printed(NamedTuple):
    """A title as it stands in the lines from `first` to before `stop`."""

    title: Title
    words: str
    first: int
    stop: int


class Front(NamedTuple):
    """`others`: titles of other reports that stand above the text as well (a list of the site's)."""

    title: Title | None
    words: str
    number: str
    preface: list[str]
    others: tuple[Title, ...]


def read_front(lines: Sequence[str], page: Title | None, year: int) -> Front:
    """Read the lines above part 一. `page`: what the file calls itself; `year`: of the 统计期限, 0 when none is said."""
    printed = list(_titles(lines))
    own = max(printed, key=lambda one: (_speaks_for(one, page, year), one.first), default=None)
    number = next((line for line in lines if _NUMBER_OF_DOCUMENT.fullmatch(condensed(line))), "")
    if own is None:
        return Front(None, "", number, _last_sentences(lines), ())
    again = [one.stop for one in printed if one.title == own.title]
    others = tuple(dict.fromkeys(one.title for one in printed if one.title != own.title))
    return Front(own.title, own.words, number, _sentences(lines[max(again) :], own.words), others)


def _speaks_for(one: Printed, page: Title | None, year: int) -> int:
    """How much speaks for a title being that of the report below it."""
    same = 2 * (page is not None and one.title.organ == page.organ) + 2 * (
        page is not None and one.title.year == page.year
    )
    return same + 2 * (year > 0 and one.title.year == year) + 2 * bool(one.title.organ)


def _titles(lines: Sequence[str]) -> Iterator[Printed]:
    """Every title among the lines; one may be broken over lines, or have its organ on the line above."""
    stop = 0
    for first in range(len(lines)):
        if first < stop:
            continue
        one = _title_at(lines, first)
        if one is None:
            continue
        if not one.title.organ:
            one = _with_line_above(lines, one, stop)
        stop = one.stop
        yield one


def _title_at(lines: Sequence[str], first: int) -> Printed | None:
    """The title that begins on this line: the fewest lines that make one."""
    for stop in range(first + 1, min(first + _MOST_LINES, len(lines)) + 1):
        line = lines[stop - 1]
        if len(condensed(line)) > (80 if stop == first + 1 else _LONGEST_LINE) or re.search(r"[。：:；]", line):
            return None
        words = _without_menu(line) if stop == first + 1 else line
        joined = words if stop == first + 1 else "".join([_without_menu(lines[first]), *lines[first + 1 : stop]])
        if title := read_title(joined):
            alone = read_title(line) if stop > first + 1 else None
            if (alone and alone.organ) or (stop > first + 1 and not _begins_title(lines[first])):
                return None  # the line above is the page's
            return Printed(title, re.sub(r"\s+", "", joined), first, stop)
        if heading_of(line):
            return None
    return None


def _begins_title(line: str) -> bool:
    """Whether a line that is no title may be the first of one: an organ, or a year with an organ or nothing."""
    words = re.sub(r"^关于|(?:20\d\d|二[〇○零]\S\S)年(?:度)?", "", condensed(line))
    return not words or is_organ(words) or ("公开" in words and not is_furniture(line))


def _with_line_above(lines: Sequence[str], one: Printed, least: int) -> Printed:
    """The organ is often printed on the line before: up to two lines that are names."""
    for first in range(one.first - 1, max(least, one.first - 2) - 1, -1):
        if not is_organ(lines[first]) or is_furniture(lines[first]):
            break
        joined = "".join([*lines[first : one.first], one.words])
        if title := read_title(joined):
            one = Printed(title, re.sub(r"\s+", "", joined), first, one.stop)
    return one


def _without_menu(line: str) -> str:
    """The line without words of a menu in front of its title."""
    pieces = line.split()
    while len(pieces) > 1 and (is_furniture(pieces[0]) or pieces[0] in ("|", ">", "-")):
        pieces.pop(0)
    return without_site(" ".join(pieces))


def _sentences(lines: Sequence[str], title: str) -> list[str]:
    """The preface below a title: from the first sentence on; short lines before it are the page's."""
    body = [line for line in lines if not (_repeats(line, title) or heading_of(line))]
    first = next((n for n, line in enumerate(body) if is_prose(line) and not is_date(line)), len(body))
    return [line for line in body[first:] if not (is_furniture(line) or _NUMBER_OF_DOCUMENT.fullmatch(condensed(line)))]


def _last_sentences(lines: Sequence[str]) -> list[str]:
    """The preface when no title is printed: the sentences next above part 一, as far as they speak of the report."""
    kept: list[str] = []
    for line in reversed(lines):
        if is_furniture(line):
            continue
        if not is_prose(line):
            break
        kept.insert(0, line)
    first = next((n for n, line in enumerate(kept) if _OF_PREFACE.search(line)), 0)
    return kept[first:]


def _repeats(line: str, title: str) -> bool:
    """Whether a line is the title, or a line of it, again."""
    words = condensed(line)
    return len(words) >= 6 and words in condensed(title)
