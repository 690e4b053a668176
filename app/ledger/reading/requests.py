"""The requests in the sheets of a ledger: every line is a request, is passed over for a reason, or is asked about."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import chain, islice

from app.ledger.reading.applicants import Applicant, applicant
from app.ledger.reading.columns import FIELDS, MOST_ABOVE, Header, find_header, unknown_words
from app.ledger.reading.dates import NO_DAY, Day, read_day, year_in
from app.ledger.reading.lexicon import normal
from app.ledger.reading.request import CLOCK_DAYS, Request, fuller, same
from app.ledger.reading.results import Outcome, Said, outcome, yes
from app.model.files import FileProblem
from app.model.sheet import STRUCK, Line, Sheet, Square

MOST_TOLD = 12  # lines of one kind of fault that are told one by one
_NO_REQUEST = re.compile(
    r"(?:.{0,6}(?:合计|小计|总计|共计))|(?:填表|制表|审核|负责|注|备注|说明|附注)[人：:].*|注[1-9一二三].*"
)
_POST = re.compile(r"邮|寄|信函|ems|挂号|特快", re.IGNORECASE)
_NO_POST = re.compile(
    r"当面|当场|直接|自取|领取|电子邮件|邮箱|e-?mail|网|平台|系统|传真|电话|短信|微信|委托|现场|送达", re.IGNORECASE
)
_TELLING = ("received", "applicant", "answered", "result", "status", "detail", "posted")
"""One of these alone makes a line a request."""
_SAYING = ("applicant", "organisation", "name", "result", "detail", "status", "divided", "merged_into")
"""What says whose a request is and how it ended: where one of these cannot be taken, the line is asked about."""


class Unclear(FileProblem):
    """A header that lacks what a ledger needs. `headers`: its columns' words, for the clerk to say what they are."""

    def __init__(self, sentence: str, headers: tuple[str, ...] = ()) -> None:
        super().__init__(sentence)
        self.headers = headers

    def __reduce__(self) -> tuple[type, tuple[str, tuple[str, ...]]]:
        return Unclear, (str(self), self.headers)


@dataclass(frozen=True)
class Ledger:
    """What was read. `notes`: sentences for the clerk. `unknown`: headers not understood. `sheets`: those that were read."""

    requests: tuple[Request, ...]
    notes: tuple[str, ...] = ()
    unknown: tuple[str, ...] = ()
    sheets: tuple[str, ...] = ()


def read_ledger(sheets: Iterable[Sheet], name: str, year: int, known: Mapping[str, str] | None = None) -> Ledger:
    """The requests of a file called `name`; FileProblem when it has no sheet with the header of a ledger.

    `year`: for days written without one where neither the sheet nor the file says which. `known`: see `find_header`.
    """
    requests: list[Request] = []
    notes: list[str] = []
    headers: list[Header] = []
    read: list[str] = []
    lacking: tuple[str, ...] = ()
    for sheet in sheets:
        lines = iter(sheet.lines)
        top = list(islice(lines, MOST_ABOVE + 3))
        header = find_header(top, known or {})
        if header is None:
            continue
        if not header.is_ledger and sheet.hidden:
            continue
        if not header.is_ledger:
            missing = "收到日期" if "received" not in header.columns else "答复日期或结果"
            notes.append(f"工作表“{sheet.name}”第 {header.last} 行像是表头，但没有“{missing}”一列，没有读。")
            lacking = lacking or tuple(header.names.values())
            continue
        above = " ".join(s.text for line in top if line.number < header.last for s in line.squares.values())
        of = year_in(sheet.name) or year_in(above) or year_in(name) or year
        reader = _SheetReader(sheet.name, header, of)
        found = reader.requests(chain((line for line in top if line.number > header.last), lines))
        if sheet.hidden:
            if left_out := sum(1 for _ in found):
                notes.append(f"隐藏的工作表“{sheet.name}”有 {left_out} 件没有读；要算进去请先取消隐藏。")
            continue
        headers.append(header)
        read.append(sheet.name)
        requests += found
        notes += reader.notes()
    if not read:
        raise Unclear(_no_ledger(name, notes), lacking)
    several = len(read) > 1
    requests = [each if several else replace(each, sheet="") for each in requests]
    told, once = _once(requests, several)
    return Ledger(tuple(_merged(once)), (*notes, *told), unknown_words(headers), tuple(read))


def _no_ledger(name: str, notes: list[str]) -> str:
    said = "".join(notes)
    return (
        f"“{name}”里没有找到申请台账的表头，没有读。{said}"
        "台账要有一行列名，至少有“收到日期”和“答复日期”“结果”中的一列；可以用程序的台账模板。"
    )


class _SheetReader:
    """Reads the lines of one sheet under its header."""

    def __init__(self, sheet: str, header: Header, year: int) -> None:
        self._sheet, self._header, self._year = sheet, header, year
        self._ticks = [
            (field.split("/")[1], field.split("/")[2], columns[0])
            for field, columns in header.columns.items()
            if field.startswith("tick/")
        ]
        self._struck: list[int] = []
        self._hidden = 0
        self._unread: dict[str, list[int]] = {}

    def requests(self, lines: Iterable[Line]) -> Iterator[Request]:
        for line in lines:
            if all(square.doubt == STRUCK for square in line.squares.values()):
                self._struck.append(line.number)
            elif not self._passed_over(line):
                self._hidden += line.hidden
                yield self._request(line)

    def notes(self) -> Iterator[str]:
        """What the clerk should know and what moves no figure: days that only the deadline needs."""
        for field, columns in self._header.columns.items():
            if len(columns) > 1 and field in _TELLING:
                names = "”“".join(self._header.names[column] for column in columns)
                yield f"工作表“{self._sheet}”有 {len(columns)} 列都是{FIELDS[field]}：“{names}”；写的一样或只写了一列的照算，不一样的会问。"
        if self._struck:
            yield f"工作表“{self._sheet}”第 {_rows(self._struck)} 行整行画了删除线，没有算。"
        if self._hidden:
            yield f"工作表“{self._sheet}”有 {self._hidden} 行是隐藏的（筛选或折叠），也算进去了。"
        for field, rows in self._unread.items():
            yield f"工作表“{self._sheet}”第 {_rows(rows)} 行的“{self._name(field)}”读不出来，这一项没有用；只影响期限，不影响件数。"

    def _name(self, field: str) -> str:
        return self._header.names[self._header.columns[field][0]]

    def _square(self, line: Line, field: str) -> tuple[Square | None, str]:
        """What stands in the column of a field; where two columns say two things, why neither is taken."""
        found = [
            line.squares[column]
            for column in self._header.columns.get(field, ())
            if column in line.squares and line.squares[column].text.strip() and not line.squares[column].doubt
        ]
        if len({normal(each.text) for each in found}) > 1:
            names = "”“".join(self._header.names[column] for column in self._header.columns[field])
            return found[0], f"“{names}”两列写的不一样"
        return (found[0], "") if found else (None, "")

    def _text(self, line: Line, field: str) -> str:
        square, _ = self._square(line, field)
        return square.text.strip() if square and not square.doubt else ""

    def _doubt(self, line: Line, field: str) -> str:
        """Why what stands in the column cannot be taken: struck out, a formula without its result, an error."""
        squares = (line.squares.get(column) for column in self._header.columns.get(field, ()))
        return next((square.doubt for square in squares if square and square.doubt), "")

    def _passed_over(self, line: Line) -> bool:
        """No request: nothing but a number written beforehand, a title across the sheet, a sum, the header again."""
        squares = {column: square.text.strip() for column, square in line.squares.items() if square.text.strip()}
        numbers = {column for field in ("id", "serial") for column in self._header.columns.get(field, ())}
        rest = {column: text for column, text in squares.items() if column not in numbers}
        if not rest and not any(self._doubt(line, field) for field in _TELLING if field != "status"):
            return True
        if len(set(squares.values())) == 1 and self._is_title(squares):
            return True
        first = squares[min(squares)]
        if _NO_REQUEST.fullmatch(normal(first)) or _NO_REQUEST.fullmatch(normal(next(iter(rest.values()), ""))):
            return self._day(line, "received")[0].date is None
        again = sum(self._header.names.get(column, "").endswith(text) for column, text in squares.items())
        return again >= 3 and again >= len(squares) - 1

    def _is_title(self, squares: Mapping[int, str]) -> bool:
        """The same words across the sheet, or words without a number where no request begins."""
        told = {c for field in _TELLING for c in self._header.columns.get(field, ())}
        (column, words), *more = squares.items()
        return bool(more) or column not in told or (column == min(self._header.names) and not re.search(r"\d", words))

    def _day(self, line: Line, field: str) -> tuple[Day, str]:
        """The day of a field; where two columns hold two days, why it is asked."""
        days = [read_day(line.squares.get(column), self._year) for column in self._header.columns.get(field, ())]
        dates = {day.date for day in days if day.date}
        if len(dates) > 1:
            names = "”“".join(self._header.names[column] for column in self._header.columns[field])
            return NO_DAY, f"“{names}”两列的日期不一样"
        first = next((day for day in days if day.date or day.doubt), NO_DAY)
        return first, ""

    def _request(self, line: Line) -> Request:
        days: dict[str, Day] = {}
        doubts: list[str] = []
        for field in ("received", "answered", "posted"):
            days[field], differ = self._day(line, field)
            doubts += [differ] if differ else []
        clock = {field: self._clock_day(line, field) for field in CLOCK_DAYS}
        extended = self._text(line, "extended")
        delivery = self._text(line, "delivery")
        said, differ = self._said(line, clock)
        doubts += [differ] if differ else []
        doubts += [f"“{self._name(field)}”{why}" for field in _SAYING if (why := self._doubt(line, field))]
        return Request(
            id=self._text(line, "id") or self._text(line, "serial"),
            sheet=self._sheet,
            row=line.number,
            received=days["received"],
            answered=days["answered"],
            posted=days["posted"],
            by_post=self._by_post(delivery),
            applicant=self._applicant(line),
            outcome=self._ticked(line) or outcome(said),
            words=said.result or said.status,
            office=self._text(line, "office"),
            extended_undated=clock["extended"] is None and yes(extended) is True,
            fee=self._text(line, "fee"),
            doubt="；".join(doubts),
            **clock,
        )

    def _clock_day(self, line: Line, field: str):
        day, differ = self._day(line, field)
        if (day.doubt or differ) and not (field == "extended" and yes(self._text(line, field)) is not None):
            self._unread.setdefault(field, []).append(line.number)
        return day.date

    @staticmethod
    def _by_post(delivery: str) -> bool | None:
        words = normal(delivery)
        if _NO_POST.search(words):
            return False
        return True if _POST.search(words) else None

    def _said(self, line: Line, clock: Mapping[str, object]) -> tuple[Said, str]:
        result, differ = self._square(line, "result")
        if differ and self._agree(line):
            differ = ""
        words = {field: self._text(line, field) for field in ("detail", "status", "note", "divided", "merged_into")}
        corrected = bool(clock["correction_back"]) if clock["correction_told"] or clock["correction_back"] else None
        return Said(result.text.strip() if result else "", **words, corrected=corrected), differ

    def _agree(self, line: Line) -> bool:
        """Whether two result columns with different words say the same row."""
        squares = [line.squares[c] for c in self._header.columns["result"] if c in line.squares]
        rows = {outcome(Said(square.text)).rows for square in squares if square.text.strip()}
        return len(rows) == 1

    def _ticked(self, line: Line) -> Outcome | None:
        ticked = [row for of, row, column in self._ticks if of == "result" and _is_tick(line.squares.get(column))]
        if len(ticked) > 1:
            return Outcome(tuple(ticked), "结果打了不止一个勾；区分处理的请只勾“部分公开”")
        return Outcome((ticked[0],)) if ticked else None

    def _applicant(self, line: Line) -> Applicant:
        ticked = [column for of, column, at in self._ticks if of == "applicant" and _is_tick(line.squares.get(at))]
        several = any(
            _is_tick(line.squares.get(at)) and normal(line.squares[at].text) not in ("1", "√", "✓", "☑", "是", "v")
            for of, _, at in self._ticks
            if of == "applicant"
        )
        if len(ticked) > 1:
            return Applicant(tuple(ticked), "申请人类型打了不止一个勾")
        if ticked:
            return Applicant((ticked[0],), "", several)
        if any(of == "applicant" for of, _, _ in self._ticks) and "applicant" not in self._header.columns:
            return Applicant()
        square, differ = self._square(line, "applicant")
        found = applicant(square.text if square else "", self._text(line, "organisation"), self._text(line, "name"))
        return found._replace(why=differ, columns=Applicant().columns) if differ else found


def _rows(numbers: list[int]) -> str:
    """12、15、16 等, not more than a dozen."""
    return "、".join(map(str, numbers[:MOST_TOLD])) + ("等" if len(numbers) > MOST_TOLD else "")


def _is_tick(square: Square | None) -> bool:
    return square is not None and yes(square.text) is not False and bool(normal(square.text))


def _once(requests: list[Request], several: bool) -> tuple[list[str], list[Request]]:
    """Each request once: the same number in two sheets is one request, told further; twice in one sheet is asked about."""
    numbered: dict[str, int] = {}
    kept: list[Request] = []
    twice: list[str] = []
    serials = _are_serials(requests)
    for request in requests:
        if not request.id or (serials and several):
            spare = f"{request.sheet}!{request.row}" if several else f"第{request.row}行"
            kept.append(replace(request, id=f"{request.sheet}-{request.id}" if request.id else spare))
            continue
        at = numbered.setdefault(request.id, len(kept))
        if at == len(kept):
            kept.append(request)
        elif kept[at].sheet != request.sheet and same(kept[at], request):
            kept[at] = fuller(kept[at], request)
            twice.append(request.id)
        else:
            doubt = f"编号与{kept[at].place}相同，不知道是同一件还是两件"
            kept.append(replace(request, id=f"{request.id}（第{request.row}行）", doubt=doubt))
    told = [
        f"{len(twice)} 件在几张工作表里都有，只算一次：{'、'.join(twice[:MOST_TOLD])}{'等' if len(twice) > MOST_TOLD else ''}。"
    ]
    return (told if twice else []), _unique(kept)


def _unique(requests: list[Request]) -> list[Request]:
    """No two with one id: serials may begin again in one sheet."""
    seen: set[str] = set()
    unique: list[Request] = []
    for request in requests:
        number = request.id
        if number in seen:
            number = f"{number}（第{request.row}行）"
        seen.add(number)
        unique.append(request if number == request.id else replace(request, id=number))
    return unique


def _are_serials(requests: list[Request]) -> bool:
    """Whether the numbers only count lines (1, 2, 3 …), so that each sheet begins anew."""
    return all(re.fullmatch(r"\d{1,5}", request.id) for request in requests if request.id)


def _merged(requests: list[Request]) -> Iterator[Request]:
    """A request merged into another that the ledger has ends with it; one whose other is not there is asked about."""
    by_id = {request.id: request for request in requests}
    by_id.update({normal(request.id): request for request in requests})
    for request in requests:
        target = request.outcome.target
        if not target:
            yield request
            continue
        other = by_id.get(target) or by_id.get(normal(target)) or by_id.get(re.sub(r"^第|[号件]$", "", normal(target)))
        if other is None or other is request:
            why = f"写了并入“{target}”，台账里没有这一件" if other is None else "写了并入它自己"
            yield replace(request, outcome=Outcome(request.outcome.rows or ("other_remaining",), why))
            continue
        sure = replace(request, outcome=Outcome(("other_remaining",), target=other.id))
        yield sure if sure.ended or not other.ended else replace(sure, answered=Day(other.ended))


__all__ = ["FIELDS", "Ledger", "read_ledger"]
