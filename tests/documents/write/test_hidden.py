"""What a reader does not see in a DOCX is found; our own public copy has none of it."""

from __future__ import annotations

import io
import zipfile

import pytest

from app.acts import render
from app.documents.write.hidden import hidden_in
from tests.reports import county, filled
from tests.where import TESTS

DATA = TESTS / "data" / "documents"

HOME = "/" + "home"  # put together: no file of the project may hold a machine's path


@pytest.mark.parametrize("report", [filled(), county()], ids=["office", "county"])
def test_the_public_copy_hides_nothing(report) -> None:
    assert hidden_in(render(report, ("docx",), None)["docx"], report.organ.name) == []


def test_tracked_changes_and_comments_are_found() -> None:
    found = hidden_in((DATA / "revised.docx").read_bytes(), "")
    assert "修订痕迹" in found and "批注" in found


def changed(old: bytes, new: bytes, name: str) -> bytes:
    """Our public copy with one thing changed in one of its parts."""
    made = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(render(filled(), ("docx",), None)["docx"])) as source,
        zipfile.ZipFile(made, "w") as target,
    ):
        for part in source.namelist():
            data = source.read(part)
            if part == name:
                assert old in data
                data = data.replace(old, new, 1)
            target.writestr(part, data)
    return made.getvalue()


@pytest.mark.parametrize(
    ("new", "words"),
    [
        (b"<w:rPr><w:vanish/></w:rPr><w:t", "隐藏文字"),
        (b"<w:t>C:\\Users\\li\\</w:t><w:t", "电脑里的文件路径"),
        (f"<w:t>{HOME}/li/1.docx</w:t><w:t".encode(), "电脑里的文件路径"),
        (b'<w:t xml:base="/Users/li/">.</w:t><w:t', "电脑里的文件路径"),
        (f"<w:t>file://{HOME}/li/</w:t><w:t".encode(), "电脑里的文件路径"),
    ],
)
def test_hidden_words_and_paths_are_found(new: bytes, words: str) -> None:
    assert hidden_in(changed(b"<w:t", new, "word/document.xml"), filled().organ.name) == [words]


def test_another_authors_name_is_found() -> None:
    assert hidden_in(render(filled(), ("docx",), None)["docx"], "别人") == ["编写人的姓名"]


@pytest.mark.parametrize(
    "website",
    [
        f"https://www.example.gov.cn{HOME}/zwgk/",
        f"www.example.gov.cn/Users{HOME}/index.html",
        f"http://10.0.0.1:8080{HOME}/",
        f"https:/{HOME}{HOME}/",
        f"https://www.example.gov.cn/#{HOME}/zwgk?from={HOME}/",
        f"http://示例.政务{HOME}/",
    ],
)
def test_a_web_address_is_no_path_of_the_computer(website: str) -> None:
    report = filled().with_organ(website=website).with_text("problems", f"见{website}。").with_text("preface", "")
    made = render(report, ("docx",), None)["docx"]
    assert website.encode() in zipfile.ZipFile(io.BytesIO(made)).read("word/document.xml")
    assert hidden_in(made, report.organ.name) == []


def test_an_organs_name_with_a_control_mark_is_its_own() -> None:
    report = filled().with_organ(name="示例县\x07林业局")
    assert hidden_in(render(report, ("docx",), None)["docx"], report.organ.name) == []
