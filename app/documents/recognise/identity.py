"""Who reports and for which year, by all the places of a document that say so; where they do not, it is asked."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple

from app.documents.recognise.labels import condensed
from app.documents.recognise.narrative.texts import Texts
from app.documents.recognise.organ import (
    Title,
    broken_period,
    is_organ,
    organ_in_contact,
    read_title,
    year_in_period,
)
from app.documents.recognise.raw import Raw
from app.documents.recognise.tables.harvest import Doubt

_PUBLISHER = re.compile(
    r"(?:发布机构|发文机关|发布单位|公开责任部门|信息来源|文章来源|来\s*源)\s*[：:]\s*([^\s：:|，。；【】\[\]]{2,30})"
)
_BY = re.compile(r"(?:由|现将|编制(?:了)?)\s*([^，。；：:\s]{3,30}?)\s*(?:编制|20\d\d年)")
_OFFICE = re.compile(r"(?:政府信息公开(?:工作)?(?:领导小组)?)?(?:办公室|综合科|综合股|办)$")


_CONTACT = "联系方式里的单位"


class Identity(NamedTuple):
    organ: str
    year: int
    doubts: tuple[Doubt, ...]


def page_title(raw: Raw) -> Title | None:
    """What the file says in its own head that it is."""
    return read_title(raw.title) if raw.title else None


def identify(texts: Texts, raw: Raw, name: str) -> Identity:
    """Organ and year of the report in a document called `name`."""
    titles = [title for title in (texts.title, page_title(raw)) if title is not None and _sound(title.organ)]
    said = list(_said(texts, raw))
    year, of_year = _year(texts, raw, name)
    if not titles:
        organ, of_organ = _asked(said, texts)
        return Identity(organ, year, (*of_year, *of_organ))
    organ = titles[0].organ
    rivals = tuple(title for title in texts.others if _sound(title.organ) and title.organ != organ)
    others = [words for where, words in said if where != _CONTACT and not _agree(words, organ)]
    if any(_agree(title.organ, organ) for title in titles[1:]) or any(_agree(words, organ) for _, words in said):
        return Identity(organ, year, tuple(of_year))
    if rivals or others:
        other = rivals[0].organ if rivals else others[0]
        note = f"文件里还有“{other}”，分不清年报是谁的，按离正文最近的标题读入，请核对"
        of_organ = [Doubt("organ", organ, organ, note)]
        if not of_year and not year_in_period("\n".join(raw.lines)):
            of_year = [Doubt("title", str(year), str(year), "不能确定这一年份的标题就是正文的标题，请核对")]
        return Identity(organ, year, (*of_year, *of_organ))
    return Identity(organ, year, tuple(of_year))


def _agree(words: str, organ: str) -> bool:
    """Whether these words name the organ, perhaps with an office of it or in short."""
    a, b = condensed(words), condensed(organ)
    return a in b or b in a


def _asked(said: list[tuple[str, str]], texts: Texts) -> tuple[str, list[Doubt]]:
    """No title names the organ: what else does, to be looked at."""
    if not said:
        return "", [Doubt("organ", "", None, "没有找到单位名称，请填写")]
    where, organ = said[0]
    organ = (_OFFICE.sub("", organ) or organ) if where == _CONTACT else organ
    written = "".join(text for key, text in texts.texts.items() if key not in ("signature", "date"))
    if where == "落款" or (organ == said[0][1] and written.count(organ) > (where == _CONTACT)):
        return organ, []  # the text itself speaks of it
    return organ, [Doubt("organ", organ, organ, f"标题里没有单位名称，按{where}读入，请核对")]


def _sound(organ: str) -> bool:
    """Whether the organ of a title is a name and not words of a menu that stood before it."""
    return is_organ(organ) or (2 <= len(organ) <= 40 and is_organ(f"{organ}局"))


def _said(texts: Texts, raw: Raw) -> Iterator[tuple[str, str]]:
    """(where, organ) of every other place that names an organ, the best first."""
    signed = texts.texts.get("signature", "").splitlines()
    yield from (("落款", line) for line in signed if is_organ(line))
    front = [texts.texts.get(key, "") for key in ("preface", "other_matters", "overview")]
    for text in front[:1]:
        if (match := _BY.search(text)) and is_organ(match[1]):
            yield "前言", match[1]
    for line in raw.lines[:80]:
        if (match := _PUBLISHER.search(line)) and is_organ(match[1]):
            yield "网页上写的来源", match[1]
    for text in front:
        if contact := organ_in_contact(text):
            yield _CONTACT, contact


def _year(texts: Texts, raw: Raw, name: str) -> tuple[int, list[Doubt]]:
    """The year reported, and what is doubtful about it; 0 when nothing tells it."""
    whole = "\n".join(raw.lines)
    period = year_in_period(whole)
    doubts: list[Doubt] = []
    if broken := broken_period(whole):
        doubts.append(Doubt("preface", broken, None, "统计期限里的“年”字丢了，请核对"))
    named = texts.title.year if texts.title else 0
    if not named and (title := page_title(raw)):
        named = title.year
    if named and period and named != period:
        doubts.append(
            Doubt("title", str(named), str(named), f"标题写的是{named}年，统计期限写的是{period}年，按标题读入")
        )
    if named and not period:
        written = "".join(texts.texts.get(key, "") for key in ("preface", "overview"))
        years = Counter(int(y) for y in re.findall(r"(?<!\d)(20[12]\d)年", condensed(written)))
        if years and named not in years:
            meant = years.most_common(1)[0][0]
            note = f"标题写的是{named}年，正文里写的是{meant}年，按标题读入，请核对"
            doubts.append(Doubt("title", str(named), str(named), note))
    if named or period:
        return named or period, doubts
    in_name = re.search(r"(?<!\d)(20[12]\d)(?!\d)", name)
    counted = Counter(int(y) for y in re.findall(r"(?<!\d)(20[12]\d)年", condensed(whole)[:20000]))
    guessed = counted.most_common(1)[0][0] if counted else int(in_name[1]) if in_name else 0
    note = "标题和统计期限里都没有年份，按文中最常出现的年份读入，请核对" if guessed else "没有找到年份，请填写"
    return guessed, [*doubts, Doubt("title", "", str(guessed) if guessed else None, note)]
