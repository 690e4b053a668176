"""Reports of nobody: random figures and sentences, and what must be read of them, printed as editors of sites print them."""

from __future__ import annotations

import random
from dataclasses import dataclass, replace
from html import escape

from app.form.schema import Table
from app.model.report import Organ, Report
from tests.documents.recognise.shapes import rows_of
from tests.documents.strangers.furniture import ORGANS
from tests.reports import balanced

TITLES = (
    "{organ}{year}年政府信息公开工作年度报告",
    "{organ}{year}年度政府信息公开工作年度报告",
    "{year}年{organ}政府信息公开工作年度报告",
    "{organ}{year}年政府信息公开年度报告",
    "{organ}政府信息公开工作{year}年度报告",
    "{year}年度{organ}政府信息公开工作报告",
)
PREFACES = (
    "根据《中华人民共和国政府信息公开条例》（以下简称《条例》）规定，编制{organ}{year}年度政府信息公开工作年度报告。"
    "本报告所列数据的统计期限自{year}年1月1日起至{year}年12月31日止。如有疑问，请与{organ}办公室联系（地址：和平路1号；邮编：000000；电话：0000-1234567）。",
    "按照《中华人民共和国政府信息公开条例》要求，现将{year}年度政府信息公开工作情况报告如下：",
    "本年度报告由{organ}编制，数据统计期限为{year}年1月1日至{year}年12月31日。电子版可在县政府网站（http://www.qinghe.example/）下载。",
    "依据《条例》第五十条规定，结合本机关{year}年政府信息公开工作实际，编制本报告。\n"
    "报告由总体情况、主动公开政府信息情况、收到和处理政府信息公开申请情况、政府信息公开行政复议和行政诉讼情况、存在的主要问题及改进情况、其他需要报告的事项六部分组成。",
)
SENTENCES = (
    "围绕年度重点任务，及时发布规划计划、财政资金和民生项目的进展。",
    "坚持先审后发，谁起草谁负责，拟公开的内容逐条过一遍保密关。",
    "全年通过网站发布信息{n}条，通过公众号推送{n}条。",
    "接待现场咨询{n}人次，电话答复{n}次，做到件件有回音。",
    "一是把目录细化到科室；二是按月抽查栏目；三是对不更新的通报提醒。",
    "组织业务培训{n}次，覆盖各股室和下属单位的经办人员。",
    "专区配有查询电脑和打印机，群众可以自助查阅、下载和打印。",
    "对到期的文件逐件评估，需要保留的重新公布，不再适用的标明失效。",
)
ASPECTS = {
    "overview.proactive_disclosure": ("主动公开", "主动公开政府信息情况", "主动公开方面", "政府信息主动公开情况"),
    "overview.disclosure_on_application": (
        "依申请公开",
        "依申请公开办理情况",
        "政府信息依申请公开情况",
        "依申请公开方面",
    ),
    "overview.information_management": ("政府信息管理", "政府信息资源管理", "信息管理方面", "政府信息管理情况"),
    "overview.platforms": ("政府信息公开平台建设", "平台建设", "平台载体建设方面", "信息公开平台建设情况"),
    "overview.supervision": ("监督保障", "监督保障情况", "监督保障措施", "监督保障方面"),
}
FIFTH = (
    "五、存在的主要问题及改进情况",
    "五、政府信息公开工作存在的主要问题及改进情况",
    "五、存在问题及改进情况",
    "五、存在的问题及改进措施",
)
LAST = (
    "2025年，本机关没有收取信息处理费。",
    "无。",
    "无其他需要报告的事项",
    "本机关全年未收取信息处理费，没有其他需要报告的事项。",
)


@dataclass(frozen=True)
class Article:
    """A report as its writer wrote it. `blocks`: ("p" | "h", words) and ("t", table). `texts`: what is to be read."""

    report: Report
    title: str
    blocks: tuple[tuple[str, object], ...]
    texts: dict[str, str]


def article(chance: random.Random) -> Article:
    """A random report and the texts that belong to its parts."""
    name, _ = chance.choice(ORGANS)
    year = chance.choice((2019, 2020, 2021, 2022, 2023, 2024, 2025))
    report = replace(
        balanced(chance.randrange(10**6), year=year, most=chance.choice((2, 9, 40))), organ=Organ(name=name)
    )
    words = {"organ": name, "year": year}
    title = chance.choice(TITLES).format(**words)
    preface = chance.choice(PREFACES).format(**words)
    texts = {"preface": preface}
    blocks: list[tuple[str, object]] = [("p", line) for line in preface.split("\n")]
    parts = {part.key: part for part in report.form.parts}
    blocks.append(("h", parts["overview"].heading))
    if chance.random() < 0.7:
        texts["overview"] = _sentences(chance)
        blocks.append(("p", texts["overview"]))
    for number, (key, names) in enumerate(ASPECTS.items()):
        heading = f"（{'一二三四五'[number]}）{chance.choice(names)}"
        body = "\n".join(_sentences(chance) for _ in range(chance.choice((1, 1, 2))))
        run_in = chance.random() < 0.5
        paragraphs = f"{heading}。{body}".split("\n") if run_in else [heading, *body.split("\n")]
        blocks += [("p", line) for line in paragraphs]
        texts[key] = "\n".join(paragraphs)
    for key in ("disclosure", "applications", "disputes"):
        blocks += [("h", parts[key].heading), ("t", parts[key].table)]
    blocks.append(("h", chance.choice(FIFTH)))
    problems = [f"（一）存在的主要问题。{_sentences(chance)}", f"（二）改进措施。{_sentences(chance)}"]
    if chance.random() < 0.4:
        problems = [_sentences(chance)]
    texts["problems"] = "\n".join(problems)
    blocks += [("p", line) for line in problems]
    blocks.append(("h", parts["other_matters"].heading))
    texts["other_matters"] = chance.choice(LAST)
    blocks.append(("p", texts["other_matters"]))
    if chance.random() < 0.5:
        texts["signature"], texts["date"] = name, f"{year + 1}年1月{chance.randint(5, 28)}日"
        blocks += [("sign", name), ("sign", texts["date"])]
    return Article(report, title, tuple(blocks), texts)


def _sentences(chance: random.Random) -> str:
    chosen = chance.sample(SENTENCES, chance.choice((1, 2, 3)))
    return "".join(sentence.replace("{n}", str(chance.randint(2, 900))) for sentence in chosen)


def _torn(chance: random.Random, words: str, tag: str) -> str:
    """Words parted over spans, as an editor leaves them after a paste."""
    pieces: list[str] = []
    while words:
        n = chance.randint(1, 9)
        pieces.append(tag.format(escape(words[:n], quote=False)))
        words = words[n:]
    return "".join(pieces)


def table_html(report: Report, table: Table, box: str, inside: str) -> str:
    """`box`: attributes of every box; `inside`: what stands around the words in it."""
    rows: list[str] = []
    spans = _row_spans(report, table)
    for r, row in enumerate(rows_of(report, table)):
        cells = "".join(
            f"<td {box}{f' colspan={wide}' if wide > 1 else ''}{f' rowspan={spans[r][i]}' if spans[r][i] > 1 else ''}>"
            f"{inside.format(escape(words, quote=False))}</td>"
            for i, (words, wide) in enumerate(row)
        )
        rows.append(f"<tr>{cells}</tr>")
    return f"<table border=1 cellspacing=0><tbody>{''.join(rows)}</tbody></table>"


def _row_spans(report: Report, table: Table) -> list[list[int]]:
    from app.form.layout import layout

    boxes = sorted(layout(table).boxes, key=lambda box: (box.row, box.column))
    return [[box.rows for box in boxes if box.row == r] for r in range(layout(table).rows)]


def trs(article: Article, chance: random.Random) -> str:
    lines = ["<div class=TRS_Editor>"]
    for kind, what in article.blocks:
        if kind == "t":
            lines.append(
                table_html(
                    article.report,
                    what,
                    'style="border:1px solid" valign="center"',
                    '<p style="text-indent: 0em;">{}</p>',
                )
            )
        else:
            torn = _torn(chance, str(what), '<span style="text-indent: 2em;">{}</span>')
            lines.append(f'<p style="text-indent: 2em;">{"&nbsp;" if kind == "sign" else ""}{torn}</p>')
    return "".join([*lines, '<p style="text-indent: 2em;">&nbsp;</p><p><br/></p></div>'])


def word(article: Article, chance: random.Random) -> str:
    lines = ["<div class=WordSection1 style='layout-grid:15.6pt'>"]
    for kind, what in article.blocks:
        if kind == "t":
            lines.append(
                table_html(
                    article.report,
                    what,
                    "valign=top style='border:solid windowtext 1.0pt;mso-border-alt:solid windowtext .5pt;padding:0cm 5.4pt'",
                    "<p class=MsoNormal align=center><span lang=EN-US style='font-size:10.5pt;mso-bidi-font-size:12.0pt'>{}<o:p></o:p></span></p>",
                )
            )
        else:
            torn = _torn(chance, str(what), "<span style='font-size:16.0pt;font-family:仿宋_GB2312'>{}</span>")
            lines.append(
                f"<p class=MsoNormal style='text-indent:32.0pt;mso-char-indent-count:2.0'>{torn}<span lang=EN-US><o:p></o:p></span></p>"
            )
    return "\n".join([*lines, "</div>"])


def breaks(article: Article, chance: random.Random) -> str:
    """Lines ended by <br>, full-width blanks in front: an old editor."""
    lines = ['<div id="zoom">']
    for kind, what in article.blocks:
        if kind == "t":
            lines.append(table_html(article.report, what, "", "{}"))
        else:
            lines.append(f"　　{escape(str(what), quote=False)}<br/>\n<br/>")
    return "\n".join([*lines, "</div>"])


def sections(article: Article, chance: random.Random) -> str:
    """A post of a public account: sections in sections."""
    lines = ['<div class="rich_media_content" id="js_content"><section style="box-sizing: border-box;">']
    for kind, what in article.blocks:
        if kind == "t":
            box = 'style="border-width: 1px; border-color: rgb(62, 62, 62); border-style: solid; padding: 0px;"'
            inside = (
                '<section style="text-align: center;"><p style="margin: 0px; white-space: normal;">{}</p></section>'
            )
            lines.append(f"<section>{table_html(article.report, what, box, inside)}</section>")
        else:
            bold = "<strong>{}</strong>" if kind == "h" else "{}"
            lines.append(
                '<section style="margin: 10px 0%;"><section style="text-align: justify;"><p style="white-space: normal;">'
                f"<span style='letter-spacing: 1px;'>{bold.format(escape(str(what), quote=False))}</span></p></section></section>"
            )
    return "".join([*lines, "</section></div>"])


def laid_out(article: Article, chance: random.Random) -> str:
    """Everything in one box of a table, as sites of twenty years ago."""
    inner = breaks(article, chance)
    return f'<table width="98%" align=center><tr><td height=5></td></tr><tr><td class="bt_content">{inner}</td></tr></table>'


EDITORS = (trs, word, breaks, sections, laid_out)
