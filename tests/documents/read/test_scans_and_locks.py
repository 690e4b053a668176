"""What holds a report that no reader may read: pictures of pages, words guessed under them, files with a password."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable

import pikepdf
import pypdfium2 as pdfium
import pytest
import xlsxwriter
from PIL import Image
from reportlab.lib.utils import ImageReader

from app.documents.read.reading import understand
from app.model.files import FileProblem
from tests.documents.read.on_paper import HEIGHT, WIDTH, drawing, on_paper, over, saved, wrapped
from tests.documents.read.sheet import biff
from tests.documents.read.word.parts import p, package, relation, run
from tests.documents.strangers.office import _odf_package
from tests.reports import filled


def png(width: int = 300, height: int = 200) -> bytes:
    file = io.BytesIO()
    Image.new("L", (width, height), 255).save(file, "PNG")
    return file.getvalue()


def scan(data: bytes, pages: list[int] | None = None) -> bytes:
    """The pages (or these) as a scanner gives them: one picture each."""
    made, source = pikepdf.new(), pikepdf.open(io.BytesIO(data))
    for number, page in enumerate(pdfium.PdfDocument(data)):
        if pages is not None and number not in pages:
            made.pages.append(source.pages[number])
            continue
        image = page.render(scale=1.5).to_pil().convert("L")
        drawn = drawing(lambda canvas, image=image: canvas.drawImage(ImageReader(image), 0, 0, WIDTH, HEIGHT))
        made.pages.append(drawn.pages[0])
    return saved(made)


def recognised(data: bytes, unseen: bool) -> bytes:
    """A scan with the words that a program took it for: invisible over the picture, or printed under it."""
    made, words = pikepdf.open(io.BytesIO(scan(data))), pikepdf.open(io.BytesIO(data))
    for page, text in zip(made.pages, words.pages, strict=True):
        if unseen:
            wrapped(text, words, b"3 Tr")
            page.add_overlay(text)
        else:
            page.add_underlay(text)
    return saved(made)


_DRAWING = (
    '<w:p><w:r><w:drawing><wp:inline><a:graphic><a:graphicData><pic:pic><pic:blipFill><a:blip r:embed="rId1"/>'
    "</pic:blipFill></pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r></w:p>"
)
_IMAGE = relation("rId1", "image", "media/image1.png")


def of_pictures(before: str = "") -> bytes:
    return package(before + _DRAWING * 3, {"word/media/image1.png": png()}, _IMAGE)


def sheet_of_pictures() -> bytes:
    file = io.BytesIO()
    book = xlsxwriter.Workbook(file)
    book.add_worksheet().insert_image("A1", "a.png", {"image_data": io.BytesIO(png())})
    book.close()
    return file.getvalue()


def locked_odf(kind: str) -> bytes:
    manifest = (
        '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"><manifest:file-entry '
        'manifest:full-path="content.xml" manifest:media-type="text/xml"><manifest:encryption-data/></manifest:file-entry>'
        "</manifest:manifest>"
    )
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(_odf_package(kind, ""))) as source, zipfile.ZipFile(made, "w") as target:
        for entry in source.infolist():
            target.writestr(entry, bytes(range(256)) if entry.filename == "content.xml" else source.read(entry))
        target.writestr("META-INF/manifest.xml", manifest)
    return made.getvalue()


def locked_xls() -> bytes:
    """FILEPASS, then records that nobody can read."""
    begin = biff.record(0x0809, b"\x00\x06\x05\x00\xbb\x0d\xcc\x07" + bytes(8))
    return biff.compound("Workbook", begin + biff.record(0x002F, b"\x01\x00\x01\x00\x01\x00" + bytes(48)) + bytes(600))


def locked_zip() -> bytes:
    """A package whose members are encrypted one by one."""
    data = bytearray(of_pictures())
    for mark, flags in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = data.find(mark)
        while at >= 0:
            data[at + flags] |= 1
            at = data.find(mark, at + 4)
    return bytes(data)


def locked_pdf() -> bytes:
    file = io.BytesIO()
    document = pikepdf.open(io.BytesIO(on_paper(filled()).data))
    document.save(file, encryption=pikepdf.Encryption(user="一", owner="二"))
    return file.getvalue()


REFUSED: dict[str, tuple[str, Callable[[], bytes], tuple[str, ...]]] = {
    "a scan": ("扫描.pdf", lambda: scan(on_paper(filled()).data), ("没有文字，可能是扫描件", "改用网页或 Word")),
    "a scan with words over it": ("a.pdf", lambda: recognised(on_paper(filled()).data, True), ("是扫描件", "与原件核对")),
    "a scan with words under it": ("a.pdf", lambda: recognised(on_paper(filled()).data, False), ("是扫描件", "与原件核对")),
    "pictures in a Word document": ("a.docx", of_pictures, ("只有图片", "可能是扫描件", "带文字识别的软件")),
    "a title over pictures": ("a.docx", lambda: of_pictures(p(run("青禾县林业局2025年年报"))), ("表格如果是图片",)),
    "a picture on a sheet": ("a.xlsx", sheet_of_pictures, ("只有图片", "可能是扫描件")),
    "a locked PDF": ("a.pdf", locked_pdf, ("打开密码", "去掉密码")),
    "a locked text of WPS": ("a.odt", lambda: locked_odf("text"), ("打开密码", "去掉密码")),
    "a locked sheet of WPS": ("a.ods", lambda: locked_odf("spreadsheet"), ("打开密码", "去掉密码")),
    "a locked old workbook": ("a.xls", locked_xls, ("打开密码", "去掉密码")),
    "a package locked by its members": ("a.docx", locked_zip, ("打开密码", "去掉密码")),
}  # fmt: skip


@pytest.mark.parametrize("what", REFUSED)
def test_one_sentence_names_it_and_says_what_to_do(what: str) -> None:
    name, data, words = REFUSED[what]
    with pytest.raises(FileProblem) as problem:
        understand("file", data(), name)
    sentence = str(problem.value)
    assert sentence.startswith(f"“{name}”") and sentence.endswith("。")
    assert not [word for word in words if word not in sentence], sentence


def test_one_page_that_was_scanned_is_named_and_the_rest_is_read() -> None:
    paper = on_paper(filled())
    number = max(place[0] for place in paper.places.values())
    found = understand("file", scan(paper.data, [number]), "a.pdf")
    lost = {cell for cell, place in paper.places.items() if place[0] == number}
    assert set(found.missing) == lost
    assert any(f"第{number + 1}页是图片，没有读入" in doubt.note for doubt in found.doubts)
    for cell in set(paper.places) - lost:
        assert found.report.figure(cell) == paper.report.figure(cell)


@pytest.mark.parametrize("quarter", [b"0 0.7 -0.7 0 592 60 cm", b"0 -0.7 0.7 0 0 700 cm"])
@pytest.mark.parametrize("number", range(3))
def test_a_page_laid_on_its_side_among_upright_ones(number: int, quarter: bytes) -> None:
    """A wide table is often set so; the sheet itself stays upright, and its page number too."""
    paper = on_paper(filled(), page_numbers=False)
    document = pikepdf.open(io.BytesIO(paper.data))
    wrapped(document.pages[number], document, quarter)
    data = over(saved(document), lambda canvas, at: canvas.drawString(280, 40, f"- {at + 1} -"))
    found = understand("file", data, "a.pdf")
    assert dict(found.report.figures) == dict(paper.report.figures)
    assert found.report.organ.name == paper.report.organ.name
