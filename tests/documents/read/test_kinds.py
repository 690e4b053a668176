"""What a file is, is told by its content: a report comes back whole from every kind of file, whatever it is called."""

from __future__ import annotations

import base64
import io
import quopri
import re
import zipfile
from collections.abc import Callable

import pytest

from app.documents.read.reading import understand
from app.documents.read.sniff import format_of
from app.documents.recognise.report import Imported
from app.documents.write.outline import outline
from app.documents.write.to_docx import docx_bytes
from app.documents.write.to_html import html_fragment
from app.model.files import FileProblem
from tests.documents.read.sheet.biff import compound
from tests.reports import county

REPORT = county()
DOCX = docx_bytes(outline(REPORT))
PAGE = f"<html><head><title>年报</title></head><body><h1>{REPORT.organ.name}2025年政府信息公开工作年度报告</h1>{html_fragment(outline(REPORT, with_title=False))}</body></html>"


def read(data: bytes, name: str) -> Imported:
    return understand("file", data, name)


AS_DOCX = read(DOCX, "a.docx")
AS_PAGE = read(b"\xef\xbb\xbf" + PAGE.encode(), "a.html")


def whole(found: Imported, like: Imported) -> None:
    assert found.report.figures == like.report.figures
    assert found.missing == ()
    assert dict(found.report.texts) == dict(like.report.texts)
    assert found.report.organ == like.report.organ
    assert found.report.year == like.report.year


def packed(change: Callable[[str, bytes], tuple[str, bytes]]) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(DOCX)) as source, zipfile.ZipFile(made, "w") as target:
        for entry in source.infolist():
            name, data = change(entry.filename, source.read(entry))
            target.writestr(name, data)
    return made.getvalue()


def renamed(to: str) -> bytes:
    """Word Online and others call the main part otherwise; relations and types say how."""

    def change(name: str, data: bytes) -> tuple[str, bytes]:
        if name.endswith(".rels") or name.startswith("["):
            data = data.replace(b"word/document.xml", f"word/{to}".encode())
        return name.replace("document.xml", to), data

    return packed(change)


def strict(name: str, data: bytes) -> tuple[str, bytes]:
    for usual, other in (
        (b"schemas.openxmlformats.org/wordprocessingml/2006", b"purl.oclc.org/ooxml/wordprocessingml"),
        (b"schemas.openxmlformats.org/officeDocument/2006", b"purl.oclc.org/ooxml/officeDocument"),
        (b"schemas.openxmlformats.org/drawingml/2006", b"purl.oclc.org/ooxml/drawingml"),
    ):
        data = data.replace(usual, other)
    return name, data


def in_utf_16(name: str, data: bytes) -> tuple[str, bytes]:
    if not name.endswith("document.xml"):
        return name, data
    text = re.sub(r"<\?xml[^>]*\?>", '<?xml version="1.0" encoding="UTF-16"?>', data.decode())
    return name, text.encode("utf-16")


def flat(encoding: str) -> bytes:
    parts = ""
    with zipfile.ZipFile(io.BytesIO(DOCX)) as source:
        for entry in source.infolist():
            if entry.filename.startswith("["):
                continue
            xml = re.sub(rb"<\?xml[^>]*\?>", b"", source.read(entry)).decode()
            parts += f'<pkg:part pkg:name="/{entry.filename}"><pkg:xmlData>{xml}</pkg:xmlData></pkg:part>'
    head = f'<?xml version="1.0" encoding="{encoding}" standalone="yes"?>\r\n<?mso-application progid="Word.Document"?>\r\n'
    space = "http://schemas.microsoft.com/office/2006/xmlPackage"
    return f'{head}<pkg:package xmlns:pkg="{space}">{parts}</pkg:package>'.encode(encoding)


OFFICE: dict[str, tuple[str, Callable[[], bytes]]] = {
    "Word Online": ("a.docx", lambda: renamed("document2.xml")),
    "a main part in capitals": ("a.docx", lambda: packed(lambda n, d: (n.replace("document.xml", "Document.XML"), d))),
    "a Windows zip": ("a.docx", lambda: packed(lambda n, d: (n.replace("/", "\\"), d))),
    "strict": ("a.docx", lambda: packed(strict)),
    "UTF-16 inside": ("a.docx", lambda: packed(in_utf_16)),
    "no relations": ("a.docx", lambda: packed(lambda n, d: (n.replace("_rels/.rels", "x"), d))),
    "named wps": ("a.wps", lambda: DOCX),
    "named doc": ("a.doc", lambda: DOCX),
    "named pdf": ("a.pdf", lambda: DOCX),
    "flat": ("a.xml", lambda: flat("UTF-8")),
    "flat, named doc": ("a.doc", lambda: flat("UTF-8")),
    "flat in UTF-16": ("a.xml", lambda: flat("UTF-16")),
}


@pytest.mark.parametrize("kind", OFFICE)
def test_a_word_document_in_other_shapes(kind: str) -> None:
    name, data = OFFICE[kind]
    whole(read(data(), name), AS_DOCX)


def message(body: bytes, coding: str, charset: str = "utf-8", first: str = "MIME-Version: 1.0\r\n") -> bytes:
    head = f"{first}Content-Type: text/html; charset={charset}\r\nContent-Transfer-Encoding: {coding}\r\n\r\n"
    return head.encode() + body


def related(*parts: bytes) -> bytes:
    inner = b"".join(b"--x\r\n" + part + b"\r\n" for part in parts)
    head = b"From: <Saved by Browser>\r\nSubject: =?utf-8?B?5bm05oql?=\r\nMIME-Version: 1.0\r\n"
    return (
        head
        + b'Content-Type: multipart/related;\r\n\ttype="text/html";\r\n\tboundary="x"\r\n\r\n'
        + inner
        + b"--x--\r\n"
    )


UTF_8, GBK = PAGE.encode(), PAGE.encode("gb18030")
PICTURE = b"Content-Type: image/png\r\nContent-Transfer-Encoding: base64\r\n\r\niVBORw0KGgo="
FRAMES = message(b"<html><frameset rows='*'><frame src='sheet001.htm'></frameset></html>", "8bit", first="")
QUOTED = quopri.encodestring(UTF_8)
MHT: dict[str, bytes] = {
    "8bit": message(UTF_8, "8bit"),
    "quoted": message(QUOTED, "quoted-printable"),
    "base64": message(base64.encodebytes(UTF_8), "base64"),
    "gb2312": message(GBK, "8bit", "gb2312"),
    "gb2312 quoted": message(quopri.encodestring(GBK), "quoted-printable", '"gb2312"'),
    "content type first": message(QUOTED, "quoted-printable", first=""),
    "BOM": b"\xef\xbb\xbf" + message(QUOTED, "quoted-printable"),
    "UTF-16": message(QUOTED, "quoted-printable").decode().encode("utf-16"),
    "UTF-16, big end first": b"\xfe\xff" + message(QUOTED, "quoted-printable").decode().encode("utf-16-be"),
    "UTF-16 without a mark": message(UTF_8, "8bit").decode().encode("utf-16-le"),
    "empty lines first": b"\r\n\r\n" + message(QUOTED, "quoted-printable"),
    "plain ends of lines": message(QUOTED, "quoted-printable").replace(b"\r\n", b"\n"),
    "with pictures": related(message(QUOTED, "quoted-printable", first=""), PICTURE),
    "pictures first": related(PICTURE, message(QUOTED, "quoted-printable", first="")),
    "frames": related(FRAMES, message(QUOTED, "quoted-printable", first="")),
    "another header first": b"X-Saved-By: browser\r\n" + message(QUOTED, "quoted-printable"),
}


@pytest.mark.parametrize("kind", MHT)
@pytest.mark.parametrize("name", ["a.mht", "a.doc", "a.xls"])
def test_a_page_saved_as_one_file(kind: str, name: str) -> None:
    whole(read(MHT[kind], name), AS_PAGE)


@pytest.mark.parametrize("name", ["a.html", "a.doc", "a.xls", "a.wps", "a.txt", "a.xml"])
@pytest.mark.parametrize("data", [UTF_8, GBK, PAGE.encode("utf-16")])
def test_a_page_whatever_it_is_called(data: bytes, name: str) -> None:
    whole(read(data, name), AS_PAGE)


def zipped(**parts: str) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name.replace("__", "/").replace("_dot_", "."), content)
    return file.getvalue()


REFUSED: dict[str, tuple[bytes, str, str]] = {
    "a.ofd": (zipped(OFD_dot_xml="<OFD/>", Doc_0__Document_dot_xml=""), "OFD", "PDF"),
    "a.xlsb": (zipped(xl__workbook_dot_bin=""), ".xlsb", ".xlsx"),
    "a.pages": (zipped(Index__Document_dot_iwa="", Metadata__x=""), "Pages", "导出为 Word"),
    "b.pages": (zipped(**{"Index_dot_zip": ""}), "Pages", "导出为 Word"),
    "a.pptx": (zipped(ppt__presentation_dot_xml="<p:presentation xmlns:p='p'/>"), "演示文稿", "Word"),
    "a.epub": (zipped(mimetype="application/epub+zip", META_INF__x="").replace(b"META_INF/x", b"META_INF/x"), "压缩包", "解压"),
    "a.oxps": (zipped(FixedDocumentSequence_dot_fdseq=""), "XPS", "PDF"),
    "a.odg": (zipped(mimetype="application/vnd.oasis.opendocument.graphics", content_dot_xml="<x/>"), "OpenDocument", "Word"),
    "a.zip": (zipped(**{"年报.docx": "x"}), "压缩包", "解压"),
    "a.rar": (b"Rar!\x1a\x07\x00" + bytes(50), "压缩包", "解压"),
    "a.7z": (b"7z\xbc\xaf\x27\x1c" + bytes(50), "压缩包", "解压"),
    "a.tar": (b"a" * 257 + b"ustar\x0000" + bytes(200), "压缩包", "解压"),
    "a.png": (b"\x89PNG\r\n\x1a\n" + bytes(50), "图片", "带文字的 PDF"),
    "a.jpg": (b"\xff\xd8\xff\xe0" + bytes(50), "图片", "带文字的 PDF"),
    "a.webp": (b"RIFF\x10\x00\x00\x00WEBPVP8 " + bytes(50), "图片", "带文字的 PDF"),
    "a.heic": (b"\x00\x00\x00\x18ftypheic" + bytes(50), "图片", "带文字的 PDF"),
    "a.svg": (b"<?xml version='1.0'?><svg xmlns='http://www.w3.org/2000/svg'/>", "图片", "带文字的 PDF"),
    "a.mp4": (b"\x00\x00\x00\x18ftypisom" + bytes(50), "音频或视频", "PDF"),
    "a.uof": (b"<?xml version='1.0' encoding='UTF-8'?><uof:UOF xmlns:uof='http://schemas.uof.org/cn/2003/uof'/>", "标文通", ".docx"),
    "a.caj": (b"CAJ" + bytes(100), "知网", "PDF"),
    "a.exe": (b"MZ" + bytes(100), "程序", "网页"),
    "a.lnk": (b"L\x00\x00\x00\x01\x14\x02\x00" + bytes(50), "快捷方式", "原来的文件"),
    "a.url": (b"[InternetShortcut]\r\nURL=http://example.cn/\r\n", "网址", "粘贴"),
    "a.ppt": (compound("PowerPoint Document", b""), "演示文稿", "Word"),
    "a.eml": (b"Received: from mail\r\nTo: a@example.cn\r\nSubject: x\r\nMIME-Version: 1.0\r\n"
              b"Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\nContent-Type: text/plain\r\n\r\nx\r\n--b\r\n"
              b"Content-Disposition: attachment; filename=a.docx\r\n\r\nUEsD\r\n--b--", "邮件", "附件"),
    "a.msg": (compound("__properties_version1.0", b""), "邮件", "附件"),
    "works.wps": (compound("CONTENTS", b""), "Works", ".docx"),
    "odd.doc": (compound("Something", b""), "不认得", ".docx"),
}  # fmt: skip


@pytest.mark.parametrize("name", REFUSED)
def test_what_cannot_be_read_is_named_with_what_to_do(name: str) -> None:
    data, kind, advice = REFUSED[name]
    with pytest.raises(FileProblem) as problem:
        format_of(data, name)
    sentence = str(problem.value)
    assert sentence.startswith(f"“{name}”")
    assert sentence.endswith("。")
    assert kind in sentence
    assert advice in sentence


@pytest.mark.parametrize("data", [b"", b"\x00" * 5000, b"\xef\xbb\xbf", b"\xff\xfe \x00"])
def test_an_empty_file_is_told(data: bytes) -> None:
    with pytest.raises(FileProblem, match="是空的"):
        format_of(data, "a.docx")


def test_old_files_are_told_by_their_streams_and_not_by_words_in_them() -> None:
    assert format_of(compound("Workbook", "WordDocument".encode("utf-16-le")), "a.et") == "xls"
    assert format_of(compound("WordDocument", "Workbook".encode("utf-16-le")), "a.wps") == "doc"
