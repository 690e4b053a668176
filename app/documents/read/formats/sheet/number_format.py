"""A number as Excel shows it: sections, scaling, rounding, percent, words around it, dates; or that it cannot be told."""

from __future__ import annotations

import datetime
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal, DecimalException
from functools import lru_cache

from app.documents.recognise.raw import unread

LOST = unread("数字格式认不得")
INVISIBLE = unread("数字格式把它藏了起来")
_SIGNIFICANT = 15  # digits that Excel keeps
_GENERAL = 10  # digits of a number with decimals in a box without a format, the decimal point beside them

_TOKEN = re.compile(
    r'"(?P<quoted>[^"]*)"|[\\!](?P<escaped>.)|_(?P<space>.)|\*(?P<fill>.)|\[(?P<bracket>[^\]]*)\]'
    r"|(?P<general>General|G/通用格式)|(?P<exponent>[Ee][+-])|(?P<noon>AM/PM|A/P|上午/下午)"
    r"|(?P<date>[yY]+|[mM]+|[dD]+|[hH]+|[sS]+|[aA]{3,4}|[eE]+|[bB]+)"
    r"|(?P<digit>[0#?])|(?P<point>\.)|(?P<comma>,)|(?P<percent>%)|(?P<text>@)|(?P<literal>.)",
    re.DOTALL,
)
_CONDITION = re.compile(r"(<=|>=|<>|<|>|=)\s*(-?\d+(?:\.\d+)?)")
_LOCALE = re.compile(r"\$([^-]*)(?:-[0-9A-Za-z]*)?")
_COLOUR = re.compile(
    r"(?:black|blue|cyan|green|magenta|red|white|yellow|color\s?\d+|[黑蓝绿红黄]色|蓝绿色|洋红色?|颜色\s?\d+)", re.I
)
_WHITE = ("white", "白色", "color2", "color 2", "颜色2", "颜色 2")
_EPOCH = datetime.datetime(1899, 12, 30)
_EPOCH_1904 = datetime.datetime(1904, 1, 1)


@dataclass
class _Section:
    """One of the up to four parts of a format. `tokens`: (kind, text) in order."""

    tokens: list[tuple[str, str]] = field(default_factory=list)
    condition: tuple[str, Decimal] | None = None
    unknown: bool = False
    white: bool = False

    def has(self, kind: str) -> bool:
        return any(each == kind for each, _ in self.tokens)


def is_date(form: str) -> bool:
    """Whether numbers in this format are shown as dates or times."""
    return bool(sections := _sections(form)) and sections[0].has("date")


def moment_of(value: Decimal, from_1904: bool = False) -> datetime.datetime | None:
    """The day and time that a number stands for; None where it is none."""
    if not 0 <= value < 2_900_000:
        return None
    return (_EPOCH_1904 if from_1904 else _EPOCH) + datetime.timedelta(days=float(value))


def shown(value: Decimal, form: str, from_1904: bool = False) -> str:
    """The words that Excel shows for a number; thousands without commas."""
    try:
        return _shown(value, form, from_1904)
    except DecimalException:  # more digits than any figure has
        return LOST


def _shown(value: Decimal, form: str, from_1904: bool) -> str:
    sections = _sections(form)
    section, signed = _chosen(sections, value)
    if section is None or section.unknown:
        return LOST
    if section.white:
        return INVISIBLE
    if section.has("date"):
        return _date(section, value, from_1904)
    size = _rounded(abs(value))
    if section.has("general") or (not section.tokens and len(sections) == 1):
        inner = general(size)
        words = "".join(inner if kind == "general" else text for kind, text in section.tokens if kind in _SEEN)
        words = words if section.tokens else inner
    elif section.has("text") and not section.has("digit"):
        inner = general(size)
        words = "".join(inner if kind == "text" else text for kind, text in section.tokens if kind in _SEEN)
    else:
        words = _digits(section, size)
    if words in (LOST, ""):
        return words
    return ("-" if signed and value < 0 else "") + words.strip()


_SEEN = ("literal", "general", "text", "percent")


def shown_text(text: str, form: str) -> str:
    """The words that Excel shows for words in a box of this format."""
    sections = _sections(form)
    section = sections[min(3, len(sections) - 1)]
    if not section.has("text"):
        return (
            text if len(sections) < 4 else "".join(words for kind, words in section.tokens if kind == "literal").strip()
        )
    if section.white:
        return INVISIBLE
    return "".join(text if kind == "text" else words for kind, words in section.tokens if kind in ("literal", "text"))


def general(size: Decimal) -> str:
    """A number that is not negative in a box without a format."""
    if size == 0:
        return "0"
    if size >= Decimal(10) ** 11 or size < Decimal("0.0001"):
        return LOST  # in powers of ten
    whole = max(1, size.adjusted() + 1)
    places = max(0, _GENERAL - whole)
    number = size.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)
    text = format(number, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def _rounded(size: Decimal) -> Decimal:
    """To the digits that Excel keeps: 3862.4749999999999 is 3862.475."""
    if size == 0 or not size.is_finite():
        return Decimal(0)
    return size.quantize(Decimal(1).scaleb(size.adjusted() - _SIGNIFICANT + 1), ROUND_HALF_UP)


@lru_cache(maxsize=512)
def _sections(form: str) -> tuple[_Section, ...]:
    sections = [_Section()]
    for match in _TOKEN.finditer(form[:500]):
        kind = match.lastgroup or ""
        text = match[kind]
        if kind == "literal" and text == ";":
            sections.append(_Section())
        elif kind == "bracket":
            _bracket(sections[-1], text)
        elif kind in ("quoted", "escaped", "literal"):
            sections[-1].tokens.append(("literal", text))
        elif kind == "space":
            sections[-1].tokens.append(("literal", " "))
        elif kind in ("exponent", "noon") or (kind == "fill" and text.isdigit()):  # *5 writes fives up to the number
            sections[-1].unknown = True
        elif kind != "fill":
            sections[-1].tokens.append((kind, text))
    return tuple(sections)


def _bracket(section: _Section, text: str) -> None:
    if condition := _CONDITION.fullmatch(text.strip()):
        section.condition = (condition[1], Decimal(condition[2]))
    elif text.strip().lower() in _WHITE:
        section.white = True
    elif locale := _LOCALE.fullmatch(text):
        if locale[1]:
            section.tokens.append(("literal", locale[1]))
    elif not _COLOUR.fullmatch(text.strip()):
        section.unknown = True  # [DBNum1], [h]


def _chosen(sections: Sequence[_Section], value: Decimal) -> tuple[_Section | None, bool]:
    """(the section for this number, whether its minus is written beside what the section writes)."""
    of_numbers = sections[:3]
    if any(section.condition for section in of_numbers):
        for section in of_numbers:
            if section.condition is None or _holds(section.condition, value):
                return section, True
        return None, True
    if value < 0 and len(of_numbers) > 1:
        return of_numbers[1], False
    if value == 0 and len(of_numbers) > 2:
        return of_numbers[2], False
    return of_numbers[0], True


def _holds(condition: tuple[str, Decimal], value: Decimal) -> bool:
    sign, limit = condition
    return {
        "<": value < limit,
        ">": value > limit,
        "=": value == limit,
        "<=": value <= limit,
        ">=": value >= limit,
        "<>": value != limit,
    }[sign]


def _digits(section: _Section, size: Decimal) -> str:
    """The digits of a number in the places of a section; a place without a decimal point before it may stand after words."""
    tokens = section.tokens
    point = next((i for i, (kind, _) in enumerate(tokens) if kind == "point"), len(tokens))
    whole = [i for i, (kind, _) in enumerate(tokens) if kind == "digit" and i < point]
    after = [i for i, (kind, _) in enumerate(tokens) if kind == "digit" and i > point]
    if not whole and not after:
        return "".join(text for kind, text in tokens if kind in ("literal", "percent"))
    if any(
        kind == "literal" and text == "/" and whole and whole[0] < i < whole[-1]
        for i, (kind, text) in enumerate(tokens)
    ):
        return LOST  # a fraction
    scaled = size.scaleb(2 * sum(kind == "percent" for kind, _ in tokens) - 3 * _scales(tokens, point))
    number = scaled.quantize(Decimal(1).scaleb(-len(after)), ROUND_HALF_UP)
    head, _, tail = format(number, "f").partition(".")
    head = head.lstrip("0")
    places: dict[int, str] = {}
    for i in reversed(whole):
        digit, head = (head[-1:], head[:-1]) if head else ("0" if tokens[i][1] == "0" else "", "")
        places[i] = digit
    first = whole[0] if whole else point
    if whole:
        places[first] = head + places[first]
    cut = len(tail.rstrip("0"))
    for n, i in enumerate(after):
        places[i] = tail[n] if n < cut or tokens[i][1] == "0" else ""
    before_point = head if not whole else ""
    return "".join(
        places.get(i, before_point + "." if kind == "point" else text if kind in ("literal", "percent") else "")
        for i, (kind, text) in enumerate(tokens)
    )


def _scales(tokens: Sequence[tuple[str, str]], point: int) -> int:
    """How many commas divide by a thousand: those after the last digit of their side of the point."""
    count = 0
    for i, (kind, _) in enumerate(tokens):
        if kind != "comma":
            continue
        end = point if i < point else len(tokens)
        start = 0 if i < point else point
        before = any(tokens[j][0] == "digit" for j in range(start, i))
        behind = any(tokens[j][0] == "digit" for j in range(i + 1, end))
        count += before and not behind
    return count


def _date(section: _Section, value: Decimal, from_1904: bool) -> str:
    moment = moment_of(value, from_1904)
    if moment is None:
        return LOST
    moment += datetime.timedelta(microseconds=500_000)
    words: list[str] = []
    hours = False
    for kind, text in section.tokens:
        if kind != "date":
            words.append(text if kind in ("literal", "point", "comma") else "")
            continue
        letter = text[0].lower()
        minutes = letter == "m" and hours
        number = {"y": moment.year, "e": moment.year, "d": moment.day, "h": moment.hour, "s": moment.second}.get(letter)
        if letter == "m" and len(text) < 3:
            number = moment.minute if minutes else moment.month
        if number is None or (letter == "d" and len(text) > 2):
            return LOST
        hours = letter == "h"
        words.append(f"{number % 100:02}" if letter == "y" and len(text) < 3 else str(number).zfill(min(len(text), 4)))
    return "".join(words).strip()
