"""Files that are broken, locked, huge or hostile end in one Chinese sentence, in a child process that is killed when it must be."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from pathlib import Path

import pikepdf
import pytest

from app.documents.read import reading
from app.documents.recognise.report import imported_dict
from app.model.files import FileProblem
from tests.where import TESTS

SAMPLES = TESTS / "data" / "documents"
WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def docx(body: str, before: str = "") -> bytes:
    """The smallest package with this body."""
    xml = f'{before}<w:document xmlns:w="{WORD}"><w:body>{body}</w:body></w:document>'
    return package({"word/document.xml": xml.encode()})


def package(parts: dict[str, bytes]) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return file.getvalue()


def nested(depth: int) -> bytes:
    return docx("<w:tbl><w:tr><w:tc>" * depth + "<w:p/>" + "</w:tc></w:tr></w:tbl>" * depth)


def many_rows() -> bytes:
    return docx("<w:tbl>" + "<w:tr><w:tc><w:p/></w:tc></w:tr>" * 100_000 + "</w:tbl>")


def entities() -> bytes:
    levels = "".join(f'<!ENTITY a{i} "{f"&a{i - 1};" * 10 if i else "一" * 10}">' for i in range(10))
    return docx("<w:p><w:r><w:t>&a9;</w:t></w:r></w:p>", f"<!DOCTYPE x [{levels}]>")


def pdf(*, pages: int = 1, password: str = "") -> bytes:
    document = pikepdf.new()
    for _ in range(pages):
        document.add_blank_page()
    file = io.BytesIO()
    if password:
        document.save(file, encryption=pikepdf.Encryption(user=password, owner=password))
    else:
        document.save(file)
    return file.getvalue()


def old_office(stream: str) -> bytes:
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600) + stream.encode("utf-16-le") + bytes(3000)


HOSTILE: dict[str, tuple[str, Callable[[], bytes], str]] = {
    "zip bomb": ("a.docx", lambda: docx(" " * 70_000_000), "解开后太大"),
    "entities": ("a.docx", entities, "XML 实体"),
    "entities in a workbook": (
        "a.xlsx",
        lambda: package({"xl/workbook.xml": b"<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>"}),
        "XML 实体",
    ),
    "100,000 rows": ("a.docx", many_rows, "行的表格"),
    "100,000 rows in a page": ("a.html", lambda: b"<table>" + b"<tr><td>1<td>2</tr>" * 100_000, "行的表格"),
    "nested without end": ("a.docx", lambda: nested(5000), "已损坏"),
    "nested deeply": ("a.docx", lambda: nested(80), "没有找到年报"),
    "nested page": ("a.html", lambda: b"<table><tr><td>" * 3000, "嵌套得太深"),
    "truncated package": ("a.docx", lambda: many_rows()[:3000], "不完整或已损坏"),
    "truncated part": ("a.docx", lambda: package({"word/document.xml": b"<w:document"}), "已损坏"),
    "truncated pdf": ("a.pdf", lambda: pdf(pages=3)[:300], "a.pdf"),
    "locked pdf": ("a.pdf", lambda: pdf(password="x"), "打开密码"),
    "locked docx": ("a.docx", lambda: old_office("EncryptedPackage"), "打开密码"),
    "broken doc": ("a.doc", lambda: old_office("WordDocument"), "另存为 .docx"),
    "broken wps": ("a.wps", lambda: old_office("WordDocument"), "另存为 .docx"),
    "broken xls": ("a.xls", lambda: old_office("Workbook"), "另存为 .xlsx"),
    "broken et": ("a.et", lambda: old_office("Workbook"), "另存为 .xlsx"),
    "pictures only": ("a.pdf", lambda: pdf(), "没有文字"),
    "too many pages": ("a.pdf", lambda: pdf(pages=300), "300 页"),
    "a picture named pdf": ("a.pdf", lambda: b"\x89PNG\r\n\x1a\n" + bytes(100), "是图片"),
    "empty": ("a.txt", lambda: b" \r\n", "是空的"),
    "question marks": ("a.txt", lambda: "？".encode() * 200, "问号"),
    "not a report": ("a.docx", lambda: "<html><p>天气很好</p></html>".encode(), "没有找到年报"),
    "an archive": ("a.zip", lambda: package({"a.txt": b"a"}), "压缩包"),
    "rich text of something else": ("a.doc", lambda: b"{\\rtf1 }", "没有找到年报"),
    "a page of 20 MB": ("a.html", lambda: b"<p>" + b"0 " * 10_000_000, "太大"),
}


@pytest.mark.parametrize("what", HOSTILE)
def test_one_clear_sentence(what: str, tmp_path: Path) -> None:
    name, data, words = HOSTILE[what]
    path = tmp_path / name
    path.write_bytes(data())
    with pytest.raises(FileProblem) as problem:
        reading.read(path)
    assert words in str(problem.value)
    assert name in str(problem.value)
    assert str(problem.value).endswith("。")
    assert "Traceback" not in str(problem.value)


def test_a_file_too_large_to_be_a_report_is_not_even_read(tmp_path: Path) -> None:
    path = tmp_path / "a.html"
    with path.open("wb") as file:
        file.truncate(100 * 1024 * 1024)
    with pytest.raises(FileProblem, match="100 MB"):
        reading.read(path)


def test_a_reader_that_does_not_end_is_killed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "SECONDS", 0.5)
    path = tmp_path / "a.html"
    path.write_bytes(b"<div>" * 100_000)
    with pytest.raises(FileProblem, match="还没有读完"):
        reading.read(path)


def test_a_reader_that_wants_too_much_memory_ends_in_a_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reading, "MEGABYTES", 120)
    path = tmp_path / "a.html"
    path.write_bytes(b"<p>0</p>" * 1_500_000)
    with pytest.raises(FileProblem, match="没有导入"):
        reading.read(path)


def test_the_one_who_asked_can_cancel(tmp_path: Path) -> None:
    path = tmp_path / "a.html"
    path.write_bytes(b"<div>" * 100_000)
    with pytest.raises(reading.Cancelled):
        reading.read(path, cancelled=lambda: True)


def test_what_the_child_reads_is_what_is_read_here() -> None:
    path = SAMPLES / "portal.html"
    there, here = reading.read(path), reading.understand("file", path.read_bytes(), path.name)
    assert imported_dict(there) == imported_dict(here)
    assert there.snippets == here.snippets


def test_pasted_html_is_preferred_and_text_is_the_fallback() -> None:
    html = (SAMPLES / "portal.html").read_text(encoding="utf-8")
    text = (SAMPLES / "bars.md").read_text(encoding="utf-8")
    assert reading.read_pasted(html, text).how["applications"] == "grid"
    assert reading.read_pasted("<p>没有表</p>", text).how["applications"] == "labels"
    with pytest.raises(FileProblem, match="剪贴板"):
        reading.read_pasted("", "天气很好")


def test_a_page_saved_as_one_file() -> None:
    page = (SAMPLES / "portal.html").read_bytes()
    mht = (
        b"MIME-Version: 1.0\r\nContent-Type: text/html; charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\n\r\n" + page
    )
    found = reading.understand("file", mht, "a.mht")
    assert len(found.report.figures) > 190
