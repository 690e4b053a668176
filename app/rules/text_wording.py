"""T310–T314: whose words they are, how they are written, and what must not be published."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from app.model.finding import Finding, Level
from app.model.report import Report
from app.model.words.texts import printed
from app.rules.prose.sentences import Sentence, length, sentences, split
from app.rules.registry import Case, rule
from app.rules.text import FORMAT, note

_OTHER_BODY = re.compile(
    r"(?:^|[，。；：、\s])((?:[一-鿿]{0,3}(?:省|市|区|县)(?:人民)?政府)(?!网|办|门户|信息|令|公报|各|工作|常务|主管|有关))"
    r"(?:共|累计|全年|本年|新|主动|依法|及时|总共){0,3}(收到|公开|办理|受理|答复|制发|发布|办结)"
)
_QUOTING = re.compile(r"按照|贯彻|围绕|根据|依照|落实|遵照|依托|通过|利用|借助|对照")


@rule("T310", Level.NOTE, "做这件事的是本单位", "历年通报的常见错误（照抄其他单位的报告）")
def another_body(case: Case) -> Iterator[Finding]:
    name, scope = case.report.organ.name, case.report.organ.scope
    if scope == "summary" or "政府办" in name:
        return
    own = re.search(r"([省市区县])(?:人民)?政府$", name)
    for each in sentences(case.report):
        with case.sentence(each.part, each.key, each.text):
            for match in _OTHER_BODY.finditer(each.text):
                level = re.search(r"[省市区县](?=(?:人民)?政府)", match[1])
                before = each.text[: match.start(1)]
                if (
                    (own and level and own[1] == level[0])
                    or _QUOTING.search(before.rsplit("，", 1)[-1] + match[1])
                    or match[1] in name
                ):
                    continue
                yield note(
                    "T310",
                    each,
                    f"“{each.title}”里说“{match[1]}{match[2]}”，本单位是{name}。请看看是不是照抄了别的单位的话。",
                )
                break


RUN = 8  # characters in a row that count as the same words


@lru_cache(maxsize=16)
def _runs(text: str) -> frozenset[str]:
    plain = plain_words(text)
    return frozenset(plain[i : i + RUN] for i in range(len(plain) - RUN + 1))


def plain_words(text: str) -> str:
    """The Chinese characters alone: figures and marks change every year without the words changing."""
    return re.sub(r"[^一-鿿]", "", text)


@lru_cache(maxsize=256)
def copied_share(text: str, earlier: str) -> float:
    """How much of `text` (0…1, by characters) stands in `earlier` in runs of at least RUN characters."""
    plain, known = plain_words(text), _runs(earlier)
    if len(plain) < RUN:
        return 0.0
    covered = bytearray(len(plain))
    for i in range(len(plain) - RUN + 1):
        if plain[i : i + RUN] in known:
            covered[i : i + RUN] = b"\x01" * RUN
    return sum(covered) / len(plain)


def copied_sentences(text: str, earlier: str) -> list[str]:
    """The sentences of `text` that stand in `earlier` nearly word for word."""
    return [each for each in split(text) if length(each) > RUN and copied_share(each, earlier) > 0.8]


COPIED = "T311"


@rule(COPIED, Level.NOTE, "总体情况、问题和改进不与去年雷同", f"{FORMAT}（内容雷同的，督促整改）")
def copied_from_last_year(case: Case) -> Iterator[Finding]:
    if case.previous is None or case.previous.year not in (0, case.report.year - 1):
        return  # Y108 asks for the right one
    for part in ("overview", "problems"):
        keys = [narrative.key for narrative in case.report.form.part(part).narratives]
        now, then = ("\n".join(printed(report, key) for key in keys) for report in (case.report, case.previous))
        share = copied_share(now, then)
        if len(plain_words(now)) < 100 or share <= 0.5:
            continue
        copied = copied_sentences(now, then)
        yield Finding(
            COPIED,
            Level.NOTE,
            f"“{case.report.form.part(part).heading}”有 {share:.0%} 的文字与去年雷同（{len(copied)} 句几乎照抄），考核常以 50% 为线扣分。请改写。",
            involved=(part,),
            numbers={"share": f"{share:.2f}", "sentences": str(len(copied))},
            quote=copied[0] if copied else None,
            part=part,
        )


_DOUBLED = re.compile(r"(?!一)([一-鿿]{2,4})\1(?!\1)")
_MARKS = re.compile(r"[，。、；：？！]{2,}|[,;:!?]{2,}|\.{2}(?!\.)")
_HALF_WIDTH = re.compile(r"[一-鿿][,;:?!][一-鿿]")
_REDUPLICATED = frozenset({"研究研究", "逐步逐步", "多多", "千千万万", "方方面面"})


@lru_cache(maxsize=1024)
def _slips(sentence: str) -> tuple[str, ...]:
    """Doubled words and marks, and half-width marks."""
    doubled = [m[0] for m in _DOUBLED.finditer(sentence) if m[0] not in _REDUPLICATED]
    marks = [m[0] for m in _MARKS.finditer(sentence) if m[0] not in ("？！", "！！", "？？", "！？")]
    return (*doubled, *marks, *(m[0] for m in _HALF_WIDTH.finditer(sentence)))


@rule("T312", Level.NOTE, "没有重复的字词和标点", "GB/T 15834—2011《标点符号用法》")
def doubled_words(case: Case) -> Iterator[Finding]:
    for each in sentences(case.report):
        with case.sentence(each.part, each.key, each.text):
            if wrong := _slips(each.text):
                yield note(
                    "T312", each, f"“{each.title}”里的“{'”“'.join(wrong[:3])}”像是重复或标点用错。请看一看，改正。"
                )


_LONG_DIGITS = re.compile(r"(?<![\d.])\d{11,19}[\dXx]?(?![\d.])")
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)


@rule("T313", Level.QUERY, "不公布个人的身份证号、手机号、银行卡号", "《条例》第十五条、第三十二条")
def personal_data(case: Case) -> Iterator[Finding]:
    for each in sentences(case.report):
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
    if len(digits) == 18 and digits[:17].isdigit():
        check = "10X98765432"[sum(int(d) * w for d, w in zip(digits[:17], _WEIGHTS, strict=True)) % 11]
        if check == digits[-1].upper() and re.fullmatch(
            r"(?:19|20)\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])", digits[6:14]
        ):
            return "身份证号"
    if len(digits) == 11 and re.fullmatch(r"1[3-9]\d{9}", digits):
        return "" if re.search("电话|联系|咨询|传真|热线", each.text) else "手机号"
    if 16 <= len(digits) <= 19 and digits.isdigit() and digits[0] in "3456" and _luhn(digits):
        return "银行卡号"
    return ""


def _luhn(digits: str) -> bool:
    doubled = [int(d) * 2 if i % 2 else int(d) for i, d in enumerate(reversed(digits))]
    return sum(n - 9 if n > 9 else n for n in doubled) % 10 == 0


@rule("T314", Level.NOTE, "有联系地址、邮编和电话，且与单位信息一致", FORMAT)
def contact(case: Case) -> Iterator[Finding]:
    report = case.report
    everything = "\n".join(each.text for each in sentences(report))
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
        yield note("T314", None, f"联系方式里没有{'、'.join(missing)}。请在“单位与前言”里填上。", part="preface")
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
