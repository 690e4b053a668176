"""Every claim of a passage: those with numbers, and those that say none, all or as many as last year."""

from __future__ import annotations

import re
from functools import lru_cache

from app.rules.prose.claim_numbers import Counting
from app.rules.prose.claim_topics import PEOPLE, QUALIFIED
from app.rules.prose.claims import Claim, Topic
from app.rules.prose.passage import COMPARED, FILLER, ZERO
from app.rules.prose.topics import STRONG, Token

_DRIFT = re.compile(
    r"(?:略|稍|小幅|大幅|明显|显著)?(?:有所?|呈)?(?:所)?(?P<way>增加|增长|上升|减少|下降|回落|降低)(?!(?:到|至|了|幅|约|近|为|达|\s*\d))|(?P<same>(?<!基本)(?<!大致)(?<!大体)持平|相同|一致)"
)
_NONE = re.compile(
    r"(?:尚|均|都|也)?(?:未(?!经|按|审|办结|答复|来|予|办完|能|缴|补正|到|办理完|结案)|没有(?!现成|正当)|(?<![有毫若])无(?!法|正当|现成|一(?![起件例宗项])|效|需|须|条件|障碍|论|关|故|理|偿|线|纸|疑)"
    r"|不存在|零(?=申请|复议|诉讼))"
    r"(?P<what>[^，；。！？（）()\n]*)"
)
_ALL_DONE = re.compile(
    r"(?:所有|全部)(?:的)?(?:政府信息公开|依申请公开)?申请(?:件|事项)?(?:已经?|依法|按时|按期)*(?:办结|办理完[毕成结]|答复完毕)|(?:全部|全都|均|都|皆)(?:已经?|予以|按时|按期|依法|及时|如期|规范|妥善)*(?:办结|办理完[毕成结]|答复完毕|办复|处理完毕|办毕|答复)(?!率)|(?:100%|百分之百)(?:办结|答复完毕)|(?<!按时)(?<!按期)(?<!及时)办结率(?:均|都)?(?:为|达到?|是)?\s*(?:100%|百分之百|百分之一百)"
)
_ALL_ONE = re.compile(
    r"^(?:其?结果|申请人|申请|法院)?(?:均|全部|都|全|皆)?(?:已|是|为|获|被|予以|作出|属于|由|来自|系|法院|复议机关|依法|判决|裁定|决定)*"
)
_CAUSE = re.compile(
    r"因(?!政府信息|信息|政务|公开|本|其|依申请|此)|败诉|胜诉|不当|不力|不作为|违法|违规|超期|逾期未|负面|撤诉|撤销|责令"
)
_SAYS = re.compile(
    r"[\d０-９零一二两三四五六七八九十百千]\s*(?:余|多|几)?[万亿]?\s*[件条项份起例宗次%％元，。；、）]|百分之|[未无没零均都]|全部|所有|办结率|持平"
)
"""Every claim has one of these; most passages have none."""


class _Reader(Counting):
    """Reads all claims."""

    def read(self) -> list[Claim]:
        self.count()
        self._nothing()
        self._everything()
        self._drift()
        return self.done

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
        for match in ZERO.finditer(self.text):
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
            if (
                noun
                and self.state.about
                and not QUALIFIED.search(what)
                and not any(t.name == "processed" for t in found)
            ):
                shift = noun.start - found_start
                before, after = what[:shift], what[shift + noun.end - noun.start :]
                rest = [len(FILLER.sub("", PEOPLE.sub("", self._strip_verbs(t)))) for t in (before, after)]
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
            noun = any(t.family == "noun" for t in self._between(clause, match.end()))
            noun = noun or (self.state.about and "办结率" in match[0])
            asked = topic in ("received", "handled", "mentioned", "processed", "applicants") if said else noun
            if (asked or noun and not topic and not said) and (not said or said[-1].year >= 0):
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
            start = self.text.index(
                next(w for w in ("均", "全部", "都") if w in self.text[number_inside[-1].end : end]),
                number_inside[-1].end,
            )
            clause = self.text[start:end]
        found = self._between(start, end)
        head = _ALL_ONE.match(clause)
        if not found or not head or not head[0] or re.search(r"[未不无]", head[0]):
            return
        rest = FILLER.sub(
            "",
            re.sub(
                r"结果|情形|类型|提出|判决|决定|处理|原(?:行政行为|决定|答复)?|[^，]*?(?=维持|纠正)",
                "",
                clause[head.end() :],
            ),
        )
        names = [t for t in found if t.family in ("outcome", "result", "applicant")]
        if len(names) != 1 or any(t.family not in ("outcome", "result", "applicant", "noun", "verb") for t in found):
            return
        if len(rest) > len(self.text[names[0].start : names[0].end]) + 2:
            return
        every = re.search(r"均|全部|都|皆", clause) is not None
        said = [c for c in self.done if c.kind == "count" and c.start < start and c.end >= start - 40]
        name = names[0]
        if name.family == "outcome":
            about = [c for c in said if c.topics and c.topics[0].column == "total" and c.year >= 0]
            about = [c for c in about if c.depth == about[0].depth] if every else about[-1:]
            if about and said[-1].topics and said[-1].topics[0].row.startswith(("recon", "litig")):
                for claim in about:
                    self._add("all", tuple(Topic(t.row, name.name) for t in claim.topics), start, end, base=claim)
        elif every and said and said[-1].topics and said[-1].year >= 0 and not said[-1].vague:
            row = said[-1].topics[0].row
            if name.family == "result" and row in ("received", "processed", "handled"):
                self._add("all", (Topic(name.name),), start, end, base=said[-1])
            if name.family == "applicant" and name.name != "anyone" and row in ("received", "handled", "mentioned"):
                self._add("all", (Topic("applicants", name.name),), start, end, base=said[-1])

    def _drift(self) -> None:
        """比上年略有增加; 与上年持平."""
        for compared in COMPARED.finditer(self.text):
            clause, end = self._clause(compared.start())
            match = _DRIFT.search(self.text, compared.end(), end)
            if not match or any(clause <= n.start < end and n.start > compared.start() for n in self.numbers):
                continue
            said = [c for c in self.done if c.kind in ("count", "money") and c.end <= compared.start()]
            if not said or not said[-1].topics or said[-1].year < 0 or said[-1].vague:
                continue
            if said[-1].end < clause - 1:
                continue
            named = any(t.family in STRONG for t in self._between(clause, end))
            if (
                named
                or re.search(r"百分|倍|近|约", self.text[compared.end() : end])
                or self._grows_else(clause, match.start())
            ):
                continue
            way = 0 if match["same"] else 1 if match["way"] in ("增加", "增长", "上升") else -1
            self._add("growth", said[-1].topics, clause, end, base=said[-1], direction=way, year=self._against(end))


@lru_cache(maxsize=1024)
def claims(passage: str, about: bool) -> tuple[Claim, ...]:
    """Every claim of a passage, in order. `about`: it is known to speak of applications for government information."""
    if not _SAYS.search(passage):
        return ()
    return tuple(sorted(_Reader(passage, about).read(), key=lambda claim: claim.start))
