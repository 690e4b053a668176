"""The 单位与前言 page: who reports, whom to ask, and the preface as it will be printed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QGridLayout, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from app.acts import Checked
from app.form import edition_for
from app.gui.desk.checker import Checker
from app.gui.desk.document import ReportDocument
from app.gui.desk.places import ORGAN_FIELDS, Passage
from app.gui.help import parts as part_help
from app.gui.look import labels, theme
from app.gui.look.style_sheet import set_role, style_by
from app.gui.texts.column_scroll import ColumnScroll
from app.gui.texts.editor import NarrativeEditor
from app.gui.texts.marks import quoted
from app.gui.texts.organ_fields import Choice, Field, YearBox, odd_email, odd_name, odd_phone, odd_postcode, odd_website
from app.gui.texts.section import PaperFrame
from app.model.finding import Place
from app.model.report import KINDS, Report
from app.model.words.texts import default_title, printed

_KIND_ORDER = (
    "town_government", "subdistrict_office", "department", "county_government", "development_zone",
    "authorised_organisation", "city_government", "provincial_government", "state_council_department",
)  # fmt: skip
_KIND_NOTES = {
    "department": "局、办、委等，包括县级和市级的部门。",
    "county_government": "县、县级市、市辖区、旗的人民政府。",
    "town_government": "乡、民族乡、镇的人民政府。",
    "subdistrict_office": "街道办事处是派出机关，不是一级人民政府。",
    "development_zone": "开发区、高新区、风景区等的管理委员会。",
    "authorised_organisation": "法律、法规授权具有管理公共事务职能的组织。",
    "city_government": "含东莞、中山、嘉峪关、儋州这四个不设区的市。",
}
_SCOPE_WORDS = {"own": "只报本机关的数据", "summary": "汇总下级单位的数据"}
_FIELDS: tuple[tuple[str, str, Callable[[str], str] | None], ...] = (
    ("address", "例如 某县某镇人民路1号", None),
    ("postcode", "6 位数字", odd_postcode),
    ("phone", "区号-号码", odd_phone),
    ("fax", "没有就空着", odd_phone),
    ("email", "没有就空着", odd_email),
    ("website", "电子版在哪个网站看", odd_website),
)
_BESIDE = 830  # the page's width from which the preface stands beside the fields
_LABEL_WIDTH = 64
_WIDEST_FIELDS = 520


class PrefaceEditor(NarrativeEditor):
    """The preface as it will be printed: made by the program until the clerk rewrites it."""

    def wanted_text(self, report: Report) -> str:
        if report.text(self.key) or not self.isReadOnly():
            return report.text(self.key)
        return printed(report, self.key)


class OrganPage(QWidget):
    """Fields on the left, the preface on the right; one under the other where there is no room."""

    said = Signal(str)

    def __init__(self, document: ReportDocument, checker: Checker, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._document = document
        self.setAccessibleName("单位与前言")
        self.fields: dict[str, Field] = {}
        self._notes: list[tuple[Field, QLabel, Callable[[str], str]]] = []
        title = labels.words("单位与前言", "title", self, wraps=False)
        self.column = ColumnScroll(self)
        inside = QWidget()
        self._halves = QBoxLayout(QBoxLayout.Direction.LeftToRight, inside)
        self._halves.setContentsMargins(0, theme.px(4), theme.px(12), theme.px(16))
        self._halves.setSpacing(theme.px(24))
        left = QWidget(inside)
        left.setLayout(self._organ_half(left))
        left.setMaximumWidth(theme.px(_WIDEST_FIELDS))
        self._halves.addWidget(left, 1)
        self._halves.addLayout(self._preface_half(inside))
        self._halves.addStretch(0)
        self.column.setWidget(inside)
        self.setFocusProxy(self.fields["organ/name"])
        whole = QVBoxLayout(self)
        whole.setContentsMargins(theme.px(20), theme.px(6), theme.px(4), 0)
        whole.setSpacing(theme.px(8))
        whole.addWidget(title)
        whole.addWidget(self.column, 1)
        document.changed.connect(self._show)
        self._show(document.report)
        self.column.follow(document)
        checker.found.connect(self._found)
        if checker.ran:
            self._found(checker.checked)

    def go_to(self, key: Place, quote: str = "") -> None:
        """`key`: organ/name, organ/kind …, title, document_number, preface; else the first field that is empty."""
        start = key.start if isinstance(key, Passage) else None
        if key == "preface" and quote:
            self.preface.go_to(quote, start)
        elif key == "organ/kind":
            self.kind.setFocus(Qt.FocusReason.OtherFocusReason)
        elif key in self.fields:
            self.fields[str(key)].go_to(quote, start)
        else:
            self._first_empty().setFocus(Qt.FocusReason.OtherFocusReason)
        focus = self.focusWidget()
        if focus is not None and not (focus is self.preface and self.column.sees_cursor_of(self.preface)):
            self.column.ensureWidgetVisible(focus)

    def commit(self) -> None:
        """Take over what is still being typed."""
        for field in self.fields.values():
            field.commit()
        self.preface.commit()
        self.year.interpretText()

    def _first_empty(self) -> QWidget:
        if not self._document.report.organ.name:
            return self.fields["organ/name"]
        if self._document.report.organ.kind is None:
            return self.kind
        wanted = ("organ/address", "organ/postcode", "organ/phone")
        return next((self.fields[key] for key in wanted if not self.fields[key].text()), self.fields["organ/name"])

    # -- building

    def _organ_half(self, parent: QWidget) -> QVBoxLayout:
        half = QVBoxLayout()
        half.setContentsMargins(0, 0, 0, 0)
        half.setSpacing(theme.px(6))
        grid = self._grid(half, "单位", parent)
        self._add_field(grid, "organ/name", "写单位全称", odd_name)
        self.kind = Choice("单位类别", parent)
        self.kind.addItem("请选择", None)
        for key in _KIND_ORDER:
            self.kind.addItem(KINDS[key], key)
        self.kind.activated.connect(self._kind_chosen)
        self._kind_note = self._add_row(grid, "类别", self.kind)
        self.scope = Choice("填报范围", parent)
        self.scope.addItem("请选择", None)
        for key, words in _SCOPE_WORDS.items():
            self.scope.addItem(words, key)
        self.scope.activated.connect(self._scope_chosen)
        self._add_row(grid, "填报范围", self.scope)
        self.year = YearBox("报告年度", "没有填", parent)
        self.year.setKeyboardTracking(False)  # else each digit would be a year, refused or taken
        self.year.valueChanged.connect(self._year_chosen)
        self._year_note = self._add_row(grid, "年份", self.year)

        grid = self._grid(half, "联系方式", parent)
        for key, example, odd in _FIELDS:
            self._add_field(grid, f"organ/{key}", example, odd)

        grid = self._grid(half, "标题和文号（可不填）", parent)
        self._title_note = self._add_text(grid, "title", "标题", "用下面的标题就空着")
        self._add_text(grid, "document_number", "文号", "没有文号就空着")
        half.addStretch()
        return half

    def _grid(self, half: QVBoxLayout, heading: str, parent: QWidget) -> QGridLayout:
        label = labels.words(heading, "section", parent, wraps=False)
        if half.count():
            half.addSpacing(theme.px(8))
        half.addWidget(label)
        grid = QGridLayout()
        grid.setColumnMinimumWidth(0, theme.px(_LABEL_WIDTH))
        grid.setColumnStretch(1, 1)
        grid.setHorizontalSpacing(theme.px(8))
        grid.setVerticalSpacing(theme.px(5))
        half.addLayout(grid)
        return grid

    def _add_row(self, grid: QGridLayout, name: str, widget: QWidget) -> QLabel:
        """A labelled field, and under it the place for a quiet sentence about what stands in it."""
        row = grid.rowCount()
        label = labels.words(name, parent=grid.parentWidget(), wraps=False)
        label.setBuddy(widget)
        note = labels.words(parent=grid.parentWidget())
        note.hide()
        grid.addWidget(label, row, 0)
        grid.addWidget(widget, row, 1)
        grid.addWidget(note, row + 1, 1)
        return note

    def _add_field(self, grid: QGridLayout, place: str, example: str, odd: Callable[[str], str] | None) -> None:
        name = ORGAN_FIELDS[place]
        attribute = place.split("/")[1]

        def read(report: Report) -> str:
            return getattr(report.organ, attribute)

        def write(report: Report, text: str) -> Report:
            return report.with_organ(**{attribute: text})

        field = Field(self._document, name, read, write)
        field.setPlaceholderText(example)
        note = self._add_row(grid, name, field)
        self.fields[place] = field
        if odd:
            note.setProperty("role", "warning")
            self._notes.append((field, note, odd))
            field.left.connect(self._weigh)

    def _add_text(self, grid: QGridLayout, key: str, name: str, example: str) -> QLabel:
        def read(report: Report) -> str:
            return report.text(key)

        def write(report: Report, text: str) -> Report:
            return report.with_text(key, text)

        field = Field(self._document, name, read, write)
        field.setAccessibleDescription(part_help.wants(key))
        labels.set_tip(field, part_help.wants(key))
        field.setPlaceholderText(example)
        self.fields[key] = field
        return self._add_row(grid, name, field)

    def _preface_half(self, parent: QWidget) -> QVBoxLayout:
        half = QVBoxLayout()
        half.setSpacing(theme.px(4))
        head = QHBoxLayout()
        head.addWidget(labels.words("前言", "section", parent, wraps=False))
        self._preface_state = labels.words(role="quiet", parent=parent, wraps=False)
        head.addWidget(self._preface_state)
        head.addStretch()
        self._rewrite = QPushButton("改写", parent)
        self._restore = QPushButton("恢复自动生成", parent)
        for button, slot in ((self._rewrite, self._rewrite_preface), (self._restore, self._restore_preface)):
            button.setProperty("role", "link")
            button.clicked.connect(slot)
            head.addWidget(button)
        self.preface = PrefaceEditor(self._document, "preface", "前言", parent)
        self.preface.set_least_lines(8)
        self.preface.setReadOnly(True)
        self.preface.left.connect(self._preface_left)
        self.preface.said.connect(self.said)
        self.preface.cursorPositionChanged.connect(self._preface_moved)
        self._paper = PaperFrame(self.preface, parent)
        hint = labels.words(part_help.wants("preface"), "quiet", parent)
        half.addLayout(head)
        half.addWidget(self._paper, 0, Qt.AlignmentFlag.AlignLeft)
        half.addWidget(hint)
        half.addStretch()
        return half

    # -- following the report

    def _show(self, report: object) -> None:
        assert isinstance(report, Report)
        organ = report.organ
        self.kind.setCurrentIndex(max(0, self.kind.findData(organ.kind)))
        note = _KIND_NOTES.get(organ.kind or "", "" if organ.kind else "选了类别，才能核对规章一行、监督保障该写什么。")
        self._say(self._kind_note, note, "quiet" if organ.kind else "warning")
        self.scope.setCurrentIndex(max(0, self.scope.findData(organ.scope)))
        self.year.blockSignals(True)
        self.year.show_year(report.year)
        self.year.blockSignals(False)
        generated = "" if report.text("title") else f"印作：{default_title(report)}"
        self._say(self._title_note, generated if report.organ.name else "", "quiet")
        written = bool(report.text("preface"))
        if not self.preface.hasFocus():
            self.preface.setReadOnly(not written)
        elif written:
            self.preface.setReadOnly(False)
        self.preface.show_report(report)
        made = self.preface.isReadOnly()
        self._preface_state.setText("自动生成，随左边的内容变化" if made else "已改写，不再随单位信息变化")
        self._rewrite.setVisible(made)
        self._restore.setVisible(not made)
        style_by(self._paper, "made", made)
        self._weigh()

    def _say(self, label: QLabel, sentence: str, role: str) -> None:
        label.setText(sentence)
        set_role(label, role)
        label.setVisible(bool(sentence))

    def _weigh(self) -> None:
        """Say what looks odd in a field that has been left; nothing is refused."""
        for field, note, odd in self._notes:
            said = odd(field.text()) if field.text() and not field.hasFocus() else ""
            self._say(note, said, "warning")

    def _found(self, checked: object) -> None:
        assert isinstance(checked, Checked)
        self.preface.mark(quoted(checked, self.preface.key))

    # -- acts

    def _kind_chosen(self, index: int) -> None:
        report = self._document.report
        self._document.edit(report.with_organ(kind=self.kind.itemData(index)), "选择 单位类别")

    def _scope_chosen(self, index: int) -> None:
        report = self._document.report
        self._document.edit(report.with_organ(scope=self.scope.itemData(index)), "选择 填报范围")

    def _year_chosen(self) -> None:
        """A year of another 表样 is not taken: its tables are others, so it needs a draft of its own."""
        report, year = self._document.report, self.year.year
        first, last = report.form.years
        right = edition_for(year)
        if not year or first <= year and (last is None or year <= last) or right is edition_for(report.year):
            self._say(self._year_note, "", "quiet")
            self._document.edit(replace(report, year=year), "改年份")
            return
        self._say(
            self._year_note,
            f"{year}年的报告用另一种表样（{right.source}），没有改。请用“新建”另做一份{year}年的底稿。",
            "warning",
        )
        self.year.blockSignals(True)
        self.year.show_year(report.year)
        self.year.blockSignals(False)

    def _rewrite_preface(self) -> None:
        report = self._document.report
        self.preface.setReadOnly(False)
        self._document.edit(report.with_text("preface", printed(report, "preface")), "改写前言")
        self.preface.setFocus(Qt.FocusReason.OtherFocusReason)

    def _restore_preface(self) -> None:
        self.preface.clearFocus()
        self._document.edit(self._document.report.with_text("preface", ""), "恢复自动生成的前言")
        self._rewrite.setFocus(Qt.FocusReason.OtherFocusReason)

    def _preface_left(self) -> None:
        """A preface deleted to the last character is made by the program again."""
        self._show(self._document.report)

    def _preface_moved(self) -> None:
        self.column.show_cursor_of(self.preface)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        beside = self.width() >= theme.px(_BESIDE)
        direction = QBoxLayout.Direction.LeftToRight if beside else QBoxLayout.Direction.TopToBottom
        self._halves.setDirection(direction)
