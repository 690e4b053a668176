"""Where a finding leads and what it is called."""

from __future__ import annotations

from app.form import EDITIONS
from app.form.schema import Cell
from app.gui.desk.places import ORGAN_FIELDS, PART_NAMES, name_of, part_of, where_to
from app.model.finding import Finding, Level
from tests.reports import blank

GRANTED = Cell("applications", "granted", "natural_person")
RECEIVED = Cell("applications", "received", "natural_person")


def finding(**more) -> Finding:
    return Finding("X1", Level.QUERY, "", **more)


def test_every_place_of_every_edition_is_on_a_page():
    for form in EDITIONS.values():
        places = [*form.cells, *form.text_keys, *ORGAN_FIELDS, *PART_NAMES, "applications/granted"]
        assert {part_of(place, form) for place in places} == set(PART_NAMES)
    assert part_of("program", blank().form) == part_of("previous", blank().form) == ""


def test_a_quoted_sentence_goes_before_the_figures_and_a_figure_to_correct_before_the_others():
    assert where_to(finding(involved=(GRANTED, "problems"), quote="办结 3 件。")) == "problems"
    assert where_to(finding(involved=(RECEIVED, GRANTED), correct=(GRANTED,))) == GRANTED
    assert where_to(finding(part="overview")) == "overview"


def test_names_are_official_labels():
    report = blank()
    assert name_of(finding(involved=(RECEIVED, GRANTED)), report) == "表三 自然人列"
    assert name_of(finding(involved=(RECEIVED, GRANTED), correct=(GRANTED,)), report) == "表三 自然人·（一）予以公开"
    total = Cell("applications", "granted", "total")
    assert name_of(finding(involved=(total, GRANTED)), report) == "表三 （一）予以公开"
    assert name_of(finding(involved=(total, RECEIVED)), report) == "表三"
    quoted = finding(involved=(GRANTED, "overview.platforms"), quote="一句。")
    assert name_of(quoted, report) == "（四）政府信息公开平台建设"
    assert name_of(finding(involved=("applications/granted",)), report) == "表三 （一）予以公开"
    assert name_of(finding(involved=("organ/phone",)), report) == "电话"
    assert name_of(finding(involved=("program",)), report) == "程序"
