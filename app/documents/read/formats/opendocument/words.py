"""The words of paragraphs of an OpenDocument file as they are seen, and what stands beside them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from lxml import etree

from app.documents.read.formats.opendocument.parts import DRAW, OFFICE, TEXT, whole
from app.documents.read.formats.opendocument.styles import Look, Styles
from app.documents.read.formats.word.inside.symbols import in_symbol_font
from app.documents.recognise.raw import HIDDEN, STRUCK, Remark, pictures_left_out, raised, unread

_DC = "{http://purl.org/dc/elements/1.1/}"
_SILENT = frozenset(
    f"{TEXT}{name}"
    for name in "tracked-changes change change-start change-end bookmark bookmark-start bookmark-end soft-page-break"
    " reference-mark reference-mark-start reference-mark-end ruby-text toc-mark alphabetical-index-mark sequence-decls"
    " variable-decls user-field-decls dde-connection-decls variable-set".split()
)
_DEEPEST = 200
_MOST_SPACES = 200


@dataclass
class Line:
    """`boxes`: text boxes that stand on the paragraph."""

    words: list[str] = field(default_factory=list)
    boxes: list[etree._Element] = field(default_factory=list)

    @property
    def text(self) -> str:
        return "".join(self.words)


class Words:
    """Reads paragraphs; counts what is left out."""

    def __init__(self, styles: Styles) -> None:
        self.styles = styles
        self.struck = self.hidden = False
        self.pictures = 0
        self.changes = 0
        self._said: list[Remark] = []
        self._does: dict[str, Callable[[etree._Element, Line, Look, int], None]] = {
            f"{TEXT}s": lambda node, line, look, _: line.words.append(
                " " * min(whole(node.get(f"{TEXT}c")), _MOST_SPACES)
            ),
            f"{TEXT}tab": lambda node, line, look, _: line.words.append("\t"),
            f"{TEXT}line-break": lambda node, line, look, _: line.words.append("\n"),
            f"{TEXT}note": self._note,
            f"{TEXT}hidden-text": self._conditional,
            f"{TEXT}hidden-paragraph": self._conditional,
            f"{OFFICE}annotation": self._annotation,
            f"{DRAW}frame": self._frame,
            f"{DRAW}custom-shape": self._shape,
            f"{DRAW}control": lambda node, line, look, _: line.words.append(unread("窗体控件")),
            f"{DRAW}text-box": lambda node, line, look, _: line.boxes.append(node),
        }

    def remarks(self) -> Iterator[Remark]:
        if self.changes:
            yield Remark("", f"文件里有 {self.changes} 处修订，按接受修订后的内容读入")
        if self.struck:
            yield STRUCK
        if self.hidden:
            yield HIDDEN
        if self.pictures:
            yield pictures_left_out(self.pictures)
        yield from self._said

    def paragraph(self, node: etree._Element, over: Look) -> Line:
        """A text:p or text:h in something that looks like `over` (a box of a table)."""
        line = Line()
        self._inside(node, line, self.styles.look("paragraph", node.get(f"{TEXT}style-name"), over), 0)
        return line

    def _inside(self, node: etree._Element, line: Line, look: Look, depth: int) -> None:
        if depth > _DEEPEST:
            line.words.append(unread("嵌套太深的内容"))
            return
        self._say(node.text, line, look)
        for each in node:
            if isinstance(each.tag, str):
                if each.tag in self._does:
                    self._does[each.tag](each, line, look, depth)
                elif each.tag == f"{TEXT}span":
                    inner = self.styles.look("text", each.get(f"{TEXT}style-name"), look)
                    self._inside(each, line, inner, depth + 1)
                elif each.tag not in _SILENT:
                    self._inside(each, line, look, depth + 1)
            self._say(each.tail, line, look)

    def _say(self, text: str | None, line: Line, look: Look) -> None:
        if not text:
            return
        text = " ".join(text.replace("\r", "\n").split("\n")) if "\n" in text else text
        if look.hidden or look.pale:
            self.hidden = self.hidden or bool(text.strip())
        elif look.struck:
            self.struck = self.struck or bool(text.strip())
        else:
            if look.font:
                text = in_symbol_font(text, look.font)
            line.words.append(raised(text, look.place == "subscript") if look.place else text)

    def _note(self, node: etree._Element, line: Line, look: Look, depth: int) -> None:
        words = " ".join("".join(p.itertext()) for p in node.iter(f"{TEXT}p"))
        if words.strip() and len(self._said) < 40:
            self._said.append(Remark(words, "脚注，没有读入正文"))

    def _annotation(self, node: etree._Element, line: Line, look: Look, depth: int) -> None:
        who = node.findtext(f"{_DC}creator") or "未署名"
        words = " ".join("".join(p.itertext()) for p in node.iter(f"{TEXT}p"))
        if len(self._said) < 40:
            self._said.append(Remark(line.text[-20:], f"批注（{who}）：{words}"))

    def _conditional(self, node: etree._Element, line: Line, look: Look, depth: int) -> None:
        """Words that show or not by a condition."""
        if node.get(f"{TEXT}is-hidden") == "true" or node.tag == f"{TEXT}hidden-paragraph":
            self.hidden = True
        else:
            self._say(node.get(f"{TEXT}string-value") or node.text, line, look)

    def _frame(self, node: etree._Element, line: Line, look: Look, depth: int) -> None:
        boxes = list(node.iter(f"{DRAW}text-box"))
        if boxes:
            line.boxes += boxes
        elif node.find(f"{DRAW}object") is not None:
            line.words.append(unread("公式或嵌入的对象"))
        else:
            self.pictures += 1

    def _shape(self, node: etree._Element, line: Line, look: Look, depth: int) -> None:
        if next(node.iter(f"{TEXT}p"), None) is not None and "".join(node.itertext()).strip():
            line.boxes.append(node)
