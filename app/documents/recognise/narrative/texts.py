"""The narrative: split by the headings into the texts of a report, page furniture left out, the writer's words kept."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import NamedTuple

from app.documents.recognise.labels import ASPECTS, condensed, heading_of, is_label_line
from app.documents.recognise.narrative.closing import read_closing
from app.documents.recognise.narrative.front import read_front
from app.documents.recognise.narrative.furniture import is_furniture
from app.documents.recognise.organ import Title
from app.form import EDITIONS
from app.form.parts import OVERVIEW
from app.model.words.on_paper import TO_WRITE, official_heading, says_nothing

_TABLE_PARTS = ("disclosure", "applications", "disputes")
_LAST = ("disclosure", "applications", "disputes", "problems", "other_matters")

_NUMBER = r"(?:[（(][一二三四五六七八九十][)）]|[一二三四五六七八九十]是|\d{1,2}[.、．,]|[（(]\d{1,2}[)）]|[①-⑩])"
_NUMBERED = re.compile(rf"\s*(?P<number>{_NUMBER})?\s*(?P<words>[^。：:；;，,\n]{{2,24}})(?P<end>[。：:；;，,\n]|$)")
_FIRST_SENTENCE = re.compile(r"\s*[（(][一二三四五六七八九十][)）]([^。：:；;\n]{4,40})(?:[。：:；;]|\s*$)")
_OWN_WORDS = re.compile(
    "持续|不断|进一步|全面|切实|扎实|积极|严格|深入|着力|及时|依法|规范|强化|加强|深化|做好|抓|推|优化|完善|提升|落实|健全|夯实"
)
_SHORTEST_CONTENTS = 3  # headings that come again
_FEWEST = 2  # aspects that a list of numbers must lead to
_TITLES = {narrative.key: narrative.title for narrative in OVERVIEW}
_TO_WRITE = re.compile(rf"[（(]\s*{TO_WRITE[1:-1]}\s*[）)]")

_INLINE = re.compile(
    r"(?:^|(?<=[\s。；）)\d|]))([一二三四五六]、\s*(?:总体情况|主动公开政府信息情况|收到和处理政府信息公开申请情况|"
    r"(?:因?政府信息公开[^\s。、]{0,14})?行政复议、(?:提起)?行政诉讼情况|(?:政府信息公开工作)?存在(?:的)?(?:主要)?问题及(?:改进|整改)(?:情况|措施)|其他需要报告的事项))"
    r"(?=\s|$|[（(\d第2])"
)

_NUMBER_OF_PART = re.compile(r"\s*[一二三四五六][、.．]")
_RUN_IN = re.compile(r"\s*([一二三四五六][、.．]\s*[^。：:，,；\s]{4,36})(?:[。：:]\s*|[ \u3000\u00a0]+)(?=\S)")
_OFFICIAL_HEADING = re.compile(
    r"\s*(?:" + "|".join(re.escape(part.heading) for part in EDITIONS["2021"].parts if part.heading) + ")"
)
_SHORTEST_TEXT = 10  # characters that run on after a heading
_LONGEST_HALF = 24  # characters of a line of a broken heading
_AFTER_TITLE = re.compile(r"(?<=信息公开工作年度报告)\s+")


@dataclass
class Texts:
    """The texts found. `headings`: part -> its heading as it stands there, in the order of the document.

    `others`: titles of other reports above the text. `after`: sentences below its end that were not read.
    """

    texts: dict[str, str] = field(default_factory=dict)
    title: Title | None = None
    headings: dict[str, str] = field(default_factory=dict)
    others: tuple[Title, ...] = ()
    after: list[str] = field(default_factory=list)


def split_inline(lines: Iterable[str]) -> list[str]:
    """Lines with a part heading inside them (everything on one line, or text run on after it) broken around the heading."""
    broken: list[str] = []
    for line in _joined_headings(list(lines)):
        if end := _run_in(line):
            broken.append(line[:end].strip(" \u3000。：:"))
            line = line[end:].strip()
        if len(line) <= 60:
            broken.append(line)
            continue
        for piece in _AFTER_TITLE.sub("\n", line, count=1).splitlines():
            broken += [words for words in _INLINE.split(piece) if words.strip()]
    return broken


def _run_in(line: str) -> int:
    """How many characters of a line are the heading of a part that its text runs on after; 0 when it does not."""
    if not _NUMBER_OF_PART.match(line) or heading_of(line):
        return 0
    match = _RUN_IN.match(line)
    if match and heading_of(match[1]):
        return match.end()
    official = _OFFICIAL_HEADING.match(line)
    rest = line[official.end() :] if official else ""
    return official.end() if official and len(rest) >= _SHORTEST_TEXT and re.search("[，,。]", rest) else 0


def _joined_headings(lines: Sequence[str]) -> Iterator[str]:
    """The lines, a heading that is broken over two of them made whole."""
    skip = False
    for line, after in pairwise((*lines, "")):
        if skip:
            skip = False
            continue
        short = len(line.strip()) <= _LONGEST_HALF and 0 < len(after.strip()) <= _LONGEST_HALF
        if short and _NUMBER_OF_PART.match(line) and not (heading_of(line) or heading_of(after)):
            whole = line.strip() + after.strip()
            skip = heading_of(whole) is not None
            line = whole if skip else line
        yield line


def read_texts(paragraphs: Sequence[str], page: Title | None = None, year: int = 0, sure: bool = True) -> Texts:
    """Split paragraphs (without the lines of the tables) into the texts of a report.

    `page`: what the file calls itself; `year`: of the 统计期限; `sure`: no page stands around the report.
    """
    lines = [line for paragraph in paragraphs if (line := _written(paragraph.strip(" \t\u3000\u00a0\r\n")))]
    found = Texts()
    parts = _split(lines, found)
    front = read_front(parts.get("preface", []), page, year)
    found.title, found.others = front.title, front.others
    for key, text in (("title", front.words), ("document_number", front.number)):
        if text:
            found.texts[key] = text
    _keep(found, "preface", front.preface)
    last = next(reversed(found.headings), None)
    for part in ("overview", *_LAST):
        own = parts.get(part, [])
        own = _closed(own, found, sure) if part == last else [line for line in own if not is_furniture(line)]
        if part == "overview":
            _overview(own, found)
        elif part in _TABLE_PARTS:
            _keep(found, f"{part}.note", [line for line in own if not is_label_line(line)])
        else:
            _keep(found, part, own)
    return found


def _written(line: str) -> str:
    """A paragraph without the mark that a 送审稿 prints behind a heading with nothing under it."""
    mark = _TO_WRITE.search(line)
    if mark is None:
        return line
    before = line[: mark.start()]
    heads = not before.strip() or any(says_nothing(before, title) for title in _TITLES.values())
    return before + line[mark.end() :].strip() if heads else line


def _closed(lines: Sequence[str], found: Texts, sure: bool) -> list[str]:
    """The last text without the 落款, which goes to its own texts, and without what a page prints below."""
    closing = read_closing(lines, found.title.organ if found.title else "", sure)
    found.after += closing.after
    if closing.date:
        found.texts["date"] = closing.date
    if closing.signature:
        found.texts["signature"] = "\n".join(closing.signature)
    return closing.text


def _split(lines: Sequence[str], found: Texts) -> dict[str, list[str]]:
    """Part -> its paragraphs. The narrative may count 一 to 六 on its own before the parts: the last such heading is the part."""
    lines = _without_contents(lines)
    headings = [(i, part) for i, line in enumerate(lines) if (part := heading_of(line))]
    chosen: dict[int, str] = {}
    for part in ("overview", *_LAST):
        places = [i for i, p in headings if p == part]
        if places:
            chosen[_first_with_text(places, lines) if part == "overview" else places[-1]] = part
    found.headings.update((chosen[i], lines[i].strip()) for i in sorted(chosen))
    parts: dict[str, list[str]] = {}
    now = "preface"
    for i, line in enumerate(lines):
        if i in chosen:
            now = chosen[i]
        elif not (now != "preface" and heading_of(line) == now):  # a heading printed twice
            parts.setdefault(now, []).append(line)
    return parts


def _without_contents(lines: Sequence[str]) -> list[str]:
    """The lines without a table of contents: headings one below the other that come again."""
    parts = [heading_of(line) for line in lines]
    kept: list[str] = []
    i = 0
    while i < len(lines):
        stop = i
        while stop < len(lines) and parts[stop]:
            stop += 1
        short = stop - i < _SHORTEST_CONTENTS
        if short or len(set(parts[i:stop]) & set(parts[stop:])) < _SHORTEST_CONTENTS:
            stop = max(stop, i + 1)
            kept += lines[i:stop]
        i = stop
    return kept


def _first_with_text(places: Sequence[int], lines: Sequence[str]) -> int:
    """The first of these headings that has text below it; those of a table of contents have none."""
    return next((i for i in places if i + 1 < len(lines) and not heading_of(lines[i + 1])), places[0])


def _keep(found: Texts, key: str, lines: Sequence[str]) -> None:
    if lines:
        found.texts[key] = "\n".join(lines)


def aspect_of(line: str) -> tuple[str, str] | None:
    """(aspect, what follows its heading) when a paragraph begins one of the five aspects of part 一.

    The official run-in heading is left out; a heading of the writer's own stays, unless it is only a number of another kind.
    """
    begun = _begun(line)
    return None if begun is None else (begun.aspect, begun.rest)


class _Begun(NamedTuple):
    """A paragraph that begins an aspect. `kind`: of its number, "" when it has none. `official`: in the form's own words."""

    aspect: str
    rest: str
    kind: str
    official: bool


def _begun(line: str) -> _Begun | None:
    match = _NUMBERED.match(line)
    if match is None:
        return None
    kind = _kind(match["number"] or "")
    key = _named(match["words"])
    if key is None and kind == "（一）" and match["end"] in "，,":
        key = _named_in_clauses(line)
    if key is None or (not match["number"] and match["end"] not in ("", "\n", "。", "：", ":")):
        return None
    official = official_heading(key, line)
    if official.endswith("。"):
        return _Begun(key, line[len(official) :], "（一）", True)
    only_number = kind not in ("（一）", "是") and _OWN_WORDS.match(condensed(match["words"])) is None
    return _Begun(key, line[match.end() :].strip() if only_number else line, kind, False)


def _named_in_clauses(line: str) -> str | None:
    """The aspect that one clause of a heading names: （二）围绕工作重点，扎实推进主动公开"""
    sentence = _FIRST_SENTENCE.match(line)
    clauses = re.split("[，,]", sentence[1]) if sentence else []
    return next((key for clause in reversed(clauses) if (key := _named(clause))), None)


def _named(words: str) -> str | None:
    return next((key for key, pattern in ASPECTS.items() if pattern.fullmatch(condensed(words))), None)


def _kind(number: str) -> str:
    """What numbers of this kind look like, whatever they count."""
    folded = condensed(number)
    if folded[:1] == "(":
        return "（一）" if folded[1:2] in "一二三四五六七八九十" else "（1）"
    return "是" if folded.endswith("是") else "1." if folded[:1].isdigit() else ""


def _overview(lines: Sequence[str], found: Texts) -> None:
    """Part 一 by its aspects. Numbers of one kind lead to them; a list of another kind is within one of them."""
    begun = [_begun(line) for line in lines]
    kinds: dict[str, set[str]] = {}
    for one in begun:
        if one is not None:
            kinds.setdefault(one.kind, set()).add(one.aspect)
    leading = max(kinds, key=lambda kind: (len(kinds[kind]), kind == "（一）"), default="")
    if leading and leading != "（一）" and len(kinds[leading]) < _FEWEST:
        leading = "（一）"  # one point of a list speaks of it; no list leads to the aspects
    official = {one.aspect for one in begun if one is not None and one.official}
    now = "overview"
    pieces: dict[str, list[str]] = {}
    for line, one in zip(lines, begun, strict=True):
        own = one is not None and one.kind == leading and (one.official or one.aspect not in official)
        if one is not None and own and one.aspect not in pieces:
            now = one.aspect
            pieces[now] = [one.rest] if one.rest else []
        else:
            pieces.setdefault(now, []).append(line)
    for key, texts in pieces.items():
        if not says_nothing("\n".join(texts), _TITLES.get(key, "")):  # a heading printed over nothing
            _keep(found, key, texts)
