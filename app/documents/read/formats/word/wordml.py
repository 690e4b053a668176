"""The XML of Word 2003 (.xml, or named .doc): told in the words of today's format and read as one."""

from __future__ import annotations

from dataclasses import replace

from lxml import etree

from app.documents.read.formats.word.docx import lines_of, read_body
from app.documents.read.formats.word.tags import NAMESPACE, W, child, value
from app.documents.read.unpack import in_utf8, parse
from app.documents.recognise.raw import Raw, Remark

_OLD = b"http://schemas.microsoft.com/office/word/2003/wordml"
_AML = "{http://schemas.microsoft.com/aml/2001/core}"
_WX = "{http://schemas.microsoft.com/office/word/2003/auxHint}"
_OFFICE = "{urn:schemas-microsoft-com:office:office}"
_RENAMED = {
    f"{W}vmerge": "vMerge",
    f"{W}hmerge": "hMerge",
    f"{_WX}sect": "sdtContent",
    f"{_WX}sub-section": "sdtContent",
}
_CHANGES = {
    "Word.Insertion": "ins",
    "Word.Deletion": "del",
    "Word.Comment.Start": "commentRangeStart",
    "Word.Comment.End": "commentRangeEnd",
}
_BULLETS = ("Symbol", "Wingdings", "Wingdings 2", "Wingdings 3", "Webdings")


def read_wordml(data: bytes, name: str) -> Raw:
    """Read the bytes of a Word 2003 XML document called `name`; FileProblem when it is damaged or hostile."""
    root = parse(in_utf8(data).replace(_OLD, NAMESPACE.encode()), name)
    body = child(root, "body")
    notes: list[Remark] = []
    comments = etree.Element(f"{W}comments")
    for node in list(root.iter(f"{_AML}annotation")):
        _annotation(node, comments)
    for node in list(root.iter(f"{_AML}content")):
        node.tag = f"{W}sdtContent"
    for node in list(root.iter(*_RENAMED)):
        node.tag = W + _RENAMED[node.tag]
    for kind, note in (("footnote", "脚注，没有读入正文"), ("endnote", "尾注，没有读入正文")):
        for node in list(root.iter(f"{W}{kind}")):
            words = "".join(t.text or "" for t in node.iter(f"{W}t"))
            if words and body in node.iterancestors():
                notes.append(Remark(words, note))
            _drop(node)
    for node in root.iter(f"{W}p"):
        _numbered(node)
    parts = {"styles": child(root, "styles"), "comments": comments}
    raw = read_body(root, name, parts.get)
    title = root.findtext(f"{_OFFICE}DocumentProperties/{_OFFICE}Title")
    margins = (words for part in root.iter(f"{W}hdr", f"{W}ftr") for words in lines_of(part))
    return replace(raw, remarks=(*raw.remarks, *notes), title=title or "", margins=tuple(margins))


def _annotation(node: etree._Element, comments: etree._Element) -> None:
    """Make a change or the range of a comment of it; a comment itself goes out of the text."""
    kind = value(node, "type") or ""
    if kind in _CHANGES:
        node.tag = W + _CHANGES[kind]
        node.set(f"{W}id", node.get(f"{_AML}id", ""))
    elif kind == "Word.Comment":
        comment = etree.SubElement(comments, f"{W}comment")
        comment.set(f"{W}id", node.get(f"{_AML}id", ""))
        comment.set(f"{W}author", node.get(f"{_AML}author", ""))
        comment.extend(list(node))
        _drop(node)
    else:
        node.tag = f"{W}sdt"  # a bookmark or the like: what it holds stays


def _drop(node: etree._Element) -> None:
    parent = node.getparent()
    if parent is not None:
        parent.remove(node)


def _numbered(paragraph: etree._Element) -> None:
    """The number that Word wrote before a paragraph stands in a hint; it becomes words."""
    listed = child(paragraph, "pPr", "listPr")
    hint = listed.find(f"{_WX}t") if listed is not None else None
    font = listed.find(f"{_WX}font") if listed is not None else None
    if hint is None or (font is not None and font.get(f"{_WX}val") in _BULLETS):
        return
    run = etree.Element(f"{W}r")
    etree.SubElement(run, f"{W}t").text = hint.get(f"{_WX}val")
    own = child(paragraph, "pPr")
    paragraph.insert(paragraph.index(own) + 1 if own is not None else 0, run)
