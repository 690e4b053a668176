"""A PDF with text as raw paragraphs and grids, as a person sees its pages; what cannot be seen or told is said."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

import pypdfium2 as pdfium

from app.documents.read.formats.pdf.decoration import remove_stamps, stamps
from app.documents.read.formats.pdf.glyphs import Digits
from app.documents.read.formats.pdf.layout.flow import flow
from app.documents.read.formats.pdf.layout.sheet import Sheet, Table, read_sheet
from app.documents.read.formats.pdf.objects import TooFull
from app.documents.read.formats.pdf.page import contents, damaged, open_pdf
from app.documents.read.formats.pdf.seen import Texts, prepare
from app.documents.read.formats.pdf.writing import writings
from app.documents.recognise.raw import STRUCK, Raw, Remark, pictures_left_out
from app.model.files import FileProblem

MOST_PAGES = 120
_SCANNED = 0.5  # of a page: a picture that large is the page itself
_MOST_HIDDEN = 1 / 3  # of the characters: more under pictures were told by a program, and may be wrong
_MOST_BROKEN = 0.2  # of the characters: more without a shape is no report that one can see
_MOST_LIES = 0.2  # of the digits
_FEWEST_CHINESE = 0.05  # of the characters of a long text
_MOST_NOTES = 20
_BROWSERS = ("Mozilla/", "wkhtmltopdf", "Chromium")


def read_pdf(data: bytes, name: str) -> Raw:
    """Read the bytes of a PDF called `name`; FileProblem when it is locked, broken, too long or holds no text to be seen."""
    document = open_pdf(data, name)
    try:
        if len(document) > MOST_PAGES:
            raise FileProblem(f"“{name}”有 {len(document)} 页，不像年报，没有导入。请只保留年报的几页，另存后再导入。")
        sheets = _sheets(document)
        title, maker = (str(document.get_metadata_value(key) or "") for key in ("Title", "Creator"))
    except pdfium.PdfiumError as error:
        raise damaged(name) from error
    except TooFull as error:
        raise FileProblem(
            f"“{name}”的页面上画的东西太多，不像年报，没有导入。请用 Word、WPS 或浏览器打开后另存一份，再导入。"
        ) from error
    finally:
        document.close()
    items, text, margins = flow(sheets)
    _refuse(sheets, text, name)
    site = any("://" in line for line in margins) or maker.startswith(_BROWSERS)
    return Raw(tuple(items), tuple(_remarks(sheets)), title=title, text=text, site=site, margins=tuple(margins))


def _sheets(document: pdfium.PdfDocument) -> list[Sheet]:
    if document.get_formtype():
        document.init_forms()
    pages = [contents(document, number) for number in range(1, len(document) + 1)]
    directions = writings([found for found, _ in pages])
    over = stamps([main for main, *_ in directions])
    digits = Digits()
    texts: list[Texts] = []
    for (found, page), each in zip(pages, directions, strict=True):
        for writing in each:
            remove_stamps(writing, over)
        signs = [character.sign for writing in each for character in writing.characters]
        texts.append(prepare(page, found, signs))
        digits.look(page, signs)
    return [
        read_sheet(page, found, each, own, digits.liars)
        for (found, page), each, own in zip(pages, directions, texts, strict=True)
    ]


def _refuse(sheets: Sequence[Sheet], text: str, name: str) -> None:
    """FileProblem when there is nothing that can be read as a person would."""
    characters, hidden = sum(sheet.characters for sheet in sheets), sum(sheet.hidden for sheet in sheets)
    scanned = [sheet for sheet in sheets if sheet.covered > _SCANNED]
    if not characters:
        raise FileProblem(
            f"“{name}”里没有文字，可能是扫描件或图片，没有导入。请改用网页或 Word 文件，或用带文字识别的软件转换后再导入。"
        )
    if hidden > _MOST_HIDDEN * characters and scanned:
        raise FileProblem(
            f"“{name}”是扫描件，看到的是图片，图片下面藏着的文字是识别出来的，数字可能不对，没有导入。"
            "请改用网页或 Word 文件；只有扫描件的，用带文字识别的软件转换成 Word，与原件核对后再导入。"
        )
    if _broken_fonts(sheets) > _MOST_BROKEN * characters:
        raise FileProblem(f"“{name}”不完整或已损坏，大部分文字显示不出来，没有导入。请重新复制或下载一份。")
    if sum(sheet.lies for sheet in sheets) > _MOST_LIES * sum(sheet.digits for sheet in sheets):
        raise FileProblem(
            f"“{name}”里印出来的数字和文件里记的不一样（防复制的字体），读出来会错，没有导入。请改用网页或 Word 文件。"
        )
    if _no_encoding(text):
        raise FileProblem(f"“{name}”的字体没有文字编码，读不出文字，没有导入。请改用网页或 Word 文件。")


def _broken_fonts(sheets: Sequence[Sheet]) -> int:
    """How many characters are in fonts of which nothing is to be seen."""
    shown: Counter[str] = sum((sheet.shown for sheet in sheets), Counter())
    holes: Counter[str] = sum((sheet.holes for sheet in sheets), Counter())
    return sum(times for font, times in holes.items() if not shown[font])


def _no_encoding(text: str) -> bool:
    """Whether the characters are unknown, or none is Chinese, or one stands for nearly all (a font was missing)."""
    printed = [c for c in text if not c.isspace()]
    words = [c for c in printed if not c.isascii()]
    most = Counter(words).most_common(1)
    chinese = sum("\u2e80" <= c <= "\u9fff" for c in words)
    return (
        printed.count("\ufffd") * 5 > len(printed)
        or (len(printed) > 300 and chinese < _FEWEST_CHINESE * len(printed))
        or (len(words) > 100 and most[0][1] * 3 > len(words))
    )


def _remarks(sheets: Sequence[Sheet]) -> Iterator[Remark]:
    """What the reader itself must say about the document."""
    for sheet in sheets:
        if not any(sheet.items) and not sheet.covered:
            yield Remark("", f"第{sheet.number}页是空白的，文件可能缺了一段，请对照原文")
        elif sheet.covered > _SCANNED and not any(sheet.items):
            yield Remark("", f"第{sheet.number}页是图片，没有读入，请对照原文填写")
    if hidden := sum(sheet.hidden for sheet in sheets):
        yield Remark("", f"文件里有 {hidden} 个看不见的字（白色、被遮住或在页面外），没有读入")
    if any(sheet.struck for sheet in sheets):
        yield STRUCK
    if pictures := sum(len(sheet.pictures) for sheet in sheets):
        yield pictures_left_out(pictures)
    notes = [note for sheet in sheets for note in sheet.notes]
    for note in notes[:_MOST_NOTES]:
        yield Remark(note, "文件里的批注，没有读入")
    if any("\ufffd" in item for sheet in sheets for item in _words(sheet)):
        yield Remark(
            "",
            "有些字读不出是什么字（字体没有文字编码或与印出来的不同，几个字印在一处，或被遮住一部分），用“\ufffd”表示，请对照原文",
        )


def _words(sheet: Sheet) -> Iterator[str]:
    for item in sheet.items:
        if isinstance(item, Table):
            yield from (box.words for box in item.boxes)
        else:
            yield from (character.text for character in item)
