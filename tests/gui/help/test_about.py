"""关于公开年报: every part that is shipped stands there with its version and its licence to be read."""

from __future__ import annotations

import re

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QPlainTextEdit, QPushButton, QTableWidget

from app import __version__
from app.gui.help.about import AboutDialog, parts
from app.gui.look import labels
from app.paths import resource
from tests.where import ROOT


@pytest.fixture
def about(qtbot) -> AboutDialog:
    dialog = AboutDialog(None)
    qtbot.addWidget(dialog)
    dialog.show()
    qtbot.waitExposed(dialog)
    return dialog


def test_every_shipped_package_and_font_is_a_part_with_its_version() -> None:
    shown = {part.name.lower(): part.version for part in parts()}
    pins = dict(
        re.findall(r"^([a-z0-9-]+)==(\S+)", (ROOT / "build" / "requirements.txt").read_text("utf-8"), re.MULTILINE)
    )
    qt = {name for name in pins if name.startswith(("pyside6", "shiboken6"))}
    assert {pins[name] for name in qt} == {shown["qt、pyside6、shiboken6"]}
    assert {name: shown.get(name) for name in pins if name not in qt} == {
        name: version for name, version in pins.items() if name not in qt
    }
    assert all(part.use and part.licence for part in parts())


def test_every_licence_that_is_kept_can_be_read() -> None:
    kept = {("licences", path.name) for path in resource("licences").glob("*.txt")}
    kept |= {("fonts", path.name) for path in resource("fonts").glob("LICENSE-*")}
    assert {file for part in parts() for file in part.files} == kept
    assert all(len(part.text()) > 300 for part in parts())


def test_fonts_stand_with_the_versions_that_their_licences_name() -> None:
    for part in parts():
        ((folder, file), *_) = part.files
        if folder == "fonts":
            from fontTools.ttLib import TTFont

            text = resource(folder, file).read_text("utf-8")
            made = TTFont(resource("fonts", re.findall(r"[a-z]+\.ttf", text)[0]))["name"].getDebugName(5)
            assert part.version in text or part.version in made, part.name


def test_it_shows_the_licence_of_the_part_that_is_chosen_by_keys_too(about: AboutDialog, qtbot) -> None:
    table, text = about.findChild(QTableWidget), about.findChild(QPlainTextEdit)
    assert "GNU Lesser General Public License" in text.toPlainText() and "GNU GENERAL PUBLIC" in text.toPlainText()
    table.setFocus()
    for part in parts()[1:]:
        qtbot.keyClick(table, Qt.Key.Key_Down)
        assert text.toPlainText() == part.text()
    assert text.isReadOnly()


def test_it_says_the_version_and_closes_by_its_button(about: AboutDialog) -> None:
    assert any(__version__ in label.text() for label in about.findChildren(type(labels.words())))
    about.findChild(QPushButton).click()
    assert not about.isVisible()
    assert QApplication.activeModalWidget() is None
