"""Tables of nobody in files of Word and Excel, each figure set with a trick of display; what a person sees is known of each."""

from __future__ import annotations

import io
import random
import zipfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import NamedTuple

from openpyxl import Workbook
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.styles import Font

from app.form.layout import layout
from app.form.schema import Cell, Table
from app.model.figures import digits
from app.model.report import Report
from tests.documents.read.sheet import biff
from tests.documents.read.word import parts as word

PLAIN = "plain"
OF_WORDS = ("split", "hidden", "struck", "raised", "pale", "all struck", "all hidden", "spaces")
OF_WORD = ("field", "nested field", "no result", "control", "symbol", "formula", "drop-down", "small table", "deleted")
OF_SHEETS = ("scaled", "rounded", "percent", "words in the format", "unknown format", "stale sum", "thousands", "text")
LOST = None
"""Nothing is seen, or it cannot be told."""


class Square(NamedTuple):
    """One box of a table. `trick` and `seen` are of figures; of a label `seen` is what it says."""

    row: int
    column: int
    rows: int
    columns: int
    cell: Cell | None
    text: str
    trick: str


@dataclass(frozen=True)
class Stranger:
    """A table in a file. `truth`: what a person sees of each figure; `or_missing`: figures that may be missing with a doubt."""

    data: bytes
    name: str
    truth: Mapping[Cell, Decimal | None]


def squares(report: Report, table: Table, tricks: tuple[str, ...], chance: random.Random) -> list[Square]:
    made: list[Square] = []
    for box in layout(table).boxes:
        figure = report.figure(box.cell) if box.cell is not None else None
        text = box.text if box.cell is None else "" if figure is None else digits(figure)
        trick = chance.choice(tricks) if box.cell is not None and text and chance.random() < 0.5 else PLAIN
        made.append(Square(box.row, box.column, box.rows, box.columns, box.cell, text, trick))
    return made


def seen(square: Square) -> Decimal | None:
    """What a person sees of a figure."""
    if not square.text or square.trick in ("all struck", "all hidden", "deleted"):
        return None
    return Decimal(square.text)


def escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;")


# Word


def _docx_runs(square: Square) -> str:
    n, run = square.text, word.run
    field = '<w:r><w:fldChar w:fldCharType="{}"/></w:r>'.format
    code = "<w:r><w:instrText>{}</w:instrText></w:r>".format
    return {
        "split": "".join(run(c) for c in n),
        "hidden": run(n) + run("9", "<w:vanish/>"),
        "struck": run("8", "<w:strike/>") + run(n),
        "raised": run(n) + run("1", '<w:vertAlign w:val="superscript"/>'),
        "pale": run("7", '<w:color w:val="FFFFFF"/>') + run(n),
        "all struck": run(n, "<w:strike/>"),
        "all hidden": run(n, "<w:vanish/>"),
        "spaces": run(" ") + run(n) + run("\u3000"),
        "field": field("begin") + code(" =4 ") + field("separate") + run(n) + field("end"),
        "nested field": field("begin") + code(" IF ") + field("begin") + code(" REF a ") + field("separate") + run("9")
        + field("end") + field("separate") + run(n) + field("end"),
        "no result": field("begin") + code(" =SUM(LEFT) ") + field("end"),
        "control": f"<w:sdt><w:sdtPr/><w:sdtContent>{run(n)}</w:sdtContent></w:sdt>",
        "symbol": f'<w:r><w:sym w:font="Symbol" w:char="F0{ord(n[0]):02X}"/></w:r>' + run(n[1:]),
        "formula": f"<m:oMath><m:r><m:t>{n}</m:t></m:r></m:oMath>",
        "drop-down": '<w:r><w:fldChar w:fldCharType="begin"><w:ffData><w:ddList><w:result w:val="1"/><w:listEntry w:val="3"/>'
        f'<w:listEntry w:val="{n}"/></w:ddList></w:ffData></w:fldChar></w:r>' + code(" FORMDROPDOWN ") + field("end"),
        "deleted": f"<w:del>{run(n)}</w:del>",
    }.get(square.trick, run(n))  # fmt: skip


def _docx_body(table: Table, boxes: list[Square]) -> str:
    grid = layout(table)
    at = {(r, c): b for b in boxes for r in range(b.row, b.row + b.rows) for c in range(b.column, b.column + b.columns)}
    rows = []
    for r in range(grid.rows):
        line, c = "", 0
        while c < grid.columns:
            box = at[r, c]
            merge = "" if box.rows == 1 else f'<w:vMerge w:val="{"restart" if box.row == r else "continue"}"/>'
            inner = word.p()
            if box.row == r:
                inner = word.p(word.run(escaped(box.text)) if box.cell is None else _docx_runs(box))
                if box.trick == "small table":
                    inner = word.table(word.cell(word.p(word.run(box.text)))) + word.p()
            line += word.cell(inner, properties=f'<w:gridSpan w:val="{box.columns}"/>{merge}')
            c += box.columns
        rows.append(line)
    return word.table(*rows)


def docx(table: Table, boxes: list[Square]) -> bytes:
    return word.package(_docx_body(table, boxes))


def flat(table: Table, boxes: list[Square]) -> bytes:
    """The same as Word's “XML 文档”."""
    part = '<pkg:part pkg:name="{}"><pkg:xmlData>{}</pkg:xmlData></pkg:part>'.format
    relations = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        + word.relation("r1", "officeDocument", "word/document2.xml")
        + "</Relationships>"
    )
    body = f"<w:document {word.NAMES}><w:body>{_docx_body(table, boxes)}</w:body></w:document>"
    return (
        '<?xml version="1.0"?><?mso-application progid="Word.Document"?>'
        '<pkg:package xmlns:pkg="http://schemas.microsoft.com/office/2006/xmlPackage">'
        f"{part('/_rels/.rels', relations)}{part('/word/document2.xml', body)}</pkg:package>"
    ).encode()


def wordml(table: Table, boxes: list[Square]) -> bytes:
    """The XML of Word 2003."""
    old = "http://schemas.microsoft.com/office/word/2003/wordml"
    deleted = (
        '<aml:annotation xmlns:aml="http://schemas.microsoft.com/aml/2001/core" w:type="Word.Deletion"><aml:content>'
    )
    body = _docx_body(table, boxes).replace("w:vMerge", "w:vmerge").replace("<w:del>", deleted)
    body = body.replace("</w:del>", "</aml:content></aml:annotation>")
    return f"<w:wordDocument {word.NAMES.replace(word.W, old)}><w:body>{body}</w:body></w:wordDocument>".encode()


def rtf(table: Table, boxes: list[Square]) -> bytes:
    grid = layout(table)
    at = {(r, c): b for b in boxes for r in range(b.row, b.row + b.rows) for c in range(b.column, b.column + b.columns)}
    lines = [
        "{\\rtf1\\ansi\\ansicpg936\\deff0{\\fonttbl{\\f0\\fnil\\fcharset134 SimSun;}{\\f1\\fnil\\fcharset2 Symbol;}}"
        "{\\colortbl;\\red255\\green255\\blue255;}"
    ]
    for r in range(grid.rows):
        shape, cells, c = "\\trowd", "", 0
        while c < grid.columns:
            box = at[r, c]
            shape += "" if box.rows == 1 else "\\clvmgf" if box.row == r else "\\clvmrg"
            shape += f"\\cellx{(c + box.columns) * 800}"
            cells += f"\\pard\\intbl {_rtf_words(box) if box.row == r else ''}\\cell\n"
            c += box.columns
        lines.append(f"{shape}\n{cells}\\row")
    return "\n".join([*lines, "\\pard\\par}"]).encode("ascii")


def _rtf_words(box: Square) -> str:
    n = "".join(
        c if c.isascii() and c not in "\\{}" else f"\\u{ord(c) if ord(c) < 32768 else ord(c) - 65536}?"
        for c in box.text
    )
    field = "{{\\field{{\\*\\fldinst {}}}{{\\fldrslt {}}}}}".format
    return {
        "split": "}{".join(["{" + n[:1], n[1:] + "}"]),
        "hidden": n + "{\\v 9}",
        "struck": "{\\strike 8}" + n,
        "raised": n + "{\\super 1}",
        "pale": "{\\cf1 7}" + n,
        "all struck": "{\\strike " + n + "}",
        "all hidden": "{\\v " + n + "}",
        "spaces": f" {n}\\u12288?",
        "field": field("=4", n),
        "nested field": field("IF " + field("REF a", "9"), n),
        "no result": "{\\field{\\*\\fldinst =SUM(LEFT)}{\\fldrslt }}",
        "symbol": "{\\f1 " + n[:1] + "}" + n[1:],
        "drop-down": "{\\field{\\*\\fldinst FORMDROPDOWN {\\*\\formfield{\\fftype2\\ffres1{\\*\\ffl 3}{\\*\\ffl " + n + "}}}}{\\fldrslt }}",
        "deleted": "{\\deleted " + n + "}",
    }.get(box.trick, n)  # fmt: skip


# Sheets


def xlsx(table: Table, boxes: list[Square]) -> bytes:
    book = Workbook()
    sheet = book.worksheets[0]
    for box in boxes:
        place = sheet.cell(box.row + 2, box.column + 2)  # begins in column B
        if box.cell is None:
            place.value = box.text
        elif box.text:
            _xlsx_box(place, box)
        if box.rows > 1 or box.columns > 1:
            first = (box.row + 2, box.column + 2)
            sheet.merge_cells(None, *first, first[0] + box.rows - 1, first[1] + box.columns - 1)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def _xlsx_box(place: object, box: Square) -> None:
    n = Decimal(box.text)
    value, form, font = _stored(box, n)
    rich = {
        "split": [box.text[:1], TextBlock(InlineFont(b=True), box.text[1:] or " ")],
        "struck": [TextBlock(InlineFont(strike=True), "8"), box.text],
        "raised": [box.text, TextBlock(InlineFont(vertAlign="superscript"), "1")],
    }.get(box.trick)
    place.value = CellRichText(rich) if rich else value  # type: ignore[attr-defined]
    place.number_format = form  # type: ignore[attr-defined]
    if font:
        place.font = Font(**font)  # type: ignore[attr-defined]


def _stored(box: Square, n: Decimal) -> tuple[object, str, dict[str, object]]:
    """(what a box holds that shows n, its format, its font)."""
    places = max(0, -int(n.as_tuple().exponent))
    plain = "0" + ("." + "0" * places if places else "")
    number = float(n)
    table: dict[str, tuple[object, str, dict[str, object]]] = {
        "all struck": (number, plain, {"strike": True}),
        "all hidden": (number, ";;;", {}),
        "pale": (number, "General", {}),
        "spaces": (f" {box.text}\u3000", "General", {}),
        "text": (box.text, "@", {}),
        "scaled": (float(n * 1000), plain + ",", {}),
        "rounded": (float(n + Decimal("0.3").scaleb(-places)), plain, {}),
        "percent": (float(n / 100), "0%" if not places else f"0.{'0' * places}%", {}),
        "words in the format": (number, plain + '"件"', {}),
        "unknown format": (number, "[DBNum1]0", {}),
        "thousands": (number, "#,##0" + plain[1:], {}),
        "stale sum": (f"=SUM({box.text},0)", plain, {}),
    }
    return table.get(box.trick, (number, plain, {}))


def xls(table: Table, boxes: list[Square]) -> bytes:
    made: dict[tuple[int, int], biff.Box] = {}
    for box in boxes:
        if box.cell is None:
            made[box.row, box.column] = biff.Box(box.text)
        elif box.text:
            value, form, font = _stored(box, Decimal(box.text))
            look = biff.Look(form, struck=bool(font.get("strike")))
            if box.trick == "struck":
                made[box.row, box.column] = biff.Box(
                    [("8", biff.Look(struck=True)), (box.text, biff.Look(name="黑体"))]
                )
            elif box.trick == "raised":
                made[box.row, box.column] = biff.Box([(box.text, biff.Look(name="黑体")), ("1", biff.Look(place=1))])
            elif box.trick == "stale sum":
                made[box.row, box.column] = biff.Box(0.0, look, formula=3)
            else:
                made[box.row, box.column] = biff.Box(value, look)  # type: ignore[arg-type]
        else:
            made[box.row, box.column] = biff.Box(None)
    merges = [
        (b.row, b.row + b.rows - 1, b.column, b.column + b.columns - 1) for b in boxes if b.rows > 1 or b.columns > 1
    ]
    return biff.xls(biff.Sheet("表", made, merges))


_ODF = " ".join(
    f'xmlns:{p}="urn:oasis:names:tc:opendocument:xmlns:{n}:1.0"'
    for p, n in (("office", "office"), ("text", "text"), ("table", "table"), ("style", "style"), ("number", "datastyle"), ("fo", "xsl-fo-compatible"), ("draw", "drawing"))
)  # fmt: skip
_ODF_STYLES = (
    '<style:style style:name="v" style:family="text"><style:text-properties text:display="none"/></style:style>'
    '<style:style style:name="s" style:family="text"><style:text-properties style:text-line-through-style="solid"/></style:style>'
    '<style:style style:name="u" style:family="text"><style:text-properties style:text-position="super 58%"/></style:style>'
    '<style:style style:name="w" style:family="text"><style:text-properties fo:color="#ffffff"/></style:style>'
    '<style:style style:name="cs" style:family="table-cell"><style:text-properties style:text-line-through-style="solid"/></style:style>'
    '<number:number-style style:name="n0"><number:number number:decimal-places="0" number:min-integer-digits="1"/></number:number-style>'
    '<number:number-style style:name="nk"><number:number number:decimal-places="0" number:min-integer-digits="1"'
    ' number:display-factor="1000"/></number:number-style>'
    '<style:style style:name="c0" style:family="table-cell" style:data-style-name="n0"/>'
    '<style:style style:name="ck" style:family="table-cell" style:data-style-name="nk"/>'
)


def _odf_cell(box: Square, in_sheet: bool) -> str:
    n = escaped(box.text)
    span = "<text:span text:style-name='{}'>{}</text:span>".format
    words = {
        "split": f"{n[:1]}<text:span>{n[1:]}</text:span>",
        "hidden": n + span("v", "9"),
        "struck": span("s", "8") + n,
        "raised": n + span("u", "1"),
        "pale": span("w", "7") + n,
        "all struck": span("s", n),
        "all hidden": span("v", n),
        "spaces": f"<text:s/>{n}\u3000",
    }.get(box.trick, n)
    more, style, value = "", "", box.text
    if in_sheet and box.cell is not None and box.text and box.trick in (PLAIN, *OF_SHEETS):
        n_value = Decimal(box.text)
        if box.trick == "scaled" and n_value == n_value.to_integral_value():
            style, value = ' table:style-name="ck"', str(n_value * 1000)
        elif box.trick == "rounded" and n_value == n_value.to_integral_value() and n_value >= 0:
            style, value = ' table:style-name="c0"', f"{box.text}.3"
        elif box.trick == "stale sum":
            more, value, words = f' table:formula="of:=SUM({box.text};0)"', "0", "0"
        elif box.trick == "unknown format":
            value = str(n_value + 1)  # the words were not made of it
        more += f' office:value-type="float" office:value="{value}"'
    spans = f' table:number-columns-spanned="{box.columns}" table:number-rows-spanned="{box.rows}"'
    return f"<table:table-cell{spans}{style}{more}><text:p>{words}</text:p></table:table-cell>"


def _odf(table: Table, boxes: list[Square], in_sheet: bool) -> str:
    grid = layout(table)
    first = {(b.row, b.column): b for b in boxes}
    rows = ""
    for r in range(grid.rows):
        line = "".join(
            _odf_cell(first[r, c], in_sheet) if (r, c) in first else "<table:covered-table-cell/>"
            for c in range(grid.columns)
        )
        rows += f"<table:table-row>{line}</table:table-row>"
    empty = '<table:table-row table:number-rows-repeated="1048000"><table:table-cell table:number-columns-repeated="16384"/></table:table-row>'
    return f'<table:table table:name="表">{rows}{empty if in_sheet else ""}</table:table>'


def _odf_package(kind: str, inner: str) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("mimetype", f"application/vnd.oasis.opendocument.{kind}")
        archive.writestr(
            "content.xml",
            f"<office:document-content {_ODF}><office:automatic-styles>{_ODF_STYLES}</office:automatic-styles>"
            f"<office:body><office:{kind}>{inner}</office:{kind}></office:body></office:document-content>",
        )
    return file.getvalue()


def odt(table: Table, boxes: list[Square]) -> bytes:
    return _odf_package("text", _odf(table, boxes, in_sheet=False))


def ods(table: Table, boxes: list[Square]) -> bytes:
    return _odf_package("spreadsheet", _odf(table, boxes, in_sheet=True))


def spreadsheetml(table: Table, boxes: list[Square]) -> bytes:
    forms: list[str] = []
    grid = layout(table)
    first = {(b.row, b.column): b for b in boxes}
    rows = ""
    for r in range(grid.rows):
        line = "".join(_ss_cell(first[r, c], forms) for c in range(grid.columns) if (r, c) in first)
        rows += f'<Row ss:Index="{r + 1}">{line}</Row>'
    styles = "".join(
        f'<Style ss:ID="f{i}"><NumberFormat ss:Format="{escaped(form).replace(chr(34), "&quot;")}"/></Style>'
        for i, form in enumerate(forms)
    )
    struck = '<Style ss:ID="s"><Font ss:StrikeThrough="1"/></Style>'
    return (
        '<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?>'
        '<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet" xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet"'
        f' xmlns:html="http://www.w3.org/TR/REC-html40"><Styles>{styles}{struck}</Styles><Worksheet ss:Name="表"><Table>{rows}</Table></Worksheet></Workbook>'
    ).encode()


def _ss_cell(box: Square, forms: list[str]) -> str:
    spans = f' ss:Index="{box.column + 1}" ss:MergeAcross="{box.columns - 1}" ss:MergeDown="{box.rows - 1}"'
    if box.cell is None or not box.text:
        return f'<Cell{spans}><Data ss:Type="String">{escaped(box.text)}</Data></Cell>'
    rich = {
        "struck": f"<html:S>8</html:S>{box.text}",
        "raised": f"{box.text}<html:Sup>1</html:Sup>",
        "split": f"<html:B>{box.text[:1]}</html:B>{box.text[1:]}",
    }.get(box.trick)
    if rich:
        return f'<Cell{spans}><ss:Data ss:Type="String">{rich}</ss:Data></Cell>'
    if box.trick == "stale sum":
        return f'<Cell{spans} ss:Formula="=SUM(RC[-2])"/>'
    value, form, font = _stored(box, Decimal(box.text))
    if font:
        return f'<Cell{spans} ss:StyleID="s"><Data ss:Type="Number">{value}</Data></Cell>'
    if form not in forms:
        forms.append(form)
    kind = "String" if isinstance(value, str) else "Number"
    return f'<Cell{spans} ss:StyleID="f{forms.index(form)}"><Data ss:Type="{kind}">{value}</Data></Cell>'


def html(table: Table, boxes: list[Square]) -> bytes:
    grid = layout(table)
    first = {(b.row, b.column): b for b in boxes}
    rows = ""
    for r in range(grid.rows):
        line = "".join(
            f'<td rowspan="{b.rows}" colspan="{b.columns}">{_html_words(b)}</td>'
            for c in range(grid.columns)
            if (b := first.get((r, c))) is not None
        )
        rows += f"<tr>{line}</tr>"
    return f'<html><meta charset="utf-8"><body><table border=1>{rows}</table></body></html>'.encode()


def _html_words(box: Square) -> str:
    n = escaped(box.text)
    return {
        "split": f"<span>{n[:1]}</span><font>{n[1:]}</font>",
        "hidden": f'{n}<span style="display:none">9</span>',
        "struck": f"<del>8</del>{n}",
        "raised": f"{n}<sup>1</sup>",
        "pale": f'<span style="color:transparent">7</span>{n}',
        "all struck": f"<s>{n}</s>",
        "all hidden": f'<span style="visibility:hidden">{n}</span>',
        "spaces": f"&nbsp;{n}&emsp;",
    }.get(box.trick, n)


FORMATS: Mapping[str, tuple[Callable[[Table, list[Square]], bytes], tuple[str, ...]]] = {
    "docx": (docx, OF_WORDS + OF_WORD),
    "xml": (flat, OF_WORDS + OF_WORD),
    "doc": (wordml, OF_WORDS + OF_WORD),
    "rtf": (rtf, (*OF_WORDS, "field", "nested field", "no result", "symbol", "drop-down", "deleted")),
    "odt": (odt, OF_WORDS),
    "xlsx": (xlsx, ("split", "struck", "raised", "all struck", "all hidden", "spaces", *OF_SHEETS)),
    "xls": (xls, ("struck", "raised", "all struck", "all hidden", "spaces", *OF_SHEETS)),
    "ods": (ods, (*OF_WORDS, "scaled", "rounded", "stale sum", "unknown format")),
    "et": (spreadsheetml, ("split", "struck", "raised", "all struck", "all hidden", "spaces", *OF_SHEETS)),
    "html": (html, OF_WORDS),
}


def stranger(report: Report, table: Table, form: str, chance: random.Random) -> Stranger:
    make, tricks = FORMATS[form]
    boxes = squares(report, table, tricks, chance)
    truth = {box.cell: seen(box) for box in boxes if box.cell is not None}
    return Stranger(make(table, boxes), f"年报.{form}", truth)
