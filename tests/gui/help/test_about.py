"""关于公开年报: every component that is shipped stands there with its version and its licence to be read."""

from __future__ import annotations

import re

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QPlainTextEdit, QPushButton, QTableWidget

from app import __version__
from app.gui.help.about import AboutDialog, components
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
    shown = {component.name.lower(): component.version for component in components()}
    pins = dict(
        re.findall(r"^([a-z0-9-]+)==(\S+)", (ROOT / "build" / "requirements.txt").read_text("utf-8"), re.MULTILINE)
    )
    qt = {name for name in pins if name.startswith(("pyside6", "shiboken6"))}
    assert {pins[name] for name in qt} == {shown["qt、pyside6、shiboken6"]}
    assert {name: shown.get(name) for name in pins if name not in qt} == {
        name: version for name, version in pins.items() if name not in qt
    }
    assert all(component.use and component.licence for component in components())


def test_every_licence_that_is_kept_can_be_read() -> None:
    kept = {("licences", path.name) for path in resource("licences").glob("*.txt")}
    kept |= {("fonts", path.name) for path in resource("fonts").glob("LICENSE-*")}
    assert {file for component in components() for file in component.files} == kept
    assert all(len(component.text()) > 300 for component in components())


def test_fonts_stand_with_the_versions_that_their_licences_name() -> None:
    for component in components():
        ((folder, file), *_) = component.files
        if folder == "fonts":
            from fontTools.ttLib import TTFont

            text = resource(folder, file).read_text("utf-8")
            made = TTFont(resource("fonts", re.findall(r"[a-z_]+\.ttf", text)[0]))["name"].getDebugName(5)
            assert component.version in text or component.version in made, component.name


def test_it_shows_the_licence_of_the_part_that_is_chosen_by_keys_too(about: AboutDialog, qtbot) -> None:
    table, text = about.findChild(QTableWidget), about.findChild(QPlainTextEdit)
    assert "GNU Lesser General Public License" in text.toPlainText() and "GNU GENERAL PUBLIC" in text.toPlainText()
    table.setFocus()
    for component in components()[1:]:
        qtbot.keyClick(table, Qt.Key.Key_Down)
        assert text.toPlainText() == component.text()
    assert text.isReadOnly()


def test_it_says_the_version_and_closes_by_its_button(about: AboutDialog) -> None:
    assert any(__version__ in label.text() for label in about.findChildren(type(labels.words())))
    about.findChild(QPushButton).click()
    assert not about.isVisible()
    assert QApplication.activeModalWidget() is None
