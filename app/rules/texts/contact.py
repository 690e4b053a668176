"""T313, T314: how to reach the organ is said, and nobody else's number is published."""

from __future__ import annotations

import re
from collections.abc import Iterator

from app.model.finding import Finding, Level
from app.model.report import Report
from app.model.words.sentences import Sentence
from app.rules.case import Case
from app.rules.registry import rule
from app.rules.texts.parts import FORMAT, note

_LONG_DIGITS = re.compile(r"(?<![\d.])\d{11,19}[\dXx]?(?![\d.])")
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)


@rule("T313", Level.QUERY, "不公布个人的身份证号、手机号、银行卡号", "《条例》第十五条、第三十二条")
def personal_data(case: Case) -> Iterator[Finding]:
    for each in case.sentences():
        with case.sentence(each.part, each.key, each.text):
            for match in _LONG_DIGITS.finditer(each.text.replace(" ", "")):
                kind = _personal(match[0], each)
                if kind:
                    shown = f"{match[0][:3]}…{match[0][-2:]}"
                    yield note(
                        "T313",
                        each,
                        f"“{each.title}”里的 {shown} 像是{kind}，公布会泄露个人信息。请删去；确需公布的，请写说明。",
                        Level.QUERY,
                    )


def _personal(digits: str, each: Sentence) -> str:
    """身份证号 (GB 11643 check digit), 手机号 (not in a sentence of contact), 银行卡号 (Luhn), or nothing."""
    if len(digits) == 18 and digits[:17].isdecimal():
        check = "10X98765432"[sum(int(d) * w for d, w in zip(digits[:17], _WEIGHTS, strict=True)) % 11]
        if check == digits[-1].upper() and re.fullmatch(
            r"(?:19|20)\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])", digits[6:14]
        ):
            return "身份证号"
    if len(digits) == 11 and re.fullmatch(r"1[3-9]\d{9}", digits):
        return "" if re.search("电话|联系|咨询|传真|热线", each.text) else "手机号"
    if 16 <= len(digits) <= 19 and digits.isdecimal() and digits[0] in "3456" and _luhn(digits):
        return "银行卡号"
    return ""


def _luhn(digits: str) -> bool:
    doubled = [int(d) * 2 if i % 2 else int(d) for i, d in enumerate(reversed(digits))]
    return sum(n - 9 if n > 9 else n for n in doubled) % 10 == 0


@rule("T314", Level.QUERY, "有联系地址、邮编和电话，且与单位信息一致", FORMAT)
def contact(case: Case) -> Iterator[Finding]:
    report = case.report
    everything = "\n".join(each.text for each in case.sentences())
    missing = [
        label
        for label, value in (
            ("地址", report.organ.address),
            ("邮编", report.organ.postcode),
            ("电话", report.organ.phone),
        )
        if not value and not re.search(rf"{label}|{'邮政编码' if label == '邮编' else label}", everything)
    ]
    if missing:
        level = Level.NOTE if report.imported else Level.QUERY
        said = f"联系方式里没有{'、'.join(missing)}。请在“单位与前言”里填上。"
        yield note("T314", None, said, level, part="preface")
    yield from _preface_contact(report)


def _preface_contact(report: Report) -> Iterator[Finding]:
    """An edited preface that names another address, postcode or phone than the organ's."""
    written = report.text("preface")
    for label, pattern, value in (
        ("电话", r"电话[：:]?\s*([\d\-－（）() ]{7,})", report.organ.phone),
        ("邮编", r"(?:邮编|邮政编码)[：:]?\s*(\d{6})", report.organ.postcode),
    ):
        match = re.search(pattern, written)
        if match and value and re.sub(r"\D", "", match[1]) != re.sub(r"\D", "", value):
            yield note(
                "T314",
                None,
                f"前言里的{label}是 {match[1].strip()}，单位信息里是 {value}。请看看哪一个对。",
                part="preface",
                key="preface",
            )
