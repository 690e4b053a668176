"""Whatever stands in a file called .gknb: a sentence that says what it is, or a report that every act can use."""

from __future__ import annotations

import contextlib
import copy
import datetime
import json
import logging
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.acts import examine, notes_docx, render, request_docx, review_of, summary_docx
from app.documents.write.outline import outline
from app.form.schema import Cell
from app.model.draft import Damaged, DraftError, NotADraft, draft_bytes, parse_draft
from app.model.report import Report
from tests.reports import balanced, county, filled
from tests.where import ROOT

WHOLE: dict[str, Any] = json.loads(draft_bytes(filled()).decode()) | {
    "reasons": {"E105:disclosure/regulations/issued": {"text": "经核实情况属实", "values": {"disclosure/x/y": "3"}}},
    "sources": {"applications/received": {"office": "办公室", "person": "张", "date": "1月8日", "to_check": True}},
    "status": {"state": "in_review", "date": "2026-01-20", "address": ""},
    "levels": {"issuer": "县", "levels": {"E105": "note"}},
    "headings": [["overview", "一、总体情况"]],
    "self_check": ["links"],
    "read": {"T302:problems": {"applications/received/total": "3"}},
    "previous": json.loads(draft_bytes(balanced(3))),
}
TODAY = datetime.date(2026, 1, 20)
NASTY = st.sampled_from(
    ["\ud800", "a\udfffb", "\0", "\u2028", "1e400", "９", "-0", "00012", "NaN", "a/b/c", "applications/x", "x" * 3000]
)
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8) | NASTY | st.just(10**400),
    lambda each: st.lists(each, max_size=3) | st.dictionaries(st.text(max_size=8) | NASTY, each, max_size=3),
    max_leaves=8,
)


def places(value: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """Every place in a JSON value."""
    inside = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, each in inside:
        yield (*path, key)
        yield from places(each, (*path, key))


# As many of one kind as of another: there are two hundred figures for one state.
KINDS = sorted({str([each for each in place if isinstance(each, str)][:2])[:40] for place in places(WHOLE)})
BY_KIND = {
    kind: [place for place in places(WHOLE) if str([each for each in place if isinstance(each, str)][:2])[:40] == kind]
    for kind in KINDS
}


@st.composite
def drafts(draw: st.DrawFn) -> bytes:
    """A whole draft with something else in one to three of its places, or with a key too many."""
    data = copy.deepcopy(WHOLE)
    for _ in range(draw(st.integers(1, 3))):
        place = draw(st.sampled_from(BY_KIND[draw(st.sampled_from(KINDS))]))
        inside: Any = data
        for key in place[:-1]:
            inside = inside[key] if isinstance(inside, dict) and key in inside else {}
        if isinstance(inside, dict):
            inside[draw(st.just(place[-1]) | st.text(max_size=5) | NASTY)] = draw(JSON)
    return json.dumps(data).encode()


def used(report: Report) -> None:
    """All that may be done to a report that was opened, but the slow formats."""
    again = draft_bytes(report)
    assert draft_bytes(parse_draft(again, "又.gknb")) == again
    checked = examine(report)
    assert not [each for each in checked.findings if each.fault]
    outline(report, review=review_of(checked, TODAY))


@given(drafts())
@settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
def test_any_value_in_any_place(data: bytes) -> None:
    try:
        report = parse_draft(data, "坏.gknb")
    except DraftError as refused:
        said = str(refused)
        assert "坏.gknb" in said and said.endswith("。") and "\n" not in said and len(said) < 400
        said.encode()
        return
    used(report)


@given(JSON | st.dictionaries(st.sampled_from(sorted(WHOLE)), JSON))
@settings(max_examples=200, deadline=None)
def test_any_json(value: Any) -> None:
    with contextlib.suppress(DraftError):
        used(parse_draft(json.dumps(value).encode(), "坏.gknb"))


@given(st.binary(max_size=200) | st.binary(max_size=200).map(lambda tail: b'{"format":1,"edition":"2021"' + tail))
@settings(max_examples=300, deadline=None)
def test_any_bytes(data: bytes) -> None:
    with contextlib.suppress(DraftError):
        used(parse_draft(data, "坏.gknb"))


@given(st.integers(0, 2000), st.sampled_from([b"", b"\0", b"\xff", b"]", b'"', b"{", b"\xe5"]), st.integers(0, 300))
@settings(max_examples=200, deadline=None)
def test_a_draft_torn_at_any_place(at: int, put: bytes, gone: int) -> None:
    whole = draft_bytes(filled())
    at = at * len(whole) // 2000
    with contextlib.suppress(DraftError):
        used(parse_draft(whole[:at] + put * 3 + whole[at + gone :], "坏.gknb"))


def nested(deep: int) -> bytes:
    base = {"format": 1, "edition": "2021", "year": 2024}
    draft: dict[str, Any] = base
    for _ in range(deep):
        draft = {**base, "previous": draft}
    return json.dumps(draft).encode()


def test_years_within_years() -> None:
    used(parse_draft(nested(3), "a.gknb"))
    with pytest.raises(Damaged, match="嵌套太深"):
        parse_draft(nested(300), "a.gknb")


def test_the_papers_of_a_draft_whose_words_no_form_knows() -> None:
    """A row of another edition in sources and reasons: after 转为2021表样, or from a later version."""
    data = copy.deepcopy(WHOLE)
    data["sources"] = {
        key: {"office": "甲", "to_check": True} for key in ("applications/other_processing", "x", "x/y/z")
    }
    data["reasons"] = {key: {"text": "经核实情况属实", "values": {"a": 1, "x/y/z": "2"}} for key in ("E105:a", "", "#")}
    report = parse_draft(json.dumps(data).encode(), "a.gknb")
    checked = examine(report)
    assert notes_docx(checked) and summary_docx(checked, TODAY) and request_docx(report)
    assert all(render(report, ("docx", "html", "xlsx"), review_of(checked, TODAY)).values())


SEED = draft_bytes(county())
TEXT = SEED.decode()


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (TEXT.encode("gbk", "replace"), "GBK 编码，底稿要用 UTF-8。请用记事本打开它，选“另存为”，编码选 UTF-8"),
        (TEXT.encode("gb18030"), "GBK 编码"),
        (TEXT.encode("utf-16"), "UTF-16 编码"),
        (TEXT.encode("utf-16-le"), "UTF-16 编码"),
        (TEXT.encode("utf-16-be"), "UTF-16 编码"),
        (b"", "里面什么也没有，多半是写到一半断了电或拔了U盘"),
        (b"\0" * 4096, "4096 个字节全是零"),
        (b"\0" * 512 + SEED[512:], "从第 1 个字节起有一段是空的"),
        (SEED[:1024] + b"\0" * 512 + SEED[1536:], "从第 1025 个字节起有一段是空的"),
        (SEED[:2048] + b"\0" * 2048, "从第 2049 个字节起有一段是空的"),
        (SEED[:600] + b"\xff\xff\xff" + SEED[603:], "第 601 个字节起不是文字"),
        (SEED[: len(SEED) // 2], "起读不下去"),
        (b'{"format":1,"edition":"2021","year":2025,"x":1e999}', "大得读不了的数"),
        (b'{"format":1,"edition":"2021","year":2025,"x":NaN}', "大得读不了的数"),
    ],
)
def test_what_happened_to_a_draft_is_told_and_never_to_import_it(data: bytes, words: str) -> None:
    with pytest.raises(Damaged) as told:
        parse_draft(data, "年报.gknb")
    assert words in str(told.value) and "导入" not in str(told.value)


@pytest.mark.parametrize(
    "data",
    [
        b'%PDF-1.7 \0\1\xff "format":',
        b'PK\x03\x04\0\0\1 "edition":',
        '<html>年报 "format":1'.encode("gbk"),
        b"[]",
        "年报".encode("utf-16"),
        "{年报}".encode("utf-16"),
    ],
)
def test_what_is_another_kind_of_file_is_told_as_such(data: bytes) -> None:
    with pytest.raises(NotADraft):
        parse_draft(data, "年报.gknb")


def test_what_a_draft_holds_is_what_can_be_typed() -> None:
    typed, total = "disclosure/licences/decisions", "applications/received/total"
    for address, most in ((typed, 15), (total, 18)):
        data = copy.deepcopy(WHOLE)
        data["figures"][address] = "9" * most
        assert examine(parse_draft(json.dumps(data).encode(), "a.gknb"))
        for wrong in ("9" * (most + 1), "9" * 39, int("9" * 39), "1e5", "12．5", "+3", " 3", True, [1]):
            data["figures"][address] = wrong
            with pytest.raises(Damaged, match="不是能填的数"):
                parse_draft(json.dumps(data).encode(), "a.gknb")


def test_a_repair_can_be_saved() -> None:
    """Where figures are as long as typing allows, a repair is offered only where its cell can hold it."""
    long = {
        f"applications/{row}/{column}": "9" * 15
        for row in ("received", "carried_in", "granted")
        for column in ("natural_person", "business", "total")
    }
    data = copy.deepcopy(WHOLE)
    data["figures"] |= long
    for finding in examine(parse_draft(json.dumps(data).encode(), "a.gknb")).findings:
        for fix in filter(None, (finding.fix, *finding.candidates)):
            mended = {**data["figures"], **{str(cell): value for cell, value in fix.items()}}
            parse_draft(json.dumps({**data, "figures": mended}).encode(), "a.gknb")


def test_a_number_with_a_fraction_is_kept_as_written() -> None:
    data = {"format": 1, "edition": "2021", "year": 2025, "figures": {"disclosure/fees/amount": 18.871}}
    text = json.dumps(data).replace("18.871", "18.8710")
    report = parse_draft(text.encode(), "a.gknb")
    assert str(report.figures[Cell("disclosure", "fees", "amount")]) == "18.8710"


CASES = sorted((ROOT.parent / "shared/cases").glob("2[46]_draft*/*.gknb"))


@pytest.mark.skipif(not CASES, reason="no collected drafts beside the project (extra)")
@pytest.mark.parametrize("path", CASES, ids=lambda path: path.name)
def test_the_collected_drafts(path: Path, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.ERROR):
        try:
            used(parse_draft(path.read_bytes(), path.name))
        except DraftError as refused:
            assert "导入" not in str(refused)
    assert not caplog.records
