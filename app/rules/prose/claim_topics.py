"""What a number of a passage counts, from the words beside it."""

from __future__ import annotations

import re

from app.rules.prose.chinese_numbers import Number
from app.rules.prose.claims import Topic
from app.rules.prose.passage import FILLER, Passage
from app.rules.prose.topics import STRONG, Token

QUALIFIED = re.compile(
    r"涉及|关于|有关|类(?:信息|的)?(?:公开)?申请|方面的|疑难|复杂|典型|补正|撤[回销]|更正|延期|减免|重大|网络|网上|网站|信函|信件|邮寄|邮政|寄递|快递|当面|现场|窗口"
    r"|传真|平台|邮箱|邮件|电子|微信|线上|线下|书面|口头|抽查|协助|配合|指导|督促|督办|协调|审核|提前|当场|当日|延长|同一|单个|对(?=$)|每$|无$|逐$|平均|日均|批次|会商|主题"
)
_ALL_CHANNELS = re.compile(r"(?:通过|以)?(?:线上线下|各种|各类|多种|各|多|不同)[^，；]{0,6}?(?:渠道|方式|途径|形式)")
PEOPLE = re.compile(
    r"公民|企业|法人|其[他它]组织|自然人|个人|社会公众|社会各界|公众|群众|申请人|各类|各种|有效|提出|提交|递交|来自|或者?|任何|新的|以及|政府|信息|依申请|公开"
)
OWN_WORDS = re.compile(
    r"(?:上一?|去|前一)年度?(?:同期)?|全(?:[省市县区州旗镇乡]|街道|系统)|各?级?行政机关|各部门|各单位|[我本](?:单位|街道|机关|[局委办厅县镇乡市区院])"
)
_PUBLISHING = re.compile(r"公开|公示|发布|公布|上传|归集|推送|报送")
_DECIDING = re.compile(r"作出|做出|办理|办结|实施|准予|下达|颁发|核发")
_JOINED = re.compile(
    r"^(?:[、和及与或的]|以及|被|提起|申请|引发|发生|作出|案件|数量?|类|行政|决定|信息公开|信息|情形|政府|因)*$"
)


class Naming(Passage):
    """Names the topics of a number."""

    def _topics(self, used: tuple[Token, ...], clause: int, start: int, number: Number) -> tuple[Topic, ...]:
        if not number.counts and not number.unit.endswith("元"):
            return ()
        if number.unit in ("人次", "条次", "件次"):
            return ()
        if (
            not number.unit
            and re.match(r"\s*[一-鿿]", self.text[number.end : number.end + 2])
            and not re.match(r"\s*(?:（|，|元)", self.text[number.end : number.end + 2])
        ):
            return ()
        strong = [t for t in used if t.family in STRONG]
        if strong:
            return self._strong(strong, used, clause, number)
        left = self.text[start : number.start] + self.text[number.end : max([number.end, *(t.end for t in used)])]
        return self._applications(used, clause, number, left)

    def _strong(self, strong: list[Token], used: tuple[Token, ...], clause: int, number: Number) -> tuple[Topic, ...]:
        lead = self.text[clause : number.start]
        plus = re.search(r"[含加]", self.text[max(0, strong[0].start - 3) : strong[0].start])
        if (
            strong[0].family == "carry"
            and plus
            and any(t.name == "received" and t.end <= strong[0].start for t in used)
        ):
            return (Topic("received"),)  # 收到申请含上年结转共 103 件
        topics = self._pick(tuple(used))
        if not topics:
            return ()
        family = next(t.family for t in reversed(strong) if t.family != "stop")
        if family in ("result", "carry") and not self.state.about:
            return ()
        papers = re.search(r"公文|发文|文件", self.text[: number.start])
        asked = any(t.family == "noun" and self.text[t.end - 1] == "请" for t in self._between(0, number.start))
        if family == "result" and papers and not asked:
            return ()  # 公文326件，其中不予公开58件
        alone = family == "made" and not any(t.family == "document" for t in used)
        if alone and FILLER.sub("", self.text[strong[-1].end : number.start]):
            return ()  # 废止制度3项
        if family in ("document", "made") and re.search(r"(?<!信息)公开|公布|公示", lead):
            return ()
        if family == "act":
            said = self.text[self._sentence(clause) : number.start]
            reach = said if self.state.in_parts else lead
            if _PUBLISHING.search(reach) and not _DECIDING.search(lead):
                return ()
            if (
                "等" in lead
                or re.match(r"(?:事项|信息|条)", self.text[number.end : number.end + 2])
                or number.unit in ("条",)
            ):
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
            heading = later.name.startswith(f"{earlier.name}_") and earlier.name != "granted"
            if heading and not re.search("[、和及与或]", self.text[earlier.end : later.start]):
                continue  # 行政诉讼未经复议直接起诉: the group is said before its row
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
            if QUALIFIED.search(left):
                return ()
            return (Topic("applicants", applicant),)
        if QUALIFIED.search(lead) or QUALIFIED.search(_ALL_CHANNELS.sub("", left)):
            return ()
        if state.in_parts and "新收" not in lead:
            return ()
        if re.search(r"(?:延期|未|不予|待|代|转|口头|电话)(?:予以)?答复|转办|交办", left):
            return ()
        between = PEOPLE.sub("", self._strip_verbs(_ALL_CHANNELS.sub("", self.text[used[0].start : number.start])))
        if len(FILLER.sub("", between)) > 1:
            return ()
        alone = OWN_WORDS.sub("", self._strip_verbs(left))
        if not noun and (len(FILLER.sub("", alone)) > 2 or self._of_other_things(number)):
            return ()
        if not verbs:
            before = PEOPLE.sub("", OWN_WORDS.sub("", self._strip_verbs(self.text[clause : used[0].start])))
            if number.end <= used[0].start:  # 今年有12件申请。
                there_are = re.fullmatch(r"[^，；]{0,8}?(?:共|有|共有|计)\s*", self.text[clause : number.start])
                ends = re.match(r"\s*(?:[，。；（]|$)", self.text[used[-1].end :])
                return (Topic("mentioned"),) if there_are and ends else ()
            if number.unit == "次" or len(FILLER.sub("", before)) > 1:
                return ()
            return (Topic("mentioned"),)
        if "received" in verbs:
            return (Topic("handled" if "processed" in verbs else "received"),)
        of_received = number.end <= used[0].start and used[0].family == "noun"  # 12件申请已办结
        either = of_received or ("handled" in verbs and "processed" not in verbs)
        return (Topic("handled" if either else "processed"),)

    def _of_other_things(self, number: Number) -> bool:
        """The sentence has so far counted things, and none of them applications."""
        sentence = self._sentence(number.start)
        earlier = [c for c in self.done if c.kind == "count" and c.start >= sentence]
        rows = {topic.row for claim in earlier for topic in claim.topics}
        return bool(earlier) and not rows & {
            "received",
            "handled",
            "mentioned",
            "processed",
            "carried_in",
            "applicants",
        }

    def _strip_verbs(self, text: str) -> str:
        return re.sub(
            r"新收|收到|接到|接收|接受|受理|收办|发生|出现|产生|提起|办结|答复|办理完[毕成结]|办复|处理完毕|办毕|办理|处理|登记",
            "",
            text,
        )
