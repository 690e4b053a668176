"""The search finds a smallest repair: proved against a MILP, and measured on what clerks do."""

from __future__ import annotations

import os
import random
from decimal import Decimal

import highspy
import pytest

from app.form.schema import Cell
from app.model.totals import equations
from app.rules.localise import MOST_CELLS, Sum, likelihood, smallest_repairs
from tests.reports import balanced
from tests.rules.slips import SLIPS, measure

REPORTS = int(os.environ.get("NIANBAO_SLIPS", "150"))  # 4000 for the table in the help


def sums_of(report):
    sums = [
        Sum(str(e.left), {**{c: 1 for c in e.left}, **{c: -1 for c in e.right}})
        for e in equations(report.form.table("applications"))
    ]
    return sums, {cell: int(report.figures[cell]) for cell in report.form.table("applications").cells}


def fewest_by_milp(sums, values, most: int = 10_000) -> int:
    """The least number of cells whose change makes all sums 0: one 0/1 variable a cell, solved by HiGHS."""
    solver = highspy.Highs()
    solver.setOptionValue("output_flag", False)
    change, used = {}, {}
    for cell, value in values.items():
        change[cell] = solver.addIntegral(lb=-value, ub=most)
        used[cell] = solver.addBinary()
        solver.addConstr(change[cell] - most * used[cell] <= 0)
        solver.addConstr(change[cell] + most * used[cell] >= 0)
    for each in sums:
        off = sum(sign * values[cell] for cell, sign in each.terms.items())
        solver.addConstr(sum(sign * change[cell] for cell, sign in each.terms.items()) == -off)
    solver.minimize(sum(used.values()))
    return round(solver.getObjectiveValue())


@pytest.mark.parametrize("seed", range(6))
def test_no_repair_is_smaller_than_the_milps(seed):
    chance = random.Random(seed)
    true = balanced(seed)
    cells = chance.sample(true.form.table("applications").cells, 1 + seed % 3)
    wrong = true.with_figures({cell: Decimal(chance.randint(0, 60)) for cell in cells})
    sums, values = sums_of(wrong)
    repairs = smallest_repairs(sums, values)
    least = fewest_by_milp(sums, values)
    assert least <= MOST_CELLS
    assert {len(repair) for repair in repairs} == ({least} if least else set())
    for repair in repairs:
        mended = {**values, **repair}
        assert all(sum(sign * mended[cell] for cell, sign in each.terms.items()) == 0 for each in sums)


def test_likely_slips_come_first():
    one, other = Cell("applications", "granted", "business"), Cell("applications", "granted", "research")
    values = {one: 72, other: 0}
    assert likelihood({one: 27}, values) < likelihood({one: 172}, values) < likelihood({one: 40}, values)
    assert likelihood({one: 0, other: 72}, values) == 0


def test_the_text_says_which_of_several_repairs_is_meant(capsys):
    for name in ("一个数字错", "两位颠倒"):
        alone, said = (measure(SLIPS[name], True, REPORTS, with_text=text) for text in (False, True))
        with capsys.disabled():
            print(
                f"\n自动合计，文字写了各数，{name}：第一 {alone.first / REPORTS:.1%} → {said.first / REPORTS:.1%}，",
                end="",
            )
            print(f"前三 {alone.in_three / REPORTS:.1%} → {said.in_three / REPORTS:.1%}")
        assert said.first > alone.first and said.in_three > alone.in_three
    assert said.first >= 0.7 * REPORTS


def test_how_often_the_wrong_figure_is_named(capsys):
    rows = []
    for auto_totals in (False, True):
        for name, slip in SLIPS.items():
            tally = measure(slip, auto_totals, REPORTS)
            rows.append((auto_totals, name, tally))
    with capsys.disabled():
        print(f"\n{REPORTS} 份模拟报表      真值排第一  前三名内  平均问题数")
        for auto_totals, name, t in rows:
            how = "自动合计" if auto_totals else "逐格填写"
            print(
                f"{how} {name:\u3000<7} {t.first / t.reports:8.1%} {t.in_three / t.reports:9.1%} {t.findings / t.reports:9.2f}"
            )
    typed = {name: tally for auto, name, tally in rows if not auto}
    assert typed["一个数字错"].first == REPORTS and typed["一个数字错"].findings == REPORTS
    assert typed["两位颠倒"].first == REPORTS
    assert typed["两处独立错"].first >= 0.95 * REPORTS
    assert typed["三处独立错"].first >= 0.9 * REPORTS
    assert typed["多格下移一行"].first >= 0.9 * REPORTS
    assert typed["整表下移一行"].first == REPORTS and typed["整表下移一行"].findings == REPORTS
    for (
        auto,
        name,
        tally,
    ) in rows:  # of a table that was moved, only the sums of the seven columns are left with 自动合计
        assert tally.findings <= (7 if auto and name == "整表下移一行" else 3) * REPORTS, name
