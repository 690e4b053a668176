"""An ODT (or flat .fodt) as raw paragraphs and grids."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from app.documents.read.formats.opendocument.lists import Lists
from app.documents.read.formats.opendocument.parts import DRAW, OFFICE, STYLE, TABLE, TEXT, open_parts
from app.documents.read.formats.opendocument.styles import Look, Styles
from app.documents.read.formats.opendocument.tables import sheet_of
from app.documents.read.formats.opendocument.words import Words
from app.documents.read.formats.word.boxes import figure_like, in_place
from app.documents.recognise.raw import Raw, RawGrid, RawItem, RawText, unread
from app.model.files import FileProblem

_DEEPEST = 100
_MARGINS = [f"{STYLE}{part}{which}" for part in ("header", "footer") for which in ("", "-left", "-first")]
_SKIPPED = frozenset((f"{TEXT}tracked-changes", f"{OFFICE}forms", f"{TEXT}sequence-decls", f"{TEXT}list-header"))


def read_odt(data: bytes, name: str) -> Raw:
    """Read the bytes of an ODT called `name`; FileProblem when it is broken, locked or hostile."""
    parts = open_parts(data, name, "text")
    reader = _Reader(Styles(parts.roots), name)
    reader.words.changes = len(list(parts.body.iter(f"{TEXT}changed-region")))
    items = tuple(reader.blocks(parts.body, Look(), 0))
    margins = [
        "".join(line.itertext())
        for root in parts.roots
        for part in root.iter(*_MARGINS)
        for line in part.iter(f"{TEXT}p", f"{TEXT}h")
    ]
    return Raw(items, tuple(reader.words.remarks()), title=parts.title, margins=tuple(margins))


class _Reader:
    def __init__(self, styles: Styles, name: str) -> None:
        self.styles, self.name = styles, name
        self.words = Words(styles)
        self.lists = Lists(styles)

    def blocks(self, parent: etree._Element, look: Look, depth: int) -> Iterator[RawItem]:
        if depth > _DEEPEST:
            raise FileProblem(f"“{self.name}”里的内容嵌套得太深，不像年报，没有导入。请另存为 .docx 后再导入。")
        for node in parent:
            if node.tag in (f"{TEXT}p", f"{TEXT}h"):
                line = self.words.paragraph(node, look)
                number = self.lists.before(node) if line.text.strip() else ""
                yield RawText(number + line.text)
                for box in line.boxes:
                    yield from self.blocks(box, Look(), depth + 1)
            elif node.tag == f"{TABLE}table":
                yield from self._table(node, depth)
            elif node.tag == f"{TEXT}section" and node.get(f"{TEXT}display") == "none":
                self.words.hidden = self.words.hidden or bool("".join(node.itertext()).strip())
            elif node.tag in (f"{TEXT}list", f"{TEXT}list-item"):
                with self.lists.inside(node):
                    yield from self.blocks(node, look, depth + 1)
            elif isinstance(node.tag, str) and node.tag not in _SKIPPED:
                if node.tag.startswith(DRAW):
                    yield from self._drawing(node, depth)
                else:
                    yield from self.blocks(node, look, depth + 1)

    def _drawing(self, node: etree._Element, depth: int) -> Iterator[RawItem]:
        """What floats on the page beside the paragraphs."""
        boxes = list(node.iter(f"{DRAW}text-box"))
        self.words.pictures += not boxes and node.tag == f"{DRAW}frame"
        for box in boxes:
            yield from self.blocks(box, Look(), depth + 1)

    def _table(self, node: etree._Element, depth: int) -> Iterator[RawItem]:
        inner: list[RawItem] = []

        def words(box: etree._Element, style: str | None, row: int, column: int) -> str:
            look = self.styles.look("table-cell", style)
            pictures = self.words.pictures
            texts: list[str] = []
            grids: list[RawGrid] = []
            for item in self.blocks(box, look, depth + 1):
                if isinstance(item, RawText):
                    texts.append(item.text)
                else:
                    grids.append(item)
            placed, others = in_place(grids)
            inner.extend(others)
            text = "\n".join(each for each in (*texts, *placed) if each.strip()).strip()
            lost = self.words.pictures > pictures and (not text or figure_like(text))
            return text + unread("图片") if lost else text

        sheet = sheet_of(node, self.styles, words)
        grid = sheet.grid()
        if grid is not None:
            yield grid
        yield from inner
