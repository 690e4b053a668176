"""What a PDF of a report may have on it besides the report, kind by kind, each as many ways as chance gives."""

from __future__ import annotations

import io
import math
import random
from collections.abc import Callable

import pikepdf
from PIL import Image, ImageDraw, ImageFont
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from tests.documents.read.on_paper import HEIGHT, WIDTH, OnPaper, changed, drawing, font, over, turned, wrapped

Kind = Callable[[OnPaper, random.Random], bytes]

_STAMPS = ("内部资料", "2025", "COPY", "131", "草稿 3", "示例县人民政府办公室", "5", "No.20251017", "严禁外传")


def _slanted(canvas: Canvas, chance: random.Random, text: str) -> None:
    """Grey words across the page, once or as a pattern."""
    angle = chance.choice((45, -45, 30, 60, 15, 330, 10, 52.3))
    size = chance.choice((12, 20, 36, 80))
    canvas.setFillGray(chance.choice((0.5, 0.75, 0.85)))
    canvas.setFont(font(), size)
    places = [(150, 300)] if size == 80 else [(x, y) for x in range(40, 560, 130) for y in range(60, 800, 110)]
    for x, y in places:
        canvas.saveState()
        canvas.translate(x + chance.randint(-9, 9), y)
        canvas.rotate(angle)
        canvas.drawString(0, 0, text)
        canvas.restoreState()


def slanted_stamp(paper: OnPaper, chance: random.Random) -> bytes:
    seed, text, under = chance.random(), chance.choice(_STAMPS), chance.random() < 0.5
    return over(paper.data, lambda canvas, _: _slanted(canvas, random.Random(seed), text), under=under)


def big_grey_letters(paper: OnPaper, chance: random.Random) -> bytes:
    """Upright, across the middle of each page."""
    text, size, grey = (
        chance.choice(("草稿", "内部资料", "2025", "样本")),
        chance.randint(60, 120),
        chance.uniform(0.5, 0.9),
    )

    def draw(canvas: Canvas, number: int) -> None:
        canvas.setFillGray(grey)
        canvas.setFont(font(), size)
        for y in (500, 250):
            canvas.drawCentredString(WIDTH / 2, y, text)

    return over(paper.data, draw, under=chance.random() < 0.5)


def pale_small_pattern(paper: OnPaper, chance: random.Random) -> bytes:
    """Upright, small and pale, all over the page."""
    text, size = chance.choice(("2025", "内部资料 7", "县政府办")), chance.randint(8, 14)
    grey, dx = chance.uniform(0.7, 0.9), chance.randint(-20, 20)

    def draw(canvas: Canvas, number: int) -> None:
        canvas.setFillGray(grey)
        canvas.setFont(font(), size)
        for x in range(20, 560, 90):
            for y in range(40, 820, 37):
                canvas.drawString(x + dx, y, text)

    return over(paper.data, draw, under=True)


def picture(text: str, size: tuple[int, int] = (600, 600), grey: int = 200, slant: int = 30) -> Image.Image:
    image = Image.new("L", size, 255)
    ImageDraw.Draw(image).text((40, size[1] // 2), text, fill=grey, font=ImageFont.load_default(60))
    return image.rotate(slant, fillcolor=255)


def picture_stamp(paper: OnPaper, chance: random.Random) -> bytes:
    image = ImageReader(picture("COPY 2025", grey=chance.randint(150, 230), slant=chance.randint(0, 60)))
    return over(paper.data, lambda canvas, _: canvas.drawImage(image, 50, 100, 480, 640), under=True)


def layer_switched_off(paper: OnPaper, chance: random.Random) -> bytes:
    """Other figures in a layer that is not shown."""
    shift = chance.randint(-3, 3)

    def change(document: pikepdf.Pdf, page: pikepdf.Page, number: int) -> None:
        layer = document.make_indirect(pikepdf.Dictionary(Type=pikepdf.Name.OCG, Name="旧"))
        properties = document.Root.get("/OCProperties")
        if properties is None:
            off = pikepdf.Dictionary(OFF=pikepdf.Array())
            document.Root.OCProperties = pikepdf.Dictionary(OCGs=pikepdf.Array(), D=off)
            properties = document.Root.OCProperties
        properties.OCGs.append(layer)
        properties.D.OFF.append(layer)
        page.Resources.Properties = pikepdf.Dictionary(Old=layer)
        page.Resources.Font.Old = pikepdf.Dictionary(
            Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica
        )
        words = b"".join(
            b"BT /Old 9 Tf 1 0 0 1 %f %f Tm (77) Tj ET " % (x0 + 9 + shift, (y0 + y1) / 2 - 3)
            for at, x0, y0, x1, y1 in paper.places.values()
            if at == number
        )
        wrapped(page, document, b"", b"/OC /Old BDC " + words + b" EMC")

    return changed(paper.data, change)


def upside_down(paper: OnPaper, chance: random.Random) -> bytes:
    return turned(paper.data, chance, 2)


def on_its_side(paper: OnPaper, chance: random.Random) -> bytes:
    return turned(paper.data, chance, chance.choice((1, 3)))


def rotate_entry(paper: OnPaper, chance: random.Random) -> bytes:
    """Some pages shown turned by their /Rotate."""

    def change(document: pikepdf.Pdf, page: pikepdf.Page, number: int) -> None:
        page.Rotate = chance.choice((0, 90, 180, 270))

    return changed(paper.data, change)


def both_ways_of_turning(paper: OnPaper, chance: random.Random) -> bytes:
    """Turned by the matrix and back by /Rotate: upright to the eye."""
    quarter = chance.choice((1, 2, 3))

    def change(document: pikepdf.Pdf, page: pikepdf.Page, number: int) -> None:
        page.Rotate = 90 * quarter

    return changed(turned(paper.data, chance, quarter), change)


def askew(paper: OnPaper, chance: random.Random) -> bytes:
    """Laid askew by a degree or two, as a printer driver or a scanner's software does."""
    angle = math.radians(chance.uniform(-2, 2))
    cos, sin = math.cos(angle), math.sin(angle)
    return changed(
        paper.data,
        lambda document, page, _: wrapped(page, document, b"%f %f %f %f 10 -6 cm" % (cos, sin, -sin, cos)),
    )


def scaled(paper: OnPaper, chance: random.Random) -> bytes:
    """Smaller or larger than it was made."""
    factor = chance.uniform(0.5, 1.5)

    def change(document: pikepdf.Pdf, page: pikepdf.Page, number: int) -> None:
        wrapped(page, document, b"%f 0 0 %f 0 0 cm" % (factor, factor))
        page.MediaBox = [0, 0, WIDTH * factor, HEIGHT * factor]

    return changed(paper.data, change)


def moved_box(paper: OnPaper, chance: random.Random) -> bytes:
    """The sheet does not begin at 0, 0."""
    x, y = chance.randint(-500, 500), chance.randint(-500, 500)

    def change(document: pikepdf.Pdf, page: pikepdf.Page, number: int) -> None:
        wrapped(page, document, b"1 0 0 1 %d %d cm" % (x, y))
        page.MediaBox = [x, y, x + WIDTH, y + HEIGHT]

    return changed(paper.data, change)


def drawn_within_a_drawing(paper: OnPaper, chance: random.Random) -> bytes:
    """The whole page is one drawing that is placed on another, as imposition programs do."""
    source = pikepdf.open(io.BytesIO(paper.data))
    document = pikepdf.new()
    for page in source.pages:
        sheet = document.add_blank_page(page_size=(WIDTH, HEIGHT))
        sheet.add_overlay(page)
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def outside_the_page(paper: OnPaper, chance: random.Random) -> bytes:
    """Words beyond the crop marks, which nobody sees."""

    def change(document: pikepdf.Pdf, page: pikepdf.Page, number: int) -> None:
        page.MediaBox = [-200, -200, WIDTH + 200, HEIGHT + 200]
        page.CropBox = [0, 0, WIDTH, HEIGHT]

    def draw(canvas: Canvas, number: int) -> None:
        canvas.setFont(font(), 12)
        for y in range(-100, 900, 60):
            canvas.drawString(-150, y, "裁切线外 131")
            canvas.drawString(WIDTH + 40, y, "99")

    document = pikepdf.open(io.BytesIO(changed(paper.data, change)))
    for page in document.pages:
        stamp = drawing(lambda canvas: draw(canvas, 0))
        stamp.pages[0].MediaBox = [-200, -200, WIDTH + 200, HEIGHT + 200]
        page.add_overlay(stamp.pages[0], pikepdf.Rectangle(-200, -200, WIDTH + 200, HEIGHT + 200))
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def _in_boxes(canvas: Canvas, paper: OnPaper, number: int, text: str, size: float) -> None:
    """Words in every box of the tables on a page."""
    canvas.setFont(font(), size)
    for at, x0, y0, _, y1 in paper.places.values():
        if at == number:
            canvas.drawString(x0 + 9, (y0 + y1) / 2 - 4, text)


def white_on_white(paper: OnPaper, chance: random.Random) -> bytes:
    text, white = str(chance.randint(1, 99)), chance.choice((1.0, 0.98, 0.96))

    def draw(canvas: Canvas, number: int) -> None:
        canvas.setFillGray(white)
        _in_boxes(canvas, paper, number, text, 9)
        canvas.drawString(80, 800, "看不见的一行字 131 件")

    return over(paper.data, draw, under=True)


def invisible_mode(paper: OnPaper, chance: random.Random) -> bytes:
    text = str(chance.randint(1, 99))

    def draw(canvas: Canvas, number: int) -> None:
        for at, x0, y0, _, y1 in paper.places.values():
            if at == number:
                words = canvas.beginText(x0 + 9, (y0 + y1) / 2 - 4)
                words.setFont(font(), 9)
                words.setTextRenderMode(3)
                words.textOut(text)
                canvas.drawText(words)

    return over(paper.data, draw, under=chance.random() < 0.5)


def fully_transparent(paper: OnPaper, chance: random.Random) -> bytes:
    def draw(canvas: Canvas, number: int) -> None:
        canvas.setFillAlpha(chance.choice((0.0, 0.02)))
        _in_boxes(canvas, paper, number, "8", 9)

    return over(paper.data, draw)


def tiny(paper: OnPaper, chance: random.Random) -> bytes:
    return over(paper.data, lambda canvas, number: _in_boxes(canvas, paper, number, "6", chance.choice((0.1, 1))))


def clipped_away(paper: OnPaper, chance: random.Random) -> bytes:
    def draw(canvas: Canvas, number: int) -> None:
        path = canvas.beginPath()
        path.rect(0, 0, 5, 5)
        canvas.clipPath(path, stroke=0)
        _in_boxes(canvas, paper, number, "4", 9)

    return over(paper.data, draw)


def covered_and_printed_anew(paper: OnPaper, chance: random.Random) -> bytes:
    """Other figures first, white boxes over them, then the report's own: what a mended file looks like inside."""
    below = over(paper.data, lambda canvas, number: _in_boxes(canvas, paper, number, "55", 9))
    above = pikepdf.open(io.BytesIO(paper.data))
    document = pikepdf.open(io.BytesIO(below))
    for number, page in enumerate(document.pages):
        white = drawing(_white)
        page.add_overlay(white.pages[0])
        page.add_overlay(above.pages[number])
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def _white(canvas: Canvas) -> None:
    canvas.setFillGray(1)
    canvas.rect(0, 0, WIDTH, HEIGHT, stroke=0, fill=1)


def covered_by_a_picture(paper: OnPaper, chance: random.Random) -> bytes:
    """Words in the margin below a pasted picture."""
    image = ImageReader(Image.new("L", (40, 20), chance.choice((255, 200))))

    def draw(canvas: Canvas, number: int) -> None:
        canvas.setFont(font(), 12)
        canvas.drawString(100, 790, "旧的一行 131 件")
        canvas.drawImage(image, 90, 780, 300, 30)

    return over(paper.data, draw)


def printed_twice(paper: OnPaper, chance: random.Random) -> bytes:
    """Bold made by printing again, a little aside."""
    document = pikepdf.open(io.BytesIO(paper.data))
    again = pikepdf.open(io.BytesIO(paper.data))
    shift = chance.uniform(0, 0.5)
    for number, page in enumerate(document.pages):
        page.add_overlay(again.pages[number], pikepdf.Rectangle(shift, 0, WIDTH + shift, HEIGHT))
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def coloured_ground(paper: OnPaper, chance: random.Random) -> bytes:
    """Coloured bands behind the page."""

    def draw(canvas: Canvas, number: int) -> None:
        for y in range(0, 842, 40):
            canvas.setFillColorRGB(*(chance.uniform(0.8, 1) for _ in range(3)))
            canvas.rect(60, y, 480, 20, stroke=0, fill=1)

    return over(paper.data, draw, under=True)


def page_frame(paper: OnPaper, chance: random.Random) -> bytes:
    """A frame around every page."""

    def draw(canvas: Canvas, number: int) -> None:
        canvas.rect(40, 40, 515, 762)
        canvas.rect(44, 44, 507, 754)

    return over(paper.data, draw)


def running_heads(paper: OnPaper, chance: random.Random) -> bytes:
    """What a browser prints on every page."""
    title = f"{paper.report.organ.name}{paper.report.year}年政府信息公开工作年度报告_信息公开"
    when = chance.choice(("2026/1/19 15:04", "1/19/26, 3:04 PM", "2026-01-19 15:04:11", "2026年1月19日 15:04"))
    address = chance.choice(("https://www.qinghe.example/xxgk/1017/t2026_3.html", "file:///C:/Users/a/Desktop/a.html"))
    pages = len(pikepdf.open(io.BytesIO(paper.data)).pages)

    def draw(canvas: Canvas, number: int) -> None:
        canvas.setFont(font(), 8)
        canvas.drawString(30, 815, when)
        canvas.drawCentredString(WIDTH / 2 + 30, 815, title)
        canvas.drawString(30, 20, address)
        canvas.drawRightString(565, 20, f"{number + 1}/{pages}")

    return over(paper.data, draw)


def marked_watermark(paper: OnPaper, chance: random.Random) -> bytes:
    """Upright and as dark as the text, but called a watermark by the file itself."""
    x, y = chance.randint(60, 300), chance.randint(100, 700)

    def change(document: pikepdf.Pdf, page: pikepdf.Page, number: int) -> None:
        page.Resources.Font.Wm = pikepdf.Dictionary(
            Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica
        )
        words = b"BT /Wm 14 Tf 1 0 0 1 %d %d Tm (DRAFT 2025) Tj ET" % (x, y)
        wrapped(page, document, b"", b"/Artifact <</Type /Pagination /Subtype /Watermark>> BDC " + words + b" EMC")

    return changed(paper.data, change)


HARMLESS: dict[str, Kind] = {
    kind.__name__: kind
    for kind in (
        slanted_stamp,
        big_grey_letters,
        pale_small_pattern,
        picture_stamp,
        layer_switched_off,
        upside_down,
        on_its_side,
        rotate_entry,
        both_ways_of_turning,
        askew,
        scaled,
        moved_box,
        drawn_within_a_drawing,
        outside_the_page,
        white_on_white,
        invisible_mode,
        fully_transparent,
        tiny,
        clipped_away,
        covered_and_printed_anew,
        covered_by_a_picture,
        printed_twice,
        coloured_ground,
        page_frame,
        running_heads,
        marked_watermark,
    )
}
"""Kinds after which a person still sees the report, whole."""
