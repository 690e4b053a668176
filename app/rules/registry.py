"""The rules, and how they are run over a case: pure functions Case -> findings, kept by their lifelong ids."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from decimal import Decimal

from app.form.schema import Cell
from app.model.figures import MOST_DIGITS
from app.model.finding import Finding, Fix, Level
from app.model.kept.levels import SETTABLE
from app.model.report import Report
from app.rules.case import Case, Lost
from app.rules.strangers import SURE_OF_STRANGERS

log = logging.getLogger(__name__)

LEAST_REASON = 6  # characters of a 说明 (联网直报 asks for the same)


Check = Callable[[Case], Iterable[Finding]]


@dataclass(frozen=True)
class Rule:
    """`title`: the duty in the clerk's words; `basis`: 文号、条款; `editions`: empty for all."""

    id: str
    level: Level
    title: str
    basis: str
    check: Check
    editions: tuple[str, ...] = ()


RULES: dict[str, Rule] = {}
RETIRED: frozenset[str] = frozenset()
"""Ids that were used once and never are again."""


def rule(
    id: str, level: Level, title: str, basis: str = "", editions: tuple[str, ...] = ()
) -> Callable[[Check], Check]:
    """Register a check under its id, which must be new."""

    def register(check: Check) -> Check:
        if id in RULES or id in RETIRED:
            raise ValueError(f"rule id {id} is taken")
        RULES[id] = Rule(id, level, title, basis, check, editions)
        return check

    return register


_ORDER = {Level.ERROR: 0, Level.INCOMPLETE: 1, Level.QUERY: 2, Level.NOTE: 3, Level.UNCHECKED: 4}


def check(case: Case) -> list[Finding]:
    """Every finding, errors first, each with its rule's basis and the clerk's reason where it still holds.

    A rule that crashes becomes a finding of its own, told as a fault of the program, and never stops the others; where it
    crashes over one sentence, it goes on with the next, and the sentence is told as not checked.
    """
    found: list[Finding] = []
    unread: Finding | None = None
    for each in RULES.values():
        if each.editions and case.report.edition not in each.editions:
            continue
        found += [_with_reason(_as_set(finding, case.report), case.report) for finding in _found_by(each, case)]
        unread = _not_checked(each if unread is None else RULES[unread.rule], case.lost)
    return sorted(
        (*_folded(found, case), *filter(None, [unread])), key=lambda finding: (_ORDER[finding.level], finding.rule)
    )


def _found_by(each: Rule, case: Case) -> list[Finding]:
    """What one rule has to say; a crash is logged with its id, and without what the report holds."""
    before = len(case.lost)
    try:
        return [_possible(_with_basis(finding, each)) for finding in each.check(case)]
    except Exception:  # a rule's crash must not hide the other rules' findings
        log.exception("rule %s crashed", each.id)
        return [_fault(each)]
    finally:
        for lost in case.lost[before:]:
            log.error("rule %s crashed over a sentence", each.id, exc_info=lost.error)


def _not_checked(broken: Rule, lost: list[Lost]) -> Finding | None:
    """The sentences over which rules crashed, `broken` the first of them, as one finding."""
    if not lost:
        return None
    part, key, text, _ = lost[0]
    number = len({each.text for each in lost})
    others = f"等 {number} 句" if number > 1 else ""
    sentence = (
        f"程序故障：“{_cut(text)}”{others}没有核对成（校验规则 {broken.id}），这不是您写错了。"
        "请自己再看一遍，并用“帮助”里的“报告问题”把日志发给我们。"
    )
    return Finding(broken.id, Level.UNCHECKED, sentence, involved=(key,), quote=text, part=part, fault=True)


def _cut(text: str) -> str:
    return text if len(text) <= 40 else f"{text[:39]}…"


def _possible(finding: Finding) -> Finding:
    """Without repairs that no cell can hold."""
    candidates = tuple(fix for fix in finding.candidates if _fits(fix))
    fix = finding.fix if finding.fix is not None and _fits(finding.fix) else None
    if fix is finding.fix and len(candidates) == len(finding.candidates):
        return finding
    return replace(finding, fix=fix, candidates=candidates)


def _fits(fix: Fix) -> bool:
    return all(sum(map(str.isdigit, value)) <= MOST_DIGITS for value in fix.values())


def _folded(found: list[Finding], case: Case) -> list[Finding]:
    """Followers under their cause: one fault is told once."""
    kept: list[Finding] = []
    folded: set[int] = set()
    for cause in found:
        asked = found if cause.level is Level.ERROR else ()
        followers = [
            each for each in asked if each is not cause and id(each) not in folded and _follows(each, cause, case)
        ]
        folded.update(map(id, followers))
        explains = tuple(dict.fromkeys((*cause.explains, *(each.rule for each in followers))))
        kept.append(replace(cause, explains=explains) if followers else cause)
    return [each for each, own in zip(kept, found, strict=True) if id(own) not in folded]


def _follows(finding: Finding, cause: Finding, case: Case) -> bool:
    """Whether the clerk need not be told of `finding` while `cause` stands.

    A text check whose figures are all among those that an error may have to correct (the text may well be right), or that
    has nothing to say once the error is mended; a relation over a cell that holds no whole number;
    a ledger that says what the error's one repair says.
    """
    figures = {place for place in finding.involved if isinstance(place, Cell)}
    if finding.rule.startswith("F"):
        unexplained = finding.fix is None and not finding.candidates
        return cause.rule == "E101" and unexplained and not figures.isdisjoint(cause.correct)
    if finding.rule.startswith("L"):  # the ledger says where; the error may not know
        return bool(finding.fix) and finding.fix.items() <= (cause.fix or {}).items()
    if not finding.rule.startswith("N"):
        return False
    doubtful = {*cause.correct, *(cell for fix in cause.candidates for cell in fix)}
    if figures and figures <= doubtful:
        return True
    if not cause.fix or figures.isdisjoint(cause.fix):
        return False
    mended = case.report.with_figures({cell: Decimal(value) for cell, value in cause.fix.items()})
    again = _found_by(RULES[finding.rule], replace(case, report=mended, lost=[]))
    return finding.anchor not in {each.anchor for each in again}


def _fault(broken: Rule) -> Finding:
    sentence = f"程序故障：校验规则 {broken.id}（{broken.title}）没有运行成功，这不是您填错了。请用“帮助”里的“报告问题”把日志发给我们。"
    return Finding(broken.id, Level.ERROR, sentence, involved=("program",), fault=True)


def _with_basis(finding: Finding, by: Rule) -> Finding:
    return finding if finding.basis else replace(finding, basis=by.basis)


def _as_set(finding: Finding, report: Report) -> Finding:
    """With the level that the county set for its rule; what could not be checked stays unchecked.

    Of a stranger's report only what is known to be right is asked.
    """
    if report.imported and finding.level is Level.QUERY and finding.rule not in SURE_OF_STRANGERS:
        finding = replace(finding, level=Level.NOTE)
    level = report.levels.levels.get(finding.rule)
    if level is None or not SETTABLE.fullmatch(finding.rule) or finding.level in (Level.UNCHECKED, Level.INCOMPLETE):
        return finding
    return replace(finding, level=Level(level))


def _with_reason(finding: Finding, report: Report) -> Finding:
    """Attach the reason given for this anchor while the figures it was given for stand; else say what changed.

    The anchor names every cell involved: one without a value in the reason was blank when it was given.
    """
    given = report.reasons.get(finding.anchor)
    if finding.level is not Level.QUERY or given is None or len(given.text.strip()) < LEAST_REASON:
        return finding
    now = finding.values(report)
    changed = [
        f"{report.form.place_name(address) or address} 由 {given.values.get(address, '空白')} 变为 {now.get(address, '空白')}"
        for address in sorted({*given.values, *now})
        if now.get(address) != given.values.get(address)
    ]
    if not changed:
        return replace(finding, reason=given.text)
    return replace(finding, reopened="；".join(changed))
