"""The body of a Word document as paragraphs and grids: what is seen of it, with all changes accepted."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Protocol

from lxml import etree

from app.documents.read.formats.word.boxes import Box, figure_like, grid_of, in_place
from app.documents.read.formats.word.inside.drawings import Drawing, chosen, look_into
from app.documents.read.formats.word.inside.fields import Fields
from app.documents.read.formats.word.inside.formulas import formula
from app.documents.read.formats.word.inside.symbols import in_symbol_font, symbol
from app.documents.read.formats.word.line import Line, Piece
from app.documents.read.formats.word.numbering import Numbering
from app.documents.read.formats.word.styles import Styles
from app.documents.read.formats.word.tags import MATH, MC, W, child, number, on, tag, value
from app.documents.recognise.raw import (
    HIDDEN,
    MOST_ROWS,
    STRUCK,
    RawGrid,
    RawItem,
    RawText,
    Remark,
    Revision,
    pictures_left_out,
    raised,
    unread,
)
from app.model.files import FileProblem

GONE = frozenset(("del", "moveFrom"))
_TRACKED = tuple(f"{W}{name}" for name in ("ins", "del", "moveTo", "moveFrom"))
_BREAKS = {"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-", "ptab": "\t"}
_THROUGH = frozenset(
    ("sdt", "sdtContent", "ins", "moveTo", "customXml", "smartTag", "hyperlink", "dir", "ruby", "rubyBase")
)
_SILENT = frozenset(
    "delText delInstrText rt proofErr lastRenderedPageBreak softHyphen annotationRef footnoteRef endnoteRef separator"
    " continuationSeparator permStart permEnd bookmarkStart bookmarkEnd commentReference footnoteReference"
    " endnoteReference sectPr tblGrid".split()
)
_DATES = frozenset("dayShort monthShort yearShort dayLong monthLong yearLong pgNum".split())
_DEEPEST = 200
_THIN = 60  # twentieths of a point: a row of exactly this height shows no words


class Embedded(Protocol):
    """What reads another document that stands inside this one (w:altChunk): by its relation's id."""

    def __call__(self, key: str) -> list[RawItem]: ...


class Body:
    """Walks the document once; counts what was left out, gathers the words under each comment."""

    def __init__(
        self, name: str, root: etree._Element, styles: Styles, numbering: Numbering, embedded: Embedded, renewed: bool
    ) -> None:
        self.name, self.styles, self.numbering, self.embedded = name, styles, numbering, embedded
        self.fields = Fields(root, GONE, renewed)
        self.changes = 0
        self.drawn = Drawing()
        self.struck = self.hidden = False
        self.floating: list[str] = []
        self.revisions: list[Revision] = []
        self.anchors: dict[str, str] = {}
        self._under: list[str] = []  # comments whose range is open
        self._paragraph: etree._Element | None = None
        self._tables: list[etree._Element] = []
        self._inline: dict[str, Callable[[etree._Element, Line, int], None]] = {
            "r": self._run,
            "sym": lambda node, line, _: line.add(symbol(value(node, "char"), value(node, "font"))),
            "instrText": lambda node, line, _: self.fields.code(node.text or ""),
            "fldChar": lambda node, line, _: self._show(line, self.fields.mark(node)),
            "fldSimple": self._simple_field,
            "bdo": self._turned,
            "commentRangeStart": self._range,
            "commentRangeEnd": self._range,
            "txbxContent": self._text_box,
            "drawing": self._drawing,
            "pict": self._drawing,
            "object": self._drawing,
            f"{MC}AlternateContent": self._choice,
        }

    def remarks(self) -> Iterator[Remark]:
        if self.changes:
            yield Remark("", f"文件里有 {self.changes} 处修订，按接受修订后的内容读入")
        if self.struck:
            yield STRUCK
        if self.hidden:
            yield HIDDEN
        if self.drawn.pictures:
            yield pictures_left_out(self.drawn.pictures)
        if self.drawn.objects:
            note = "文件里有 {} 个嵌入的表格或对象，没有导入；请双击打开它，把内容复制出来，或对照原文填写"
            yield Remark("", note.format(self.drawn.objects))
        for words in self.floating:
            yield Remark(words, "浮在文字上面的文本框里的数，看不出它盖在哪一格上，请对照原文")

    # Blocks

    def blocks(self, parent: etree._Element, depth: int) -> Iterator[RawItem]:
        """Paragraphs and tables below `parent`; a paragraph whose mark is deleted or hidden runs on into the next."""
        if depth > _DEEPEST:
            raise FileProblem(f"“{self.name}”里的表格嵌套得太深，不像年报，没有导入。请用 Word、WPS 另存后再导入。")
        carried = ""
        for node in parent:
            name = tag(node)
            if name == "p":
                line = self.paragraph(node)
                if self._runs_on(node):
                    carried += line.text
                else:
                    yield RawText(carried + line.text)
                    carried = ""
                yield from line.boxes
            else:
                yield from self._block(node, name, depth)
        if carried:
            yield RawText(carried)

    def _block(self, node: etree._Element, name: str, depth: int) -> Iterator[RawItem]:
        if name == "tbl":
            yield from self.table(node, depth + 1)
        elif name in GONE:
            self.changes += 1
        elif name in _THROUGH:
            yield from self.blocks(node, depth + 1)
        elif node.tag == f"{MC}AlternateContent":
            choice = chosen(node)
            if choice is not None:
                yield from self.blocks(choice, depth + 1)
        elif name == "altChunk":
            yield from self.embedded(next((v for k, v in node.attrib.items() if k.endswith("}id")), ""))
        elif name not in _SILENT and not name.endswith("Pr"):
            line = Line()
            self._element(node, line, depth + 1)
            if line.text.strip():
                yield RawText(line.text)
            yield from line.boxes

    def _runs_on(self, paragraph: etree._Element) -> bool:
        look = child(paragraph, "pPr", "rPr")
        return any(child(look, mark) is not None for mark in GONE) or on(child(look, "vanish"))

    def paragraph(self, node: etree._Element) -> Line:
        """The words of a paragraph, and what stands in text boxes on it."""
        around, self._paragraph = self._paragraph, node
        line = Line()
        before = self.numbering.before(node) if self.fields.shown else ""
        self._elements(node, line, 0)
        if before:
            first = line.text[:1]
            line.pieces.insert(0, Piece(before + (" " if first.isdigit() else ""), *_place(line)))
        self._paragraph = around
        self._track(node, line.text)
        return line

    def _track(self, paragraph: etree._Element, text: str) -> None:
        """Who changed which words of a paragraph, as far as the file says."""
        for each in paragraph.iter(*_TRACKED) if self.changes else ():
            who = value(each, "author") or ""
            words = "".join(t.text or "" for t in each.iter(f"{W}t", f"{W}delText"))
            if who and words.strip():
                self.revisions.append(Revision(who, words, tag(each) in GONE, text))

    # What stands on a line

    def _elements(self, node: etree._Element, line: Line, depth: int) -> None:
        if depth > _DEEPEST:
            raise FileProblem(f"“{self.name}”里的内容嵌套得太深，不像年报，没有导入。请用 Word、WPS 另存后再导入。")
        for each in node:
            if isinstance(each.tag, str):
                self._element(each, line, depth)

    def _element(self, node: etree._Element, line: Line, depth: int) -> None:
        name = tag(node)
        if name in self._inline:
            self._inline[name](node, line, depth)
        elif name in GONE:
            self.changes += 1
        elif name in _BREAKS:
            if name != "br" or value(node, "type") in (None, "textWrapping"):
                self._show(line, _BREAKS[name])
        elif name == "t":
            self._show(line, node.text or "")
        elif name in _THROUGH:
            self.changes += name in ("ins", "moveTo")
            self._elements(node, line, depth + 1)
        elif node.tag.startswith(MATH):
            self._show(line, formula(node, self._in_formula))
        elif name not in _SILENT and not name.endswith("Pr"):
            self._unknown(node, name, line, depth)

    def _unknown(self, node: etree._Element, name: str, line: Line, depth: int) -> None:
        """An element that we do not know: what it holds of ours is read, anything else is said to be missing."""
        if name in _DATES:
            self._show(line, unread("日期"))
        elif node.tag.startswith(W):
            self._elements(node, line, depth + 1)
        elif name.rpartition("}")[2] == "contentPart":
            self._show(line, unread("墨迹"))
        elif next(node.iter(f"{W}t"), None) is not None:
            self._elements(node, line, depth + 1)
        elif "".join(node.itertext()).strip():
            self._show(line, unread("认不得的内容"))

    def _show(self, line: Line, text: str) -> None:
        if text and self.fields.shown:
            line.add(text)

    def _run(self, run: etree._Element, line: Line, depth: int) -> None:
        """The words of a run; none of one that is hidden or struck through."""
        inner = Line(boxes=line.boxes, floating=line.floating)
        self._elements(run, inner, depth + 1)
        line.floating = inner.floating
        text = self._seen(run, "".join(piece.text for piece in inner.pieces))
        if text:
            look = self.styles.look(run, self._paragraph, self._tables[-1] if self._tables else None)
            line.pieces.append(Piece(text, look.lift, look.size))
            for comment in self._under:
                self.anchors[comment] = self.anchors.get(comment, "") + text

    def _seen(self, run: etree._Element, text: str) -> str:
        """What is seen of these words of a run."""
        if not text:
            return ""
        look = self.styles.look(run, self._paragraph, self._tables[-1] if self._tables else None)
        if look.hidden or look.pale:
            self.hidden = self.hidden or bool(text.strip())
            return ""
        if look.struck:
            self.struck = self.struck or bool(text.strip())
            return ""
        if look.font:
            text = in_symbol_font(text, look.font)
        return raised(text, look.place == "subscript") if look.place else text

    def _in_formula(self, run: etree._Element, text: str) -> str:
        return self._seen(run, text)

    def _simple_field(self, node: etree._Element, line: Line, depth: int) -> None:
        instead, shown = self.fields.simple(node)
        if shown:
            self._elements(node, line, depth + 1)
        else:
            self._show(line, instead)

    def _turned(self, node: etree._Element, line: Line, depth: int) -> None:
        """Words whose direction is forced: from right to left the digits of a number stand the other way round."""
        begin = len(line.pieces)
        self._elements(node, line, depth + 1)
        if value(node) == "rtl" and any(c.isdigit() for piece in line.pieces[begin:] for c in piece.text):
            line.pieces[begin:] = [Piece(unread("从右向左的字"))]

    def _range(self, node: etree._Element, line: Line, depth: int) -> None:
        comment = value(node, "id") or ""
        if tag(node) == "commentRangeStart":
            self._under.append(comment)
        elif comment in self._under:
            self._under.remove(comment)

    def _choice(self, node: etree._Element, line: Line, depth: int) -> None:
        choice = chosen(node)
        if choice is not None:
            self._elements(choice, line, depth + 1)

    def _text_box(self, node: etree._Element, line: Line, depth: int) -> None:
        if self.fields.shown:
            line.boxes.extend(self.blocks(node, depth + 1))

    def _drawing(self, node: etree._Element, line: Line, depth: int) -> None:
        """The text boxes of a drawing; one without words is a picture, which is counted."""
        found = look_into(node, self.drawn)
        if found.words:
            self._show(line, found.words)
        for box in found.boxes:
            items = list(self.blocks(box, depth + 1)) if self.fields.shown else []
            words = " ".join(item.text.strip() for item in items if isinstance(item, RawText)).strip()
            line.floating = line.floating or (found.floating and bool(words))
            if found.floating and figure_like(words):
                self.floating.append(words)
            line.boxes.extend(items)

    # Tables

    def table(self, node: etree._Element, depth: int) -> Iterator[RawItem]:
        """The grid, its merges as spans; tables inside its boxes follow it on their own."""
        inner: list[RawItem] = []
        rows: list[list[Box]] = []
        self._tables.append(node)
        uncertain = self.styles.uncertain(node)
        for line in self._parts(node, "tr"):
            if len(rows) >= MOST_ROWS:
                raise FileProblem(
                    f"“{self.name}”里有超过 {MOST_ROWS} 行的表格，不像年报，没有导入。请只保留年报正文，另存后再导入。"
                )
            if any(child(line, "trPr", gone) is not None for gone in GONE):
                self.changes += 1
                continue
            row = list(self._boxes(line, inner, depth, uncertain))
            if _unseen(line):
                self.hidden = self.hidden or any(box.text for box in row)
                row = [Box("", box.along, box.merge) for box in row]
            rows.append(row)
        self._tables.pop()
        yield grid_of(rows)
        yield from inner

    def _parts(self, node: etree._Element, wanted: str) -> Iterator[etree._Element]:
        """The rows of a table or the boxes of a row, whatever they are wrapped in."""
        for each in node:
            name = tag(each)
            if name == wanted:
                yield each
            elif name in _THROUGH:
                yield from self._parts(each, wanted)
            elif each.tag == f"{MC}AlternateContent" and (choice := chosen(each)) is not None:
                yield from self._parts(choice, wanted)

    def _boxes(self, line: etree._Element, inner: list[RawItem], depth: int, uncertain: bool) -> Iterator[Box]:
        before = number(value(child(line, "trPr", "gridBefore"))) or 0
        if before > 0:
            yield Box("", before, "")
        for box in self._parts(line, "tc"):
            if child(box, "tcPr", "cellDel") is not None:
                self.changes += 1
                continue
            words = self._box(box, inner, depth)
            if uncertain and figure_like(words):
                words += unread("表格样式")
            along = max(1, number(value(child(box, "tcPr", "gridSpan"))) or 1)
            beside, down = child(box, "tcPr", "hMerge"), child(box, "tcPr", "vMerge")
            if beside is not None and (value(beside) or "continue") == "continue":
                yield Box(words, along, "beside")
            else:
                yield Box(words, along, "" if down is None else (value(down) or "continue"))

    def _box(self, box: etree._Element, inner: list[RawItem], depth: int) -> str:
        """The words of a box; a picture, a table or a floating text in it that may be its figure is said."""
        drawn, floating = self.drawn.seen, len(self.floating)
        words: list[str] = []
        grids: list[RawGrid] = []
        for item in self.blocks(box, depth):
            if isinstance(item, RawText):
                words.append(item.text)
            else:
                grids.append(item)
        placed, others = in_place(grids)
        inner.extend(others)
        text = re.sub(r"\n{2,}", "\n", "\n".join((*words, *placed))).strip()
        if self.drawn.seen > drawn and (not text or figure_like(text)):
            text += unread("图片")
        if len(self.floating) > floating:
            text += unread("浮动的文本框")
        return text


def _place(line: Line) -> tuple[int, int]:
    return (line.pieces[0].lift, line.pieces[0].size) if line.pieces else (0, 0)


def _unseen(row: etree._Element) -> bool:
    """Whether a row of a table is hidden, or too low to show anything."""
    if on(child(row, "trPr", "hidden")):
        return True
    height = child(row, "trPr", "trHeight")
    points = number(value(height))
    return value(height, "hRule") == "exact" and points is not None and 0 <= points <= _THIN
