"""The clerk."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QApplication

from tests.conftest import Answers
from tests.flows.clerk import Clerk


@pytest.fixture
def clerk(qapp: QApplication, answers: Answers) -> Iterator[Clerk]:
    her = Clerk(answers)
    yield her
    her.ends()
