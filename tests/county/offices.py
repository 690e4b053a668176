"""A county's folder as January brings it: a hundred and twenty units in every readable shape, with faults planted and named."""

from __future__ import annotations

import csv
import datetime
import io
from dataclasses import dataclass, field, replace
from decimal import Decimal
from email.mime.multipart import MIMEMultipart
from email.mime.text import MIMEText
from pathlib import Path

from app.acts import examine, render, review_of
from app.form.schema import Cell
from app.model.draft import draft_bytes
from app.model.report import Organ, Report
from tests.reports import balanced

COUNTY = "青禾县人民政府"
YEAR = 2025
_SHAPES = ("gknb", "docx", "xlsx", "html", "gknb", "mht", "wps", "pdf")
_TEXT = "推进决策公开，重大行政决策草案均在网站征求意见并反馈采纳情况。整理历史文件并标注有效状态，方便群众查阅。"


@dataclass
class Folder:
    """Where the files lie, the report of each unit that should count, and each planted fault by unit."""

    path: Path
    units: Path
    counted: dict[str, Report] = field(default_factory=dict)
    faults: dict[str, str] = field(default_factory=dict)


def report_of(number: int, name: str, year: int = YEAR) -> Report:
    """A balanced report with texts of its own."""
    made = balanced(seed=number, year=year)
    below = name.endswith(("镇人民政府", "街道办事处"))
    kind = "town_government" if name.endswith("镇人民政府") else "subdistrict_office" if below else "department"
    texts = {
        "overview.proactive_disclosure": f"{name}围绕第{number}项任务公开信息，{_own_words(number)}。",
        "problems": f"存在的问题是{_own_words(number + 1000)}，下一步由{name}逐项改进。",
        "other_matters": "没有收取信息处理费。没有其他需要报告的事项。",
    }
    organ = Organ(name, kind, "own", "青禾县和平路1号", "000000", f"0000-{number:07}")
    return replace(made, organ=organ, texts=texts)


def _own_words(number: int) -> str:
    """Long words that no other unit has."""
    signs = "山水林田湖草沙春夏秋冬东西南北金木火土石云雨风雪"
    picked = ""
    value = number * 7919 + 17
    for _ in range(40):
        picked += signs[value % len(signs)]
        value = value // 3 + number * 31 + len(picked) * 101
    return picked


def names(count: int) -> list[str]:
    """Of twelve units eight are departments, three towns, one a street office."""
    return (
        [f"青禾县第{n}工作局" for n in range(count * 8 // 12)]
        + [f"青禾县第{n}镇人民政府" for n in range(count * 3 // 12)]
        + [f"青禾县第{n}街道办事处" for n in range(count // 12)]
    )


def build(folder: Path, count: int = 120) -> Folder:
    """Write the whole folder: `count` units, a multiple of twelve."""
    came = folder / "来件"
    came.mkdir(parents=True)
    made = Folder(came, folder / "单位.csv")
    due = names(count)
    with made.units.open("w", encoding="gb18030", newline="") as file:
        out = csv.writer(file)
        out.writerow(("单位名称", "简称", "曾用名", "类别", "级别", "计入", "说明"))
        for name in due:
            level = "下级" if name.endswith(("镇人民政府", "街道办事处")) else "本级"
            short = "六局" if name == due[6] else ""
            former = "青禾县老七局" if name == due[7] else ""
            counted, why = ("否", "垂直管理，向上级报送") if name == due[9] else ("是", "")
            out.writerow((name, short, former, "乡镇街道" if level == "下级" else "县直部门", level, counted, why))
    for number, name in enumerate(due):
        _write(made, number, name, due)
    _write_strangers(made, due)
    return made


def _write(made: Folder, number: int, name: str, due: list[str]) -> None:
    report = report_of(number, name)
    if number == 0:
        made.faults[name] = "missing"
        return
    if number == 1:  # differing versions, nobody has chosen
        _file(made, report, number, "docx", "第一稿")
        changed = report.with_figures({Cell.parse("disclosure/licences/decisions"): Decimal(99)})
        _file(made, changed, number, "docx", "第二稿")
        made.faults[name] = "duplicate"
        return
    if number == 2:
        _file(made, report_of(number, name, YEAR - 1), number, "docx")
        made.faults[name] = "wrong_year"
        return
    if number == 3:  # a wrong total
        report = report.with_figures({Cell.parse("applications/received/total"): Decimal(777)})
        made.faults[name] = "errors"
    if number == 4:  # equal versions in two shapes
        _file(made, report, number, "pdf", "盖章前")
    if number == 6:
        report = replace(report, organ=replace(report.organ, name="六局"))
    if number == 7:
        report = replace(report, organ=replace(report.organ, name="青禾县老七局"))
    if number in (10, 11):  # the texts of one copied by the other
        copied = {key: text for key, text in report_of(10, due[10]).texts.items()}
        texts = {key: text.replace(due[10], name) + _TEXT * 3 for key, text in copied.items() if key == "problems"}
        report = replace(report, texts={**report.texts, **copied, **texts})
        report = replace(report, texts={key: text.replace(due[10], name) for key, text in report.texts.items()})
        made.faults[name] = "alike"
    shape = "gknb" if number in (3, 6, 7, 10, 11) else _SHAPES[number % len(_SHAPES)]
    _file(made, report, number, shape)
    if number == 9:
        made.faults[name] = "excluded"
    else:
        made.counted[name] = report


def _write_strangers(made: Folder, due: list[str]) -> None:
    (made.path / "损坏的.docx").write_bytes(b"PK\x03\x04" + bytes(2000))
    made.faults["损坏的.docx"] = "unreadable"
    stranger = report_of(500, "青禾县未列单位")
    (made.path / "没有列入的.gknb").write_bytes(draft_bytes(stranger))
    made.faults["没有列入的.gknb"] = "unclaimed"
    nearly = report_of(501, "第八工作局")
    (made.path / "简称的.gknb").write_bytes(draft_bytes(nearly))
    made.faults["简称的.gknb"] = "unclaimed"
    (made.path / "扫描件.pdf").write_bytes(_scan())
    made.faults["扫描件.pdf"] = "unreadable"


def _scan() -> bytes:
    """A page that is a picture, as a scanner makes it."""
    from reportlab.lib.utils import ImageReader
    from reportlab.pdfgen.canvas import Canvas

    picture = b"P5 60 80 255\n" + bytes(range(240)) * 20
    file = io.BytesIO()
    page = Canvas(file)
    page.drawImage(ImageReader(io.BytesIO(picture)), 0, 0, 595, 842)
    page.save()
    return file.getvalue()


def _file(made: Folder, report: Report, number: int, shape: str, note: str = "") -> None:
    data = draft_bytes(report)
    written = {"mht": "html", "wps": "docx"}.get(shape, shape)  # a page as one file; WPS writes a .docx of that name
    if shape != "gknb":
        review = review_of(examine(report), datetime.date(2026, 1, 12)) if written in ("docx", "pdf") else None
        data = render(report, (written,), review)[written]
    title = f"{report.organ.name}{report.year}年政府信息公开工作年度报告"
    name = f"{number:03}{note}.{shape}"
    if written == "html":
        head = f"<html><head><meta charset='utf-8'><title>{title}</title></head><body><h1>{title}</h1>"
        data = head.encode() + data + b"</body></html>"
    if shape == "mht":
        page = MIMEMultipart("related")
        page.attach(MIMEText(data.decode(), "html", "utf-8"))
        data = page.as_bytes()
    if shape == "xlsx":  # a workbook carries no organ: it has the name that the office gave it
        name = f"{title}.xlsx"
    (made.path / name).write_bytes(data)
