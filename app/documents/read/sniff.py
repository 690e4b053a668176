"""What a file is, by its content and its relations and not by its name."""

from __future__ import annotations

import re
from typing import Literal

from lxml import etree

from app.documents.read.unpack import Package, open_package
from app.model.files import FileProblem

Format = Literal[
    "docx", "doc", "wordml", "rtf", "odt", "xlsx", "xls", "spreadsheetml", "ods", "pdf", "html", "mhtml", "text"
]

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_BOMS = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")
_PICTURES = (
    *(
        b"\x89PNG",
        b"\xff\xd8\xff",
        b"GIF8",
        b"BM",
        b"II*\x00",
        b"MM\x00*",
        b"8BPS",
        b"\x01\x00\x00\x00\x6c\x00\x00\x00",
    ),
    *(b"\xd7\xcd\xc6\x9a", b"AT&TFORM"),
)
_ARCHIVES = (b"Rar!", b"7z\xbc\xaf", b"\x1f\x8b", b"BZh", b"\xfd7zXZ", b"MSCF", b"\x28\xb5\x2f\xfd")
_MARKUP = re.compile(
    rb"<\s*(?:!doctype\s+html|html|head|body|table|tbody|tr|td|p|div|span|h[1-6]|meta|font|br)\b", re.IGNORECASE
)
_HEADER = re.compile(rb"\s*[A-Za-z][A-Za-z0-9-]{1,40}:[^\r\n]*(?:\r?\n|\r)")
_MIME = re.compile(rb"^(?:MIME-Version\s*:|Content-Type\s*:\s*(?:multipart/|text/html|message/))", re.IGNORECASE | re.M)
_MAILED = re.compile(rb"^(?:To|Received|Delivered-To|Message-ID|X-Mailer)\s*:", re.IGNORECASE | re.M)
_ATTACHED = re.compile(rb"^Content-Disposition\s*:\s*attachment", re.IGNORECASE | re.M)
_MAIL = ("邮件", "请把邮件里的附件保存出来，再导入附件。")
SAVE_AS_DOCX = "请用 Word、WPS 打开后另存为 .docx，再导入。"
_SAVE_AS_XLSX = "请用 Excel、WPS 打开后另存为 .xlsx，再导入。"
_SAVE_AS_PDF = "请用能打开它的程序另存或“打印”成 PDF，或转成 .docx，再导入。"
# what stands in a zip that is neither Word nor Excel -> what it is, what to do
_PACKAGES: tuple[tuple[str, str, str], ...] = (
    ("ofd.xml", "OFD 版式文件", "请用 OFD 阅读器或 WPS 转成 .docx 或 PDF，再导入。"),
    ("xl/workbook.bin", "Excel 二进制工作簿（.xlsb）", _SAVE_AS_XLSX),
    (
        "index/document.iwa",
        "苹果 iWork（Pages、Numbers）文件",
        "请在苹果电脑或 iCloud 上导出为 Word 或 Excel，再导入。",
    ),
    ("index.zip", "苹果 iWork（Pages、Numbers）文件", "请在苹果电脑或 iCloud 上导出为 Word 或 Excel，再导入。"),
    ("ppt/presentation.xml", "演示文稿", "请选择年报的 Word、网页或 PDF。"),
    ("fixeddocseq.fdseq", "XPS 文件", _SAVE_AS_PDF),
    ("fixeddocumentsequence.fdseq", "XPS 文件", _SAVE_AS_PDF),
    ("meta-inf/container.xml", "电子书", _SAVE_AS_PDF),
    ("uof.xml", "标文通（UOF）文档", SAVE_AS_DOCX),
)
_STREAMS: tuple[tuple[str, str, str], ...] = (
    ("PowerPoint Document", "演示文稿", "请选择年报的 Word、网页或 PDF。"),
    ("__properties_version1.0", *_MAIL),
    ("VisioDocument", "Visio 图", _SAVE_AS_PDF),
    ("MatOST", "微软 Works 文档", SAVE_AS_DOCX),
    ("CONTENTS", "微软 Works 文档", SAVE_AS_DOCX),
)
_STARTS: tuple[tuple[tuple[bytes, ...], str, str], ...] = (
    (_PICTURES, "图片", "图片里的表格不能导入。请改用网页、Word 或带文字的 PDF。"),
    (_ARCHIVES, "压缩包", "不能直接导入。请先解压，再选择里面的年报。"),
    ((b"CAJ", b"HN\x00", b"KDH"), "知网（CAJ）文件", _SAVE_AS_PDF),
    ((b"MZ", b"\x7fELF"), "程序", "请选择年报的网页、Word、Excel、PDF。"),
    ((b"L\x00\x00\x00\x01\x14\x02\x00",), "快捷方式", "请到它指向的文件夹里选择原来的文件。"),
    ((b"[InternetShortcut]",), "网址的快捷方式", "请用浏览器打开它，复制年报正文后粘贴导入。"),
    ((b"%!PS",), "PostScript 文件", _SAVE_AS_PDF),
)


def format_of(data: bytes, name: str) -> Format:
    """The format of the bytes of a file called `name`; FileProblem saying what to do when it is none that can be read."""
    if not data.strip(b"\x00\t\r\n \xef\xbb\xbf\xff\xfe"):
        raise FileProblem(f"“{name}”是空的，没有导入。请检查文件是否下载或复制完整。")
    if data.startswith(b"PK"):
        return _package(open_package(data, name), name)
    if b"%PDF-" in data[:1024]:
        return "pdf"
    if data.startswith(_OLE):
        return _compound(data, name)
    if data[:64].lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{\\rtf"):
        return "rtf"
    for starts, kind, advice in _STARTS:
        if data.startswith(starts):
            raise _refused(name, kind, advice)
    _refuse_media(data, name)
    head = _readable(data[:65536])
    first = re.split(rb"\r?\n\r?\n", head.lstrip()[:8192], maxsplit=1)[0]
    if _HEADER.match(first + b"\n") and _MIME.search(first):
        if _MAILED.search(first) and _ATTACHED.search(data):
            raise _refused(name, *_MAIL)
        return "mhtml"
    return _markup(data, head, name)


def _refused(name: str, kind: str, advice: str) -> FileProblem:
    kind = f" {kind}" if kind[0].isascii() else kind
    return FileProblem(f"“{name}”是{kind}，{'' if advice.startswith(('图', '不')) else '不能直接导入。'}{advice}")


def _refuse_media(data: bytes, name: str) -> None:
    """Files whose mark stands behind a length: HEIC, WebP, sound and film, TAR."""
    if (
        data[:4] == b"RIFF"
        and data[8:12] == b"WEBP"
        or data[4:12] in (b"ftypheic", b"ftypmif1", b"ftypavif", b"ftypheix")
    ):
        raise _refused(name, "图片", "图片里的表格不能导入。请改用网页、Word 或带文字的 PDF。")
    if data[:4] == b"RIFF" or data[4:8] == b"ftyp" or data[:3] == b"ID3":
        raise _refused(name, "音频或视频", "请选择年报的网页、Word、Excel、PDF。")
    if data[257:262] == b"ustar":
        raise _refused(name, "压缩包", "不能直接导入。请先解压，再选择里面的年报。")


def _readable(data: bytes) -> bytes:
    """The beginning of a text in bytes that patterns of ASCII are found in, whatever encoding it has."""
    return data.replace(b"\x00", b"").lstrip(b"".join(_BOMS))


def _markup(data: bytes, head: bytes, name: str) -> Format:
    """XML of Office, a page, or plain text."""
    if head.lstrip().startswith(b"<"):
        known = _of_xml(data, name)
        if known is not None:
            return known
    return "html" if _MARKUP.search(head) else "text"


def _of_xml(data: bytes, name: str) -> Format | None:
    root = _root(data)
    if root is None:
        return None
    space, _, tag = root.tag.rpartition("}")
    if tag == "package" and space.endswith("/xmlPackage"):
        return _package(open_package(data, name), name)
    if tag == "wordDocument":
        return "wordml"
    if tag == "Workbook" and "office:spreadsheet" in space:
        return "spreadsheetml"
    if tag == "document" and "opendocument" in space:
        kind = next((v for k, v in root.attrib.items() if k.endswith("}mimetype")), "")
        return _open_document(kind, name)
    if tag == "svg":
        raise _refused(name, "图片", "图片里的表格不能导入。请改用网页、Word 或带文字的 PDF。")
    if tag == "UOF":
        raise _refused(name, "标文通（UOF）文档", SAVE_AS_DOCX)
    return None


def _root(data: bytes) -> etree._Element | None:
    """The first element of an XML file, without what it holds; None where there is none."""
    parser = etree.XMLPullParser(events=("start",), resolve_entities=False, no_network=True, load_dtd=False)
    try:
        parser.feed(data[:65536])
        return next((node for _, node in parser.read_events()), None)
    except etree.XMLSyntaxError:
        return next((node for _, node in parser.read_events()), None)


def _package(package: Package, name: str) -> Format:
    main = package.main()
    if main is not None and main.lower().endswith(".xml"):
        root = _root(package.data(main) or b"")
        tag = "" if root is None else root.tag.rpartition("}")[2]
        if tag == "workbook":
            return "xlsx"
        if tag != "presentation":
            return "docx"  # a damaged one is told by its reader
    if "content.xml" in package:
        kind = (package.data("mimetype") or b"").decode("ascii", "replace")
        return _open_document(kind, name)
    for part, kind, advice in _PACKAGES:
        if part in package or any(path.endswith("/" + part) for path in package.paths):
            raise _refused(name, kind, advice)
    raise _refused(name, "压缩包", "不能直接导入。请先解压，再选择里面的年报。")


def _open_document(kind: str, name: str) -> Format:
    if "spreadsheet" in kind:
        return "ods"
    if "text" in kind or not kind.strip():
        return "odt"
    raise _refused(name, "OpenDocument 图形或演示文稿", "请选择年报的 Word、网页或 PDF。")


def _compound(data: bytes, name: str) -> Format:
    """Old Office files, whatever they are called (.doc, .wps, .xls, .et): by the streams at their top."""
    streams = _streams(data)
    if "EncryptedPackage" in streams:
        raise FileProblem(f"“{name}”有打开密码，没有导入。请用 Word、WPS 去掉密码后另存，再导入。")
    if "WordDocument" in streams:
        return "doc"
    if "Workbook" in streams or "Book" in streams:
        return "xls"
    for stream, kind, advice in _STREAMS:
        if stream in streams:
            raise _refused(name, kind, advice)
    raise FileProblem(f"“{name}”的格式不认得，没有导入。{SAVE_AS_DOCX}")


def _streams(data: bytes) -> set[str]:
    """The names at the top of a compound file; where it is damaged, those known ones that stand in it anywhere."""
    from doc2docx.cfb import CompoundFile

    try:
        return {entry.path.strip("/").split("/")[0] for entry in CompoundFile(data).entries}
    except MemoryError:
        raise
    except Exception:  # any error of a broken directory
        known = ("EncryptedPackage", "WordDocument", "Workbook", "Book", *(stream for stream, _, _ in _STREAMS))
        return {stream for stream in known if stream.encode("utf-16-le") in data}
