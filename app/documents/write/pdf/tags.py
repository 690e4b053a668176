"""The structure of a PDF: headings, paragraphs, lists and tables as a screen reader meets them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Literal

from reportlab.pdfbase.pdfdoc import PDFArray, PDFDictionary, PDFName, PDFString
from reportlab.pdfgen.canvas import Canvas

Decoration = Literal["rules", "header", "footer"]
_ARTIFACTS: dict[Decoration, str] = {
    "rules": "/Type /Layout",
    "header": "/Type /Pagination /Subtype /Header",
    "footer": "/Type /Pagination /Subtype /Footer",
}


class Element:
    """One element: its children, or the marked pieces of pages (page number, piece number) that are it.

    `attributes`: of a table's cell, or of a list. `headers`: the elements that head a cell, in the order to be said.
    """

    def __init__(self, tag: str, parent: Element | None = None, attributes: dict[str, object] | None = None) -> None:
        self.tag = tag
        self.attributes = attributes or {}
        self.headers: tuple[Element, ...] = ()
        self.id = ""
        self.children: list[Element] = []
        self.pieces: list[tuple[int, int]] = []
        if parent:
            parent.children.append(self)


class Structure:
    """Marks what is drawn on a canvas and writes the tree of elements into its document."""

    def __init__(self, canvas: Canvas) -> None:
        self.root = Element("Document")
        self._canvas = canvas
        self._owners: dict[int, list[Element]] = defaultdict(list)  # page -> the element of each of its pieces

    @contextmanager
    def marked(self, what: Element | Decoration) -> Iterator[None]:
        """What is drawn inside is a piece of the element, or decoration that nobody needs to hear."""
        code: list[str] = self._canvas._code  # type: ignore[attr-defined]
        if isinstance(what, Element):
            page = self._canvas.getPageNumber()
            number = len(self._owners[page])
            self._owners[page].append(what)
            what.pieces.append((page, number))
            code.append(f"/{what.tag} <</MCID {number}>> BDC")
        else:
            code.append(f"/Artifact <<{_ARTIFACTS[what]}>> BDC")
        yield
        code.append("EMC")

    def write(self) -> None:
        """Put the tree into the document; call when every page is drawn."""
        document: Any = self._canvas._doc  # type: ignore[attr-defined]
        pages = document.Pages.pages
        for number, page in enumerate(pages, 1):
            # reportlab knows no such entries of a page: it writes those that are named here
            page.__NoDefault__ = [*page.__NoDefault__, "StructParents", "Tabs"]
            page.StructParents, page.Tabs = number - 1, PDFName("S")
        tree = PDFDictionary({"Type": PDFName("StructTreeRoot")})
        tree_reference = document.Reference(tree)
        references: dict[Element, object] = {}
        tree["K"] = self._write(document, self.root, tree_reference, references)
        owners = [
            [page - 1, document.Reference(PDFArray([references[element] for element in elements]))]
            for page, elements in sorted(self._owners.items())
        ]
        tree["ParentTree"] = document.Reference(PDFDictionary({"Nums": PDFArray(sum(owners, []))}))
        tree["ParentTreeNextKey"] = len(pages)
        if named := sorted((element.id, reference) for element, reference in references.items() if element.id):
            pairs = [entry for id, reference in named for entry in (PDFString(id), reference)]
            ends = PDFArray([PDFString(named[0][0]), PDFString(named[-1][0])])
            names = document.Reference(PDFDictionary({"Limits": ends, "Names": PDFArray(pairs)}))
            tree["IDTree"] = document.Reference(PDFDictionary({"Kids": PDFArray([names])}))
        document.Catalog.StructTreeRoot = tree
        document.Catalog.MarkInfo = PDFDictionary({"Marked": "true"})
        document.Catalog.ViewerPreferences = PDFDictionary({"DisplayDocTitle": "true"})

    def _write(self, document: Any, element: Element, parent: object, references: dict[Element, object]) -> object:
        made = PDFDictionary({"Type": PDFName("StructElem"), "S": PDFName(element.tag), "P": parent})
        reference = references[element] = document.Reference(made)
        pages = document.Pages.pages
        kids: list[object] = [self._write(document, child, reference, references) for child in element.children]
        if element.pieces:
            first = element.pieces[0][0]
            made["Pg"] = document.Reference(pages[first - 1])
            kids += [
                number
                if page == first
                else PDFDictionary({"Type": PDFName("MCR"), "Pg": document.Reference(pages[page - 1]), "MCID": number})
                for page, number in element.pieces
            ]
        if kids:
            made["K"] = PDFArray(kids)
        if element.id:
            made["ID"] = PDFString(element.id)
        attributes = dict(element.attributes)
        if element.headers:
            attributes["Headers"] = PDFArray([PDFString(header.id) for header in element.headers])
        if attributes:
            owner = PDFName("List" if element.tag == "L" else "Table")
            made["A"] = PDFDictionary({"O": owner, **attributes})
        return reference
