"""关于: what the program is, its version, and whose work it stands on."""

from __future__ import annotations

import platform

from PySide6.QtCore import qVersion
from PySide6.QtWidgets import QWidget

from app import __version__
from app.gui.dialogs.question import tell


def about(parent: QWidget | None) -> None:
    tell(
        parent,
        f"公开年报 {__version__}",
        "填写、核对、导出政府信息公开工作年度报告。不联网，数据只在这台电脑里。\n\n"
        "本程序按 MIT 许可发布。界面使用 Qt 和 PySide6（LGPL-3），可以替换成您自己的版本；"
        "字体和其他组件的许可在程序的 resources 文件夹里。\n\n"
        f"Qt {qVersion()}，Python {platform.python_version()}，{platform.system()}",
    )
