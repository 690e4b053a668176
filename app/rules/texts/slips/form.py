"""The form of one kind of slip, as data: what it looks like, with examples that are tests."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property


@dataclass(frozen=True)
class Form:
    """`looks`: a regular expression; what it matches is shown. `yes`, `no`: sentences it is found in, and not."""

    name: str
    looks: str
    yes: tuple[str, ...]
    no: tuple[str, ...] = ()

    @cached_property
    def regex(self) -> re.Pattern[str]:
        return re.compile(self.looks)

    def found(self, sentence: str) -> list[str]:
        return [match[0].strip() for match in self.regex.finditer(sentence)]


def all_found(forms: Iterable[Form], sentence: str) -> list[str]:
    return [words for form in forms for words in form.found(sentence)]
