"""Every menu item is one record: what it is called, its keys and what it calls."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass
from functools import reduce
from typing import Any

from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMenu, QMenuBar, QWidget


@dataclass(frozen=True)
class Entry:
    """`calls`: a method without parameters, by its way from the window. `brief`: the name on a toolbar button."""

    id: str
    text: str
    calls: str
    keys: tuple[str, ...] = ()
    brief: str = ""


@dataclass(frozen=True)
class Submenu:
    """`fills`: a method that is given the QMenu each time it opens."""

    id: str
    text: str
    fills: str


Item = Entry | Submenu | None  # None: a line between

MENUS: tuple[tuple[str, tuple[Item, ...]], ...] = (
    (
        "文件(&F)",
        (
            Entry("new", "新建(&N)…", "application.ask_new", ("Ctrl+N",)),
            Entry("from_last_year", "从去年的年报开始(&L)…", "application.bringing_in.begin_chosen"),
            Entry("open", "打开(&O)…", "application.ask_open", ("Ctrl+O",)),
            Submenu("recent", "最近打开(&R)", "application.fill_recent"),
            Submenu("examples", "示例(&X)", "application.fill_examples"),
            None,
            Entry("save", "保存(&S)", "commands.save", ("Ctrl+S",), "保存"),
            Entry("save_as", "另存为(&A)…", "commands.save_as", ("Ctrl+Shift+S",)),
            None,
            Entry("export_review", "导出送审稿(&E)…", "exporting.review_copy", ("Ctrl+E",)),
            Entry("export_public", "导出公布稿(&G)…", "exporting.public_copy", ("Ctrl+Shift+E",)),
            Entry("print", "打印(&P)…", "exporting.print_copy", ("Ctrl+P",)),
            Entry("for_website", "复制到网站编辑器(&H)", "papers.for_website"),
            None,
            Entry("export_notes", "导出《审核说明》(&M)…", "papers.notes", brief="导出《审核说明》…"),
            Entry("export_request", "导出数据征集单(&J)…", "papers.request"),
            Entry("export_summary", "导出送审单(&D)…", "papers.summary", brief="导出送审单…"),
            None,
            Entry("settings", "设置(&T)…", "application.show_settings"),
            None,
            Entry("close", "关闭(&C)", "close", ("Ctrl+W",)),
            Entry("quit", "退出(&Q)", "application.quit", ("Ctrl+Q",)),
        ),
    ),
    (
        "编辑(&E)",
        (
            Entry("undo", "撤销(&U)", "editing.undo", ("Ctrl+Z",), "撤销"),
            Entry("redo", "重做(&R)", "editing.redo", ("Ctrl+Y", "Ctrl+Shift+Z"), "重做"),
            None,
            Entry("cut", "剪切(&T)", "editing.cut", ("Ctrl+X",)),
            Entry("copy", "复制(&C)", "editing.copy", ("Ctrl+C",)),
            Entry("paste", "粘贴(&P)", "editing.paste", ("Ctrl+V",)),
            Entry("select_all", "全选(&A)", "editing.select_all", ("Ctrl+A",)),
            None,
            Entry("fill_zeros", "空白处填 0(&0)", "editing.fill_zeros", ("Ctrl+0",)),
            Entry("insert_live", "插入活数字(&L)…", "editing.insert_live", ("Ctrl+I",)),
            Entry("copy_live", "复制为活数字(&V)", "editing.copy_live", ("Ctrl+Shift+C",)),
            None,
            Entry("find", "查找(&F)…", "find_bar.open_find", ("Ctrl+F",)),
            Entry("find_next", "查找下一处(&N)", "find_bar.next", ("F3",)),
            Entry("find_previous", "查找上一处(&B)", "find_bar.previous", ("Shift+F3",)),
            Entry("replace", "替换(&H)…", "find_bar.open_replace", ("Ctrl+H",)),
        ),
    ),
    (
        "报告(&R)",
        (
            Entry("part_preface", "单位与前言(&0)", "pages.show_preface", ("Alt+0",)),
            Entry("part_overview", "一、总体情况(&1)", "pages.show_overview", ("Alt+1",)),
            Entry("part_disclosure", "二、主动公开(&2)", "pages.show_disclosure", ("Alt+2",)),
            Entry("part_applications", "三、收到和处理申请(&3)", "pages.show_applications", ("Alt+3",)),
            Entry("part_disputes", "四、复议诉讼(&4)", "pages.show_disputes", ("Alt+4",)),
            Entry("part_problems", "五、问题及改进(&5)", "pages.show_problems", ("Alt+5",)),
            Entry("part_other_matters", "六、其他事项(&6)", "pages.show_other_matters", ("Alt+6",)),
            None,
            Entry("part_before", "上一部分(&P)", "pages.previous_part", ("Ctrl+PgUp",)),
            Entry("part_after", "下一部分(&N)", "pages.next_part", ("Ctrl+PgDown",)),
            None,
            Entry("paste_last_year", "粘贴上年报告(&V)…", "last_year.paste", ("Ctrl+Alt+V",), "粘贴上年报告…"),
            Entry("last_year", "对照上年(&Y)…", "last_year.show", ("F7",), "对照上年…"),
            Entry("split_other", "转为2021表样(&X)", "last_year.split_other"),
            None,
            Entry("came_back", "改稿回来(&G)…", "copies.choose"),
            Entry("check_live_page", "发布后核对(&H)…", "copies.check_live_page"),
            Submenu("state", "状态(&T)", "states.fill"),
            None,
            Entry("auto_totals", "自动合计(&Z)", "editing.toggle_auto_totals"),
            Entry("source", "本行来源与待核(&L)…", "editing.edit_source", ("F4",)),
        ),
    ),
    (
        "检查(&C)",
        (
            Entry("next_problem", "下一处问题(&N)", "next_problem", ("F8",)),
            Entry("previous_problem", "上一处问题(&P)", "previous_problem", ("Shift+F8",)),
            None,
            Submenu("compare", "与导出过的稿比较(&D)", "commands.fill_compare"),
            None,
            Entry("self_check", "公布前自查(&S)…", "papers.self_check"),
            None,
            Entry("load_levels", "载入核对级别(&J)…", "levels.load", brief="载入核对级别…"),
            Entry("remove_levels", "取消核对级别(&R)", "levels.remove", brief="取消核对级别"),
        ),
    ),
    (
        "窗口(&W)",
        (
            Entry("tab_problems", "问题(&Q)", "show_problems_tab", ("Ctrl+Shift+Q",)),
            Entry("tab_preview", "预览(&V)", "show_preview_tab", ("Ctrl+Shift+V",)),
            Entry("tab_reasons", "说明(&R)", "show_reasons_tab", ("Ctrl+Shift+R",)),
            Entry("tab_last_year", "上年(&Y)", "show_last_year_tab", ("Ctrl+Shift+L",)),
            Entry("widen", "放大预览(&W)", "widen_preview", ("F12",)),
            Entry("next_area", "到下一个区域(&A)", "next_area", ("F6",)),
            None,
            Entry("zoom_in", "放大(&I)", "application.zoom_in", ("Ctrl++", "Ctrl+=")),
            Entry("zoom_out", "缩小(&O)", "application.zoom_out", ("Ctrl+-",)),
            None,
            Submenu("windows", "打开的底稿(&L)", "application.fill_windows"),
        ),
    ),
    (
        "帮助(&H)",
        (
            Entry("figure_help", "填报口径(&K)", "show_figure_help", ("F1",)),
            Entry("quick_start", "快速上手(&S)", "application.helping.quick_start"),
            Entry("keyboard", "键盘操作(&B)", "application.helping.keyboard"),
            Entry("counting", "数据口径总说明(&D)", "application.helping.counting"),
            Entry("publish", "送审与公布(&G)", "application.helping.publish"),
            Entry("rules", "校验规则(&Y)", "application.helping.rules"),
            Entry("locating", "定位错误(&W)", "application.helping.locating"),
            Entry("trouble", "出问题怎么办(&T)", "application.helping.trouble"),
            None,
            Entry("report_fault", "报告问题(&R)…", "application.helping.report_fault"),
            Entry("about", "关于公开年报(&A)", "application.helping.about"),
        ),
    ),
)

WITHOUT_REPORT: frozenset[str] = frozenset(
    "new from_last_year open recent examples settings close quit zoom_in zoom_out quick_start keyboard counting publish"
    " rules locating trouble report_fault about".split()
)
"""What 首屏 offers."""


def build(window: QWidget, bar: QMenuBar, only: Collection[str] | None = None) -> dict[str, QAction]:
    """Fill the menu bar; the actions by id. `only`: leave out all others, and menus that have none."""
    actions: dict[str, QAction] = {}
    for title, items in MENUS:
        wanted = [item for item in items if item is None or only is None or item.id in only]
        while wanted and wanted[-1] is None:
            wanted.pop()
        if not any(wanted):
            continue
        menu = bar.addMenu(title)
        menu.setToolTipsVisible(True)
        for before, item in zip([None, *wanted], wanted, strict=False):
            if isinstance(item, Submenu):
                submenu = menu.addMenu(item.text)
                submenu.aboutToShow.connect(_Filler(submenu, _method(window, item.fills)).fill)
                actions[item.id] = submenu.menuAction()
            elif item is not None:
                actions[item.id] = _action(window, menu, item)
            elif before is not None:
                menu.addSeparator()
    return actions


def _action(window: QWidget, menu: QMenu, entry: Entry) -> QAction:
    action = QAction(entry.text, window)
    action.setObjectName(entry.id)
    action.setShortcuts([QKeySequence(key) for key in entry.keys])
    if entry.brief:
        action.setIconText(entry.brief)
    action.triggered.connect(_method(window, entry.calls))
    menu.addAction(action)
    return action


def _method(window: QWidget, way: str) -> Callable[..., Any]:
    return reduce(getattr, way.split("."), window)  # type: ignore[arg-type]


class _Filler:
    """Empties a submenu and has it filled again; kept alive by the menu."""

    def __init__(self, menu: QMenu, fills: Callable[[QMenu], None]) -> None:
        self._menu, self._fills = menu, fills
        menu._filler = self  # type: ignore[attr-defined]

    def fill(self) -> None:
        self._menu.clear()
        self._fills(self._menu)
