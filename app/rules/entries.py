"""E: each entry is one that the form allows, and none is missing."""

from __future__ import annotations

from collections.abc import Iterator

from app.form import edition_for
from app.form.schema import Cell
from app.model.figures import digits
from app.model.finding import Finding, Level
from app.model.report import KINDS
from app.rules.case import Case
from app.rules.registry import rule

_FORM = "国办公开办函〔2021〕30号附件"


@rule("E101", Level.ERROR, "件数是不小于 0 的整数", _FORM)
def whole_numbers(case: Case) -> Iterator[Finding]:
    """2019 本年增/减 may be negative, but is whole. Digits are printed as they stand, so 7.0 and -0 are none."""
    form = case.report.form
    for cell, figure in case.report.figures.items():
        kind = form.kind(cell)
        if kind == "amount":
            continue
        written = digits(figure)
        fraction = "." in written
        negative = written.startswith("-") and (kind == "count" or not figure)
        if fraction or negative:
            whole = (
                str(int(figure)) if figure == figure.to_integral_value() and (figure >= 0 or kind == "signed") else ""
            )
            wrong = (
                "写成了小数" if fraction and whole else "不是整数" if fraction else "小于 0" if figure else "带了负号"
            )
            shall = "应为整数" if kind == "signed" else "应为不小于 0 的整数"
            yield Finding(
                "E101",
                Level.ERROR,
                f"{form.name(cell)}填的 {written} {wrong}，{shall}。请核对后改正。",
                correct=(cell,),
                involved=(cell,),
                numbers={"found": written},
                fix={cell: whole} if whole else None,
                part=cell.table,
            )


@rule("E102", Level.ERROR, "金额是不小于 0 的数", _FORM)
def amounts(case: Case) -> Iterator[Finding]:
    form = case.report.form
    for cell, figure in case.report.figures.items():
        if form.kind(cell) == "amount" and figure.is_signed():  # -0 too
            yield Finding(
                "E102",
                Level.ERROR,
                f"{form.name(cell)}填的 {digits(figure)} 小于 0，金额应不小于 0（单位：万元）。请核对后改正。",
                correct=(cell,),
                involved=(cell,),
                numbers={"found": digits(figure)},
                part=cell.table,
            )


@rule("E103", Level.INCOMPLETE, "每一格都填了数，没有的填 0", _FORM)
def no_blanks(case: Case) -> Iterator[Finding]:
    for table in case.report.form.tables:
        blank = tuple(cell for cell in table.cells if cell not in case.report.figures)
        if blank:
            how_many = (
                f"全部 {len(blank)} 格都没有填" if len(blank) == len(table.cells) else f"还有 {len(blank)} 格未填"
            )
            yield Finding(
                "E103",
                Level.INCOMPLETE,
                f"{table.short}{how_many}。确实没有的请填 0，空白不会当作 0。",
                correct=blank,
                involved=(table.key,),
                numbers={"blank": str(len(blank))},
                fix={cell: "0" for cell in blank},
                part=table.key,
            )


_NO_RULES = ("county_government", "town_government", "subdistrict_office", "development_zone")
_ASK_RULES = ("department", "authorised_organisation")


@rule("E104", Level.ERROR, "没有规章制定权的机关，规章一行为 0", "《立法法》第九十一条、第九十三条")
def no_power_to_make_rules(case: Case) -> Iterator[Finding]:
    report = case.report
    table = report.form.table("disclosure")
    row = [Cell("disclosure", "regulations", column.key) for column in table.columns_of("regulations")]
    positive = tuple(cell for cell in row if report.figures.get(cell, 0) > 0)
    kind = report.organ.kind
    if not positive or not (kind is None or kind in (*_NO_RULES, *_ASK_RULES)):
        return
    said = "、".join(f"{table.place(cell)[1].label} {digits(report.figures[cell])}" for cell in positive)
    if kind is None:
        level, sentence = (
            Level.UNCHECKED,
            f"表二规章一行填了{said}。还不知道本单位的类别，没有核对有无规章制定权。请在“单位与前言”选择单位类别。",
        )
    elif kind in _NO_RULES:
        level = Level.ERROR
        sentence = (
            f"表二规章一行填了{said}，但{KINDS[kind]}没有规章制定权，这一行应为 0。"
            "发的文件如果是规范性文件，请填到下一行“行政规范性文件”。"
        )
    else:
        level = Level.QUERY
        sentence = f"表二规章一行填了{said}。{KINDS[kind]}一般没有规章制定权，请核对；确有的，请写说明。"
    yield Finding(
        "E104",
        level,
        sentence,
        correct=() if kind is None else positive,
        involved=positive,
        numbers={cell.column: digits(report.figures[cell]) for cell in positive},
        fix={cell: "0" for cell in positive} if level is Level.ERROR else None,
        part="disclosure",
    )


@rule("E105", Level.QUERY, "本年制发件数不大于现行有效与本年废止之和", _FORM, editions=("2021", "2021-single"))
def issued_still_somewhere(case: Case) -> Iterator[Finding]:
    report = case.report
    for row in ("regulations", "normative_documents"):
        cells = tuple(Cell("disclosure", row, column) for column in ("issued", "repealed", "in_force"))
        if any(cell not in report.figures for cell in cells):
            continue
        issued, repealed, in_force = (report.figures[cell] for cell in cells)
        if issued > in_force + repealed:
            name = report.form.table("disclosure").row_name(row)
            difference = digits(issued - in_force - repealed)
            yield Finding(
                "E105",
                Level.QUERY,
                f"表二{name}：本年制发 {digits(issued)} 件，而现行有效 {digits(in_force)} 件加本年废止 {digits(repealed)} 件"
                f"只有 {digits(in_force + repealed)} 件，相差 {difference}。请核对；有当年自然失效的，请写说明。",
                involved=cells,
                numbers={
                    "issued": digits(issued),
                    "repealed": digits(repealed),
                    "in_force": digits(in_force),
                    "difference": difference,
                },
                part="disclosure",
            )


@rule("E106", Level.QUERY, "表样与年份相符", "国办公开办函〔2021〕30号；国办公开办函〔2019〕60号")
def edition_fits_year(case: Case) -> Iterator[Finding]:
    report = case.report
    form = report.form
    first, last = form.years
    if not form.official:
        yield Finding(
            "E106",
            Level.NOTE,
            "表三“（六）其他处理”只有一行，不是官方表样。要出公布稿，请转为2021表样，并把其他处理分到三行。",
            involved=("applications",),
            part="applications",
        )
    if report.year and not (first <= report.year and (last is None or report.year <= last)):
        right = edition_for(report.year)
        yield Finding(
            "E106",
            Level.QUERY,
            f"{report.year}年的报告用了{form.source}的表样，应当用{right.source}的表样。请改用后者；确有要求的，请写说明。",
            involved=("disclosure",),
            numbers={"year": str(report.year), "edition": form.key, "expected": right.key},
            part="disclosure",
        )
