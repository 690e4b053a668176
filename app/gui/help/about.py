"""关于公开年报: what the program is, of whose work it is made, and the licence of each component to be read."""

from __future__ import annotations

import platform
from typing import NamedTuple

from PySide6.QtCore import qVersion
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QHBoxLayout,
    QHeaderView,
    QPlainTextEdit,
    QPushButton,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from app import __version__
from app.gui.dialogs.question import run
from app.gui.look import labels, theme
from app.paths import resource

_SAYS = (
    "填写、核对、导出政府信息公开工作年度报告。不联网，数据只在这台电脑里。\n"
    "本程序按 MIT 许可发布。Qt 和 PySide6 按 LGPL-3 以动态库方式使用，没有改动，可以换成您自己的同版本构建。"
)


_HEADS = ("名称", "版本", "用来", "许可")


class Component(NamedTuple):
    """One component of the program: what it is for, its licence, and the files that hold the licence's text."""

    name: str
    version: str
    use: str
    licence: str
    files: tuple[tuple[str, str], ...]

    def text(self) -> str:
        texts = (resource(*file).read_text(encoding="utf-8").strip() for file in self.files)
        return "\n\n\n".join(texts)


# Name of the licence's file -> what the component is for, the licence's short name. The versions stand in those files.
_USES = {
    "Python": ("运行程序", "PSF-2.0"),
    "reportlab": ("生成 PDF", "BSD-3-Clause"),
    "python-docx": ("读写 Word", "MIT"),
    "lxml": ("读写 XML", "BSD-3-Clause"),
    "openpyxl": ("读写 Excel", "MIT"),
    "et-xmlfile": ("写 Excel 里的 XML", "MIT"),
    "xlrd": ("读旧的 Excel", "BSD-3-Clause"),
    "msdoc2docx": ("读旧的 Word", "MIT"),
    "pypdfium2": ("读 PDF（PDFium）", "Apache-2.0、BSD-3-Clause"),
    "selectolax": ("读网页", "MIT"),
    "pillow": ("处理图片", "MIT-CMU"),
    "charset-normalizer": ("认文字编码", "MIT"),
    "chinesecalendar": ("节假日和调休", "MIT"),
    "typing-extensions": ("python-docx 要用", "PSF-2.0"),
}
_FONTS = (
    ("FandolFang、FandolKai", "0.3", "仿宋、楷体", "GPL-3 加字体例外", "LICENSE-Fandol.txt"),
    ("全字库正楷体（TW-Kai）", "98.1", "楷体里的生僻字", "OGDL-TW-1.0", "LICENSE-CNS11643-Kai.txt"),
    ("Noto Serif SC", "2.003", "宋体、标题", "OFL-1.1", "LICENSE-NotoSerifSC.txt"),
    ("Noto Sans SC", "2.004", "黑体", "OFL-1.1", "LICENSE-NotoSansSC.txt"),
    ("Liberation Serif", "2.1.5", "数字和字母", "OFL-1.1", "LICENSE-Liberation.txt"),
)


def components() -> list[Component]:
    """Everything that is shipped and is not ours, as it stands in resources/licences and resources/fonts."""
    qt = tuple(("licences", f"{name}.txt") for name in ("Qt", "LGPL-3", "GPL-3"))
    made = [Component("Qt、PySide6、shiboken6", qVersion(), "窗口、PDF 预览、打印", "LGPL-3", qt)]
    for name, (use, licence) in _USES.items():
        file = ("licences", f"{name}.txt")
        with resource(*file).open(encoding="utf-8") as text:
            version = text.readline().split()[1]
        made.append(Component(name, platform.python_version() if name == "Python" else version, use, licence, (file,)))
    return made + [Component(*font, (("fonts", file),)) for *font, file in _FONTS]


class AboutDialog(QDialog):
    """The components in a table; below it the licence of the one that is chosen."""

    def __init__(self, parent: QWidget | None) -> None:
        super().__init__(parent)
        self.setWindowTitle("关于公开年报")
        self.resize(theme.px(720), theme.px(580))
        self._components = components()
        self._table = self._list()
        self._text = QPlainTextEdit()
        self._text.setReadOnly(True)
        self._text.setAccessibleName("许可文本")
        column = QVBoxLayout(self)
        column.setContentsMargins(*(theme.px(n) for n in (24, 20, 24, 16)))
        column.setSpacing(theme.px(10))
        column.addWidget(labels.words(f"公开年报 {__version__}", "question"))
        column.addWidget(labels.words(_SAYS, "quiet", selectable=True))
        column.addWidget(self._table, 1)
        column.addWidget(self._text, 1)
        row = QHBoxLayout()
        system = f"Qt {qVersion()}，Python {platform.python_version()}，{platform.system()}"
        row.addWidget(labels.words(system, "quiet", wraps=False, selectable=True))
        row.addStretch()
        close = QPushButton("关闭")
        close.clicked.connect(self.accept)
        close.setDefault(True)
        row.addWidget(close)
        column.addLayout(row)
        self._table.currentCellChanged.connect(self._show)
        self._table.setCurrentCell(0, 0)

    def _list(self) -> QTableWidget:
        table = QTableWidget(len(self._components), len(_HEADS))
        table.setAccessibleName("用到的软件和字体")
        table.setHorizontalHeaderLabels(_HEADS)
        table.verticalHeader().hide()
        table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        table.setTabKeyNavigation(False)
        for i, component in enumerate(self._components):
            for j, words in enumerate((component.name, component.version, component.use, component.licence)):
                table.setItem(i, j, QTableWidgetItem(words))
        table.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        table.horizontalHeader().setSectionResizeMode(2, QHeaderView.ResizeMode.Stretch)
        return table

    def _show(self, row: int, _column: int, _row_before: int, _column_before: int) -> None:
        self._text.setPlainText(self._components[row].text())


def show_about(parent: QWidget | None) -> None:
    run(AboutDialog(parent))
