"""A statement against the patterns: known other words veto, unknown ones do not; then what the pattern claims."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property

from app.rules.prose.claims import Topic
from app.rules.prose.context import OF_APPLICATIONS, Context, is_result
from app.rules.prose.patterns import NONES, Pattern
from app.rules.prose.statements import COUNT, MONEY, NUMBERS, UNKNOWN, Word

_GROUPS = ("refused", "unavailable", "not_processed", "other_processing")
_OF_NONE = frozenset(pattern.name for pattern in NONES)
_OF_SECTION = ("收到其数", "办结其数")
_BESIDE = re.compile(f"[{UNKNOWN}]+(?=[{NUMBERS}])|(?<=[{NUMBERS}])[{UNKNOWN}]+")
_KEPT = "！"  # an unknown word beside a number
_NAMED = re.compile("[申新量]")
_ONLY = re.compile(
    r"(?:今年|全年|本年度?|20\d\d年度?|年内|[我本][局镇乡县市区委办厅]|街道|总?共|合?计|有|收到|受理|全部|所有|这|该|上述|的|\s)*"
)


@dataclass(frozen=True)
class _Asked:
    """A statement that has the form of a pattern: does the passage speak of what the pattern needs?"""

    pattern: Pattern
    words: tuple[Word, ...]
    signs: str
    context: Context

    @cached_property
    def row(self) -> str:
        """What the list of parts is of, that the statement stands in."""
        whole = self.context.scope.whole
        return whole.topics[0].row if whole and whole.topics else ""

    @cached_property
    def said(self) -> set[str]:
        """The rows claimed so far."""
        return {topic.row for claim in self.context.done for topic in claim.topics}


def match(
    context: Context, patterns: tuple[Pattern, ...], words: tuple[Word, ...]
) -> tuple[Pattern, tuple[Topic, ...]] | None:
    """The first pattern that takes the statement, and what it claims."""
    signs = "".join(sign_of(context, words, i) for i in range(len(words)))
    for pattern in patterns:
        if pattern.regex.fullmatch(_normal(signs, pattern)) and _may_claim(_Asked(pattern, words, signs, context)):
            return pattern, topics_of(pattern, words, context)
    return None


def sign_of(context: Context, words: tuple[Word, ...], i: int) -> str:
    """申请 alone is one for information only where applications are spoken of, and no other word names it."""
    word = words[i]
    if word.sign != "请":
        return word.sign
    if i + 1 < len(words) and words[i + 1].sign == "议" and words[i + 1].start == word.end:
        return "请"  # 申请行政复议
    named = i > 0 and words[i - 1].sign == UNKNOWN and words[i - 1].end == word.start
    told = context.about == "申" or any(w.sign in "申信" for w in words)
    return "申" if told and not named else "请"


def _normal(signs: str, pattern: Pattern) -> str:
    """The signs as a pattern sees them: unknown words left out, but beside a number or where the noun is left out."""
    if pattern.about == "申":
        signs = re.sub(f"关[信]?[{UNKNOWN}]+", "别", signs)  # 关于…的申请: only some of them
    kept = signs.translate(pattern.dropped)
    if pattern.bare or pattern.strict:
        return kept
    beside = _BESIDE.sub(_KEPT, kept).replace(UNKNOWN, "")
    return beside.removesuffix(_KEPT).replace(_KEPT, UNKNOWN)


def of_some(context: Context, words: tuple[Word, ...]) -> bool:
    """没有…的申请: unknown words before 的 say that only some are meant."""
    none = next((w.start for w in words if w.sign in "没零"), None)
    return none is not None and any(
        w.sign == UNKNOWN and w.start > none and context.text[w.end : w.end + 1] == "的" for w in words
    )


def _may_claim(asked: _Asked) -> bool:
    """The passage is about what the pattern needs, and the list of parts that the statement stands in may hold it."""
    pattern, context = asked.pattern, asked.context
    if pattern.about == "部":
        last = context.last()
        first = asked.row in OF_APPLICATIONS and last is context.scope.whole and context.done[-1] is last
        return context.about == "申" and bool(asked.said) and (first or is_result(last))  # not 征地18件、其他12件
    if pattern.claims == "议办":
        return any(sign in asked.signs for sign in "信申")
    if pattern.claims == "议" and "数" in asked.signs:
        return _is_ours(asked)
    return not any(veto(asked) for veto in _VETOES) and _fits_the_list(asked)


def _is_ours(asked: _Asked) -> bool:
    """A dispute of the organ's own, not those that a reviewing body handles for others."""
    context, at = asked.context, asked.signs.index("议")
    if any(sign in asked.signs[:at] for sign in "信申请"):
        return True
    word = asked.words[at]
    if "收" in asked.signs[:at] and (context.first != "申" or context.text[: word.end].endswith("申请")):
        return False
    return context.about != "外" or any(row.startswith("recon") for row in asked.said)


def _marks_a_document(asked: _Asked) -> bool:
    """主动公开 9 件、不予公开 3 件: how documents are marked, unless applications were counted."""
    if asked.pattern.claims != "果" or not asked.context.marked or "申" in asked.signs:
        return False
    return asked.row not in OF_APPLICATIONS and not asked.context.applied_here()


def _no_dispute_said(asked: _Asked) -> bool:
    """维持 1 件: of nothing that was named."""
    told = any(row.startswith(("recon", "litig")) for row in asked.said)
    return asked.pattern.about == "议" and not told and "议" not in asked.signs


def _about_other_things(asked: _Asked) -> bool:
    """The passage speaks of something else than the pattern needs, and the statement does not name it."""
    pattern, context = asked.pattern, asked.context
    if not pattern.about or context.about == pattern.about:
        return False
    if pattern.about == "申":
        return not (_NAMED.search(asked.signs) or pattern.name in _OF_NONE and context.first == "申")
    plain = pattern.name in ("文件", "决定") and context.about == "外"
    return pattern.about not in asked.signs or plain


def _no_application_said(asked: _Asked) -> bool:
    """A statement that does not name applications, in a passage that has not."""
    if asked.pattern.about != "申" or _NAMED.search(asked.signs):
        return False
    return asked.context.first != "申" and not asked.said & OF_APPLICATIONS


def _published(asked: _Asked) -> bool:
    """行政处罚 3 件 where publishing is spoken of, or among parts of other things: no decisions."""
    if asked.pattern.about != "令" or "作" in asked.signs:
        return False
    scope = asked.context.scope
    return asked.context.publishing or scope.in_parts and not asked.row.startswith(("lic", "pen", "coe"))


def _bare_in_a_list(asked: _Asked) -> bool:
    """其中网络 5 件，答复 3 件: answered of the part, not of the whole."""
    scope = asked.context.scope
    if not asked.pattern.bare or asked.pattern.claims == "done":
        return False
    return scope.in_parts and asked.context.last() is not scope.whole


def _bare_alone(asked: _Asked) -> bool:
    """办结 3 件 where no application was counted before: only in the section on applications, beside those brought over."""
    pattern, context = asked.pattern, asked.context
    if not pattern.bare or pattern.about != "申" or pattern.claims == "done":
        return False
    if asked.said & {*OF_APPLICATIONS, "carried_in"}:
        return False
    alone = pattern.name in _OF_SECTION and context.first == "申" and not context.scope.in_parts
    return not (alone and (context.brings_over or pattern.claims == "received"))


def _of_some_applications(asked: _Asked) -> bool:
    """将 3 件申请列为重点: only a number with 共有, or nothing, before it is of all."""
    if asked.pattern.name != "有申请":
        return False
    start = next((w.start for w in asked.words if w.sign in NUMBERS), 0)
    return _ONLY.fullmatch(re.split("[，。；：（、]", asked.context.text[:start])[-1]) is None


def _only_spoken_of(asked: _Asked) -> bool:
    """依申请公开 9 件 in a list, or beside 主动公开: no number of applications received."""
    pattern, context = asked.pattern, asked.context
    mentions = pattern.claims == "mentioned" or pattern.claims == "received_or_mentioned"
    if not mentions or (pattern.claims == "received_or_mentioned" and re.search("[收量]", asked.signs)):
        return False
    beside = any("主" in statement.signs for statement in context.ahead[:2])
    return context.scope.in_parts or context.publishing or beside


_VETOES = (
    _marks_a_document,
    _no_dispute_said,
    _about_other_things,
    _no_application_said,
    _published,
    _bare_in_a_list,
    _bare_alone,
    _of_some_applications,
    _only_spoken_of,
)


def _fits_the_list(asked: _Asked) -> bool:
    """It stands in no list of parts, names its own noun, or is of the kind that the list is of."""
    pattern, scope, row = asked.pattern, asked.context.scope, asked.row
    if not scope.in_parts or pattern.own:
        return True
    if pattern.about == "申":
        return scope.whole is None or row in OF_APPLICATIONS or row.startswith("carried")
    return row.startswith(("recon", "litig")) if pattern.about == "议" else bool(row)


def countable(at: Word, found: tuple[Topic, ...], signs: str) -> bool:
    """Its unit may be one of what it is said to count; 依申请公开 9 条 without a verb are papers."""
    number = at.number
    assert number is not None
    row, column = found[0].row, found[0].column
    if row == "fees":
        return at.sign == MONEY
    if at.sign != COUNT or number.unit in ("人次", "条次") or number.unit == "件次" and column:
        return False
    if number.unit == "条" and (row == "mentioned" or row == "received" and "收" not in signs):
        return False
    if column == "decisions":
        return number.unit not in ("条", "项")
    if column in ("issued", "repealed", "in_force", "any"):
        return number.unit not in ("条", "次")
    return number.unit not in ("次", "个") or row.startswith(("recon", "litig"))


def topics_of(pattern: Pattern, words: tuple[Word, ...], context: Context) -> tuple[Topic, ...]:
    """What the pattern claims of these words."""
    applicant = next((w.name for w in words if w.sign == "人"), "")
    rows = context.rows.get("议", ())
    match pattern.claims:
        case "果":
            return tuple(Topic(row, applicant) for row in _results(words))
        case "人":
            return tuple(Topic("applicants", w) for w in dict.fromkeys(w.name for w in words if w.sign == "人"))
        case "议" | "议办" | "判":
            outcome = next((w.name for w in words if w.sign == "判"), "total")
            return tuple(Topic(row, outcome) for row in rows)
        case "申和议":
            return (Topic("received"), *(Topic(row, "total") for row in rows))
        case "令":
            return tuple(Topic(row, "decisions") for row in context.rows.get("令", ()))
        case "issued" | "repealed" | "in_force" | "any":
            named = context.rows.get("文", ())
            here = {w.name for w in words if w.sign == "文"}
            every = pattern.name in _OF_NONE or len(here) > 1  # 没有制定规章、行政规范性文件; 规章和规范性文件共 15 件
            return tuple(Topic(row, pattern.claims) for row in (named if every else named[-1:]))
        case "fees":
            return (Topic("fees", "amount"),)
        case "received_or_mentioned":
            received = any(w.sign in "收量" for w in words)
            return (Topic("received" if received else "mentioned", applicant),)
        case "other_result":
            return (Topic("other_processing|other_remaining"),)
        case "none_carried":
            return (Topic("carried_in" if any(w.sign == "昨" for w in words) else "carried_out"),)
    return (Topic("carried_out" if pattern.claims == "done" else pattern.claims, applicant),)


def _results(words: tuple[Word, ...]) -> list[str]:
    """Rows joined by 、或; a row beside its group is the row: 因本机关不掌握无法提供; with 等 it may be either."""
    names = [w.name for w in words if w.sign == "果"]
    single = [n for n in names if n not in _GROUPS]
    if single and not {"granted", "granted_in_part"} & set(names):
        groups = [n for n in names if n in _GROUPS] if any(w.sign == "等" for w in words) else []
        return ["|".join((single[0], *groups))] if groups else list(dict.fromkeys(single))
    return list(dict.fromkeys(names))
