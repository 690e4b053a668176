"""Random selections of strangers' tables, as office programs and browsers copy them: no figure lands wrong without a word."""

from __future__ import annotations

import random
from collections import Counter
from dataclasses import replace

import pytest

from app.documents.pasted.laying import lay
from app.model.figures import parse
from tests.documents.pasted.clipboards import cuts, first_of, pasted, seen, selection_in, sheet_of
from tests.reports import balanced

APPS = ("excel", "word", "browser")


def _report(chance: random.Random, blanks: bool):
    report = balanced(chance.randrange(10_000), chance.choice(("2021", "2021", "2019", "2021-single")), most=30)
    if blanks:
        gone = [cell for cell in report.form.cells if chance.random() < 0.3]
        report = report.with_figures(dict.fromkeys(gone))
    return report


@pytest.mark.parametrize("merges", [False, True], ids=["plain", "merged"])
@pytest.mark.parametrize("extra", ["", "right", "left"])
@pytest.mark.parametrize("app", APPS)
def test_no_figure_lands_wrong_without_a_word(app: str, extra: str, merges: bool) -> None:
    chance = random.Random(f"{app} {extra} {merges}")
    outcome: Counter[str] = Counter()
    for _ in range(130):
        report = _report(chance, blanks=chance.random() < 0.4)
        table = report.form.table(chance.choice(("applications", "applications", "disclosure", "disputes")))
        sheet = sheet_of(report, table, chance, merges, extra)
        labels = chance.random() < 0.7
        torn = app == "browser" and chance.random() < 0.3
        selection = selection_in(sheet, chance, labels, header=labels and chance.random() < 0.4, torn=torn)
        if app == "browser" and not labels:  # a browser selects from one box to another, not a rectangle
            selection = replace(selection, rows=selection.rows[:1])
        flavours = chance.choice(("both", "both", "both", "html", "text"))
        if merges and flavours == "text" and (app != "browser" or not labels or torn):
            flavours = "both"  # which they always give; plain text without labels does not tell what is merged
        if app != "browser" and cuts(sheet, selection):
            continue  # office programs select a merged box whole
        true = seen(sheet, selection)
        at = chance.choice(table.cells)
        if not labels or (torn and len(selection.rows) == 1):  # she puts the cursor where the selection began
            first = first_of(sheet, selection)
            if len(first) != 1:
                continue
            (at,) = first
            if app == "browser" and cuts(sheet, selection):
                continue  # nothing on the clipboard tells of a box that began in the row above
        empty = replace(report, figures={}, auto_totals=chance.random() < 0.5)
        laid = lay(pasted(sheet, selection, app, flavours), empty, table, at)
        if laid.asks(empty):
            outcome["asked"] += 1
            continue
        outcome["silent"] += 1
        wrong = {
            cell: (figure, true.get(cell, "not selected"))
            for cell, figure in laid.figures.items()
            if (words := true.get(cell)) is None or parse(words, report.form.kind(cell)) != figure
        }
        assert not wrong, (app, extra, flavours, selection, at, wrong)
        lost = [c for c, words in true.items() if words and c not in laid.figures and c not in laid.totals]
        assert not lost, (app, extra, flavours, selection, at, lost)
    assert outcome["silent"] or merges or extra
