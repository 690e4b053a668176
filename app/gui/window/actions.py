"""The menus: every item is one record of what it is called and its keys; what it does, the window says by its id."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from typing import Any, NamedTuple

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMenu, QMenuBar, QWidget

Act = Callable[..., Any]
"""What an Entry does, without parameters; what fills a Submenu, given its QMenu each time it opens.

A method of a QObject: Qt lets go of those with their window, and keeps everything else alive.
"""


class Entry(NamedTuple):
    """`brief`: the name on a toolbar button, where it is another."""

    id: str
    words: str
    keys: tuple[str, ...] = ()
    brief: str = ""


class Submenu(NamedTuple):
    id: str
    words: str


Item = Entry | Submenu | None  # None: a line between

MENUS: tuple[tuple[str, tuple[Item, ...]], ...] = (
    (
        "文件(&F)",
        (
            Entry("new", "新建(&N)…", ("Ctrl+N",)),
            Entry("from_last_year", "从去年的年报开始(&L)…"),
            Entry("open", "打开(&O)…", ("Ctrl+O",)),
            Submenu("recent", "最近打开(&R)"),
            Submenu("examples", "示例(&X)"),
            None,
            Entry("save", "保存(&S)", ("Ctrl+S",), "保存"),
            Entry("save_as", "另存为(&A)…", ("Ctrl+Shift+S",)),
            None,
            Entry("export_review", "导出送审稿(&E)…", ("Ctrl+E",)),
            Entry("export_public", "导出公布稿(&G)…", ("Ctrl+Shift+E",)),
            Entry("print", "打印(&P)…", ("Ctrl+P",)),
            Entry("for_website", "复制到网站编辑器(&H)"),
            None,
            Entry("export_notes", "导出《审核说明》(&M)…", brief="导出《审核说明》…"),
            Entry("export_request", "导出数据征集单(&J)…"),
            Entry("export_summary", "导出送审单(&D)…", brief="导出送审单…"),
            Entry("hand_over", "导出报送底稿(&B)…"),
            None,
            Entry("county", "汇总各单位的年报(&U)…"),
            None,
            Entry("settings", "设置(&T)…"),
            None,
            Entry("close", "关闭(&C)", ("Ctrl+W",)),
            Entry("quit", "退出(&Q)", ("Ctrl+Q",)),
        ),
    ),
    (
        "编辑(&E)",
        (
            Entry("undo", "撤销(&U)", ("Ctrl+Z",), "撤销"),
            Entry("redo", "重做(&R)", ("Ctrl+Y", "Ctrl+Shift+Z"), "重做"),
            None,
            Entry("cut", "剪切(&T)", ("Ctrl+X",)),
            Entry("copy", "复制(&C)", ("Ctrl+C",)),
            Entry("paste", "粘贴(&P)", ("Ctrl+V",)),
            Entry("select_all", "全选(&A)", ("Ctrl+A",)),
            None,
            Entry("fill_zeros", "空白处填 0(&0)", ("Ctrl+0",)),
            Entry("insert_live", "插入活数字(&L)…", ("Ctrl+I",)),
            Entry("copy_live", "复制为活数字(&V)", ("Ctrl+Shift+C",)),
            None,
            Entry("find", "查找(&F)…", ("Ctrl+F",)),
            Entry("find_next", "查找下一处(&N)", ("F3",)),
            Entry("find_previous", "查找上一处(&B)", ("Shift+F3",)),
            Entry("replace", "替换(&H)…", ("Ctrl+H",)),
        ),
    ),
    (
        "报告(&R)",
        (
            Entry("part_preface", "单位与前言(&0)", ("Alt+0",)),
            Entry("part_overview", "一、总体情况(&1)", ("Alt+1",)),
            Entry("part_disclosure", "二、主动公开(&2)", ("Alt+2",)),
            Entry("part_applications", "三、收到和处理申请(&3)", ("Alt+3",)),
            Entry("part_disputes", "四、复议诉讼(&4)", ("Alt+4",)),
            Entry("part_problems", "五、问题及改进(&5)", ("Alt+5",)),
            Entry("part_other_matters", "六、其他事项(&6)", ("Alt+6",)),
            None,
            Entry("part_before", "上一部分(&P)", ("Ctrl+PgUp",)),
            Entry("part_after", "下一部分(&N)", ("Ctrl+PgDown",)),
            None,
            Entry("paste_last_year", "粘贴上年报告(&V)…", ("Ctrl+Alt+V",), "粘贴上年报告…"),
            Entry("last_year", "对照上年(&Y)…", ("F7",), "对照上年…"),
            Entry("split_other", "转为2021表样(&X)"),
            None,
            Entry("came_back", "导入改过的稿子(&G)…"),
            Entry("take_remarks", "放入县里的意见(&C)…"),
            Entry("check_live_page", "发布后核对(&H)…"),
            Submenu("state", "状态(&T)"),
            None,
            Entry("auto_totals", "自动合计(&Z)"),
            Entry("source", "本行来源与待核(&L)…", ("F4",)),
        ),
    ),
    (
        "检查(&C)",
        (
            Entry("next_problem", "下一处问题(&N)", ("F8",)),
            Entry("previous_problem", "上一处问题(&P)", ("Shift+F8",)),
            None,
            Submenu("compare", "与导出过的稿比较(&D)"),
            None,
            Entry("self_check", "公布前自查(&S)…"),
            None,
            Entry("ledger_fill", "用台账填表三(&T)…"),
            Entry("ledger_again", "重读台账(&E)"),
            Entry("ledger_requests", "这一格的申请(&Q)", ("F5",)),
            Entry("ledger_fees", "信息处理费计算器(&W)…"),
            Entry("ledger_template", "空白台账模板(&M)…"),
            None,
            Entry("load_levels", "载入县里发的核对要求(&J)…", brief="载入县里发的核对要求…"),
            Entry("remove_levels", "取消县里发的核对要求(&R)", brief="取消县里发的核对要求"),
        ),
    ),
    (
        "窗口(&W)",
        (
            Entry("tab_problems", "问题(&Q)", ("Ctrl+Shift+Q",)),
            Entry("tab_preview", "预览(&V)", ("Ctrl+Shift+V",)),
            Entry("tab_reasons", "说明(&R)", ("Ctrl+Shift+R",)),
            Entry("tab_last_year", "上年(&Y)", ("Ctrl+Shift+L",)),
            Entry("tab_deadlines", "期限(&D)", ("Ctrl+Shift+D",)),
            Entry("tab_remarks", "县里的意见(&C)"),
            Entry("widen", "放大预览(&W)", ("F12",)),
            Entry("next_area", "到下一个区域(&A)", ("F6",)),
            None,
            Entry("zoom_in", "放大(&I)", ("Ctrl++", "Ctrl+=")),
            Entry("zoom_out", "缩小(&O)", ("Ctrl+-",)),
            Entry("zoom_normal", "恢复到 100%(&1)"),
            None,
            Submenu("windows", "打开的底稿(&L)"),
        ),
    ),
    (
        "帮助(&H)",
        (
            Entry("figure_help", "填报口径(&K)", ("F1",)),
            Entry("quick_start", "快速上手(&S)"),
            Entry("keyboard", "键盘操作(&B)"),
            Entry("counting", "数据口径总说明(&D)"),
            Entry("ledger_help", "台账怎样填(&L)"),
            Entry("county_help", "汇总各单位的年报(&U)"),
            Entry("publish", "送审与公布(&G)"),
            Entry("rules", "校验规则(&Y)"),
            Entry("locating", "定位错误(&W)"),
            Entry("trouble", "出问题怎么办(&T)"),
            None,
            Entry("report_fault", "报告问题(&R)…"),
            Entry("about", "关于公开年报(&A)"),
        ),
    ),
)

WITHOUT_REPORT: frozenset[str] = frozenset(
    "new from_last_year open recent examples county settings close quit zoom_in zoom_out zoom_normal quick_start keyboard counting"
    " ledger_help county_help publish rules locating trouble report_fault about".split()
)
"""What 首屏 offers."""


def build(
    window: QWidget, bar: QMenuBar, acts: Callable[[], Mapping[str, Act]], only: Collection[str] | None = None
) -> dict[str, QAction]:
    """Fill the menu bar; the actions by id. `only`: leave out all others, and menus that have none.

    `acts`: asked when one is wanted, since it may load what no first painting needs. KeyError where an item has none.
    """
    actions: dict[str, QAction] = {}
    doing = _Doing(acts, window)
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
                submenu = menu.addMenu(item.words)
                submenu.aboutToShow.connect(_Filler(submenu, item.id, acts).fill)
                actions[item.id] = submenu.menuAction()
            elif item is not None:
                actions[item.id] = _action(window, menu, item)
                actions[item.id].triggered.connect(doing.do)
            elif before is not None:
                menu.addSeparator()
    return actions


def _action(window: QWidget, menu: QMenu, entry: Entry) -> QAction:
    action = QAction(entry.words, window)
    action.setObjectName(entry.id)
    action.setShortcuts([QKeySequence(key) for key in entry.keys])
    if entry.brief:
        action.setIconText(entry.brief)
    menu.addAction(action)
    return action


class _Doing(QObject):
    """Does what the item stands for that was chosen; lives and goes with the window."""

    def __init__(self, acts: Callable[[], Mapping[str, Act]], window: QWidget) -> None:
        super().__init__(window)
        self._acts = acts

    def do(self) -> None:
        self._acts()[self.sender().objectName()]()


class _Filler(QObject):
    """Empties a submenu and has it filled again; lives and goes with the menu."""

    def __init__(self, menu: QMenu, id: str, acts: Callable[[], Mapping[str, Act]]) -> None:
        super().__init__(menu)
        self._menu, self._id, self._acts = menu, id, acts

    def fill(self) -> None:
        self._menu.clear()
        self._acts()[self._id](self._menu)
