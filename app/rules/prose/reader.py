"""Every claim of a passage: statement by statement, the first of growth, shares, counts, none and all that fits."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from dataclasses import replace
from functools import lru_cache

from app.model.report import Report
from app.model.words.sentences import passages, sentence_at
from app.model.words.texts import printed
from app.rules.prose.chinese_numbers import Number
from app.rules.prose.claims import Claim, Kind, Said, Topic
from app.rules.prose.comparing import against, drift, growth, share, shares
from app.rules.prose.context import OF_APPLICATIONS, Context, is_result
from app.rules.prose.matching import countable, match, of_some, sign_of
from app.rules.prose.patterns import ALLS, ALWAYS_DROPPED, COUNTS, NONES, Pattern
from app.rules.prose.statements import COUNT, JOIN, MONEY, NUMBERS, PERCENT, UNKNOWN, Statement, Word, statements

_SAYS = re.compile(
    r"[\d０-９零一二两三四五六七八九十百千%％]|百分之|[未无没零均都皆已]|全部|所有|率|持平|相同|一致|比上年"
)
_IN_TIME = re.compile("按时|按期|及时|如期|期限|时限|时间")


@lru_cache(maxsize=1024)
def claims(passage: str, about: bool) -> tuple[Claim, ...]:
    """Every claim of a passage, in order. `about`: it is known to speak of applications for government information."""
    if not _SAYS.search(passage):
        return ()
    known = about or re.search("信息公开申请|依申请", passage) is not None
    context = Context(passage, "申" if known else "")
    found = statements(passage)
    context.brings_over = any("入" in statement.signs for statement in found)
    for i, statement in enumerate(found):
        context.ahead = found[i + 1 :]
        context.enter(statement)
        context.turn(statement, _read(context, statement))
    return tuple(sorted(context.done, key=lambda claim: claim.start))


def _read(context: Context, statement: Statement) -> tuple[Topic, ...]:
    """Take in one statement; what it counts."""
    signs = statement.signs
    numbers = [word for word in statement.words if word.sign in NUMBERS]
    if numbers and "均" in signs and all(w.number and w.number.value == 0 for w in numbers):
        words = tuple(w._replace(sign="零", number=None) if w.sign in NUMBERS else w for w in statement.words)
        return _without_number(context, replace(statement, words=words))
    if "率" in signs or not numbers:
        return _without_number(context, statement)
    if "各" in signs and "占" not in signs:
        return _respectively(context, statement)
    if "各" in signs:
        shares(context, statement)
    elif re.search(f"[增减][{UNKNOWN}]?[{NUMBERS}]", signs) and "占" not in signs:
        growth(context, statement)
    elif "占" in signs and numbers[-1].sign == PERCENT:
        share(context, statement)
    else:
        return _count(context, statement, numbers[0])
    return ()


def _count(context: Context, statement: Statement, at: Word) -> tuple[Topic, ...]:
    """A number of something; what no pattern knows is still counted, for sums within the text."""
    signs = statement.signs
    if at.sign == PERCENT:
        return ()
    kept = "".join(s for s in signs if s not in ALWAYS_DROPPED + "年中")
    last = context.last()
    if re.fullmatch(f"比[{COUNT}{MONEY}]", kept):
        named = tuple(w for w in statement.words if w.sign not in "比昨年")
        context.add("count", last.topics if last else (), statement, at, year=against(statement.words) if named else -1)
        return ()
    if "比" in signs and (fitting := match(context, COUNTS, tuple(w for w in statement.words if w.sign not in "比"))):
        context.add("count", fitting[1], statement, at, year=against(statement.words))
        return ()
    if re.fullmatch(f"至[{COUNT}{MONEY}]", kept):
        if last and last.year < 0:
            context.add("count", last.topics, statement, at, year=0)
        return ()
    if kept == COUNT and any(w.sign in "年昨" for w in statement.words) and last and at.start - last.end < 14:
        found: tuple[Topic, ...] = last.topics  # 收到申请95件（上年76件）
    elif kept == COUNT and "共" in signs and _added_up(context, statement, at):
        return ()
    else:
        fitting = _as_listed(context, statement) or match(context, COUNTS, statement.words)
        found = fitting[1] if fitting and countable(at, fitting[1], signs) else ()
        found = () if _of_others(context, statement, found) else found
        if found and fitting and fitting[0].own and "中" not in signs:
            context.close()
    several = kept == COUNT and "共" in signs and context.scope.in_parts
    kind: Kind = "money" if at.sign == MONEY else "count"
    if kind == "count" or found:
        also = _changed(context, statement, found)
        context.add(kind, found, statement, at, vague=several or _doubt(context, statement, found), also=also)
    return found


def _as_listed(context: Context, statement: Statement) -> tuple[Pattern, tuple[Topic, ...]] | None:
    """制定地方性法规 2 件、规章 3 件: what was done is said once, for all of the list."""
    done = context.acting
    if done is None or statement.mark != JOIN or done in statement.words or "文" not in statement.signs:
        return None
    return match(context, COUNTS, (done, *statement.words))


def _of_others(context: Context, statement: Statement, found: tuple[Topic, ...]) -> bool:
    """省政府规章 42 件、设区的市政府规章 120 件: the same once more in one list is another body's."""
    if statement.mark != JOIN or "文" not in statement.signs:
        return False
    return any(c.topics == found for c in context.done if c.start >= statement.clause)


def _doubt(context: Context, statement: Statement, found: tuple[Topic, ...]) -> bool:
    """What follows makes the figure another count than the table's: （含修改7件）; 其中涉及政府信息公开的1件."""
    columns = {topic.column for topic in found}
    ahead = context.ahead
    inside = [s for s in ahead[:4] if s.depth > statement.depth]
    if columns & {"issued", "any"} and not statement.depth:
        parted = "改废制" if "any" in columns or len(inside) > 1 else "改"
        return any(sign in s.signs for s in inside for sign in parted) or "改" in statement.signs
    return "total" in columns and any(re.match("中[关属]*信", s.signs) for s in ahead[:1])


def _changed(context: Context, statement: Statement, found: tuple[Topic, ...]) -> tuple[Number, ...]:
    """新制定 5 件、修改 4 件: what was changed may have been counted as issued, so that it may be 9."""
    if not any(topic.column == "issued" for topic in found):
        return ()
    own = statement.number.number if statement.number else None
    beside = (s for s in context.ahead[:2] if s.depth == statement.depth and "改" in s.signs and "废" not in s.signs)
    changed = next((s.number.number for s in beside if s.number), None)
    if own is None or changed is None or changed.unit != own.unit:
        return ()
    together = own.value + changed.value
    return (replace(own, value=together, words=str(together)),)


def _respectively(context: Context, statement: Statement) -> tuple[Topic, ...]:
    """行政许可、行政处罚分别为 5 件、3 件: as many numbers as topics."""
    at = [i for i, w in enumerate(statement.words) if w.sign in NUMBERS]
    before = tuple(w for w in statement.words[: at[0] + 1] if w.sign != "各")
    fitting = match(context, COUNTS, before)
    if not fitting or len(fitting[1]) != len(at):
        return ()
    for topic, i in zip(fitting[1], at, strict=True):
        word = statement.words[i]
        context.add("money" if word.sign == MONEY else "count", (topic,), statement, word)
    return fitting[1]


def _added_up(context: Context, statement: Statement, at: Word) -> bool:
    """网上7件、信函3件，共计10件: a whole said after its parts."""
    number = at.number
    assert number is not None
    parts = [c for c in context.done if c.kind == "count" and c.start >= context.sentence]
    if (
        number.approximate
        or len(parts) < 2
        or any(c.part or c.vague or c.topics or not c.number or c.number.unit != number.unit for c in parts)
    ):
        return False
    before = "".join(s.signs for s in statements(context.text) if context.sentence <= s.words[0].start < at.start)
    applied = "申" in before and "渠" in before
    context.add("count", (Topic("received"),) if applied else (), statement, at, parts=tuple(parts))
    return True


def _without_number(context: Context, statement: Statement) -> tuple[Topic, ...]:
    """Nothing, all of them, or as many as last year."""
    signs = statement.signs
    if (fitting := match(context, NONES, statement.words)) and not of_some(context, statement.words):
        context.close()
        context.add("none", fitting[1], statement, None)
        return fitting[1]
    if "率" in signs:
        rate = next((w for w in statement.words if w.sign == PERCENT), None)
        plain = "".join(w.sign for w in statement.words if w.sign not in ALWAYS_DROPPED + UNKNOWN + "率申答均限")
        if rate and rate.number and rate.number.value == 100 and plain == PERCENT:
            _all_done(context, statement, "率")
    elif fitting := match(context, ALLS, statement.words):
        _all(context, statement, *fitting)
    elif "比" in signs and (moved := re.search("[增减同]", signs)):
        drift(context, statement, {"增": 1, "减": -1, "同": 0}[moved[0]])
    return ()


def _all(context: Context, statement: Statement, pattern: Pattern, found: tuple[Topic, ...]) -> None:
    """全部办结, 均获维持: of the count said before."""
    said = context.last()
    if pattern.claims == "done":
        _all_done(context, statement, "均" if "均" in statement.signs else "已")
        return
    if said is None or said.year < 0 or said.vague or not said.topics:
        return
    row = said.topics[0].row
    totals = [
        c for c in context.done if c.kind == "count" and c.topics and c.topics[0].column == "total" and c.year >= 0
    ]
    if pattern.claims == "closed" and totals:
        context.add("none", tuple(Topic(t.row, "pending") for c in totals for t in c.topics), statement, None)
    elif pattern.claims == "判" and totals:
        every = "均" in statement.signs
        for claim in totals if every else totals[-1:]:
            context.add("all", tuple(Topic(t.row, found[0].column) for t in claim.topics), statement, None, base=claim)
    elif pattern.claims in "果人" and row in OF_APPLICATIONS and ("均" in statement.signs):
        context.add("all", found, statement, None, base=said)


def _all_done(context: Context, statement: Statement, how: str) -> None:
    """Nothing is carried out; not where some are said to be, nor where answers were only in time."""
    words, said = statement.words, context.last()
    finished = any(w.sign == "答" and w.name == "done" for w in words)
    if how != "率" and not finished and _IN_TIME.search(context.text, words[0].start, words[-1].end):
        return
    if how == "已" and not (
        finished and said and not said.part and said.topics and said.topics[0].row in OF_APPLICATIONS
    ):
        return
    if said is None and how != "率" and not any(sign_of(context, words, i) == "申" for i in range(len(words))):
        return
    unsure = said is not None and (said.year < 0 or said.vague)
    if not unsure and _of_applications(context, how) and not _some_left(context):
        context.add("all", (Topic("carried_out"),), statement, None)


def _of_applications(context: Context, how: str) -> bool:
    """What was counted last are applications, or parts of them; a rate may also follow their results."""
    said = context.last()
    row = said.topics[0].row if said and said.topics else ""
    if row == "carried_in":
        return context.applied_here()  # 上年结转 2 件均已办结 says nothing of this year's
    if row:
        return row in OF_APPLICATIONS or row == "applicants" or how == "率" and is_result(said)
    part_of_ours = said is not None and said.part and said.whole is not None and bool(said.whole.topics)
    return context.about == "申" and (said is None or part_of_ours)


def _some_left(context: Context) -> bool:
    """Some are said to be carried out, before or after."""
    ahead = "".join(s.signs for s in context.ahead if s.number)
    return "出" in ahead or any(t.row == "carried_out" and c.kind == "count" for c in context.done for t in c.topics)


_SAID_OF_APPLICATIONS = ("overview.disclosure_on_application", "applications.note")


def said_in(report: Report, guarded: Callable[[str, str, str], AbstractContextManager[object]]) -> Iterator[Said]:
    """Every claim of the narratives but the preface; each passage is read within `guarded` (its part, key and text)."""
    for part in report.form.parts:
        if part.key == "preface":
            continue
        for narrative in part.narratives:
            about = narrative.key in _SAID_OF_APPLICATIONS or part.key == "disputes"
            for passage in passages(printed(report, narrative.key)):
                if narrative.key == "overview":
                    about = about_applications(passage, about)
                with guarded(part.key, narrative.key, passage.strip()):
                    for claim in claims(passage, about):
                        yield Said(claim, narrative.key, part.key, _quote(passage, claim), passage)


def about_applications(passage: str, before: bool) -> bool:
    """Whether a passage of a text that is not divided by aspects speaks of applications, or goes on doing so."""
    if "依申请" in passage or "信息公开申请" in passage:
        return True
    return before and not any(
        word in passage for word in ("主动公开", "信息管理", "平台建设", "监督保障", "规范性文件")
    )


def _quote(passage: str, claim: Claim) -> str:
    """The sentence (up to ；) that holds the end of the claim."""
    return sentence_at(passage, claim.end - 1)
