"""A report printed as text in every shape in which reports were met outside: what a converter, a copy or "save as text" leaves."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from app.form.layout import Box, layout
from app.form.schema import Table
from app.model.figures import digits
from app.model.report import Report

Rows = list[list[tuple[str, int]]]  # each line of a table: (words, squares covered), boxes that began above left out


def rows_of(report: Report, table: Table, *, above: bool = False) -> Rows:
    """The lines of a table. `above`: squares of boxes that began in a line above are given as empty."""
    grid = layout(table)
    at: dict[tuple[int, int], Box] = {}
    for box in grid.boxes:
        for r in range(box.row, box.row + box.rows):
            for c in range(box.column, box.column + box.columns):
                at[r, c] = box
    rows: Rows = []
    for r in range(grid.rows):
        line: list[tuple[str, int]] = []
        c = 0
        while c < grid.columns:
            box = at[r, c]
            if box.row == r:
                line.append((words(report, box), box.columns))
            elif above:
                line.append(("", box.columns))
            c += box.columns
        rows.append(line)
    return rows


def words(report: Report, box: Box) -> str:
    if box.cell is None:
        return box.text
    figure = report.figure(box.cell)
    return "" if figure is None else digits(figure)


def bars(report: Report, table: Table) -> str:
    """Several boxes a line with bars, merges dropped: 规章 | 0 | 0 | 0 |"""
    return "\n".join(" | ".join(text for text, _ in row) + " |" for row in rows_of(report, table))


def bars_without_end(report: Report, table: Table) -> str:
    return "\n".join(" | ".join(text for text, _ in row) for row in rows_of(report, table))


def bars_with_spans(report: Report, table: Table) -> str:
    """The same with an empty box for each square that a merged box covers: 一、… ||| 1 | 0 |"""
    return "\n".join(
        "| " + " | ".join(" | ".join([text, *[""] * (span - 1)]) for text, span in row) + " |"
        for row in rows_of(report, table, above=True)
    )


def markdown(report: Report, table: Table) -> str:
    lines = bars_with_spans(report, table).splitlines()
    return "\n".join([lines[0], "|" + "---|" * 10, *lines[1:]])


def cell_bar(report: Report, table: Table) -> str:
    """One box a line ending in a bar, merged squares as lines of bars."""
    return "\n".join(
        f"{text} |" + ("\n" + "|" * (span - 1) if span > 1 else "")
        for row in rows_of(report, table)
        for text, span in row
    )


def cell_bar_plain(report: Report, table: Table) -> str:
    return "\n".join(f"{text} |" for row in rows_of(report, table) for text, _ in row)


def cell_then_bar(report: Report, table: Table) -> str:
    """A box, then a bar on a line of its own."""
    return "\n".join(f"{text}\n|" for row in rows_of(report, table) for text, _ in row)


def broken_in_cells(report: Report, table: Table) -> str:
    """Several boxes a line, with a line break inside each."""
    return "\n".join(" | ".join(text + "\n" for text, _ in row) + " |" for row in rows_of(report, table))


def cell_a_line(report: Report, table: Table) -> str:
    return "\n".join(text for row in rows_of(report, table) for text, _ in row)


def cell_and_blank_line(report: Report, table: Table) -> str:
    return "\n\n".join(text for row in rows_of(report, table) for text, _ in row)


def cells_without_blanks(report: Report, table: Table) -> str:
    """One box a line, empty ones lost."""
    return "\n".join(text for row in rows_of(report, table) for text, _ in row if text)


def rows_without_blanks(report: Report, table: Table) -> str:
    """The same with an empty line after each row, which is no empty box."""
    return "\n\n".join("\n".join(text for text, _ in row if text) for row in rows_of(report, table))


def one_line(report: Report, table: Table) -> str:
    return " ".join(text for row in rows_of(report, table) for text, _ in row if text)


def tabs(report: Report, table: Table) -> str:
    return "\n".join("\t".join(text for text, _ in row) for row in rows_of(report, table))


def tabs_with_spans(report: Report, table: Table) -> str:
    """As pasted out of a spreadsheet."""
    return "\n".join(
        "\t".join("\t".join([text, *[""] * (span - 1)]) for text, span in row)
        for row in rows_of(report, table, above=True)
    )


def tabs_stripped(report: Report, table: Table) -> str:
    return "\n".join(line.rstrip() for line in tabs_with_spans(report, table).splitlines())


def spaces(report: Report, table: Table) -> str:
    """Columns by spaces, a page number inside."""
    lines = ["    ".join(text for text, _ in row if text) for row in rows_of(report, table)]
    return "\n".join([*lines[: len(lines) // 2], "                  -3-", *lines[len(lines) // 2 :]])


def torn(report: Report, table: Table) -> str:
    """The figures of a row above its label."""
    lines: list[str] = []
    for row in rows_of(report, table):
        figures = [text for text, _ in row if text and (text[0].isdigit() or text[0] == "-") and "." not in text[1:3]]
        lines.append(" ".join(figures))
        lines.append(" ".join(text for text, _ in row if text not in figures))
    return "\n".join(line for line in lines if line)


def columns_first(report: Report, table: Table) -> str:
    """All of one column, then the next."""
    grid = layout(table)
    boxes = sorted(grid.boxes, key=lambda box: (box.column, box.row))
    return "\n".join(text for box in boxes if (text := words(report, box)))


def columns_first_from_right(report: Report, table: Table) -> str:
    grid = layout(table)
    boxes = sorted(grid.boxes, key=lambda box: (-box.column, box.row))
    return "\n".join(text for box in boxes if (text := words(report, box)))


SHAPES: tuple[Callable[[Report, Table], str], ...] = (
    bars, bars_without_end, bars_with_spans, markdown, cell_bar, cell_bar_plain, cell_then_bar, broken_in_cells, cell_a_line,
    cell_and_blank_line, cells_without_blanks, rows_without_blanks, one_line, tabs, tabs_with_spans, tabs_stripped, spaces, torn, columns_first,
    columns_first_from_right,
)  # fmt: skip


def text_of(report: Report, shape: Callable[[Report, Table], str]) -> str:
    """A whole report as text with its tables in this shape."""
    return "\n".join(_lines(report, shape))


def _lines(report: Report, shape: Callable[[Report, Table], str]) -> Iterator[str]:
    yield f"{report.organ.name}{report.year}年政府信息公开工作年度报告"
    yield f"本报告所列数据的统计期限自{report.year}年1月1日起至{report.year}年12月31日止。"
    for part in report.form.parts[1:]:
        yield part.heading
        if part.table:
            yield shape(report, part.table)
        else:
            yield "本年度按照要求做好政府信息公开工作。"
