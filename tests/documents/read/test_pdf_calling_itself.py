"""PDFs that call themselves: forms, patterns, masks, letters, pages; the child that reads them says a sentence in time."""

from __future__ import annotations

import pytest

from app.documents.read import page_pictures, reading
from app.model.files import FileProblem


def pdf(objects: list[bytes]) -> bytes:
    out, places = b"%PDF-1.5\n", []
    for number, each in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, each)
    rows = b"".join(b"%010d 00000 n \n" % place for place in places)
    table = b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1) + rows
    return out + table + b"trailer<</Root 1 0 R/Size %d>>\nstartxref\n%d\n%%%%EOF" % (len(objects) + 1, len(out))


def stream(words: bytes, content: bytes) -> bytes:
    return b"<<%s/Length %d>>stream\n%s\nendstream" % (words, len(content), content)


def form(uses: bytes, content: bytes) -> bytes:
    words = b"/Type/XObject/Subtype/Form/BBox[0 0 600 800]/Resources<<%s/Font<</F 9 0 R>>>>" % uses
    return stream(words, content)


HELVETICA = b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>"
TYPE_3 = b"<</Type/Font/Subtype/Type3/FontBBox[0 0 1 1]/FontMatrix[1 0 0 1 0 0]/CharProcs<</a 5 0 R>>/FirstChar 97/LastChar 97"
TYPE_3 += b"/Encoding<</Differences[97/a]>>/Widths[1]/Resources<</Font<</F 9 0 R>>>>>>"


def page(*called: bytes, font: bytes = HELVETICA, words: bytes = b"(hello)") -> bytes:
    """A page with these as objects 5, 6, 7, 8, of which the first is called."""
    uses = b"/Resources<</XObject<</X 5 0 R>>/Font<</F 9 0 R>>>>"
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Contents 4 0 R%s>>" % uses,
        stream(b"", b"BT /F 12 Tf 50 700 Td %s Tj ET /X Do" % words),
        *called,
    ]
    return pdf([*objects, *([b"null"] * (8 - len(objects))), font])


PATTERN = b"/Type/Pattern/PatternType 1/PaintType 1/TilingType 1/BBox[0 0 5 5]/XStep 5/YStep 5"
PATTERN += b"/Resources<</Pattern<</P 6 0 R>>/XObject<</X 5 0 R>>>>"
MASK = b"/Type/XObject/Subtype/Form/BBox[0 0 600 800]/Group<</S/Transparency/CS/DeviceGray>>/Resources<</ExtGState<</G 6 0 R>>>>"
SAYS = b"BT /F 9 Tf (x) Tj ET "
CALLING = {
    "itself": page(form(b"/XObject<</X 5 0 R>>", b"/X Do " * 20)),
    "each other": page(form(b"/XObject<</Y 6 0 R>>", b"/Y Do /Y Do"), form(b"/XObject<</X 5 0 R>>", b"/X Do /X Do")),
    "three in a circle": page(
        form(b"/XObject<</Y 6 0 R>>", b"/Y Do " * 20),
        form(b"/XObject<</Z 7 0 R>>", b"/Z Do " * 20),
        form(b"/XObject<</X 5 0 R>>", SAYS + b"/X Do " * 20),
    ),
    "a tree": page(
        form(b"/XObject<</Y 6 0 R>>", b"/Y Do " * 100), form(b"/XObject<</Z 7 0 R>>", b"/Z Do " * 100), form(b"", SAYS * 100)
    ),
    "a pattern": page(
        form(b"/Pattern<</P 6 0 R>>", b"/Pattern cs /P scn 0 0 600 800 re f"),
        stream(PATTERN, b"/X Do /Pattern cs /P scn 0 0 5 5 re f"),
    ),
    "a mask": page(
        form(b"/ExtGState<</G 6 0 R>>", b"/G gs " + SAYS),
        b"<</Type/ExtGState/SMask<</Type/Mask/S/Luminosity/G 7 0 R>>>>",
        stream(MASK, b"/G gs 0 0 600 800 re f"),
    ),
    "a letter": page(form(b"", b"/F 1 Tf (a) Tj"), font=TYPE_3, words=b"(aaaa)"),
    "pages": pdf([b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[2 0 R 2 0 R]/Count 5>>"]),
}  # fmt: skip


@pytest.mark.parametrize("what", CALLING)
def test_what_calls_itself_is_a_sentence(what: str) -> None:
    with pytest.raises(FileProblem) as told:
        reading.read_data(CALLING[what], "年报.pdf")
    assert str(told.value).endswith("。") and "年报.pdf" in str(told.value)
    if page_pictures.pages_of(CALLING[what]):  # shown beside what was read: a picture or none
        page_pictures.picture_of(CALLING[what], 0, 200)
