"""The tabs on the right live through changes of size and appearance while a whole report is open."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QApplication

from app.acts import examine
from app.gui.look import style_sheet as look
from app.gui.look import theme
from app.gui.program import application
from app.gui.program.application import Application
from app.model.draft import open_draft, save_draft
from app.model.report import Reason, Status
from app.paths import examples


@pytest.fixture
def program(qapp: QApplication) -> Iterator[Application]:
    font, palette, style = QFont(qapp.font()), qapp.palette(), qapp.styleSheet()
    running = application.create([])
    yield running
    running.end()
    qapp.setStyleSheet(style)
    qapp.setPalette(palette)
    qapp.setFont(font)


@pytest.fixture
def whole(tmp_path: Path) -> Path:
    """Last year attached, reasons given, published."""
    report = open_draft(examples() / "示例县自然资源局2025.gknb")
    report = replace(
        report, previous=replace(report, year=2024, previous=None), status=Status("published", "2026-01-28")
    )
    for finding in examine(report).findings:
        report = report.with_reason(finding.anchor, Reason("经核实情况属实", finding.values(report)))
    path = tmp_path / "年报.gknb"
    save_draft(report, path)
    return path


def test_zoom_and_dark_with_each_tab_open(program: Application, whole: Path, qapp: QApplication) -> None:
    program.start([whole])
    (window,) = program.windows
    for number in range(window.side.count()):
        window.side.setCurrentIndex(number)
        for appearance, zoom in (("dark", 150), ("light", 100)):
            look.apply(qapp, appearance, zoom)
            QApplication.processEvents()
            assert theme.zoom() == zoom / 100


def test_nothing_in_the_status_line_is_cut(program: Application, whole: Path) -> None:
    program.start([whole])
    (window,) = program.windows
    for width, height in ((1366, 698), (1093, 614)):
        window.resize(width, height)
        QApplication.processEvents()
        status = window.status
        for widget in (status.saved, status.state, status.cell, status.last_year, status.zoom, status.edition):
            assert not widget.isVisible() or widget.width() >= widget.sizeHint().width(), widget.accessibleName()
