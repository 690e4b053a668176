"""What every edition shares: the six parts with their headings, the narratives, table 四 and the applicant columns."""

from __future__ import annotations

from app.form.schema import Column, Narrative, Part, Relation, Row, Section, Table

_APPLICANT = "申请人情况"
_ORGANISATION = "法人或其他组织"

APPLICANTS = (
    Column("natural_person", "自然人", (_APPLICANT,)),
    Column("business", "商业企业", (_APPLICANT, _ORGANISATION)),
    Column("research", "科研机构", (_APPLICANT, _ORGANISATION)),
    Column("public_welfare", "社会公益组织", (_APPLICANT, _ORGANISATION)),
    Column("legal_service", "法律服务机构", (_APPLICANT, _ORGANISATION)),
    Column("other_organisation", "其他", (_APPLICANT, _ORGANISATION)),
    Column("total", "总计", (_APPLICANT,)),
)

_HANDLED = "三、本年度办理结果"
_REFUSED = "（三）不予公开"
_UNAVAILABLE = "（四）无法提供"
_NOT_PROCESSED = "（五）不予处理"
OTHER = "（六）其他处理"

_RESULTS = (
    Row("granted", "（一）予以公开", (_HANDLED,)),
    Row("granted_in_part", "（二）部分公开（区分处理的，只计这一情形，不计其他情形）", (_HANDLED,), "（二）部分公开"),
    Row("refused_state_secret", "1.属于国家秘密", (_HANDLED, _REFUSED)),
    Row("refused_forbidden_by_law", "2.其他法律行政法规禁止公开", (_HANDLED, _REFUSED)),
    Row("refused_safety_and_stability", "3.危及“三安全一稳定”", (_HANDLED, _REFUSED)),
    Row("refused_third_party", "4.保护第三方合法权益", (_HANDLED, _REFUSED)),
    Row("refused_internal_affairs", "5.属于三类内部事务信息", (_HANDLED, _REFUSED)),
    Row("refused_deliberative", "6.属于四类过程性信息", (_HANDLED, _REFUSED)),
    Row("refused_enforcement_file", "7.属于行政执法案卷", (_HANDLED, _REFUSED)),
    Row("refused_administrative_query", "8.属于行政查询事项", (_HANDLED, _REFUSED)),
    Row("unavailable_not_held", "1.本机关不掌握相关政府信息", (_HANDLED, _UNAVAILABLE)),
    Row("unavailable_not_existing", "2.没有现成信息需要另行制作", (_HANDLED, _UNAVAILABLE)),
    Row("unavailable_unclear", "3.补正后申请内容仍不明确", (_HANDLED, _UNAVAILABLE)),
    Row("not_processed_petition", "1.信访举报投诉类申请", (_HANDLED, _NOT_PROCESSED)),
    Row("not_processed_repeated", "2.重复申请", (_HANDLED, _NOT_PROCESSED)),
    Row("not_processed_publication", "3.要求提供公开出版物", (_HANDLED, _NOT_PROCESSED)),
    Row("not_processed_excessive", "4.无正当理由大量反复申请", (_HANDLED, _NOT_PROCESSED)),
    Row("not_processed_reissue", "5.要求行政机关确认或重新出具已获取信息", (_HANDLED, _NOT_PROCESSED)),
)

OTHER_IN_THREE = (
    Row(
        "other_not_supplemented",
        "1.申请人无正当理由逾期不补正、行政机关不再处理其政府信息公开申请",
        (_HANDLED, OTHER),
        "（六）1.逾期不补正",
    ),
    Row(
        "other_fee_unpaid",
        "2.申请人逾期未按收费通知要求缴纳费用、行政机关不再处理其政府信息公开申请",
        (_HANDLED, OTHER),
        "（六）2.逾期不缴费",
    ),
    Row("other_remaining", "3.其他", (_HANDLED, OTHER), "（六）3.其他"),
)
OTHER_IN_ONE = (Row("other_processing", OTHER, (_HANDLED,)),)

_CORNER = "（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）"


def applications(other: tuple[Row, ...]) -> Table:
    """Table 三; `other` are its rows （六）其他处理: three since 2021, one before."""
    results = (*_RESULTS, *other)
    rows = (
        Row("received", "一、本年新收政府信息公开申请数量", brief="一、本年新收"),
        Row("carried_in", "二、上年结转政府信息公开申请数量", brief="二、上年结转"),
        *results,
        Row("processed_total", "（七）总计", (_HANDLED,)),
        Row("carried_out", "四、结转下年度继续办理", brief="四、结转下年度"),
    )
    who = tuple(column.key for column in APPLICANTS if column.key != "total")
    return Table(
        key="applications",
        short="表三",
        title="三、收到和处理政府信息公开申请情况",
        sections=(Section(rows, APPLICANTS),),
        relations=(
            Relation("F303", "columns", ("total",), who, "总计＝自然人与法人或其他组织各列之和", "总计", "六列之和"),
            Relation(
                "F302",
                "rows",
                ("processed_total",),
                tuple(row.key for row in results),
                "（七）总计＝（一）至（六）各项之和",
                "（七）总计",
                "（一）至（六）之和",
            ),
            Relation(
                "F301",
                "rows",
                ("received", "carried_in"),
                ("processed_total", "carried_out"),
                "第一项加第二项之和，等于第三项加第四项之和",
                "第一项＋第二项",
                "第三项＋第四项",
            ),
        ),
        corner=_CORNER,
        widths=(36, 36, 142, 35.6, *(32.1,) * 6),  # 本年度 and 自然人 are 31.5 wide
        breaks={
            _CORNER: ("（本列数据的勾稽关系为：", "第一项加第二项之和，", "等于第三项加第四项之和）"),
            _HANDLED: ("三、", "本年度", "办理", "结果"),
            _REFUSED: ("（三）", "不予", "公开"),
            _UNAVAILABLE: ("（四）", "无法", "提供"),
            _NOT_PROCESSED: ("（五）", "不予", "处理"),
            **({} if len(other) == 1 else {OTHER: ("（六）", "其他", "处理")}),
            "商业企业": ("商业", "企业"),
            "科研机构": ("科研", "机构"),
            "社会公益组织": ("社会", "公益", "组织"),
            "法律服务机构": ("法律", "服务", "机构"),
        },
    )


DISPUTES = Table(
    key="disputes",
    short="表四",
    title="四、政府信息公开行政复议、行政诉讼情况",
    sections=(
        Section(
            rows=(
                Row("reconsideration", "行政复议"),
                Row("litigation_direct", "未经复议直接起诉", ("行政诉讼",)),
                Row("litigation_after_reconsideration", "复议后起诉", ("行政诉讼",)),
            ),
            columns=(
                Column("upheld", "结果维持"),
                Column("corrected", "结果纠正"),
                Column("other", "其他结果"),
                Column("pending", "尚未审结"),
                Column("total", "总计"),
            ),
        ),
    ),
    relations=(
        Relation(
            "F401",
            "columns",
            ("total",),
            ("upheld", "corrected", "other", "pending"),
            "总计＝结果维持＋结果纠正＋其他结果＋尚未审结",
            "总计",
            "四项之和",
        ),
    ),
    across=True,
    widths=(1,) * 15,
    breaks={
        "结果维持": ("结果", "维持"),
        "结果纠正": ("结果", "纠正"),
        "其他结果": ("其他", "结果"),
        "尚未审结": ("尚未", "审结"),
    },
)

OVERVIEW = (
    Narrative("overview.proactive_disclosure", "（一）主动公开"),
    Narrative("overview.disclosure_on_application", "（二）依申请公开"),
    Narrative("overview.information_management", "（三）政府信息管理"),
    Narrative("overview.platforms", "（四）政府信息公开平台建设"),
    Narrative("overview.supervision", "（五）监督保障"),
)
"""The five aspects of part 一, in printed order."""


def parts(disclosure: Table, of_applications: Table) -> tuple[Part, ...]:
    """The preface and the six parts around the tables of an edition."""
    return (
        Part(
            "preface",
            "",
            (
                Narrative("title", "标题", "默认为“机关名称＋年份＋年政府信息公开工作年度报告”", optional=True),
                Narrative("document_number", "文号", optional=True),
                Narrative("preface", "前言", "编制依据、统计期限、电子版网址、联系方式"),
            ),
        ),
        Part(
            "overview",
            "一、总体情况",
            (Narrative("overview", "总述", "五个方面之前的概括，可不写", optional=True), *OVERVIEW),
        ),
        Part(
            "disclosure",
            disclosure.title,
            (Narrative("disclosure.note", "表二说明", "印在表二上方的一句话，可不写", optional=True),),
            disclosure,
        ),
        Part(
            "applications",
            of_applications.title,
            (Narrative("applications.note", "表三说明", "印在表三上方的一句话，可不写", optional=True),),
            of_applications,
        ),
        Part(
            "disputes",
            DISPUTES.title,
            (Narrative("disputes.note", "表四说明", "印在表四上方的一句话，可不写", optional=True),),
            DISPUTES,
        ),
        Part("problems", "五、存在的主要问题及改进情况", (Narrative("problems", "五、存在的主要问题及改进情况"),)),
        Part(
            "other_matters",
            "六、其他需要报告的事项",
            (
                Narrative("other_matters", "六、其他需要报告的事项", "收取信息处理费情况在此处报告。"),
                Narrative("signature", "落款", "盖章报送用，公布稿不印", optional=True),
                Narrative("date", "落款日期", "盖章报送用，公布稿不印", optional=True),
            ),
        ),
    )
