"""The verb of the request ledger (申请台账): table 三 out of it, what must be asked, what is late; the contract is in README, 命令行."""

from __future__ import annotations

import argparse
import datetime
import json
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from app.acts import new_report
from app.console import DONE, FINDINGS, absent, path_of, save, to_write
from app.form.schema import Cell
from app.ledger.classify import Answer, Ask
from app.ledger.count import Count, count
from app.ledger.fill import LedgerFile, answers_of, filled
from app.ledger.notes import notes
from app.ledger.working_days import WorkingDays, parse_local_days
from app.model.draft import open_draft
from app.model.figures import digits
from app.model.files import FileProblem, read_bytes, system_path, write_atomic
from app.model.report import Organ, Report
from app.model.totals import computed

if TYPE_CHECKING:
    from app.documents.read.lines.ledger import ReadLedger

_YEARS = range(2019, 2060)


def add_verbs(verb: Any, force: Any) -> None:
    """`verb(name, what)` makes a parser; `force(parser)` adds --force to it."""
    ledger = verb("ledger", "用申请台账（Excel、CSV）填表三，列出要问的和逾期的")
    ledger.add_argument("ledger", type=path_of, nargs="?", metavar="台账", help="申请台账（XLSX、XLS、CSV）")
    ledger.add_argument("--year", type=int, metavar="年份", help="年报所属年份，例如 2025")
    ledger.add_argument(
        "-o", "--output", type=to_write(".gknb"), metavar="底稿", help="把表三写进这个底稿（.gknb）；已有的底稿只改表三"
    )
    ledger.add_argument("--as-of", metavar="日期", help="期限算到这一天，例如 2026-01-20；默认今天")
    ledger.add_argument(
        "--holidays", type=path_of, metavar="文件", help="本地的放假和上班日（CSV：日期,休或班；或 JSON）"
    )
    ledger.add_argument("--template", type=to_write(".xlsx"), metavar="文件", help="写一份空白的台账模板（.xlsx）")
    ledger.add_argument("--json", action="store_true", help="输出 JSON")
    force(ledger)
    ledger.set_defaults(act=_ledger)


def _ledger(arguments: argparse.Namespace) -> int:
    if arguments.template is not None:
        return _template(arguments)
    if arguments.ledger is None or arguments.year is None:
        raise FileProblem("还缺台账文件和 --year 年份。要一份空白模板，用 ledger --template 文件.xlsx。")
    if arguments.year not in _YEARS:
        raise FileProblem(f"年份 {arguments.year} 不对。请写年报所属的四位年份，例如 2025。")
    as_of = _day(arguments.as_of)
    calendar = WorkingDays()
    if arguments.holidays is not None:
        calendar = WorkingDays(parse_local_days(read_bytes(arguments.holidays), arguments.holidays.name))
    draft = _draft(arguments.output, arguments.year, arguments.force)
    from app.documents.read.lines.ledger import read_ledger_file

    read = read_ledger_file(arguments.ledger, arguments.year)
    answers = answers_of(draft) if draft else {}
    counted = count(read.ledger.requests, arguments.year, as_of, calendar, answers, draft.form if draft else None)
    for sentence in notes(read.ledger, counted):
        print(sentence, file=sys.stderr)
    if draft is not None:
        _write(arguments, draft, read, counted, answers)
    if arguments.json:
        print(json.dumps(counted_dict(counted), ensure_ascii=False, indent=1))
    else:
        _tell(counted)
    return FINDINGS if counted.asks else DONE


def _template(arguments: argparse.Namespace) -> int:
    if arguments.ledger is not None or arguments.output is not None:
        raise FileProblem("--template 只写一份空白模板，不要再给台账或 -o。")
    path: Path = arguments.template
    absent(path, arguments.force)
    from app.documents.write.ledger.template import ledger_template

    write_atomic(path, ledger_template(arguments.year or datetime.date.today().year))
    print(f"已写出台账模板：{path}", file=sys.stderr if arguments.json else sys.stdout)
    return DONE


def _day(words: str | None) -> datetime.date:
    try:
        return datetime.date.fromisoformat(words) if words else datetime.date.today()
    except ValueError as error:
        raise FileProblem(f"--as-of 的日期“{words}”不对。请写成 2026-01-20 这样。") from error


def _draft(path: Path | None, year: int, force: bool) -> Report | None:
    """The draft to be written: the one that is there (with --force), else a new one; None when none is asked for."""
    if path is None:
        return None
    if not os.path.exists(system_path(path)):  # Path.exists raises for a name that is too long
        return new_report(year, Organ())
    if not force:
        raise FileProblem(f"“{path.name}”已经存在，没有写入。要在这份底稿里改表三请加 --force，或换一个文件名。")
    draft = open_draft(path)
    if draft.year != year:
        raise FileProblem(f"底稿“{path.name}”是{draft.year}年的，不是{year}年的，没有写入。请换一份底稿或年份。")
    return draft


def _write(
    arguments: argparse.Namespace, draft: Report, read: ReadLedger, counted: Count, answers: dict[str, Answer]
) -> None:
    file = LedgerFile(arguments.ledger.name, read.digest, datetime.date.today().isoformat())
    report = filled(draft, counted, file, answers)
    if counted.asks and report.auto_totals:  # a sum with something missing in it would look whole
        made = computed(report.form)
        report = report.with_figures({cell: None for cell in counted.uncertain if cell in made})
    save(report, arguments.output)
    left = f"；{len(counted.uncertain)} 格等 {len(counted.asks)} 件问清楚，没有填" if counted.asks else ""
    print(f"已写入底稿：{arguments.output}{left}", file=sys.stderr if arguments.json else sys.stdout)


def counted_dict(counted: Count) -> dict[str, Any]:
    """`ledger --json`."""
    return {
        "figures": {str(cell): digits(figure) for cell, figure in counted.figures.items()},
        "requests_of": {str(cell): list(ids) for cell, ids in counted.requests_of.items()},
        "ask": [_ask_dict(ask, counted) for ask in counted.asks],
        "overdue": [
            {
                "id": each.request.id,
                "due": each.due.isoformat(),
                "answered": each.answered.isoformat() if each.answered else None,
                "days": each.days,
            }
            for each in counted.late
        ],
        "provisional": counted.provisional,
        "fees": {"notices": counted.fees.notices, "charged": counted.fees.words},
    }


def _ask_dict(ask: Ask, counted: Count) -> dict[str, Any]:
    return {"id": ask.request.id, "row": ask.request.row, "why": ask.words, "options": list(counted.rows_of(ask))}


def _tell(counted: Count) -> None:
    def total(row: str) -> str:
        return digits(counted.figures[Cell("applications", row, "total")])

    print(
        f"{counted.year}年：新收 {total('received')} 件，上年结转 {total('carried_in')} 件，"
        f"办结 {total('processed_total')} 件，结转下年度 {total('carried_out')} 件。"
    )
    table = counted.form.table("applications")
    for ask in counted.asks:
        options = "、".join(
            "结转下年度" if row == "carried_out" else table.row_name(row) for row in counted.rows_of(ask)
        )
        print(f"  要问 {ask.request.place} {ask.request.id}：{ask.words}。可能是：{options}")
    for each in counted.late:
        how = f"{each.answered} 答复" if each.answered else "还没有答复"
        print(
            f"  逾期 {each.request.place} {each.request.id}：应在 {each.due} 前答复，{how}，逾期 {each.days} 个工作日"
        )
    soon = [each for each in counted.open if each.soon]
    for each in soon:
        print(f"  快到期 {each.request.place} {each.request.id}：{each.deadline.due} 到期，还有 {each.left} 个工作日")
    if counted.provisional:
        print("  有的期限跨到还没有公布放假安排的年份，按周末计算，是暂定的；可以用 --holidays 给出。")
    if counted.fees.notices or counted.fees.yuan:
        print(f"  收费通知 {counted.fees.notices} 件，收取信息处理费 {counted.fees.words} 元。")
