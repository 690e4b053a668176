"""Words of ledgers: the lists were written before the code; `frozen` and `second` were first run when it was done.

First run: tuned 87 of 87, frozen 77 of 79 (one a wrong row), second 53 of 58 (one a wrong row), third 32 of 34 (none); all
mended since.
"""

from __future__ import annotations

import pytest

from app.form.parts import OTHER_IN_THREE, applications
from app.ledger.reading.applicants import applicant
from app.ledger.reading.columns import meaning_of
from app.ledger.reading.dates import read_day, year_in
from app.ledger.reading.lexicon import CHOICES, RESULTS
from app.ledger.reading.results import Said, outcome, read_result
from app.model.sheet import Square
from tests.where import TESTS


def listed(name: str) -> list[tuple[str, str]]:
    lines = (TESTS / "data" / "ledger" / f"{name}.tsv").read_text(encoding="utf-8").splitlines()
    return [tuple(line.partition("\t")[::2]) for line in lines]  # type: ignore[misc]


@pytest.mark.parametrize(
    ("words", "means"), [each for name in ("tuned", "frozen", "second", "third") for each in listed(f"results_{name}")]
)
def test_a_result(words: str, means: str) -> None:
    said = read_result(words)
    if means == "open":
        assert said.open
    elif means.startswith("ask"):
        assert said.why and not said.sure and said.rows
        assert means == "ask" or set(said.rows) == set(means[4:].split(","))
    else:
        assert said.sure and said.rows == (means,)


@pytest.mark.parametrize("row", [row for row in applications(OTHER_IN_THREE).rows if row.key in RESULTS])
def test_the_form_s_own_words(row) -> None:
    group = row.group[-1].split("）")[0] + "）" if len(row.group) > 1 else ""
    for words in {row.label, row.brief or row.label, f"{row.group[-1]}{row.label}", f"{group}{row.label}"}:
        if words != "3.其他" or group:
            assert read_result(words).rows == (row.key,), words


def test_nothing_is_other_by_default() -> None:
    for words in ("其他", "其它情况", "办理完毕", "。", "abc", "12", "某某某", "已阅"):
        assert not read_result(words).sure, words
    assert all(choices != ("other_remaining",) for choices, _ in CHOICES.values())


@pytest.mark.parametrize(("words", "column"), listed("applicants"))
def test_an_applicant(words: str, column: str) -> None:
    said = applicant(words)
    if column == "ask":
        assert said.several or not said.sure
    else:
        assert said.sure and not said.several and said.columns == (column,)


@pytest.mark.parametrize(
    ("kind", "organisation", "name", "column"),
    [
        ("法人", "甲字贸易有限公司", "", "business"),
        ("法人", "乙字水稻研究所", "", "research"),
        ("法人", "丙字研究院有限公司", "", "business"),
        ("法人", "丁字律师事务所", "张三", "legal_service"),
        ("法人或其他组织", "戊字村村民委员会", "", "other_organisation"),
        ("公民", "", "张三", "natural_person"),
        ("公民", "己字有限公司", "张三", "natural_person"),
        ("", "", "张某某", "natural_person"),
        ("", "", "李先生", "natural_person"),
        ("", "", "王小明", "natural_person"),
        ("", "", "张 三", "natural_person"),
        ("", "", "买买提·艾力", "natural_person"),
        ("", "", "庚字建材有限公司", "business"),
        ("", "", "辛字镇人民政府", "other_organisation"),
        ("", "", "河口村", ""),
        ("", "", "某单位", ""),
        ("法人", "", "", ""),
        ("法人", "壬字协会", "", ""),
        ("", "", "", ""),
    ],
)
def test_an_applicant_by_more_than_its_kind(kind: str, organisation: str, name: str, column: str) -> None:
    said = applicant(kind, organisation, name)
    assert (said.columns == (column,) and said.sure) if column else not said.sure


@pytest.mark.parametrize("name", ["张三、李四", "张三等5人", "张三等人", "甲公司，乙公司", "张三丰 李四光"])
def test_several_applicants_on_one_paper(name: str) -> None:
    assert applicant("自然人", "", name).several


@pytest.mark.parametrize(("words", "field"), [*listed("headers"), *listed("headers_second")])
def test_a_header(words: str, field: str) -> None:
    meaning = meaning_of(words)
    found = meaning.field if meaning else ""
    assert ("" if found == "other" else found) == field


@pytest.mark.parametrize(("words", "day"), listed("dates"))
def test_a_day(words: str, day: str) -> None:
    read = read_day(Square(words), 2025)
    assert bool(read.doubt) == (day == "doubt")
    assert (read.date.isoformat() if read.date else "") == ("" if day == "doubt" else day)


def test_days_that_are_kept_as_numbers() -> None:
    """3.1 may have been typed as 3.10; 3.7 and 3.12 cannot have been anything else."""
    days = {
        words: read_day(Square(words, number=True), 2025)
        for words in ("3.1", "3.2", "3.7", "3.12", "13.5", "45723", "20250307", "5")
    }
    assert {words: day.date.isoformat() for words, day in days.items() if day.date} == {
        "3.7": "2025-03-07",
        "3.12": "2025-03-12",
        "45723": "2025-03-07",
        "20250307": "2025-03-07",
    }
    assert all(day.doubt for words, day in days.items() if not day.date) and "3月10日" in days["3.1"].doubt


@pytest.mark.parametrize(
    ("title", "year"),
    [
        ("2025年", 2025),
        ("某镇2025年依申请公开台账", 2025),
        ("2025", 2025),
        ("2024-2025年", None),
        ("一季度", None),
        ("台账20250131.xlsx", None),
    ],
)
def test_the_year_of_a_title(title: str, year: int | None) -> None:
    assert year_in(title) == year


@pytest.mark.parametrize(
    ("said", "rows"),
    [
        (Said("不予公开", "国家秘密"), ("refused_state_secret",)),
        (Said("不予公开", note="属于过程性信息"), ("refused_deliberative",)),
        (Said("无法提供", "信息不存在"), ("unavailable_not_held",)),
        (Said("信息不存在", divided="是"), ("granted_in_part",)),
        (Said("予以公开", divided="否"), ("granted",)),
        (Said("申请内容不明确", corrected=True), ("unavailable_unclear",)),
        (Said("申请内容不明确", corrected=False), ("other_not_supplemented",)),
        (Said("部分公开", "涉及个人隐私"), ("granted_in_part",)),
        (Said("予以公开", status="已办结"), ("granted",)),
        (Said("", status="已办结", detail="信访事项"), ("not_processed_petition",)),
    ],
)
def test_columns_read_together(said: Said, rows: tuple[str, ...]) -> None:
    found = outcome(said)
    assert found.sure and found.rows == rows


@pytest.mark.parametrize(
    "said",
    [
        Said("予以公开", "国家秘密"),
        Said("予以公开", status="办理中"),
        Said("予以公开", note="与12号合并答复"),
        Said("撤回", divided="是"),
        Said("予以公开", merged_into="是"),
        Said("予以公开", status="已合并"),
        Said("不予公开", note="请示过领导"),
    ],
)
def test_columns_that_say_two_things(said: Said) -> None:
    found = outcome(said)
    assert found.why and found.rows and not found.open
