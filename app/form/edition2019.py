"""国办公开办函〔2019〕60号（试行）的表样，用于2019、2020年的年度报告。"""

from __future__ import annotations

from app.form.parts import OTHER_IN_ONE, applications, parts
from app.form.schema import Column, Edition, Row, Section, Table

_PREVIOUS = Column("previous_items", "上一年项目数量")
_CHANGE = Column("change", "本年增/减", kind="signed")
_ITEMS = (_PREVIOUS, _CHANGE, Column("decisions", "处理决定数量"))

DISCLOSURE = Table(
    key="disclosure",
    short="表二",
    title="二、主动公开政府信息情况",
    corner="信息内容",
    widths=(1, 1, 1, 1),
    sections=(
        Section(
            caption="第二十条第（一）项",
            rows=(Row("regulations", "规章"), Row("normative_documents", "规范性文件")),
            columns=(
                Column("made", "本年新制作数量"),
                Column("disclosed", "本年新公开数量"),
                Column("disclosed_total", "对外公开总数量"),
            ),
        ),
        Section(
            caption="第二十条第（五）项",
            rows=(Row("licences", "行政许可"), Row("other_services", "其他对外管理服务事项")),
            columns=_ITEMS,
        ),
        Section(
            caption="第二十条第（六）项",
            rows=(Row("penalties", "行政处罚"), Row("coercive_measures", "行政强制")),
            columns=_ITEMS,
        ),
        Section(caption="第二十条第（八）项", rows=(Row("fees", "行政事业性收费"),), columns=(_PREVIOUS, _CHANGE)),
        Section(
            caption="第二十条第（九）项",
            rows=(Row("procurement", "政府集中采购"),),
            columns=(Column("items", "采购项目数量"), Column("amount", "采购总金额", kind="amount")),
        ),
    ),
)

EDITION = Edition(
    key="2019",
    source="国办公开办函〔2019〕60号（试行）",
    years=(2019, 2020),
    parts=parts(DISCLOSURE, applications(OTHER_IN_ONE)),
)
