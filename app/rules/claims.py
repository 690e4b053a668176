"""What the sentences of a narrative claim about figures: n of this, none of that, all of them, so many percent, so many more."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from app.rules.chinese_numbers import Number, numbers
from app.rules.topics import STRONG, Token, tokens

Kind = Literal["count", "money", "none", "all", "share", "growth"]


@dataclass(frozen=True)
class Topic:
    """One thing the tables count. `row`: a row, a group of rows or a way of saying; `column`: "" where it needs none."""

    row: str
    column: str = ""


@dataclass(frozen=True, eq=False)
class Claim:
    """One statement about a figure; `topics` empty: of something no table counts.

    kind "none": each topic is 0; "all": nothing but the topic, `base` says of what; "share": per cent of `of`, the part is
    `base`; "growth": against last year, of `base`; `direction` +1, -1, or 0 for the same, `number` None when none is said.
    `start`, `end`: where it stands in its passage; `words`: as written. `year`: 0 this year, -1 last year, else as written.
    `who`: the words before it that may name another unit. `whole`: the claim that it is 其中 of.
    `vague`: never compared for equality. `depth`: how many brackets are open around it.
    """

    kind: Kind
    topics: tuple[Topic, ...]
    start: int
    end: int
    words: str
    number: Number | None = None
    year: int = 0
    who: str = ""
    whole: Claim | None = None
    part: bool = False
    base: Claim | None = None
    of: str = ""
    direction: int = 0
    vague: bool = False
    depth: int = 0


_BREAK = re.compile(r"[，；：。！？（）()\n]|[,;:](?!\d)")
_SENTENCE = re.compile(r"[；;。！？\n]")
_PARTS = re.compile(r"其中|包括|包含")
_YEAR = re.compile(
    r"(?:^|(?<=[，；：（(]))(?:其中|而|截至|截止|至|自)?[，]?(?:(20\d\d)年|((?:上一?|去|前一)年(?:度|同期)?(?!度?[^，；]{0,8}(?:结转|转结)))|(今年|本年度?|当年|全年))"
)
_COMPARED = re.compile(r"(?:由|从)(?:上一?|去|前一)年|同比|环比|(?:比|较|与|和|同|于)(?:上一?|去|前一)年|(?:比|较|与)20\d\d年|(?:上|去)年(?:度|同期)?相比|上年同期")
_UP = r"增加|增长|增多|增幅|上升|上涨|提高|提升|多(?!种|项|个|渠道)|增"
_DOWN = r"减少|下降|降低|回落|减幅|降幅|下滑|少|减|降"
_CHANGE = re.compile(rf"(?:(?P<up>{_UP})|(?P<down>{_DOWN}))(?:了|幅度?)?(?:约|近)?(?:为|达到?|是)?\s*$")
_DRIFT = re.compile(r"(?:略|稍|小幅|大幅|明显|显著)?(?:有所?|呈)?(?:所)?(?P<way>增加|增长|上升|减少|下降|回落|降低)(?!(?:到|至|了|幅|约|近|为|达|\s*\d))|(?P<same>持平|相同|一致)")
_SHARE = re.compile(r"占(?P<of>(?:(?!占)[^，；。]){0,16}?)(?:比例?|比重)?(?:分别)?(?:约|为|达到?|是)?\s*$")
_DIRECTLY = re.compile(r"^[，、（(的\s]*(?:约|共|合计|同样|只|仅)?$")
_NONE = re.compile(
    r"(?:尚|均|都|也)?(?:未(?!经|按|审|办结|答复|来|予|办完|能|缴|补正|到|办理完|结案)|没有(?!现成|正当)|(?<![有毫若])无(?!法|正当|现成|一(?![起件例宗项])|效|需|须|条件|障碍|论|关|故|理|偿|线|纸|疑)"
    r"|不存在|零(?=申请|复议|诉讼))"
    r"(?P<what>[^，；。！？（）()\n]*)"
)
_ZERO = re.compile(r"[：:]无(?=[，；。]|$)|(?:的)?(?:数量?|总数|件数|总量|量)?(?:均|都|也)?(?:为|是)\s*(?:零|〇|0)(?![\d.])\s*(?:[件起宗例次份项条])?|(?:均|都)(?:未|没有)(?:发生|出现|收到|产生)(?=[，；。]|$)|的(?:均|都)?没有(?=[，；。]|$)|的?(?:均|都)无(?=[，；。]|$)")
_ALL_DONE = re.compile(r"(?:全部|全都|均|都|皆)(?:已经?|予以|按时|按期|依法|及时|如期|规范|妥善)*(?:办结|办理完[毕成结]|答复完毕|办复|处理完毕|办毕|答复)(?!率)|(?<!按时)(?<!按期)(?<!及时)办结率(?:均|都)?(?:为|达到?|是)?\s*(?:100%|百分之百|百分之一百)")
_ALL_ONE = re.compile(r"^(?:其?结果|申请人|申请|法院)?(?:均|全部|都|全|皆)?(?:已|是|为|获|被|予以|作出|属于|由|来自|系|法院|复议机关|依法|判决|裁定|决定)*")
_QUALIFIED = re.compile(
    r"涉及|关于|有关|类(?:信息|的)?(?:公开)?申请|方面的|疑难|复杂|典型|补正|撤[回销]|更正|延期|减免|重大|网络|网上|网站|信函|信件|邮寄|邮政|寄递|快递|当面|现场|窗口"
    r"|传真|平台|邮箱|邮件|电子|微信|线上|线下|书面|口头|抽查|协助|配合|指导|督促|督办|协调|审核|提前|当场|当日|延长|同一|单个|对(?=$)|每$|无$|逐$|平均|日均|批次|会商|主题"
)
_ALL_CHANNELS = re.compile(r"(?:通过|以)?(?:线上线下|各种|各类|多种|各|多|不同)[^，；]{0,6}?(?:渠道|方式|途径|形式)")
_FILLER = re.compile(
    r"20\d\d年度?|全年|本年度?|今年|年内|当年|年度|截至[^，]*|一年来|期间|共计?|合计|累计|总计|总共|一共|已经?|依法|依规|依照?|按时|按期|及时|均|全部|予以|其中|其余|余下|并|同时|目前|实际"
    r"|为|的|了|有|计|数量?|总数|总量|量|件|新|另外?|还|也|、|和|及|与|政府信息公开|信息公开|公开|方面|工作|情况|申请|在?法定(?:答复)?期限内?|规定(?:时限|期限)内|期限内|由|是|期末|年底|年末|尚|仍|达|我|事项|量|[，\s“”]|在|书面|向申请人|收到"
)
_PEOPLE = re.compile(
    r"公民|企业|法人|其[他它]组织|自然人|个人|社会公众|社会各界|公众|群众|申请人|各类|各种|有效|提出|提交|递交|来自|或者?|任何|新的|以及|政府|信息|依申请|公开"
)
_OWN_WORDS = re.compile(r"(?:上一?|去|前一)年度?(?:同期)?|全(?:[省市县区州旗镇乡]|街道|系统)|各?级?行政机关|各部门|各单位|[我本](?:单位|街道|机关|[局委办厅县镇乡市区院])")
_DOERS = frozenset(
    "received handled mentioned processed normative_documents regulations licences penalties coercive_measures fees"
    " reconsideration litigation litigation_direct litigation_after_reconsideration".split()
)
_PUBLISHING = re.compile(r"公开|公示|发布|公布|上传|归集|推送|报送")
_DECIDING = re.compile(r"作出|做出|决定|办理|办结|实施|准予|下达|颁发|核发")
_CAUSE = re.compile(r"因(?!政府信息|信息|政务|公开|本|其|依申请|此)|败诉|胜诉|不当|不力|不作为|违法|违规|超期|逾期未|负面|撤诉|撤销|责令")
_JOINED = re.compile(r"^(?:[、和及与或的]|以及|被|提起|申请|引发|发生|作出|案件|数量?|类|行政|决定|信息公开|信息|情形|政府|因)*$")
_MANY_YEARS = re.compile(
    r"上半年|下半年|季度|(?<![\d至\-—])(?:1[01]|[1-9])月(?!\d*日|\s*[至\-—])|每[月年]|[月年]均|近[一二三四五两几\d]+年|[二三四五两几\d]年来|以来|历年|首次|自20\d\d年|逐年"
)
_FROM = re.compile(r"(?:比|较|由|从|与|自)(?:(?:上一?|去|前一)年|20\d\d年)(?:度|同期)?(?:相比)?的?\s*$")
_TO = re.compile(rf"(?:{_UP}|{_DOWN}|升|变)(?:到|至|为)\s*$")


@dataclass
class _State:
    """What the words so far have been about."""

    about: bool
    disputes: tuple[str, ...] = ()
    document: str = ""
    made: str = ""
    verb: str = ""
    who: str = ""
    year: int = 0
    outer_year: int = 0
    depth: int = 0
    whole: Claim | None = None
    in_parts: bool = False


@lru_cache(maxsize=1024)
def claims(passage: str, about: bool) -> tuple[Claim, ...]:
    """Every claim of a passage, in order. `about`: it is known to speak of applications for government information."""
    return tuple(sorted(_Reader(passage, about).read(), key=lambda claim: claim.start))


class _Reader:
    def __init__(self, passage: str, about: bool) -> None:
        self.raw = passage
        self.text = passage.translate(str.maketrans("０１２３４５６７８９，．％", "0123456789，.%"))
        found = [n for n in numbers(passage) if n.counts or n.percent or n.unit.endswith("元")]
        self.silent = [m.span() for m in _ZERO.finditer(self.text)]
        found = [n for n in found if n.unit or not re.match(r"[一-鿿]", self.text[n.end : n.end + 1])]
        self.numbers = [n for n in found if not self._within(n.start) and not self._not_one(n)]
        inside = [(n.start, n.end) for n in self.numbers]
        self.breaks = [-1] + [
            m.start() for m in _BREAK.finditer(self.text) if not any(a <= m.start() < b for a, b in inside)
        ]
        self.breaks.append(len(self.text))
        self.tokens = tokens(self.text)
        self.state = _State(about or re.search("信息公开申请|依申请公开", passage) is not None)
        self.queue: list[Topic] = []
        self.done: list[Claim] = []

    def _within(self, at: int) -> bool:
        return any(a <= at < b for a, b in self.silent)

    def _not_one(self, number: Number) -> bool:
        """无一起, 一件一档: no count."""
        if number.value != 1:
            return False
        left, right = self.text[max(0, number.start - 4) : number.start], self.text[number.end : number.end + 1]
        return re.search(r"(?:无|没有|发生|出现|收到|有)$", left) is not None and re.search(r"[无没未]", left) is not None or right == "一"

    def read(self) -> list[Claim]:
        first_mode = False
        previous_clause = -2
        dated = False
        for i, number in enumerate(self.numbers):
            clause = max(b for b in self.breaks if b < number.start) + 1
            end = min(b for b in self.breaks if b >= number.end)
            self._whole_at(i, clause, number)
            start = clause if i == 0 else max(clause, self.numbers[i - 1].end)
            stop = end if i + 1 == len(self.numbers) else min(end, self.numbers[i + 1].start)
            if clause != previous_clause:
                first_mode = False
                self.state.made = ""
                dated = self._year(clause, number.start)
            previous_clause = clause
            before = self._between(start, number.start)
            after = self._between(number.end, stop)
            if not any(t.family in STRONG for t in before) or first_mode:
                follows = [t for t in after if t.family in STRONG]
                if (first_mode or self._bare(start, number.start, before)) and follows:
                    first_mode = True
            self._number(number, clause, start, stop, before, after, first_mode, dated)
        self._nothing()
        self._everything()
        self._drift()
        return self.done

    # -- helpers on positions

    def _between(self, start: int, end: int) -> tuple[Token, ...]:
        return tuple(t for t in self.tokens if start <= t.start and t.end <= end)

    def _bare(self, start: int, end: int, before: tuple[Token, ...]) -> bool:
        """Nothing but fillers stands before the number."""
        return not before and len(_FILLER.sub("", self.text[start:end])) <= 2

    def _depth(self, at: int) -> int:
        """How many brackets are open here."""
        return len(re.findall("[（(]", self.text[:at])) - len(re.findall("[）)]", self.text[:at]))

    def _year(self, clause: int, at: int) -> bool:
        """Whether the clause begins with a year; one in brackets holds no longer than they do."""
        state, depth = self.state, self._depth(at)
        if depth < state.depth:
            state.year = state.outer_year
        elif depth > state.depth:
            state.outer_year = state.year
        state.depth = depth
        match = _YEAR.search(self.text[max(0, clause - 1) : at])
        if not match or (_COMPARED.search(self.text[clause:at]) and not match[2]):
            return False
        if match[2] and re.search(rf"(?:比|较|与|同){re.escape(match[2])}", self.text[clause:at]):
            return False
        state.year = int(match[1]) if match[1] else -1 if match[2] else 0
        return True

    def _whole_at(self, i: int, clause: int, number: Number) -> None:
        """Notice 其中 between the last number and this one, and the end of a list of parts."""
        state = self.state
        start = self.numbers[i - 1].end if i else 0
        gap = self.text[start : number.start]
        if match := list(_PARTS.finditer(gap)):
            before = [c for c in self.done if c.kind == "count" and c.number and c.end <= start + match[-1].start()]
            same = [c for c in before if c.number and c.number.unit == number.unit and not c.part]
            state.whole = same[-1] if same else None
            state.in_parts = True
        elif "。" in gap or re.search(r"[；;，](?:(?:已|共|共计|累计|依法|按时|按期)*(?:办结|答复)|结转|转结|上年|新收|另|全年|全[市县区镇州省]|共|本年|今年|还|同时|另|此外|年底|年末)", gap):
            state.whole, state.in_parts = None, False

    # -- numbers

    def _number(
        self,
        number: Number,
        clause: int,
        start: int,
        stop: int,
        before: tuple[Token, ...],
        after: tuple[Token, ...],
        number_first: bool,
        dated: bool,
    ) -> None:
        left = self.text[start : number.start]
        sentence = max((m.end() for m in _SENTENCE.finditer(self.text, 0, number.start)), default=0)
        change = _CHANGE.search(left)
        if change and (_COMPARED.search(self.text[sentence : number.start]) or self._last_year_just_said()):
            self._growth(number, clause, start, before, 1 if change["up"] else -1)
            return
        if number.percent:
            if match := _SHARE.search(left):
                self._share(number, start, before, match["of"])
            return
        if change and not number.unit.endswith("元") and not any(t.family in STRONG for t in before):
            return
        if self._from_to(number, start, left, before):
            return
        used = after if number_first else before
        joined_verb = not number_first and not any(t.family in STRONG | {"noun"} for t in before)
        if joined_verb and after and after[0].start - number.end <= 12 and (before or _FILLER.sub("", left) == ""):
            used = before + after
        topics = () if any(t.family == "stop" for t in used) else self._topics(used, clause, start, number, stop)
        if number.unit.endswith("元") and not (topics and topics[0].row == "fees"):
            return
        if topics and topics[0].row == "fees" and not number.unit.endswith("元"):
            topics = ()
        last = self._last()
        if not topics and not used and dated and number.counts and last is not None and last.end + 14 > number.start:
            if len(_FILLER.sub("", _OWN_WORDS.sub("", left))) <= 1:
                topics = last.topics  # 收到申请95件（上年76件）
        if self.queue:
            topics = (self.queue.pop(0),)
        elif re.search(r"分别(?:为|是|有|达)?\s*$", left):
            self.queue = list(topics) if len(topics) > 1 else []
            topics = (self.queue.pop(0),) if self.queue else ()
        words_from = min((t.start for t in used if t.end <= number.start), default=number.start)
        words_to = max([number.end, *(t.end for t in used if t.start >= number.end)])
        each = re.search(r"(?:均|各|都)(?:为|有|是)?\s*$", left) is not None and len(topics) > 1
        for group in [(topic,) for topic in topics] if each else [topics]:
            self._add(
                "money" if number.unit.endswith("元") else "count",
                group,
                words_from if group else max(start, number.start - 12),
                words_to,
                number=number,
                who=self._who(clause, used, number.start, self._acting(group)) if group else "",
                vague=number.approximate or self._vague(group, number, stop),
            )

    def _from_to(self, number: Number, start: int, left: str, before: tuple[Token, ...]) -> bool:
        """由上年的 76 件增加到 95 件; 比上年 76 件增加 19 件: the same topic in another year."""
        last = self._last()
        if _FROM.search(left):
            current = next((c for c in reversed(self.done) if c.kind in ("count", "money") and c.year >= 0), None)
            topics = self._growing(before) or (current.topics if current is last and current else ())
            self._add("count", topics, start, number.end, number=number, year=-1, vague=number.approximate)
            return True
        if _TO.search(left) and last is not None and last.year < 0:
            self._add("count", last.topics, start, number.end, number=number, year=0, vague=number.approximate)
            return True
        return False

    def _growing(self, before: tuple[Token, ...]) -> tuple[Topic, ...]:
        """What these words say grew or fell."""
        if any(t.family == "stop" for t in before):
            return ()
        if any(t.family in STRONG | {"applicant"} for t in before):
            return self._pick(before)
        if not self.state.about or not any(t.family == "noun" for t in before):
            return ()
        if _QUALIFIED.search(self.text[before[0].start - 6 if before[0].start > 6 else 0 : before[-1].end]):
            return ()
        return (Topic("processed" if any(t.name == "processed" for t in before) else "mentioned"),)

    def _vague(self, topics: tuple[Topic, ...], number: Number, stop: int) -> bool:
        """Words that make a figure another count than the table's: 含修改, 等各类."""
        rest = self.text[stop : stop + 14]
        sentence = max((m.end() for m in _SENTENCE.finditer(self.text, 0, number.start)), default=0)
        if _MANY_YEARS.search(self.text[sentence : number.start]):
            return True
        sentence_rest = _SENTENCE.split(self.text[number.end :], maxsplit=1)[0]
        if any(topic.column in ("issued", "any") for topic in topics):
            if re.match(r"\s*[（(，](?:其中|含|包括|包含)[^。；）)]{0,30}?修[改订]", self.text[stop : stop + 50]):
                return True
            if re.search(r"修[改订]", self.text[sentence : number.start]):
                return True
            opened = self.text.rfind("（", 0, number.start)
            closed = self.text.find("）", opened)
            if opened >= 0 and closed > number.end and re.search(r"修[改订]", self.text[opened:closed]):
                return True
        if any(topic.column == "total" for topic in topics):
            broad = re.search(r"不限于|各类行政复议|全部行政复议|所有行政复议", self.text)
            return bool(broad or re.match(r"[^；。]{0,6}其中[^，。；\d]{0,8}信息公开", sentence_rest))
        return False

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

    def _last_year_just_said(self) -> bool:
        last = self._last()
        return last is not None and last.year not in (0,) and last.year < 0

    def _growth(self, number: Number, clause: int, start: int, before: tuple[Token, ...], direction: int) -> None:
        at = self._growing(before)
        base = next((c for c in reversed(self.done) if c.kind in ("count", "money") and c.year >= 0), None)
        last = self._last()
        if not at and self._grows_else(start, number.start):
            return
        if at and at[0].row == "mentioned" and last is not None and last is base and last.topics:
            if last.topics[0].row in ("received", "handled", "mentioned", "processed"):
                at = ()
        if at:
            base = Claim("count", at, start, number.start, "", year=self.state.year)
        elif last is not None and last.year < 0:
            pass
        elif base is not last:
            base = None
        if base is None or not base.topics or (base.vague and not at):
            return
        vague = number.approximate or number.unit in ("个百分点",)
        year = self._against(number.start)
        self._add(
            "growth", base.topics, start, number.end, number=number, base=base, direction=direction, vague=vague, year=year
        )

    def _grows_else(self, start: int, end: int) -> bool:
        """The words name something else that grew: 网站访问量同比增长."""
        rest = _CHANGE.sub("", self.text[start:end])
        rest = re.sub(r"20\d\d年|(?:上一?|去|前一)年|同期|相比|[比较由从与幅略稍小大明显著所呈以度率]|同|环", "", _COMPARED.sub("", rest))
        return len(_FILLER.sub("", rest)) > 2

    def _against(self, at: int) -> int:
        """The year that is compared with: -1 last year, or as written."""
        named = list(re.finditer(r"(?:比|较|与|由|从)(?:(20\d\d)年|(前年))", self.text[:at]))
        if not named:
            return -1
        return int(named[-1][1]) if named[-1][1] else -2

    def _share(self, number: Number, start: int, before: tuple[Token, ...], of: str) -> None:
        strong = tuple(t for t in before if t.family in STRONG | {"applicant"} and self.text.find("占", t.end) >= t.end)
        named = tuple(t for t in strong if "占" not in self.text[start : t.start])
        topics = self._pick(named) if named else ()
        base = None if named else self._last()
        if base is not None and not _DIRECTLY.match(self.text[base.end : self.text.rfind("占", start, number.start)]):
            base = None
        self._add(
            "share",
            topics or (base.topics if base else ()),
            start,
            number.end,
            number=number,
            base=base,
            of=of,
            vague=number.approximate,
        )

    # -- topics

    def _topics(
        self, used: tuple[Token, ...], clause: int, start: int, number: Number, stop: int
    ) -> tuple[Topic, ...]:
        if not number.counts and not number.unit.endswith("元"):
            return ()
        if number.unit in ("人次", "条次", "件次"):
            return ()
        if not number.unit and re.match(r"\s*[一-鿿]", self.text[number.end : number.end + 2]) and not re.match(
            r"\s*(?:（|，|元)", self.text[number.end : number.end + 2]
        ):
            return ()
        strong = [t for t in used if t.family in STRONG]
        if strong:
            return self._strong(strong, used, clause, number)
        left = self.text[start : number.start] + self.text[number.end : max([number.end, *(t.end for t in used)])]
        return self._applications(used, clause, number, left)

    def _strong(
        self, strong: list[Token], used: tuple[Token, ...], clause: int, number: Number
    ) -> tuple[Topic, ...]:
        lead = self.text[clause : number.start]
        families = {t.family for t in strong}
        if "carry" in families and re.search(r"[含加]", self.text[max(0, strong[0].start - 3) : strong[0].start]):
            if any(t.name == "received" and t.end <= strong[0].start for t in used):
                return (Topic("received"),)
        topics = self._pick(tuple(used))
        if not topics:
            return ()
        family = next(t.family for t in reversed(strong) if t.family != "stop")
        if family in ("result", "carry") and not self.state.about:
            return ()
        if family == "made" and not any(t.family == "document" for t in used):
            if _FILLER.sub("", self.text[strong[-1].end : number.start]) and strong[-1].end <= number.start:
                return ()
        if family in ("document", "made") and re.search(r"(?<!信息)公开|公布|公示", lead):
            return ()
        if family == "act":
            said = self.text[max((m.end() for m in _SENTENCE.finditer(self.text, 0, clause)), default=0) : number.start]
            reach = said if self.state.in_parts else lead
            if _PUBLISHING.search(reach) and not _DECIDING.search(lead):
                return ()
            if "等" in lead or re.match(r"(?:事项|信息|条)", self.text[number.end : number.end + 2]) or number.unit in ("条",):
                return ()
        return topics

    def _pick(self, used: tuple[Token, ...]) -> tuple[Topic, ...]:
        """The topics that the last strong family among these words names."""
        state = self.state
        strong = [t for t in used if t.family in STRONG | {"applicant"} and t.name != "anyone"]
        strong = [t for t in strong if t.family in STRONG] or strong
        if not strong:
            return ()
        applicant = next((t.name for t in used if t.family == "applicant" and t.name != "anyone"), "")
        last = strong[-1]
        if last.family == "carry":
            return (Topic(last.name, applicant),)
        if last.family == "result":
            rows = self._joined([t for t in strong if t.family == "result"])
            return tuple(Topic(row, applicant) for row in rows)
        if last.family in ("dispute", "outcome"):
            said = [t for t in strong if t.family == "dispute"]
            if said:
                state.disputes = self._joined(said)
            outcome = next((t.name for t in reversed(strong) if t.family == "outcome"), "total")
            return tuple(Topic(row, outcome) for row in state.disputes)
        if last.family in ("document", "made"):
            document = next((t.name for t in reversed(strong) if t.family == "document"), "")
            made = [t.name for t in strong if t.family == "made"]
            if document:
                state.document = document
            if "none" in made:
                state.document = ""
                return ()
            if "changed" in made or not state.document:
                return ()
            state.made = made[-1] if made else state.made
            return (Topic(state.document, state.made or "any"),)
        if last.family == "act":
            return tuple(Topic(row, "decisions") for row in self._joined([t for t in strong if t.family == "act"]))
        if last.family == "fee":
            return (Topic("fees", "amount"),)
        return (Topic("applicants", last.name),)

    def _joined(self, found: list[Token]) -> tuple[str, ...]:
        """The last name, with those before it that are only joined to it by 、和及; a row within its group is the row."""
        names = [found[-1].name]
        for earlier, later in zip(reversed(found[:-1]), reversed(found[1:]), strict=True):
            if later.name and earlier.name.startswith(f"{later.name}_") and later.name != "granted":
                wide = "等" in self.text[earlier.end : later.start]
                names[0] = f"{earlier.name}|{later.name}" if wide else earlier.name
                continue
            if not _JOINED.match(self.text[earlier.end : later.start]) or earlier.name in names:
                break
            names.insert(0, earlier.name)
        return tuple(dict.fromkeys(names))

    def _applications(self, used: tuple[Token, ...], clause: int, number: Number, left: str) -> tuple[Topic, ...]:
        """新收, 办结, 申请人: what is said without naming a row."""
        state = self.state
        if not used or not state.about:
            return ()
        verbs = {t.name for t in used if t.family == "verb"}
        noun = any(t.family == "noun" for t in used)
        applicant = next((t.name for t in used if t.family == "applicant" and t.name != "anyone"), "")
        lead = _ALL_CHANNELS.sub("", self.text[clause : number.start])
        if any(t.name == "anyone" for t in used) and not verbs and not noun:
            return ()
        if applicant:
            if _QUALIFIED.search(left):
                return ()
            state.verb = state.verb or "received"
            return (Topic("applicants", applicant),)
        if _QUALIFIED.search(lead) or _QUALIFIED.search(_ALL_CHANNELS.sub("", left)):
            return ()
        if state.in_parts and "新收" not in lead:
            return ()
        if re.search(r"(?:延期|未|不予|待|代|转|口头|电话)(?:予以)?答复|转办|交办", left):
            return ()
        between = _PEOPLE.sub("", self._strip_verbs(_ALL_CHANNELS.sub("", self.text[used[0].start : number.start])))
        if len(_FILLER.sub("", between)) > 1:
            return ()
        alone = _OWN_WORDS.sub("", self._strip_verbs(left))
        if not noun and (len(_FILLER.sub("", alone)) > 2 or self._of_other_things(number)):
            return ()
        if not verbs:
            before = _PEOPLE.sub("", _OWN_WORDS.sub("", self._strip_verbs(self.text[clause : used[0].start])))
            if number.end <= used[0].start or number.unit == "次" or len(_FILLER.sub("", before)) > 1:
                return ()
            return (Topic("mentioned"),)
        if "received" in verbs:
            return (Topic("handled" if "processed" in verbs else "received"),)
        either = "handled" in verbs and "processed" not in verbs
        either = either or (number.end <= used[0].start and used[0].family == "noun")  # 12件申请已办结: of those received
        return (Topic("handled" if either else "processed"),)

    def _of_other_things(self, number: Number) -> bool:
        """The sentence has so far counted things, and none of them applications."""
        sentence = max((m.end() for m in _SENTENCE.finditer(self.text, 0, number.start)), default=0)
        earlier = [c for c in self.done if c.kind == "count" and c.start >= sentence]
        rows = {topic.row for claim in earlier for topic in claim.topics}
        return bool(earlier) and not rows & {"received", "handled", "mentioned", "processed", "carried_in", "applicants"}

    def _strip_verbs(self, text: str) -> str:
        return re.sub(r"新收|收到|接到|接收|接受|受理|收办|发生|出现|产生|提起|办结|答复|办理完[毕成结]|办复|处理完毕|办毕|办理|处理|登记", "", text)

    def _who(self, clause: int, used: tuple[Token, ...], at: int, named: bool = True) -> str:
        """The words between the beginning of the clause and what is counted: perhaps the name of a unit."""
        if not named:
            return self.state.who
        first = min([at, *(t.start for t in self.tokens if clause <= t.start < at)])
        who = re.sub(
            r"^(?:截至[^，]*|20\d\d年度?|全年|本年度?|今年|年内|其中|[\s，])+|(?:20\d\d年度?|全年|本年度?|今年|共计?|累计|总共|一共|合计|依法|已|新|被|因|[\s，])+$",
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

    def _before_bracket(self, clause: int) -> int:
        """Where a clause begins that goes on after a bracket: 乡镇（街道）收到."""
        if clause and self.text[clause - 1] in "）)":
            opened = max(self.text.rfind("（", 0, clause), self.text.rfind("(", 0, clause))
            if 0 <= opened and clause - opened < 10:
                return max((b for b in self.breaks if b < opened), default=-1) + 1
        return clause

    # -- statements without a number

    def _clause(self, at: int) -> tuple[int, int]:
        return max(b for b in self.breaks if b < at or b == -1) + 1, min(b for b in self.breaks if b >= at)

    def _nothing(self) -> None:
        """未收到…, 没有…, 无…; …为零, …没有."""
        for match in _NONE.finditer(self.text):
            begin, end = match.start("what"), match.end("what")
            found = self._between(begin, end)
            what = self.text[begin:end]
            if re.match(r"\s*\d", what) or any(n.start >= begin and n.end <= end for n in self.numbers):
                continue
            topics = () if _CAUSE.search(what) else self._none_topics(found, what, begin)
            if topics:
                self._none_claim(topics, match.start(), end)
        for match in _ZERO.finditer(self.text):
            clause, _ = self._clause(match.start())
            start = max([clause, *(n.end for n in self.numbers if clause <= n.end <= match.start())])
            found = self._between(start, match.start())
            topics = self._none_topics(found, self.text[start : match.start()], start)
            if topics:
                self._none_claim(topics, start, match.end())

    def _none_claim(self, topics: tuple[Topic, ...], start: int, end: int) -> None:
        clause, _ = self._clause(start)
        self.state.year = 0
        for at in (b + 1 for b in self.breaks if b < start):
            self._year(at, start)
        found = self._between(clause, end)
        self.state.whole, self.state.in_parts = None, False
        self._add("none", topics, start, end, who=self._who(clause, found, start))

    def _none_topics(self, found: tuple[Token, ...], what: str, found_start: int) -> tuple[Topic, ...]:
        if any(t.family == "stop" for t in found):
            return ()
        strong = [t for t in found if t.family in STRONG]
        if not strong:
            said = any(t.family == "noun" for t in found)
            applicant = next((t.name for t in found if t.family == "applicant" and t.name != "anyone"), "")
            if said and applicant and self.state.about:
                return (Topic("applicants", applicant),)
            noun = next((t for t in found if t.family == "noun"), None)
            if noun and self.state.about and not _QUALIFIED.search(what) and not any(t.name == "processed" for t in found):
                shift = noun.start - found_start
                before, after = what[:shift], what[shift + noun.end - noun.start :]
                rest = [len(_FILLER.sub("", _PEOPLE.sub("", self._strip_verbs(t)))) for t in (before, after)]
                if rest[0] <= 1 and rest[1] <= 2:
                    return (Topic("received"),)
            return ()
        topics: list[Topic] = []
        disputes = tuple(t.name for t in strong if t.family == "dispute")
        if any(t.family == "outcome" for t in strong):
            topics += self._pick(found)
        else:
            topics += [Topic(name, "total") for name in disputes]
        nearest = strong[-1]
        if nearest.family in ("carry", "result") and not disputes:
            if self.state.about and not re.search(r"不予答复|拖延", what):
                topics += self._pick(found)
        elif nearest.family in ("document", "made"):
            if any(t.family == "made" for t in strong) and not any(t.name == "none" for t in strong):
                topics += self._pick(found)
        elif nearest.family == "act":
            topics += [Topic(t.name, "decisions") for t in strong if t.family == "act"]
        elif nearest.family == "fee":
            topics += [Topic("fees", "amount")]
        noun = [t for t in found if t.family == "noun"]
        if disputes and noun and noun[0].start < strong[0].start and "、" in self.text[noun[0].end : strong[0].start]:
            topics.insert(0, Topic("received"))
        return tuple(dict.fromkeys(topics))

    def _everything(self) -> None:
        """全部办结; 均获维持; 申请人均为自然人; 均予以公开."""
        for match in _ALL_DONE.finditer(self.text):
            clause, end = self._clause(match.start())
            if re.search(r"期限|时限|时间|按时答复|按期答复|人大|政协|建议|提案", self.text[clause:end]):
                continue
            said = [c for c in self.done if c.kind == "count" and c.start < match.start()]
            topic = said[-1].topics[0].row if said and said[-1].topics else ""
            noun = any(t.family == "noun" for t in self._between(clause, match.start()))
            noun = noun or (self.state.about and "办结率" in match[0])
            asked = topic in ("received", "handled", "mentioned", "processed", "applicants") if said else noun
            if (asked or noun and not topic and not said) and (not said or said[-1].year == 0):
                who = self._who(clause, (), match.start())
                self._add("all", (Topic("carried_out"),), clause, match.end(), who=who)
        for at, end in zip(self.breaks, self.breaks[1:], strict=False):
            self._all_one(at + 1, end)

    def _all_one(self, start: int, end: int) -> None:
        clause = self.text[start:end]
        if not clause or any(start <= n.start < end for n in self.numbers):
            number_inside = [n for n in self.numbers if start <= n.start < end]
            if not number_inside or not re.search(r"均|全部|都", self.text[number_inside[-1].end : end]):
                return
            start = self.text.index(next(w for w in ("均", "全部", "都") if w in self.text[number_inside[-1].end : end]), number_inside[-1].end)
            clause = self.text[start:end]
        found = self._between(start, end)
        head = _ALL_ONE.match(clause)
        if not found or not head or not head[0] or re.search(r"[未不无]", head[0]):
            return
        rest = _FILLER.sub("", re.sub(r"结果|情形|类型|提出|判决|决定|处理|原(?:行政行为|决定|答复)?|[^，]*?(?=维持|纠正)", "", clause[head.end() :]))
        names = [t for t in found if t.family in ("outcome", "result", "applicant")]
        if len(names) != 1 or any(t.family not in ("outcome", "result", "applicant", "noun", "verb") for t in found):
            return
        if len(rest) > len(self.text[names[0].start : names[0].end]) + 2:
            return
        every = re.search(r"均|全部|都|皆", clause) is not None
        said = [c for c in self.done if c.kind == "count" and c.start < start and c.end >= start - 40]
        name = names[0]
        if name.family == "outcome":
            about = [c for c in said if c.topics and c.topics[0].column == "total" and c.year == 0]
            about = [c for c in about if c.depth == about[0].depth] if every else about[-1:]
            if about and said[-1].topics and said[-1].topics[0].row.startswith(("recon", "litig")):
                for claim in about:
                    self._add("all", tuple(Topic(t.row, name.name) for t in claim.topics), start, end, base=claim)
        elif every and said and said[-1].topics and said[-1].year == 0 and not said[-1].vague:
            row = said[-1].topics[0].row
            if name.family == "result" and row in ("received", "processed", "handled"):
                self._add("all", (Topic(name.name),), start, end, base=said[-1])
            if name.family == "applicant" and name.name != "anyone" and row in ("received", "handled", "mentioned"):
                self._add("all", (Topic("applicants", name.name),), start, end, base=said[-1])

    def _drift(self) -> None:
        """比上年略有增加; 与上年持平."""
        for compared in _COMPARED.finditer(self.text):
            clause, end = self._clause(compared.start())
            match = _DRIFT.search(self.text, compared.end(), end)
            if not match or any(clause <= n.start < end and n.start > compared.start() for n in self.numbers):
                continue
            said = [c for c in self.done if c.kind in ("count", "money") and c.end <= compared.start()]
            if not said or not said[-1].topics or said[-1].year != 0 or said[-1].vague:
                continue
            if said[-1].end < clause - 1:
                continue
            if re.search(r"百分|倍|近|约", self.text[compared.end() : end]) or _between_tokens(self._between(clause, end)):
                continue
            if self._grows_else(clause, match.start()):
                continue
            way = 0 if match["same"] else 1 if match["way"] in ("增加", "增长", "上升") else -1
            self._add("growth", said[-1].topics, clause, end, base=said[-1], direction=way, year=self._against(end))


def _between_tokens(found: tuple[Token, ...]) -> bool:
    return any(t.family in STRONG for t in found)


def passages(text: str) -> Iterator[tuple[int, str]]:
    """(where it begins, its text) of every sentence up to 。; one beginning with 其中 goes with the one before it."""
    pieces: list[tuple[int, str]] = []
    for match in re.finditer(r"[^。！？\n]+[。！？\n]?", text):
        if pieces and re.match(r"\s*(?:其中|包括)", match[0]):
            at, earlier = pieces[-1]
            pieces[-1] = (at, text[at : match.end()])
        elif match[0].strip():
            pieces.append((match.start(), match[0]))
    yield from pieces
