"""Where on a page a figure was read: what is seen there is the figure, however the page is turned or cropped."""

from __future__ import annotations

import io

import pikepdf
import pypdfium2 as pdfium
import pytest
from PIL import Image, ImageChops, ImageStat

from app.documents.read.formats.pdf.reader import read_pdf
from app.documents.recognise.raw import Spot
from app.documents.recognise.report import Imported, recognise
from app.documents.write.outline import outline
from app.documents.write.to_pdf import pdf_bytes
from app.form.schema import Cell
from app.model.figures import digits
from tests.reports import filled

SCALE = 2.0
CELLS = [Cell.parse(f"applications/{row}/total") for row in ("received", "carried_out", "granted")]


def paper() -> bytes:
    return pdf_bytes(outline(filled()))


def changed(data: bytes, rotate: int = 0, crop: float = 0) -> bytes:
    document = pikepdf.open(io.BytesIO(data))
    for page in document.pages:
        if rotate:
            page.Rotate = rotate
        if crop:
            left, bottom, right, top = (float(edge) for edge in page.MediaBox)
            page.CropBox = [left + crop, bottom + crop / 2, right - crop / 3, top - crop]
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def read(data: bytes) -> Imported:
    return recognise(read_pdf(data, "a.pdf"), "a.pdf")


def seen(data: bytes, spot: Spot) -> Image.Image:
    """What a person sees there, without the rules at its edges."""
    page = pdfium.PdfDocument(data)[spot.page - 1]
    picture = page.render(scale=SCALE).to_pil().convert("L")
    wide, high = picture.size
    box = (spot.left * wide + 4, spot.top * high + 4, spot.right * wide - 4, spot.bottom * high - 4)
    return picture.crop(tuple(round(edge) for edge in box))  # type: ignore[arg-type]


def test_the_words_in_each_spot_are_its_figure():
    data = paper()
    found, document = read(data), pdfium.PdfDocument(data)
    assert set(found.spots) == set(found.report.form.cells)
    for cell, (page, left, top, right, bottom) in found.spots.items():
        width, height = document[page - 1].get_size()
        words = document[page - 1].get_textpage()
        text = words.get_text_bounded(left * width, (1 - bottom) * height, right * width, (1 - top) * height)
        figure = found.report.figure(cell)
        assert figure is not None and text.strip() == digits(figure), cell


@pytest.mark.parametrize(("rotate", "crop"), [(90, 0), (180, 0), (270, 0), (0, 30), (90, 30), (270, 30)])
def test_a_turned_or_cropped_page_shows_the_same_there(rotate: int, crop: float):
    plain, other = paper(), changed(paper(), rotate, crop)
    before, after = read(plain).spots, read(other).spots
    for cell in CELLS:
        there = seen(other, after[cell]).rotate(rotate, expand=True)
        here = seen(plain, before[cell]).resize(there.size)
        assert ImageStat.Stat(here).extrema[0][0] < 100, "nothing is printed there"
        assert ImageStat.Stat(ImageChops.difference(here, there)).mean[0] < 12, cell
