"""The command line: new, import, check, export, notes; thin, over the same acts as the window. The contract is in README, 命令行."""

from __future__ import annotations

import argparse
import contextlib
import datetime
import json
import sys
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, NoReturn

from app import __version__, cli_county, cli_ledger
from app.acts import (
    FORMATS,
    VERDICTS,
    Checked,
    attach_last_year,
    doubt_words,
    examine,
    export,
    finding_dict,
    imported_report,
    load,
    new_from_last_year,
    new_report,
    notes_docx,
    review_of,
    unprintable,
    why_not_public,
)
from app.console import DONE, FINDINGS, UNUSABLE, Refused, absent, expanded, path_of, run, save, to_write
from app.form import EDITIONS
from app.keeping.snapshots import keep_by_code
from app.model.draft import YEARS, NotADraft, open_draft
from app.model.files import FileProblem, write_atomic
from app.model.finding import LEVEL_NAMES, Level, Verdict
from app.model.report import KINDS, SCOPES, Organ, Report
from app.rules.registry import LEAST_REASON


class _Parser(argparse.ArgumentParser):
    def error(self, message: str) -> NoReturn:
        """One Chinese line instead of argparse's usage and English."""
        raise FileProblem(f"命令行参数不对：{_in_chinese(message)}。用“{self.prog} --help”看用法。")


def _in_chinese(message: str) -> str:
    for english, chinese in (
        ("the following arguments are required: ", "还缺 "),
        ("unrecognized arguments: ", "不认得 "),
        ("expected one argument", "后面要跟一个值"),
        ("expected at least one argument", "后面至少要跟一个值"),
        ("invalid choice: ", "不能是 "),
        ("(choose from ", "（只能是 "),
        ("invalid int value: ", "应为整数，现为 "),
        ("argument ", ""),
    ):
        message = message.replace(english, chinese)
    for key, name in (KINDS | SCOPES).items():
        message = message.replace(f"'{key}'", f"{key} {name}")
    return message.replace(")", "）") if "（" in message else message


def _parser() -> argparse.ArgumentParser:
    top = _Parser(
        prog="nianbao",
        description="公开年报：填写、核对、导出政府信息公开工作年度报告。不带命令时打开窗口。",
        add_help=False,
    )
    top.add_argument("-h", "--help", action="help", help="显示用法")
    top.add_argument("--version", action="version", version=f"公开年报 {__version__}", help="显示版本")
    top.add_argument("--self-test", action="store_true", help="自检：打开示例、核对、导出、打开再关闭窗口")
    verbs = top.add_subparsers(dest="verb", metavar="命令", title="命令", parser_class=_Parser)

    new = _verb(verbs, "new", "新建一份空白底稿")
    new.add_argument("--year", type=int, required=True, metavar="年份", help="报告所属年份，例如 2025")
    new.add_argument("--organ", type=cli_county.name_of_organ, metavar="名称", help="单位名称；用了 --from 可以不写")
    new.add_argument("--kind", choices=tuple(KINDS), metavar="类别", help=_choices(KINDS))
    new.add_argument("--scope", choices=tuple(SCOPES), metavar="范围", help=_choices(SCOPES))
    new.add_argument("--edition", choices=tuple(EDITIONS), metavar="表样", help="默认由年份决定")
    new.add_argument(
        "--from", dest="last_year", type=path_of, metavar="去年", help="去年的底稿或年报，带入单位信息和结转数"
    )
    _output(new, "写到这个底稿文件（.gknb）", ".gknb")
    new.set_defaults(act=_new)

    source = _verb(verbs, "import", "读取已有的年报（Word、网页、PDF、Excel、文本）")
    source.add_argument("source", type=path_of, metavar="文件", help="要读的年报")
    source.add_argument("-o", "--output", type=to_write(".gknb"), metavar="底稿", help="写到这个底稿文件（.gknb）")
    source.add_argument("--json", action="store_true", help="输出 JSON")
    _force(source)
    source.set_defaults(act=_import)

    check = _verb(verbs, "check", "核对底稿或已有的年报")
    check.add_argument("files", nargs="+", type=path_of, metavar="文件", help="底稿，或能读取的年报")
    check.add_argument("--previous", type=path_of, metavar="去年", help="去年的底稿或年报，用来对照")
    check.add_argument("--json", action="store_true", help="输出 JSON")
    check.set_defaults(act=_check)

    out = _verb(verbs, "export", "导出公布稿；加 --review-copy 导出送审稿")
    out.add_argument("file", type=path_of, metavar="底稿", help="要导出的底稿")
    for name in FORMATS:
        ends = to_write(f".{name}", *([".htm"] if name == "html" else []))
        out.add_argument(f"--{name}", type=ends, metavar="文件", help=f"导出 {name.upper()} 到这个文件")
    out.add_argument("--review-copy", action="store_true", help="送审稿：随时可以导出")
    _force(out)
    out.set_defaults(act=_export)

    notes = _verb(verbs, "notes", "导出《审核说明》")
    notes.add_argument("file", type=path_of, metavar="底稿", help="底稿")
    _output(notes, "写到这个文件（.docx）", ".docx")
    notes.set_defaults(act=_notes)
    cli_county.add_verbs(lambda name, what: _verb(verbs, name, what), _force)
    cli_ledger.add_verbs(lambda name, what: _verb(verbs, name, what), _force)
    return top


def _verb(verbs: Any, name: str, what: str) -> argparse.ArgumentParser:
    verb: argparse.ArgumentParser = verbs.add_parser(name, help=what, description=what, add_help=False)
    verb.add_argument("-h", "--help", action="help", help="显示用法")
    return verb


def _choices(names: dict[str, str]) -> str:
    return "；".join(f"{key} {name}" for key, name in names.items())


def _output(verb: argparse.ArgumentParser, what: str, ending: str) -> None:
    verb.add_argument("-o", "--output", type=to_write(ending), required=True, metavar="文件", help=what)
    _force(verb)


def _force(verb: argparse.ArgumentParser) -> None:
    verb.add_argument("--force", action="store_true", help="覆盖已有的文件")


def main(argv: Sequence[str]) -> int:
    """Run one command and return its exit code; see console.run."""
    return run(lambda: _act(argv))


def _act(argv: Sequence[str]) -> int:
    arguments = _parser().parse_args(argv)
    if arguments.self_test:
        from app.self_test import self_test

        return self_test()
    if arguments.verb is None:
        raise FileProblem("没有给出命令。用“nianbao --help”看用法。")
    return arguments.act(arguments)


def _new(arguments: argparse.Namespace) -> int:
    if arguments.year not in YEARS:
        raise FileProblem(f"年份 {arguments.year} 不对。请写报告所属的四位年份，例如 2025。")
    if arguments.last_year is None and (arguments.organ is None or arguments.kind is None):
        raise FileProblem("还缺 --organ 单位名称和 --kind 单位类别。用 --from 给出去年的年报时可以不写。")
    absent(arguments.output, arguments.force)
    said = {
        key: value
        for key, value in (
            ("name", arguments.organ),
            ("kind", arguments.kind),
            ("scope", arguments.scope),
        )
        if value is not None
    }
    if arguments.last_year is None:
        report = new_report(arguments.year, Organ(**said), arguments.edition)
    else:
        previous = load(arguments.last_year)
        organ = replace(previous.organ, **{"scope": previous.organ.scope or "own", **said})
        report = new_from_last_year(previous, arguments.year, organ, arguments.edition)
    save(report, arguments.output)
    print(f"已新建底稿：{arguments.output}")
    for sentence in _not_carried_over(report):
        print(sentence, file=sys.stderr)
    return DONE


def _not_carried_over(report: Report) -> Iterator[str]:
    """What a draft started from last year's report did not get from it."""
    previous = report.previous
    if previous is None:
        return
    if previous.year not in (0, report.year - 1):
        yield f"给的是{previous.year}年的年报，不是{report.year - 1}年的：只带入了单位信息，没有带入上年结转。"
    if report.organ.kind is None:
        yield "没有认出单位类别，规章一行没法核对。请打开底稿，在“单位与前言”里选单位类别；或加 --kind 重新建。"


def _import(arguments: argparse.Namespace) -> int:
    from app.documents.read.reading import read
    from app.documents.recognise.report import imported_dict

    if arguments.output is not None:
        absent(arguments.output, arguments.force)
    with contextlib.suppress(NotADraft):  # a Word file may be called .gknb, and a draft anything
        open_draft(arguments.source)
        raise FileProblem(f"“{arguments.source.name}”已经是底稿，不用导入：可以直接打开，或用 check 核对。")
    imported = read(arguments.source)
    if arguments.output is not None:
        save(imported_report(imported), arguments.output)
    if arguments.json:
        print(json.dumps(imported_dict(imported), ensure_ascii=False, indent=1))
    else:
        cells, missing = len(imported.report.form.cells), len(imported.missing)
        print(
            f"读到 {cells} 项中的 {cells - missing} 项，存疑 {len(imported.doubts)} 项，未读到 {missing} 项。没读到的留空，不会当作 0。"
        )
        for doubt in imported.doubts:
            print(f"  存疑 {doubt_words(doubt, imported.report)}")
    return FINDINGS if imported.missing else DONE


def _check(arguments: argparse.Namespace) -> int:
    previous = load(arguments.previous) if arguments.previous else None
    results: list[dict[str, Any]] = []
    code = DONE
    for path in expanded(arguments.files):
        try:
            report = load(path)
            checked = examine(attach_last_year(report, previous) if previous else report)
        except FileProblem as problem:
            results.append({"file": str(path), "error": str(problem)})
            code = UNUSABLE
            print(problem, file=sys.stderr)
            continue
        results.append(checked_dict(path, checked))
        if checked.verdict is not Verdict.READY:
            code = max(code, FINDINGS)
        if not arguments.json:
            _tell(path, checked)
    if arguments.json:
        print(json.dumps(results, ensure_ascii=False, indent=1))
    return code


def checked_dict(path: Path, checked: Checked) -> dict[str, Any]:
    """One element of `check --json`."""
    report = checked.report
    return {
        "file": str(path),
        "edition": report.edition,
        "organ": report.organ.name,
        "year": report.year,
        "verdict": checked.verdict.value,
        "counts": checked.counts,
        "findings": [finding_dict(finding) for finding in checked.findings],
    }


def _tell(path: Path, checked: Checked) -> None:
    why = why_not_public(checked) if checked.verdict is Verdict.READY else ""
    print(f"{path}：{f'核对没有问题，但{why}' if why else VERDICTS[checked.verdict]}")
    for finding in checked.findings:
        done = "（已说明）" if finding.reason else ""
        print(f"  {LEVEL_NAMES[finding.level]}{done} {finding.rule} {finding.message}")
        if finding.reopened:
            print(f"    原来的说明不再适用：{finding.reopened}")
        elif finding.level is Level.QUERY and not finding.reason and finding.anchor in checked.report.reasons:
            print(f"    已写的说明不到 {LEAST_REASON} 个字，不算说明。")


def _export(arguments: argparse.Namespace) -> int:
    targets = {name: path for name in FORMATS if (path := getattr(arguments, name)) is not None}
    if not targets:
        raise FileProblem("没有说导出到哪里。请至少写 --docx、--pdf、--html、--xlsx 中的一个。")
    places = [path.absolute() for path in targets.values()]
    if len(set(places)) < len(places) or arguments.file.absolute() in places:
        raise FileProblem("两个输出用了同一个文件，或输出就是底稿本身，没有写入。请分别写不同的文件名。")
    checked = examine(load(arguments.file))
    if not arguments.review_copy and (why := why_not_public(checked)):
        first = next((each for each in checked.findings if each.blocks), None)
        raise Refused(why + (f"先看：{first.message}全部问题用 check 列出。" if first else ""))
    review = review_of(checked, datetime.date.today()) if arguments.review_copy else None
    if "pdf" in targets and (boxes := unprintable(checked.report, review)):
        if review is None:
            raise Refused(boxes)
        print(boxes, file=sys.stderr)
    for path in export(checked.report, targets, review=review, force=arguments.force):
        print(f"已导出：{path}")
    if review:
        with contextlib.suppress(OSError, FileProblem):  # a machine that keeps nothing prints a 送审稿 all the same
            keep_by_code(checked.report)
    return DONE


def _notes(arguments: argparse.Namespace) -> int:
    if arguments.output.absolute() == arguments.file.absolute():
        raise FileProblem("输出就是底稿本身，没有写入。请换一个文件名。")
    absent(arguments.output, arguments.force)
    write_atomic(arguments.output, notes_docx(examine(load(arguments.file))))
    print(f"已导出：{arguments.output}")
    return DONE
