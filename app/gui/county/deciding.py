"""What a person decides of one unit: whose file it is, which version counts, 审定, 公布, 不计入; each is on the disk at once."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Sequence
from dataclasses import asdict, replace
from pathlib import Path

from PySide6.QtWidgets import QComboBox, QDialog, QListWidget, QListWidgetItem, QMenu, QVBoxLayout, QWidget

from app.county.acts import mend_here, report_of
from app.county.arrived.versions import Version
from app.county.collection import Collection
from app.county.exchange.published import differs, in_words
from app.county.places import MENDED
from app.county.standing import Overview, Standing, Status, accepted, iso_date
from app.county.summing import apart
from app.gui.county.folder import CollectionFolder
from app.gui.dialogs.question import Answer, ask, run, tell
from app.gui.importing.reading import Reading, ReadReport
from app.gui.look import labels, theme
from app.gui.rounds.live_page import AGAIN, LivePage, PageChecked
from app.model.files import FileProblem
from app.model.kept.remarks import Remark

_NO_DATE = "“{}”不是日期。请写成 2026-01-20 这样，或空着。"


def _file(version: Version) -> str:
    """The name of a file that came."""
    return version.path.rsplit("/", 1)[-1]


class Choice(QDialog):
    """One of several, with a sentence above; `chosen` is its number, -1 while none is."""

    def __init__(self, parent: QWidget, title: str, sentence: str, items: Sequence[str], ok: str) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.chosen = -1
        self._search = labels.field("找", hint="名称里的字")
        self._search.setVisible(len(items) > 12)
        self._search.textChanged.connect(self._narrow)
        self._list = QListWidget()
        self._list.setAccessibleName(title)
        for number, text in enumerate(items):
            item = QListWidgetItem(text)
            item.setData(0x100, number)
            self._list.addItem(item)
        self._list.setCurrentRow(0)
        self._list.itemActivated.connect(self._take)
        column = QVBoxLayout(self)
        column.setContentsMargins(*(theme.px(n) for n in (20, 16, 20, 16)))
        column.setSpacing(theme.px(10))
        column.addWidget(labels.words(sentence, "question"))
        column.addWidget(self._search)
        column.addWidget(self._list, 1)
        column.addLayout(labels.buttons(self, ok, accept=self._take).row)
        self.resize(theme.px(460), theme.px(min(380, 170 + 24 * len(items))))

    def _narrow(self, text: str) -> None:
        for row in range(self._list.count()):
            item = self._list.item(row)
            item.setHidden(text.strip() not in item.text())

    def _take(self) -> None:
        item = self._list.currentItem()
        if item is not None and not item.isHidden():
            self.chosen = int(item.data(0x100))
            self.accept()


class Line(QDialog):
    """One line of text under a sentence. `date`: only a date, or nothing, is taken."""

    def __init__(self, parent: QWidget, title: str, sentence: str, text: str, hint: str, date: bool = False) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self._date = date
        self.field = labels.field(title, text, hint)
        self._problem = labels.words("", "warning")
        self._problem.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(*(theme.px(n) for n in (20, 16, 20, 16)))
        column.setSpacing(theme.px(10))
        column.addWidget(labels.words(sentence, "question"))
        column.addWidget(self.field)
        column.addWidget(self._problem)
        column.addLayout(labels.buttons(self).row)
        self.setMinimumWidth(theme.px(420))

    @property
    def said(self) -> str:
        words = self.field.text().strip()
        return iso_date(words) if self._date else words

    def accept(self) -> None:
        if self._date and self.field.text().strip() and not self.said:
            self._problem.setText(_NO_DATE.format(self.field.text().strip()))
            self._problem.show()
            self.field.setFocus()
            return
        super().accept()


class Beginning(QDialog):
    """The year and the office of a new collection."""

    def __init__(self, parent: QWidget, known: Collection) -> None:
        super().__init__(parent)
        self.setWindowTitle("汇总本地区各单位的年报")
        self.year = QComboBox()
        self.year.setAccessibleName("哪一年的年报")
        self.year.addItems([str(each) for each in range(datetime.date.today().year, 2020, -1)])
        self.year.setCurrentText(str(known.year))
        self.organ = labels.field("汇总的机关", known.organ, "例如：示例县人民政府")
        self.deadline = labels.field("各单位报送的期限", known.deadline, "例如：2026-01-20，可以不填")
        self.contact = labels.field("联系人和电话", known.contact, "例如：政务公开科 李明 0000-1234567，可以不填")
        column = QVBoxLayout(self)
        column.setContentsMargins(*(theme.px(n) for n in (20, 16, 20, 16)))
        column.setSpacing(theme.px(8))
        for text, field in (
            ("哪一年的年报", self.year),
            ("汇总的机关", self.organ),
            ("各单位报送的期限", self.deadline),
            ("联系人和电话（印在退回意见里）", self.contact),
        ):
            column.addWidget(labels.words(text, "quiet"))
            column.addWidget(field)
        self.problem = labels.words("", "warning")
        self.problem.hide()
        column.addWidget(self.problem)
        column.addSpacing(theme.px(6))
        column.addLayout(labels.buttons(self).row)
        self.setMinimumWidth(theme.px(380))
        if not known.organ:
            self.organ.setFocus()

    def accept(self) -> None:
        """A deadline that is no date would never be late."""
        until = self.deadline.text().strip()
        if until and not iso_date(until):
            self.problem.setText(f"期限{_NO_DATE.format(until)}")
            self.problem.show()
            self.deadline.setFocus()
            return
        super().accept()

    def said(self, collection: Collection) -> Collection:
        """The collection as it was filled in."""
        year, organ, until, contact = self.year.currentText(), self.organ, self.deadline, self.contact
        organ, until, contact = (field.text().strip() for field in (organ, until, contact))
        return replace(collection, year=int(year), organ=organ, deadline=iso_date(until), contact=contact)


class Deciding:
    """The acts on one unit of an open folder; `parent` is what dialogs belong to."""

    def __init__(
        self,
        folder: CollectionFolder,
        parent: QWidget,
        open_draft: Callable[[Standing], None],
        mending: Callable[[Path], None],
    ) -> None:
        """`mending`: open this draft to be changed."""
        self._folder, self._parent, self._open, self._mending = folder, parent, open_draft, mending

    @property
    def _found(self) -> Overview:
        assert self._folder.summary
        return self._folder.summary.overview

    def claim(self, path: str) -> None:
        """Whose file is this? The answer becomes an alias."""
        version = next((each for each in self._found.unclaimed if each.path == path), None)
        if version is None:
            return
        names = [each.unit.name for each in self._found.standings]
        file = path.rsplit("/", 1)[-1]
        what = f"“{file}”写的是“{version.name}”，名单里没有。" if version.name else f"“{file}”没有读出单位名称。"
        items = [*names, "（不是年报，不再问）"]
        dialog = Choice(self._parent, "认领来件", f"{version.error or what}它是哪个单位的？", items, "认领")
        if not run(dialog) or dialog.chosen < 0:
            return
        collection = self._folder.collection
        if dialog.chosen == len(names):
            collection = replace(collection, ignored={**collection.ignored, version.digest: path})
            done = f"“{file}”不是年报，以后不再问。"
        else:
            collection = replace(collection, units=tuple(each.unit for each in self._found.standings))
            collection = collection.claimed(version.digest, names[dialog.chosen], version.name)
            again = f"，以后写“{version.name}”的不再问" if version.name else ""
            done = f"“{file}”算作{names[dialog.chosen]}的{again}。"
        self._folder.decide(collection, done)

    def choose(self, standing: Standing) -> None:
        """Which of several versions counts?"""
        files = [each for each in (standing.version, *standing.others) if each and each.readable]
        dialog = Choice(
            self._parent,
            "选定一份",
            f"{standing.unit.name}来了 {len(files)} 份，以哪一份为准？{apart(files)}",
            [self._described(each) for each in files],
            "选定",
        )
        if run(dialog) and dialog.chosen >= 0:
            chosen = files[dialog.chosen]
            self._decide(standing, f"{standing.unit.name}以“{_file(chosen)}”为准。", chosen=chosen.digest)

    def _described(self, version: Version) -> str:
        day = self._folder.collection.arrived.get(version.path, "")
        errors = version.counts.get("error", 0)
        return f"{_file(version)}　{day}　{f'错误 {errors}' if errors else '没有错误'}"

    def accept(self, standing: Standing) -> None:
        """审定: this version is frozen; what comes later does not count until it is taken."""
        if standing.version:
            self._accept(standing, standing.version)

    def take_later(self, standing: Standing) -> None:
        """What came after the accepted version, or after a 退回, takes its place."""
        if standing.later and standing.status is Status.DUPLICATE:
            done = f"{standing.unit.name}改按后来的“{_file(standing.later)}”计入。"
            self._decide(standing, done, chosen=standing.later.digest)
        elif standing.later:
            self._accept(standing, standing.later)

    def _accept(self, standing: Standing, version: Version) -> None:
        left = sum(each.counts and not each.accepted and each is not standing for each in self._found.standings)
        rest = f"还有 {left} 个单位没有审定" if left else "能计入的单位都审定了"
        done = f"已审定{standing.unit.name}，以“{_file(version)}”为准；以后再来的不会自己计入。{rest}。"
        self._folder.decide(accepted(self._folder.collection, standing, version), done)

    def mend(self, standing: Standing) -> None:
        """代改: a copy that the county changes for the unit; it counts from its first saving on."""
        said = f"要替{standing.unit.name}改吗？原件不动，改的另存在“{MENDED}”里，保存以后按改过的计入，汇总的说明里会写明。"
        if (
            ask(self._parent, said, (Answer.CANCEL, Answer.MEND), "一般退回请单位自己改，免得两边不一样。")
            is not Answer.MEND
        ):
            return
        try:
            path, collection = mend_here(self._folder.folder, self._folder.collection, standing)
        except (FileProblem, OSError) as problem:
            tell(self._parent, str(problem))
            return
        if self._folder.decide(collection):
            self._mending(path)

    def undo_accept(self, standing: Standing) -> None:
        self._decide(standing, f"已取消{standing.unit.name}的审定。", accepted="", seen=())

    def publish(self, standing: Standing) -> None:
        """The unit told where it is published."""
        dialog = Line(
            self._parent, "已公布", f"{standing.unit.name}的年报公布在哪里？", standing.decision.published, "网址"
        )
        if run(dialog) and dialog.said:
            today = datetime.date.today().isoformat()
            done = f"已记下{standing.unit.name}的公布网址。打开网页，可以用“核对公布的网页”看与审定的是否一致。"
            self._decide(standing, done, published=dialog.said, published_on=today, page="", page_on="")

    def check_page(self, standing: Standing) -> None:
        """The page as it is on the website, pasted or saved, against the version that counts."""
        dialog = LivePage(self._parent)
        if run(dialog) and dialog.source:
            Reading(self._parent, [dialog.source], lambda documents: self._page_read(standing, documents))

    def _page_read(self, standing: Standing, documents: list[ReadReport]) -> None:
        (document,) = documents
        if standing.version is None:
            return
        try:
            accepted_one = report_of(self._folder.folder, standing.version)
        except FileProblem as problem:
            tell(self._parent, str(problem))
            return
        page, missing = document.report, ()
        if document.imported:
            page, missing = document.imported.report, document.imported.missing
        found, unsure = differs(accepted_one, page, missing)
        name = f"审定的是“{_file(standing.version)}”。"
        dialog = PageChecked(self._parent, name, found, unsure, may_mark=False)
        run(dialog)
        if dialog.wanted == AGAIN:
            self.check_page(standing)
            return
        differs_at, today = in_words(found, unsure), datetime.date.today().isoformat()
        same = "读到的都与审定的一致" if unsure else "与审定的一致"
        said = f"与审定的不同：{differs_at}" if differs_at else same
        self._decide(standing, f"已记下：{standing.unit.name}公布的网页{said}。", page=differs_at, page_on=today)

    def exclude(self, standing: Standing) -> None:
        """不计入, with why; printed under the summary."""
        dialog = Line(
            self._parent,
            "不计入",
            f"{standing.unit.name}为什么不计入？会印在汇总的说明里。",
            standing.unit.note,
            "例如：垂直管理，向上级报送",
        )
        if run(dialog) and dialog.said:
            self._set_unit(standing, f"{standing.unit.name}不计入汇总。", counted=False, note=dialog.said)

    def include(self, standing: Standing) -> None:
        self._set_unit(standing, f"{standing.unit.name}改为计入汇总。", counted=True)

    def add_remark(self, standing: Standing, remark: Remark) -> None:
        self._decide(standing, "", remarks=(*standing.decision.remarks, asdict(remark)))

    def drop_remark(self, standing: Standing, remark: Remark) -> None:
        self._decide(standing, "", remarks=tuple(asdict(each) for each in standing.own_remarks if each != remark))

    def _set_unit(self, standing: Standing, done: str, **changes: object) -> None:
        units = tuple(
            replace(each.unit, **changes) if each is standing else each.unit  # type: ignore[arg-type]
            for each in self._found.standings
        )
        self._folder.decide(replace(self._folder.collection, units=units), done)

    def _decide(self, standing: Standing, done: str, **changes: object) -> None:
        self._folder.decide(self._folder.collection.decided(standing.unit.name, **changes), done)

    def fill_menu(self, menu: QMenu, standing: Standing | None, path: str) -> None:
        """What may be done with the chosen row."""
        if standing is None:
            menu.addAction("认领来件…").triggered.connect(lambda: self.claim(path))
            return
        readable = standing.version is not None and standing.version.readable
        items: list[tuple[str, Callable[[], None], bool]] = [
            ("打开底稿", lambda: self._open(standing), readable),
            ("代改底稿…", lambda: self.mend(standing), readable and standing.counts),
            (
                "选定一份…",
                lambda: self.choose(standing),
                standing.status is Status.DUPLICATE or len(standing.others) > 0,
            ),
            ("采用后来的一份", lambda: self.take_later(standing), standing.later is not None),
            ("审定", lambda: self.accept(standing), standing.counts and not standing.accepted),
            ("取消审定", lambda: self.undo_accept(standing), bool(standing.decision.accepted)),
            ("已公布…", lambda: self.publish(standing), standing.counts),
            ("核对公布的网页…", lambda: self.check_page(standing), bool(standing.decision.published) and readable),
            ("不计入…", lambda: self.exclude(standing), standing.unit.counted),
            ("改为计入", lambda: self.include(standing), not standing.unit.counted),
        ]
        for text, act, possible in items:
            if possible:
                menu.addAction(text).triggered.connect(act)
