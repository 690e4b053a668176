"""An XLSX as raw grids, one a sheet: each box as Excel shows it, and a mark where that cannot be told.

Read here and not with openpyxl, which reads a workbook in order to write it again: it refuses files that Excel opens for parts
that no figure needs, and of a box it knows neither what its format shows nor which of its words are struck through.
"""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import Decimal

from lxml import etree
from openpyxl.formula.translate import Translator, TranslatorError

from app.documents.read.formats.sheet.boxes import Box, Dressing, words_of
from app.documents.read.formats.sheet.formulas import Calculator, NotComputed, Value
from app.documents.read.formats.sheet.sheet import AREA, Merge, Run, Sheet, area_of, column_number, number_of
from app.documents.read.formats.sheet.xlsx_styles import Look, S, Styles, runs_of, whole
from app.documents.read.unpack import Package, clean, open_package
from app.documents.recognise.raw import (
    HIDDEN,
    MOST_COLUMNS,
    MOST_ROWS,
    NO_RESULT,
    UNREAD,
    Raw,
    RawGrid,
    Remark,
    controls_left_out,
    floating,
    pictures_left_out,
    unread,
)
from app.model.files import FileProblem

MOST_SHEET = 12 * 1024 * 1024  # bytes of XML of one sheet; table 三 takes 40 KB
_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_DC = "{http://purl.org/dc/elements/1.1/}"
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")


def read_xlsx(data: bytes, name: str) -> Raw:
    """Read the bytes of an XLSX called `name`; FileProblem when it is broken, locked or far too large."""
    package = open_package(data, name)
    main = package.main()
    root = package.tree(main) if main else None
    if main is None or root is None:
        raise FileProblem(f"“{name}”不是 Excel 表格，没有导入。请用 Excel、WPS 打开后另存为 .xlsx，再导入。")
    book = _Book(package, main, root, name)
    items: list[RawGrid] = []
    remarks: list[Remark] = []
    for sheet in book.sheets:
        if not sheet.visible:
            if sheet.boxes:
                remarks.append(Remark(sheet.name, "隐藏的工作表，没有读入"))
            continue
        made = book.shown(sheet)
        remarks += [*made.remarks(), *book.drawn(sheet)]
        if made.pale:
            remarks.append(HIDDEN)
        if (grid := made.grid()) is not None:
            items.append(grid)
    core = package.lenient_tree("docProps/core.xml")
    title = core.findtext(f"{_DC}title") if core is not None else None
    return Raw(tuple(items), tuple(dict.fromkeys(remarks)), title=title or "")


@dataclass
class _Source:
    """A sheet as it is stored. `boxes`: by row and column from 0."""

    name: str
    path: str
    visible: bool
    boxes: dict[tuple[int, int], Box]
    dressing: Dressing
    merges: list[Merge]


class _Book:
    def __init__(self, package: Package, main: str, root: etree._Element, name: str) -> None:
        self.package, self.name = package, name
        self._shared = self._strings(package.related(main, "sharedStrings"))
        styles = package.related(main, "styles")
        self.styles = Styles(package.lenient_tree(styles) if styles else None)
        about = root.find(f"{S}workbookPr")
        self._from_1904 = about is not None and about.get("date1904") in ("1", "true")
        calculation = root.find(f"{S}calcPr")
        self._renewed = calculation is not None and calculation.get("fullCalcOnLoad") in ("1", "true")
        self._unsaid = calculation is None or calculation.get("calcId") is None
        self._calculator = Calculator(self._operand)
        self._results: dict[tuple[str, int, int], Value] = {}
        self.sheets = list(self._sheets(main, root))
        self._by_name = {sheet.name.lower(): sheet for sheet in self.sheets}

    def _strings(self, path: str | None) -> list[etree._Element]:
        root = self.package.tree(path) if path else None
        return [node for node in root if node.tag == f"{S}si"] if root is not None else []

    def _sheets(self, main: str, root: etree._Element) -> Iterator[_Source]:
        relations = self.package.relations(main)
        for node in root.iter(f"{S}sheet"):
            relation = relations.get(node.get(f"{_R}id") or "")
            if relation is None or relation.external or relation.kind != "worksheet":
                continue
            data = self.package.data(relation.target) or b""
            if len(data) > MOST_SHEET:
                raise FileProblem(
                    f"“{self.name}”里的工作表太大，不像年报，没有导入。请只保留年报的三张表，另存后再导入。"
                )
            visible = node.get("state") not in ("hidden", "veryHidden")
            yield self._sheet(node.get("name") or "", relation.target, visible, clean(data, self.name))

    def _sheet(self, title: str, path: str, visible: bool, data: bytes) -> _Source:
        sheet = _Source(title, path, visible, {}, Dressing(base=self.styles.base), [])
        parts = _Parts(sheet, self.styles)
        events = etree.iterparse(
            io.BytesIO(data), events=("end",), resolve_entities=False, no_network=True, remove_comments=True
        )
        try:
            for _, node in events:
                if node.tag == f"{S}row":
                    parts.row(node)
                    node.clear()
                elif node.tag in parts.does:
                    parts.does[node.tag](node)
        except etree.XMLSyntaxError as error:
            raise FileProblem(
                f"“{self.name}”里面的内容已损坏，没有导入。请用 Excel、WPS 打开后另存一份，再导入。"
            ) from error
        return sheet

    # What is shown

    def shown(self, sheet: _Source) -> Sheet:
        made = Sheet(sheet.name, merges=sheet.merges)
        made.hidden_rows, made.hidden_columns = sheet.dressing.hidden()
        covering = {(m.row, m.column): m.columns for m in sheet.merges}
        for (row, column), box in sheet.boxes.items():
            words = self._words(sheet, made, row, column, box, covering.get((row, column), 1))
            made.put(row, column, words)
        return made

    def _words(self, sheet: _Source, made: Sheet, row: int, column: int, box: Box, columns: int) -> str:
        look = self.styles.look(box.style)
        if box.formula is not None and sheet.dressing.formulas_shown:
            return unread("显示的是公式")
        value = self._value(sheet.name, row, column) if box.formula is not None and not box.error else box.value
        runs = self._runs(box, look)
        if runs is not None and box.formula is None:
            words = made.in_looks(runs)
            value = words if value is not None else None
        elif isinstance(value, str) and value:
            value = made.in_looks([Run(value, look.struck, look.place)]) if look.struck or look.place else value
        elif isinstance(value, Decimal) and look.struck:
            made.struck = True
            return ""
        if look.pale and value not in (None, ""):
            made.pale = True
            return ""
        words = words_of(value, look, sheet.dressing, column, columns, self._from_1904)
        if words and sheet.dressing.changing(row, column):
            return words + unread("条件格式")
        return words

    def _runs(self, box: Box, look: Look) -> list[Run] | None:
        if box.shared is not None and 0 <= box.shared < len(self._shared):
            return runs_of(self._shared[box.shared], look)
        if box.shared is not None:
            return [Run(unread("文字丢了"))]
        return runs_of(box.inline, look) if box.inline is not None else None

    # Formulas

    def _value(self, sheet: str, row: int, column: int) -> Value:
        """What a box holds, computed anew where its stored result is not what Excel will show; NotComputed when unknown."""
        source = self._by_name.get(sheet.lower())
        if source is None:
            raise NotComputed
        box = source.boxes.get((row, column))
        if box is None:
            return None
        if box.formula is None:
            return "" if box.shared is not None or box.inline is not None else box.value
        key = (source.name, row, column)
        if key not in self._results:
            self._results[key] = NO_RESULT  # a circle ends here
            self._results[key] = self._result(source.name, box)
        return self._results[key]

    def _operand(self, sheet: str, row: int, column: int) -> Value:
        """The same for a formula that uses the box: an unknown result and an error make its own unknown."""
        value = self._value(sheet, row, column)
        if isinstance(value, str) and (UNREAD in value or value.startswith("#")):
            raise NotComputed
        return value

    def _result(self, sheet: str, box: Box) -> Value:
        """The result that Excel shows: a sum is computed here; else the stored one, where nothing says that it is old."""
        try:
            computed = self._calculator.result(box.formula or "", sheet)
        except NotComputed:
            stale = self._renewed or (self._unsaid and box.value in (None, Decimal(0)))
            return NO_RESULT if box.value is None or stale else box.value
        if isinstance(box.value, Decimal) and not self._renewed and not _same(box.value, computed):
            return NO_RESULT if not (self._unsaid and box.value == 0) else computed
        return computed if not isinstance(box.value, str) or self._renewed else box.value

    # Pictures

    def drawn(self, sheet: _Source) -> Iterator[Remark]:
        if any(relation.kind in ("ctrlProp", "control") for relation in self.package.relations(sheet.path).values()):
            yield controls_left_out(sheet.name)
        path = self.package.related(sheet.path, "drawing")
        root = self.package.lenient_tree(path) if path else None
        if root is None:
            return
        names = [node.tag.rpartition("}")[2] for node in root.iter() if isinstance(node.tag, str)]
        if pictures := names.count("pic") + names.count("graphicFrame"):
            yield pictures_left_out(pictures)
        words = " ".join(text for node in root.iter(f"{_DRAWING}t") if (text := (node.text or "").strip()))
        if words:
            yield floating(words)


def _same(one: Decimal, other: Decimal) -> bool:
    return abs(one - other) <= max(abs(one), abs(other), Decimal(1)) * Decimal("1e-9")


class _Parts:
    """Takes the elements of a sheet as they end."""

    def __init__(self, sheet: _Source, styles: Styles) -> None:
        self.sheet, self.styles = sheet, styles
        self._row = -1
        self._shared: dict[str, tuple[str, str]] = {}
        self.does: dict[str, Callable[[etree._Element], None]] = {
            f"{S}cols": self._columns,
            f"{S}mergeCell": self._merge,
            f"{S}sheetFormatPr": sheet.dressing.defaults,
            f"{S}sheetView": sheet.dressing.view,
            f"{S}conditionalFormatting": self._condition,
        }

    def row(self, node: etree._Element) -> None:
        self._row = whole(node.get("r"), self._row + 2) - 1
        if self._row >= MOST_ROWS * 4:
            return
        self.sheet.dressing.row(self._row, node)
        column = -1
        for each in node:
            if each.tag != f"{S}c":
                continue
            match = AREA.fullmatch(each.get("r") or "")
            column = column_number(match[1]) if match else column + 1
            if column < MOST_COLUMNS * 2:
                self.sheet.boxes[self._row, column] = self._box(each, f"{match[1] if match else 'A'}{self._row + 1}")

    def _box(self, node: etree._Element, place: str) -> Box:
        kind, text = node.get("t") or "n", node.findtext(f"{S}v")
        box = Box(node.get("s"))
        formula = node.find(f"{S}f")
        if formula is not None:
            box.formula = self._formula(formula, place)
        if kind == "s":
            box.shared = whole(text, -1)
            box.value = ""
        elif kind == "inlineStr":
            box.inline, box.value = node.find(f"{S}is"), ""
            if box.inline is not None:
                box.inline = etree.fromstring(etree.tostring(box.inline))
        elif kind == "e":
            box.value, box.error = text or "#", True
        elif kind == "b":
            box.value = "TRUE" if text == "1" else "FALSE"
        elif text is not None:
            box.value = _ESCAPED.sub(lambda m: chr(int(m[1], 16)), text) if kind in ("str", "d") else number_of(text)
        return box

    def _formula(self, node: etree._Element, place: str) -> str:
        """The formula with its "="; one that is not computed here as "=?"."""
        text, group = node.text or "", node.get("si") or ""
        if node.get("t") == "shared":
            if text:
                self._shared[group] = (text, place)
            elif group in self._shared:
                first, origin = self._shared[group]
                try:
                    return str(Translator("=" + first, origin).translate_formula(place))
                except (TranslatorError, ValueError):
                    return "=?"
        return "=" + text if text and node.get("t") in (None, "shared", "normal") else "=?"

    def _columns(self, node: etree._Element) -> None:
        for each in node:
            self.sheet.dressing.columns(each)

    def _merge(self, node: etree._Element) -> None:
        if (area := area_of(node.get("ref"))) is not None:
            self.sheet.merges.append(area)

    def _condition(self, node: etree._Element) -> None:
        rules = [each for each in node if each.tag == f"{S}cfRule"]
        bare = any(each.get("showValue") in ("0", "false") for rule in rules for each in rule)
        if bare or any(self.styles.changing(rule.get("dxfId")) for rule in rules):
            areas = (area_of(each) for each in (node.get("sqref") or "").split())
            self.sheet.dressing.conditions += [area for area in areas if area is not None]
