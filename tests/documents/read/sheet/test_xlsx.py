"""Workbooks as offices send them: what each box shows, hidden rows, formulas, and what openpyxl would refuse."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable
from typing import Any

import pytest
import xlsxwriter
from openpyxl import Workbook
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.formatting.rule import CellIsRule, IconSetRule
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.styles.differential import DifferentialStyle

from app.documents.read.formats.sheet.xlsx import read_xlsx
from app.documents.recognise.raw import NO_RESULT, UNREAD, Raw, RawGrid
from app.model.files import FileProblem


def bytes_of(book: Workbook) -> bytes:
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def raw(book: Workbook) -> Raw:
    return read_xlsx(bytes_of(book), "a.xlsx")


def shown(found: Raw) -> list[str]:
    return [cell.text for item in found.items if isinstance(item, RawGrid) for cell in item.cells]


def pair(found: Raw) -> list[str]:
    """What A1 and B1 of `sheet_with` show."""
    return shown(found)[:2]


def notes(found: Raw) -> list[str]:
    return [f"{remark.found}：{remark.note}" for remark in found.remarks]


def sheet_with(value: Any, **look: Any) -> Workbook:
    """A1 holds the value in this look; B1 holds 7; words stand below both."""
    book = Workbook()
    sheet = book.worksheets[0]
    sheet["A1"], sheet["B1"], sheet["A2"], sheet["B2"] = value, 7, "末", "末"
    for key, each in look.items():
        setattr(sheet["A1"], key, each)
    return book


def changed(data: bytes, part: str, change: Callable[[str], str]) -> bytes:
    """The workbook with one of its parts written otherwise."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(made, "w") as target:
        assert part in source.namelist()
        for entry in source.infolist():
            content = source.read(entry)
            if entry.filename == part:
                before = content.decode()
                assert (after := change(before)) != before
                content = after.encode()
            target.writestr(entry, content)
    return made.getvalue()


def test_figures_are_read_with_the_digits_that_are_shown() -> None:
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.append([12, 12.0, 7730.28, 18.871, "１２", "0012"])
    sheet["D1"].number_format = "0.0000"
    assert shown(raw(book)) == ["12", "12", "7730.28", "18.8710", "１２", "0012"]


@pytest.mark.parametrize(
    ("value", "form", "words"),
    [
        (38624750, "0!.0000", "3862.4750"),
        (3862475, "#,##0.000,", "3862.475"),
        (1.31, "0%", "131%"),
        (3862.47512345, "0.000", "3862.475"),
        (0, "0;-0;;@", ""),
        (45000, 'yyyy"年"m"月"d"日"', "2023年3月15日"),
    ],
)
def test_formats(value: float, form: str, words: str) -> None:
    assert pair(raw(sheet_with(value, number_format=form))) == [words, "7"]


def test_merges_are_boxes_and_hidden_sheets_are_said() -> None:
    book = Workbook()
    sheet = book.worksheets[0]
    sheet["A1"], sheet["C2"] = "表头", 5
    sheet.merge_cells("A1:B2")
    hidden = book.create_sheet("旧数")
    hidden["A1"], hidden.sheet_state = 9, "hidden"
    found = raw(book)
    (grid,) = found.items
    assert isinstance(grid, RawGrid)
    assert (0, 0, 2, 2, "表头") in [tuple(cell[:5]) for cell in grid.cells]
    assert notes(found) == ["旧数：隐藏的工作表，没有读入"]


# Looks


@pytest.mark.parametrize(
    ("look", "words"),
    [
        ({"font": Font(strike=True)}, ""),
        ({"font": Font(vertAlign="superscript")}, "¹⁸⁶"),
        ({"font": Font(color="FFFFFF")}, ""),
        ({"font": Font(color="FFFFFF"), "fill": PatternFill("solid", "4472C4")}, "186"),
        ({"font": Font(color="4472C4"), "fill": PatternFill("solid", "4472C4")}, ""),
        ({"font": Font(color="FF0000"), "fill": PatternFill("solid", "4472C4")}, "186"),
        ({"font": Font(size=1)}, ""),
        ({"font": Font(bold=True, italic=True, underline="single")}, "186"),
    ],
)
@pytest.mark.parametrize("value", [186, "186"])
def test_looks_of_a_whole_box(look: dict[str, Any], words: str, value: int | str) -> None:
    found = raw(sheet_with(value, **look))
    assert pair(found) == [words, "7"]
    assert bool(words) or "没有读入" in "".join(notes(found))


def test_words_in_several_looks() -> None:
    struck, raised = InlineFont(strike=True), InlineFont(vertAlign="superscript")
    rich = CellRichText([TextBlock(struck, "180"), "186", TextBlock(raised, "1")])
    found = raw(sheet_with(rich))
    assert pair(found) == ["186¹", "7"]
    assert any("删除线" in note for note in notes(found))


def test_a_figure_in_a_font_of_pictures_is_not_read() -> None:
    assert UNREAD in pair(raw(sheet_with(186, font=Font(name="Wingdings"))))[0]


def test_words_repeated_until_the_box_is_full_are_not_read() -> None:
    assert UNREAD in pair(raw(sheet_with(5, alignment=Alignment(horizontal="fill"))))[0]
    assert UNREAD in pair(raw(sheet_with(186, number_format="*50")))[0]


def test_a_figure_as_words_that_is_cut_off_is_not_read() -> None:
    book = sheet_with("186")
    book.worksheets[0].column_dimensions["A"].width = 1
    assert UNREAD in pair(raw(book))[0]


def test_words_that_are_lost_are_no_blank() -> None:
    whole = written({}, {"A1": "总计", "B1": "186"})
    data = changed(whole, "xl/sharedStrings.xml", lambda xml: xml.replace("<si><t>186</t></si>", ""))
    assert shown(read_xlsx(whole, "a.xlsx")) == ["总计", "186"]
    assert UNREAD in shown(read_xlsx(data, "a.xlsx"))[1]


def test_zeros_that_a_sheet_does_not_show_are_blank() -> None:
    book = sheet_with(0)
    book.worksheets[0].sheet_view.showZeros = False
    assert pair(raw(book)) == ["", "7"]


def test_a_column_too_narrow_for_its_number() -> None:
    book = sheet_with(3862.475)
    book.worksheets[0].column_dimensions["A"].width = 5
    assert UNREAD in pair(raw(book))[0]
    book.worksheets[0]["A1"].alignment = Alignment(shrink_to_fit=True)
    assert pair(raw(book))[0] == "3862.475"
    book.worksheets[0].column_dimensions["A"].width = 12
    assert pair(raw(book))[0] == "3862.475"


@pytest.mark.parametrize(
    "rule",
    [
        CellIsRule(operator="greaterThan", formula=["100"], font=Font(strike=True)),
        CellIsRule(operator="greaterThan", formula=["100"], font=Font(color="FFFFFF")),
        IconSetRule("3Arrows", "percent", [0, 33, 67], showValue=False),
    ],
)
def test_a_format_under_a_condition_that_hides_leaves_a_doubt(rule: Any) -> None:
    book = sheet_with(186)
    book.worksheets[0].conditional_formatting.add("A1:A9", rule)
    assert UNREAD in pair(raw(book))[0]
    assert pair(raw(book))[1] == "7"


def test_a_colour_under_a_condition_is_only_a_colour() -> None:
    book = sheet_with(186)
    rule = CellIsRule(operator="greaterThan", formula=["100"])
    rule.dxf = DifferentialStyle(fill=PatternFill(bgColor="FFFF00"))
    book.worksheets[0].conditional_formatting.add("A1", rule)
    assert pair(raw(book)) == ["186", "7"]


# Rows and columns


def test_hidden_rows_and_columns_are_left_out_and_said() -> None:
    book = Workbook()
    sheet = book.worksheets[0]
    for row in (["行政许可", 1, 9, 2], ["旧行", 3, 9, 4], ["行政处罚", 5, 9, 6]):
        sheet.append(row)
    sheet.row_dimensions[2].hidden = True
    sheet.column_dimensions["C"].hidden = True
    found = raw(book)
    (grid,) = found.items
    assert isinstance(grid, RawGrid)
    assert [tuple(cell[:5]) for cell in grid.cells] == [
        (0, 0, 1, 1, "行政许可"),
        (0, 1, 1, 1, "1"),
        (0, 2, 1, 1, "2"),
        (1, 0, 1, 1, "行政处罚"),
        (1, 1, 1, 1, "5"),
        (1, 2, 1, 1, "6"),
    ]
    assert any("旧行 3 9 4：工作表“Sheet”第 2 行是隐藏的" in note for note in notes(found))
    assert any("C 列是隐藏的" in note for note in notes(found))


def test_a_merge_that_begins_in_a_hidden_row_shows_its_words() -> None:
    book = Workbook()
    sheet = book.worksheets[0]
    sheet["A1"], sheet["B2"] = "表头", 5
    sheet.merge_cells("A1:A2")
    sheet.row_dimensions[1].hidden = True
    assert shown(raw(book)) == ["表头", "5"]


def test_words_under_a_merge_are_not_seen() -> None:
    book = sheet_with("表头")
    data = changed(
        bytes_of(book), "xl/worksheets/sheet1.xml", lambda xml: xml.replace(
            "</sheetData>", '</sheetData><mergeCells count="1"><mergeCell ref="A1:B1"/></mergeCells>'
        )
    )  # fmt: skip
    assert pair(read_xlsx(data, "a.xlsx")) == ["表头", "末"]


# Formulas


def written(formulas: dict[str, tuple[str, Any]], figures: dict[str, Any], renewed: bool = True) -> bytes:
    """By XlsxWriter, which stores the result it is told (0) and asks Excel to compute all anew."""
    file = io.BytesIO()
    book = xlsxwriter.Workbook(file)
    sheet = book.add_worksheet("表三")
    for place, figure in figures.items():
        sheet.write(place, figure)
    for place, (formula, result) in formulas.items():
        sheet.write_formula(place, formula, None, result)
    book.close()
    data = file.getvalue()
    if renewed:
        return data
    return changed(data, "xl/workbook.xml", lambda xml: xml.replace(' fullCalcOnLoad="1"', ""))


@pytest.mark.parametrize(
    ("formula", "result"),
    [
        ("=SUM(A1:C1)", "186"),
        ("=SUM(A1,B1,C1)", "186"),
        ("=A1+B1+C1", "186"),
        ("=SUM(A1:B1)+C1", "186"),
        ("=(A1+B1)*1+C1/1", "186"),
        ("=A1-(-B1)-(-C1)", "186"),
        ("=ROUND(A1+B1+C1,0)", "186"),
        ("=SUM(表三!A1:C1)", "186"),
        ("=SUM($A$1:$C$1)", "186"),
        ("=131+SUM(B1:C1)", "186"),
        ("=F1", "186"),
        ("=SUM(A1:C1,E9)", "186"),
        ("=SUM(A1:D1)", NO_RESULT),  # it holds itself
        ('=IF(A1>0,"186","")', NO_RESULT),
        ("=COUNT(A1:C1)", NO_RESULT),
        ("=SUM(没有!A1:C1)", NO_RESULT),
        ("=SUM(A:A)", NO_RESULT),
        ("=A1&B1", NO_RESULT),
        ("=A1/E9", NO_RESULT),
        ("=E1+1", NO_RESULT),  # words
        ("=SUM(A1:C1", NO_RESULT),
    ],
)
def test_stored_zeros_that_excel_computes_anew(formula: str, result: str) -> None:
    figures = {"A1": 131, "B1": 38, "C1": 17, "E1": "字"}
    data = written({"D1": (formula, 0), "F1": ("=SUM(A1:C1)", 0)}, figures)
    assert shown(read_xlsx(data, "a.xlsx"))[3] == result


def test_a_stored_result_is_taken_where_excel_keeps_it() -> None:
    data = written({"B1": ("=COUNT(A1)", 1), "C1": ("=SUM(A1)", 5)}, {"A1": 5}, renewed=False)
    assert shown(read_xlsx(data, "a.xlsx")) == ["5", "1", "5"]


def test_a_stored_result_that_the_boxes_contradict_is_in_doubt() -> None:
    data = written({"B1": ("=SUM(A1)", 9)}, {"A1": 5}, renewed=False)
    assert shown(read_xlsx(data, "a.xlsx")) == ["5", NO_RESULT]


def test_a_formula_without_a_result_is_no_blank() -> None:
    book = Workbook()
    sheet = book.worksheets[0]
    sheet["A1"], sheet["B1"], sheet["C1"] = 1, "=A1+1", '=IF(A1>0,"有","无")'
    assert shown(raw(book)) == ["1", "2", NO_RESULT]


def test_formulas_that_were_filled_down() -> None:
    data = written({"B1": ("=SUM(A1)", 0), "B2": ("=SUM(A2)", 0)}, {"A1": 5, "A2": 6})

    def shared(xml: str) -> str:
        xml = xml.replace("<f>SUM(A1)</f>", '<f t="shared" ref="B1:B2" si="0">SUM(A1)</f>')
        return xml.replace("<f>SUM(A2)</f>", '<f t="shared" si="0"/>')

    assert shown(read_xlsx(changed(data, "xl/worksheets/sheet1.xml", shared), "a.xlsx")) == ["5", "5", "6", "6"]


def test_formulas_shown_instead_of_results() -> None:
    data = written({"B1": ("=SUM(A1)", 5)}, {"A1": 5})
    data = changed(
        data, "xl/worksheets/sheet1.xml", lambda xml: xml.replace("<sheetView ", '<sheetView showFormulas="1" ')
    )
    assert UNREAD in shown(read_xlsx(data, "a.xlsx"))[1]


def test_errors_are_no_figures() -> None:
    assert pair(raw(sheet_with("#REF!")))[0] == "#REF!"


# What Excel opens


def strict(xml: str) -> str:
    return re.sub(
        r"http://schemas.openxmlformats.org/(spreadsheetml|officeDocument)/2006/",
        r"http://purl.oclc.org/ooxml/\1/",
        xml,
    )


@pytest.mark.parametrize(
    ("part", "change"),
    [
        ("xl/styles.xml", lambda xml: xml.replace('<family val="2"', '<family val="34"')),
        ("xl/styles.xml", lambda xml: "<styleSheet"),
        ("xl/styles.xml", lambda xml: re.sub(r"<sz val=\"[^\"]*\"", '<sz val="x"', xml)),
        ("xl/styles.xml", lambda xml: re.sub(r"<fills.*</fills>", "", xml)),
        ("xl/styles.xml", lambda xml: re.sub(r"<cellXfs.*</cellXfs>", "", xml)),
        ("docProps/core.xml", lambda xml: re.sub(r"<dcterms:created.*?</dcterms:created>", "<dcterms:created>昨天</dcterms:created>", xml)),
        ("docProps/core.xml", lambda xml: "<broken"),
        ("docProps/app.xml", lambda xml: ""),
        ("xl/workbook.xml", lambda xml: xml.replace("<workbookPr/>", '<workbookPr/><definedNames><definedName name="_xlnm.Print_Area">#REF!</definedName></definedNames>')),
        ("xl/workbook.xml", lambda xml: xml.replace("/2006/main", "/2006/main").replace("<sheets>", '<bookViews><workbookView activeTab="99"/></bookViews><sheets>')),
        ("xl/worksheets/sheet1.xml", lambda xml: xml.replace("</sheetData>", '</sheetData><autoFilter ref="x"/>')),
        ("xl/worksheets/sheet1.xml", lambda xml: xml.replace("</sheetData>", '</sheetData><dataValidations count="1"><dataValidation type="x" sqref="?"/></dataValidations>')),
        ("xl/worksheets/sheet1.xml", lambda xml: xml.replace("</sheetData>", '</sheetData><mergeCells><mergeCell ref="坏"/></mergeCells>')),
        ("xl/worksheets/sheet1.xml", lambda xml: re.sub(r' r="[A-Z]+\d+"', "", xml)),
        ("xl/worksheets/sheet1.xml", lambda xml: re.sub(r'<row r="1"', "<row", xml)),
        ("xl/worksheets/sheet1.xml", strict),
        ("[Content_Types].xml", lambda xml: xml.replace("sheet.main+xml", "sheet.macroEnabled.main+xml")),
    ],
)  # fmt: skip
def test_what_no_figure_needs_stops_no_reading(part: str, change: Callable[[str], str]) -> None:
    data = changed(bytes_of(sheet_with(186)), part, change)
    assert pair(read_xlsx(data, "a.xlsx")) == ["186", "7"]


def test_a_workbook_in_a_place_of_its_own() -> None:
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(bytes_of(sheet_with(186)))) as source, zipfile.ZipFile(made, "w") as target:
        for entry in source.infolist():
            content = source.read(entry).replace(b"xl/workbook.xml", b"Book/Main.XML").replace(b"/xl/", b"/book/")
            target.writestr(entry.filename.replace("xl/", "book/").replace("workbook.xml", "main.xml"), content)
    assert pair(read_xlsx(made.getvalue(), "a.xlsx")) == ["186", "7"]


def test_a_sheet_that_is_damaged_is_told() -> None:
    data = changed(bytes_of(sheet_with(186)), "xl/worksheets/sheet1.xml", lambda xml: xml[:300])
    with pytest.raises(FileProblem, match="已损坏"):
        read_xlsx(data, "a.xlsx")


def test_pictures_and_text_boxes_over_a_sheet_are_said() -> None:
    file = io.BytesIO()
    book = xlsxwriter.Workbook(file)
    sheet = book.add_worksheet()
    sheet.write("A1", 5)
    sheet.insert_textbox("B2", "总计186")
    book.close()
    assert any("总计186：浮在工作表上面" in note for note in notes(read_xlsx(file.getvalue(), "a.xlsx")))
