"""What may befall the figures of a PDF: after each, a figure is what one sees there, or it is missing with a doubt."""

from __future__ import annotations

import io
import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

import pikepdf
from pikepdf import Array, Dictionary, Name
from PIL import Image, ImageDraw, ImageFont
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from app.form.schema import Cell
from app.model.figures import digits
from tests.documents.read.on_paper import OnPaper, changed, font, on_paper, over, saved

Place = tuple[int, float, float, float, float]


@dataclass
class Harmed:
    """`seen`: what one sees in the cells that were touched, None where nothing is to be seen."""

    data: bytes
    seen: dict[Cell, Decimal | None] = field(default_factory=dict)


Harm = Callable[[OnPaper, random.Random], Harmed]


def some(paper: OnPaper, chance: random.Random, most: int = 30) -> list[Cell]:
    """Some cells of figures of two digits at least, so that a part of them is another figure."""
    cells = [cell for cell in paper.places if abs(paper.report.figures[cell]) > 9]
    return chance.sample(cells, min(len(cells), most))


def at(paper: OnPaper, cells: Sequence[Cell], draw: Callable[[Canvas, Cell, Place], None]) -> bytes:
    """Draw something over these cells."""

    def page(canvas: Canvas, number: int) -> None:
        for cell in cells:
            if paper.places[cell][0] == number:
                canvas.setFillGray(0)
                canvas.setFont(font(), 10.5)
                draw(canvas, cell, paper.places[cell])

    return over(paper.data, page)


def without(paper: OnPaper, cells: Sequence[Cell]) -> OnPaper:
    """The same paper printed with these cells blank."""
    return on_paper(paper.report.with_figures({cell: None for cell in cells}))


def _middle(place: Place) -> float:
    return (place[2] + place[4]) / 2


def struck(paper: OnPaper, chance: random.Random) -> Harmed:
    """A line through the figure: nothing is left."""
    cells, slope = some(paper, chance), chance.uniform(-2, 2)

    def draw(canvas: Canvas, cell: Cell, place: Place) -> None:
        y = _middle(place) + chance.uniform(-0.5, 0.8)
        canvas.setLineWidth(chance.choice((0.4, 1, 1.5)))
        canvas.line(place[1] + 1, y - slope, place[1] + 30, y + slope)

    return Harmed(at(paper, cells, draw), dict.fromkeys(cells))


def struck_and_written_beside(paper: OnPaper, chance: random.Random) -> Harmed:
    cells = [cell for cell in some(paper, chance) if cell.table == "disclosure"]

    def draw(canvas: Canvas, cell: Cell, place: Place) -> None:
        canvas.rect(place[1] + 1, _middle(place), 32, 0.6, stroke=0, fill=1)
        canvas.drawString(place[1] + 60, _middle(place) - 3.6, "88")

    return Harmed(at(paper, cells, draw), dict.fromkeys(cells, Decimal(88)))


def overprinted(paper: OnPaper, chance: random.Random) -> Harmed:
    """Another figure over the first: nobody can tell."""
    cells = some(paper, chance)

    def draw(canvas: Canvas, cell: Cell, place: Place) -> None:
        other = "5" if digits(paper.report.figures[cell]).startswith("4") else "4"
        canvas.drawString(place[1] + 2, _middle(place) - 3.6, other)

    return Harmed(at(paper, cells, draw), dict.fromkeys(cells))


def half_covered(paper: OnPaper, chance: random.Random) -> Harmed:
    """A white box over the first digit."""
    cells = some(paper, chance)

    def draw(canvas: Canvas, cell: Cell, place: Place) -> None:
        canvas.setFillGray(1)
        canvas.rect(place[1] + 1.5, place[2] + 2, 5.6, 15, stroke=0, fill=1)

    return Harmed(at(paper, cells, draw), dict.fromkeys(cells))


def covered(paper: OnPaper, chance: random.Random) -> Harmed:
    """A white box over the whole figure, and another one in its place or none."""
    cells = some(paper, chance)
    new = {cell: chance.choice((None, Decimal(chance.randint(10, 99)))) for cell in cells}

    def draw(canvas: Canvas, cell: Cell, place: Place) -> None:
        canvas.setFillGray(1)
        canvas.rect(place[1] + 1, place[2] + 1, place[3] - place[1] - 2, place[4] - place[2] - 2, stroke=0, fill=1)
        canvas.setFillGray(0)
        if (figure := new[cell]) is not None:
            canvas.drawString(place[1] + 5, _middle(place) - 3.6, str(figure))

    return Harmed(at(paper, cells, draw), new)


def pictures_of_figures(paper: OnPaper, chance: random.Random) -> Harmed:
    cells = some(paper, chance)
    blank = without(paper, cells)

    def draw(canvas: Canvas, cell: Cell, place: Place) -> None:
        image = Image.new("L", (120, 60), 255)
        ImageDraw.Draw(image).text((5, 5), digits(paper.report.figures[cell]), fill=0, font=ImageFont.load_default(40))
        canvas.drawImage(ImageReader(image), place[1] + 2, place[2] + 3, 24, 12)

    return Harmed(at(blank, cells, draw), dict.fromkeys(cells))


def outlines_of_figures(paper: OnPaper, chance: random.Random) -> Harmed:
    """Figures turned to outlines, as drawing programs do."""
    cells = some(paper, chance)

    def draw(canvas: Canvas, cell: Cell, place: Place) -> None:
        canvas.setLineWidth(1.2)
        x, y = place[1] + 12, _middle(place)
        canvas.circle(x, y + 3, 2.6)
        canvas.circle(x, y - 2.5, 2.9)

    return Harmed(at(without(paper, cells), cells, draw), dict.fromkeys(cells))


def seal_over_the_text(paper: OnPaper, chance: random.Random) -> Harmed:
    """A red seal with a see-through ground, over whatever is there."""
    seal = Image.new("RGBA", (300, 300), (0, 0, 0, 0))
    ImageDraw.Draw(seal).ellipse((10, 10, 290, 290), outline=(220, 0, 0, 255), width=12)
    image, x, y = ImageReader(seal), chance.randint(80, 380), chance.randint(150, 600)
    return Harmed(over(paper.data, lambda canvas, _: canvas.drawImage(image, x, y, 120, 120, mask="auto")))


def _annotation(document: pikepdf.Pdf, place: Place, entries: Dictionary, drawn: bytes | None) -> pikepdf.Object:
    """An annotation over a cell; `drawn`: its appearance."""
    _, x0, y0, x1, y1 = place
    made = Dictionary(Type=Name.Annot, Rect=Array([x0 + 1, y0 + 1, x1 - 1, y1 - 1]), F=4)
    for key, value in entries.items():
        made[key] = value
    if drawn is not None:
        helvetica = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica)
        look = document.make_stream(drawn)
        look.Type, look.Subtype = Name.XObject, Name.Form
        look.BBox = Array([0, 0, x1 - x0 - 2, y1 - y0 - 2])
        look.Resources = Dictionary(Font=Dictionary(Helv=helvetica))
        made.AP = Dictionary(N=look)
    return document.make_indirect(made)


def _annotated(
    paper: OnPaper, cells: Sequence[Cell], make: Callable[[pikepdf.Pdf, Cell, Place], pikepdf.Object]
) -> pikepdf.Pdf:
    document = pikepdf.open(io.BytesIO(paper.data))
    for number, page in enumerate(document.pages):
        here = [cell for cell in cells if paper.places[cell][0] == number]
        page.Annots = document.make_indirect(Array([make(document, cell, paper.places[cell]) for cell in here]))
    return document


def form_fields(paper: OnPaper, chance: random.Random) -> Harmed:
    """Figures typed into form fields, with the look that the program gave them or to be drawn by the viewer."""
    cells, drawn = some(paper, chance), chance.random() < 0.6
    hidden = chance.random() < 0.2

    def make(document: pikepdf.Pdf, cell: Cell, place: Place) -> pikepdf.Object:
        words = digits(paper.report.figures[cell])
        entries = Dictionary(Subtype=Name.Widget, FT=Name.Tx, T=str(cell), V=words, DA="/Helv 9 Tf 0 g")
        if hidden:
            entries.F = 2
        look = b"/Tx BMC q BT /Helv 9 Tf 0 g 2 4 Td (%s) Tj ET Q EMC" % words.encode()
        return _annotation(document, place, entries, look if drawn else None)

    document = _annotated(without(paper, cells), cells, make)
    helvetica = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica)
    fields = Array([field for page in document.pages for field in page.Annots])
    document.Root.AcroForm = Dictionary(
        Fields=fields, NeedAppearances=not drawn, DR=Dictionary(Font=Dictionary(Helv=helvetica)), DA="/Helv 9 Tf 0 g"
    )
    seen = {cell: None if hidden else paper.report.figures[cell] for cell in cells}
    return Harmed(saved(document), seen)


def notes_with_figures(paper: OnPaper, chance: random.Random) -> Harmed:
    """Figures written onto the page as free text of a viewer."""
    cells = some(paper, chance)

    def make(document: pikepdf.Pdf, cell: Cell, place: Place) -> pikepdf.Object:
        words = digits(paper.report.figures[cell])
        entries = Dictionary(Subtype=Name.FreeText, Contents=words, DA="/Helv 9 Tf 0 g")
        return _annotation(document, place, entries, b"BT /Helv 9 Tf 2 4 Td (%s) Tj ET" % words.encode())

    seen = {cell: paper.report.figures[cell] for cell in cells}
    return Harmed(saved(_annotated(without(paper, cells), cells, make)), seen)


def note_over_a_figure(paper: OnPaper, chance: random.Random) -> Harmed:
    """A white box of a viewer over the figure, with another one on it."""
    cells = some(paper, chance)
    look = b"1 g 0 0 400 40 re f 0 g BT /Helv 9 Tf 3 4 Td (77) Tj ET"

    def make(document: pikepdf.Pdf, cell: Cell, place: Place) -> pikepdf.Object:
        return _annotation(document, place, Dictionary(Subtype=Name.FreeText, Contents="77"), look)

    return Harmed(saved(_annotated(paper, cells, make)), dict.fromkeys(cells, Decimal(77)))


def struck_by_a_note(paper: OnPaper, chance: random.Random) -> Harmed:
    """删除线 of a viewer, with its look or without."""
    cells, drawn = some(paper, chance), chance.random() < 0.5

    def make(document: pikepdf.Pdf, cell: Cell, place: Place) -> pikepdf.Object:
        _, x0, y0, x1, y1 = place
        low, high, right = (y0 + y1) / 2 - 5, (y0 + y1) / 2 + 5, min(x1, x0 + 30)
        entries = Dictionary(
            Subtype=Name.StrikeOut, QuadPoints=Array([x0, high, right, high, x0, low, right, low]), C=Array([1, 0, 0])
        )
        entries.Rect = Array([x0, low, right, high])
        made = _annotation(document, (0, x0, low, right, high), entries, b"1 0 0 RG 1 w 0 4 m 99 4 l S")
        if not drawn:
            del made.AP
        return made

    return Harmed(saved(_annotated(paper, cells, make)), dict.fromkeys(cells))


def no_unicode(paper: OnPaper, chance: random.Random) -> Harmed:
    """Fonts that do not say which characters they print."""

    def change(document: pikepdf.Pdf, page: pikepdf.Page, number: int) -> None:
        for each in page.Resources.Font.values():
            if chance.random() < 0.7 and "/ToUnicode" in each:
                del each["/ToUnicode"]

    return Harmed(changed(paper.data, change))


def other_digits(paper: OnPaper, chance: random.Random) -> Harmed:
    """Fonts that say other digits than they print, as pages that forbid copying do."""
    shuffled = list("0123456789")
    chance.shuffle(shuffled)

    def change(document: pikepdf.Pdf, page: pikepdf.Page, number: int) -> None:
        for each in page.Resources.Font.values():
            if "/ToUnicode" in each:
                words = each.ToUnicode.read_bytes().decode("latin-1")
                lines = [
                    f"<{ord(shuffled[int(line[-2])]):04X}>" if line in _DIGIT_CODES else line
                    for line in words.replace("<", "\n<").replace(">", ">\n").split("\n")
                ]
                each.ToUnicode.write("".join(f"{line}\n" for line in lines).encode("latin-1"))

    return Harmed(changed(paper.data, change))


_DIGIT_CODES = {f"<003{n}>" for n in range(10)}

HARMS: dict[str, Harm] = {
    harm.__name__: harm
    for harm in (
        struck,
        struck_and_written_beside,
        overprinted,
        half_covered,
        covered,
        pictures_of_figures,
        outlines_of_figures,
        seal_over_the_text,
        form_fields,
        notes_with_figures,
        note_over_a_figure,
        struck_by_a_note,
        no_unicode,
        other_digits,
    )
}
