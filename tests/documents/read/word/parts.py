"""Small Word documents for tests: a body, and other parts beside it."""

from __future__ import annotations

import io
import zipfile

from app.documents.read.formats.word.docx import read_docx
from app.documents.read.readers import raw_of
from app.documents.recognise.raw import Raw, RawGrid, RawText

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
NAMES = " ".join(
    f'xmlns:{prefix}="{space}"'
    for prefix, space in {
        "w": W,
        "r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
        "m": "http://schemas.openxmlformats.org/officeDocument/2006/math",
        "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
        "v": "urn:schemas-microsoft-com:vml",
        "o": "urn:schemas-microsoft-com:office:office",
        "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
        "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
        "pic": "http://schemas.openxmlformats.org/drawingml/2006/picture",
        "wps": "http://schemas.microsoft.com/office/word/2010/wordprocessingShape",
        "w14": "http://schemas.microsoft.com/office/word/2010/wordml",
        "x": "urn:somebody:else",
    }.items()
)
_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def package(body: str, parts: dict[str, str | bytes] | None = None, relations: str = "") -> bytes:
    """A DOCX with this body. `parts`: of the folder word by name (styles is styles.xml), or by whole path."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("word/document.xml", f"<w:document {NAMES}><w:body>{body}</w:body></w:document>")
        if relations:
            archive.writestr(
                "word/_rels/document.xml.rels",
                f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{relations}</Relationships>',
            )
        for name, content in (parts or {}).items():
            archive.writestr(name if "." in name else f"word/{name}.xml", content)
    return file.getvalue()


def relation(key: str, kind: str, target: str) -> str:
    return f'<Relationship Id="{key}" Type="{_RELATIONS}/{kind}" Target="{target}"/>'


def raw(body: str, parts: dict[str, str | bytes] | None = None, relations: str = "") -> Raw:
    return read_docx(package(body, parts, relations), "a.docx", raw_of)


def run(text: str, look: str = "") -> str:
    properties = f"<w:rPr>{look}</w:rPr>" if look else ""
    return f'<w:r>{properties}<w:t xml:space="preserve">{text}</w:t></w:r>'


def p(*runs: str, properties: str = "") -> str:
    return f"<w:p>{properties}{''.join(runs)}</w:p>"


def styles(*inner: str) -> dict[str, str | bytes]:
    return {"styles": f"<w:styles {NAMES}>{''.join(inner)}</w:styles>"}


def style(key: str, look: str, kind: str = "character", more: str = "") -> str:
    return f'<w:style w:type="{kind}" w:styleId="{key}">{more}<w:rPr>{look}</w:rPr></w:style>'


def cell(*paragraphs: str, properties: str = "") -> str:
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{''.join(paragraphs)}</w:tc>"


def table(*rows: str, properties: str = "") -> str:
    return f"<w:tbl><w:tblPr>{properties}</w:tblPr>{''.join(f'<w:tr>{row}</w:tr>' for row in rows)}</w:tbl>"


def texts(found: Raw) -> list[str]:
    return [item.text for item in found.items if isinstance(item, RawText)]


def grids(found: Raw) -> list[RawGrid]:
    return [item for item in found.items if isinstance(item, RawGrid)]


def in_box(inner: str, parts: dict[str, str | bytes] | None = None, relations: str = "") -> str:
    """What a box of a table shows that holds this paragraph's content (runs), beside a label."""
    found = raw(table(cell(p(run("总计"))) + cell(p(inner))), parts, relations)
    return next(c.text for c in grids(found)[0].cells if c.column == 1)


def notes(found: Raw) -> str:
    return "\n".join(f"{remark.found}：{remark.note}" for remark in found.remarks)
