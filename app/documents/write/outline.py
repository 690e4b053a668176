"""The report as it stands on paper: neutral blocks that the DOCX, PDF and HTML writers walk alike."""

from __future__ import annotations

import datetime
import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from app.documents.write import style
from app.documents.write.blocks import Block, Grid, Paper, Text, number_of
from app.form.layout import Box, layout
from app.form.schema import Part, Table
from app.model.beside.sent import copy_code
from app.model.figures import digits
from app.model.report import Report
from app.model.words.on_paper import TO_WRITE, written
from app.model.words.texts import printed_texts

_SECOND_LEVEL = re.compile(r"\s*[（(][一二三四五六七八九十]+[）)]")
_LONGEST_HEADING = 2 * style.CHARACTERS_PER_LINE  # a （一） sentence longer than two lines is text, not a heading
_TITLE_BREAK = re.compile(r"(?=\d{4}年(?:度)?[^\d]*$)")
_PLACE_END = re.compile(r"[省市州盟区县旗镇乡）)](?![（(）)]|$)")


@dataclass(frozen=True)
class Review:
    """What a 送审稿 says of itself: its day and how many places are still 待核. `signature`: print the 落款."""

    date: datetime.date
    to_check: int
    signature: bool = False


Texts = Mapping[str, str]
"""printed_texts of the report: every block asks them for its words."""


def outline(
    report: Report, *, review: Review | None = None, with_title: bool = True, texts: Texts | None = None
) -> Paper:
    """The paper of a 公布稿, or with `review` of a 送审稿; nothing but the report itself is on it.

    A heading with nothing under it is not printed in a 公布稿; in a 送审稿 it is followed by （待写）.
    `texts`: printed_texts of the report, where they are at hand.
    """
    texts = printed_texts(report) if texts is None else texts
    title = texts["title"].strip()
    blocks: list[Block] = []
    if with_title:
        blocks.append(Text("title", "\n".join(title_lines(title)), part="preface"))
    if review:
        blocks.append(Text("review_mark", "（送审稿）", part="preface"))
    if number := texts["document_number"].strip():
        blocks.append(Text("document_number", number, part="preface"))
    blocks += _lines(texts["preface"], "preface")
    for part in report.form.parts:
        if part.heading:
            blocks += _part(report, part, texts, review is not None)
    if review and review.signature:
        signed = texts["signature"].strip() or report.organ.name
        dated = texts["date"].strip() or chinese_date(review.date)
        blocks += [Text("signature", line, part="other_matters") for line in (*signed.splitlines(), dated) if line]
    footer = f"送审稿·{chinese_date(review.date)}·待核 {review.to_check} 处·稿号 {copy_code(report)}" if review else ""
    return Paper("".join(title.splitlines()), report.organ.name, tuple(blocks), footer)


def chinese_date(date: datetime.date) -> str:
    """2026年1月9日, without leading zeros (GB/T 9704—2012 7.3.5.4)."""
    return f"{date.year}年{date.month}月{date.day}日"


def title_lines(title: str) -> tuple[str, ...]:
    """The lines of a title, broken where the sense breaks: before the year, and a long organ after its place."""
    if "\n" in title:
        return tuple(line.strip() for line in title.splitlines() if line.strip())
    if _fits(title):
        return (title,)
    organ, *rest = _TITLE_BREAK.split(title, maxsplit=1)
    if not organ or not rest:
        return (title,)
    if _fits(organ):
        return (organ, *rest)
    ends = [m.end() for m in _PLACE_END.finditer(organ) if _fits(organ[: m.end()]) and _fits(organ[m.end() :])]
    if not ends:
        return (organ, *rest)
    middle = min(ends, key=lambda end: abs(2 * end - len(organ)))
    return (organ[:middle], organ[middle:], *rest)


def _fits(line: str) -> bool:
    return ems(line) * style.TYPES["title"].size <= style.TEXT_WIDTH


def ems(text: str) -> float:
    """About how many times its own size a text is wide: 1 for a Chinese character, 0.56 for any other."""
    return sum(1.0 if unicodedata.east_asian_width(character) in "WFA" else 0.56 for character in text)


def _part(report: Report, part: Part, texts: Texts, review: bool) -> Iterator[Block]:
    heading = Text("heading", part.heading, new_page=_starts_page(part), with_next=True, level=1, part=part.key)
    if part.table:
        yield heading
        yield from _table(report, part, part.table, texts)
    elif text := written(part, texts, whole=review) or (TO_WRITE if review else ""):
        yield heading
        yield from _lines(text, part.key)


def _table(report: Report, part: Part, table: Table, texts: Texts) -> Iterator[Block]:
    notes: list[Text] = []
    above: list[Text] = []
    for narrative in part.narratives:
        if narrative.key == f"{part.key}.note":
            above, notes = _notes(texts[narrative.key], part.key)
    yield from above
    room = style.TEXT_HEIGHT - style.PITCH - sum(_height(text) for text in (*above, *notes))
    yield _grid(report, table, room)
    yield from notes


def _starts_page(part: Part) -> bool:
    """Table 三 with its heading fills one page, so part 三 begins one."""
    return part.key == "applications"


def _lines(text: str, part: str) -> Iterator[Text]:
    """A paragraph a line; （一） sentences become subheadings where they stand alone, leads where the text runs on."""
    for line in text.splitlines():
        line = line.strip(" \t\u3000")
        if not line:
            continue
        lead = line.find("。") + 1 or len(line)
        if not _SECOND_LEVEL.match(line) or lead > _LONGEST_HEADING:
            yield Text("body", line, part=part)
        elif lead == len(line):
            yield Text("subheading", line, with_next=True, level=2, part=part)
        else:
            yield Text("body", line, lead=lead, level=2, part=part)


def _notes(text: str, part: str) -> tuple[list[Text], list[Text]]:
    """(above, below): sentences stand above the table, from the first paragraph that begins with 注 on below it."""
    lines = [line.strip(" \t\u3000") for line in text.splitlines()]
    lines = [line for line in lines if line]
    first = next((i for i, line in enumerate(lines) if line.startswith(("注", "备注", "说明："))), len(lines))
    above = [Text("body", line, with_next=True, part=part) for line in lines[:first]]
    return above, [Text("table_note", line, part=part) for line in lines[first:]]


def _height(text: Text) -> float:
    """About how high a paragraph is."""
    kind = style.TYPES[text.role]
    lines = -(-(ems(text.text) + kind.indent) * kind.size // style.TEXT_WIDTH)
    return lines * kind.pitch


def _grid(report: Report, table: Table, room: float) -> Grid:
    """The table with its figures; rows are drawn together where notes leave less than `room` points on its page."""
    grid = layout(table)
    scale = style.TEXT_WIDTH / sum(table.widths)
    widths = tuple(width * scale for width in table.widths)
    boxes = tuple(_filled(box, report) for box in grid.boxes)
    lines = [1] * grid.rows
    for box in boxes:
        if box.rows == 1 and box.kind != "figure":
            lines[box.row] = max(lines[box.row], lines_of(box, widths))
    least = sum(lines) * style.TABLE.pitch
    slack = min(style.ROW_SLACK, max(0.0, (room - least) / grid.rows - 0.01))
    return Grid(
        key=table.key,
        title=table.title,
        rows=grid.rows,
        columns=grid.columns,
        header_rows=grid.header_rows,
        widths=widths,
        heights=tuple(count * style.TABLE.pitch + slack for count in lines),
        boxes=boxes,
        whole=not _starts_page(report.form.part(table.key)),
    )


def _filled(box: Box, report: Report) -> Box:
    """The box with its figure in words; a blank stays an empty box, it is not 0."""
    figure = report.figure(box.cell) if box.cell else None
    return box if figure is None else box._replace(text=digits(figure))


def lines_of(box: Box, widths: tuple[float, ...]) -> int:
    """How many lines the words of a box take in table type."""
    if box.lines:
        return len(box.lines)
    a_line = (sum(widths[box.column : box.column + box.columns]) - 2 * style.CELL_PADDING) / style.TABLE.size
    if ems(box.text) <= a_line:
        return 1
    hang = ems(number_of(box))
    return int(-(-(ems(box.text) - hang) // int(a_line - hang)))
