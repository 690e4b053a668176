"""The words by which narratives name what the three tables count: each hit is a token with a family and a name."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple


class Token(NamedTuple):
    """One word met: `family` says how it is weighed, `name` what it stands for."""

    family: str
    name: str
    start: int
    end: int


_LAST = r"(?:上一?|去|前一)年度?"
_NEXT = r"(?:下|次|明|来)一?年度?"
_MOVED = r"(?:结转|转结|转入|顺延|延续|延转|遗留|留待|延至|移至)"
_ADMIN = r"(?:行政许可|行政处罚|行政强制)"

_WORDS: tuple[tuple[str, str, str], ...] = (
    # what looks like a figure of the form and is none
    (
        "stop",
        "",
        r"(?:行政)?复议(?:机构|机关|委员会|局|决定|意见|建议|工作|职责|制度|渠道|能力|体制)|办理(?:各类)?(?:行政)?复议(?:申请|案件)|(?:受理|审理|审结)[^，。；]{0,8}?(?:复议|诉讼)(?:申请|案件)?",
    ),
    (
        "stop",
        "",
        rf"{_ADMIN}(?:决定)?、?(?:申请|事项|信息|结果|公示|清单|目录|案卷|服务|数据|案例|裁量|文书|权力|裁决|类)",
    ),
    (
        "stop",
        "",
        r"听证|胜诉|败诉|(?:撤回|终止|驳回|调解|和解|撤销)(?=[^，。；]{0,4}(?:复议|诉讼))|(?:取消|下放|承接|精简|压减|撤销)[^，。；]{0,6}行政|出庭|立案|商业秘密|个人隐私|不予(?:行政)?许可|许可证|许可申请|信用|罚没|罚款|双公示",
    ),
    (
        "stop",
        "",
        r"规范性文件(?:政策|的)?(?:解读|草案|备案|目录|清理|审查|合法性|数据库|库|征求|专栏|栏目|评估|管理)|规章(?:制度|解读|库|草案)",
    ),
    (
        "stop",
        "",
        r"(?:减免|免征|停征|退还|降低|免收|取消)[^，。；]{0,6}(?:行政事业性)?收费|行政事业性收费(?:减免|免征|退还|项目|目录|标准|清单|政策)|信息处理费",
    ),
    ("stop", "", r"建议|提案|留言|来信|来电|来访|咨询|热线|工单|诉求|案卷|答复书|告知书|通知书|补正通知|意见|邮件"),
    # table 三, carried over
    (
        "carry",
        "carried_in",
        rf"{_LAST}(?:度)?(?:尚)?未(?:办结|答复|办理完)(?:的|申请|、|并|而|政府信息公开)*(?:{_MOVED})?|{_LAST}(?:度)?(?:未办结|尚未办结|未答复)?(?:并|的|而|申请|政府信息公开){{0,3}}{_MOVED}"
        rf"(?:(?:至|到|入)?(?:本|今)年度?(?:继续)?(?:办理|答复)?)?"
        rf"|{_MOVED}(?:自|来自)?(?:的)?{_LAST}|20\d\d年度?{_MOVED}(?!(?:至|到|入)?(?:下|次|明|20))"
        rf"|{_MOVED}(?:至|到|入)?(?:本|今)年度?(?:继续)?(?:办理|答复)?",
    ),
    (
        "carry",
        "carried_out",
        rf"{_MOVED}(?:至|到|入|在)?(?:{_NEXT}|20\d\d年度?)(?:继续)?(?:办理|答复)?|转(?:至|到|入)?{_NEXT}"
        rf"|(?:{_NEXT})(?:继续)?(?:办理|答复)"
        r"|(?:尚|仍|还)?未(?:能)?(?:办结|答复|办理完|办完)|(?:正在|仍在|尚在|还在)(?:办理|处理|答复|法定|期限)|未到(?:答复)?期限|待办结?|在办|跨年(?:度)?(?:继续)?办理",
    ),
    ("carry", "carried", _MOVED),
    # table 三, results: rows before their groups
    ("result", "refused_state_secret", r"国家秘密"),
    ("result", "refused_forbidden_by_law", r"法律、?(?:和|及)?(?:行政)?法规禁止(?:公开)?"),
    ("result", "refused_safety_and_stability", r"三安全一稳定|国家安全、公共安全、经济安全、?(?:和)?社会稳定"),
    ("result", "refused_third_party", r"第三方(?:合法)?权益"),
    ("result", "refused_internal_affairs", r"内部事务"),
    ("result", "refused_deliberative", r"过程性"),
    ("result", "refused_enforcement_file", r"执法案卷"),
    ("result", "refused_administrative_query", r"行政查询"),
    ("result", "unavailable_not_held", r"(?:不|未)掌握"),
    ("result", "unavailable_not_existing", r"没有现成|另行(?:加工)?、?制作"),
    ("result", "unavailable_unclear", r"(?:仍|内容)不明确|补正后[^，。；]{0,8}不明确"),
    ("result", "not_processed_petition", r"(?:(?:信访|举报|投诉)[、和及]?){1,3}(?:类申请|类|申请)"),
    ("result", "not_processed_repeated", r"(?<!反复)重复(?:提出)?(?:的)?申请"),
    ("result", "not_processed_publication", r"公开出版物"),
    ("result", "not_processed_excessive", r"(?:大量)?反复(?:提出)?申请"),
    ("result", "not_processed_reissue", r"(?:确认或(?:者)?)?重新出具"),
    ("result", "other_not_supplemented", r"(?:逾期)?(?:不|未)(?:按期|按时)?补正"),
    (
        "result",
        "other_fee_unpaid",
        r"逾期(?:不|未)缴(?:费|纳)|未(?:按要求|按时|按期)缴(?:费|纳)|(?:未按收费通知)(?:要求)?(?:缴(?:纳)?费用?)?",
    ),
    ("result", "granted_in_part", r"(?:予以)?部分(?:予以)?公开"),
    ("result", "refused", r"不(?:予)?(?:以)?公开|不同意公开|未予公开"),
    ("result", "granted", r"(?<!不)予以公开|(?<!不)同意公开|准予公开|(?:决定|给予|全部)公开(?=的?\s*\d)"),
    ("result", "unavailable", r"无法提供"),
    ("result", "not_processed", r"不予处理|不予受理"),
    ("result", "other_processing", r"其[他它]处理"),
    # table 四
    (
        "dispute",
        "litigation_direct",
        r"未经(?:行政)?复议[而、]?(?:直接|被|提起|起诉|行政|诉讼|提){1,4}|直接(?:被)?(?:提起(?:行政)?诉讼|起诉)",
    ),
    (
        "dispute",
        "litigation_after_reconsideration",
        r"(?:经)?(?:行政)?复议后(?:再|又|仍|被|不服|提起|提|起诉|行政|诉讼){1,5}",
    ),
    ("dispute", "reconsideration", r"(?:行政)?复议(?:申请|案件|案)?"),
    ("dispute", "litigation", r"(?:行政)?(?:诉讼|应诉)(?:案件|案)?|(?<!直接)(?<!后)被?起诉|被诉(?:案件)?"),
    ("outcome", "upheld", r"维持"),
    ("outcome", "corrected", r"纠正|纠错"),
    (
        "outcome",
        "pending",
        r"(?:尚|仍|还)?未(?:审结|结案|审理完毕|审理终结|裁决)|(?:正在|尚在|仍在)审理|审理中|待审[结理]|未结(?!转)",
    ),
    ("outcome", "other", r"其[他它]结果|其[他它](?=\s*[\d一二三四五六七八九十]+[件起宗例])"),
    # table 二
    ("document", "normative_documents", r"(?:行政)?规范性文件"),
    ("document", "regulations", r"(?:政府)?规章"),
    ("made", "repealed", r"废止(?:和|及|、|或)?(?:宣布)?(?:失效)?|(?:宣布)?失效(?:和|及|、)?(?:废止)?"),
    ("made", "in_force", r"(?:现行|继续|目前|仍然?|保留)有效|有效(?=数|件数|的?(?:行政)?规|的?\s*\d)"),
    ("made", "issued", r"制发|制定|出台|印发|发布|制作|新增"),
    ("made", "changed", r"修改|修订"),
    (
        "made",
        "none",
        r"清理|解读|备案|审查|审核|梳理|评估|转发|转载|归集|起草|报备|汇编|上级|学习|宣传|贯彻|征求|拟制|抽查",
    ),
    ("act", "licences", r"行政许可(?:决定)?|许可决定|准予许可|许可(?=\s*\d|、(?:行政)?处罚)"),
    ("act", "penalties", r"行政处罚(?:决定)?|处罚决定|处罚(?=\s*\d)"),
    ("act", "coercive_measures", r"行政强制(?:措施|执行)?(?:决定)?|强制决定|强制措施|强制(?=\s*\d)"),
    ("fee", "fees", r"行政事业性收费"),
    # who applied
    ("applicant", "anyone", r"公民、?(?:企业)?法人(?:和|或|或者|及|与|、|以及)其[他它]组织"),
    ("applicant", "natural_person", r"自然人|公民个人|个人申请"),
    ("applicant", "organisations", r"法人(?:和|或|或者|及|与|、|以及)?(?:其[他它]|非法人)组织"),
    ("applicant", "business", r"商业企业|企业(?:名义)?(?:提出|提交)?(?:的)?(?=申请|\s*\d)"),
    ("applicant", "research", r"科研机构"),
    ("applicant", "public_welfare", r"社会公益组织"),
    ("applicant", "legal_service", r"法律服务机构"),
    # what was done with applications
    (
        "noun",
        "application",
        r"(?:政府)?信息公开申请|依申请公开(?:的)?(?:政府信息|信息|申请|件)?|依申请(?!公开)|申请(?:获取)?政府信息(?:公开)?|申请公开(?:政府信息|信息)?(?:的)?(?:申请)?|(?<!被)(?<!许可)申请(?!人|表|书|渠道|流程|公开|行政|复议)",
    ),
    ("verb", "received", r"新收|收到|接到|接收|接受|受理|收办|收件|登记|新增"),
    ("verb", "processed", r"办结|(?<!未)答复|回复|办理完[毕成结]|办复|处理完毕|办毕"),
    ("verb", "handled", r"办理|处理"),
)
_NAMES = {f"g{i}": (family, name) for i, (family, name, _) in enumerate(_WORDS)}
_FIRST = (  # every pattern begins with one of these; it makes the search ten times as fast
    "2三上下不个举予仍企依保信修停免全公其内决准减出制前办印压去双反发取受另同听告和咨商回国在处备复大失学审宣尚工应废延建强归征待意执承投报抽拟"
    "接提撤收政新无明有未来案梳次正汇没法清热现申留登目直确社科移立第答精纠终经结给继维罚胜自行补被规解许评诉调败贯起跨转过还退通逾遗邮部重降顺驳"
)
_TOKEN = re.compile(
    f"(?=[{_FIRST}])(?:" + "|".join(f"(?P<g{i}>{pattern})" for i, (_, _, pattern) in enumerate(_WORDS)) + ")"
)

STRONG = frozenset({"carry", "result", "dispute", "outcome", "document", "made", "act", "fee"})
"""Families that say by themselves what is counted; verbs, nouns and applicants only help."""


@lru_cache(maxsize=4096)
def tokens(text: str) -> tuple[Token, ...]:
    """The words of the lexicon in this text, from left to right."""
    return tuple(
        Token(*_NAMES[match.lastgroup], match.start(), match.end())
        for match in _TOKEN.finditer(text)
        if match.lastgroup
    )
