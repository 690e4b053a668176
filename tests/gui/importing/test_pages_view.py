"""The pages of a stranger's PDF are painted in a child: whatever they hold, the window goes on."""

from __future__ import annotations

import io
from pathlib import Path

import pikepdf
import pytest
from pytestqt.qtbot import QtBot

from app.documents.read import page_pictures
from app.documents.read.pool import Pool
from app.documents.recognise.raw import Spot
from app.documents.write.outline import outline
from app.documents.write.to_pdf import pdf_bytes
from app.gui.importing.source_view import SourceView
from tests.reports import filled


def report_with(page: str, count: int = 1) -> bytes:
    """Our own PDF, then pages that show this."""
    document = pikepdf.open(io.BytesIO(pdf_bytes(outline(filled()))))
    document.add_blank_page(page_size=(595, 842))
    document.pages[-1].Contents = document.make_stream(page.encode())
    for _ in range(count - 1):
        document.pages.append(document.pages[-1])
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def tiled() -> bytes:
    """A page filled with a pattern of steps so small that painting it takes for ever."""
    document = pikepdf.open(io.BytesIO(pdf_bytes(outline(filled()))))
    pattern = document.make_stream(
        b"0 0 0.001 0.001 re f",
        Type=pikepdf.Name.Pattern,
        PatternType=1,
        PaintType=1,
        TilingType=1,
        BBox=[0, 0, 0.001, 0.001],
        XStep=0.0005,
        YStep=0.0005,
        Resources=pikepdf.Dictionary(),
    )
    page = document.pages[0]
    page.Resources.Pattern = pikepdf.Dictionary(P=pattern)
    page.Contents = document.make_stream(b"/Pattern cs /P scn 0 0 595 842 re f")
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


@pytest.fixture
def shown(qtbot: QtBot, tmp_path: Path):  # noqa: ANN201
    def show(data: bytes) -> SourceView:
        path = tmp_path / "a.pdf"
        path.write_bytes(data)
        view = SourceView(["总计 12"], path)
        qtbot.addWidget(view)
        view.resize(700, 600)
        view.show()
        return view

    return show


def test_pages_in_sight_are_painted_and_others_are_not(qtbot: QtBot, shown) -> None:  # noqa: ANN001
    view = shown(report_with("", 100))
    assert view.pages is not None
    pages = view.pages
    qtbot.waitUntil(lambda: pages.pictures.get(0) is not None, timeout=20_000)
    assert pages.pages is not None
    assert len(pages.pages.pages) == page_pictures.MOST_PAGES < pages.pages.count
    assert len(pages.pictures) < 4
    bar = pages.verticalScrollBar()
    bar.setValue(bar.maximum())
    last = page_pictures.MOST_PAGES - 1
    qtbot.waitUntil(lambda: pages.pictures.get(last) is not None, timeout=20_000)


def test_marking_turns_to_the_page_of_the_words(qtbot: QtBot, shown) -> None:  # noqa: ANN001
    view = shown(report_with(""))
    pages = view.pages
    assert pages is not None
    view.mark("行政复议 行政诉讼 未经复议直接起诉")  # before the pages are known
    qtbot.waitUntil(lambda: pages.current > 0, timeout=20_000)
    assert pages.pages is not None
    assert "未经复议直接起诉" in "".join(pages.pages.pages[pages.current].words.split())


def test_a_page_that_cannot_be_painted_is_told_and_holds_up_nothing(qtbot: QtBot, shown, monkeypatch) -> None:  # noqa: ANN001
    monkeypatch.setattr(page_pictures, "SECONDS", 1.0)
    view = shown(tiled())
    pages = view.pages
    assert pages is not None
    turns = 0

    def painted() -> bool:
        nonlocal turns
        turns += 1
        return 0 in pages.pictures

    qtbot.waitUntil(painted, timeout=20_000)
    assert pages.pictures[0] is None
    assert turns > 3  # the window's events went on meanwhile


@pytest.mark.parametrize("data", [b"%PDF-1.7 nothing", report_with("")[:400]])
def test_a_file_without_pages_shows_its_words_alone(qtbot: QtBot, shown, data: bytes) -> None:  # noqa: ANN001
    view = shown(data)
    assert view.pages is not None
    with qtbot.waitSignal(view.pages.none, timeout=20_000):
        pass


def test_a_view_that_is_closed_stops_what_is_painted_for_it(qtbot: QtBot, shown) -> None:  # noqa: ANN001
    view = shown(tiled())
    assert view.pages is not None
    pages = view.pages
    qtbot.waitUntil(lambda: pages.pages is not None, timeout=20_000)
    view.deleteLater()
    assert page_pictures.picture_of(report_with(""), 0, 100) is not None


def test_a_page_of_any_size_is_a_picture_of_bounded_size() -> None:
    pool = Pool()
    for size in ((3, 14400), (14400, 3), (14400, 14400), (3, 3)):
        document = pikepdf.new()
        document.add_blank_page(page_size=size)
        file = io.BytesIO()
        document.save(file)
        picture = page_pictures.picture_of(file.getvalue(), 0, 900, pool=pool)
        assert picture is not None
        assert len(picture.pixels) == picture.stride * picture.height <= 60_000_000
    pool.close()


def test_one_broken_page_takes_no_other_with_it() -> None:
    pool = Pool()
    document = pikepdf.new()
    for _ in range(3):
        document.add_blank_page(page_size=(595, 842))
    document.Root.Pages.Kids[1] = document.make_indirect(pikepdf.Dictionary(Type=pikepdf.Name.X))
    file = io.BytesIO()
    document.save(file)
    pages = page_pictures.pages_of(file.getvalue(), pool=pool)
    assert pages is not None and len(pages.pages) == pages.count == 3
    painted = [page_pictures.picture_of(file.getvalue(), number, 100, pool=pool) is not None for number in range(3)]
    assert painted[0] and painted[2]
    pool.close()


def test_the_figure_she_is_at_is_framed_on_its_page(qtbot: QtBot, shown) -> None:  # noqa: ANN001
    view = shown(report_with(""))
    pages = view.pages
    assert pages is not None
    qtbot.waitUntil(lambda: pages.pages is not None and pages.pictures.get(0) is not None, timeout=20_000)
    last = len(pages.pages.pages) - 1  # type: ignore[union-attr]
    view.mark("总计 12", Spot(last, 0.5, 0.5, 0.6, 0.52))
    qtbot.waitUntil(lambda: pages.pictures.get(last - 1) is not None, timeout=20_000)
    frame = pages.frame
    assert frame is not None and pages.viewport().rect().contains(frame)
    picture = pages.viewport().grab().toImage()
    edge = picture.pixelColor(frame.left() * picture.width() // pages.viewport().width(), frame.center().y())
    assert edge.red() > 120 > edge.blue()
    view.mark("总计 12")
    assert pages.frame is None
