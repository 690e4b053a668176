"""Which reader takes which format; each is imported when it is needed, for some take longer to load than to read."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from app.documents.read.sniff import Format, format_of
from app.documents.recognise.raw import Raw
from app.model.files import FileProblem

LARGEST_TEXT = 16 * 1024 * 1024  # bytes of a page or text; the largest real page seen has 0.2 MB
_DEEPEST = 2  # a document in a document in a document


def raw_of(data: bytes, name: str, depth: int = 0) -> Raw:
    """The paragraphs and grids of a file called `name`, told apart by its content; FileProblem when it cannot be read."""
    return raw_as(format_of(data, name), data, name, depth)


def raw_as(form: Format, data: bytes, name: str, depth: int = 0) -> Raw:
    """The same of bytes whose format is known."""
    if form in ("html", "mhtml", "text", "rtf") and len(data) > LARGEST_TEXT:
        raise FileProblem(
            f"“{name}”有 {len(data) // 1048576} MB，太大，不像年报，没有导入。请打开它，复制年报正文后粘贴导入。"
        )
    if depth > _DEEPEST:
        raise FileProblem(f"“{name}”里的文件套得太深，没有导入。请用 Word、WPS 打开后另存，再导入。")

    def inner(more: bytes, called: str) -> Raw:
        return raw_of(more, called, depth + 1)

    return _READERS[form](data, name, inner)


Inner = Callable[[bytes, str], Raw]


def _docx(data: bytes, name: str, inner: Inner) -> Raw:
    from app.documents.read.formats.word.docx import read_docx

    return read_docx(data, name, inner)


def _doc(data: bytes, name: str, inner: Inner) -> Raw:
    from app.documents.read.formats.word.doc import read_doc

    return read_doc(data, name)


def _wordml(data: bytes, name: str, inner: Inner) -> Raw:
    from app.documents.read.formats.word.wordml import read_wordml

    return read_wordml(data, name)


def _rtf(data: bytes, name: str, inner: Inner) -> Raw:
    from app.documents.read.formats.rtf.reader import read_rtf

    return read_rtf(data, name)


def _odt(data: bytes, name: str, inner: Inner) -> Raw:
    from app.documents.read.formats.opendocument.text import read_odt

    return read_odt(data, name)


def _xlsx(data: bytes, name: str, inner: Inner) -> Raw:
    from app.documents.read.formats.sheet.xlsx import read_xlsx

    return read_xlsx(data, name)


def _xls(data: bytes, name: str, inner: Inner) -> Raw:
    from app.documents.read.formats.sheet.xls import read_xls

    return read_xls(data, name)


def _spreadsheetml(data: bytes, name: str, inner: Inner) -> Raw:
    from app.documents.read.formats.sheet.spreadsheetml import read_spreadsheetml

    return read_spreadsheetml(data, name)


def _ods(data: bytes, name: str, inner: Inner) -> Raw:
    from app.documents.read.formats.opendocument.sheet import read_ods

    return read_ods(data, name)


def _pdf(data: bytes, name: str, inner: Inner) -> Raw:
    from app.documents.read.formats.pdf.reader import read_pdf

    return read_pdf(data, name)


def _html(data: bytes, name: str, inner: Inner) -> Raw:
    from app.documents.read.formats.page.html import read_html

    return read_html(data, name)


def _mhtml(data: bytes, name: str, inner: Inner) -> Raw:
    from app.documents.read.formats.mhtml import read_mhtml

    return read_mhtml(data, name)


def _text(data: bytes, name: str, inner: Inner) -> Raw:
    from app.documents.read.formats.text import read_text

    return read_text(data, name)


_READERS: Mapping[Format, Callable[[bytes, str, Inner], Raw]] = {
    "docx": _docx,
    "doc": _doc,
    "wordml": _wordml,
    "rtf": _rtf,
    "odt": _odt,
    "xlsx": _xlsx,
    "xls": _xls,
    "spreadsheetml": _spreadsheetml,
    "ods": _ods,
    "pdf": _pdf,
    "html": _html,
    "mhtml": _mhtml,
    "text": _text,
}
