"""The verbs of the county office: collect, summarise, shares, remarks; the contract is in README, 命令行."""

from __future__ import annotations

import argparse
import datetime
import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from app.acts import finding_dict
from app.console import DONE, FINDINGS, expanded, path_of, to_write
from app.form.schema import Cell
from app.model.figures import digits
from app.model.files import FileProblem, is_there, write_atomic

if TYPE_CHECKING:
    from app.county.acts import Summary
    from app.county.standing import Overview


def add_verbs(verb: Any, force: Any) -> None:
    """`verb(name, what)` makes a parser; `force(parser)` adds --force to it."""
    collect = verb("collect", "收集各单位的年报：建立或刷新文件夹里的收集.gkhj")
    collect.add_argument("folder", type=path_of, metavar="文件夹", help="放来件的文件夹")
    _units(collect)
    collect.add_argument(
        "--add", type=path_of, nargs="+", default=[], metavar="文件", help="收入这些来件（复制到“收到”里）"
    )
    collect.add_argument("--json", action="store_true", help="输出 JSON")
    collect.set_defaults(act=_collect)

    summarise = verb("summarise", "把各单位的年报相加，生成汇总底稿")
    summarise.add_argument("folder", type=path_of, metavar="文件夹", help="放来件的文件夹，有没有收集.gkhj 都行")
    _units(summarise)
    summarise.add_argument(
        "--level", choices=("own", "area"), default="area", metavar="范围", help="own 本级；area 本行政区域"
    )
    summarise.add_argument(
        "-o", "--output", type=to_write(".gknb"), required=True, metavar="底稿", help="写到这个底稿文件（.gknb）"
    )
    summarise.add_argument(
        "--xlsx", type=to_write(".xlsx"), metavar="文件", help="导出汇总的 Excel：三张表、各单位、名单与说明"
    )
    summarise.add_argument("--csv", type=to_write(".csv"), metavar="文件", help="导出 CSV：每个单位每格一行")
    summarise.add_argument("--json", action="store_true", help="输出 JSON")
    force(summarise)
    summarise.set_defaults(act=_summarise)

    shares = verb("shares", "一格里每个单位各有多少")
    shares.add_argument("folder", type=path_of, metavar="文件夹", help="放来件的文件夹")
    shares.add_argument("address", metavar="地址", help="单元格地址，例如 applications/received/total")
    shares.add_argument("--json", action="store_true", help="输出 JSON")
    shares.set_defaults(act=_shares)

    remarks = verb("remarks", "退回一个单位的年报：列出要改的地方")
    remarks.add_argument("folder", type=path_of, metavar="文件夹", help="放来件的文件夹")
    remarks.add_argument("--unit", required=True, metavar="单位", help="单位全称")
    remarks.add_argument(
        "-o", "--output", type=to_write(".gkth"), metavar="文件", help="写成退回意见（.gkth），给单位的程序打开"
    )
    remarks.add_argument("--docx", type=to_write(".docx"), metavar="文件", help="写成信函（Word）")
    remarks.add_argument("--text", action="store_true", help="显示一段可以发到群里的话")
    remarks.add_argument("--deadline", default="", metavar="日期", help="重新报送的期限，例如 2026-01-20")
    force(remarks)
    remarks.set_defaults(act=_remarks)


def _units(verb: argparse.ArgumentParser) -> None:
    verb.add_argument("--units", type=path_of, metavar="名单", help="应报单位的名单（CSV 或 Excel，有“单位名称”一列）")
    verb.add_argument("--year", type=int, metavar="年份", help="年报所属年份，例如 2025")
    verb.add_argument("--organ", type=name_of_organ, metavar="名称", help="汇总的机关，例如 示例县人民政府")


def name_of_organ(said: str) -> str:
    """What was said on the command line, where a shell of another encoding makes half characters."""
    name = said.strip()
    if not name:
        raise FileProblem("单位名称是空的。请用 --organ 写上单位全称。")
    if any(each < " " or "\ud800" <= each <= "\udfff" for each in name):
        raise FileProblem("单位名称里有换行或显示不出来的字符。请用 --organ 写上单位全称。")
    return name


def absent(path: Path | None, force: bool) -> None:
    """FileProblem when `path` exists and nobody said to write over it."""
    if path is not None and is_there(path) and not force:
        raise FileProblem(f"“{path.name}”已经存在，没有写入。要覆盖它请加 --force，或换一个文件名。")


def _collect(arguments: argparse.Namespace) -> int:
    from app.county.acts import collect
    from app.county.standing import words

    _year(arguments.year)
    found = collect(
        arguments.folder,
        units=arguments.units,
        year=arguments.year,
        organ=arguments.organ,
        add=expanded(arguments.add),
    )
    if arguments.json:
        _print({"due": found.due, "reported": found.reported, "units": units_list(found)})
    else:
        print(f"应报 {found.due} 个单位，已报 {found.reported} 个，待认领 {len(found.unclaimed)} 份。")
        for each in found.standings:
            if each.status != "reported":
                print(f"  {each.unit.name}：{words(each)}{f'，{each.error}' if each.error else ''}")
        for each in found.unclaimed:
            print(
                f"  待认领：{each.path}{f'（写的是“{each.name}”）' if each.name else f'（{each.error}）' if each.error else ''}"
            )
    lacking = any(each.status not in ("reported", "excluded") for each in found.standings)
    return FINDINGS if lacking or found.unclaimed else DONE


def _year(year: int | None) -> None:
    if year is not None and not 2019 <= year <= 2200:
        raise FileProblem(f"年份 {year} 不对。请写年报所属的四位年份，例如 2025。")


def units_list(found: Overview) -> list[dict[str, Any]]:
    """`units` of the JSON: one object a unit, then one for each unclaimed file."""
    rows = [
        {
            "name": each.unit.name,
            "file": each.version.path if each.version else None,
            "status": each.status.value,
            "verdict": each.verdict or None,
            "error": each.error or None,
        }
        for each in found.standings
    ]
    return rows + [
        {
            "name": "",
            "file": each.path,
            "status": "unclaimed" if each.readable else "unreadable",
            "verdict": each.verdict or None,
            "error": each.error or (f"名单里没有“{each.name}”" if each.name else "没有读出单位名称"),
        }
        for each in found.unclaimed
    ]


def _summarise(arguments: argparse.Namespace) -> int:
    from app.county.acts import coverage, summarise, unit_lines
    from app.model.draft import draft_bytes

    _year(arguments.year)
    targets = (arguments.output, arguments.xlsx, arguments.csv)
    places = [each.absolute() for each in targets if each is not None]
    if len(set(places)) < len(places):
        raise FileProblem("两个输出用了同一个文件，没有写入。请分别写不同的文件名。")
    for target in targets:
        absent(target, arguments.force)
    made = summarise(
        arguments.folder,
        units=arguments.units,
        organ=arguments.organ,
        year=arguments.year,
        reach=arguments.level,
    )
    if not made.total.counted:
        raise FileProblem(f"“{arguments.folder}”里没有一份能计入的年报，没有汇总。请检查文件夹、年份和单位名单。")
    files = [(arguments.output, draft_bytes(made.report))]
    if arguments.xlsx or arguments.csv:
        from app.documents.write.county_papers import sum_csv, sum_workbook

        lines = unit_lines(made.total, made.overview)
        if arguments.xlsx:
            files.append((arguments.xlsx, sum_workbook(made.report, lines, coverage(made.total, made.overview))))
        if arguments.csv:
            files.append((arguments.csv, sum_csv(made.report, lines)))
    for path, data in files:
        write_atomic(path, data)
        if not arguments.json:
            print(f"已写出：{path}")
    if arguments.json:
        _print(summary_dict(made))
    else:
        for line in coverage(made.total, made.overview):
            print(line)
        for finding in made.findings:
            print(f"  {finding.rule} {finding.message}")
    return DONE if made.whole else FINDINGS


def summary_dict(made: Summary) -> dict[str, Any]:
    """`summarise --json`."""
    return {
        "units": units_list(made.overview),
        "figures": {str(cell): digits(figure) for cell, figure in made.total.figures.items()},
        "counted": len(made.total.counted),
        "excluded": [{"name": name, "reason": why} for name, why in made.total.excluded.items()],
        "differences": [
            {
                "cell": str(each.cell),
                "summary": digits(each.summary),
                "units_sum": digits(each.units_sum),
                "by_unit": {s.unit: None if s.figure is None else digits(s.figure) for s in each.shares},
            }
            for each in made.county.differences
        ],
        "findings": [finding_dict(each) for each in (*made.findings, *made.checked.findings)],
    }


def _shares(arguments: argparse.Namespace) -> int:
    from app.county.acts import summarise
    from app.county.summing import shares_of

    try:
        cell = Cell.parse(arguments.address)
    except ValueError as error:
        raise FileProblem(f"“{arguments.address}”不是单元格地址。例如 applications/received/total。") from error
    made = summarise(arguments.folder)
    if not made.total.counted:
        raise FileProblem(f"“{arguments.folder}”里没有一份能计入的年报。请检查文件夹。")
    if not made.total.form.has(cell):
        raise FileProblem(
            f"“{arguments.address}”不是 {made.total.form.key} 表样的单元格。例如 applications/received/total。"
        )
    shares = shares_of(made.overview, cell)
    if arguments.json:
        rows = [
            {
                "name": each.unit,
                "file": each.path,
                "figure": None if each.figure is None else digits(each.figure),
                "share": None if each.part is None else f"{each.part * 100:.2f}",
            }
            for each in shares
        ]
        figure = made.total.figures.get(cell)
        _print({"cell": str(cell), "sum": None if figure is None else digits(figure), "units": rows})
        return DONE
    print(f"{made.total.form.name(cell)}：{made.total.at_least(cell) or digits(made.total.figures[cell])}")
    for each in shares:
        part = f"（{each.part * 100:.1f}%）" if each.part is not None else ""
        print(f"  {each.unit}：{'空白' if each.figure is None else digits(each.figure)}{part}")
    return DONE


def _remarks(arguments: argparse.Namespace) -> int:
    from app.county.exchange.remarks import chat_text
    from app.county.exchange.sending import ask_back, return_letter
    from app.model.kept.remarks import letter_bytes

    if not (arguments.output or arguments.docx or arguments.text):
        arguments.text = True
    if arguments.deadline:
        try:
            datetime.date.fromisoformat(arguments.deadline)
        except ValueError as error:
            raise FileProblem(f"日期“{arguments.deadline}”不对。请写成 2026-01-20 这样。") from error
    for target in (arguments.output, arguments.docx):
        absent(target, arguments.force)
    letter, _, _ = ask_back(arguments.folder, arguments.unit, datetime.date.today(), arguments.deadline)
    if arguments.output:
        write_atomic(arguments.output, letter_bytes(letter))
        print(f"已写出：{arguments.output}", file=sys.stderr if arguments.text else sys.stdout)
    if arguments.docx:
        from app.documents.write.county_papers import return_paper
        from app.documents.write.to_docx import docx_bytes

        write_atomic(arguments.docx, docx_bytes(return_paper(return_letter(letter))))
        print(f"已写出：{arguments.docx}", file=sys.stderr if arguments.text else sys.stdout)
    if arguments.text:
        print(chat_text(letter))
    return DONE


def _print(value: Any) -> None:
    print(json.dumps(value, ensure_ascii=False, indent=1))
