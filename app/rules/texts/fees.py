"""T316: what is said of 信息处理费 does not contradict the tables."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from app.model.figures import digits
from app.model.finding import Finding, Level
from app.rules.case import Case
from app.rules.registry import rule
from app.rules.texts.parts import note


@rule("T316", Level.NOTE, "信息处理费的文字与表中数据不矛盾", "国办函〔2020〕109号")
def fee_against_tables(case: Case) -> Iterator[Finding]:
    report = case.report
    unpaid = next(
        (report.figure(c) for c in report.form.cells if (c.row, c.column) == ("other_fee_unpaid", "total")), None
    )
    charged = next((report.figure(c) for c in report.form.cells if (c.row, c.column) == ("fees", "amount")), None)
    for each in case.sentences("other_matters"):
        with case.sentence(each.part, each.key, each.text):
            if unpaid and re.search(r"(?:未|没有)[^，。；]{0,8}收费通知", each.text):
                yield note(
                    "T316",
                    each,
                    f"表三有 {unpaid} 件“逾期未按收费通知要求缴纳费用”，第六部分却说没有发出收费通知。请核对两处。",
                )
            match = re.search(r"信息处理费[^，。；\d]{0,12}(\d[\d,，]*(?:\.\d+)?)\s*(万?)元", each.text)
            if match and charged is not None:
                fee = Decimal(re.sub("[,，]", "", match[1])) * (10_000 if match[2] else 1)
                if fee > charged * 10_000:
                    yield note(
                        "T316",
                        each,
                        f"第六部分写收取信息处理费 {match[1]} {match[2]}元，表二行政事业性收费是 {digits(charged)} 万元，反而更少。请核对两处。",
                    )
