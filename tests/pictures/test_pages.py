"""Pages of the PDF look as they did when somebody last looked at them: with our own fonts they are the same anywhere."""

from __future__ import annotations

import datetime
import platform
import sys
from collections.abc import Iterator

import pypdfium2
import pytest

from app.documents.write.outline import Review, outline
from app.documents.write.pdf import fonts
from app.documents.write.to_pdf import pdf_bytes
from tests.pictures.compare import KEPT, compare, renewing
from tests.reports import balanced, blank, county, filled

# Elsewhere PDFium is compiled otherwise and may round a shade at an edge to the other side.
PIXELS = 0 if (sys.platform, platform.machine()) == ("linux", "x86_64") else 300
REPORTS = {
    "county": (county, None),
    "office-for-review": (filled, Review(datetime.date(2026, 1, 9), to_check=3, signature=True)),
    "blank": (blank, None),
    "edition-2019": (lambda: balanced(3, "2019", 2019), None),
}


@pytest.fixture(autouse=True)
def bundled_fonts(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Our own fonts, also where the official ones are installed."""
    kept = (fonts.load, fonts._chain, fonts.font_for)
    monkeypatch.setattr(fonts, "_installed", dict)
    for each in kept:
        each.cache_clear()
    yield
    for each in kept:
        each.cache_clear()


@pytest.mark.parametrize("name", REPORTS)
def test_every_page_looks_as_it_did(name: str) -> None:
    report, review = REPORTS[name]
    document = pypdfium2.PdfDocument(pdf_bytes(outline(report(), review=review)))
    kept = {path.stem: path for path in (KEPT / "pages").glob(f"{name}-*.png")}
    drawn = {f"{name}-{number}": page.render(scale=0.9) for number, page in enumerate(document, 1)}
    if renewing():
        for gone in kept.keys() - drawn.keys():
            kept[gone].unlink()
    else:
        assert kept.keys() == drawn.keys()
    for page, picture in drawn.items():
        compare(f"pages/{page}", picture.to_pil().convert("L"), pixels=PIXELS)


def test_a_label_that_moves_by_half_a_point_is_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    if renewing():
        return
    monkeypatch.setattr("app.documents.write.style.CELL_PADDING", 2.5)
    document = pypdfium2.PdfDocument(pdf_bytes(outline(blank())))
    with pytest.raises(AssertionError, match="pixels"):
        for number, page in enumerate(document, 1):
            compare(f"pages/blank-{number}", page.render(scale=0.9).to_pil().convert("L"), pixels=PIXELS)
