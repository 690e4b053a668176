"""One passage of a narrative as its readers see it: where clauses and brackets end, what it has been about so far."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from app.rules.prose.chinese_numbers import Number, numbers
from app.rules.prose.claims import Claim, Kind, Topic
from app.rules.prose.topics import Token, tokens

_BREAK = re.compile(r"(?<!\d)，|，(?!\d)|[；：。！？（）()\n]|[,;:](?!\d)")
_YEAR = re.compile(
    r"(?:^|(?<=[，；：（(]))(?:其中|而|截至|截止|至|自)?[，]?(?:(20\d\d)年|((?:上一?|去|前一)年(?:度|同期)?(?!度?[^，；]{0,8}(?:结转|转结)))|(今年|本年度?|当年|全年))"
)
_PASSAGE = re.compile(r"[^。！？\n]{1,1000}[。！？\n]?")  # no real one is longer, and reading is quadratic
_SENTENCE = re.compile(r"[；;。！？\n]")
COMPARED = re.compile(
    r"(?:由|从)(?:上一?|去|前一)年|同比|环比|(?:比|较|与|和|同|于)(?:上一?|去|前一)年|(?:比|较|与)20\d\d年|(?:上|去)年(?:度|同期)?相比|上年同期"
)
ZERO = re.compile(
    r"[：:]无(?=[，；。]|$)|(?:的)?(?:数量?|总数|件数|总量|量)?(?:均|都|也)?(?:为|是)\s*(?:零|〇|0)(?![\d.])\s*(?:[件起宗例次份项条])?|(?:均|都)(?:未|没有)(?:发生|出现|收到|产生)(?=[，；。]|$)|的(?:均|都)?没有(?=[，；。]|$)|的?(?:均|都)无(?=[，；。]|$)"
)
FILLER = re.compile(
    r"20\d\d年度?|全年|本年度?|今年|年内|当年|年度|截至[^，]*|一年来|期间|共计?|合计|累计|总计|总共|一共|已经?|依法|依规|依照?|按时|按期|及时|均|全部|予以|其中|其余|余下|并|同时|目前|实际"
    r"|为|的|了|有|计|数量?|总数|总量|量|件|新|另外?|还|也|、|和|及|与|政府信息公开|信息公开|公开|方面|工作|情况|申请|在?法定(?:答复)?期限内?|规定(?:时限|期限)内|期限内|由|是|结果|作出|决定|期末|年底|年末|尚|仍|达|我|事项|量|[，\s“”]|在|书面|向申请人|收到"
)
_DOERS = frozenset(
    "received handled mentioned processed normative_documents regulations licences penalties coercive_measures fees"
    " reconsideration litigation litigation_direct litigation_after_reconsideration".split()
)


@dataclass
class State:
    """What the words so far have been about."""

    about: bool
    disputes: tuple[str, ...] = ()
    document: str = ""
    made: str = ""
    who: str = ""
    year: int = 0
    outer_year: int = 0
    depth: int = 0
    whole: Claim | None = None
    in_parts: bool = False


class Passage:
    """The text, its numbers and its words; the claims found so far are in `done`."""

    def __init__(self, passage: str, about: bool) -> None:
        self.raw = passage
        self.text = passage.translate(str.maketrans("０１２３４５６７８９，．％", "0123456789，.%"))
        found = [n for n in numbers(passage) if n.counts or n.percent or n.unit.endswith("元")]
        self.silent = [m.span() for m in ZERO.finditer(self.text)]
        found = [n for n in found if n.unit or not re.match(r"[一-鿿]", self.text[n.end : n.end + 1])]
        self.numbers = [n for n in found if not self._within(n.start) and not self._not_one(n)]
        self.breaks = [-1] + [m.start() for m in _BREAK.finditer(self.text)]
        self.breaks.append(len(self.text))
        self.tokens = tokens(self.text)
        self.sentences = [0] + [m.end() for m in _SENTENCE.finditer(self.text)]
        self.state = State(about or re.search("信息公开申请|依申请公开", passage) is not None)
        self.queue: list[Topic] = []  # what the next numbers count, after 分别为
        self.origin: Claim | None = None  # the figure of another year that something grew from
        self.done: list[Claim] = []

    def _within(self, at: int) -> bool:
        return any(a <= at < b for a, b in self.silent)

    def _not_one(self, number: Number) -> bool:
        """无一起, 一件一档: no count."""
        if number.value != 1:
            return False
        left, right = self.text[max(0, number.start - 4) : number.start], self.text[number.end : number.end + 1]
        return (
            re.search(r"(?:无|没有|发生|出现|收到|有)$", left) is not None
            and re.search(r"[无没未]", left) is not None
            or right == "一"
        )

    def _between(self, start: int, end: int) -> tuple[Token, ...]:
        return tuple(t for t in self.tokens if start <= t.start and t.end <= end)

    def _bare(self, start: int, end: int, before: tuple[Token, ...]) -> bool:
        """Nothing but fillers stands before the number."""
        return not before and len(FILLER.sub("", self.text[start:end])) <= 1

    def _sentence(self, at: int) -> int:
        """Where the sentence (up to ；) begins that this place is in."""
        return max(start for start in self.sentences if start <= at)

    def _depth(self, at: int) -> int:
        """How many brackets are open here."""
        before = self.text[:at]
        return before.count("（") + before.count("(") - before.count("）") - before.count(")")

    def _year(self, clause: int, at: int) -> bool:
        """Whether the clause begins with a year; one in brackets holds no longer than they do."""
        state, depth = self.state, self._depth(at)
        if depth < state.depth:
            state.year = state.outer_year
        elif depth > state.depth:
            state.outer_year = state.year
        state.depth = depth
        match = _YEAR.search(self.text[max(0, clause - 1) : at])
        if not match or (COMPARED.search(self.text[clause:at]) and not match[2]):
            return False
        if match[2] and re.search(rf"(?:比|较|与|同){re.escape(match[2])}", self.text[clause:at]):
            return False
        state.year = int(match[1]) if match[1] else -1 if match[2] else 0
        return True

    def _clause(self, at: int) -> tuple[int, int]:
        return max(b for b in self.breaks if b < at or b == -1) + 1, min(b for b in self.breaks if b >= at)

    def _before_bracket(self, clause: int) -> int:
        """Where a clause begins that goes on after a bracket: 乡镇（街道）收到."""
        if clause and self.text[clause - 1] in "）)":
            opened = max(self.text.rfind("（", 0, clause), self.text.rfind("(", 0, clause))
            if opened >= 0 and clause - opened < 10:
                return max((b for b in self.breaks if b < opened), default=-1) + 1
        return clause

    def _who(self, clause: int, used: tuple[Token, ...], at: int, named: bool = True) -> str:
        """The words between the beginning of the clause and what is counted: perhaps the name of a unit."""
        if not named:
            return self.state.who
        first = min([at, *(t.start for t in self.tokens if clause <= t.start < at)])
        who = re.sub(
            r"^(?:截至[^，]*|20\d\d年度?|全年|本年度?|今年|年内|其中|[\s，])+|(?:20\d\d年度?|全年|本年度?|今年|共计?|累计|总共|一共|合计|依法|已|新|被申请|被提起|被|因|作出|做出|实施|收取|征收|下达|发生|引发|有|[\s，])+$",
            "",
            self.text[self._before_bracket(clause) : first],
        )
        if who:
            self.state.who = who
        return self.state.who

    @staticmethod
    def _acting(topics: tuple[Topic, ...]) -> bool:
        """The words before are the one who acted, not the reason of a result or a court."""
        return topics[0].row in _DOERS and topics[0].column not in ("upheld", "corrected", "other", "pending")

    def _add(self, kind: Kind, topics: tuple[Topic, ...], start: int, end: int, **more: object) -> Claim:
        state = self.state
        if topics and topics[0].row in ("carried_in", "carried_out", "carried"):
            more["year"] = 0  # the year named is the one it comes from or goes to
        claim = Claim(
            kind,
            topics,
            start,
            end,
            self.raw[start:end].strip("，、；（(的 "),
            year=more.pop("year", state.year),  # type: ignore[arg-type]
            whole=state.whole if kind == "count" else None,
            part=state.in_parts,
            depth=self._depth(start),
            **more,  # type: ignore[arg-type]
        )
        self.done.append(claim)
        return claim

    def _last(self) -> Claim | None:
        """The count said last."""
        return next((c for c in reversed(self.done) if c.kind in ("count", "money")), None)


def passages(text: str) -> Iterator[tuple[int, str]]:
    """(where it begins, its text) of every sentence up to 。; one beginning with 其中 goes with the one before it."""
    pieces: list[tuple[int, str]] = []
    for match in _PASSAGE.finditer(text):
        if pieces and re.match(r"\s*(?:其中|包括)", match[0]):
            at, earlier = pieces[-1]
            pieces[-1] = (at, text[at : match.end()])
        elif match[0].strip():
            pieces.append((match.start(), match[0]))
    yield from pieces
