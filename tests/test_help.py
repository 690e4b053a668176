"""The help a clerk reads: complete, never the same words twice, and showable."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest

from app.county.rules import COUNTY_RULES
from app.form import EDITIONS
from app.form.parts import APPLICANTS
from app.form.schema import Cell
from app.gui.window.actions import MENUS, Entry
from app.rules import RULES
from tests.where import ROOT

HELP = ROOT / "resources" / "help"
ASPECTS = ("counts", "basis", "mistake")
PAGES = ("quick_start", "keyboard", "review_and_publish", "trouble", "counting", "locating", "county")
WHEN = {None, "no_applications", "has_applications", "no_disputes", "has_disputes"}


def load(name: str) -> dict[str, Any]:
    return json.loads((HELP / name).read_text(encoding="utf-8"))


RULE_HELP = load("rules.json")
FIGURES = load("figures.json")
PARTS = load("parts.json")


def rows(edition: str) -> list[str]:
    return [f"{table.key}/{row.key}" for table in EDITIONS[edition].tables for row in table.rows]


def help_for(edition: str, row: str) -> dict[str, str]:
    """What F1 shows: the edition's own words where it has some, else the common ones."""
    return FIGURES.get(f"{edition}:{row}") or FIGURES[row]


@pytest.mark.parametrize("edition", EDITIONS)
def test_every_row_says_what_it_counts_on_what_law_and_one_mistake(edition: str) -> None:
    for row in rows(edition):
        assert all(help_for(edition, row)[aspect].strip() for aspect in ASPECTS), row


@pytest.mark.parametrize("edition", EDITIONS)
def test_no_two_rows_are_helped_with_the_same_words(edition: str) -> None:
    for aspect in ASPECTS:
        words = [help_for(edition, row)[aspect] for row in rows(edition)]
        assert len(set(words)) == len(words), aspect


def test_no_two_entries_share_a_text() -> None:
    for aspect in ("counts", "mistake"):
        words = [entry[aspect] for entry in FIGURES.values()]
        assert len(set(words)) == len(words), aspect


def test_no_help_for_a_row_that_no_edition_has() -> None:
    known = {f"column:{column.key}" for column in APPLICANTS}
    for edition in EDITIONS:
        known |= {row for row in rows(edition)} | {f"{edition}:{row}" for row in rows(edition)}
    assert set(FIGURES) <= known
    assert {f"column:{column.key}" for column in APPLICANTS} <= set(FIGURES)


def test_the_old_form_is_not_explained_by_the_new_notice() -> None:
    for row in rows("2019"):
        assert "30号" not in help_for("2019", row)["basis"], row
        assert row.startswith(("applications/", "disputes/")) or f"2019:{row}" in FIGURES


def test_a_help_text_is_short_and_ends_as_a_sentence() -> None:
    for key, entry in FIGURES.items():
        assert set(entry) == set(ASPECTS), key
        assert entry["counts"].count("。") <= 3 and entry["counts"].endswith("。"), key
        assert entry["mistake"].count("。") == 1 and entry["mistake"].endswith("。"), key


def test_every_narrative_and_part_has_its_official_hint() -> None:
    for edition in EDITIONS.values():
        expected = edition.text_keys | {part.key for part in edition.parts}
        assert expected <= set(PARTS)
        for key in expected:
            assert 0 < PARTS[key]["wants"].count("。") <= 3, key


def test_offers_are_whole_sentences_with_live_figures_of_the_form() -> None:
    organ = {f"organ/{key}" for key in ("name", "address", "postcode", "phone", "email", "website", "fax")}
    for key, part in PARTS.items():
        for offer in part["offers"]:
            assert offer["when"] in WHEN and offer["name"], key
            pieces = [offer["text"]] if isinstance(offer["text"], str) else offer["text"]
            words = [piece if isinstance(piece, str) else piece["some"] for piece in pieces]
            assert words[-1].endswith("。") or key == "signature", key
            for name in re.findall(r"\{([^}]*)\}", "".join(words)):
                known = name == "year" or name in organ or EDITIONS["2021"].has(Cell.parse(name))
                assert known, name


def test_a_clerk_without_applications_or_disputes_is_offered_sentences() -> None:
    assert "no_applications" in {o["when"] for o in PARTS["overview.disclosure_on_application"]["offers"]}
    assert "no_disputes" in {o["when"] for o in PARTS["disputes.note"]["offers"]}
    assert any("未收取" in offer["text"] for offer in PARTS["other_matters"]["offers"])


def test_the_page_of_keys_names_every_key_of_a_menu_and_no_other() -> None:
    rows = [
        line.split("|")[1] for line in (HELP / "keyboard.md").read_text(encoding="utf-8").splitlines() if "|" in line
    ]
    words = " ".join(rows).replace("加号", "+").replace("减号", "-").replace("等号", "=")
    words = words.replace("Alt+0 到 Alt+6", " ".join(f"Alt+{number}" for number in range(7)))
    told = {key for key in re.split(r"[、（）或\s]+", words) if re.match(r"(?:(?:Ctrl|Alt|Shift)\+|F\d)[!-~]*$", key)}
    keys = {key for _, items in MENUS for item in items if isinstance(item, Entry) for key in item.keys}
    own = {"F2", "Shift+Enter", "Shift+Tab", "Ctrl+Home", "Ctrl+End", "Ctrl+Enter"}  # of the table, of a 说明
    assert told == keys | own, told ^ (keys | own)


@pytest.mark.parametrize("id", [*RULES, *COUNTY_RULES])
def test_every_rule_says_why_with_one_wrong_and_one_right_example(id: str) -> None:
    entry = RULE_HELP[id]
    assert set(entry) == {"why", "wrong", "right"}
    for words in entry.values():
        assert re.search(r"[一-鿿]", words) and words[-1] in "。”", words
        assert not re.search(r"\b[a-z_]+/[a-z_]+|\b[FENTYPA]\d{3}\b", words), "no addresses or ids before a clerk"
    assert len(set(entry.values())) == 3 and 15 <= len(entry["why"]) <= 120


def test_no_two_rules_are_explained_with_the_same_words() -> None:
    for aspect in ("why", "wrong", "right"):
        assert len({entry[aspect] for entry in RULE_HELP.values()}) == len(RULE_HELP), aspect


@pytest.mark.parametrize("page", PAGES)
def test_pages_open_with_a_title_and_read_as_plain_markdown(page: str) -> None:
    text = (HELP / f"{page}.md").read_text(encoding="utf-8")
    assert text.startswith("# ") and len(text) > 300
    assert not re.search(r"<[a-z/]|\]\(http|!\[", text)
