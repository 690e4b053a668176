"""Working papers that are never published: 《审核说明》, the leader's one page, and the 数据征集单 for the offices that give figures."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator, Sequence

from app.documents.write import style
from app.documents.write.blocks import Block, Grid, Paper, Text
from app.documents.write.outline import chinese_date, ems
from app.form.layout import Box
from app.form.schema import Cell
from app.model.figures import digits
from app.model.finding import LEVEL_NAMES, Finding, Level
from app.model.kept.levels import NAMES
from app.model.kept.remarks import letter_of, standing
from app.model.report import Report

_SIGNATURE_ROW = 28.0  # points: room for a name written by hand
_MAIN_FIGURES = (
    ("disclosure/normative_documents/issued", "行政规范性文件·本年制发"),
    ("disclosure/normative_documents/in_force", "行政规范性文件·现行有效"),
    ("disclosure/licences/decisions", "行政许可"),
    ("disclosure/penalties/decisions", "行政处罚"),
    ("disclosure/coercive_measures/decisions", "行政强制"),
    ("disclosure/fees/amount", "行政事业性收费（万元）"),
    ("applications/received/total", "一、本年新收申请"),
    ("applications/carried_in/total", "二、上年结转申请"),
    ("applications/granted/total", "（一）予以公开"),
    ("applications/granted_in_part/total", "（二）部分公开"),
    ("applications/processed_total/total", "（七）总计"),
    ("applications/carried_out/total", "四、结转下年度"),
    ("disputes/reconsideration/total", "行政复议·总计"),
    ("disputes/litigation_direct/total", "未经复议直接起诉·总计"),
    ("disputes/litigation_after_reconsideration/total", "复议后起诉·总计"),
)


def notes_paper(report: Report, findings: Sequence[Finding], conclusion: str) -> Paper:
    """《审核说明》: every 核实 with its figures and the reason given, what is still open, 填报人/审核人 lines."""
    queries = [finding for finding in findings if finding.level is Level.QUERY]
    blocks: list[Block] = [
        Text("title", f"{report.organ.name}{report.year}年\n政府信息公开工作年度报告审核说明"),
        Text("heading", "一、结论", level=1, with_next=True),
        Text("body", f"{conclusion}。"),
        Text("heading", "二、核实事项", level=1, with_next=True),
    ]
    if queries:
        rows = [(str(i), f.message, _figures(report, f), f.reason or _open(f)) for i, f in enumerate(queries, 1)]
        blocks.append(
            words_table(
                "notes", ("序号", "位置和问题", "数据", "说明"), rows, (28, 196, 104, 114), frozenset({1, 2, 3})
            )
        )
    else:
        blocks.append(Text("body", "没有需要核实的事项。"))
    rest = [finding for finding in findings if finding.level in (Level.ERROR, Level.INCOMPLETE, Level.UNCHECKED)]
    blocks.append(Text("heading", "三、未解决和未核对的事项", level=1, with_next=True))
    blocks += [Text("body", f"{LEVEL_NAMES[f.level]}：{f.message}") for f in rest] or [Text("body", "没有。")]
    blocks += _answers(report, findings)
    if flagged := list(_flagged(report)):
        blocks.append(Text("heading", "四、数据来源", level=1, with_next=True))
        blocks.append(
            words_table(
                "sources",
                ("项目", "提供科室", "提供人", "日期", "状态"),
                flagged,
                (170, 90, 70, 62, 50),
                frozenset({0}),
            )
        )
    if report.levels.levels:
        said = "；".join(f"{rule} 定为{NAMES[level]}" for rule, level in sorted(report.levels.levels.items()))
        blocks.append(Text("body", f"核对要求按{report.levels.issuer or '上级'}下发的设置：{said}。"))
    blocks += signatures("填报人", "审核人", "日期")
    return Paper(f"{report.organ.name}{report.year}年度报告审核说明", report.organ.name, tuple(blocks))


def _answers(report: Report, findings: Sequence[Finding]) -> Iterator[Block]:
    """What the county asked and what became of it, where the draft carries a 退回."""
    letter = letter_of(report)
    if letter is None:
        return
    rows = [
        (str(each.number), each.remark.text, each.words or "还没有改", each.remark.answer)
        for each in standing(letter, findings, report)
    ]
    yield Text("heading", f"对{letter.sender}第 {letter.number} 次退回意见的答复", level=1, with_next=True)
    yield words_table("answers", ("序号", "意见", "现状", "答复"), rows, (28, 196, 104, 114), frozenset({1, 2, 3}))


def summary_paper(report: Report, findings: Sequence[Finding], today: datetime.date) -> Paper:
    """One page for the leader: this year, last year, the change; what is open; 拟稿/核稿/签发 lines."""
    rows = [row for address, name in _MAIN_FIGURES if (row := _compared(report, Cell.parse(address), name))]
    open_points = [
        f for f in findings if f.level in (Level.ERROR, Level.INCOMPLETE) or (f.level is Level.QUERY and not f.reason)
    ]
    blocks: list[Block] = [
        Text("title", f"{report.organ.name}{report.year}年\n政府信息公开工作年度报告送审单"),
        words_table("summary", ("项目", "本年", "上年", "增减"), rows, (222, 74, 74, 72), frozenset({0})),
        Text(
            "table_note",
            f"待定事项 {len(open_points)} 处（{chinese_date(today)}）：" if open_points else "没有待定事项。",
        ),
        *(Text("table_note", f"{i}. {f.message}") for i, f in enumerate(open_points[:8], 1)),
    ]
    if len(open_points) > 8:
        blocks.append(Text("table_note", f"其余 {len(open_points) - 8} 处见《审核说明》。"))
    blocks += signatures("拟稿", "核稿", "签发")
    return Paper(f"{report.organ.name}{report.year}年度报告送审单", report.organ.name, tuple(blocks))


def request_paper(report: Report) -> Paper:
    """数据征集单: which figures are asked of which office — rows still blank or flagged 待核, by the office noted for them."""
    asked: dict[str, list[tuple[str, ...]]] = {}
    for table in report.form.tables:
        for row in table.rows:
            cells = [cell for cell in table.cells if cell.row == row.key]
            source = report.sources.get(f"{table.key}/{row.key}")
            blank = [table.place(cell)[1].label for cell in cells if cell not in report.figures]
            if not blank and not (source and source.to_check):
                continue
            what = (
                "、".join(blank) if blank and len(blank) < len(cells) else ("全部各列" if len(cells) > 1 else "本年数")
            )
            asked.setdefault(source.office if source else "", []).append(
                (f"{table.short} {table.row_name(row.key)}", what if blank else "请再核对一遍", "", "")
            )
    blocks: list[Block] = [Text("title", f"{report.organ.name}{report.year}年\n政府信息公开年度报告数据征集单")]
    if not asked:
        blocks.append(Text("body", "没有还要征集的数据。"))
    for office in sorted(asked, key=lambda name: (not name, name)):
        blocks.append(Text("heading", office or "（还没有记下由哪个科室提供）", with_next=True))
        widths, left = (186, 130, 66, 60), frozenset({0, 1})
        blocks.append(words_table(f"request-{office}", ("项目", "请提供", "数据", "备注"), asked[office], widths, left))
    blocks.append(Text("body", f"统计期限：{report.year}年1月1日至{report.year}年12月31日。没有的请填 0，不要空着。"))
    blocks += signatures("填写人", "负责人", "日期")
    return Paper(f"{report.organ.name}{report.year}年度报告数据征集单", report.organ.name, tuple(blocks))


def _figures(report: Report, finding: Finding) -> str:
    cells = [place for place in finding.involved if isinstance(place, Cell)]
    if not cells:
        return finding.quote or ""
    return "；".join(f"{report.form.table(c.table).name(c)} {_words(report, c)}" for c in cells[:6])


def _open(finding: Finding) -> str:
    return f"（原说明已不适用：{finding.reopened}）" if finding.reopened else "（未说明）"


def _words(report: Report | None, cell: Cell) -> str:
    figure = None if report is None or not report.form.has(cell) else report.figure(cell)
    return "空白" if figure is None else digits(figure)


def _compared(report: Report, cell: Cell, name: str) -> tuple[str, ...] | None:
    """(name, this year, last year, change); None where the edition has no such figure."""
    if not report.form.has(cell):
        return None
    now = report.figure(cell)
    then = report.previous.figure(cell) if report.previous and report.previous.form.has(cell) else None
    change = "" if now is None or then is None else f"{'+' if now > then else ''}{digits(now - then)}"
    return name, _words(report, cell), "" if then is None else digits(then), change


def _flagged(report: Report) -> Iterator[tuple[str, ...]]:
    for key, source in report.sources.items():
        name = report.form.place_name(key).replace(" ", "")
        if name:  # a draft of another edition may name a row that this one has not
            yield name, source.office, source.person, source.date, "待核" if source.to_check else "已核"


def signatures(*names: str) -> list[Block]:
    """One ruled row with a box to write in behind each name: a line of blanks would break over a line end."""
    labels = [(ems(name) + 1) * style.TABLE.size for name in names]
    blank = (style.TEXT_WIDTH - sum(labels)) / len(names)
    widths = tuple(width for label in labels for width in (label, blank))
    boxes: list[Box] = []
    for i, name in enumerate(names):
        boxes += [Box(0, 2 * i, 1, 1, name, "label", lines=(name,)), Box(0, 2 * i + 1, 1, 1, "", "figure")]
    row = Grid("signatures", "签字", 1, len(widths), 0, widths, (_SIGNATURE_ROW,), tuple(boxes), whole=True)
    return [Text("body", "", with_next=True), row]


def words_table(
    key: str, heads: Sequence[str], rows: Iterable[Sequence[str]], widths: Sequence[float], left: frozenset[int]
) -> Grid:
    """A plain table with one header row; rows are as high as their longest cell. `left`: columns of text, set flush left."""
    scale = style.TEXT_WIDTH / sum(widths)
    points = tuple(width * scale for width in widths)
    boxes = [Box(0, i, 1, 1, head, "header") for i, head in enumerate(heads)]
    heights = [style.TABLE.pitch + 5]
    for number, row in enumerate(rows, 1):
        boxes += [Box(number, i, 1, 1, words, "label" if i in left else "header") for i, words in enumerate(row)]
        lines = max(_lines(words, points[i]) for i, words in enumerate(row))
        heights.append(lines * style.TABLE.pitch + 5)
    return Grid(key, heads[0], len(heights), len(heads), 1, points, tuple(heights), tuple(boxes))


def _lines(words: str, width: float) -> int:
    a_line = int((width - 2 * style.CELL_PADDING) / style.TABLE.size)
    return max(1, -(-int(ems(words) + 0.999) // a_line))
