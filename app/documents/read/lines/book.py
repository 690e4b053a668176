"""Which kind of file holds a ledger is decided by its content: XLSX, XLS, a text with commas or tabs, a web page named .xls."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator

from app.model.files import FileProblem
from app.model.sheet import Line, Sheet, Square

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_SAVE_AS = "请用 Excel、WPS 打开后另存为 .xlsx 或 .csv，再试。"
_NO_TEXT = (b"%PDF", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"Rar!", b"7z\xbc\xaf", b"{\\rtf")


def sheets_of(data: bytes, name: str) -> Iterator[Sheet]:
    """The sheets of a file called `name`, as streams to be walked once; FileProblem when it is no list or workbook."""
    if not data.strip(b"\x00\t\r\n \xef\xbb\xbf"):
        raise FileProblem(f"“{name}”是空的，没有读。请检查文件是否复制完整。")
    if data.startswith(b"PK"):
        if not _is_workbook(data):
            raise FileProblem(f"“{name}”不是 Excel 表格，没有读。{_SAVE_AS}")
        from app.documents.read.lines.xlsx import xlsx_sheets

        return xlsx_sheets(data, name)
    if data.startswith(_OLE):
        if "EncryptedPackage".encode("utf-16-le") in data:
            raise FileProblem(f"“{name}”有打开密码，没有读。请用 Excel、WPS 去掉密码后另存，再试。")
        from app.documents.read.lines.xls import xls_sheets

        return xls_sheets(data, name)
    if data.startswith(_NO_TEXT):
        raise FileProblem(f"“{name}”不是 Excel 表格，没有读。{_SAVE_AS}")
    if b"<table" in data[:200_000].lower():
        return _page_sheets(data, name)
    from app.documents.read.lines.text import text_sheets

    return text_sheets(data, name)


def _is_workbook(data: bytes) -> bool:
    try:
        return "xl/workbook.xml" in zipfile.ZipFile(io.BytesIO(data)).namelist()
    except (zipfile.BadZipFile, NotImplementedError, OSError, ValueError):
        return True  # the reader says that it is broken


def _page_sheets(data: bytes, name: str) -> Iterator[Sheet]:
    """The tables of a page: many office systems call their page .xls."""
    from app.documents.read.formats.page.html import read_html
    from app.documents.recognise.raw import RawGrid

    for number, grid in enumerate((item for item in read_html(data, name).items if isinstance(item, RawGrid)), 1):
        lines = [
            Line(
                i,
                {
                    c: Square(box.text)
                    for box in line
                    for c in range(box.column, box.column + box.columns)
                    if box.text.strip()
                },
            )
            for i, line in enumerate(grid.lines, 1)
        ]
        yield Sheet(f"表{number}", lines)
