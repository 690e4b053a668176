"""A DOCX as raw paragraphs and grids: 修订 taken as if accepted, 批注 listed, hidden words left out, nothing run or fetched."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from app.documents.read.unpack import open_package, part_xml
from app.documents.recognise.raw import (
    MOST_ROWS,
    STRUCK,
    Raw,
    RawGrid,
    RawItem,
    RawText,
    Remark,
    grid,
    pictures_left_out,
    raised,
)
from app.model.files import FileProblem

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_STRICT = "{http://purl.oclc.org/ooxml/wordprocessingml/main}"
_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_DC = "{http://purl.org/dc/elements/1.1/}"
_GONE = frozenset(("del", "moveFrom"))
_BREAKS = {"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-", "ptab": "\t"}
_DEEPEST = 200


def read_docx(data: bytes, name: str) -> Raw:
    """Read the bytes of a DOCX called `name`; FileProblem when it is broken, locked or hostile."""
    package = open_package(data, name)
    root = part_xml(package, "word/document.xml", name)
    if root is None:
        raise FileProblem(f"“{name}”不是 Word 文档，没有导入。请用 Word、WPS 打开后另存为 .docx，再导入。")
    reader = _Reader(name)
    body = next((child for child in root if _tag(child) == "body"), None)
    items = list(reader.blocks(body, 0)) if body is not None else []
    core = part_xml(package, "docProps/core.xml", name)
    title = core.findtext(f"{_DC}title") if core is not None else None
    comments = part_xml(package, "word/comments.xml", name)
    return Raw(tuple(items), (*reader.remarks(), *_comments(comments, reader.anchors)), title=title or "")


def _tag(node: etree._Element) -> str:
    """The local name of a WordprocessingML element; others with their namespace."""
    tag = node.tag if isinstance(node.tag, str) else ""
    return tag.removeprefix(_W).removeprefix(_STRICT)


def _value(node: etree._Element | None, key: str = "val") -> str | None:
    if node is None:
        return None
    return node.get(f"{_W}{key}", node.get(f"{_STRICT}{key}"))


def _child(node: etree._Element | None, *path: str) -> etree._Element | None:
    for step in path:
        node = next((child for child in node if _tag(child) == step), None) if node is not None else None
    return node


def _on(node: etree._Element | None) -> bool:
    """Whether a switch like w:vanish is there and not turned off."""
    return node is not None and _value(node) not in ("0", "false", "off")


class _Reader:
    """Walks the body once; counts changes and pictures, gathers the words under each comment."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.changes = 0
        self.pictures = 0
        self.struck = False
        self.anchors: dict[str, str] = {}
        self._under: list[str] = []  # comments whose range is open

    def remarks(self) -> Iterator[Remark]:
        if self.changes:
            yield Remark("", f"文件里有 {self.changes} 处修订，按接受修订后的内容读入")
        if self.struck:
            yield STRUCK
        if self.pictures:
            yield pictures_left_out(self.pictures)

    def blocks(self, parent: etree._Element, depth: int) -> Iterator[RawItem]:
        """Paragraphs and tables below `parent`; a paragraph whose mark was deleted runs on into the next."""
        if depth > _DEEPEST:
            raise FileProblem(f"“{self.name}”里的表格嵌套得太深，不像年报，没有导入。请用 Word、WPS 另存后再导入。")
        carried = ""
        for child in parent:
            tag = _tag(child)
            if tag == "p":
                text, boxes = self.paragraph(child)
                if (
                    _child(child, "pPr", "rPr", "del") is not None
                    or _child(child, "pPr", "rPr", "moveFrom") is not None
                ):
                    carried += text
                else:
                    yield RawText(carried + text)
                    carried = ""
                yield from boxes
            elif tag == "tbl":
                yield from self.table(child, depth + 1)
            elif tag in ("sdt", "sdtContent", "ins", "moveTo", "customXml", "smartTag"):
                yield from self.blocks(child, depth + 1)
        if carried:
            yield RawText(carried)

    def paragraph(self, node: etree._Element) -> tuple[str, list[RawItem]]:
        """(the words of a paragraph as they read with all changes accepted, what stands in text boxes on it)."""
        words: list[str] = []
        boxes: list[RawItem] = []
        self._runs(node, words, boxes, 0)
        return "".join(words), boxes

    def _runs(self, node: etree._Element, words: list[str], boxes: list[RawItem], depth: int) -> None:
        if depth > _DEEPEST:
            return
        for child in node:
            tag = _tag(child)
            if tag in _GONE:
                self.changes += 1
            elif tag in ("ins", "moveTo"):
                self.changes += 1
                self._runs(child, words, boxes, depth + 1)
            elif tag == "r":
                self._run(child, words, boxes, depth)
            elif tag == "t":
                self._say(words, child.text or "")
            elif tag in _BREAKS:
                if tag != "br" or _value(child, "type") in (None, "textWrapping"):
                    self._say(words, _BREAKS[tag])
            elif tag in ("commentRangeStart", "commentRangeEnd"):
                self._range(tag, _value(child, "id") or "")
            elif tag == "txbxContent":
                boxes.extend(self.blocks(child, depth + 1))
            elif child.tag == f"{_MC}AlternateContent":
                choice = child.find(f"{_MC}Choice")
                choice = choice if choice is not None else child.find(f"{_MC}Fallback")
                if choice is not None:
                    self._runs(choice, words, boxes, depth + 1)
            elif tag in ("pPr", "rPr", "instrText", "delText", "footnoteReference", "endnoteReference", "sdtPr", "rt"):
                continue
            else:
                if tag in ("drawing", "pict") and next(child.iter(f"{_W}txbxContent"), None) is None:
                    self.pictures += 1
                    continue
                self._runs(child, words, boxes, depth + 1)

    def _run(self, run: etree._Element, words: list[str], boxes: list[RawItem], depth: int) -> None:
        """The words of a run; none of one that is hidden or struck through."""
        look = _child(run, "rPr")
        if _on(_child(look, "vanish")):
            return
        begin = len(words)
        if _on(_child(look, "strike")) or _on(_child(look, "dstrike")):
            self._runs(run, [], boxes, depth + 1)
            self.struck = True
        else:
            self._runs(run, words, boxes, depth + 1)
        place = _value(_child(look, "vertAlign"))
        if place in ("superscript", "subscript"):
            words[begin:] = [raised(each, place == "subscript") for each in words[begin:]]

    def _say(self, words: list[str], text: str) -> None:
        words.append(text)
        for comment in self._under:
            self.anchors[comment] = self.anchors.get(comment, "") + text

    def _range(self, tag: str, comment: str) -> None:
        if tag == "commentRangeStart":
            self._under.append(comment)
        elif comment in self._under:
            self._under.remove(comment)

    def table(self, node: etree._Element, depth: int) -> Iterator[RawItem]:
        """The grid, its merges as spans; tables inside its boxes follow it on their own."""
        inner: list[RawItem] = []
        rows: list[list[_Box]] = []
        for line in self._rows(node):
            if len(rows) >= MOST_ROWS:
                raise FileProblem(
                    f"“{self.name}”里有超过 {MOST_ROWS} 行的表格，不像年报，没有导入。请只保留年报正文，另存后再导入。"
                )
            if _child(line, "trPr", "del") is not None:
                self.changes += 1
                continue
            rows.append(list(self._boxes(line, inner, depth)))
        yield _grid(rows)
        yield from inner

    def _rows(self, node: etree._Element) -> Iterator[etree._Element]:
        for child in node:
            if _tag(child) == "tr":
                yield child
            elif _tag(child) in ("sdt", "sdtContent", "ins", "moveTo", "customXml"):
                yield from self._rows(child)

    def _boxes(self, line: etree._Element, inner: list[RawItem], depth: int) -> Iterator[_Box]:
        before = _child(line, "trPr", "gridBefore")
        if before is not None and (_value(before) or "").isdigit():
            yield _Box("", int(_value(before) or "0"), "")
        for box in self._cells(line):
            if _child(box, "tcPr", "cellDel") is not None:
                self.changes += 1
                continue
            merge = _child(box, "tcPr", "vMerge")
            words: list[str] = []
            for item in self.blocks(box, depth):
                if isinstance(item, RawText):
                    words.append(item.text)
                else:
                    inner.append(item)
            span = _value(_child(box, "tcPr", "gridSpan")) or "1"
            kind = "" if merge is None else (_value(merge) or "continue")
            yield _Box("\n".join(words).strip(), int(span) if span.isdigit() else 1, kind)

    def _cells(self, line: etree._Element) -> Iterator[etree._Element]:
        for child in line:
            if _tag(child) == "tc":
                yield child
            elif _tag(child) in ("sdt", "sdtContent", "customXml", "ins", "moveTo"):
                yield from self._cells(child)


class _Box:
    """A w:tc: its words, how many columns it covers, and "restart", "continue" or "" for its vertical merge."""

    def __init__(self, text: str, along: int, merge: str) -> None:
        self.text, self.along, self.merge = text, max(1, min(along, 200)), merge
        self.down = 1


def _grid(rows: list[list[_Box]]) -> RawGrid:
    """Count how far down each box goes that the rows below continue at the same column."""
    above: dict[int, _Box] = {}
    placed: list[list[tuple[str, int, int]]] = []
    kept: list[list[_Box]] = []
    for row in rows:
        column = 0
        begun: list[_Box] = []
        now: dict[int, _Box] = {}
        for box in row:
            over = above.get(column)
            if box.merge == "continue" and over is not None and over.along == box.along:
                over.down += 1
                if box.text and not over.text:
                    over.text = box.text
                now[column] = over
            else:
                begun.append(box)
                if box.merge:
                    now[column] = box
            column += box.along
        above = now
        kept.append(begun)
    for begun in kept:
        placed.append([(box.text, box.down, box.along) for box in begun])
    return grid(placed)


def _comments(root: etree._Element | None, anchors: dict[str, str]) -> Iterator[Remark]:
    for node in root if root is not None else ():
        if _tag(node) != "comment":
            continue
        words = " ".join(text for p in node if (text := "".join(t.text or "" for t in p.iter(f"{_W}t", f"{_STRICT}t"))))
        who = _value(node, "author") or "未署名"
        yield Remark(anchors.get(_value(node, "id") or "", ""), f"批注（{who}）：{words}")
