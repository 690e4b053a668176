"""A document that somebody else made becomes a report: figures by their labels, texts by their headings, doubts beside them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from decimal import Decimal
from itertools import pairwise
from typing import Any

from app.documents.recognise.copies import parted
from app.documents.recognise.figures import read_figure
from app.documents.recognise.identity import identify, page_title
from app.documents.recognise.labels import EDITION_OF_COLUMN, heading_of, is_label
from app.documents.recognise.narrative.texts import Texts, read_texts, split_inline
from app.documents.recognise.organ import contact_in, kind_of, year_in_period
from app.documents.recognise.raw import UNREAD, Raw, RawGrid, RawText, Revision, Spot, only_pictures
from app.documents.recognise.tables.grids import read_grids
from app.documents.recognise.tables.harvest import Doubt, Harvest, How, cut
from app.documents.recognise.tables.stream import read_stream
from app.form import EDITIONS, edition_for
from app.form.schema import Cell, Table
from app.model.beside.sent import code_in
from app.model.figures import digits, half_width
from app.model.files import FileProblem
from app.model.report import Organ, Report
from app.model.words.texts import without_made_texts

TABLES = ("disclosure", "applications", "disputes")
FEES = Cell("disclosure", "fees", "amount")
LEFT_OUT = "没有读入"
TWICE = "文件里这一格出现了两次，数字不同，没有读入"
FEWEST_HEADINGS = 3  # a text without tables is a report when it has this many of the six headings


@dataclass(frozen=True)
class Imported:
    """What was read, `report` as it is printed. A cell that is neither in report.figures nor in `missing` is printed blank.

    `how`: table -> the way it was read, for those that were. `snippets`: the words of the source around each figure;
    `spots`: where it is seen, if on a page.
    `lines`: the whole source as plain lines, to be shown beside the form. `code`: the 稿号 of the 送审稿 that it is.
    `revisions`: the changes that the file tracks.
    """

    report: Report
    doubts: tuple[Doubt, ...]
    missing: tuple[Cell, ...]
    how: Mapping[str, How]
    snippets: Mapping[Cell, str]
    lines: tuple[str, ...] = ()
    code: str = ""
    revisions: tuple[Revision, ...] = ()
    spots: Mapping[Cell, Spot] = field(default_factory=dict)


def imported_dict(imported: Imported) -> dict[str, Any]:
    """The JSON of `import --json`: figures as digits, null for a printed blank, absent where missing."""
    report = imported.report
    missing = set(imported.missing)
    return {
        "edition": report.edition,
        "organ": report.organ.name,
        "kind": report.organ.kind,
        "year": report.year,
        "figures": {
            str(cell): None if (figure := report.figure(cell)) is None else digits(figure)
            for cell in report.form.cells
            if cell not in missing
        },
        "missing": [str(cell) for cell in imported.missing],
        "doubts": [{"where": d.where, "found": d.found, "read_as": d.read_as, "note": d.note} for d in imported.doubts],
        "texts": dict(without_made_texts(report).texts),
        "how": dict(imported.how),
    }


def recognise(raw: Raw, name: str) -> Imported:
    """Read the report in a document called `name`, the first of several; FileProblem when there is none in it."""
    first, *others = parted(raw)
    found = _recognised(first, name)
    for other in (*others, *raw.others):
        with suppress(FileProblem):
            found = with_other(found, _recognised(other, name))
    return found


def _recognised(raw: Raw, name: str) -> Imported:
    harvest = Harvest()
    grids = [item for item in raw.items if isinstance(item, RawGrid)]
    used = read_grids(grids, harvest)
    how: dict[str, How] = {table: "grid" for table in TABLES if harvest.has(table)}
    wanted = [table for table in TABLES if table not in how]
    if wanted:
        how |= read_stream(raw.lines, wanted, harvest)
    texts = read_texts(_paragraphs(raw, used), page_title(raw), year_in_period("\n".join(raw.lines)), not raw.site)
    if not how and len(texts.headings) < FEWEST_HEADINGS:
        if only_pictures(raw):
            raise FileProblem(
                f"“{name}”里只有图片，没有文字，可能是扫描件，没有导入。请改用网页、Word 或带文字的 PDF；"
                "只有扫描件的，用带文字识别的软件转换成 Word，与原件核对后再导入。"
            )
        raise FileProblem(
            raw.instead
            or f"“{name}”里没有找到年报的三张表，也没有年报各部分的标题，没有导入。请确认它是政府信息公开工作年度报告；"
            "表格如果是图片，请改用网页、Word 或带文字的 PDF。"
        )
    remarks = [Doubt("", cut(remark.found), None, remark.note) for remark in raw.remarks]
    who = identify(texts, raw, name)
    edition, mixed = _edition(harvest, who.year)
    torn = _leave_torn_rows(EDITIONS[edition].table("applications"), harvest)
    after_gaps = list(torn) if how.get("applications") == "labels" else []
    figures, blanks, of_figures = _figures(edition, harvest)
    report = _with_texts(
        Report(edition, Organ(who.organ), who.year, figures, headings=tuple(texts.headings.items())), texts
    )
    cells = report.form.cells
    return Imported(
        report=report,
        doubts=(
            *remarks,
            *who.doubts,
            *_below_the_end(texts),
            *mixed,
            *_unsettled(report, harvest),
            *of_figures,
            *after_gaps,
            *_in_yuan(report, raw),
            *_lost_in_texts(report),
        ),
        missing=tuple(cell for cell in cells if cell not in figures and cell not in blanks),
        how=how,
        snippets={cell: harvest.figures[cell].snippet for cell in cells if cell in harvest.figures},
        lines=raw.lines,
        code=code_in((*raw.margins, *raw.lines)),
        revisions=raw.revisions,
        spots={cell: found.spot for cell, found in harvest.figures.items() if found.spot},
    )


def with_other(found: Imported, other: Imported) -> Imported:
    """What is said of another report in the same document. A copy of this one is not told, but where its figures differ."""
    ours, theirs = found.report, other.report
    if (theirs.organ.name and theirs.organ.name != ours.organ.name) or (theirs.year and theirs.year != ours.year):
        named = f"{theirs.organ.name}{theirs.year or ''}年"
        note = f"文件里不止一份年报，读入的是“{ours.organ.name}{ours.year}年”这一份；这一份没有读入，请单独复制后导入"
        return replace(found, doubts=(*found.doubts, Doubt("", named, None, note)))
    differing = {
        cell: f"{digits(figure)}、{digits(again)}"
        for cell, figure in ours.figures.items()
        if (again := theirs.figure(cell)) is not None and again != figure and theirs.edition == ours.edition
    }
    clashes = [Doubt(str(cell), words, None, TWICE) for cell, words in differing.items()]
    figures = {cell: figure for cell, figure in ours.figures.items() if cell not in differing}
    return replace(
        found,
        report=replace(ours, figures=figures),
        doubts=(*found.doubts, *clashes),
        missing=tuple(cell for cell in ours.form.cells if cell in differing or cell in found.missing),
    )


def _below_the_end(texts: Texts) -> list[Doubt]:
    """Sentences under the last text: another's, or the writer's."""
    if not texts.after:
        return []
    part = next(reversed(texts.headings))
    note = f"最后一部分之后还有 {len(texts.after)} 段文字，像是网页上的其他内容，没有读入，请核对"
    return [Doubt(part, cut(texts.after[0]), None, note)]


_YUAN = re.compile(r"收费金额\s*[（(]?\s*(?:单位\s*[：:]?)?\s*元")


def _in_yuan(report: Report, raw: Raw) -> list[Doubt]:
    """The form's amount is in 万元; a header that says 元 makes the figure ten thousand times too large."""
    said = next((match for line in raw.lines if "费" in line and (match := _YUAN.search(half_width(line)))), None)
    if said is None or (figure := report.figure(FEES)) is None:
        return []
    note = "表头写的单位是元，表样的单位是万元，按原数读入，没有换算，请改成万元数"
    return [Doubt(str(FEES), said[0], digits(figure), note)]


_LOST = re.compile(rf"[^\n]{{0,20}}{UNREAD}([^〕]*)〕[^\n]{{0,10}}")


def _lost_in_texts(report: Report) -> list[Doubt]:
    """Something in a text was seen and not read: the mark stands in the text, and here."""
    note = "这里有读不出的内容（{}），请对照原文补上"
    return [
        Doubt(key, lost[0], None, note.format(lost[1])) for key, t in report.texts.items() for lost in _LOST.finditer(t)
    ]


def _paragraphs(raw: Raw, used: set[tuple[int, int]]) -> list[str]:
    """The paragraphs outside the tables of the form; a grid's line with one box of words is one (a page laid out by tables)."""
    lines: list[str] = []
    number = -1
    for item in raw.items:
        if isinstance(item, RawText):
            lines += item.text.splitlines()
            continue
        number += 1
        for n, line in enumerate(item.lines):
            words = [cell.text for cell in line if cell.row == n and cell.text.strip()]
            if (number, n) not in used and len(words) == 1 and not is_label(words[0]):
                lines += words[0].splitlines()
    lines = split_inline(lines)
    return lines if any(isinstance(item, RawGrid) for item in raw.items) else _without_table_lines(lines)


_SENTENCE = re.compile(r"\s*(?:注|备注|说明)\s*[：:1]|.*[。；]\s*$")


def _without_table_lines(lines: Sequence[str]) -> list[str]:
    """Plain text: between the headings 二 and 五 only whole sentences and 注 are the writer's, the rest is table."""
    kept: list[str] = []
    in_table = False
    for line in lines:
        part = heading_of(line)
        if part:
            in_table = part in TABLES
        if part or not in_table or (_SENTENCE.match(line) and _table_words(line) < 2):
            kept.append(line)
    return kept


def _table_words(line: str) -> int:
    """How many boxes with words of the form's tables a line holds."""
    return sum(is_label(piece) for piece in re.split(r"[\s|]+", line) if piece)


def _edition(harvest: Harvest, year: int) -> tuple[str, list[Doubt]]:
    """The edition that the labels show, and what is said where they are of two."""
    three = {("applications", "other_not_supplemented"), ("applications", "other_fee_unpaid")} & harvest.rows
    single = ("applications", "other_processing") in harvest.rows and not three
    of_columns = {EDITION_OF_COLUMN[key] for key in harvest.columns if key in EDITION_OF_COLUMN}
    second = next(iter(of_columns)) if len(of_columns) == 1 else None
    if three:
        if second == "2019":
            return "2021", [
                Doubt("disclosure", "", None, "表二是2019年表样，表三是2021年表样，表二没有读入，请对照原表填写")
            ]
        return "2021", []
    if single and second != "2019" and (second == "2021" or year > 2020):
        note = "表三“（六）其他处理”只有一行，没有分成三项，按原样读入，没有猜测怎么分"
        return "2021-single", [Doubt("applications/other_processing", "（六）其他处理", None, note)]
    if single:
        return "2019", []
    return second or edition_for(year or 2021).key, []


def _leave_torn_rows(table: Table, harvest: Harvest) -> Iterator[Doubt]:
    """Rows of running text that have no row after them: lines fell out between, or the text was cut.

    Where such a row does not add up, its end is the other's and it is left out; where it does, it may be the other's.
    """
    for row, after in pairwise(table.rows):
        cells = [Cell(table.key, row.key, column.key) for column in table.columns_of(row.key)]
        if (table.key, after.key) in harvest.rows or not all(cell in harvest.figures for cell in cells):
            continue
        found = harvest.figures[cells[-1]]
        *parts, total = (read_figure(harvest.figures[cell].words, "count").figure for cell in cells)
        if None not in (*parts, total) and sum(part for part in parts if part is not None) != total:
            note = "这一行之和不等于总计，下一行又没有读到，像是中间掉了几行，没有读入"
            harvest.doubt(f"{table.key}/{row.key}", found.snippet, note)
            for cell in cells:
                del harvest.figures[cell]
        else:
            note = "下一行没有读到，这一行的数可能是下一行的，请对照原文"
            yield Doubt(str(cells[-1]), found.snippet, found.words, note)


def _unsettled(report: Report, harvest: Harvest) -> list[Doubt]:
    """The doubts about rows and tables, less those about a copy of a row that was read whole elsewhere."""
    whole = {
        f"{table.key}/{row.key}"
        for table in report.form.tables
        for row in table.rows
        if all(Cell(table.key, row.key, column.key) in harvest.figures for column in table.columns_of(row.key))
    }
    return [doubt for doubt in harvest.doubts if doubt.where not in whole or LEFT_OUT not in doubt.note]


def _figures(edition: str, harvest: Harvest) -> tuple[dict[Cell, Decimal], set[Cell], list[Doubt]]:
    """(figures, cells printed blank, what is doubtful) of the cells that the edition has."""
    form = EDITIONS[edition]
    figures: dict[Cell, Decimal] = {}
    blanks: set[Cell] = set()
    doubts: list[Doubt] = []
    for cell in form.cells:
        if clash := harvest.conflicts.get(cell):
            doubts.append(Doubt(str(cell), clash.words, None, TWICE))
            continue
        found = harvest.figures.get(cell)
        if found is None:
            continue
        reading = read_figure(found.words, form.kind(cell))
        if reading.figure is not None:
            figures[cell] = reading.figure
        elif reading.blank:
            blanks.add(cell)
        if reading.note:
            read_as = None if reading.figure is None else digits(reading.figure)
            doubts.append(Doubt(str(cell), found.words.strip(), read_as, reading.note))
    return figures, blanks, doubts


def _with_texts(report: Report, texts: Texts) -> Report:
    """The report with its contact and texts."""
    said = [texts.texts.get("preface", ""), texts.texts.get("other_matters", ""), texts.texts.get("overview", "")]
    contact: dict[str, str] = {}
    for text in said:
        contact = {**contact_in(text), **contact}
    name = report.organ.name
    organ = Organ(name=name, kind=kind_of(name), scope=None, extra={}, **contact)
    known = {key: text for key, text in texts.texts.items() if key in report.form.text_keys}
    return replace(report, organ=organ, texts=known, extra={})  # it travels between processes: plain mappings only
