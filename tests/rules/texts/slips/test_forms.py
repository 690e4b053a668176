"""The examples beside the forms of slips are tried: each yes is found by its form, no no by any of its kind."""

from __future__ import annotations

import pytest

from app.rules.texts.slips import doubled, left_out, marks, numbering
from app.rules.texts.slips.form import Form
from app.rules.texts.slips.meeting import ENDS_AND_BEGINS, ENDS_OR_BEGINS, written_twice
from app.rules.texts.slips.numbering import NUMBERINGS, Numbering, jump, jump_of

_FORMS = (*doubled.FORMS, *marks.FORMS, *left_out.FORMS)


@pytest.mark.parametrize("form", _FORMS, ids=lambda form: form.name)
def test_a_form_finds_its_examples_and_not_the_others(form: Form) -> None:
    assert form.yes and form.no
    for text in form.yes:
        assert form.found(text), text
    for text in form.no:
        assert not form.found(text), text


@pytest.mark.parametrize("numbering", NUMBERINGS, ids=lambda each: each.shown)
def test_a_numbering_jumps_in_its_examples_and_not_in_the_others(numbering: Numbering) -> None:
    for text in numbering.yes:
        assert jump_of(numbering, text)[0], text
    for text in numbering.no:
        assert jump(text) == ("", ""), text


def test_a_jump_says_what_is_missing() -> None:
    assert jump("（一）目录。\n（三）指南。") == ("（三）", "（二）")
    assert jump("1.目录。\n2.指南。\n2.年报。") == ("2.", "3.")
    assert jump("①目录；③指南。") == ("③", "②")
    assert numbering.jump("一是目录；二是指南；四是年报。") == ("四是", "三是")


def _lines(table: str) -> list[str]:
    return [line for line in table.split("\n") if line]


def test_a_character_stands_in_one_table_once() -> None:
    lines = _lines(ENDS_OR_BEGINS) + _lines(ENDS_AND_BEGINS)
    assert all(len(line.split(" ")) == 3 for line in lines)
    assert len({line[0] for line in lines}) == len(lines)


@pytest.mark.parametrize("line", _lines(ENDS_AND_BEGINS), ids=lambda line: line[0])
def test_two_words_that_meet_are_no_slip(line: str) -> None:
    """Every ending with every beginning; the same character doubled after none of them is a slip."""
    c, ends, begins = line.split(" ")
    assert list(written_twice(f"哦{c}{c}哦")) == [1]
    for end in ends.replace("-", ""):
        assert not [b for b in begins if list(written_twice(f"{end}{c}{c}{b}"))]


def test_what_is_written_so_in_two_sentences_is_a_name() -> None:
    from app.rules import Case, check
    from tests.reports import filled

    def noted(text: str) -> list[str]:
        return [f.message for f in check(Case(filled().with_text("overview.platforms", text))) if f.rule == "T312"]

    assert noted("信信网全年更新及时。")
    assert noted("信信网全年更新及时。公众号转载信信网的内容。") == []
