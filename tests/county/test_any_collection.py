"""收集.gkhj and .gkth with whatever in them: a sentence, or a collection that all acts can go on with; nothing is lost."""

from __future__ import annotations

import datetime
import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.county.acts import as_file_name, coverage, seen, summed, unit_lines
from app.county.arrived.versions import Version
from app.county.collection import Collection, collection_bytes, parse_collection
from app.county.exchange.remarks import chat_text
from app.county.exchange.sending import chasing_text, correspondence, overdue_rows, return_letter, send_back
from app.county.exchange.starters import hand_out
from app.county.places import NAME
from app.county.standing import overview, words
from app.documents.write.county_papers import chasing_paper, chasing_workbook, return_paper, sum_csv, sum_workbook
from app.documents.write.to_docx import docx_bytes
from app.model.draft import draft_bytes, parse_draft, save_draft
from app.model.files import FileProblem
from app.model.kept.remarks import letter_bytes, parse_letter, standing, with_letter
from tests.county.test_collection import NAMES, unit_report
from tests.reports import balanced

TODAY = datetime.date(2026, 2, 1)

# half characters, nulls, ways out of the folder, no dates, what Office forbids, much
WORDS = st.sampled_from(
    [
        "",
        "\ud83d",
        "a\udc00b",
        "\0",
        "..",
        "../../x",
        "/etc/passwd",
        "C:\\x",
        "<b>&",
        "2026-99-99",
        "2026-01-20",
        "9" * 5000,
    ]
    + ["\x0b\x1f\ufffe", "\u202e年", "=1+1", "CON", "名" * 3000, "甲/乙", "甲_乙", "a\r\nb\tc", " ", *NAMES]
) | st.text(max_size=6)
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | WORDS,
    lambda v: st.lists(v, max_size=3) | st.dictionaries(WORDS, v, max_size=3),
    max_leaves=6,
)


def of(**known: Any) -> Any:
    """An object whose keys are mostly what they should be, with more that nobody knows."""
    return st.fixed_dictionaries({}, optional={**known, "x": VALUES})


REMARK = st.fixed_dictionaries(
    {"text": WORDS.map(lambda words: words if words.strip() else "请核对")},
    optional=dict.fromkeys(("place", "name", "stands", "basis", "anchor", "rule", "answer"), WORDS),
)
REMARKS = st.lists(REMARK, max_size=3)
UNIT = of(
    name=WORDS, aliases=st.lists(WORDS, max_size=2), group=WORDS, level=st.sampled_from(["own", "below", ""]) | WORDS,
    counted=st.booleans() | VALUES, note=WORDS, contact=WORDS, phone=WORDS,
)  # fmt: skip
DECISION = of(
    chosen=WORDS, accepted=WORDS, published=WORDS, published_on=WORDS, page=WORDS, page_on=WORDS, remarks=REMARKS,
    seen=st.lists(WORDS, max_size=2), scans=st.lists(WORDS, max_size=2),
    returns=st.lists(of(date=WORDS, deadline=WORDS, remarks=REMARKS, content=WORDS), max_size=2),
)  # fmt: skip
PAIRS = st.dictionaries(WORDS, WORDS, max_size=3)
COLLECTION = st.fixed_dictionaries(
    {"format": st.just(1)},
    optional={
        "year": st.sampled_from([0, 2025, 1900, 2200]) | VALUES, "organ": WORDS, "deadline": WORDS, "contact": WORDS,
        "units": st.lists(UNIT, max_size=4), "listed": st.booleans(), "claims": PAIRS, "ignored": PAIRS, "arrived": PAIRS,
        "decisions": st.dictionaries(WORDS, DECISION, max_size=3), "last_year": WORDS, "units_explained": WORDS,
        "last_units": st.lists(WORDS, max_size=3), "x": VALUES,
    },
)  # fmt: skip
LETTER = st.fixed_dictionaries(
    {"format": st.just(1), "unit": WORDS, "year": st.integers(0, 9999), "number": st.integers(0, 9999),
     "remarks": st.lists(REMARK, min_size=1, max_size=3)},
    optional={"open_before": REMARKS, "names": st.lists(WORDS, max_size=2), "issuer": WORDS,
              "date": WORDS, "deadline": WORDS, "file": WORDS, "contact": WORDS, "x": VALUES},
)  # fmt: skip


@dataclass(repr=False)
class Came:
    folder: Path
    versions: tuple[Version, ...]


@pytest.fixture(scope="module")
def came(tmp_path_factory: pytest.TempPathFactory) -> Came:
    """A folder of three reports, read."""
    place = tmp_path_factory.mktemp("来件")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("NIANBAO_HOME", str(tmp_path_factory.mktemp("user")))
        for number, name in enumerate(NAMES):
            save_draft(unit_report(name, number), place / f"{number}.gknb")
        found = seen(place, Collection(2025))
    return Came(place, tuple(each.version for each in found.standings if each.version))


@settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(value=COLLECTION, own=st.booleans())
def test_a_collection_that_opens_can_be_worked_with(
    value: Any, own: bool, came: Came, tmp_path_factory: pytest.TempPathFactory
) -> None:
    if own:
        value = {**value, "units": [{"name": name} for name in NAMES] + value.get("units", [])}
    try:
        collection = parse_collection(json.dumps(value).encode(), NAME)
    except FileProblem as problem:
        assert str(problem).endswith("。") and len(str(problem)) < 300
        return
    data = collection_bytes(collection)
    assert collection_bytes(parse_collection(data, NAME)) == data
    found = overview(collection, came.versions)
    made = summed(came.folder, found)
    written = tmp_path_factory.mktemp("写")
    for each in found.standings:
        words(each, TODAY)
        between = correspondence(came.folder, each, collection, TODAY)
        if between.letter is not None:
            chat_text(between.letter)
            paper = return_letter(between.letter)
            try:
                docx_bytes(return_paper(paper))
                parse_letter(send_back(written, between.letter, each, collection).read_bytes(), "")
            except FileProblem as problem:
                assert str(problem).endswith("。")
    chasing_text(found, TODAY)
    docx_bytes(chasing_paper(collection.organ, collection.year, overdue_rows(found, TODAY), TODAY, collection.contact))
    chasing_workbook(collection.organ, collection.year, overdue_rows(found, TODAY))
    sum_csv(made.report, unit_lines(made.total, found))
    sum_workbook(made.report, unit_lines(made.total, found), coverage(made.total, found))
    parse_draft(draft_bytes(made.report), "a.gknb")
    try:
        handed = hand_out(written, collection, [each.unit for each in found.standings])
    except FileProblem as problem:
        assert str(problem).endswith("。")
    else:
        assert len({each.path for each in handed}) == len(handed)
    assert {each.name for each in written.iterdir()} <= {"退回", "下发", NAME}


def test_units_whose_names_no_file_can_have_get_files_of_their_own() -> None:
    names = ["甲/乙", "甲_乙", "甲\\乙", "甲\n乙", "名" * 200, "名" * 201]
    assert len({as_file_name(name) for name in names}) == len(names)
    assert as_file_name(NAMES[0]) == NAMES[0]
    assert all(len(f"{as_file_name(name)}（第12次）.gkth".encode()) <= 255 for name in names)


@settings(max_examples=40)
@given(value=LETTER)
def test_a_letter_that_opens_can_be_answered(value: Any) -> None:
    try:
        letter = parse_letter(json.dumps(value).encode(), "a.gkth")
    except FileProblem as problem:
        assert str(problem).endswith("。") and len(str(problem)) < 300
        return
    assert parse_letter(letter_bytes(letter), "a.gkth") == letter
    report = with_letter(balanced(1), letter)
    again = parse_draft(draft_bytes(report), "a.gknb")
    assert len(standing(letter, (), again)) == len(letter.remarks)
    chat_text(letter)
    docx_bytes(return_paper(return_letter(letter)))
