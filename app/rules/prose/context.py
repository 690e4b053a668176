"""What a passage has been about so far, carried from statement to statement, and the claims found in it."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from app.rules.prose.claims import Claim, Kind, Topic
from app.rules.prose.statements import JOIN, NUMBERS, YEAR, Statement, Word

OF_APPLICATIONS = frozenset({"received", "received_new", "received_or_mentioned", "handled", "mentioned", "processed"})
_ACTING = re.compile(
    "received|handled|mentioned|processed|normative|regulations|licences|penalties|coercive|fees|recons|litig"
)
"""What somebody does: before it stands who did."""
_OUTCOMES = ("upheld", "corrected", "other", "pending")
_ASIDE = "今年昨共中诸？关余等、众"
"""Signs that a claim is quoted without."""
_WHO_LEFT = re.compile(
    r"^(?:截至[^，]*|(?:上一?|去|前一)年度?(?:同期)?|20\d\d年度?|全年|本年度?|今年|年内|其中|[\s，])+"
)
_WHO_RIGHT = re.compile(
    r"(?:20\d\d年度?|全年|本年度?|今年|共计?|累计|总共|一共|合计|依法|已|新|被申请|被提起|被|因|作出|做出|实施|收取|征收|下达|发生|引发|有|没有|[\s，])+$"
)
ENDS = "。！？!?\n"
_WIDE = "；;"


@dataclass(frozen=True)
class Scope:
    """Holds to the end of the bracket in which it was set. `separator`: what the parts of `whole` are parted by."""

    year: int = 0
    whole: Claim | None = None
    in_parts: bool = False
    opener: str = ""
    separator: str = ""


@dataclass
class Context:
    """`about`: 申 议 文 令 of the tables, 外 anything else, "" not known yet; `first`: what it is about at the beginning.

    `publishing`: the sentence speaks of publishing; `marked`: it has counted what is 主动公开, so that 依申请公开 and
    不予公开 may be marks of documents; `brings_over`: the passage names applications brought over from last year;
    `ahead`: the statements that follow; `acting`: what was done to the documents of this list: 制定 法规 2 件、规章 3 件.
    """

    text: str
    first: str
    about: str = ""
    rows: dict[str, tuple[str, ...]] = field(default_factory=dict)
    who: str = ""
    vague: bool = False
    lasting: bool = False
    publishing: bool = False
    marked: bool = False
    scope: Scope = Scope()
    outer: list[Scope] = field(default_factory=list)
    done: list[Claim] = field(default_factory=list)
    brings_over: bool = False
    sentence: int = 0
    ahead: tuple[Statement, ...] = ()
    acting: Word | None = None
    marks: str = ""

    def __post_init__(self) -> None:
        self.about = self.first

    def last(self) -> Claim | None:
        """The count said last."""
        return next((c for c in reversed(self.done) if c.kind in ("count", "money")), None)

    def set(self, **changes: object) -> None:
        self.scope = replace(self.scope, **changes)  # type: ignore[arg-type]

    def enter(self, statement: Statement) -> None:
        """Take in where a statement stands and which year and parts its words name."""
        while len(self.outer) > statement.depth:
            self.scope = self.outer.pop()
        while len(self.outer) < statement.depth:
            self.outer.append(self.scope)
        self.marks += statement.mark
        if statement.mark in ENDS or statement.mark in _WIDE:
            self.sentence, self.publishing, self.marked = statement.words[0].start, False, False
            if self.about == "外" or statement.mark in ENDS:
                self.about = self.first
            if not statement.depth and self.scope.year < 0:
                self.set(year=0)
        if statement.mark in ENDS and statement.signs[:1] != "中":
            self.close()
            self.lasting = False
        self._parts(statement)
        self._year(statement)
        self._period(statement)
        self.publishing = self.publishing or any(sign in "公主" for sign in statement.signs)
        self.marked = self.marked or ("主" in statement.signs and statement.number is not None)
        self._acted(statement)
        self.name(statement)

    def close(self) -> None:
        self.set(whole=None, in_parts=False, separator="")

    def _parts(self, statement: Statement) -> None:
        """其中 opens a list of parts; a mark wider than the one its items are parted by closes it."""
        scope, signs = self.scope, statement.signs
        counts = any(sign in "数钱词" for sign in signs)
        wide = any(mark in _WIDE for mark in self.marks)
        if scope.in_parts and counts:
            if wide and scope.separator == "，":
                self.close()
            elif wide and not scope.separator and any("中" in s.signs[:1] for s in self.ahead[:1]):
                self.close()  # 清理账号8个，其中…: a whole of its own
            elif not scope.separator and any(c.part for c in self.done[-1:]):
                self.set(separator="；" if wide else "，")
        if counts:
            self.marks = ""
        if statement.mark in (":", "：", "（", "(") and counts and not scope.in_parts:
            self._listed_right_after(statement)
        if (opens := re.search("中(?!入)", signs)) is not None:
            at = statement.words[opens.start()]
            said = [c for c in self.done if c.kind == "count" and c.number and c.end <= at.start]
            said = [c for c in said if statement.depth or not c.part]
            self.set(whole=said[-1] if said else None, in_parts=True, separator="", opener=at)

    def _listed_right_after(self, statement: Statement) -> None:
        """公开信息326条：动态类156条；公告类98条: at least two counts of its unit, in a bracket nothing else."""
        last = self.last()
        if last is None or last.number is None or self.text[last.number.end : statement.clause].strip("：:（( "):
            return
        listed = [
            s.number.number for s in (statement, *self.ahead) if s.number is not None and s.depth >= statement.depth
        ]
        alike = [n is not None and n.unit == last.number.unit for n in listed]
        if sum(alike) >= 2 and (statement.mark in ":：" or all(alike)):
            self.set(whole=last, in_parts=True, separator="", opener=statement.words[0])

    def _period(self, statement: Statement) -> None:
        """Half a year, three years: no figure of the tables, to the end of the sentence or the next year said."""
        signs = statement.signs
        if "段" in signs:
            self.vague = True
            self.lasting = statement.number is not None or not signs.strip("段今共年诸")
        elif not self.lasting or any(sign in signs[:3] for sign in "今年"):
            self.vague = self.lasting = False

    def _year(self, statement: Statement) -> None:
        named = next((w for w in statement.words if w.sign in (YEAR, "昨")), None)
        if named:
            self.set(year=int(named.name) if named.name else -1)
        elif any(w.sign == "今" for w in statement.words[:3]):
            self.set(year=0)

    def _acted(self, statement: Statement) -> None:
        done = next((w for w in statement.words if w.sign in "制废效公理改"), None)
        if done is not None or statement.mark != JOIN:
            self.acting = done

    def name(self, statement: Statement) -> None:
        """The disputes, document or acts named last; later statements may leave them out."""
        for sign in "议文令":
            names = tuple(dict.fromkeys(w.name for w in statement.words if w.sign == sign))
            rows = [name for name in names if name.startswith("litigation_")]
            if rows and "litigation" in names:
                names = tuple(name for name in names if name != "litigation")
            if names:
                self.rows[sign] = names

    def turn(self, statement: Statement, topics: tuple[object, ...]) -> None:
        """What the next statement is taken to be about."""
        signs = statement.signs
        named = next((sign for sign in "议文令" if sign in signs), "")
        if topics:
            self.about = named or ("申" if re.search("[申请新收办答入出转果人量]", signs) else self.about)
        elif "申" in signs and not self.scope.in_parts and "主" not in signs:
            self.about = "申"
        elif named and not self.scope.in_parts:
            self.about = named
        elif not self.scope.in_parts and any(sign in NUMBERS for sign in signs) and re.search("[外主公理？词]", signs):
            self.about = "外"

    def applied_here(self) -> bool:
        """The sentence has counted applications."""
        return any(t.row in OF_APPLICATIONS for c in self.done if c.start >= self.sentence for t in c.topics)

    def add(self, kind: Kind, found: tuple[Topic, ...], statement: Statement, at: Word | None, **more: object) -> Claim:
        """A claim of these topics by this statement, whose number is `at`."""
        kept = [w for w in statement.words if w.sign not in _ASIDE] or list(statement.words)
        if at is not None:
            kept = [w for w in kept if w.sign not in NUMBERS or w is at]
        start, end = kept[0].start, max(kept[-1].end, at.end if at else 0)
        if at is not None and kept[0] is at and not found:
            start = max(statement.words[0].start, at.start - 12)
        number = at.number if at else None
        if found and found[0].row.startswith("carried"):
            more["year"] = 0  # the year named is the one it comes from or goes to
        if found and _ACTING.match(found[0].row) and found[0].column not in _OUTCOMES:
            self._acts(statement, kept)
        claim = Claim(
            kind,
            found,
            start,
            end,
            self.text[start:end].strip("，、；（(的 "),
            number=number,
            year=more.pop("year", self.scope.year),  # type: ignore[arg-type]
            who=self.who if found else "",
            whole=self.scope.whole if kind == "count" else None,
            part=self.scope.in_parts,
            vague=bool(more.pop("vague", False)) or self.vague or bool(number and number.approximate),
            depth=statement.depth,
            **more,  # type: ignore[arg-type]
        )
        self.done.append(claim)
        return claim

    def _acts(self, statement: Statement, kept: list[Word]) -> None:
        """The words between the beginning of the clause and what is counted: perhaps the name of a unit."""
        first = min([w.start for w in kept if w.sign != "信"] or [kept[0].start])
        begins = statement.words[0].start if statement.mark == JOIN else statement.clause
        if begins and self.text[begins - 1] in "）)":
            opened = max(self.text.rfind("（", 0, begins), self.text.rfind("(", 0, begins))
            if opened >= 0 and begins - opened < 10:  # 各镇（街道）收到
                begins = max(self.text.rfind(mark, 0, opened) for mark in "，。；：") + 1
        who = _WHO_RIGHT.sub("", _WHO_LEFT.sub("", self.text[begins:first]))
        self.who = who or self.who


def is_result(claim: Claim | None) -> bool:
    """It counts a result of applications."""
    if claim is None or not claim.topics or claim.topics[0].column:
        return False
    row = claim.topics[0].row
    return row not in OF_APPLICATIONS and not row.startswith("carried")
