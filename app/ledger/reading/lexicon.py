"""The words of ledgers, as data: what stands for which row and which column of table 三.

Read in public systems and papers. A phrase is taken out of the words before the next is looked for, so the narrower one
stands first; 部分公开 beside anything is 部分公开, because the form says so.
"""

from __future__ import annotations

import re

from app.form.parts import APPLICANTS, OTHER_IN_THREE, applications
from app.model.figures import half_width

_TABLE = applications(OTHER_IN_THREE)
RESULTS: tuple[str, ...] = tuple(row.key for row in _TABLE.rows if "三、本年度办理结果" in row.group)[:-1]
"""The rows that a request can end in, in printed order."""

APPLICANT_COLUMNS: tuple[str, ...] = tuple(column.key for column in APPLICANTS if column.key != "total")


def _begin(*beginnings: str) -> tuple[str, ...]:
    return tuple(row for row in RESULTS if row.startswith(beginnings))


REFUSED, UNAVAILABLE = _begin("refused_"), _begin("unavailable_")
NOT_PROCESSED, OTHER = _begin("not_processed_"), _begin("other_")

OPEN, ENDED, PART, MERGED, SPLIT, UNCLEAR = "open", "ended", "granted_in_part", "merged", "split", "unclear"
CONSENT, THIRD = "consent", "third"  # 第三方 agrees: then 商业秘密 is what it was about, no reason to refuse
"""Beside the rows' own keys: what a phrase may say."""

_NO_COMMA = "[^，。；、]"


_PUNCTUATION = str.maketrans(",;:()", "，；：（）")


def normal(text: str) -> str:
    """Words as the phrases expect them: half-width letters and digits, full-width punctuation, no space, no quotes."""
    return re.sub(r"[\s“”\"'‘’《》]+", "", half_width(text)).translate(_PUNCTUATION)


def _compiled(*pairs: tuple[str, str]) -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple((meaning, re.compile(pattern)) for meaning, pattern in pairs)


PHRASES = _compiled(
    (
        OPEN,
        r"(?:已发|发出|已告知)?补正(?:通知|告知)书?，?等待补正|(?:办理|处理|审核|流转|答复|延期|补正|征求意见|起草|会签)中|在办|正在(?!讨论|研究|调查|审查|制定|拟定|形成|商讨|磋商)",
    ),
    (
        OPEN,
        rf"待(?:答复|补正|办|处理|回复|缴费|补证|定|反馈)|(?:未|尚未|还没有?)(?:办结|答复|回复|办理|处理|结)|征求{_NO_COMMA}*意见中|等待{_NO_COMMA}+",
    ),
    (
        OPEN,
        r"^(?:已|拟)?(?:告知)?延期(?:答复|办理)?(?:告知)?$|^征求(?:第三方|相关部门|其他机关)?意见$|^(?:拟|报|送|等|待).*(?:审批|签批|批示|审核)?$",
    ),
    (
        OPEN,
        r"^(?:已|拟)?(?:告知)?延期(?:答复|办理)?(?:告知)?$|^征求(?:第三方|相关部门|其他机关)?意见$|^拟[^，]*$|^(?:报|送|等)(?:领导|审|批)[^，]*$",
    ),
    (
        PART,
        rf"(?:同意)?部分{_NO_COMMA}{{0,8}}?(?<!不予)(?<!不)(?<!出)(?:公开|提供)|部分同意|区分处理(?:后)?(?:予以)?(?:公开)?|（公开部分）|(?:公开|提供)了?部分|公开（部分）",
    ),
    (
        "other_fee_unpaid",
        rf"(?:逾期)?(?:未|不|没有)(?:能|[按在于]{_NO_COMMA}{{0,12}})?(?:缴费|缴纳{_NO_COMMA}{{0,8}}费用?|缴|交费)(?:，?视为放弃(?:申请)?)?",
    ),
    ("unavailable_unclear", rf"补正后{_NO_COMMA}{{0,8}}(?:不明确|不清|无法)|仍(?:然)?不(?:明确|清)"),
    (
        "other_not_supplemented",
        rf"(?:逾期|到期|超期)?(?:未|不|没有|拒绝)(?:能|[按在于]{_NO_COMMA}{{0,12}}|如期|及时|进行)?补正(?!后)(?:，?(?:视为)?放弃(?:申请)?)?",
    ),
    (UNCLEAR, r"(?:内容)?(?:不明确|不清楚|不清晰|不具体)"),
    ("refused_third_party", r"(?:权利人|第三方|当事人|利害关系人)(?:明确|书面)?(?:表示)?(?:不同意|反对|拒绝)(?:公开)?"),
    (CONSENT, r"(?:权利人|第三方|当事人|利害关系人)(?:均|书面|表示)?同意(?:公开)?"),
    ("granted", rf"(?:商业秘密|个人隐私){_NO_COMMA}{{0,4}}(?<!不)(?:予以|同意|可以)公开"),
    ("refused_third_party", r"第三方[^。；]{0,6}不(?:予|宜|能)?公开|第三方(?:的)?(?:合法)?权益"),
    (THIRD, r"商业秘密|个人隐私"),
    ("refused_state_secret", r"国家秘密|国家机密|涉密|涉及秘密"),
    ("refused_forbidden_by_law", r"(?:法律|法规)[^。；]{0,8}禁止(?:公开)?"),
    (
        "refused_safety_and_stability",
        r"三安全一稳定|国家安全(?:、公共安全)?(?:、经济安全)?(?:[、和]社会稳定)?|公共安全|经济安全|社会稳定",
    ),
    (
        "refused_administrative_query",
        r"行政查询|(?:业务|资料|档案|信息)查询|(?:不动产|房地产|房产|土地|工商|企业|市场主体|婚姻|户籍)(?:权属)?登记",
    ),
    ("refused_enforcement_file", r"案卷"),
    ("refused_deliberative", r"过程性|讨论记录|过程稿|磋商信函|请示报告|请示、报告"),
    ("refused_internal_affairs", r"内部(?:事务|管理|工作流程|流程|信息|资料)|人事(?:管理)?|后勤(?:管理)?"),
    ("unavailable_not_existing", r"(?:没有|无|非)现成|(?:另行|重新|专门)(?:制作|加工)|加工|汇总"),
    ("not_processed_repeated", r"(?:多次)?重复(?:申请)?(?:，?不(?:作|予|再|重复)处理)?|不重复(?:处理|答复)"),
    (
        "not_processed_excessive",
        rf"大量反复|反复(?:大量)?申请|(?:大量|频繁)申请|(?:数量|频次){_NO_COMMA}{{0,8}}(?:超过|超出)(?:合理)?(?:范围)?",
    ),
    ("not_processed_publication", r"(?:公开)?出版物|公报|报刊|书籍"),
    ("not_processed_reissue", rf"重新出具|要求{_NO_COMMA}{{0,8}}确认|(?:已获取|确认){_NO_COMMA}{{0,4}}信息"),
    ("not_processed_petition", r"信访|投诉|举报"),
    (
        "other_remaining",
        r"(?:主动|自愿|申请)?(?:撤回|撤销|撤件)(?:申请)?|(?<!视为)放弃(?:申请)?|(?:无效|垃圾)申请|死亡|去世|另案|（六）(?:其他处理)?[-—·/]?3.?其他|其他处理[-—·/]?3.?其他|^3.?其他$",
    ),
)
"""Each says one row, or one of the words above. 其他 by itself is no row: what it was is asked."""

AFTER = _compiled(
    ("before_2019", r"三需要|特殊需要|生产、?生活、?科研"),
    ("not_government", r"(?:非|不是|不属于)政府信息|党务|党组织|党委|党内"),
    ("archives", r"档案|移交"),
    ("history", r"历史(?:信息|遗留|资料)"),
    ("disputed", r"复议|诉讼|涉诉"),
    ("other_law", r"另有规定"),
    (
        "unavailable_not_held",
        rf"(?:信息|材料|文件|资料)?不存在|(?:不属于?|不是|并?非|不在|不由)由?(?:我|本|该)(?:{_NO_COMMA}{{0,10}}(?:公开|负责|职责|范围|权限|制作|保存|掌握|职能|管辖)+)?",
    ),
    (
        "unavailable_not_held",
        rf"(?:不|未|没有?)(?:掌握|持有|制作|获取|保存|形成|检索到|找到|查到)|没有(?:这个|该|此|相关|所申请的?|申请的)?{_NO_COMMA}{{0,6}}信息|查无|(?:超出|不在){_NO_COMMA}{{0,6}}职责",
    ),
    ("deemed", r"视为(?:主动|自动)?(?:放弃|撤回)"),
    (MERGED, r"合并|并案|并入"),
    (
        SPLIT,
        r"部分|另一(?:部分|项)|其余|拆分|分拆|一申请多|多个?事项|多项|分别答复|(?:多|几|\d|[二三四五])(?:名|个)申请人",
    ),
    (
        "granted",
        rf"(?<!不)(?:予以|同意|依法|依申请|主动|全部|完全|准予|给予|可以|应予|已|已经|直接)公开|已(?:经)?[在于]{_NO_COMMA}{{0,12}}公开",
    ),
    ("refused", r"(?:不予|不|不同意|不宜|不能|不得)公开|拒绝公开"),
    ("not_given", r"无法公开"),
    ("unavailable", r"(?:无法|不能|未能)提供"),
    ("not_processed", r"不(?:予|作)处理"),
    ("other", r"其他处理|(?:终止|停止)(?:办理)?"),
    ("not_accepted", r"不(?:予)?受理|不予(?:答复|登记)"),
    ("granted", r"(?:^|(?<=[，。；：、项件）]))公开(?=$|[，。；（第])"),
)
"""Looked for in what is left: what is asked about, and the wider words."""

WEAK = _compiled(
    (
        "unavailable_not_held",
        rf"(?:建议|请|可|告知|应|引导){_NO_COMMA}{{0,6}}向{_NO_COMMA}+(?:申请|咨询|了解|查询|提出)",
    ),
    (
        "granted",
        rf"(?:已|予以|直接|当场|全部){_NO_COMMA}{{0,8}}(?:提供|给付|寄送|发送)|提供(?:了|复印件|电子|纸质|相关)|告知{_NO_COMMA}*(?:途径|方式|渠道|网址|链接|查询|查阅|获取)",
    ),
    ("consultation", r"咨询|了解情况"),
    (ENDED, r"(?:已|全部)?(?:办结|答复|回复|办理完毕|处理完毕|结案|完成)|已办|已处理|已失效"),
    ("other_or", r"^其他$"),
)
"""They count only where nothing before has said a row."""

CHOICES: dict[str, tuple[tuple[str, ...], str]] = {
    "before_2019": (RESULTS, "“三需要”是2019年5月15日以前的办理依据，现在的报告里没有它的位置，请按答复书重新归类"),
    "not_government": (("unavailable_not_held", "other_remaining"), "不是政府信息（如党务信息）的，各地归在不同的行"),
    "archives": (("refused_administrative_query", "unavailable_not_held"), "已移交档案馆的，各地归在不同的行"),
    "history": (("refused_administrative_query", "unavailable_not_held"), "“历史信息”没有说明怎样答复的"),
    "disputed": (
        ("refused_enforcement_file", "not_processed_petition", "other_remaining"),
        "涉及复议、诉讼的，没有说明怎样答复的",
    ),
    "other_law": (
        ("refused_forbidden_by_law", "refused_administrative_query"),
        "“法律法规另有规定”可以是禁止公开，也可以是另有查询办法",
    ),
    "consultation": (("not_processed_petition", "other_remaining"), "咨询不是政府信息公开申请，各地归在不同的行"),
    "refused": (REFUSED, "“不予公开”没有说是八项里的哪一项"),
    "not_given": ((*REFUSED, *UNAVAILABLE), "“无法公开”没有说是哪一种情形"),
    "unavailable": (UNAVAILABLE, "“无法提供”没有说是三项里的哪一项"),
    "not_processed": (NOT_PROCESSED, "“不予处理”没有说是五项里的哪一项"),
    "other": (OTHER, "“其他处理”没有说是三项里的哪一项"),
    "deemed": (OTHER[:2], "“视为放弃”没有说是没有补正，还是没有缴费"),
    "other_or": ((*OTHER,), "“其他”没有说是怎样结束的"),
    "not_accepted": ((*NOT_PROCESSED, *OTHER), "“不予受理”不是现在的办理结果，请看答复书"),
    UNCLEAR: (("unavailable_unclear", "other_not_supplemented"), "“内容不明确”没有说补正过没有"),
    ENDED: (RESULTS, "只写了已办结，没有写结果是哪一种"),
}
"""What is asked: the rows that it can be, and why it is not taken."""

APPLICANT_PHRASES = _compiled(
    ("natural_person", r"律师（(?:本人|个人)|自然人|公民|个人|村民|居民(?!委)|群众|市民"),
    ("legal_service", r"法律服务(?:机构|所)|律师事务所|律师?所"),
    ("research", r"科研(?:机构|院所|单位|院)|研究[院所]|科学院"),
    ("public_welfare", r"(?:社会)?公益(?:性)?(?:组织|团体|机构)?|基金会|慈善|环保组织|志愿(?:者|服务)"),
    (
        "other_organisation",
        r"村民?委(?:员?会)?|村民小组|居民?委(?:员?会)?|业主?委(?:员?会)?|业主大会|学校|大学|中学|小学|学院|幼儿园|医院|机关|人民政府|事业单位|媒体|报社|电视台|杂志社|工会|社区|政府部门",
    ),
    ("business", r"(?:商业)?企业(?:法人)?|有限责任公司|有限公司|公司|工厂|集团|商行|商贸|银行"),
    (
        "doubtful",
        r"法人或(?:者)?其他组织|其他组织|社会组织|社会团体|民办非企业|协会|商会|学会|联合会|法人|组织|单位|机构|律师|合作社|个体(?:工商户|户)?|团体|公证处",
    ),
    ("other_organisation", r"^[-—·/]*其他$|[-—·/]其他$"),
)
APPLICANT_CHOICES: dict[str, tuple[str, ...]] = {
    "律师": ("natural_person", "legal_service"),
    "个体工商户": ("natural_person", "business"),
    "个体户": ("natural_person", "business"),
    "个体": ("natural_person", "business"),
    "合作社": ("business", "other_organisation"),
    "协会": ("public_welfare", "other_organisation"),
    "商会": ("public_welfare", "other_organisation"),
    "学会": ("public_welfare", "other_organisation"),
    "联合会": ("public_welfare", "other_organisation"),
    "社会组织": ("public_welfare", "other_organisation"),
    "社会团体": ("public_welfare", "other_organisation"),
    "民办非企业": ("public_welfare", "other_organisation"),
    "公证处": ("legal_service", "other_organisation"),
}
"""What each of the doubtful words can be; any other of them: each of the five organisations."""
