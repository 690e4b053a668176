"""Style sheets saved beside a page (年报_files) or in the same .mht: what they hide is hidden; where they are missing, said."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from app.acts import render
from app.documents.read import reading
from app.documents.read.formats.page.linked import page_bytes, with_sheets
from app.documents.recognise.report import Imported
from app.form.schema import Cell
from tests import reports

CELL = Cell("applications", "received", "natural_person")
SHEET = ".旧{display:none} .hid , .dead { display : none } /* 注 */ .s{text-decoration:line-through}"
LINK = '<link rel="stylesheet" type="text/css" href="年报_files/a.css?v=2">'


def page(box: str, link: str = LINK) -> str:
    """A report whose first box of table 三 (a 7) is printed like this."""
    html = render(reports.filled(), ("html",), None)["html"].decode()
    row, _, rest = html.partition("一、本年新收政府信息公开申请数量")
    attributes, _, rest = rest.partition(">7<")
    body = f"{row}一、本年新收政府信息公开申请数量{attributes}>{box}<{rest}"
    return f"<html><head>{link}</head><body>{body}</body></html>"


def saved(
    folder: Path, box: str, link: str = LINK, encoding: str = "utf-8", sheet: bytes | None = SHEET.encode()
) -> Path:
    path = folder / "年报.html"
    path.write_bytes(page(box, link).encode(encoding))
    if sheet is not None:
        (folder / "年报_files").mkdir()
        (folder / "年报_files" / "a.css").write_bytes(sheet)
    return path


def read(path: Path) -> Imported:
    return reading.understand("file", reading.read_file(path), path.name)


def whole(found: Imported) -> bool:
    return dict(found.report.figures) == dict(reports.filled().figures)


HIDDEN = ['7<span class="hid">9</span>', '<b class="dead">1</b>7', '7<span class="旧">9</span>', '<i class="s">8</i>7']


@pytest.mark.parametrize("box", HIDDEN)
@pytest.mark.parametrize("encoding", ["utf-8", "gb18030"])
def test_what_a_sheet_beside_the_page_hides_is_not_read(box: str, encoding: str, tmp_path: Path) -> None:
    found = read(saved(tmp_path, box, encoding=encoding))
    assert whole(found)
    assert found.missing == ()


def test_and_so_by_the_child_process(tmp_path: Path) -> None:
    assert whole(reading.read(saved(tmp_path, HIDDEN[0])))


@pytest.mark.parametrize("sheet", [b"p{color:#333}", SHEET.encode("gb18030"), "﻿.hid{display:none}".encode("utf-16")])
def test_a_sheet_in_any_encoding_and_without_a_word_about_it(sheet: bytes, tmp_path: Path) -> None:
    found = read(saved(tmp_path, "7", sheet=sheet))
    assert whole(found)


@pytest.mark.parametrize("box", HIDDEN)
def test_a_number_of_which_a_missing_sheet_may_hide_a_part_is_not_read(box: str, tmp_path: Path) -> None:
    found = read(saved(tmp_path, box, sheet=None))
    assert CELL in found.missing
    assert any(doubt.where == str(CELL) and "样式表" in doubt.note + doubt.found for doubt in found.doubts)
    assert len(found.missing) == 1


@pytest.mark.parametrize(
    "box",
    [
        '<span class="x">7</span>',  # all of it or nothing
        '<p class="MsoNormal"><span class="GramE">7</span></p>',
        '<p class="a"><b class="b"><i>7</i></b></p>',
        '<span class="x"></span>7<span class="y"> </span>',
        "<span>7</span>",
    ],
)
def test_and_where_it_cannot_the_figure_is_read(box: str, tmp_path: Path) -> None:
    assert whole(read(saved(tmp_path, box, sheet=None)))


@pytest.mark.parametrize(
    "address",
    [
        "../a.css", "/etc/passwd", "file:///etc/passwd", "http://example.cn/a.css", "//example.cn/a.css", "a/../../a.css",
        "..%2Fa.css", "C:/a.css", "C:\\a.css", "", "年报_files", "没有.css", "x" * 5000,
    ],
)  # fmt: skip
def test_only_files_beside_the_page_are_read(address: str, tmp_path: Path) -> None:
    (tmp_path / "a.css").write_text(".hid{display:none}")
    (tmp_path / "in").mkdir()
    path = saved(tmp_path / "in", HIDDEN[0], f'<link rel="stylesheet" href="{address}">', sheet=b"")
    assert CELL in read(path).missing


def test_no_link_is_followed(tmp_path: Path) -> None:
    path = saved(tmp_path, HIDDEN[0])
    sheet = tmp_path / "年报_files" / "a.css"
    sheet.rename(tmp_path / "elsewhere.css")
    try:
        sheet.symlink_to(tmp_path / "elsewhere.css")
    except OSError:
        pytest.skip("no links on this system")
    assert CELL in read(path).missing


def test_sheets_are_bounded(tmp_path: Path) -> None:
    path = saved(tmp_path, HIDDEN[0], sheet=b" " * 3_000_000)
    assert len(page_bytes(path, 10**7)) == path.stat().st_size
    asked: list[str] = []
    with_sheets(b"<link rel=stylesheet href=a.css>" * 100, lambda address: asked.append(address))
    assert len(asked) == 20


def test_a_sheet_cannot_end_its_place_in_the_page(tmp_path: Path) -> None:
    path = saved(tmp_path, "7", sheet=b"a{}</style><p>9</p><table><tr><td>1<td>2</table>")
    found = read(path)
    assert whole(found)
    assert "9" not in found.report.text("preface")[:3]


def test_a_file_that_is_no_page_is_left_as_it_is(tmp_path: Path) -> None:
    path = tmp_path / "a.docx"
    path.write_bytes(b"PK\x03\x04<link rel=stylesheet href=a.css>")
    assert page_bytes(path, 1000) == path.read_bytes()


@pytest.mark.parametrize("named", ['href="cid:css-1@x"', 'href="http://www.qinghe.example/a.css"'])
def test_sheets_that_came_in_the_same_mht(named: str) -> None:
    html = page(HIDDEN[0], f"<link rel=stylesheet {named}>").encode()
    head = b'MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary="x"\r\n\r\n'
    first = b"--x\r\nContent-Type: text/html; charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\n\r\n" + html
    second = (
        b"\r\n--x\r\nContent-Type: text/css\r\nContent-ID: <css-1@x>\r\nContent-Location: http://www.qinghe.example/a.css\r\n"
        b"Content-Transfer-Encoding: 8bit\r\n\r\n" + SHEET.encode() + b"\r\n--x--\r\n"
    )
    found = reading.understand("file", head + first + second, "年报.mht")
    assert whole(found)
    assert found.report.figure(CELL) == Decimal(7)
    assert CELL in reading.understand("file", head + first + b"\r\n--x--\r\n", "年报.mht").missing
