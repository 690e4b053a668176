"""A counter, a per cent or a date without its number."""

from __future__ import annotations

import re
from collections.abc import Iterator

from app.rules.texts.slips.form import Form, all_found

FORMS = (
    Form(
        "共计几条",
        r"(?:共计|总计|合计|累计|共有|分别为)\s*(?:条|件|篇|份|期|次|场|项|万元|元)(?=[，。；、（）]|$)|(?:信息|文章|动态|资讯|稿件)(?:条|篇)(?=[，。；、（]|$)",
        ("全年发布信息共计条，其中图解3条", "收取费用共计万元。", "共发布信息条，"),
        ("累计次数以系统为准", "信息条数按月通报"),
    ),
    Form(
        "百分之几",
        r"(?<![零一二三四五六七八九十百点几两])[一-鿿]\s*[%％](?![”"
        r'"）)])|百分之(?=\s*[，。；、）]|$)|(?:增长|下降|上升|提高|提升|降低|增加|减少|回落)了?\s*个百分点',
        ("同比增长%。", "公开率达到百分之，", "较上年上升个百分点。"),
        ("占比（%）见附表", "提高几个百分点", "完成百分之百", "增长三十%"),
    ),
    Form(
        "收到申请几件",
        r"(?:共|全年|累计|本年度?|今年)[^，。；\d]{0,6}(?:收到|受理|办理|办结|接收|新收)[^，。；\d]{0,14}(?:申请|公开)件(?=[，。；]|$)",
        ("全年共收到政府信息公开申请件，均已办结", "全年办理依申请公开件。"),
        ("所有申请件，做到一件一档", "全年收到申请9件，"),
    ),
    Form(
        "增加几条",
        r"(?:增加|减少|新增)了?(?:条|件|篇|次|个|份)(?=[，。；]|$)|共人(?=参[加训会])|收费(?:金额)?元(?=[，。；]|$)",
        ("较去年增加条。", "共人参加。", "行政事业性收费元。"),
        ("增加条目，", "增加3条。", "减少条块分割"),
    ),
    Form(
        "没有的日期",
        r"年(?:1[3-9]|[2-9]\d)月|(?<!\d)(?:0?[469]|11)月31日|(?<!\d)0?2月3[01]日|月(?:3[2-9]|[4-9]\d)日|日\d{1,2}日",
        ("2025年13月召开", "至11月31日", "2025年2月30日", "至12月31日31日"),
        ("2025年12月31日", "10月31日、12月1日", "历时13个月"),
    ),
    Form(
        "空着的数",
        r"[一-鿿]\s+(?:条|件|份|篇|期|次|场|项|起|例|个|人次|万元|元|[%％])(?=[，。；、）]|$|申请|信息|政府信息)",
        ("共收到 件申请，", "发布信息 条，"),
        ("经费 2 万元、人员 3 名",),
    ),
    Form(
        "空着的日期",
        r"年\s+月\s*日?|年\s*月\s+日|月\s+日(?=[，。；、）至起止]|$)",
        ("至2025年 月 日。", "12月 日止"),
        ("按年、月、日排列", "填写出生年月日", "2025 年 12 月 31 日"),
    ),
)

_NO_ITEM = re.compile(
    r"(?:头|链|面|线|教|金|信|逐|每|一|几|多|零|款|法|文|案|信|邮|软|硬|证|事|条|要|部|配|物|原|复印|函|办|来|稿|发|收|申请|急|附|快|转|交|转办|交办|回复|督办|诉求"
    r"|上|下|短|长|名|定|近|中|日|周|任|延|到|逾|工|限|按|后|前|学|首|同|早|晚|初|末|身|月|年|省|股|成|备|双|再|本|历|层|档|批|人|场|依|班|频|多|数|此|其|两|各|哪|某|整|干|这|那|全"
    r"|屡|位|课|轮|车|版|等|辈|诗|开|通|新|百|千|万|个|次|条|件|分|市|县|部|亿)$"
)
"""Words that end in a counter, without it: 链接条, 一个, 身份, 层次."""
_WITH_SIBLINGS = re.compile(r"(?:(?<![一-鿿])|[，、；：])([一-鿿]{2,12}?)([条件篇份期次])(?=[、，。；）])")
_WITH_ONE = re.compile(
    r"(?:收到|受理|办结|答复|公开|发布|制发|新增|印发|处理|回复|决定|推送|结转|提供|许可|处罚)\s*(件|条|项|起|例)(?=[，。；、（]|$)"
)
_NOUNS = re.compile(r"(?<![一-鿿])[一-鿿]{2,4}[件条项](?=[、，。；])")
_NEVER_ENDS = re.compile(r"([一-鿿]{2,14}?)([个次份篇])(?=[，。；、）]|$)")
_COUNTED = re.compile(r"\d\s*(?:万|千)?(?:件|条|个|项|次|份|篇|人次|期|场)")


def without_number(sentence: str) -> Iterator[str]:
    """What has a counter and no number: it may be left blank, or others beside it have theirs."""
    yield from all_found(FORMS, sentence)
    for match in _WITH_SIBLINGS.finditer(sentence):
        siblings = re.findall(rf"\d\s*{match[2]}(?=[、，。；）（])", sentence)
        if len(siblings) >= 2 and not _NO_ITEM.search(match[1]):
            yield match[1] + match[2]
    if not _COUNTED.search(sentence):
        return
    if len(_NOUNS.findall(sentence)) < 2:  # 受理件、办结件、退回件 are nouns
        yield from (m[0] for m in _WITH_ONE.finditer(sentence) if re.search(rf"\d\s*{m[1]}", sentence))
    for match in _NEVER_ENDS.finditer(sentence):
        if not _NO_ITEM.search(match[1]) and not re.search(r"\d|[零一二三四五六七八九十两]$", match[1]):
            yield match[1][-6:] + match[2]
