"""What the program shows it can draw: every character of its own words is in the font it brings along."""

from __future__ import annotations

import ast

from fontTools.ttLib import TTFont

from app.paths import resource
from tests.where import ROOT

# Never drawn: they stand for something in a text field, or part a text.
_UNDRAWN = {"\ufffc", "\u200b", "\u2028", "\u2029", "\ufeff"}


def test_no_word_of_the_window_has_a_character_that_our_font_lacks() -> None:
    letters = TTFont(resource("fonts", "hei.ttf")).getBestCmap()
    lacking = [
        f"{path.relative_to(ROOT)}:{node.lineno} {character}"
        for path in (ROOT / "app" / "gui").rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
        for character in node.value
        if character > "\x7f" and character not in _UNDRAWN and ord(character) not in letters
    ]
    assert lacking == []
