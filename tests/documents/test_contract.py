"""What all exports promise together: every figure once, nothing hidden, and the same pages as PDF and as DOCX."""

from __future__ import annotations

import datetime
import getpass
import io
import re
import shutil
import subprocess
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import replace
from decimal import Decimal
from html import unescape
from pathlib import Path

import pdfplumber
import pikepdf
import pytest
from lxml import html

from app.documents.read.reading import understand
from app.documents.write import style
from app.documents.write.blocks import Grid, Paper, Text
from app.documents.write.outline import Review, outline
from app.documents.write.to_docx import docx_bytes
from app.documents.write.to_html import html_fragment
from app.documents.write.to_pdf import pdf_bytes
from app.documents.write.to_xlsx import xlsx_bytes
from app.model.draft import open_draft
from app.model.report import Reason, Report, Source
from tests.reports import EVERY_EDITION, balanced, blank, county, filled
from tests.where import ROOT

FONTS = ROOT / "resources" / "fonts"
REVIEW = Review(datetime.date(2026, 1, 9), to_check=12, signature=True)


def zip_words(data: bytes) -> str:
    """Every part of a DOCX or XLSX, its name and its markup too."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert archive.comment == b""
        parts = [f"{entry.filename}\n{archive.read(entry).decode()}" for entry in archive.infolist()]
    return unescape("\n".join(parts))


def pdf_words(data: bytes) -> str:
    """The text of a PDF without its line ends, its metadata and its outline."""
    with pdfplumber.open(io.BytesIO(data)) as pages:
        text = "\n".join(page.extract_text() or "" for page in pages.pages)
    text = re.sub(r"(?m)^—\s*\d+\s*—$", "", text)  # page numbers fall between the lines of a paragraph
    with pikepdf.open(io.BytesIO(data)) as file:
        assert not file.attachments
        metadata = [str(value) for value in file.trailer.get("/Info", {}).values()]
        if "/Metadata" in file.Root:
            metadata.append(file.Root.Metadata.read_bytes().decode())
        with file.open_outline() as bookmarks:
            metadata += [mark.title for mark in bookmarks.root]
    return re.sub(r"\s", "", text) + "\n".join(metadata)


EXPORTS: dict[str, Callable[[Report, Review | None], str]] = {
    "docx": lambda report, review: zip_words(docx_bytes(outline(report, review=review))),
    "xlsx": lambda report, review: zip_words(xlsx_bytes(report)),
    "html": lambda report, review: html_fragment(outline(report, review=review, with_title=False)),
    "pdf": lambda report, review: pdf_words(pdf_bytes(outline(report, review=review))),
}


def with_secrets(report: Report) -> tuple[Report, list[str]]:
    """The report with a secret in every place that is the clerk's own, and the secrets."""
    cell = report.form.cells[0]
    last_year = replace(
        balanced(99).with_figures({cell: Decimal("918273645")}).with_organ(name="谧去年机关"),
        texts={"problems": "谧去年问题", "document_number": "谧去年文号"},
    )
    planted = replace(
        report.with_organ(fax="谧传真没有印出"),
        reasons={"F301:谧锚点": Reason("谧说明写在这里", {"谧地址": "564738291"})},
        sources={f"{cell.table}/{cell.row}": Source("谧科室", "谧经办人", "谧日期", to_check=True)},
        previous=last_year,
        extra={"谧键": "谧值"},
        texts={**report.texts, "preface": "前言。", "signature": "谧落款", "date": "谧日子", "remark": "谧备注"},
    )
    words = ["谧", "918273645", "564738291", getpass.getuser(), str(Path.home()), str(ROOT), "F301", "disclosure/"]
    return planted, words


@pytest.mark.parametrize("kind", EXPORTS)
def test_nothing_hidden_goes_out(kind: str) -> None:
    report, secrets = with_secrets(county())
    words = EXPORTS[kind](report, None)
    assert "总计" in words
    for secret in secrets:
        pattern = rf"\b{re.escape(secret)}\b" if secret.isalpha() and secret.isascii() else re.escape(secret)
        assert not re.search(pattern, words), secret


@pytest.mark.parametrize("kind", EXPORTS)
@pytest.mark.parametrize("edition", EVERY_EDITION)
def test_every_figure_stands_whole_and_once_in_every_export(kind: str, edition: str) -> None:
    cells = blank(edition).form.cells
    figures = {cell: Decimal(70001 + i) for i, cell in enumerate(cells)}
    words = EXPORTS[kind](blank(edition).with_figures(figures), None)
    counts = {int(figure): len(re.findall(rf"(?<!\d){figure}(?!\d)", words)) for figure in figures.values()}
    if kind == "pdf":  # without line ends the figures of a row run together
        counts = {int(figure): words.count(str(figure)) for figure in figures.values()}
    assert {figure: count for figure, count in counts.items() if count != 1} == {}


@pytest.mark.parametrize("kind", ["docx", "html", "pdf"])
@pytest.mark.parametrize("report", [filled(), county()], ids=["filled", "county"])
def test_every_paragraph_is_in_every_export(kind: str, report: Report) -> None:
    words = EXPORTS[kind](report, None)
    if kind == "html":
        words = html.fragment_fromstring(words).text_content()
    words = re.sub(r"<[^>]*>|\s", "", words)
    for block in outline(report, with_title=kind != "html").blocks:
        if isinstance(block, Text):
            assert re.sub(r"\s", "", block.text) in words


@pytest.mark.parametrize("edition", EVERY_EDITION)
def test_every_square_of_a_grid_is_covered_once(edition: str) -> None:
    for block in outline(balanced(1, edition)).blocks:
        if isinstance(block, Grid):
            covered = [
                (row, column)
                for box in block.boxes
                for row in range(box.row, box.row + box.rows)
                for column in range(box.column, box.column + box.columns)
            ]
            assert sorted(covered) == [(row, column) for row in range(block.rows) for column in range(block.columns)]


def papers() -> Iterator[tuple[str, Paper]]:
    reports = {"blank": blank(), "filled": filled(), "county": county(), "2019": balanced(3, "2019", 2019)}
    reports |= {path.stem: open_draft(path) for path in sorted((ROOT / "seeds").glob("*.gknb"))}
    for name, report in reports.items():
        yield name, outline(report)
        yield f"{name} for review", outline(report, review=REVIEW)


@pytest.fixture(scope="module")
def rendered(tmp_path_factory: pytest.TempPathFactory) -> dict[str, tuple[bytes, bytes]]:
    """Name -> (our PDF, LibreOffice's PDF of our DOCX), both with the fonts of the project."""
    soffice = shutil.which("soffice")
    if soffice is None:
        pytest.skip("LibreOffice is not installed: the pages of DOCX and PDF were not compared")
    place = tmp_path_factory.mktemp("pages")
    aliases = "".join(
        f"<match><test name='family'><string>{name}</string></test><edit name='family' mode='assign' binding='same'>"
        f"<string>{family(FONTS / f'{face}.ttf')}</string></edit></match>"
        for face, name in style.DOCX_FACES.items()
    )
    config = place / "fonts.conf"
    config.write_text(
        f"<fontconfig><dir>{FONTS}</dir><cachedir>{place / 'cache'}</cachedir>{aliases}</fontconfig>", encoding="utf-8"
    )
    every = dict(papers())
    names = {f"{i:02}": name for i, name in enumerate(every)}
    for number, name in names.items():
        (place / f"{number}.docx").write_bytes(docx_bytes(every[name]))
    subprocess.run(
        [soffice, f"-env:UserInstallation={(place / 'profile').as_uri()}", "--headless", "--convert-to", "pdf"]
        + ["--outdir", str(place), *(str(place / f"{number}.docx") for number in names)],
        env={"FONTCONFIG_FILE": str(config), "HOME": str(place), "PATH": "/usr/bin:/bin", "LANG": "C.UTF-8"},
        check=True,
        capture_output=True,
        timeout=300,
    )
    return {name: (pdf_bytes(every[name]), (place / f"{number}.pdf").read_bytes()) for number, name in names.items()}


def test_the_copy_code_of_a_review_copy_is_read_in_its_pdf_and_in_one_printed_by_another_program(
    rendered: dict[str, tuple[bytes, bytes]],
) -> None:
    """稿号; of a 公布稿 there is none."""
    for name, both in rendered.items():
        codes = {understand("file", data, "稿.pdf").code for data in both}
        assert len(codes) == 1 and (codes != {""}) == name.endswith("for review"), name


def family(font: Path) -> str:
    from fontTools.ttLib import TTFont

    return TTFont(font, lazy=True)["name"].getBestFamilyName()


def pages(data: bytes) -> list[list[str]]:
    """The lines of each page without spaces, the footer left out."""
    with pdfplumber.open(io.BytesIO(data)) as file:
        text = [(page.extract_text() or "").splitlines() for page in file.pages]
    return [[re.sub(r"\s", "", line) for line in lines if not re.match(r"\s*(—|送审稿·)", line)] for lines in text]


@pytest.mark.parametrize("name", [name for name, _ in papers()])
def test_pdf_and_docx_have_the_same_pages(name: str, rendered: dict[str, tuple[bytes, bytes]]) -> None:
    ours, theirs = map(pages, rendered[name])
    differing = [f"PDF {a} | DOCX {b}" for a, b in zip(ours[0], theirs[0], strict=False) if a != b]
    assert len(ours) == len(theirs), "page 1 differs in:\n" + "\n".join(differing)
    for heading in ("三、收到和处理政府信息公开申请情况", "四、政府信息公开行政复议、行政诉讼情况"):
        at = [[i for i, lines in enumerate(each) if heading in lines] for each in (ours, theirs)]
        assert at[0] == at[1], f"{heading} stands on pages {at}"
