"""The pages of a PDF as pictures, painted in a child: what a page does to the one who paints it, it does there."""

from __future__ import annotations

import contextlib
import time
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, NamedTuple

from app.documents.read.pool import Broke, Died, Pool, TookTooLong, shared
from app.model.files import FileProblem

if TYPE_CHECKING:
    from pypdfium2 import PdfDocument, PdfPage

MOST_PAGES = 60  # shown; the longest real report seen has 27
SECONDS = 4.0  # for one page; a real one takes 0.1
_MEGABYTES = 460
_READING = 2.0  # seconds spent on the words of all pages; those of the rest stay unknown
_MOST_WORDS = 20_000  # characters of one page
_MOST_PIXELS = 12_000_000
_A4 = 2**0.5  # the height in widths of a page that cannot be told
_TALLEST = 8.0  # heights in widths: a page beyond is cut


class Page(NamedTuple):
    """`tall`: its height in widths. `words`: without layout, "" where they are not known."""

    tall: float
    words: str


class Pages(NamedTuple):
    """`pages`: the first MOST_PAGES of `count`."""

    pages: tuple[Page, ...]
    count: int


class Picture(NamedTuple):
    """`pixels`: four bytes each (blue, green, red, nothing), `stride` bytes a line."""

    width: int
    height: int
    stride: int
    pixels: bytes


def pages_of(data: bytes, cancelled: Callable[[], bool] = bool, pool: Pool = shared) -> Pages | None:
    """What pages a PDF has; None when it cannot be told."""
    return _painted(pool, cancelled, _pages, data)


def picture_of(
    data: bytes, number: int, width: int, cancelled: Callable[[], bool] = bool, pool: Pool = shared
) -> Picture | None:
    """Page `number` from 0, `width` pixels wide; None when it cannot be painted in the time and memory that a page has."""
    return _painted(pool, cancelled, _picture, data, number, width)


def _painted(pool: Pool, cancelled: Callable[[], bool], job: Callable[..., Any], *args: Any) -> Any:
    with contextlib.suppress(TookTooLong, Died, Broke, FileProblem):
        return pool.run(job, *args, seconds=SECONDS, megabytes=_MEGABYTES, cancelled=cancelled)
    return None


def _pages(data: bytes) -> Pages | None:
    from pypdfium2 import PdfiumError

    document = _opened(data)
    if document is None:
        return None
    end = time.monotonic() + _READING
    count = len(document)
    pages: list[Page] = []
    for number in range(min(count, MOST_PAGES)):
        tall, words = _A4, ""
        with contextlib.suppress(PdfiumError):  # this page is broken; the others are shown
            page = document[number]
            tall = _tall(page)
            if time.monotonic() < end:
                words = page.get_textpage().get_text_bounded()[:_MOST_WORDS]
        pages.append(Page(tall, words))
    return Pages(tuple(pages), count)


def _picture(data: bytes, number: int, width: int) -> Picture | None:
    from pypdfium2 import PdfiumError

    document = _opened(data)
    if document is None or not 0 <= number < len(document):
        return None
    try:
        page = document[number]
    except PdfiumError:
        return None
    across, down = page.get_size()
    width = max(1, min(width, int((_MOST_PIXELS * across / max(down, 1)) ** 0.5)))
    bitmap = page.render(scale=width / max(across, 1), prefer_bgrx=True, may_draw_forms=True)
    height = min(bitmap.height, int(bitmap.width * _TALLEST))
    return Picture(bitmap.width, height, bitmap.stride, bytes(bitmap.buffer)[: bitmap.stride * height])


def _opened(data: bytes) -> PdfDocument | None:
    import pypdfium2

    from app.documents.read.formats.pdf.substitutes import use_own_fonts

    use_own_fonts()
    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError:  # broken, or locked
        return None
    with contextlib.suppress(pypdfium2.PdfiumError):
        document.init_forms()
    return document


def _tall(page: PdfPage) -> float:
    width, height = page.get_size()
    return min(max(height / max(width, 1), 0.05), _TALLEST)
