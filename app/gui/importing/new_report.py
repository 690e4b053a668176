"""新建: the few questions that a blank report begins with, in the clerk's words."""

from __future__ import annotations

import datetime
import json
from dataclasses import dataclass, replace
from decimal import Decimal

from PySide6.QtWidgets import (
    QButtonGroup,
    QCheckBox,
    QDialog,
    QFormLayout,
    QHBoxLayout,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from app.acts import new_from_last_year, new_report
from app.gui.look import labels, theme
from app.gui.texts.organ_fields import Choice, YearBox
from app.model.beside.comparison import CARRIED_IN, not_comparable
from app.model.figures import digits
from app.model.report import KINDS, Organ, Report
from app.model.totals import fill_totals
from app.model.words.self_name import calls_itself
from app.model.words.texts import expand
from app.paths import resource

_SENTENCES = "overview.disclosure_on_application"
_KINDS_OFTEN_FIRST = ("town_government", "subdistrict_office", "department", "county_government", "development_zone")


@dataclass(frozen=True)
class NewReport:
    """`after`: the report with the zeros and sentences that follow from two 没有, to be made as one undo step called `text`."""

    report: Report
    after: Report
    text: str


def start_with(report: Report, no_applications: bool, no_disputes: bool, sentences: bool) -> NewReport:
    """What a new report begins with: the zeros of 三 and 四 where nothing happened, and the sentences that say so."""
    tables = [key for key, none in (("applications", no_applications), ("disputes", no_disputes)) if none]
    zeros = {cell: Decimal(0) for key in tables for cell in report.form.table(key).cells}
    after = fill_totals(report.with_figures(zeros))
    if sentences and tables:
        said = "".join(_sentences(no_applications, no_disputes))
        after = after.with_text(_SENTENCES, said.replace("本单位", calls_itself(report.organ)))
    names = "、".join(report.form.table(key).short for key in tables)
    return NewReport(report, after, f"{names}填 0")


def _sentences(no_applications: bool, no_disputes: bool) -> list[str]:
    offers = json.loads(resource("help", "parts.json").read_text("utf-8"))[_SENTENCES]["offers"]
    wanted = {"no_applications": no_applications, "no_disputes": no_disputes}
    return [offer["text"] for offer in offers if wanted.get(offer["when"])]


class NewReportDialog(QDialog):
    """After exec() == Accepted, `made` is what to open. `previous`: last year's report, which answers some questions."""

    def __init__(self, parent: QWidget | None, today: datetime.date, previous: Report | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("从去年的年报开始" if previous else "新建年度报告")
        self._previous = previous
        self.made: NewReport | None = None
        self._kind_is_hers = False
        self.name = labels.field("单位名称", hint="全称，与公章一致，例如 示例县自然资源局")
        self.kind = Choice("本单位是")
        self.kind.addItem("请选择", None)
        for key in (*_KINDS_OFTEN_FIRST, *(key for key in KINDS if key not in _KINDS_OFTEN_FIRST)):
            self.kind.addItem(KINDS[key], key)
        self.year = YearBox("报告年份", "")
        self.year.setRange(2019, today.year)
        self.year.setValue(previous.year + 1 if previous and previous.year else today.year - 1)
        self.applications = _YesNo("今年的申请", "收到过，或有上年结转的", "没有，上年也没有结转")
        self.disputes = _YesNo("今年的复议诉讼", "发生过", "没有")
        self.sentences = QCheckBox()
        self.problem = labels.words(role="warning")
        if previous:
            self.name.setText(previous.organ.name)
            self.kind.setCurrentIndex(max(0, self.kind.findData(previous.organ.kind)))
        self._lay_out()
        self.kind.activated.connect(self._kind_chosen)
        self.name.textChanged.connect(self._kind_follows)
        for signal in (self.name.textChanged, self.kind.currentIndexChanged, self.year.valueChanged):
            signal.connect(self._refresh)
        for question in (self.applications, self.disputes):
            question.group.idToggled.connect(self._refresh)
        self._refresh()

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(*(theme.px(24),) * 4)
        column.setSpacing(theme.px(14))
        form = QFormLayout()
        form.setHorizontalSpacing(theme.px(16))
        form.setVerticalSpacing(theme.px(12))
        form.addRow("单位名称(&N)", self.name)
        if self._previous is None or self._previous.organ.kind is None:
            form.addRow("本单位是(&K)", self.kind)
        else:
            self.kind.setParent(self)
            self.kind.hide()
        form.addRow("报告年份(&Y)", self.year)
        form.addRow("收到过申请吗？", self.applications)
        form.addRow("发生过复议、诉讼吗？", self.disputes)
        self.name.setMinimumWidth(theme.px(360))
        column.addLayout(form)
        self.carried = labels.words()
        column.addWidget(self.carried)
        self.zeros = labels.words(role="quiet")
        column.addWidget(self.zeros)
        column.addWidget(self.sentences)
        column.addWidget(self.problem)
        column.addLayout(labels.buttons(self, "新建", accept=self._make).row)

    def _kind_chosen(self, _number: int) -> None:
        self._kind_is_hers = True

    def _kind_follows(self, name: str) -> None:
        """The kind that the name says, until she chose one herself."""
        if not self._kind_is_hers and self._previous is None:
            from app.documents.recognise.organ import kind_of  # the window starts without the readers

            self.kind.setCurrentIndex(max(0, self.kind.findData(kind_of(name.strip()))))

    def _report(self) -> Report:
        name, kind, year = self.name.text().strip(), self.kind.currentData(), self.year.value()
        if self._previous is None:
            return new_report(year, Organ(name=name, kind=kind, scope="own"))
        organ = self._previous.organ
        return new_from_last_year(
            self._previous, year, replace(organ, name=name, kind=kind, scope=organ.scope or "own")
        )

    def _refresh(self) -> None:
        """Say what the two answers will do; what was said of the last try is out of date."""
        self.problem.hide()
        report = self._report()
        self._say_carried(report)
        none = (self.applications.no, self.disputes.no)
        parts = [
            f"{table.short} {len(table.cells)} 格" for table, no in zip(report.form.tables[1:], none, strict=True) if no
        ]
        self.zeros.setText(f"新建后把{'、'.join(parts)}填为 0，可撤销。" if parts else "空着的格不会当作 0。")
        words = expand("".join(_sentences(*none)), report)
        self.sentences.setText("同时在“（二）依申请公开”写上没有收到、没有发生的句子")
        labels.set_tip(self.sentences, words)
        self.sentences.setEnabled(any(none))
        self.sentences.setChecked(any(none))

    def _say_carried(self, report: Report) -> None:
        """What comes over from last year; applications handed on leave only one answer to the first question."""
        previous = self._previous
        handed_on = {cell: figure for cell, figure in report.figures.items() if cell.row == CARRIED_IN and figure}
        self.applications.set_sure(bool(handed_on))
        self.carried.setVisible(previous is not None)
        if previous is None:
            return
        total = next((figure for cell, figure in handed_on.items() if cell.column == "total"), None)
        says = [f"带入“{previous.organ.name or '单位名称没有读到'}”的单位信息。"]
        if previous.year and previous.year != report.year - 1:
            says.append(f"它是{previous.year}年的，不是{report.year - 1}年的，上年结转不带入，请核对年份。")
        elif handed_on:
            words = f" {digits(total)} 件" if total is not None else ""
            says.append(f"去年结转下来的{words}，带入“上年结转”，可以改。")
        elif any(cell.row == CARRIED_IN for cell in report.figures):
            says.append("去年没有结转，“上年结转”带入 0，可以改。")
        else:
            says.append("去年的“结转下年度”没有读到，“上年结转”先空着。")
        says.append("去年的文字留在右边“上年”里，可以逐句采用。")
        self.carried.setText("".join(says) + not_comparable(report))

    def _say(self, sentence: str) -> None:
        self.problem.setText(sentence)
        self.problem.show()

    def _make(self) -> None:
        if not self.name.text().strip():
            self._say("还没有填单位名称：请写上单位全称。")
            self.name.setFocus()
        elif self.kind.currentData() is None:
            self._say("还没有选本单位的类别：有的核对要看它，例如规章。")
            self.kind.setFocus()
        else:
            self.made = start_with(self._report(), self.applications.no, self.disputes.no, self.sentences.isChecked())
            self.accept()


class _YesNo(QWidget):
    """A question with two answers; `no` is true when the second is chosen."""

    def __init__(self, name: str, yes: str, no: str) -> None:
        super().__init__()
        self.setAccessibleName(name)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.px(18))
        self.group = QButtonGroup(self)
        for number, words in enumerate((yes, no)):
            button = QRadioButton(words)
            button.setAccessibleName(f"{name}：{words}")
            self.group.addButton(button, number)
            row.addWidget(button)
        row.addStretch()
        self.group.button(0).setChecked(True)

    @property
    def no(self) -> bool:
        return self.group.checkedId() == 1

    def set_sure(self, yes: bool) -> None:
        """`yes`: the first answer is known; the second goes away."""
        self.group.button(1).setVisible(not yes)
        if yes:
            self.group.button(0).setChecked(True)
