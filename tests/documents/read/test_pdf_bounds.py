"""Small PDFs that ask for much: a letter of a kilometre, a line far beyond the page, a picture of a thousand million pixels."""

from __future__ import annotations

import io
import tracemalloc
import zlib
from collections.abc import Callable

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, Stream
from reportlab.pdfgen.canvas import Canvas

from app.documents.read.formats.pdf import places
from app.documents.read.formats.pdf.objects import TooFull
from app.documents.read.formats.pdf.places import Places
from app.documents.read.formats.pdf.reader import read_pdf
from app.documents.recognise.raw import RawGrid
from app.model.files import FileProblem
from tests.documents.read.test_pdf import pdf, say

ROWS = [["本年新收", "131"], ["上年结转", "27"], ["予以公开", "9"]]


def ruled(more: Callable[[Canvas], None]) -> bytes:
    """A page with a small table, and what else stands over it."""

    def draw(canvas: Canvas) -> None:
        for row, (label, figure) in enumerate(ROWS):
            for x, words in ((60, label), (200, figure)):
                canvas.rect(x, 700 - 20 * row, 140, 20)
                say(canvas, x + 4, 842 - 706 + 20 * row, words)
        more(canvas)

    return pdf(draw)


def grid(data: bytes) -> list[list[str]]:
    (found,) = (item for item in read_pdf(data, "a.pdf").items if isinstance(item, RawGrid))
    return [[cell.text for cell in line] for line in found.lines]


def letter(size: float, at: tuple[float, float] = (300, 300)) -> Callable[[Canvas], None]:
    def draw(canvas: Canvas) -> None:
        say(canvas, at[0], 842 - at[1], "一" * 40, size)

    return draw


def lines(canvas: Canvas) -> None:
    """Nearly along the page's diagonal and beyond it, for as far as to the moon; none goes through a figure."""
    for _ in range(100):
        canvas.line(0, 100, 1e9, 9e8)


@pytest.mark.parametrize("size", [400, 4_000, 40_000, 400_000])
def test_a_letter_much_larger_than_the_page_takes_no_room(size: float) -> None:
    data = ruled(letter(size))
    assert grid(ruled(lambda _: None)) == ROWS
    tracemalloc.start()
    try:
        assert grid(data) == ROWS
        assert tracemalloc.get_traced_memory()[1] < 60 << 20
    finally:
        tracemalloc.stop()


def test_lines_that_go_on_far_beyond_the_page_are_followed_no_further_than_its_text() -> None:
    assert grid(ruled(lines)) == ROWS


def with_picture(wide: int, high: int) -> bytes:
    """A picture of one colour laid over a corner of the table's page, over a word of its own."""

    def draw(canvas: Canvas) -> None:
        say(canvas, 60, 500, "附件")

    with pikepdf.open(io.BytesIO(ruled(draw))) as document:
        page = document.pages[0]
        stream = Stream(document, b"")
        stream.write(zlib.compress(bytes((wide + 7) // 8) * high, 9), filter=Name.FlateDecode)
        for key, value in {
            "Type": Name.XObject,
            "Subtype": Name.Image,
            "Width": wide,
            "Height": high,
            "ColorSpace": Name.DeviceGray,
            "BitsPerComponent": 1,
        }.items():
            stream[f"/{key}"] = value
        page.Resources.XObject = Dictionary(Large=document.make_indirect(stream))
        page.contents_add(Stream(document, b"\nq 100 0 0 100 50 300 cm /Large Do Q\n"))
        made = io.BytesIO()
        document.save(made)
        return made.getvalue()


def test_a_picture_of_too_many_pixels_is_not_unpacked() -> None:
    assert grid(with_picture(2_480, 3_508)) == ROWS
    with pytest.raises(FileProblem, match="画的东西太多"):
        read_pdf(with_picture(40_000, 40_000), "a.pdf")


def with_notes(many: int) -> bytes:
    with pikepdf.open(io.BytesIO(ruled(lambda _: None))) as document:
        note = document.make_indirect(
            Dictionary(Type=Name.Annot, Subtype=Name.Text, Rect=Array([500, 20, 510, 30]), Contents="看")
        )
        document.pages[0].Annots = Array([note] * many)
        made = io.BytesIO()
        document.save(made)
        return made.getvalue()


def test_notes_without_number_are_no_report() -> None:
    assert grid(with_notes(300)) == ROWS
    with pytest.raises(FileProblem, match="画的东西太多"):
        read_pdf(with_notes(2_001), "a.pdf")


def test_what_may_touch_a_box_is_found_whatever_its_size() -> None:
    boxes = [(0, 0, 8, 8), (30, 30, 60, 50), (-1e9, -1e9, 1e9, 1e9), (5, 0, 6, 1e7), (900, 900, 908, 908)]
    found = Places((box, name) for box, name in zip(boxes, "abcde", strict=True))
    assert set(found.near((1, 1, 2, 2))) >= {"a", "c", "d"}
    assert set(found.near((0, 0, 1e8, 1e8))) == set("abcde")
    assert "e" not in found.near((1, 1, 2, 2))


def test_too_many_in_one_place_are_told() -> None:
    with pytest.raises(TooFull):
        Places(((1, 1, 2, 2), n) for n in range(places._MOST_IN_ONE + 1))  # pyright: ignore[reportPrivateUsage]
    with pytest.raises(TooFull):
        Places(((0, 0, 1e5, 1e5), n) for n in range(places._MOST_WIDE + 1))  # pyright: ignore[reportPrivateUsage]
