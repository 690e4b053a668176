"""Radicals that some PDFs print for characters (⼯ for 工, ⺠ for 民) become the characters that one sees, in whatever was read."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import replace

from app.documents.recognise.raw import Raw, RawItem, RawText

# Unicode's Equivalent_Unified_Ideograph of the CJK Radicals Supplement, which no normal form folds
_SUPPLEMENT = "⺁⺂⺃⺄⺅⺆⺇⺈⺉⺊⺋⺌⺍⺎⺏⺐⺑⺒⺓⺔⺕⺖⺗⺘⺙⺛⺜⺝⺞⺟⺠⺡⺢⺣⺤⺥⺦⺧⺨⺩⺪⺫⺬⺭⺮⺯⺰⺱⺲⺳⺴⺵⺶⺷⺸⺹⺺⺻⺼⺽⺾⺿⻀⻁⻂⻃⻄⻅⻆⻇⻈⻉⻊⻋⻌⻍⻎⻏⻐⻑⻒⻓⻔⻕⻖⻗⻘⻙⻚⻛⻜⻝⻞⻟⻠⻡⻢⻣⻤⻥⻦⻧⻨⻩⻪⻫⻬⻭⻮⻯⻰⻱⻲⻳"
_CHARACTERS = "厂乛乚乙亻冂𠘨刀刂卜㔾小小兀尣尢𡯂巳幺彑𫜹忄心扌攵旡日月歺母民氵氺灬爫爫丬牛犭王𤴔目示礻𥫗糹纟罓罒㓁冗𦉫羊𦍌𦍋耂肀聿肉𦥑艹艹艹虎衤覀西见角𧢲讠贝𧾷车辶辶辶邑钅長镸长门𨸏阝雨青韦页风飞食𩙿飠饣𩠐马骨鬼鱼鸟卤麦黄黾斉齐歯齿竜龙龜亀龟"
_OF_SUPPLEMENT = dict(zip(_SUPPLEMENT, _CHARACTERS, strict=True))
_RADICALS = re.compile("[\u2e80-\u2fdf\uf900-\ufaff\U0002f800-\U0002fa1f]")


def folded(text: str) -> str:
    """The text with whole characters for radicals and compatibility forms; the very same when it has none."""
    if not _RADICALS.search(text):
        return text
    return _RADICALS.sub(lambda match: _OF_SUPPLEMENT.get(match[0]) or unicodedata.normalize("NFKC", match[0]), text)


def without_radicals(raw: Raw) -> Raw:
    """The document with whole characters in all its words."""
    return replace(
        raw,
        items=tuple(map(_folded_item, raw.items)),
        remarks=tuple(replace(remark, found=folded(remark.found)) for remark in raw.remarks),
        title=folded(raw.title),
        text=folded(raw.text),
    )


def _folded_item(item: RawItem) -> RawItem:
    if isinstance(item, RawText):
        return replace(item, text=folded(item.text))
    if not any(_RADICALS.search(cell.text) for cell in item.cells):
        return item
    return replace(item, cells=tuple(cell._replace(text=folded(cell.text)) for cell in item.cells))
