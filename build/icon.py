"""Draws the icons of the program and of its drafts, each size on its own pixel grid, and the installer's picture.

Run it after a change: QT_QPA_PLATFORM=offscreen .venv/bin/python build/icon.py
"""

from __future__ import annotations

import struct
from collections import Counter
from pathlib import Path

from PySide6.QtCore import QBuffer, QByteArray, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QGuiApplication, QImage, QLinearGradient, QPainter, QPainterPath, QPen

BUILD = Path(__file__).resolve().parent
FOLDER = BUILD.parent / "resources" / "icons"
SIZES = (16, 20, 24, 32, 40, 48, 64, 96, 128, 256)  # what Windows asks for at 100 to 250 % scaling

BLUE, DEEP_BLUE, RED, GREEN = QColor("#2f74dd"), QColor("#174a9c"), QColor("#d6322a"), QColor("#1f8a4c")
PAPER, GRID, CELL, EDGE = QColor("#ffffff"), QColor("#8fb0e2"), QColor("#dce8fa"), QColor("#8a97a8")


def program_icon(size: int) -> QImage:
    """A report with the red line of an official paper and its table, ticked off, on a blue ground."""
    image, painter = _canvas(size)
    ground = QLinearGradient(0, 0, 0, size)
    ground.setColorAt(0, BLUE)
    ground.setColorAt(1, DEEP_BLUE)
    painter.setBrush(ground)
    margin = size // 32
    painter.drawRoundedRect(QRectF(margin, margin, size - 2 * margin, size - 2 * margin), size * 0.19, size * 0.19)
    left, top = round(size * 0.2), round(size * 0.13)
    sheet = QRectF(left, top, size - 2 * left, size - 2 * top)
    painter.setBrush(PAPER)
    painter.drawRoundedRect(sheet, size * 0.035, size * 0.035)
    _report(painter, sheet, size)
    if size >= 24:
        _tick(painter, size)
    painter.end()
    return image


def draft_icon(size: int) -> QImage:
    """The same report as a loose sheet with a folded corner, like other files in a folder."""
    image, painter = _canvas(size)
    line = max(1.0, size / 64)
    left, top = round(size * 0.14), max(1, round(size * 0.04))
    sheet = QRectF(left, top, size - 2 * left, size - 2 * top)
    fold = round(size * 0.2)
    path = QPainterPath(sheet.topLeft())
    for x, y in (
        (sheet.right() - fold, sheet.top()),
        (sheet.right(), sheet.top() + fold),
        (sheet.right(), sheet.bottom()),
        (sheet.left(), sheet.bottom()),
    ):
        path.lineTo(x, y)
    path.closeSubpath()
    painter.setBrush(PAPER)
    painter.setPen(QPen(EDGE, line))
    painter.drawPath(path.translated(line / 2, line / 2) if line == 1 else path)
    corner = QPainterPath(QPointF(sheet.right() - fold, sheet.top()))
    corner.lineTo(sheet.right() - fold, sheet.top() + fold)
    corner.lineTo(sheet.right(), sheet.top() + fold)
    corner.closeSubpath()
    painter.setBrush(CELL)
    painter.drawPath(corner.translated(line / 2, line / 2) if line == 1 else corner)
    painter.setPen(Qt.PenStyle.NoPen)
    _report(painter, sheet.adjusted(0, round(size * 0.14), 0, 0), size)
    painter.end()
    return image


def _canvas(size: int) -> tuple[QImage, QPainter]:
    image = QImage(size, size, QImage.Format.Format_ARGB32)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    return image, painter


def _report(painter: QPainter, sheet: QRectF, size: int) -> None:
    """Red line and table, on whole pixels."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
    inset = max(2, round(size * 0.09))
    line = max(1, round(size / 40))
    left, width = int(sheet.left()) + inset, int(sheet.width()) - 2 * inset
    y = int(sheet.top()) + max(2, round(size * 0.1))
    red = max(1, round(size * 0.055))
    painter.fillRect(left, y, width, red, RED)
    y += red + max(1, round(size * 0.075))
    rows, columns = (3, 2) if size < 32 else (4, 3)
    row = max(line + 1, (int(sheet.bottom()) - inset - y - line) // rows)
    column = (width - line) // columns
    painter.fillRect(left, y, columns * column + line, row, CELL)
    painter.fillRect(left, y, column, rows * row, CELL)
    for number in range(rows + 1):
        painter.fillRect(left, y + number * row, columns * column + line, line, GRID)
    for number in range(columns + 1):
        painter.fillRect(left + number * column, y, line, rows * row + line, GRID)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)


def _tick(painter: QPainter, size: int) -> None:
    centre, radius = QPointF(size * 0.735, size * 0.735), size * 0.205
    painter.setBrush(PAPER)
    painter.drawEllipse(centre, radius + size * 0.03, radius + size * 0.03)
    painter.setBrush(GREEN)
    painter.drawEllipse(centre, radius, radius)
    pen = QPen(PAPER, max(1.6, size * 0.055), Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin)
    painter.setPen(pen)
    painter.drawPolyline([centre + QPointF(x, y) * radius for x, y in ((-0.48, 0.03), (-0.13, 0.38), (0.5, -0.33))])
    painter.setPen(Qt.PenStyle.NoPen)


def welcome() -> QImage:
    """The left side of the installer's first page: 164×314, drawn at twice that size for screens at 200 %.

    White as the page is: its place is not of the same shape on every Windows.
    """
    image = QImage(328, 628, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.white)
    painter = QPainter(image)
    painter.drawImage((image.width() - 192) // 2, 190, program_icon(192))
    painter.end()
    return image.convertToFormat(QImage.Format.Format_Indexed8, _palette(image))


def _palette(image: QImage) -> list[int]:
    """The commonest 256 colours."""
    count = Counter(image.pixel(x, y) for x in range(image.width()) for y in range(image.height()))
    return [colour for colour, _ in count.most_common(256)]


def ico(images: list[QImage]) -> bytes:
    """Windows's icon file: a directory of PNG pictures."""
    pictures = [_png(image) for image in images]
    offset = 6 + 16 * len(pictures)
    directory = struct.pack("<HHH", 0, 1, len(pictures))
    for image, picture in zip(images, pictures, strict=True):
        side = image.width() % 256  # 256 is written as 0
        directory += struct.pack("<BBBBHHII", side, side, 0, 0, 1, 32, len(picture), offset)
        offset += len(picture)
    return directory + b"".join(pictures)


def _png(image: QImage) -> bytes:
    data = QByteArray()
    buffer = QBuffer(data)
    buffer.open(QBuffer.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")
    return bytes(data.data())


def main() -> None:
    application = QGuiApplication([])
    FOLDER.mkdir(exist_ok=True)
    for name, draw in (("nianbao", program_icon), ("draft", draft_icon)):
        images = [draw(size) for size in SIZES]
        (FOLDER / f"{name}.ico").write_bytes(ico(images))
        images[-1].save(str(FOLDER / f"{name}.png"))
    welcome().save(str(BUILD / "windows" / "welcome.bmp"))
    del application


if __name__ == "__main__":
    main()
