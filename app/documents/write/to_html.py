"""Writes a paper as one HTML fragment that survives a portal's editor: inline styles only, no title, no scripts."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape

from app.documents.write.blocks import Grid, Paper, Text
from app.documents.write.package import printable
from app.form.layout import Box

_RULE = "border:1px solid #000"
_CELL = f"{_RULE};padding:4px"
_STYLES: dict[str, tuple[str, str]] = {
    "review_mark": ("p", "text-align:center;font-family:楷体,KaiTi,serif"),
    "document_number": ("p", "text-align:center"),
    "heading": ("h2", "text-indent:2em;font-size:1.2em;font-weight:normal;font-family:黑体,SimHei,sans-serif"),
    "subheading": ("h3", "text-indent:2em;font-size:1em;font-weight:normal;font-family:楷体,KaiTi,serif"),
    "body": ("p", "text-indent:2em;text-align:justify"),
    "table_note": ("p", "font-size:0.9em"),
    "signature": ("p", "text-align:right;padding-right:4em"),
}
_LEAD = "font-family:楷体,KaiTi,serif"


def html_fragment(paper: Paper) -> str:
    """One <div>; the title is left to the portal, which has a field for it."""
    made = [line for block in paper.blocks for line in (_table(block) if isinstance(block, Grid) else _text(block))]
    if paper.footer:
        made.append(f'<p style="text-align:center;font-size:0.8em">{_words(paper.footer)}</p>')
    return "\n".join(['<div lang="zh-CN">', *made, "</div>", ""])


def _words(text: str) -> str:
    return escape(printable(text), quote=False)


def _text(text: Text) -> Iterator[str]:
    if text.role == "title":
        return
    tag, style = _STYLES[text.role]
    lead = f'<span style="{_LEAD}">{_words(text.text[: text.lead])}</span>' if text.lead else ""
    yield f'<{tag} style="{style}">{lead}{_words(text.text[text.lead :])}</{tag}>'


def _table(grid: Grid) -> Iterator[str]:
    yield '<table style="border-collapse:collapse;width:100%;text-indent:0;font-size:0.9em">'
    columns = (f'<col style="width:{100 * width / sum(grid.widths):.2f}%">' for width in grid.widths)
    yield f"<colgroup>{''.join(columns)}</colgroup>"
    if grid.header_rows:
        yield "<thead>"
    for row in range(grid.rows):
        if row == grid.header_rows:
            yield "</thead>\n<tbody>" if row else "<tbody>"
        boxes = sorted((box for box in grid.boxes if box.row == row), key=lambda box: box.column)
        yield f"<tr>{''.join(map(_cell, boxes))}</tr>"
    yield "</tbody>"
    yield "</table>"


def _cell(box: Box) -> str:
    """A header cell says what it heads; figures and the note in the corner are plain cells."""
    head = box.kind in ("caption", "header", "label")
    scope = ""
    if box.kind == "label":
        scope = ' scope="rowgroup"' if box.rows > 1 else ' scope="row"'
    elif head:
        scope = ' scope="colgroup"' if box.columns > 1 else ' scope="col"'
    spans = "".join(f' {name}="{n}"' for name, n in (("rowspan", box.rows), ("colspan", box.columns)) if n > 1)
    left = box.kind in ("label", "caption") and not box.lines
    style = f"{_CELL};text-align:{'left' if left else 'center'}" + (";font-weight:normal" if head else "")
    words = "<br>".join(map(_words, box.lines)) or _words(box.text)
    tag = "th" if head else "td"
    return f'<{tag}{scope}{spans} style="{style}">{words}</{tag}>'
