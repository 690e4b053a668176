"""The words in one box become a figure, a blank, or something nobody may guess; nothing is repaired."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import NamedTuple

from app.documents.recognise.raw import UNREAD
from app.form.schema import FigureKind
from app.model.characters import brief
from app.model.figures import MOST_DIGITS, half_width

BLANK_NOTE = "原表空白"
_NO_VALUE = frozenset(("/", "//", "\\", "-", "--", "---", "—", "——", "–", "一", "无", "无。", "*", "·", "…"))
_DASHES = str.maketrans({"－": "-", "−": "-", "﹣": "-", "‐": "-", "‑": "-"})
_NUMBER = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?"
_WORDED = re.compile(
    rf"(?P<sign>[+-]|增加?|减少?|新增|净增|净减)?(?P<number>{_NUMBER})(?P<unit>万元|元|件次|[件条项份起例次宗个部])?(?P<remark>\(.*\))?",
    re.ASCII,
)
_UNREAD = re.compile(rf"{UNREAD}([^〕]*)〕?")
_MARKED = re.compile(r"(?P<words>.*\S)\s*(?P<mark>[¹²³⁴-⁹]{1,2})")
_EXACT = re.compile(r"[+-]?\d+(?:\.\d+)?", re.ASCII)


class Reading(NamedTuple):
    """What a box says. `figure` None and `blank`: the source prints no number there; neither: it cannot be read.

    `note`: why a person should look, empty when the words are a plain figure.
    """

    figure: Decimal | None
    blank: bool = False
    note: str = ""


def read_figure(words: str, kind: FigureKind) -> Reading:
    """Read one box. "12件" and "1,205" are figures with a note; "/" and words are blanks with a note; "约12" is neither."""
    text = words.strip().strip("\u200b\ufeff\u3000\u00a0 ")
    if not text:
        return Reading(None, True, BLANK_NOTE)
    if (lost := _UNREAD.search(text)) is not None:
        return Reading(None, note=f"原表这一格里有读不出的内容（{brief(lost[1])}），没有读入，请对照原表填写")
    if _EXACT.fullmatch(text) and sum(c.isdigit() for c in text) <= MOST_DIGITS:
        if text[0] == "-" and kind != "signed":
            return Reading(Decimal(text), note="原表写的是负数，按原样读入")
        return Reading(Decimal(text))
    folded = half_width(text.translate(_DASHES)).strip()
    if folded in _NO_VALUE or text in _NO_VALUE:
        return Reading(None, True, f"原表写的是“{brief(text)}”，不是数字，按空白读入")
    match = _WORDED.fullmatch(re.sub(r"[ \u3000]+(?=\D)", "", folded))
    if match:
        return _worded(brief(text), match, kind)
    marked = _MARKED.fullmatch(text)  # 10³ would be a thousand
    if marked and marked["words"] != "10" and (reading := read_figure(marked["words"], kind)).figure is not None:
        return Reading(
            reading.figure, note=f"原表写的是“{brief(text)}”，右上角的“{marked['mark']}”当作注释的标记，没有算进数里"
        )
    if any(c.isdigit() or c == "\ufffd" for c in folded) or text.startswith("#"):
        return Reading(None, note=f"“{brief(text)}”不能确定是哪个数，没有读入")
    return Reading(None, True, f"原表写的是“{brief(text)}”，不是数字，按空白读入")


def _worded(text: str, match: re.Match[str], kind: FigureKind) -> Reading:
    """A figure with a sign word, unit, commas or remark around it."""
    sign, number, unit, remark = (match[name] or "" for name in ("sign", "number", "unit", "remark"))
    if sum(c.isdigit() for c in number) > MOST_DIGITS:
        return Reading(None, note=f"“{text}”位数太多，没有读入")
    if sign and sign not in "+-" and kind != "signed":
        return Reading(None, note=f"“{text}”不能确定是哪个数，没有读入")
    figure = Decimal(number.replace(",", ""))
    if sign.startswith(("-", "减", "净减")):
        figure = -figure
    if kind == "amount" and unit == "元":
        return Reading(figure, note=f"原表写的是“{text}”，单位是元，按原数读入，没有换算成万元")
    if kind != "amount" and unit in ("元", "万元"):
        return Reading(None, note=f"“{text}”是金额，这里是件数，没有读入")
    if remark and any(c.isdigit() for c in remark):
        return Reading(figure, note=f"原表写的是“{text}”，只读入括号前的数")
    return Reading(figure, note=f"原表写的是“{text}”")
