"""稿号 on paper: in the footer of every 送审稿 and of no 公布稿, and read back from what other programs made of it."""

from __future__ import annotations

import datetime
import io
from collections.abc import Callable
from pathlib import Path

import docx
import pytest

from app.acts import examine, imported_report, render, review_of
from app.documents.read.reading import understand
from app.model.beside.sent import copy_code
from app.model.draft import draft_bytes, parse_draft
from tests.reports import county, filled

TODAY = datetime.date(2026, 1, 20)
PAPERS = ("docx", "pdf", "html")


def paper(form: str, review: bool = True) -> bytes:
    report = filled()
    return render(report, (form,), review_of(examine(report), TODAY) if review else None)[form]


@pytest.mark.parametrize("form", PAPERS)
def test_a_review_copy_is_known_again_and_a_public_copy_carries_none(form: str) -> None:
    found = understand("file", paper(form), f"稿.{form}")
    assert found.code == copy_code(filled())
    kept = imported_report(found)
    assert kept.copy_code == found.code
    assert parse_draft(draft_bytes(kept), "a.gknb").copy_code == found.code
    assert not any("稿号" in text for text in found.report.texts.values()), "it is no text of the clerk's"
    assert understand("file", paper(form, review=False), f"稿.{form}").code == ""


def test_it_survives_a_change_of_the_text_and_of_the_footers_runs() -> None:
    document = docx.Document(io.BytesIO(paper("docx")))
    document.paragraphs[-1].add_run("领导加的一句。")
    for section in document.sections:
        for footer in (section.footer, section.even_page_footer):
            for paragraph in footer.paragraphs:
                words = paragraph.text
                if "稿号" in words:
                    for run in paragraph.runs[1:]:
                        run._r.getparent().remove(run._r)
                    paragraph.runs[0].text = ""
                    for character in words:  # as after 修订 and a change of fonts: a run for each character
                        paragraph.add_run("‑" if character == "-" else character)
    made = io.BytesIO()
    document.save(made)
    assert understand("file", made.getvalue(), "改稿.docx").code == copy_code(filled())


@pytest.mark.parametrize("kind", ["docx", "odt", "rtf", "doc", "fodt"])
def test_it_survives_being_saved_by_another_program(
    kind: str, calc: Callable[[Path, str], Path], tmp_path: Path
) -> None:
    source = tmp_path / "送审稿.docx"
    source.write_bytes(paper("docx"))
    made = calc(source, kind)
    assert understand("file", made.read_bytes(), made.name).code == copy_code(filled())


def test_of_two_copies_in_one_file_it_is_that_of_the_one_that_is_read() -> None:
    one, two = (render(each, ("html",), review_of(examine(each), TODAY))["html"] for each in (filled(), county()))
    found = understand("file", one + two, "两份.html")
    assert found.code in (copy_code(filled()), "") and found.report.figures == filled().figures
