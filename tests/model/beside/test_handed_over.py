"""What goes to the county is the report and what was answered; what the unit said among itself stays with it."""

from __future__ import annotations

import datetime
from dataclasses import replace

from app.acts import examine
from app.model.beside.handed_over import SELF_CHECK, for_the_county
from app.model.beside.sent import copy_code, sent_codes, sent_copies, with_sent
from app.model.draft import draft_bytes, parse_draft
from app.model.kept.comments import Comment, comments_of, with_comments
from app.model.kept.remarks import UNIT_KEY, Letter, Remark, letter_of, with_letter
from app.model.report import Reason, Report, Source
from tests.reports import balanced, filled

SAID_INSIDE = ("局长不同意这个说法", "张小明", "第一稿里的话", "王科长")


def worked_on() -> Report:
    """A draft after a January: commented, sent for review, asked of colleagues, sent back by the county."""
    report = filled().with_text("problems", "第一稿里的话。")
    report = with_sent(report, datetime.datetime(2026, 1, 5, 9, 0))
    report = report.with_text("problems", "存在的问题是更新不及时，今年已经改进。")
    report = with_comments(report, [Comment(who="王科长", text="局长不同意这个说法", at="更新")])
    letter = Letter(report.organ.name, "青禾县人民政府", 2025, 1, "2026-01-12", "", "a.gknb", "",
                    (Remark("请核对。", answer="已核对"),))  # fmt: skip
    report = with_letter(report, letter)
    report = replace(
        report,
        sources={"applications/received": Source("信访科", "张小明", "1月8日", True)},
        reasons={"Y101:a": Reason("机构合并划转", {})},
        previous=with_comments(balanced(1, year=2024), [Comment(who="王科长", text="去年的话", at="")]),
    )
    return replace(report, extra={**report.extra, SELF_CHECK: ["secrecy"], UNIT_KEY: "青禾县林业局", "later": 1})


def test_what_was_said_inside_is_not_handed_over() -> None:
    mine = worked_on()
    assert all(words in draft_bytes(mine).decode() for words in SAID_INSIDE)
    theirs = for_the_county(mine)
    written = draft_bytes(theirs).decode()
    assert not [words for words in (*SAID_INSIDE, "去年的话", "secrecy") if words in written]
    assert not comments_of(theirs) and not list(sent_copies(theirs))


def test_all_that_the_county_checks_and_asked_is_there() -> None:
    mine = worked_on()
    theirs = parse_draft(draft_bytes(for_the_county(mine)), "")
    assert (theirs.figures, theirs.texts, theirs.reasons) == (mine.figures, mine.texts, mine.reasons)
    assert theirs.previous and mine.previous and theirs.previous.figures == mine.previous.figures
    assert (
        letter_of(theirs) == letter_of(mine) and theirs.extra[UNIT_KEY] == "青禾县林业局" and theirs.extra["later"] == 1
    )
    assert list(sent_codes(theirs)) == list(sent_codes(mine)) and copy_code(theirs) == copy_code(mine)
    assert [f.anchor for f in examine(theirs).findings] == [f.anchor for f in examine(mine).findings]


def test_twice_is_once_and_a_bare_report_stays_as_it_is() -> None:
    once = for_the_county(worked_on())
    assert for_the_county(once) == once
    assert for_the_county(filled()) == filled()
