"""How the whole program looks: fonts, palette and the style of plain controls, light and dark, at any zoom."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QDir, QEvent, QLibraryInfo, QLocale, Qt, QTranslator
from PySide6.QtGui import QColor, QFont, QFontDatabase, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication, QWidget

from app.gui.look import theme
from app.paths import resource

if TYPE_CHECKING:  # PySide6 makes it when it is first named: where there are tabs
    from PySide6.QtWidgets import QTabWidget

_STYLED = (
    "styled"  # a property of the QApplication: to ask its style which it is costs PySide6 564 names, 5 ms of a start
)
_PICTURES = "pictures"  # what the style sheet calls the folder that its pictures lie in
_OWN_FONTS = ("QMenuBar", "QMenu", "QAbstractItemView", "QMessageBox")  # what a system may set in a font of its own
_SYSTEM_FAMILIES = ("Microsoft YaHei UI", "Microsoft YaHei", "PingFang SC", "Noto Sans CJK SC", "Source Han Sans SC")


def begin(arguments: list[str]) -> QApplication:
    """The one QApplication; made with its style, which would otherwise be made twice."""
    if app := QApplication.instance():
        assert isinstance(app, QApplication)
        return app
    app = QApplication([*arguments[:1], "-style", "Fusion"])
    app.setProperty(_STYLED, True)
    return app


def ui_family() -> str:
    """The system's Chinese font where there is one, else the bundled 黑体."""
    families = set(QFontDatabase.families())
    for family in _SYSTEM_FAMILIES:
        if family in families:
            return family
    number = QFontDatabase.addApplicationFont(str(resource("fonts", "hei.ttf")))
    loaded = QFontDatabase.applicationFontFamilies(number)
    return loaded[0] if loaded else QGuiApplication.font().family()


def speak_chinese(app: QApplication) -> None:
    """Qt's own texts (dialogs, menus of text fields) and dates in Chinese, whatever the system's language."""
    QLocale.setDefault(QLocale(QLocale.Language.Chinese, QLocale.Country.China))
    if app.findChild(QTranslator, "qtbase"):
        return
    translator = QTranslator(app)
    translator.setObjectName("qtbase")
    folders = (QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath), str(resource("translations")))
    if any(translator.load("qtbase_zh_CN", folder) for folder in folders):
        app.installTranslator(translator)


def apply(app: QApplication, appearance: str, zoom: int) -> None:
    """`appearance`: system, light or dark; `zoom`: percent."""
    # A style sheet cannot name every path: an apostrophe in the program's folder would lose the whole of it.
    QDir.setSearchPaths(_PICTURES, [str(resource())])
    if app.property(_STYLED) is None:
        app.setStyle("Fusion")
        app.setProperty(_STYLED, True)
    font = QFont(ui_family())
    font.setPixelSize(round(theme.BASE_PIXELS * zoom / 100))
    system_dark = app.styleHints().colorScheme() == Qt.ColorScheme.Dark
    dark = appearance == "dark" or (appearance == "system" and system_dark)
    colours = theme.DARK if dark else theme.LIGHT
    palette = _palette(colours)
    if palette != app.palette():
        app.setPalette(palette)
    if font != app.font():
        app.setFont(font)
    style = _style(colours)  # in pixels of the font
    if style != app.styleSheet():  # each of the three makes every widget anew
        app.setStyleSheet(style)
    # Windows has fonts of its own for menus and tables; a new style sheet or theme brings them back, setFont takes them away.
    if any(QApplication.font(name) != font for name in _OWN_FONTS):  # pyright: ignore[reportArgumentType] - the stub says bytes
        app.setFont(font)


def show_icon(app: QApplication) -> None:
    """On all windows. Not before the first is painted: Qt looks through all that reads pictures for it, 9 ms of a start."""
    from PySide6.QtGui import QIcon

    if app.windowIcon().isNull():
        app.setWindowIcon(QIcon(str(resource("icons", "nianbao.ico"))))


def resize_within(window: QWidget, width: int, height: int) -> None:
    """Give a window this size at the zoom of now, or what its screen has room for."""
    room = window.screen().availableGeometry()
    window.resize(min(theme.px(width), room.width() - 16), min(theme.px(height), room.height() - 48))  # frame and title


def set_role(widget: QWidget, role: str) -> None:
    """Let the style sheet's rules for this role hold for the widget from now on."""
    style_by(widget, "role", role)


def style_by(widget: QWidget, name: str, value: object) -> None:
    """Set a property that the style sheet's rules ask for."""
    if widget.property(name) != value:
        widget.setProperty(name, value)
        _polish_anew(widget)


def style_tabs_by(tabs: QTabWidget, name: str, value: bool) -> None:
    """The same for rules of their tabs, which would keep the sizes that they had."""
    if tabs.property(name) != value:
        tabs.setProperty(name, value)
        bar = tabs.tabBar()
        for widget in (tabs, bar):
            _polish_anew(widget)
        QApplication.sendEvent(bar, QEvent(QEvent.Type.StyleChange))


def _polish_anew(widget: QWidget) -> None:
    """Its properties have changed. What was not shown yet is polished when it is; a start need not know Qt's styles for that."""
    if widget.testAttribute(Qt.WidgetAttribute.WA_WState_Polished):
        widget.style().unpolish(widget)
        widget.style().polish(widget)


def set_style(widget: QWidget, style: str) -> None:
    """A style sheet of its own; the same one set once more would make all within anew."""
    if style != widget.styleSheet():
        widget.setStyleSheet(style)


def _palette(c: theme.Colours) -> QPalette:
    role = QPalette.ColorRole
    palette = QPalette()
    for which, name in (
        (role.Window, c.ground),
        (role.WindowText, c.text),
        (role.Base, c.paper),
        (role.AlternateBase, c.header),
        (role.Text, c.text),
        (role.PlaceholderText, c.muted),
        (role.Button, c.paper),
        (role.ButtonText, c.text),
        (role.BrightText, c.error),
        (role.ToolTipBase, c.paper),
        (role.ToolTipText, c.text),
        (role.Highlight, c.accent),
        (role.HighlightedText, c.accent_text),
        (role.Link, c.link),
        (role.LinkVisited, c.link),
        (role.Light, c.paper),
        (role.Midlight, c.header),
        (role.Mid, c.line),
        (role.Dark, c.muted),
        (role.Accent, c.accent),
    ):
        palette.setColor(which, QColor(name))
    for which in (role.Text, role.WindowText, role.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, which, QColor(c.blank))
    palette.setColor(QPalette.ColorGroup.Disabled, role.Highlight, QColor(c.line))
    return palette


def _style(c: theme.Colours) -> str:
    """The style sheet; what is special to one page is painted there."""
    px = theme.px
    return f"""
QMenuBar {{ background: {c.paper}; color: {c.text}; border-bottom: 1px solid {c.line}; padding: 0 {px(2)}px; }}
QMenuBar::item {{ background: transparent; padding: {px(1)}px {px(4)}px; }}
QMenuBar::item:selected {{ background: {c.accent_soft}; }}
QMenu {{ background: {c.paper}; color: {c.text}; border: 1px solid {c.line}; padding: {px(4)}px 0; }}
QMenu::item {{ padding: {px(5)}px {px(28)}px {px(5)}px {px(24)}px; }}
QMenu::item:selected {{ background: {c.accent_soft}; }}
QMenu::item:disabled {{ color: {c.blank}; }}
QMenu::separator {{ height: 1px; background: {c.line}; margin: {px(4)}px {px(8)}px; }}
QToolTip {{ background: {c.paper}; color: {c.text}; border: 1px solid {c.line}; padding: {px(4)}px; }}
#toolbar {{ background: {c.paper}; border-bottom: 1px solid {c.line}; }}
#toolbar QToolButton {{ background: transparent; border: 1px solid transparent; border-radius: {px(4)}px;
  padding: {px(4)}px {px(8)}px; color: {c.text}; }}
#toolbar QToolButton:hover, #toolbar QToolButton:focus {{ background: {c.accent_soft}; border-color: {c.cross}; }}
#toolbar QToolButton:disabled {{ color: {c.blank}; }}
#toolbar QFrame[role="between"] {{ color: {c.line}; margin: {px(8)}px {px(4)}px; }}
#verdict {{ border-radius: {px(4)}px; padding: 0 {px(12)}px; font-weight: bold; text-align: left; }}
#verdict[level="error"] {{ background: {c.error_soft}; color: {c.error}; border: 1px solid {c.error}; }}
#verdict[level="query"] {{ background: {c.query_soft}; color: {c.query}; border: 1px solid {c.query}; }}
#verdict[level="unchecked"] {{ background: {c.header}; color: {c.text}; border: 1px solid {c.line}; }}
#verdict[level="good"] {{ background: {c.paper}; color: {c.good}; border: 1px solid {c.good}; }}
#verdict:hover, #verdict:focus {{ border: 2px solid {c.accent}; padding: 0 {px(12) - 1}px; }}
#status {{ background: {c.paper}; border-top: 1px solid {c.line}; }}
#status QLabel {{ color: {c.text}; }}
#said {{ background: {c.paper}; border: 1px solid {c.accent}; border-right: none; }}
#status QLabel[role="quiet"] {{ color: {c.muted}; }}
#status QLabel[role="warning"] {{ color: {c.query}; font-weight: bold; }}
#status QToolButton {{ background: transparent; border: none; color: {c.muted}; padding: 0 {px(4)}px; }}
#status QToolButton::menu-indicator {{ image: none; }}
#status QToolButton:hover, #status QToolButton:focus {{ color: {c.link}; text-decoration: underline; }}
QLabel[role="quiet"] {{ color: {c.muted}; }}
QLabel[role="question"] {{ font-size: {px(14)}px; }}
QLabel[role="title"] {{ font-size: {px(16)}px; font-weight: bold; }}
QLabel[role="section"] {{ font-size: {px(14)}px; font-weight: bold; }}
QLabel[role="link"] {{ color: {c.link}; }}
QLabel[role="error"] {{ color: {c.error}; }}
QLabel[role="note"] {{ color: {c.note}; }}
QLabel[role="good"] {{ color: {c.good}; }}
QToolButton[role="fold"] {{ background: transparent; border: 1px solid transparent; border-radius: {px(3)}px;
  color: {c.text}; padding: {px(1)}px {px(2)}px; font-size: {px(14)}px; }}
QToolButton[role="fold"]:hover {{ color: {c.link}; }}
QToolButton[role="fold"]:focus {{ border-color: {c.accent}; }}
QLineEdit[role="field"] {{ background: {c.paper}; border: 1px solid {c.line}; border-radius: {px(3)}px; padding: {px(3)}px; }}
QPlainTextEdit[role="field"] {{ background: {c.paper}; border: 1px solid {c.line}; border-radius: {px(3)}px; }}
QLineEdit[role="field"]:focus, QPlainTextEdit[role="field"]:focus {{ border-color: {c.accent}; }}
QLineEdit[hit="other"] {{ background: {c.hit}; }}
QLineEdit[hit="now"] {{ background: {c.hit_now}; }}
QCheckBox::indicator, #changes::indicator {{ width: {px(12)}px; height: {px(12)}px; background: {c.paper};
  border: 1px solid {c.muted}; border-radius: {px(2)}px; }}
QCheckBox::indicator:hover, QCheckBox::indicator:focus {{ border-color: {c.accent}; }}
QCheckBox::indicator:checked, #changes::indicator:checked {{ background: {c.accent}; border-color: {c.accent};
  image: url({_PICTURES}:check.png); }}
QCheckBox::indicator:disabled {{ border-color: {c.blank}; }}
QRadioButton::indicator {{ width: {px(12)}px; height: {px(12)}px; background: {c.paper};
  border: 1px solid {c.muted}; border-radius: {px(12) // 2 + 1}px; }}
QRadioButton::indicator:hover, QRadioButton::indicator:focus {{ border-color: {c.accent}; }}
QRadioButton::indicator:checked {{ width: {px(6)}px; height: {px(6)}px; border: {px(4)}px solid {c.accent}; }}
#changes QHeaderView::section {{ background: {c.header}; color: {c.muted}; border: none;
  border-bottom: 1px solid {c.line}; padding: {px(4)}px {px(8)}px; }}
#paper {{ background: {c.paper}; border: 1px solid {c.line}; border-radius: {px(3)}px; }}
#paper[focused="true"] {{ border-color: {c.accent}; }}
#paper[made="true"] {{ background: {c.computed}; }}
#paper QTextEdit {{ background: transparent; }}
QLabel[role="hero"] {{ font-size: {px(26)}px; font-weight: bold; }}
QLabel[role="warning"] {{ color: {c.query}; }}
QPushButton {{ background: {c.paper}; color: {c.text}; border: 1px solid {c.line}; border-radius: {px(4)}px;
  padding: {px(5)}px {px(14)}px; min-height: {px(16)}px; }}
QPushButton:hover {{ border-color: {c.accent}; color: {c.link}; }}
QPushButton:focus {{ border: 2px solid {c.accent}; padding: {px(5) - 1}px {px(14) - 1}px; }}
QPushButton:disabled {{ color: {c.blank}; }}
QPushButton[role="primary"] {{ background: {c.accent}; color: {c.accent_text}; border: 1px solid {c.accent};
  font-weight: bold; }}
QPushButton[role="primary"]:hover {{ background: {c.accent}; color: {c.accent_text}; border-color: {c.text}; }}
QPushButton[role="primary"]:focus {{ border: 2px solid {c.text}; }}
#toolbar #primary {{ background: {c.accent}; color: {c.accent_text}; border: 1px solid {c.accent};
  border-radius: {px(4)}px; font-weight: bold; padding: 0 {px(16)}px; margin-left: {px(6)}px; }}
#toolbar #primary[popupMode="1"] {{ padding-right: {px(34)}px; }}
#toolbar #primary:hover, #toolbar #primary:focus {{ border: 2px solid {c.text}; }}
#toolbar #primary::menu-button {{ border: none; border-left: 1px solid {c.cross}; width: {px(22)}px; }}
QPushButton[role="link"] {{ background: transparent; border: 1px solid transparent; color: {c.link}; text-align: left;
  padding: {px(2)}px 0; }}
QPushButton[role="link"]:hover {{ text-decoration: underline; }}
QPushButton[role="link"]:focus {{ border-color: {c.accent}; }}
QPushButton[kind="large"] {{ min-height: {px(32)}px; min-width: {px(120)}px; font-size: {px(14)}px; }}
QPushButton[kind="choice"] {{ min-width: {px(36)}px; min-height: {px(18)}px; padding: {px(2)}px {px(8)}px; }}
QPushButton[kind="choice"]:checked {{ background: {c.accent_soft}; border-color: {c.accent}; color: {c.link}; }}
#lines::item {{ padding: {px(6)}px {px(4)}px; border-bottom: 1px solid {c.line}; }}
#lines::item:selected {{ background: {c.accent_soft}; color: {c.text}; }}
QFrame#drop {{ border: 1px dashed {c.accent}; border-radius: {px(6)}px; background: {c.paper}; }}
QDialog QLineEdit, QDialog QComboBox, QDialog QSpinBox {{ min-height: {px(24)}px; }}
#side::pane {{ border: none; border-left: 1px solid {c.line}; background: {c.ground}; }}
#side[below="true"]::pane {{ border-left: none; }}
#side QTabBar::tab {{ background: transparent; color: {c.muted}; padding: {px(5)}px {px(12)}px; border: none;
  border-bottom: 2px solid transparent; }}
#side[full="true"] QTabBar::tab {{ padding: {px(5)}px {px(5)}px; }}
#side[below="true"] QTabBar::tab {{ padding: {px(2)}px {px(10)}px; border-bottom-width: 1px; }}
#side #fold {{ background: transparent; border: none; color: {c.muted}; padding: {px(2)}px {px(8)}px; }}
#side #fold:hover, #side #fold:focus {{ color: {c.link}; text-decoration: underline; }}
#side QTabBar::tab:selected {{ color: {c.text}; font-weight: bold; border-bottom-color: {c.accent}; }}
#side QTabBar::tab:hover {{ color: {c.link}; }}
QSplitter::handle {{ background: {c.line}; }}
"""
