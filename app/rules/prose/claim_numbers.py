"""What a passage says with numbers: counts, money, shares, growth, and what is 其中 of what."""

from __future__ import annotations

import re

from app.rules.prose.chinese_numbers import Number
from app.rules.prose.claim_topics import OWN_WORDS, QUALIFIED, Naming
from app.rules.prose.claims import Claim, Topic
from app.rules.prose.passage import COMPARED, FILLER
from app.rules.prose.topics import STRONG, Token

_TOGETHER = re.compile(r"^[，、\s]*(?:共计|合计|总计|总共|共)\s*$")
_PARTS = re.compile(
    r"其中|包括|包含|分为|(?:按照?|从)[^，。；]{0,6}?(?:方式|形式|类别|类型|渠道|内容|主体|途径|对象)(?:上)?(?:划?分|来?看|分类|统计)"
)
_UP = r"增加|增长|增多|增幅|上升|上涨|提高|提升|多(?!种|项|个|渠道)|增"
_DOWN = r"减少|下降|降低|回落|减幅|降幅|下滑|少|减|降"
_CHANGE = re.compile(rf"(?:(?P<up>{_UP})|(?P<down>{_DOWN}))(?:了|幅度?|率|速)?(?:约|近)?(?:为|达到?|是)?\s*$")
_SHARE = re.compile(r"占(?P<of>(?:(?!占)[^，；。]){0,16}?)(?:比例?|比重)?(?:分别)?(?:约|为|达到?|是)?\s*$")
_DIRECTLY = re.compile(r"^[，、（(的\s]*(?:约|共|合计|同样|只|仅)?$")
_MANY_YEARS = re.compile(
    r"上半年|下半年|季度|(?<![\d至\-—])(?:1[01]|[1-9])月(?!\d*日|\s*[至\-—])|每[月年]|[月年]均|近[一二三四五两几\d]+年|[二三四五两几\d]年来|以来|历年|自20\d\d年|逐年"
)
_FROM = re.compile(r"(?:比|较|由|从|与|自)(?:(?:上一?|去|前一)年|(20\d\d)年)(?:度|同期)?(?:相比)?的?\s*$")
_TO = re.compile(rf"(?:{_UP}|{_DOWN}|升|变)(?:到|至|为)\s*$")


class Counting(Naming):
    """Reads the claims that hold a number."""

    def count(self) -> None:
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
            listed = self.text.find("、", number.end, stop)  # what follows 、 is the next number's
            after = self._between(number.end, stop if listed < 0 else listed)
            if not any(t.family in STRONG for t in before) or first_mode:
                follows = [t for t in after if t.family in STRONG]
                if (first_mode or self._bare(start, number.start, before)) and follows:
                    first_mode = True
            self._number(number, clause, start, stop, before, after, first_mode, dated)

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
        elif "。" in gap or re.search(
            r"[；;，](?:(?:已|共|共计|累计|依法|按时|按期)*(?:办结|答复)|结转|转结|上年|新收|另|全年|全[市县区镇州省]|共|本年|今年|还|同时|另|此外|年底|年末)",
            gap,
        ):
            state.whole, state.in_parts = None, False

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
        sentence = self._sentence(number.start)
        change = _CHANGE.search(left)
        if change and (COMPARED.search(self.text[sentence : number.start]) or self._last_year_just_said()):
            self._growth(number, start, before, 1 if change["up"] else -1)
            return
        if number.percent:
            if match := _SHARE.search(left):
                self._share(number, start, before, match["of"])
            return
        if change and not number.unit.endswith("元") and not any(t.family in STRONG for t in before):
            return
        if self._from_to(number, start, left, before) or self._added_up(number, start):
            return
        used = after if number_first else before
        joined_verb = not number_first and not any(t.family in STRONG | {"noun"} for t in before)
        if joined_verb and after and after[0].start - number.end <= 12 and (before or FILLER.sub("", left) == ""):
            used = before + after
        topics = () if any(t.family == "stop" for t in used) else self._topics(used, clause, start, number)
        if number.unit.endswith("元") and not (topics and topics[0].row == "fees"):
            return
        if topics and topics[0].row == "fees" and not number.unit.endswith("元"):
            topics = ()
        last = self._last()
        bare = not topics and not used and dated and number.counts
        if bare and last and last.end + 14 > number.start and len(FILLER.sub("", OWN_WORDS.sub("", left))) <= 1:
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

    def _added_up(self, number: Number, start: int) -> bool:
        """网上7件、信函3件，共计10件: a whole said after its parts."""
        if not _TOGETHER.match(self.text[start : number.start]) or number.approximate:
            return False
        sentence = self._sentence(number.start)
        parts = [c for c in self.done if c.kind == "count" and c.start >= sentence and not c.part]
        same = [c for c in parts if c.number and c.number.unit == number.unit and not c.topics and not c.vague]
        if len(same) < 2 or len(same) != len(parts):
            return False
        self._add("count", (), start, number.end, number=number, parts=tuple(same))
        return True

    def _from_to(self, number: Number, start: int, left: str, before: tuple[Token, ...]) -> bool:
        """由上年的 76 件增加到 95 件; 比上年 76 件增加 19 件: the same topic in another year."""
        last = self._last()
        if came := _FROM.search(left):
            current = next((c for c in reversed(self.done) if c.kind in ("count", "money") and c.year >= 0), None)
            topics = self._growing(before) or (current.topics if current is last and current else ())
            year = int(came[1]) if came[1] else -1
            self.origin = self._add(
                "count", topics, start, number.end, number=number, year=year, vague=number.approximate
            )
            return True
        if _TO.search(left) and last is not None and last is self.origin:
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
        if QUALIFIED.search(self.text[before[0].start - 6 if before[0].start > 6 else 0 : before[-1].end]):
            return ()
        return (Topic("processed" if any(t.name == "processed" for t in before) else "mentioned"),)

    def _vague(self, topics: tuple[Topic, ...], number: Number, stop: int) -> bool:
        """Words that make a figure another count than the table's: 含修改, 等各类."""
        sentence = self._sentence(number.start)
        if _MANY_YEARS.search(self.text[sentence : number.start]):
            return True
        sentence_rest = self.text[number.end : min((s for s in self.sentences if s > number.end), default=None)]
        if any(topic.column in ("issued", "any") for topic in topics):
            if re.match(r"\s*[（(，](?:其中|含|包括|包含)[^。；）)]{0,30}?修[改订]", self.text[stop : stop + 50]):
                return True
            if re.search(r"修[改订]", self.text[sentence : number.start]):
                return True
        if any(topic.row in ("normative_documents", "regulations") for topic in topics):
            opened = self.text.rfind("（", 0, number.start)
            closed = self.text.find("）", opened)
            if opened >= 0 and closed >= number.end and re.search(r"修[改订]", self.text[opened:closed]):
                return True
        if any(topic.column == "total" for topic in topics):
            broad = re.search(r"不限于|各类行政复议|全部行政复议|所有行政复议", self.text)
            return bool(broad or re.match(r"[^；。]{0,6}其中[^，。；\d]{0,8}信息公开", sentence_rest))
        return False

    def _last_year_just_said(self) -> bool:
        last = self._last()
        return last is not None and (last.year < 0 or last is self.origin)

    def _growth(self, number: Number, start: int, before: tuple[Token, ...], direction: int) -> None:
        at = self._growing(before)
        said = (c for c in reversed(self.done) if c.kind in ("count", "money"))
        base = next((c for c in said if c.year >= 0 and c is not self.origin), None)
        last = self._last()
        if not at and self._grows_else(start, number.start):
            return
        just_said = last.topics[0].row if last is not None and last is base and last.topics else ""
        if at and at[0].row == "mentioned" and just_said in ("received", "handled", "mentioned", "processed"):
            at = ()
        if at:
            base = Claim("count", at, start, number.start, "", year=self.state.year)
        elif base is not last and not self._last_year_just_said():
            base = None
        if base is None or not base.topics or (base.vague and not at):
            return
        vague = number.approximate or number.unit in ("个百分点",)
        year = self._against(number.start)
        self._add(
            "growth",
            base.topics,
            start,
            number.end,
            number=number,
            base=base,
            direction=direction,
            vague=vague,
            year=year,
        )

    def _grows_else(self, start: int, end: int) -> bool:
        """The words name something else that grew: 网站访问量同比增长."""
        rest = _CHANGE.sub("", self.text[start:end])
        rest = re.sub(
            r"20\d\d年|(?:上一?|去|前一)年|同期|相比|[比较由从与幅略稍小大明显著所呈以度率]|同|环",
            "",
            COMPARED.sub("", rest),
        )
        return len(FILLER.sub("", rest)) > 2

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
            vague=number.approximate or re.search(r"[约近逾超]\s*占", self.text[start : number.start]) is not None,
        )
