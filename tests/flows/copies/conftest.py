"""A report that may be published, its draft on the disk, and patience with a child process."""

from __future__ import annotations

from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from app.acts import examine
from app.model.draft import open_draft, save_draft
from app.model.report import Reason, Report
from app.paths import examples
from tests.flows.copies.shared import WAIT, Until


@pytest.fixture
def until(qtbot: QtBot) -> Until:
    return lambda condition: qtbot.waitUntil(condition, timeout=WAIT)


@pytest.fixture
def own() -> Report:
    """A report that may be published."""
    report = open_draft(examples() / "示例县自然资源局2025.gknb")
    for finding in examine(report).findings:
        report = report.with_reason(finding.anchor, Reason("经核实情况属实", finding.values(report)))
    return report


@pytest.fixture
def draft(own: Report, tmp_path: Path) -> Path:
    path = tmp_path / "年报.gknb"
    save_draft(own, path)
    return path
