"""国办公开办函〔2021〕30号 的表样，用于2021年及以后的年度报告。"""

from __future__ import annotations

from app.form.parts import OTHER_IN_THREE, applications, parts
from app.form.schema import Column, Edition, Row, Section, Table

_DECISIONS = (Column("decisions", "本年处理决定数量"),)

DISCLOSURE = Table(
    key="disclosure",
    short="表二",
    title="二、主动公开政府信息情况",
    corner="信息内容",
    widths=(1, 1, 1, 1),
    sections=(
        Section(
            caption="第二十条第（一）项",
            rows=(Row("regulations", "规章"), Row("normative_documents", "行政规范性文件")),
            columns=(
                Column("issued", "本年制发件数"),
                Column("repealed", "本年废止件数"),
                Column("in_force", "现行有效件数"),
            ),
        ),
        Section(caption="第二十条第（五）项", rows=(Row("licences", "行政许可"),), columns=_DECISIONS),
        Section(
            caption="第二十条第（六）项",
            rows=(Row("penalties", "行政处罚"), Row("coercive_measures", "行政强制")),
            columns=_DECISIONS,
        ),
        Section(
            caption="第二十条第（八）项",
            rows=(Row("fees", "行政事业性收费"),),
            columns=(Column("amount", "本年收费金额（单位：万元）", kind="amount"),),
        ),
    ),
)

EDITION = Edition(
    key="2021",
    source="国办公开办函〔2021〕30号",
    years=(2021, None),
    parts=parts(DISCLOSURE, applications(OTHER_IN_THREE)),
)
