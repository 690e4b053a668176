"""Not official: table 二 of 2021 with a table 三 that has one row （六）其他处理; real reports use it, so it is read and checked."""

from __future__ import annotations

from app.form.edition2021 import DISCLOSURE
from app.form.parts import OTHER_IN_ONE, applications, parts
from app.form.schema import Edition

EDITION = Edition(
    key="2021-single",
    source="国办公开办函〔2021〕30号（表三“其他处理”未分列，不是官方表样）",
    years=(2021, None),
    parts=parts(DISCLOSURE, applications(OTHER_IN_ONE)),
    official=False,
)
