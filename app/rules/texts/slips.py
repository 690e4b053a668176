"""T312: words written twice or left out, marks used wrongly, numbering that jumps."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from functools import lru_cache

from app.model.finding import Finding, Level
from app.rules.case import Case
from app.rules.prose.sentences import split
from app.rules.registry import rule
from app.rules.texts.parts import note

_DOUBLED = re.compile(
    r"(?!一)([一-鿿]{2,4})\1(?!\1)|([一-鿿0-9]{5,40})[，、；。]?\2|([一-鿿]{4,40})[，、；]\3(?![一-鿿])"
    r"|([^\s，。；！？]{8,60})[，、；。和及的]?\4|([^\s。；！？]{10,80})[，、；。]\5"
)
_REDUPLICATED = frozenset({"研究研究", "逐步逐步", "多多", "千千万万", "方方面面"})
_ONCE = {
    "的": "确士",
    "了": "解结",
    "乡": "镇村贤土风音愁亲情",
    "镇": "镇江海",
    "性": "质别格能价状命情",
    "及": "时早格其第",
    "和": "谐平睦美解善",
    "将": "来军",
    "或": "许",
    "把": "关握控",
    "并": "行且存列购联网轨",
    "对": "对比象照外口接待策应于症话标准账",
}
"""Characters that nobody writes twice, each with those that may follow where two words meet."""
_TWICE = re.compile(
    "|".join(f"(?<!{'目' if c == '的' else '除不受为作成'}){c}{c}(?![{after}])" for c, after in _ONCE.items())
)
_MARKS = re.compile(r"[，。、；：？！]{2,}|[,;:!?]{2,}|\.{2}(?!\.)")
_FINE_MARKS = frozenset({"？！", "！！", "？？", "！？"})
_HALF_WIDTH = re.compile(r"[一-鿿][,;:?!][一-鿿]")
_LISTED_AWAY = re.compile(r"、(?:(?:情况|情形)(?=[。；，]|$)|的(?!士|确)|等(?![级待候额效腰])|[，。；])")
_AT_THE_END = re.compile(r"[，、]\s*$")

_COUNTERS = "条件篇份期次"
_NO_ITEM = re.compile(
    r"(?:头|链|面|线|教|金|信|逐|每|一|几|多|零|款|法|文|案|信|邮|软|硬|证|事|条|要|部|配|物|原|复印|函|办|来|稿|发|收|申请|急|附|快|转办|交办|回复|督办|诉求"
    r"|上|下|短|长|名|定|近|中|日|周|任|延|到|逾|工|限|按|后|前|学|首|同|早|晚|初|末|身|月|年|省|股|成|备|双|再|本|历|层|档|批|人|场|依|班|频|多|数|此|其|两)$"
)
_LEFT_OUT = re.compile(r"(?:(?<![一-鿿])|[，、；：])([一-鿿]{2,12}?)([条件篇份期次])(?=[、，。；）])")
_NO_NUMBER = re.compile(
    r"(?:共计|总计|合计|累计|共有|分别为)\s*(?:条|件|篇|份|期|次)(?=[，。；、（）])|(?:信息|文章|动态|资讯|稿件)(?:条|篇)(?=[，。；、（])"
)
_NUMBERING = re.compile(r"(?<![统之唯第任同不另单逐万定归十百])([一二三四五六七八九])是(?![一-九非])")
_DIGITS = "一二三四五六七八九"
_LONG = 25  # characters of a sentence that nobody writes twice on purpose
_PAIRS = {"（": "）", "“": "”", "《": "》", "〔": "〕", "【": "】", "‘": "’"}


@lru_cache(maxsize=1024)
def _slips(sentence: str) -> tuple[str, ...]:
    """Doubled words and marks, half-width marks, marks where nothing follows, a counter without its number."""
    doubled = [m[0] for m in _DOUBLED.finditer(sentence) if m[0] not in _REDUPLICATED]
    doubled += [sentence[max(0, m.start() - 1) : m.end()] for m in _TWICE.finditer(sentence)]
    marks = [m[0] for m in _MARKS.finditer(sentence) if m[0] not in _FINE_MARKS]
    marks += [m[0] for m in _HALF_WIDTH.finditer(sentence)] + [m[0] for m in _LISTED_AWAY.finditer(sentence)]
    return (*doubled, *marks, *_without_number(sentence))


def _without_number(sentence: str) -> Iterator[str]:
    """核准企业资质条、施工许可证76条、排水许可证5条: of a list of counts one has no number."""
    yield from (m[0] for m in _NO_NUMBER.finditer(sentence))
    for match in _LEFT_OUT.finditer(sentence):
        siblings = re.findall(rf"\d\s*{match[2]}(?=[、，。；）（])", sentence)
        if len(siblings) >= 2 and not _NO_ITEM.search(match[1]):
            yield match[1] + match[2]


@lru_cache(maxsize=256)
def _unmatched(paragraph: str) -> str:
    """The first mark that has no partner in the paragraph; 1） and 一） number, and a quotation may go on."""
    waiting: list[tuple[str, int]] = []
    closing = {right: left for left, right in _PAIRS.items()}
    for at, c in enumerate(paragraph.replace("(", "（").replace(")", "）")):
        if c in _PAIRS:
            waiting.append((c, at))
        elif c in closing:
            if waiting and waiting[-1][0] == closing[c]:
                waiting.pop()
            elif not (
                c == "）"
                and re.search(r"(?:^|[，。；：、\s])(?:\d{1,2}|[一二三四五六七八九十]{1,3}|[a-zA-Z])$", paragraph[:at])
            ):
                return _around(paragraph, at)
    if waiting:
        return _around(paragraph, waiting[0][1])
    return _around(paragraph, paragraph.rindex('"')) if paragraph.count('"') % 2 else ""


def _around(text: str, at: int) -> str:
    """The mark with a few characters, by which it is found."""
    return text[max(0, at - 6) : at + 7]


def _sentence_of(paragraph: str, words: str) -> str:
    """The sentence that holds these words; the words themselves where they go over its end."""
    return next((each for each in split(paragraph) if words in each), words)


def _jump(text: str) -> tuple[str, str]:
    """一是…三是: (what stands, what is expected); 一是 begins anew."""
    expected = 0
    for match in _NUMBERING.finditer(text):
        number = _DIGITS.index(match[1])
        if number == 0:
            expected = 1
        elif expected and number != expected:
            return f"{match[1]}是", f"{_DIGITS[expected]}是" if expected < len(_DIGITS) else ""
        elif expected:
            expected += 1
    return "", ""


@rule("T312", Level.NOTE, "没有重写、漏写的字词和数字，标点和序号用得对", "GB/T 15834—2011《标点符号用法》")
def doubled_words(case: Case) -> Iterator[Finding]:
    written = Counter(each.text for each in case.sentences())
    for each in case.sentences():
        with case.sentence(each.part, each.key, each.text):
            if wrong := _slips(each.text):
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
        if words := _unmatched(paragraph):
            said = f"“{title}”里“{words}”处的括号或引号不成对。请补上或删去。"
        elif _AT_THE_END.search(paragraph) and len(paragraph) > 12:
            words, said = paragraph[-12:], f"“{title}”有一段以“{paragraph[-1]}”结尾，话像是没有写完。请改成句号或补完。"
        if said:
            yield Finding("T312", Level.NOTE, said, involved=(key,), quote=_sentence_of(paragraph, words), part=part)
    stands, expected = _jump(text)
    if stands:
        said = (
            f"“{title}”里的序号到“{stands}”不连"
            + (f"，前面缺“{expected}”" if expected else "")
            + "。请看看是漏了一条还是写错了序号。"
        )
        yield Finding("T312", Level.NOTE, said, involved=(key,), quote=stands, part=part)
