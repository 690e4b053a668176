"""How true it is with strangers: every file of the corpus and the judged sentences beside the project, read and checked.

For each file the figures that came back right, wrong, missing with a doubt, or silently blank; the organ, the texts, and
what is asked. For the sentences: claims caught, false alarms, false sums, slips. Then per rule how often it was right: on the
judged sentences of real reports, on the blind ones of tests/data, and on faults put into the corpus' reports.
"""

from __future__ import annotations

import json
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

from app.acts import imported_report
from app.documents.read.reading import understand
from app.form.schema import Cell
from app.model.files import FileProblem
from app.model.finding import Finding, Level
from app.model.report import Organ, Report
from app.rules import RULES, Case, check
from app.rules.strangers import LEAST_RIGHT, SURE_OF_STRANGERS
from tests import test_sentences
from tests.bench.planted import measure, same_organ
from tests.rules import test_kinds
from tests.rules.wording.test_sentences import spoke
from tests.where import ROOT

CORPUS = ROOT.parent / "shared" / "corpus"
_NO_REPORTS = {".md", ".jsonl", ".py", ".tsv", ".json"}
_SLIPS = ("T306", "T307", "T308", "T309", "T310", "T312", "T313", "T316", "T318", "T319")
_LACKING = frozenset({"N216"})
"""It needs last year's report, which strangers lack."""

Rules = Counter[tuple[str, bool]]


def main() -> None:
    """Print the figures of both."""
    if not CORPUS.is_dir():
        sys.exit(f"The corpus of real reports is not beside the project ({CORPUS.name}).")
    reports: dict[str, Report] = {}
    for path in sorted(CORPUS.iterdir()):
        if path.is_file() and path.suffix not in _NO_REPORTS:
            print(f"  {path.name:<32}{_file(path, reports)}", flush=True)
    sentences = CORPUS / "real_sentences.jsonl"
    real: Rules = Counter()
    if sentences.exists():
        lines = sentences.read_text(encoding="utf-8").splitlines()
        real = _sentences([json.loads(line) for line in lines if line.strip()])
    _by_rule(real, _blind(), measure(same_organ(reports)))


def _file(path: Path, reports: dict[str, Report]) -> str:
    """One line: figures right/wrong/missing/silent, organ, texts, what is asked."""
    try:
        imported = understand("file", path.read_bytes(), path.name)
    except FileProblem as problem:
        return f"refused: {problem}"
    report = reports[path.name] = imported_report(imported)
    golden = CORPUS / "golden" / f"{path.name.split('.')[0]}.json"
    figures = json.loads(golden.read_text(encoding="utf-8"))["figures"] if golden.exists() else {}
    asked = Counter(f.rule for f in check(Case(report)) if f.level in (Level.ERROR, Level.QUERY))
    tally = _figures(report, {str(cell) for cell in imported.missing}, figures)
    told = " ".join(f"{rule}×{n}" if n > 1 else rule for rule, n in sorted(asked.items())) or "nothing"
    texts = sum(1 for text in report.texts.values() if text.strip())
    return f"{tally}  {report.organ.name or '(no name)'}  {texts} texts  asks {told}"


def _figures(report: Report, missing: set[str], golden: dict[str, str | None]) -> str:
    right = wrong = lost = silent = 0
    for address, figure in golden.items():
        cell = Cell.parse(address)
        found = report.figure(cell) if report.form.has(cell) else None
        if figure is None:
            right, wrong = right + (found is None), wrong + (found is not None)
        elif found is None:
            lost, silent = lost + (address in missing), silent + (address not in missing)
        else:
            right, wrong = right + (found == Decimal(figure)), wrong + (found != Decimal(figure))
    return f"right {right:>3} wrong {wrong} missing {lost} silent {silent}"


def _sentences(cases: list[dict[str, Any]]) -> Rules:
    """Each report once with its true tables, once for each claim with tables that make just that claim false."""
    tally: Counter[str] = Counter()
    rules: Rules = Counter()
    for case in cases:
        true = list(check(Case(_report(case))))
        _true_tables(case, true, tally, rules)
        _slips(case, true, tally, rules)
        known = {(f.rule, f.quote, f.message) for f in true}
        for claim in case["claims"]:
            if not claim["lie"] or claim.get("open"):
                continue
            tally["claims"] += 1
            found = [f for f in check(Case(_report(case, claim["lie"]))) if (f.rule, f.quote, f.message) not in known]
            hits = [f for f in _asked(found) if _on(case, f, claim) or _cells(claim) & set(map(str, f.involved))]
            tally["caught"] += bool(hits)
            rules.update((f.rule, True) for f in hits[:1])
    print(
        f"  sentences of {len(cases)} reports: claims caught {tally['caught']} of {tally['claims']},"
        f" false alarms {tally['false']}, false sums asked {tally['sums asked']} of {tally['sums']},"
        f" slips found {tally['slips found']} of {tally['slips']}, text findings beside them {tally['text false']}"
    )
    return rules


def _blind() -> Rules:
    """The same of the blind sentences, with and without a table: what a rule says where it must, and where it must not."""
    rules: Rules = Counter()
    for half in ("tuned", "frozen"):
        for line in test_kinds.lines(half):
            rules.update((rule, rule == line["expect"]) for rule in test_kinds.spoke(line))
    for half in test_sentences.HALVES:
        for line in test_sentences.lines(half):
            allowed = {*line["expect"], *line["also"]}
            rules.update((rule, rule in allowed) for rule in spoke(line))
    return rules


def _by_rule(real: Rules, blind: Rules, faults: dict[str, tuple[int, int, int]]) -> None:
    """Per rule that was seen at work: right and wrong of each source, together, and what the table of levels says."""
    print("    rule   real sentences     blind sentences    faults put in      right")
    for rule in sorted({*(r for r, _ in real), *(r for r, _ in blind), *faults}):
        asked, put_in, false = faults.get(rule, (0, 0, 0))
        right = real[rule, True] + blind[rule, True] + asked
        wrong = real[rule, False] + blind[rule, False] + false
        share = right / (right + wrong) if right + wrong else 0
        doubt = ""
        if (
            RULES[rule].level is Level.QUERY
            and rule not in _LACKING
            and (share >= LEAST_RIGHT) is (rule not in SURE_OF_STRANGERS)
        ):
            doubt = "  ← the table in app/rules/strangers.py says otherwise"
        level = (
            "提示" if RULES[rule].level is Level.NOTE else "核实" if rule in SURE_OF_STRANGERS else "提示 of a stranger"
        )
        print(
            f"    {rule}  {real[rule, True]:>4} of {real[rule, True] + real[rule, False]:<4}"
            f"{blind[rule, True]:>10} of {blind[rule, True] + blind[rule, False]:<4}"
            f"{asked:>10} of {put_in:<3}{f'+{false}' if false else '':<4}{share:>8.0%}  {level}{doubt}"
        )
    for rule in sorted(SURE_OF_STRANGERS - {*(r for r, _ in real), *(r for r, _ in blind), *faults}):
        print(f"    {rule}  never seen at work, yet 核实 of a stranger")


def _report(case: dict[str, Any], changed: dict[str, str] | None = None) -> Report:
    """A report of a case, filled in whole, as if it were our own: what is asked is not lowered."""
    organ = Organ(case["organ"], case["kind"], case["scope"], "测试路1号", "226200", "0513-80000000")
    figures = {Cell.parse(a): Decimal(f) for a, f in {**case["figures"], **(changed or {})}.items()}
    return Report(case["edition"], organ, case["year"], figures, case["texts"])


def _asked(found: Iterable[Finding]) -> Iterator[Finding]:
    return (f for f in found if f.rule.startswith("N2") and f.level in (Level.ERROR, Level.QUERY))


def _true_tables(
    case: dict[str, Any], found: list[Finding], tally: Counter[str], rules: Counter[tuple[str, bool]]
) -> None:
    """With the true tables whatever is asked is wrong, but on a sum that is false; what is debatable is not counted."""
    for finding in _asked(found):
        if any(s["true"] is False and _on(case, finding, s) for s in case["sums"]):
            rules[finding.rule, True] += 1
        elif not _debatable(case, finding):
            tally["false"] += 1
            rules[finding.rule, False] += 1
    for each in case["sums"]:
        if each["true"] is False:
            tally["sums"] += 1
            tally["sums asked"] += any(_on(case, f, each) for f in _asked(found))


def _debatable(case: dict[str, Any], finding: Finding) -> bool:
    claims = [claim for claim in case["claims"] if claim.get("open")]
    sums = [each for each in case["sums"] if each["true"] is None]
    return any(_on(case, finding, each) for each in (*claims, *sums))


def _slips(case: dict[str, Any], found: list[Finding], tally: Counter[str], rules: Rules) -> None:
    slips = [each for each in case["slips"] if not each.get("open")]
    noted = [f for f in found if f.rule in _SLIPS and f.quote and f.level is not Level.UNCHECKED]
    tally["slips"] += len(slips)
    tally["slips found"] += sum(any(_on(case, f, each) for f in noted) for each in slips)
    tally["text false"] += sum(not any(_on(case, f, each) for each in case["slips"]) for f in noted)
    for finding in noted:
        on = [each for each in case["slips"] if _on(case, finding, each)]
        if not (on and all(each.get("open") for each in on)):
            rules[finding.rule, bool(on)] += 1


def _on(case: dict[str, Any], finding: Finding, item: dict[str, Any]) -> bool:
    """The sentence that a finding quotes overlaps the passage judged."""
    quote = (finding.quote or "").strip()
    if not quote:
        return False
    begin, end = item["at"], item["at"] + len(item["quote"])
    at = case["texts"].get(item["part"], "").find(quote)
    return (0 <= at < end and begin < at + len(quote)) or quote in item["quote"] or item["quote"] in quote


def _cells(claim: dict[str, Any]) -> set[str]:
    """The addresses that a claim may speak of."""
    named = [key for each in (claim["cells"], *claim.get("readings", [])) for key in each]
    return {cell.strip() for key in named for ratio in key.split("%") for cell in ratio.split("+")}
