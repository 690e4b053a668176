"""An old Word .doc as raw paragraphs and grids, by way of a DOCX made in a folder of its own."""

from __future__ import annotations

import tempfile
from dataclasses import replace
from pathlib import Path

import doc2docx
from doc2docx.errors import Doc2DocxError, EncryptedDocumentError

from app.documents.read.formats.word.docx import read_docx
from app.documents.recognise.raw import Raw, Remark
from app.model.files import FileProblem


def read_doc(data: bytes, name: str) -> Raw:
    """Read the bytes of a .doc called `name`; FileProblem saying what to do when it cannot be."""
    with tempfile.TemporaryDirectory(prefix="nianbao-") as folder:
        source, made = Path(folder) / "source.doc", Path(folder) / "made.docx"
        source.write_bytes(data)
        try:
            doc2docx.convert(source, made)
        except EncryptedDocumentError as error:
            raise FileProblem(
                f"“{name}”有打开密码，没有导入。请用 Word、WPS 去掉密码后另存为 .docx，再导入。"
            ) from error
        except (Doc2DocxError, ValueError, IndexError, KeyError, TypeError, ArithmeticError, OSError) as error:
            raise FileProblem(
                f"“{name}”这种旧版 .doc 读不出来，没有导入。请用 Word、WPS 打开后另存为 .docx，再导入。"
            ) from error
        raw = read_docx(made.read_bytes(), name)
    note = "旧版 .doc 文件，经转换读入，请对照原文核对"
    return replace(raw, remarks=(Remark("", note), *raw.remarks))
