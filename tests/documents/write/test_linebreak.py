"""Lines of Chinese text: what may begin and end them, how wide they are, and that nothing is lost."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from app.documents.write import style
from app.documents.write.pdf.linebreak import NO_END, NO_START, Line, break_lines

SIZE = 16.0
EXTRA = style.CHARACTER_PITCH - SIZE
OPENING, CLOSING = "（《“〔", "，。、；：！？）》”〕"


def width(character: str) -> float:
    return SIZE / 2 if character.isascii() else SIZE


def lines(text: str, measure: float = style.TEXT_WIDTH, indent: float = 0.0, justify: bool = True) -> list[Line]:
    widths = [width(character) for character in text]
    return break_lines(text, widths, measure, size=SIZE, extra=EXTRA, indent=indent, justify=justify)


def texts(text: str, **how: float) -> list[str]:
    return [text[line.start : line.end] for line in lines(text, **how)]


hanzi = st.text("政府信息公开年度报告工作情况", min_size=1, max_size=12)
latin = st.sampled_from(
    ["2025", "0000-1234567", "PDF", "57.38%", "https://www.example.cn/xxgk/2025/index.html?id=1&b=2"]
)
paragraphs = st.lists(
    st.one_of(
        st.tuples(hanzi, st.sampled_from(["，", "。", "、", "；", "：", "！", "？", "……", "——", "％"])).map("".join),
        st.tuples(
            st.sampled_from(["（", "《", "“", "“《"]), hanzi, st.sampled_from(["）", "》", "”", "）。", "》”，"])
        ).map("".join),
        latin,
        st.just(" "),
    ),
    max_size=60,
).map(lambda parts: "政" + "".join(parts))


@settings(max_examples=120, deadline=None)
@given(paragraphs, st.sampled_from([style.TEXT_WIDTH, 200.0, 120.0]), st.sampled_from([0.0, 2 * style.CHARACTER_PITCH]))
def test_no_line_begins_or_ends_with_a_forbidden_mark_or_overhangs(text: str, measure: float, indent: float) -> None:
    made = lines(text, measure=measure, indent=indent)
    assert "".join(text[line.start : line.end] for line in made) == text
    for number, line in enumerate(made):
        words = text[line.start : line.end]
        if number:
            assert words[0] not in NO_START and words[0] != " ", words
        if number < len(made) - 1:
            assert words.rstrip()[-1] not in NO_END, words
        assert len(line.advances) == len(words)
        assert line.width <= measure - (0 if number else indent) + 0.01
        assert all(advance >= 0 for advance in line.advances)


@settings(max_examples=200, deadline=None)
@given(st.text("政府，。（）“”—… aB1-/.%\u200b\u3000𬱖", max_size=80), st.sampled_from([20.0, 60.0, 442.2]))
def test_any_text_is_kept_whatever_it_is(text: str, measure: float) -> None:
    assert "".join(texts(text, measure=measure)) == text


def test_28_characters_fill_a_line_and_it_is_exactly_as_wide_as_the_text_area() -> None:
    made = lines("公" * 70)
    assert [line.end - line.start for line in made] == [28, 28, 14]
    assert abs(made[0].width - style.TEXT_WIDTH) < 0.01


def test_a_mark_that_does_not_fit_is_squeezed_in() -> None:
    line = "公" * 9 + "，" + "公" * 9 + "，" + "公" * 8 + "，"
    assert texts(line + "公" * 5) == [line, "公" * 5]


def test_no_character_stands_alone_on_the_last_line_if_marks_can_give_way() -> None:
    assert texts("公" * 9 + "，" + "公" * 18 + "。") == ["公" * 9 + "，" + "公" * 18 + "。"]


def test_a_mark_that_cannot_be_squeezed_takes_a_character_with_it() -> None:
    assert texts("公" * 28 + "。" + "公" * 5) == ["公" * 27, "公。" + "公" * 5]


def test_marks_side_by_side_take_the_room_of_one_and_a_half() -> None:
    (line,) = lines("公》，公")
    assert line.width < 4 * style.CHARACTER_PITCH - SIZE / 3


WHOLE = [
    *("0000-1234567", "0000—1234567", "0000－1234567", "0000 1234567", "(0000)1234567", "（0000）1234567"),
    *("+86 000 1234 5678", "000-0000-123", "00012345678", "000 1234 5678", "0000-1234567转8012", "1234567-801"),
    *(
        "https://www.example.cn/xxgk/2025/index.html",
        "www.example.gov.cn",
        "http://example.cn/a?b=1&c=2",
        "xxgk@example.cn",
    ),
    *(
        "2025年12月31日",
        "2025年1月",
        "12月31日",
        "2025年度",
        "2025-12-31",
        "2025.12.31",
        "2025/12/31",
        "２０２５年１２月３１日",
    ),
    *("二〇二五年十二月三十一日", "2025 年 12 月 31 日", "十二月三十一日", "1月9日", "2025—12—31", "〔2021〕30号"),
    *(
        "153条",
        "48326件",
        "1,234件",
        "12 件",
        "57.38%",
        "57.38％",
        "3862.475万元",
        "2300余人次",
        "12个工作日",
        "0.5个百分点",
    ),
    *(
        "第3期",
        "5 km",
        "30㎡",
        "100MB",
        "25℃",
        "１５３条",
        "3.5亿元",
        "20个",
        "15元",
        "8.5小时",
        "100—200件",
        "3-5日",
        "２０２５",
    ),
    *("60平方公里", "1.2倍", "10万人次", "-3.5%", "9:30", "24小时"),
]


@settings(max_examples=400, deadline=None)
@given(
    st.lists(
        st.tuples(hanzi, st.sampled_from(WHOLE), st.sampled_from(["", "，", "。", "）", "；", "、"])), max_size=12
    ),
    st.sampled_from([style.TEXT_WIDTH, 400.0]),
    st.sampled_from([0.0, 2 * style.CHARACTER_PITCH]),
    st.booleans(),
)
def test_what_belongs_together_is_not_torn(
    parts: list[tuple[str, str, str]], measure: float, indent: float, justify: bool
) -> None:
    text, pieces = "政", []
    for before, piece, after in parts:
        text += before
        pieces.append((len(text), len(text) + len(piece)))
        text += piece + after
    made = lines(text, measure=measure, indent=indent, justify=justify)
    ends = {line.end for line in made}
    for start, end in pieces:
        assert not ends & set(range(start + 1, end)), [text[line.start : line.end] for line in made]


def test_what_no_line_can_hold_is_broken_where_it_may_be() -> None:
    made = texts("公" * 5 + "https://www.example.cn/" + "a" * 20 + "/" + "b" * 30 + "/index.html")
    assert len(made) == 2 and made[0].endswith("a/")
    assert texts("2025年12月31日", measure=60.0) == ["2025年", "12月", "31日"]


def test_a_line_that_a_long_address_leaves_short_shares_with_the_one_before() -> None:
    made = texts("公" * 28 + "公" * 20 + "https://www.example.cn/xxgk/2025/index.html" + "公" * 28)
    assert [len(line) for line in made[:2]] == [24, 24]
    assert made[2].startswith("https://www.example.cn/xxgk/2025/index.html公")


def test_words_and_numbers_stay_whole() -> None:
    assert texts("公" * 26 + "48326件") == ["公" * 26, "48326件"]


def test_a_long_address_is_broken_at_its_slashes() -> None:
    address = "https://www.example.cn/zwgk/xxgk/nianbao/2025/index.html"
    made = texts("公" * 10 + address)
    assert len(made) > 1 and made[0].endswith("/")


def test_a_word_without_any_place_to_break_is_cut_rather_than_lost() -> None:
    assert texts("a" * 100) == ["a" * 55, "a" * 45]


def test_blanks_at_the_end_of_a_line_hang() -> None:
    made = lines("公" * 28 + "   公")
    assert [line.end for line in made] == [31, 32]
    assert made[0].advances[-3:] == (0.0, 0.0, 0.0)


def test_an_empty_text_is_one_empty_line() -> None:
    assert lines("") == [Line(0, 0, (), 0.0)]
