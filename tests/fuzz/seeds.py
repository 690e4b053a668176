"""What the fuzz begins with: small whole inputs of every kind that the program reads, made as the tests make them."""

from __future__ import annotations

import io
import json
import random
from collections.abc import Callable, Mapping
from functools import cache

import pikepdf

from app.acts import render
from app.county.collection import Collection, Unit, collection_bytes
from app.model.draft import draft_bytes, draft_dict
from app.model.kept.remarks import Letter, Remark, letter_bytes
from app.model.report import Report
from tests.documents.read.lines import books
from tests.documents.read.on_paper import on_paper
from tests.documents.read.sheet.biff import Box, Look, Sheet, condition, font_under_condition, thing, xls
from tests.documents.strangers.office import stranger
from tests.ledger.layouts import LAYOUTS, truths
from tests.reports import balanced, filled
from tests.where import TESTS

BETWEEN = b"\n\x1e\n"
"""Parts the two halves of an input that has two: HTML and text of the clipboard, base and journal."""


def office(form: str, many: int = 6) -> list[bytes]:
    """Tables of nobody with the tricks that the tests know."""
    made = []
    for seed in range(many):
        chance = random.Random(f"{form} {seed}")
        report = balanced(seed, chance.choice(("2021", "2019")), 2025, most=300)
        made.append(stranger(report, report.form.tables[seed % 3], form, chance).data)
    return made


def of_tests(*names: str) -> list[bytes]:
    return [(TESTS / "data" / "documents" / name).read_bytes() for name in names]


def rendered(form: str) -> bytes:
    return render(filled(), (form,), None)[form]


def plain_pdf(report: Report) -> bytes:
    """One page of it, its streams as they are written."""
    with pikepdf.open(io.BytesIO(on_paper(report).data)) as document:
        del document.pages[2:]
        made = io.BytesIO()
        document.save(made, static_id=True, compress_streams=False, stream_decode_level=pikepdf.StreamDecodeLevel.none)
        return made.getvalue()


def workbook() -> bytes:
    boxes = {
        (0, 0): Box("三、收到和处理政府信息公开申请情况"),
        (1, 3): Box("自然人"),
        (1, 4): Box("商业企业"),
        (2, 0): Box("一、本年新收政府信息公开申请数量"),
        (2, 3): Box(131.0, Look("0.00")),
        (2, 4): Box([("180", Look(struck=True)), ("186", Look(place=1))]),
        (2, 5): Box(5.0, formula=3),
    }
    more = condition((0, 9, 3, 4), 1 << 26, font_under_condition(struck=True)) + thing(0x14) + thing(8)
    return xls(Sheet("表", boxes, merges=[(0, 0, 0, 5)], hidden_rows=[9], widths={3: 4}, more=more))


def pages() -> list[bytes]:
    whole = rendered("html")
    styled = b"<style>.a,td>b:last-child{display:none}@media screen{#x{opacity:0}}</style><div class=a id=x>" + whole
    return [
        whole,
        styled.replace(b"<td", b"<td class='a b'", 20),
        *of_tests("portal.html", "trial2019.html"),
        *office("html"),
    ]


def clipboards() -> list[bytes]:
    page, text = (
        rendered("html"),
        "一、本年新收政府信息公开申请数量\t7\t2\t0\t0\t0\t0\t9\r\n二、上年结转\t1\t0".encode(),
    )
    return [
        page + BETWEEN + text,
        BETWEEN + text,
        page + BETWEEN,
        b"<table><tr><td colspan=2>7<td>2</table>" + BETWEEN + b"7\t2",
    ]


def messages() -> list[bytes]:
    page = rendered("html")
    head = b'MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary="x"\r\n\r\n--x\r\n'
    part = b"Content-Type: text/html; charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\n\r\n<link rel=stylesheet href='cid:a'>"
    sheet = b"\r\n--x\r\nContent-Type: text/css\r\nContent-ID: <a>\r\n\r\n.a{display:none}\r\n--x--\r\n"
    return [head + part + page + sheet]


def texts() -> list[bytes]:
    return of_tests(
        "bars.md", "cells.txt", "columns.txt", "one_line.txt", "printed.layout.txt", "torn.txt", "mixed_up.txt"
    )


def drafts() -> list[bytes]:
    whole = draft_dict(filled()) | {
        "status": {"state": "in_review", "date": "2026-01-20", "address": ""},
        "levels": {"issuer": "县", "levels": {"E105": "note"}},
        "sources": {"applications/received": {"office": "办公室", "person": "张", "date": "1月8日", "to_check": True}},
        "previous": draft_dict(balanced(3)),
        "extra": {"x": [1]},
    }
    return [draft_bytes(filled()), json.dumps(whole, ensure_ascii=False).encode(), draft_bytes(balanced(2, "2019"))]


def journals() -> list[bytes]:
    base = {"step": 0, "path": None, "modified": True, "at": "2026-01-20T10:00:00", "draft": draft_dict(filled())}
    steps = [
        {
            "step": 1,
            "at": "2026-01-20T10:00:01",
            "changes": [["set", "figures", "disclosure/penalties/decisions", "7"]],
        },
        {"step": 2, "at": "2026-01-20T10:00:02", "changes": [["drop", "texts", "problems"], ["set", "year", 2024]]},
    ]
    return [json.dumps(base).encode() + BETWEEN + b"\n".join(json.dumps(step).encode() for step in steps)]


def home() -> list[bytes]:
    settings = {
        "theme": "dark",
        "zoom": 125,
        "recent": ["/a.gknb"],
        "ledger_columns": {"a": {"b": "c"}},
        "export_formats": ["pdf"],
    }
    holder = {"user": "王", "computer": "PC", "pid": 1, "since": "2026-01-20T10:00:00", "mark": "ab"}
    return [json.dumps(settings).encode(), json.dumps(holder).encode()]


def county() -> list[bytes]:
    asked = Remark(
        "请核对总计", "applications/received/total", "总计", "9", "F301", "F301:applications/received", "F301"
    )
    letter = Letter(
        "林业局", "青禾县", 2025, 1, "2026-01-20", "2026-01-25", "a.docx", "王 1234567", (asked,), (asked,), ("林业局",)
    )
    unit = Unit("林业局", aliases=("县林业局",))
    collection = Collection(2025, "青禾县", "2026-01-25", (unit,), claims={"a" * 64: "林业局"}).decided(
        "林业局", seen=("b" * 64,)
    )
    levels = {"issuer": "县", "levels": {"E105": "note"}}
    return [collection_bytes(collection), letter_bytes(letter), json.dumps(levels).encode()]


def ledgers() -> list[bytes]:
    book = LAYOUTS["exchange"](truths(3)[:12])
    days = "2026-01-01,休\n2026-01-04,班\n".encode()
    return [
        books.xlsx(book),
        books.csv_bytes(book),
        books.csv_bytes(book, "gb18030"),
        books.page(book),
        workbook(),
        days,
    ]


SEEDS: Mapping[str, Callable[[], list[bytes]]] = {
    "word": lambda: [
        *office("docx"),
        *office("xml", 2),
        *office("doc", 3),
        rendered("docx"),
        *of_tests("revised.docx"),
    ],
    "doc": lambda: of_tests("old.doc"),
    "sheet": lambda: [*office("xlsx"), *office("et", 3), rendered("xlsx")],
    "xls": lambda: [workbook(), *office("xls")],
    "open": lambda: [*office("odt", 4), *office("ods", 4)],
    "rtf": lambda: office("rtf"),
    "pdf": lambda: [plain_pdf(balanced(2, most=99)), plain_pdf(filled())],
    "page": pages,
    "mht": messages,
    "text": texts,
    "clipboard": clipboards,
    "draft": drafts,
    "journal": journals,
    "home": home,
    "county": county,
    "ledger": ledgers,
}


@cache
def seeds(target: str) -> tuple[bytes, ...]:
    return tuple(SEEDS[target]())
