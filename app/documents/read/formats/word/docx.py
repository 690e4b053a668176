"""A DOCX (zipped or flat) as raw paragraphs and grids: 修订 taken as if accepted, 批注 listed, nothing run or fetched."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

from lxml import etree

from app.documents.read.formats.word.body import Body
from app.documents.read.formats.word.inside.controls import settle_bound
from app.documents.read.formats.word.numbering import Numbering
from app.documents.read.formats.word.styles import Styles
from app.documents.read.formats.word.tags import W, child, on, tag, value
from app.documents.read.unpack import Package, open_package
from app.documents.recognise.raw import Raw, RawItem, RawText, Remark, unread
from app.model.files import FileProblem

Other = Callable[[bytes, str], Raw]
"""Reads a document of another kind that stands inside this one."""

_DC = "{http://purl.org/dc/elements/1.1/}"
_MOST_EMBEDDED = 20
_MOST_NOTES = 20


def read_docx(data: bytes, name: str, other: Other | None = None) -> Raw:
    """Read the bytes of a DOCX called `name`; FileProblem when it is broken, locked or hostile."""
    package = open_package(data, name)
    main = package.main()
    root = package.tree(main) if main else None
    if main is None or root is None:
        raise FileProblem(f"“{name}”不是 Word 文档，没有导入。请用 Word、WPS 打开后另存为 .docx，再导入。")
    settle_bound(root, package, main)

    def part(kind: str) -> etree._Element | None:
        path = package.related(main, kind)
        usual = main.rpartition("/")[0] + f"/{kind}.xml"
        return package.lenient_tree(path if path is not None else usual)

    core = package.lenient_tree("docProps/core.xml")
    title = core.findtext(f"{_DC}title") if core is not None else None
    embedded = _Embedded(package, main, other)
    raw = read_body(root, name, part, embedded)
    margins = [words for part in _margins(package, main) for words in lines_of(part)]
    return replace(raw, remarks=(*raw.remarks, *embedded.remarks), title=title or "", margins=tuple(margins))


def _margins(package: Package, main: str) -> Iterator[etree._Element]:
    """The headers and footers of the document."""
    for relation in package.relations(main).values():
        if relation.kind in ("header", "footer") and not relation.external:
            root = package.lenient_tree(relation.target)
            if root is not None:
                yield root


def read_body(
    root: etree._Element, name: str, part: Callable[[str], etree._Element | None], embedded: _Embedded | None = None
) -> Raw:
    """A w:document as paragraphs and grids. `part`: its styles, numbering, settings, comments, notes by their kinds."""
    styles = Styles(part("styles"))
    body = child(root, "body")
    renewed = on(child(part("settings"), "updateFields"))
    numbering = Numbering(part("numbering"), styles)
    reader = Body(name, root, styles, numbering, embedded or _Embedded(None, "", None), renewed)
    items = tuple(reader.blocks(body, 0)) if body is not None else ()
    notes = [*_notes(root, part("footnotes"), "footnote"), *_notes(root, part("endnotes"), "endnote")]
    remarks = (*reader.remarks(), *_comments(part("comments"), reader.anchors), *notes)
    return Raw(items, remarks, revisions=tuple(reader.revisions))


class _Embedded:
    """The documents inside a document (w:altChunk), read where they stand."""

    def __init__(self, package: Package | None, main: str, other: Other | None) -> None:
        self.package, self.other, self.remarks, self.read = package, other, [], 0
        self._relations = package.relations(main) if package is not None else {}

    def __call__(self, key: str) -> list[RawItem]:
        relation = self._relations.get(key)
        data = self.package.data(relation.target) if self.package is not None and relation is not None else None
        self.read += 1
        if data is None or self.other is None or self.read > _MOST_EMBEDDED:
            return [RawText(unread("插入的另一个文件"))]
        try:
            raw = self.other(data, relation.target.rpartition("/")[2] if relation is not None else "")
        except FileProblem:
            return [RawText(unread("插入的另一个文件"))]
        self.remarks += raw.remarks
        return list(raw.items)


def _words(node: etree._Element) -> str:
    return " ".join(lines_of(node))


def lines_of(node: etree._Element) -> list[str]:
    """The words of each paragraph in it."""
    return [text for p in node.iter(f"{W}p") if (text := "".join(t.text or "" for t in p.iter(f"{W}t")))]


def _comments(root: etree._Element | None, anchors: dict[str, str]) -> Iterator[Remark]:
    for node in root if root is not None else ():
        if tag(node) == "comment":
            who = value(node, "author") or "未署名"
            yield Remark(anchors.get(value(node, "id") or "", ""), f"批注（{who}）：{_words(node)}")


def _notes(root: etree._Element, notes: etree._Element | None, kind: str) -> Iterator[Remark]:
    """The words at the foot of the page, which belong to no text of the report."""
    called = [value(mark, "id") for mark in root.iter(f"{W}{kind}Reference")][:_MOST_NOTES]
    for node in notes if notes is not None and called else ():
        if tag(node) == kind and value(node, "id") in called and (words := _words(node)):
            yield Remark(words, "脚注，没有读入正文" if kind == "footnote" else "尾注，没有读入正文")
