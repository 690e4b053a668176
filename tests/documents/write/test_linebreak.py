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
