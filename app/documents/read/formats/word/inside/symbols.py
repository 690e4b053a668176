"""Characters that are drawn by fonts of symbols (w:sym, or words set in such a font) as the characters that are seen."""

from __future__ import annotations

from app.documents.recognise.raw import unread

_PLAIN = {**{c: c for c in "0123456789+,./:;<=>?!#%&()[]{}| "}, "\x2d": "−"}  # where Symbol has what ASCII has
_WINGDINGS = {
    **{chr(0x80 + i): c for i, c in enumerate("⓪①②③④⑤⑥⑦⑧⑨⑩⓿❶❷❸❹❺❻❼❽❾❿")},
    **{chr(code): c for code, c in zip((0x6C, 0x6E, 0x6F, 0x71, 0x75, 0xA7, 0xA8), "●■□❑◆▪□", strict=True)},
    **{chr(code): c for code, c in zip((0xD8, 0xE0, 0xFB, 0xFC, 0xFD, 0xFE), "➢→✗✓☒☑", strict=True)},
}
_WINGDINGS_2 = {chr(code): c for code, c in zip((0x4F, 0x50, 0x51, 0x52, 0xA3), "✗✓☒☑□", strict=True)}
_FONTS = {"symbol": _PLAIN, "wingdings": _WINGDINGS, "wingdings 2": _WINGDINGS_2, "wingdings 3": {}, "webdings": {}}


def symbol(code: str | None, font: str | None) -> str:
    """What a w:sym shows: its code in hexadecimal, in the private area where the font is one of symbols."""
    try:
        number = int(code or "", 16) if len(code or "") <= 6 else -1
    except ValueError:
        return unread("符号")
    low = number - 0xF000 if 0xF000 <= number <= 0xF0FF else number
    known = _FONTS.get((font or "").lower())
    if known is not None:
        return known.get(chr(low), unread("符号")) if 0 < low < 0x100 else unread("符号")
    if low == number and 0x20 <= number < 0xE000:
        return chr(number)
    return chr(low) if 0x20 < low < 0x7F else unread("符号")  # a font of letters; its private area repeats ASCII


def in_symbol_font(text: str, font: str) -> str:
    """Words typed in a font of symbols as they are seen."""
    known = _FONTS.get(font, {})
    seen = [known.get(chr(ord(c) & 0xFF) if "\uf000" <= c <= "\uf0ff" else c) for c in text if not c.isspace()]
    if all(c is None and ord(t) > 0x2E7F for c, t in zip(seen, (t for t in text if not t.isspace()), strict=True)):
        return text  # Chinese is drawn by another font
    return unread("符号") if None in seen else "".join(c for c in seen if c)
