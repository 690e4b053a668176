"""The statements that narratives make, as data: signs of the vocabulary in order, what they claim, and examples that are tests."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property

ALWAYS_DROPPED = "信众诸共今年昨已关从、"
"""Signs that say nothing of what is counted."""


@dataclass(frozen=True)
class Pattern:
    """`signs`: the whole statement, but for `ALWAYS_DROPPED` and `fill`. `claims`: a row, or 果 人 议 判 文 令 for what its words name.

    `about`: what the passage must be speaking of: 申 applications, 议 disputes, 文 documents, 令 acts.
    `own`: it names its noun, so it may stand in any list and ends one; `bare`: it leaves its noun out; `strict`: no unknown word
    may stand in it, as in none that is bare. `yes`, `no`: statements it claims, or that no pattern claims.
    """

    name: str
    signs: str
    claims: str
    about: str = ""
    fill: str = ""
    own: bool = False
    bare: bool = False
    strict: bool = False
    keeps: str = "-"
    yes: tuple[str, ...] = ()
    no: tuple[str, ...] = ()

    @cached_property
    def regex(self) -> re.Pattern[str]:
        return re.compile(self.signs)

    @cached_property
    def dropped(self) -> dict[int, None]:
        return dict.fromkeys(map(ord, (ALWAYS_DROPPED + self.fill).replace(self.keeps, "")))


COUNTS = (
    # -- applications
    Pattern(
        "新收",
        "中?[新制]收?申+[办答]*数|中?新收?申*量数|申+新收?数|中?[新制]收?数申+",
        "received_new",
        "申",
        fill="均",
        own=True,
        yes=("新收政府信息公开申请95件", "本年新收到公民提出的信息公开申请3件"),
        no=("新收提案95件", "新增公众号3个"),
    ),
    Pattern("新收其数", "中?新收?数", "received_new", "申", bare=True, yes=("新收3件",), no=("新增21项",)),
    Pattern(
        "收到和办理",
        "收[办答]+申+数|申+收[办答]+数|收[办答]+数申+",
        "handled",
        "申",
        own=True,
        yes=("受理并办结申请9件", "接收并答复政府信息公开申请86件"),
    ),
    Pattern(
        "收到含结转",
        "收申*(?:中|余)*入申*数|入[新收]申*数|[新收]申*入申*数",
        "received",
        "申",
        own=True,
        yes=("收到申请含上年结转共103件",),
    ),
    Pattern(
        "收到",
        "收*申+收?数|收申*公?申+数|申*收*量收?数|收数申+",
        "received_or_mentioned",
        "申",
        fill="公均对",
        own=True,
        yes=(
            "共收到政府信息公开申请17件",
            "共收到8份政府信息公开申请",
            "申请受理量为90件",
            "收到公众关于政府信息公开的申请3件",
            "依申请公开事项5件",
        ),
        no=(
            "受理群众网上来访信件34件",
            "受理线上信息公开申请65件",
            "受理行政许可申请22100件",
            "收到信息公开申请表下载次数9次",
            "疑难申请3件",
        ),
    ),
    Pattern("收到其数", "收数", "received", "申", bare=True, yes=("共收到12件",), no=("共收到锦旗12件",)),
    Pattern(
        "有申请", "数申+", "mentioned", "申", strict=True, yes=("今年有12件申请",), no=("对3件疑难申请组织专家论证",)
    ),
    Pattern(
        "办结申请",
        "[办收]*答+申+数|申+[办收]*答+数|[办收]*答+数申+",
        "processed",
        "申",
        fill="限均余",
        own=True,
        yes=("办结申请98件", "共办结政府信息公开申请九件", "按时答复申请22件"),
        no=("延期答复7件",),
    ),
    Pattern("申请已办结", "数申+[办收]*答+", "handled", "申", fill="限均", yes=("12件申请已办结",)),
    Pattern(
        "办结其数",
        "办*答+数|数办*答+",
        "processed",
        "申",
        fill="限均余",
        bare=True,
        yes=("共办结10件", "19件已按照规定时限和程序依法依规进行了答复"),
        no=("办结12345工单10件",),
    ),
    Pattern(
        "办理申请",
        "办+申+数|申+办+数|办+数申+",
        "handled",
        "申",
        fill="限均",
        own=True,
        yes=("全年办理政府信息公开申请218件",),
        no=("办理人大代表建议56件",),
    ),
    Pattern("办理其数", "办+数|数办+", "handled", "申", fill="限均", bare=True, yes=("已办理23件",)),
    Pattern(
        "上年结转",
        "[中余收加办]*入(?:申|量)*[办答]*数|申+[中收]*入数|数申*(?:收|余)?入[办答]*|入数申+",
        "carried_in",
        "申",
        fill="限均",
        own=True,
        yes=(
            "上年结转政府信息公开申请4件",
            "2021年结转申请2件",
            "结转上年度办理3件",
            "含上年度结转申请5件",
            "办理上年度遗留申请5件",
        ),
    ),
    Pattern(
        "结转下年",
        "[中余申]*(?:办|申)*出+(?:[办答申]|次)*数(?:申*出*)?|[中余尚]*数(?:申|限)*出+(?:[办答申出])*|尚数限|[中余]*出数申+",
        "carried_out",
        "申",
        fill="均办拟年",
        own=True,
        yes=(
            "尚有3件在法定答复期限内",
            "结转下年度继续办理3件",
            "1件结转下年",
            "7件正在办理中",
            "年底尚有2件未办结",
            "顺延至下一年答复2件",
            "10件申请尚未答复",
        ),
    ),
    Pattern("结转", "中*转申*[办答]*数", "carried", "申", own=True, yes=("包括2023年结转2024年政府信息公开申请4件",)),
    Pattern(
        "结果",
        "[中余]*果+(?:他果)?数果?|[中余]*数果+",
        "果",
        "申",
        fill="申请办答收限均公他作等",
        yes=(
            "予以公开3件",
            "4件申请的内容予以公开",
            "因属于行政执法案卷不予公开100件",
            "5件因本机关不掌握相关政府信息而不予公开",
        ),
        no=("已主动公开和同意公开31件",),
    ),
    Pattern("公开", "[中余]*(?:公数|数公)", "granted_any", "部", strict=True, yes=("公开3件",)),
    Pattern("其他结果", "[中余]*(?:他数|数他)", "other_result", "部", strict=True, yes=("其他1件",)),
    Pattern(
        "申请人",
        "[中余]*(?:人+数|数人+)",
        "人",
        "申",
        fill="申请收新办均",
        strict=True,
        yes=("涉及自然人72件", "商业企业3件", "法人或其他组织提出申请16件"),
        no=("走访企业16件",),
    ),
    # -- disputes
    Pattern(
        "复议诉讼",
        "[中余]*(?:议+判*数判?|数议+)",
        "议",
        "",
        fill="申请收对答",
        keeps="从",
        own=True,
        yes=("因政府信息公开申请引起的行政复议93件", "被申请行政复议1件", "信息公开行政复议案件3件"),
        no=("受理行政复议案件260件", "收到行政复议意见2件"),
    ),
    Pattern(
        "办理复议",
        "[办审答]*议+[办审答]*数|[办审]+数议+",
        "议办",
        "",
        fill="申请收对答",
        own=True,
        yes=("办理因政府信息公开申请引发的行政复议36起",),
        no=("办理行政复议36起",),
    ),
    Pattern(
        "复议结果", "[中余]*(?:判+数|数判+)", "判", "议", fill="议申请", yes=("维持1件", "结果纠正3件", "尚未审结1件")
    ),
    # -- documents
    Pattern(
        "制发",
        "[中余]*(?:文*制+文+数|制+数文+|文+制+数|文*制数)",
        "issued",
        "文",
        fill="公中",
        own=True,
        yes=(
            "制发行政规范性文件5件",
            "动态更新发布本年度制发行政规范性文件62件",
            "新制定3件",
            "印发并公开行政规范性文件17件",
        ),
        no=("规范性文件先后进行4次专项清理", "规范性文件政策解读12件", "规范性文件类信息80条"),
    ),
    Pattern(
        "废止",
        "[中余]*(?:废+文*数|文+废+数|废数文+)",
        "repealed",
        "文",
        fill="",
        own=True,
        yes=("废止规范性文件3件", "废止17件"),
        no=("废止制度3项",),
    ),
    Pattern(
        "有效",
        "[中余]*(?:效+文*数|文+效+数|效数文+|数文*效)",
        "in_force",
        "文",
        fill="公理均废改",
        own=True,
        yes=(
            "现行有效的行政规范性文件46件",
            "集中公开现行有效行政规范性文件698件",
            "现行有效件数20件",
            "清理并公开现行有效的规范性文件9件",
        ),
    ),
    Pattern("文件", "中?文+数", "any", "文", yes=("规章21件",), no=("公开规范性文件22件",)),
    # -- acts and money
    Pattern(
        "作出决定",
        "[中余]*(?:[作办]+令+作?数|令+作+数|[作办]*数令+)",
        "令",
        "令",
        own=True,
        yes=("作出行政处罚决定1864件", "行政许可处理决定数量776件"),
    ),
    Pattern(
        "决定", "[中余]*令+数", "令", "令", yes=("行政许可421件",), no=("公开行政处罚信息1500条", "行政许可类信息40条")
    ),
    Pattern("决定接前", "作+数", "令", "令", bare=True, yes=("处理决定数量29件",)),
    Pattern(
        "收费",
        "费钱",
        "fees",
        "",
        fill="收均作制",
        own=True,
        yes=("收取行政事业性收费4608.208万元", "行政事业性收费总金额258.5亿元"),
        no=("减免行政事业性收费5万元",),
    ),
)
"""Statements with a number, the first that fits."""

_NO = "[没零]"
NONES = (
    Pattern(
        "没有申请",
        f"{_NO}[收新办答]*[公对]*申+|申+{_NO}[收新办答]*|[收新办答]+申+{_NO}|[收新办答]*申*量零",
        "received",
        "申",
        fill="均他公",
        yes=(
            "未收到政府信息公开申请",
            "无依申请公开政府信息事项",
            "未收到和处理政府信息公开申请事项",
            "全年申请量为零",
            "未收到任何单位和个人提出的政府信息公开申请",
        ),
        no=("未收到咨询", "未收到涉及个人隐私的当面申请"),
    ),
    Pattern("没有收到", f"{_NO}[收新]+", "received", "申", bare=True, yes=("至今未收到",)),
    Pattern(
        "申请和争议都没有",
        f"(?:{_NO}[收新]*)?申+(?:、{_NO}?议)+、?{_NO}?|(?:申、?)?{_NO}申(?:、?{_NO}议)+",
        "申和议",
        "申",
        fill="均办诉",
        keeps="、",
        yes=("政府信息公开申请、行政复议、行政诉讼均为零", "依申请公开零申请、零复议、零诉讼"),
    ),
    Pattern(
        "没有争议",
        f"{_NO}[收新对]*[申请]*议+|(?:{_NO}[申请]*议){{2,}}|[收新]*议+{_NO}",
        "议",
        "",
        fill="均申请收答公对主诉等",
        yes=(
            "未发生因政府信息公开而引发的行政诉讼、行政复议",
            "无行政诉讼",
            "未发生因政府信息公开工作而被申请行政复议或被提起行政诉讼的情形",
        ),
    ),
    Pattern("没有此结果", f"{_NO}议*判+|判+{_NO}", "判", "议", fill="申请", yes=("未出现被纠错情形",)),
    Pattern(
        "没有结转",
        f"{_NO}[收]*申*出+[办答申出]*|申*出+[办答申]*{_NO}",
        "carried_out",
        "申",
        fill="限均",
        yes=("无结转下年度继续办理", "没有结转下年度的申请", "无下年度结转"),
    ),
    Pattern(
        "没有上年结转",
        f"{_NO}[收]*申*入+[办答申]*|申*入+[办答申]*{_NO}",
        "carried_in",
        "申",
        fill="限均",
        yes=("无上年结转申请",),
    ),
    Pattern("没有结转的", f"{_NO}[收]*申*转申*", "none_carried", "申", yes=("没有结转",)),
    Pattern(
        "没有这种结果",
        f"{_NO}果+|果+{_NO}",
        "果",
        "申",
        fill="申请均",
        strict=True,
        yes=("没有不予公开政府信息情况", "补正后仍不明确的没有"),
    ),
    Pattern("没有这种申请人", f"{_NO}收?人+申+|人+申*{_NO}", "人", "申", fill="均", yes=("没有收到自然人的申请",)),
    Pattern(
        "没有制发",
        f"{_NO}制+(?:废|改|理|制)*文+|文+{_NO}制*|文+制*{_NO}",
        "issued",
        "文",
        fill="公均",
        yes=("没有制发行政规范性文件", "未制定、废止行政规范性文件"),
    ),
    Pattern("没有废止", f"{_NO}废+文+", "repealed", "文", yes=("没有废止规范性文件",)),
    Pattern("没有有效", f"{_NO}效+文+", "in_force", "文", yes=("无现行有效的规范性文件",)),
    Pattern(
        "没有决定",
        f"{_NO}[作办]*令+作*|令+作*{_NO}",
        "令",
        "令",
        fill="均",
        strict=True,
        yes=("未作出行政处罚",),
        no=("未收到行政许可申请",),
    ),
    Pattern("没有收费", f"{_NO}费+|费+{_NO}", "fees", "", fill="收均作", strict=True, yes=("未收取行政事业性收费",)),
)
"""Statements that there was none."""

ALLS = (
    Pattern(
        "全部办结",
        "[收办]*申*均+申*[收办]*答+|均申+均*[收办]*答+|申+均*[收办]*答+",
        "done",
        "申",
        fill="已限",
        bare=True,
        yes=("均按要求完成答复", "全部办结", "已全部答复", "所有申请均已办结"),
        no=("均已登记",),
    ),
    Pattern(
        "已办结", "已[收办]*答+", "done", "申", fill="限", bare=True, keeps="已", yes=("已按时办结",), no=("已予办理",)
    ),
    Pattern("都结案", "议*均*案", "closed", "议", yes=("均已结案",)),
    Pattern("都有此结果", "议*均判|议*判", "判", "议", fill="案", yes=("均获维持", "结果维持")),
    Pattern("都予以", "申*均果", "果", "申", fill="申办答", yes=("均予以公开",)),
    Pattern("都是这种人", "申?均?人", "人", "申", fill="申请众", yes=("均为自然人申请", "申请人均为自然人")),
)
"""Statements of all that was counted before."""
