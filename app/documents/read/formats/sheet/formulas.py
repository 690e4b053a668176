"""The result of a formula whose stored one cannot be trusted: sums and plain arithmetic, nothing else is guessed."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from decimal import ROUND_HALF_UP, Decimal, DecimalException

from openpyxl.formula.tokenizer import Token, Tokenizer

from app.documents.read.formats.sheet.sheet import column_number

Value = Decimal | str | None
"""Of a box: a number, words, or nothing."""

_DEEPEST = 60
_MOST = 20_000  # boxes of one range
_REFERENCE = re.compile(
    r"(?:(?:'(?P<quoted>(?:[^']|'')+)'|(?P<sheet>[^'!:$()]+))!)?\$?(?P<c1>[A-Z]{1,3})\$?(?P<r1>\d{1,7})"
    r"(?::\$?(?P<c2>[A-Z]{1,3})\$?(?P<r2>\d{1,7}))?"
)
_TIGHT = {"+": 1, "-": 1, "*": 2, "/": 2}


class NotComputed(Exception):
    """The formula uses something that is not computed here."""


class Calculator:
    """Computes formulas of a workbook. `value_of(sheet, row, column)`: what stands in a box; NotComputed where that is unknown."""

    def __init__(self, value_of: Callable[[str, int, int], Value]) -> None:
        self._value_of = value_of
        self._depth = 0

    def result(self, formula: str, sheet: str) -> Decimal:
        """`formula` with its "="; NotComputed when the result is not certain."""
        if self._depth > _DEEPEST or len(formula) > 2000:
            raise NotComputed
        self._depth += 1
        try:
            tokens = [token for token in Tokenizer(formula).items if token.type != Token.WSPACE]
            found, rest = _Reader(tokens, sheet, self._value_of).sum(0)
            if rest != len(tokens):
                raise NotComputed
            return found
        except (DecimalException, IndexError, ValueError, RecursionError) as error:
            raise NotComputed from error
        except NotComputed:
            raise
        except Exception as error:  # the tokenizer has errors of its own
            raise NotComputed from error
        finally:
            self._depth -= 1


class _Reader:
    """Recursive descent over the tokens; each step gives its result and where it goes on."""

    def __init__(self, tokens: list[Token], sheet: str, value_of: Callable[[str, int, int], Value]) -> None:
        self.tokens, self.sheet, self.value_of = tokens, sheet, value_of

    def sum(self, at: int, tight: int = 1) -> tuple[Decimal, int]:
        left, at = self.one(at)
        while at < len(self.tokens):
            token = self.tokens[at]
            if token.type == Token.OP_POST:
                left, at = left / 100, at + 1
                continue
            if token.type != Token.OP_IN or _TIGHT.get(token.value, 0) < tight:
                if token.type == Token.OP_IN and token.value not in _TIGHT:
                    raise NotComputed
                break
            right, at = self.sum(at + 1, _TIGHT[token.value] + 1)
            left = _applied(token.value, left, right)
        return left, at

    def one(self, at: int) -> tuple[Decimal, int]:
        token = self.tokens[at]
        if token.type == Token.OP_PRE and token.value in "+-":
            found, at = self.one(at + 1)
            return (-found if token.value == "-" else found), at
        if token.type == Token.OPERAND and token.subtype == Token.NUMBER:
            return Decimal(token.value), at + 1
        if token.type == Token.OPERAND and token.subtype == Token.RANGE:
            (found,) = self.boxes(token.value, 1)
            if isinstance(found, str):
                raise NotComputed
            return found or Decimal(0), at + 1
        if token.type == Token.PAREN and token.subtype == Token.OPEN:
            found, at = self.sum(at + 1)
            if self.tokens[at].subtype != Token.CLOSE:
                raise NotComputed
            return found, at + 1
        if token.type == Token.FUNC and token.subtype == Token.OPEN:
            return self.function(token.value.upper(), at + 1)
        raise NotComputed

    def function(self, name: str, at: int) -> tuple[Decimal, int]:
        if name == "SUM(":
            total = Decimal(0)
            while True:
                token = self.tokens[at]
                alone = token.type == Token.OPERAND and token.subtype == Token.RANGE and self._ends(at + 1)
                if alone:
                    total += sum((v for v in self.boxes(token.value, _MOST) if isinstance(v, Decimal)), Decimal(0))
                    at += 1
                else:
                    found, at = self.sum(at)
                    total += found
                if self._closes(at):
                    return total, at + 1
                if self.tokens[at].type != Token.SEP:
                    raise NotComputed
                at += 1
        if name == "ROUND(":
            found, at = self.sum(at)
            places, at = self.sum(at + 1)
            if self.tokens[at].subtype != Token.CLOSE or not 0 <= places <= 10:
                raise NotComputed
            return found.quantize(Decimal(1).scaleb(-int(places)), ROUND_HALF_UP), at + 1
        raise NotComputed

    def _closes(self, at: int) -> bool:
        return self.tokens[at].type == Token.FUNC and self.tokens[at].subtype == Token.CLOSE

    def _ends(self, at: int) -> bool:
        return self.tokens[at].type == Token.SEP or self._closes(at)

    def boxes(self, reference: str, most: int) -> Iterator[Value]:
        match = _REFERENCE.fullmatch(reference.strip())
        if match is None:
            raise NotComputed
        sheet = (match["quoted"] or match["sheet"] or self.sheet).replace("''", "'")
        rows = sorted((int(match["r1"]), int(match["r2"] or match["r1"])))
        columns = sorted((column_number(match["c1"]), column_number(match["c2"] or match["c1"])))
        if (rows[1] - rows[0] + 1) * (columns[1] - columns[0] + 1) > most:
            raise NotComputed
        for row in range(rows[0], rows[1] + 1):
            for column in range(columns[0], columns[1] + 1):
                yield self.value_of(sheet, row - 1, column)


def _applied(sign: str, left: Decimal, right: Decimal) -> Decimal:
    if sign == "+":
        return left + right
    if sign == "-":
        return left - right
    return left * right if sign == "*" else left / right
