"""A passage as words of the vocabulary, and these as statements: clauses, each cut so that it holds at most one number."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import product
from typing import NamedTuple

from app.rules.prose.chinese_numbers import Number, numbers
from app.rules.prose.vocabulary import FILLERS, VOCABULARY

COUNT, PERCENT, MONEY, OTHER = "数", "百", "钱", "词"
NUMBERS = COUNT + PERCENT + MONEY + OTHER
UNKNOWN, FILLER, JOIN, YEAR, CHANGED = "？", " ", "、", "年", "入出转"
_MARKS = "，,；;。！？!?\n（）()：:"
_FOLD = str.maketrans("０１２３４５６７８９，．％", "0123456789，.%")
_PIECE = re.compile(r"\{([^}]*)\}|\[([^]]*)\]|([^[{]+)")
_DATE = re.compile(
    r"(?:截至|截止|自|从|至)?(?:20\d\d年)?(?:0?1(?:月\d{0,2}日?)?[-—至到](?=12月))?(?:1[0-2]|0?[1-9])月(?:\d{1,2}日|底|末)(?:起|止)?|(?:20\d\d年)?0?1月?[-—至到]12月"
)
_ZERO = re.compile("零(?=申请|依申请|(?:行政)?(?:复议|诉讼|许可|处罚|强制)|结转|[，。；、！]|$)")
_HALF = re.compile(
    r"(?:[2-9]|1[01])月(?!\d|[底末至\-—])|近?[一二三四五六十两几\d]+年(?:来|间|累计)|前\d+个月|自20\d\d年(?:以来)?"
)
_YEAR = re.compile(r"(20\d\d)年?度?(?:全年|期间|底|末|年底|年末|以来)?(?<!\d{4})")


class Word(NamedTuple):
    """One word: `sign` is its family, `name` what it stands for there; `number` when it is one."""

    sign: str
    name: str
    start: int
    end: int
    number: Number | None = None


@dataclass(frozen=True)
class Statement:
    """The words of one statement; `mark` stands before it; `depth`: brackets open around it; `clause`: where that begins."""

    words: tuple[Word, ...]
    mark: str
    depth: int
    clause: int

    @property
    def signs(self) -> str:
        return "".join(word.sign for word in self.words)

    @property
    def number(self) -> Word | None:
        return next((word for word in self.words if word.sign in NUMBERS), None)

    def without(self, signs: str) -> Statement:
        return Statement(tuple(w for w in self.words if w.sign not in signs), self.mark, self.depth, self.clause)


def written_out(shorthand: str) -> set[str]:
    """The words that `[政府]信息公开{申请|请求}` stands for."""
    found: set[str] = set()
    for word in re.findall(r"(?:\{[^}]*\}|\[[^]]*\]|[^\s[{])+", shorthand):
        pieces = [
            one.split("|") if one or not (maybe or plain) else ["", *maybe.split("|")] if maybe else [plain]
            for one, maybe, plain in _PIECE.findall(word)
        ]
        found |= {"".join(chosen) for chosen in product(*pieces)}
    return found - {""}


class _Known(NamedTuple):
    """The words that begin with one character, and how long they may be, the longest first."""

    words: dict[str, tuple[str, str]]  # what each stands for
    lengths: tuple[int, ...]


@cache
def _known() -> dict[str, _Known]:
    """First character -> its words. Made when the first passage is read: a window without one need not wait for it."""
    known: dict[str, dict[str, tuple[str, str]]] = {}
    for word in FILLERS.split():
        known.setdefault(word[0], {})[word] = (FILLER, "")
    for sign, names in reversed(VOCABULARY.items()):  # a word of an earlier family stays
        for name, shorthand in names.items():
            for word in written_out(shorthand):
                known.setdefault(word[0], {})[word] = (sign, name.strip())
    return {
        first: _Known(words, tuple(sorted({len(word) for word in words}, reverse=True)))
        for first, words in known.items()
    }


def _word(text: str, at: int) -> Word:
    """The longest word at this place."""
    c = text[at]
    if c in _MARKS:
        return Word("|", c, at, at + 1)
    if c == "、":
        return Word(JOIN, "", at, at + 1)
    if c == "零":
        return Word("零" if _ZERO.match(text, at) else UNKNOWN, "", at, at + 1)  # not 零差错
    if c.isspace():
        return Word(FILLER, "", at, at + 1)
    if c.isdigit() or c in "截自从至近前一二三四五六十两几":
        for pattern, sign in ((_HALF, "段"), (_DATE, "今"), (_YEAR, YEAR)):
            if match := pattern.match(text, at):
                if sign == "今" and "12月" not in match[0]:
                    sign = "段"  # 截至6月底
                return Word(sign, match[1] if sign == YEAR else "", at, match.end())
    if found := _known().get(c):
        for length in found.lengths:
            word = text[at : at + length]  # near the end of the text it is shorter
            if meaning := found.words.get(word):
                return Word(*meaning, at, at + len(word))
    return Word(UNKNOWN, "", at, at + 1)


_NO_COUNT = re.compile(
    r"工作日|月|小时|方面|百分点|环节|领域|栏目|专栏|平台|账号|网站|部门|单位|乡镇|街道|村|社区|市|县|区|省|国家|重点|试点|字"
)
"""What stands after 个 where neither cases nor documents are counted."""


def _number(number: Number) -> Word:
    money = number.unit.endswith("元")
    counts = number.counts or number.unit in ("个", "部")
    sign = MONEY if money else PERCENT if number.percent else COUNT if counts else OTHER
    return Word(sign, "", number.start, number.end, number)


@lru_cache(maxsize=512)
def words(passage: str) -> tuple[Word, ...]:
    """The words of a passage in order; fillers left out, unknown characters together, phrases joined."""
    text = passage.translate(_FOLD)
    starts = {
        n.start: n
        for n in numbers(passage)
        if (n.unit and not (n.unit == "个" and _NO_COUNT.match(text, n.end)))
        or not (n.unit or re.match(r"[一-鿿”]", text[n.end : n.end + 1]))
    }
    found: list[Word] = []
    at = 0
    while at < len(text):
        word = _word(text, at)
        if at in starts and (word.sign in UNKNOWN + FILLER or word.end < starts[at].end):
            word = _number(starts[at])
        inside = next((s for s in range(at + 1, word.end) if s in starts), None)
        if inside is not None and starts[inside].end > word.end and word.sign not in "年今段" and not word.number:
            word = word._replace(end=inside)
        if word.sign == UNKNOWN and found and found[-1].sign == UNKNOWN and found[-1].end == word.start:
            found[-1] = found[-1]._replace(end=word.end)
        elif word.sign != FILLER:
            found.append(word if not _is_no_count(word, found, text) else word._replace(sign=FILLER, number=None))
        at = word.end
    kept = [w for w in found if w.sign != FILLER and not (w.sign == UNKNOWN and w.end - w.start < 2)]
    return tuple(_phrases(kept))


def _is_no_count(word: Word, before: list[Word], text: str) -> bool:
    """无一起, 一件一档: no count."""
    if not word.number or word.number.value != 1 or text[word.start] not in "一1":
        return False
    return any(w.sign == "没" for w in before[-2:]) or text[word.end : word.end + 1] == "一"


_PHRASES: tuple[tuple[str, str, str], ...] = (
    # signs one after the other -> the sign and name they have together; in this order
    ("年[申请]?转[至到]?年", "转", "carried"),
    ("[昨年][中]?出[、]?转(?![次年])", "入", "carried_in"),
    ("昨[申请信]?转[今年]?(?!次)", "入", "carried_in"),
    ("年[申请信]?转今", "入", "carried_in"),
    ("年[申请信]?转(?!次|年)", "入", "carried_in"),
    ("转昨", "入", "carried_in"),
    ("转今", "入", "carried_in"),
    ("次转|转[次年]", "出", "carried_out"),
    ("次(?=[办答])", "出", "carried_out"),
    ("渠(?:[、收]+渠)+等?|渠等", "诸", ""),
    ("[比从][昨年]比?", "比", ""),
    ("理、?理", "理", ""),
)
_COMPILED = tuple((re.compile(pattern), sign, name) for pattern, sign, name in _PHRASES)


def _phrases(found: list[Word]) -> list[Word]:
    """Join the words that make a phrase: 上年 + 结转, 网站 + 、 + 信函; a year compared with keeps its number."""
    for pattern, sign, name in _COMPILED:
        signs = "".join(w.sign for w in found)
        for match in reversed(list(pattern.finditer(signs))):
            joined = found[match.start() : match.end()]
            year = next((w.name for w in joined if w.sign == YEAR), "") if sign == "比" else name
            if sign == "比" and not year and any(w.sign == "昨" for w in joined):
                year = "-1"
            found[match.start() : match.end()] = [Word(sign, year, joined[0].start, joined[-1].end)]
    return found


def _brackets(found: tuple[Word, ...]) -> list[Word]:
    """A bracket without numbers is a remark: a result named there counts as said before it, the rest as not said."""
    out: list[Word] = []
    at = 0
    while at < len(found):
        opens = found[at].sign == "|" and found[at].name in "（("
        close = (
            next((i for i in range(at, len(found)) if found[i].sign == "|" and found[i].name in "）)"), -1)
            if opens
            else -1
        )
        inside = found[at + 1 : close] if close > at else ()
        if close > at and not any(w.sign in NUMBERS for w in inside):
            out += [w for w in inside if w.sign == "果"]
            at = close + 1
            continue
        out.append(found[at])
        at += 1
    return out


@lru_cache(maxsize=512)
def statements(passage: str) -> tuple[Statement, ...]:
    """Every statement of the passage, in order."""
    found: list[Statement] = []
    clause: list[Word] = []
    mark, depth, begins = "", 0, 0
    for word in [*_brackets(words(passage)), Word("|", "。", len(passage), len(passage) + 1)]:
        if word.sign != "|":
            clause.append(word)
            continue
        pieces = _cut(clause) if clause else []
        found += [Statement(tuple(piece), mark if i == 0 else JOIN, depth, begins) for i, piece in enumerate(pieces)]
        depth = max(0, depth + (word.name in "（(") - (word.name in "）)"))
        mark, clause, begins = word.name, [], word.end
    return tuple(found)


def _cut(clause: list[Word]) -> list[list[Word]]:
    """At 均 after a number, at the 、 beside the numbers, else where one statement must end for the next to have words."""
    at = [i for i, w in enumerate(clause) if w.sign in NUMBERS]
    every = next((i for i, w in enumerate(clause) if w.sign == "均" and at and i > at[0]), None)
    if every is not None and not any(i > every for i in at):
        return [*_cut(clause[:every]), clause[every:]]
    if len(at) < 2 or any(w.sign == "各" for w in clause):
        return [clause]
    number_first = not any(w.sign not in "年今昨共余中均诸、" for w in clause[: at[0]])
    cuts = []
    for left, right in zip(at, at[1:], strict=False):
        joins = [i for i in range(left + 1, right) if clause[i].sign == JOIN]
        if joins:
            cuts.append(joins[-1] if number_first else joins[0])
        else:
            names = not number_first and clause[left + 1].sign in "申请" and left + 1 < right
            cuts.append(right if number_first else left + 1 + names)  # 收到的12件申请｜已办结11件
    bounds = [0, *cuts, len(clause)]
    return [clause[a:b] for a, b in zip(bounds, bounds[1:], strict=False) if clause[a:b]]
