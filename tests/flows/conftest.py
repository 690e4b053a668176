"""The clerk, and a draft of hers."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from app.model.draft import save_draft
from tests.conftest import Answers
from tests.flows.clerk import Clerk
from tests.reports import balanced


@pytest.fixture
def clerk(qapp: QApplication, answers: Answers) -> Iterator[Clerk]:
    her = Clerk(answers)
    yield her
    her.ends()


@pytest.fixture
def draft(tmp_path: Path) -> Path:
    """A balanced draft on the disk; some files have one of their own."""
    path = tmp_path / "年报.gknb"
    save_draft(balanced(1), path)
    return path
