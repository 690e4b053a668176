"""Sheets as people keep them: titles, sums, sheets a quarter, a number twice, two columns for one thing; nothing is lost."""

from __future__ import annotations

import datetime

import pytest

from app.ledger.classify import CARRIED_IN, CARRIED_OUT, NOT_COUNTED, Answer, Ask, Outside, Placed, answer_key, place
from app.ledger.reading.requests import Ledger, read_ledger
from app.model.files import FileProblem
from app.model.sheet import Line, Sheet, Square
from tests.ledger.layouts import Book, sheets

YEAR, AS_OF = 2025, datetime.date(2026, 1, 20)
D = datetime.date
HEAD = ["编号", "收到日期", "申请人类型", "结果", "答复日期"]


def ledger(*rows, head=HEAD, name="台账.xlsx", **known: str) -> Ledger:
    return read_ledger(sheets({"台账": [list(head), *map(list, rows)]}), name, YEAR, known)


def book(found: Book) -> Ledger:
    return read_ledger(sheets(found), "台账.xlsx", YEAR)


def one(*row, head=HEAD, **rest) -> Placed | Ask | Outside | None:
    (request,) = ledger(row, head=head, **rest).requests
    return place(request, YEAR, AS_OF)


def test_a_request_has_one_place() -> None:
    found = one("1", D(2025, 3, 7), "自然人", "予以公开", D(2025, 3, 20))
    assert isinstance(found, Placed) and found[1:] == ("received", "granted", "natural_person")


@pytest.mark.parametrize(
    ("received", "answered", "begins", "ends"),
    [
        (D(2024, 12, 20), D(2025, 1, 8), CARRIED_IN, "granted"),
        (D(2024, 12, 20), D(2026, 1, 8), CARRIED_IN, CARRIED_OUT),
        (D(2025, 12, 20), D(2026, 1, 8), "received", CARRIED_OUT),
        (D(2025, 12, 31), D(2025, 12, 31), "received", "granted"),
        (D(2025, 1, 1), D(2025, 12, 31), "received", "granted"),
    ],
)
def test_the_year_of_beginning_and_end(received, answered, begins, ends) -> None:
    found = one("1", received, "自然人", "予以公开", answered)
    assert isinstance(found, Placed) and (found.begins, found.ends) == (begins, ends)


def test_other_years_stay_outside() -> None:
    assert one("1", D(2024, 3, 7), "自然人", "予以公开", D(2024, 4, 1)) == Outside(
        ledger(("1", D(2024, 3, 7), "自然人", "予以公开", D(2024, 4, 1))).requests[0], later=False
    )
    after = one("1", D(2026, 1, 7), "自然人", "", None)
    assert isinstance(after, Outside) and after.later


@pytest.mark.parametrize(
    ("row", "says"),
    [
        (("1", D(2025, 3, 7), "自然人", "予以公开", D(2025, 3, 1)), "之前"),
        (("1", "2025-02-30", "自然人", "予以公开", D(2025, 3, 1)), "没有“2025-02-30”这一天"),
        (("1", None, "自然人", "予以公开", D(2025, 3, 1)), "没有收到日期"),
        (("1", D(2025, 3, 7), "自然人", "予以公开", None), "没有写答复日期"),
        (("1", D(2025, 3, 7), "自然人", "", D(2025, 3, 20)), "没有写结果"),
        (("1", D(2025, 3, 7), "自然人", "办理中", D(2025, 3, 20)), "还在办理"),
        (("1", D(2025, 3, 7), "", "予以公开", D(2025, 3, 20)), "没有写申请人类型"),
        (("1", D(2025, 3, 7), "法人", "予以公开", D(2025, 3, 20)), "表三的哪一列"),
        (("1", D(2015, 3, 7), "自然人", "予以公开", D(2025, 3, 20)), "年份写错"),
        (("1", D(2025, 3, 7), "自然人", "予以公开", D(2052, 3, 20)), "年份写错"),
        (("1", "3月7日", "自然人", "予以公开", "1月5日"), "之前"),
        (("1", "3.1", "自然人", "予以公开", D(2025, 3, 20)), "可能是3月1日"),
        (("1", D(2025, 3, 7), "自然人3人", "予以公开", D(2025, 3, 20)), "几个申请人"),
    ],
)
def test_what_cannot_be_is_asked_with_its_reason(row, says: str) -> None:
    found = one(*row)
    assert isinstance(found, Ask) and says in found.why and found.request.row == 2
    assert found.rows and found.columns


def test_posting_decides_the_year() -> None:
    head = [*HEAD, "送达方式", "交邮日期"]
    row = ("1", D(2025, 12, 20), "自然人", "予以公开", D(2025, 12, 30))
    by_post = one(*row, "邮寄", D(2026, 1, 4), head=head)
    assert isinstance(by_post, Placed) and by_post.ends == CARRIED_OUT
    unknown = one(*row, "", D(2026, 1, 4), head=head)
    assert isinstance(unknown, Ask) and "两个年份" in unknown.why and set(unknown.rows) == {"granted", CARRIED_OUT}
    same_year = one(*row, "", D(2025, 12, 31), head=head)
    assert isinstance(same_year, Placed) and same_year.ends == "granted"


def test_a_correction_still_running_at_the_end_of_the_year_is_asked() -> None:
    head = [*HEAD, "补正告知日", "补正收到日"]
    row = ("1", D(2025, 12, 20), "自然人", "", None, D(2025, 12, 24))
    running = one(*row, None, head=head)
    assert isinstance(running, Ask) and running.rows == (CARRIED_OUT, "other_not_supplemented")
    back = one(*row, D(2025, 12, 30), head=head)
    assert isinstance(back, Placed) and back.ends == CARRIED_OUT
    (request,) = ledger((*row, None), head=head).requests
    assert isinstance(place(request, YEAR, D(2025, 12, 28)), Placed)


def test_a_doubtful_result_of_another_year_is_not_asked_about() -> None:
    found = one("1", D(2025, 12, 20), "自然人", "咨询", D(2026, 1, 8))
    assert isinstance(found, Placed) and found.ends == CARRIED_OUT


def test_in_the_middle_of_the_year_a_result_without_a_day_is_a_result() -> None:
    (request,) = ledger(("1", D(2025, 3, 7), "自然人", "予以公开", None)).requests
    found = place(request, YEAR, D(2025, 6, 30))
    assert isinstance(found, Placed) and found.ends == "granted"


def test_a_merged_request_ends_with_the_one_it_was_merged_into() -> None:
    head = [*HEAD, "合并到编号"]
    first = ("2025-1", D(2025, 3, 7), "自然人", "予以公开", D(2025, 3, 20), None)
    merged = ledger(first, ("2025-2", D(2025, 3, 8), "自然人", "", None, "2025-1"), head=head).requests[1]
    found = place(merged, YEAR, AS_OF)
    assert isinstance(found, Placed) and found.ends == "other_remaining" and merged.outcome.target == "2025-1"
    nowhere = one("2025-2", D(2025, 3, 8), "自然人", "", D(2025, 3, 9), "2025-9", head=head)
    assert isinstance(nowhere, Ask) and "没有这一件" in nowhere.why


def test_merged_into_another_in_words() -> None:
    first = ("2025-1", D(2025, 3, 7), "自然人", "予以公开", D(2025, 3, 20))
    merged = ledger(first, ("2025-2", D(2025, 3, 8), "自然人", "并入2025-1号办理", None)).requests[1]
    found = place(merged, YEAR, AS_OF)
    assert isinstance(found, Placed) and found.ends == "other_remaining"


def test_an_answer_to_what_was_asked_holds_while_the_same_is_asked() -> None:
    (request,) = ledger(("1", D(2025, 3, 7), "自然人", "咨询", D(2025, 3, 20))).requests
    ask = place(request, YEAR, AS_OF)
    assert isinstance(ask, Ask)
    said = {answer_key(ask): Answer("not_processed_petition", "natural_person")}
    found = place(request, YEAR, AS_OF, said)
    assert isinstance(found, Placed) and found.ends == "not_processed_petition"
    assert place(request, YEAR, AS_OF, {answer_key(ask): Answer(NOT_COUNTED, "")}) is None
    (changed,) = ledger(("1", D(2025, 3, 7), "自然人", "历史信息", D(2025, 3, 20))).requests
    assert isinstance(place(changed, YEAR, AS_OF, said), Ask)


def test_lines_that_are_no_requests_are_passed_over() -> None:
    found = ledger(
        ("1", D(2025, 3, 7), "自然人", "予以公开", D(2025, 3, 20)),
        ("2", None, None, None, None),
        (None, None, None, None, None),
        ("二季度", "二季度", "二季度", "二季度", "二季度"),
        tuple(HEAD),
        ("合计", None, None, "1件", None),
        ("一季度小计", None, None, 1, None),
        ("填表人：某某", None, None, None, None),
    )
    assert [request.row for request in found.requests] == [2]


def test_a_line_with_anything_of_a_request_is_never_passed_over() -> None:
    found = ledger((None, None, "自然人", None, None), ("注意", D(2025, 3, 7), "自然人", None, None))
    assert [request.row for request in found.requests] == [2, 3]


def test_the_same_number_in_two_sheets_is_one_request_told_further() -> None:
    open_row = ["2025-1", D(2025, 3, 7), "自然人", None, None]
    done_row = ["2025-1", D(2025, 3, 7), "自然人", "予以公开", D(2025, 4, 2)]
    found = book({"一季度": [HEAD, open_row], "二季度": [HEAD, done_row]})
    (request,) = found.requests
    assert request.ended == D(2025, 4, 2) and any("只算一次" in note for note in found.notes)


def test_the_same_number_with_another_content_is_asked() -> None:
    one_row = ["2025-1", D(2025, 3, 7), "自然人", "予以公开", D(2025, 4, 2)]
    other = ["2025-1", D(2025, 5, 7), "商业企业", "信访事项", D(2025, 5, 9)]
    first, second = book({"一季度": [HEAD, one_row], "二季度": [HEAD, other]}).requests
    assert not first.doubt and "编号与工作表“一季度”第 2 行相同" in second.doubt and first.id != second.id
    asked = place(second, YEAR, AS_OF)
    assert isinstance(asked, Ask)


def test_lines_counted_anew_in_each_sheet_are_different_requests() -> None:
    head = ["序号", *HEAD[1:]]
    rows = {
        name: [head, ["1", D(2025, month, 7), "自然人", None, None]] for name, month in (("一季度", 3), ("二季度", 5))
    }
    assert sorted(request.id for request in book(rows).requests) == ["一季度-1", "二季度-1"]


def test_two_columns_for_one_thing_are_asked_only_where_they_differ() -> None:
    head = ["编号", "收到日期", "收件日期", "申请人类型", "结果", "答复日期"]
    rest = ("自然人", "予以公开", D(2025, 3, 20))
    found = ledger(
        ("1", D(2025, 3, 7), D(2025, 3, 7), *rest),
        ("2", D(2025, 3, 7), None, *rest),
        ("3", D(2025, 3, 7), D(2025, 3, 9), *rest),
        head=head,
    )
    places = [place(request, YEAR, AS_OF) for request in found.requests]
    assert [type(each) for each in places] == [Placed, Placed, Ask]
    assert isinstance(places[2], Ask) and places[2].request.row == 4


def test_the_stronger_of_two_days_counts() -> None:
    head = ["编号", "申请日期", "收到日期", "申请人类型", "结果", "答复日期", "办结日期"]
    row = ("1", D(2024, 12, 30), D(2025, 1, 3), "自然人", "予以公开", D(2025, 1, 20), D(2025, 2, 1))
    (request,) = ledger(row, head=head).requests
    assert request.received.date == D(2025, 1, 3) and request.ended == D(2025, 1, 20)


def test_a_signature_right_of_the_answer_is_the_answers() -> None:
    head = ["编号", "申请日期", "申请人类型", "结果", "答复日期", "签收日期"]
    (request,) = ledger(("1", D(2025, 3, 7), "自然人", "予以公开", D(2025, 3, 20), D(2025, 3, 24)), head=head).requests
    assert request.posted.date == D(2025, 3, 24) and request.received.date == D(2025, 3, 7)


def test_a_header_in_two_lines_under_a_title() -> None:
    found = book(
        {
            "2025年": [
                ["某局依申请公开台账", None, None, None, None, None],
                ["序号", "申请", None, "申请人", "答复", None],
                [None, "日期", "方式", "类型", "日期", "结果"],
                [1, D(2025, 3, 7), "网络", "自然人", D(2025, 3, 20), "予以公开"],
            ]
        }
    )
    (request,) = found.requests
    placed = place(request, YEAR, AS_OF)
    assert isinstance(placed, Placed) and placed.ends == "granted" and request.row == 4


def test_a_date_shown_without_its_year_that_is_of_another_is_asked() -> None:
    head = Line(1, {i: Square(words) for i, words in enumerate(HEAD)})
    shown = Square("3月7日", D(2026, 3, 7), yearless=True)
    row = Line(2, {0: Square("1"), 1: shown, 2: Square("自然人"), 3: Square("予以公开"), 4: Square("2025-03-20")})
    (request,) = read_ledger([Sheet("2025年", [head, row])], "台账.xlsx", YEAR).requests
    assert "存的却是2026年" in request.received.doubt


def test_a_file_without_a_header_is_refused_in_one_sentence() -> None:
    with pytest.raises(FileProblem, match="没有找到申请台账的表头"):
        book({"Sheet1": [["天气", "很好"], ["今天", "下雨"]]})
    with pytest.raises(FileProblem, match="没有“收到日期”一列"):
        book({"Sheet1": [["编号", "申请人类型", "结果", "答复日期"], ["1", "自然人", "公开", "2025-3-7"]]})


def test_what_is_not_understood_is_named_and_can_be_said() -> None:
    head = ["编号", "到件", "申请人类型", "结果", "答复日期"]
    row = ("1", D(2025, 3, 7), "自然人", "予以公开", D(2025, 3, 20))
    with pytest.raises(FileProblem):
        ledger(row, head=head)
    (request,) = ledger(row, head=head, 到件="received").requests
    assert request.received.date == D(2025, 3, 7)


def test_a_day_that_only_the_deadline_needs_is_told_and_not_asked() -> None:
    found = ledger(("1", D(2025, 3, 7), "自然人", "予以公开", D(2025, 3, 20), "打过电话"), head=[*HEAD, "延期告知日"])
    assert "第 2 行的“延期告知日”读不出来" in found.notes[0]
    assert isinstance(place(found.requests[0], YEAR, AS_OF), Placed)


def test_nothing_personal_stays_in_a_request() -> None:
    head = [*HEAD, "申请人姓名", "联系电话", "身份证号", "通讯地址", "申请内容", "经办人", "备注"]
    private = ("赵小花", "13912345678", "110101199001011234", "和平路9号", "想看拆迁批复", "钱经办", "家住河边")
    (request,) = ledger(("1", D(2025, 3, 7), "自然人", "予以公开", D(2025, 3, 20), *private), head=head).requests
    assert not [words for words in private if words in repr(request)]
