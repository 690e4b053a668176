"""An edited copy becomes a list of changes; what is not taken leaves the draft as it was."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from random import Random

import pytest

from app.form.schema import Cell
from app.model.beside.returned import returned, take
from app.model.figures import digits
from app.model.report import Report
from app.model.words.texts import printed
from tests.reports import filled

LICENCES = Cell("disclosure", "licences", "decisions")


def as_read(report):
    """The report as the importer would read its paper: live figures are plain text, the preface is written out."""
    texts = {n.key: printed(report, n.key) for p in report.form.parts for n in p.narratives if printed(report, n.key)}
    return replace(report, texts=texts, auto_totals=False)


def edited(**texts):
    copy = as_read(filled())
    for key, text in texts.items():
        copy = copy.with_text(key.replace("__", "."), text)
    return copy


def test_an_unchanged_copy_has_no_changes():
    assert returned(filled(), as_read(filled()), ()) == []


def test_line_ends_and_blanks_are_no_changes():
    copy = as_read(filled())
    copy = replace(
        copy, texts={key: text.replace("。", "。\n").replace("，", "， ") for key, text in copy.texts.items()}
    )
    assert returned(filled(), copy, ()) == []


def test_a_changed_figure_is_one_change_and_totals_follow():
    report = filled()
    cell = Cell("applications", "granted", "natural_person")
    (change,) = returned(report, as_read(report).with_figures({cell: Decimal(6)}), ())
    assert (change.place, change.before, change.after) == ("表三 自然人·（一）予以公开", "5", "6")
    taken = take(report, [change])
    assert taken.figures[cell] == 6 and taken.figures[Cell("applications", "granted", "total")] == 8


def test_what_the_copy_lacks_is_not_a_change_and_what_it_blanks_is():
    cell = Cell("disputes", "reconsideration", "upheld")
    copy = as_read(filled()).with_figures({cell: None})
    assert returned(filled(), copy, {cell}) == []
    (change,) = returned(filled(), copy, ())
    assert change.after == "" and cell not in take(filled(), [change]).figures


def test_only_the_changed_sentence_is_a_change():
    text = printed(filled(), "problems").replace("一是增加图表、问答等解读形式；", "一是多用图表解读；")
    (change,) = returned(filled(), edited(problems=text), ())
    assert change.before == "一是增加图表、问答等解读形式；" and change.after == "一是多用图表解读；"
    assert take(filled(), [change]).text("problems") == text
    assert take(filled(), []) == filled()


def test_live_figures_stay_live_in_sentences_that_did_not_change():
    own = filled().text("overview.disclosure_on_application")
    copy = edited(
        overview__disclosure_on_application=printed(filled(), "overview.disclosure_on_application") + "均已按期答复。"
    )
    (change,) = returned(filled(), copy, ())
    assert change.before == "" and change.after == "均已按期答复。"
    assert take(filled(), [change]).text("overview.disclosure_on_application") == own + "均已按期答复。"


def test_some_changes_can_be_taken_and_others_left():
    problems = printed(filled(), "problems")
    copy = edited(problems=problems.replace("政策解读", "信息解读").replace("按月检查", "每周检查"))
    first, second = returned(filled(), copy, ())
    assert "每周检查" not in take(filled(), [first]).text("problems")
    assert "信息解读" in take(filled(), [first]).text("problems")
    assert take(filled(), [first, second]).text("problems") == copy.text("problems")


def test_a_paragraph_taken_out_and_one_put_in():
    lines = printed(filled(), "problems").splitlines()
    copy = edited(problems="\n".join([lines[0], "（三）其他。今年另有新情况。"]))
    changes = returned(filled(), copy, ())
    assert take(filled(), changes).text("problems") == copy.text("problems")


@pytest.mark.parametrize(
    "copy",
    [
        "甲。\n乙。丙。\n丁。",  # a paragraph after the last
        "新。\n甲。\n乙。丙。",  # before the first
        "甲。\n新。\n乙。丙。",  # between two
        "甲。新。\n乙。丙。",  # a sentence at the end of a paragraph
        "甲。\n新。乙。丙。",  # at its beginning
        "甲。\n乙。新。丙。",
        "甲。\n乙。丙。新。\n新。",
        "甲。",
        "乙。丙。",
        "甲。\n丙。",
        "甲。\n乙。",
        "甲。\n乙。改。\n新。",
    ],
)
def test_sentences_and_paragraphs_put_in_and_taken_out_stand_where_the_copy_has_them(copy):
    report = filled().with_text("problems", "甲。\n乙。丙。")
    changes = returned(report, as_read(report.with_text("problems", copy)), ())
    assert take(report, changes).text("problems") == copy


def test_a_paragraph_put_in_keeps_to_itself_beside_one_written_here():
    sent = filled().with_text("problems", "甲。\n乙。")
    own = sent.with_text("problems", "甲。\n乙，改过。")
    copy = sent.with_text("problems", "甲。\n乙。\n新。")
    changes = [c for c in returned(own, as_read(copy), (), sent) if not c.only_here]
    assert take(own, changes).text("problems") == "甲。\n乙，改过。\n新。"


def test_the_signature_that_a_review_copy_prints_by_choice_is_no_change():
    copy = as_read(filled()).with_text("signature", filled().organ.name).with_text("date", "2026年1月20日")
    assert returned(filled(), copy, ()) == []
    (change,) = returned(filled(), copy.with_text("signature", "别的单位"), ())
    assert change.place == "落款" and change.after == "别的单位"


# against what was sent


def sent() -> Report:
    return filled().with_text("problems", "一是不够及时。二是培训偏少。三是形式单一。")


def told(own: Report, copy: Report) -> list[tuple[str, str, str | None, bool, bool]]:
    found = returned(own, as_read(copy), (), sent())
    return [(c.before, c.after, c.sent, c.only_here, c.on_both_sides) for c in found]


def test_what_was_corrected_here_after_it_was_sent_is_not_a_change_made_outside():
    own = sent().with_figures({LICENCES: Decimal(20)}).with_text("problems", sent().text("problems") + "四是新写的。")
    was = digits(sent().figures[LICENCES])
    assert told(own, sent()) == [("20", was, was, True, False), ("四是新写的。", "", "", True, False)]
    boss = sent().with_figures({LICENCES: Decimal(99)})
    assert told(sent(), boss) == [(was, "99", was, False, False)]
    assert told(own.with_text("problems", sent().text("problems")), boss) == [("20", "99", was, False, True)]


def test_sentences_changed_here_and_outside_are_told_apart_even_side_by_side():
    own = sent().with_text("problems", "一是不够及时。二是培训还偏少。三是形式单一。末了一句。")
    boss = sent().with_text("problems", "一是还不及时。二是培训偏少。三是形式较单一。")
    assert told(own, boss) == [
        ("一是不够及时。", "一是还不及时。", "一是不够及时。", False, False),
        ("二是培训还偏少。", "二是培训偏少。", "二是培训偏少。", True, False),
        ("三是形式单一。", "三是形式较单一。", "三是形式单一。", False, False),
        ("末了一句。", "", "", True, False),
    ]
    changes = returned(own, as_read(boss), (), sent())
    mixed = take(own, [change for change in changes if not change.only_here])
    assert mixed.text("problems") == "一是还不及时。二是培训还偏少。三是形式较单一。末了一句。"
    assert take(own, changes).text("problems") == boss.text("problems")


def test_one_sentence_changed_on_both_sides_is_one_change():
    own = sent().with_text("problems", "一是不够及时。二是培训还偏少。三是形式单一。")
    boss = sent().with_text("problems", "一是不够及时。二是培训太少。三是形式单一。")
    assert told(own, boss) == [("二是培训还偏少。", "二是培训太少。", "二是培训偏少。", False, True)]
    assert told(boss, boss) == []


@pytest.mark.parametrize("seed", range(60))
def test_all_changes_taken_make_the_copy_and_those_made_outside_keep_what_was_changed_here(seed):
    """Sentences are put in, taken out and changed at random on both sides."""
    chance = Random(seed)
    pieces = [f"第{n}句。" for n in range(6)]

    def edit(side: str) -> list[str]:
        made = []
        for piece in pieces:
            made += chance.choice([[piece], [piece], [piece], [], [f"{side}改{piece}"], [piece, f"{side}加{piece}"]])
        return made

    report, here, outside = filled(), edit("内"), edit("外")
    own, base = (report.with_text("problems", "".join(each)) for each in (here, pieces))
    changes = [c for c in returned(own, as_read(report.with_text("problems", "".join(outside))), (), base)]
    assert take(own, changes).text("problems") == "".join(outside)
    mixed = take(own, [change for change in changes if not change.only_here]).text("problems")
    assert all(piece in mixed for piece in outside if piece not in pieces)
    if not any(change.on_both_sides for change in changes):
        assert all(piece in mixed for piece in here if piece not in pieces)


def test_a_sentence_changed_behind_a_heading_of_the_clerks_own_is_one_change():
    key = "overview.proactive_disclosure"
    report = filled().with_text(key, "（一）主动公开。做好公开。共2次。")
    copy = replace(as_read(report), texts={**as_read(report).texts, key: "做好公开。共3次。"})
    (change,) = returned(report, copy, ())
    assert (change.before, change.after) == ("共2次。", "共3次。")
    assert take(report, [change]).text(key) == "（一）主动公开。做好公开。共3次。"


def test_an_overview_written_in_one_is_held_against_one_that_was_read_in_aspects():
    whole = "总的平稳。\n（一）主动公开。做好公开。\n（二）依申请公开。收到9件。"
    report = replace(filled(), texts={**filled().texts, **{k: "" for k in filled().texts if k.startswith("overview")}})
    report = report.with_text("overview", whole)
    read = {"overview": "总的平稳。", "overview.proactive_disclosure": "做好公开。"}
    copy = as_read(report)
    same = replace(copy, texts={**copy.texts, **read, "overview.disclosure_on_application": "收到9件。"})
    assert returned(report, same, ()) == []
    other = replace(copy, texts={**copy.texts, **read, "overview.disclosure_on_application": "收到8件。"})
    assert [(c.key, c.before, c.after) for c in returned(report, other, ())] == [("overview", "收到9件。", "收到8件。")]
