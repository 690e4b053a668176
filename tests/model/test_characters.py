"""Characters that no clerk types do not get into a report, whichever way a text comes."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from app.model.beside.returned import returned, take
from app.model.characters import typed
from app.model.draft import draft_bytes, parse_draft
from app.model.words.live_text import laid_out
from tests.reports import blank, filled


@pytest.mark.parametrize(
    ("text", "becomes"),
    [
        ("电话\u00a01234", "电话 1234"),
        ("一\r\n二\r三\u2028四\u2029五\v六\f七\x85八", "一\n二\n三\n四\n五\n六\n七\n八"),
        ("零\0一\x07二\x1f三\x7f四\ufdd0五\ufdef六\ud800七", "零一二三四五六七"),
    ],
)
def test_what_a_text_becomes(text, becomes):
    assert typed(text) == becomes == typed(becomes)


def test_what_a_clerk_writes_is_the_very_same():
    text = "　　全角空格、\t制表、\n换行、𠮷、\ue000（造字）、é、“引号”——…"
    assert typed(text) is text


def test_every_way_into_a_report():
    strange, becomes = "新收{year}件\u00a0很多。\u2028办结。", "新收{year}件 很多。\n办结。"
    report = filled().with_text("problems", strange)
    assert report.text("problems") == becomes
    assert replace(blank(), texts={"problems": strange, "note": "\x07"}).texts == {"problems": becomes}
    data = json.loads(draft_bytes(replace(filled(), previous=filled())))
    data["texts"]["problems"] = data["previous"]["texts"]["problems"] = strange
    opened = parse_draft(json.dumps(data).encode(), "年报.gknb")
    assert opened.text("problems") == becomes
    assert opened.previous and opened.previous.text("problems") == becomes
    changes = returned(filled(), replace(filled(), texts={**filled().texts, "problems": strange}), ())
    assert take(filled(), changes).text("problems").startswith("新收{year}件 很多。")


def test_a_draft_without_such_characters_keeps_its_bytes():
    data = draft_bytes(filled().with_text("problems", "　　一是不够\t及时。\n\n二是\ue000。\n"))
    assert draft_bytes(parse_draft(data, "年报.gknb")) == data


def test_an_entry_of_the_organ_shown_in_a_text_is_plain():
    report = blank().with_organ(address="人民路\u00a01号\x07")
    assert laid_out("地址：{organ/address}。", report).shown == "地址：人民路 1号。"
