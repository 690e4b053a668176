"""The county sets how loudly rules speak, but not the official format's own."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from app.acts import examine, notes_docx
from app.documents.write.working_papers import notes_paper
from app.model.draft import draft_bytes, parse_draft
from app.model.files import FileProblem
from app.model.finding import Level, Verdict
from app.model.kept.levels import Levels, parse_levels
from tests.reports import filled
from tests.rules.cases import CASES, typed


def levels(**set_to: str) -> bytes:
    return json.dumps({"issuer": "青禾县政务公开办", "levels": set_to}).encode()


def test_a_query_can_be_made_a_note_or_an_error():
    asked = typed(filled(), disclosure__normative_documents__issued="9")
    for level, verdict in (("note", Verdict.READY), ("error", Verdict.ERRORS)):
        report = replace(asked, levels=parse_levels(levels(E105=level), "级别.json"))
        (finding,) = [f for f in examine(report).findings if f.rule == "E105"]
        assert finding.level is Level(level) and examine(report).verdict is verdict


@pytest.mark.parametrize("rule", ["F301", "F401", "E101", "E103", "E104", "T301", "X1", "E10"])
def test_the_formats_own_rules_cannot_be_set(rule):
    with pytest.raises(FileProblem, match="不能更改"):
        parse_levels(levels(**{rule: "note"}), "级别.json")


@pytest.mark.parametrize("data", [b"", b"\xff", b"[]", b'{"levels": 1}', levels(E105="quiet")])
def test_a_bad_file_is_refused_in_one_sentence(data):
    with pytest.raises(FileProblem) as refused:
        parse_levels(data, "级别.json")
    assert "级别.json" in str(refused.value) and str(refused.value).endswith("。")


def test_even_a_forged_draft_cannot_lower_a_relation():
    report = replace(CASES["F302"][1](), levels=Levels("x", {"F302": "note", "F303": "note"}))
    assert examine(report).verdict is Verdict.ERRORS


def test_levels_stay_with_the_draft_and_are_printed():
    report = replace(filled(), levels=parse_levels(levels(E105="note"), "级别.json"))
    assert parse_draft(draft_bytes(report), "a").levels == report.levels
    said = "".join(getattr(block, "text", "") for block in notes_paper(report, (), "x").blocks)
    assert "青禾县政务公开办" in said and "E105 定为提示" in said
    assert notes_docx(examine(report)).startswith(b"PK")
