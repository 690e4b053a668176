"""The same report on the usual kinds of sites and out of the usual programs: it comes back whole from each, and nothing of the site."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from app.documents.read.reading import understand
from app.documents.recognise.report import Imported
from app.form.schema import Table
from app.model.report import Organ, Report
from tests.documents.strangers.articles import table_html
from tests.documents.strangers.pages import copied
from tests.reports import balanced

REPORT = replace(balanced(11, year=2024, most=30), organ=Organ(name="青禾县水务局"))
TITLE = "青禾县水务局2024年政府信息公开工作年度报告"
TEXTS = {
    "preface": "本报告按照《中华人民共和国政府信息公开条例》编制，统计期限自2024年1月1日起至2024年12月31日止。如有疑问，请与青禾县水务局联系（电话：0000-1234567）。",
    "overview": "一年来，各项工作有序推进。",
    "overview.proactive_disclosure": "（一）主动公开情况。公布供水、节水信息310条。",
    "overview.disclosure_on_application": "（二）依申请公开情况。依法答复申请，没有超期。",
    "overview.information_management": "（三）政府信息管理情况。先审后发，定期清理。",
    "overview.platforms": "（四）平台建设情况。网站栏目按月检查。",
    "overview.supervision": "（五）监督保障情况。开展培训2次。",
    "problems": "一是解读的形式不多。\n二是下一年增加图解和短视频。",
    "other_matters": "本年度没有收取信息处理费。",
}
SIGNED = {"signature": "青禾县水务局", "date": "2025年1月15日"}


def blocks(report: Report = REPORT) -> list[tuple[str, object]]:
    """("h" | "p" | "t" | "s", what) in order."""
    found: list[tuple[str, object]] = [("p", TEXTS["preface"])]
    for part in report.form.parts[1:]:
        found.append(("h", part.heading))
        if part.table:
            found.append(("t", part.table))
        keys = [key for key in TEXTS if key.split(".")[0] == part.key]
        found += [("p", line) for key in keys for line in TEXTS[key].split("\n")]
    return [*found, *(("s", words) for words in SIGNED.values())]


def printed(paragraph: str, box: str = "", inside: str = "{}", heading: str = "") -> str:
    """The report with each paragraph put into `paragraph`, each box of a table into `inside`."""
    lines: list[str] = []
    for kind, what in blocks():
        if isinstance(what, Table):
            lines.append(table_html(REPORT, what, box, inside))
        else:
            lines.append((heading if heading and kind == "h" else paragraph).format(what))
    return "\n".join(lines)


P = printed("<p>{}</p>")

SITES = {
    "a table lays out all of it": f"""
<table width="100%"><tr><td background="top.jpg"><a href="#">首页</a> | <a href="#">政务公开</a> | <a href="#">联系我们</a></td></tr></table>
<table width="1000" align="center"><tr><td>您现在的位置：<a>首页</a> &gt;&gt; <a>信息公开年报</a></td></tr>
<tr><td class="title" align="center">{TITLE}</td></tr>
<tr><td align="center">发布时间：2025-01-16 &nbsp; 来源：青禾县水务局 &nbsp; 点击率：<script>hits()</script>【<a>打印</a>】【<a>关闭</a>】</td></tr>
<tr><td id="zoom">{P}</td></tr><tr><td>上一篇：<a>无</a></td></tr><tr><td>下一篇：<a>青禾县水务局2023年政府信息公开工作年度报告</a></td></tr></table>
<table><tr><td>主办：青禾县水务局 版权所有 Copyright 2025</td></tr><tr><td>备案号：某ICP备00000000号</td></tr></table>""",
    "index table and barrier-free bars": f"""
<div class="wza"><a>无障碍</a><a>关怀版</a></div><div class="bt-position">当前位置：<a>首页</a>><a>县水务局</a>><a>政府信息公开年报</a></div>
<table class="xxgk_table"><tr><td>索 引 号</td><td>113300000001/2025-00012</td><td>主题分类</td><td>水利</td></tr>
<tr><td>发布机构</td><td>县水务局</td><td>成文日期</td><td>2025-01-15</td></tr><tr><td>公开方式</td><td>主动公开</td><td>公开范围</td><td>面向社会</td></tr></table>
<div class="main-fl bt-left"><h1 class="title">{TITLE}</h1><div class="main-fl-tit"><i>发布日期：2025-01-16 09:30</i><i>信息来源：县水务局</i><i>浏览次数：<span>56</span></i><i>字号：[ 大 中 小 ]</i></div>
<div id="barrierfree_container"><!--ZJEG_RSS.content.begin--><meta name="ContentStart"/>{P}<meta name="ContentEnd"/><!--ZJEG_RSS.content.end--></div>
<div class="fjxz">附件：<a href="a.pdf">{TITLE}.pdf</a></div><div class="print"><a>打印本页</a><a>关闭</a></div></div>
<div class="foot"><p>主办单位：青禾县人民政府办公室　承办单位：青禾县大数据局</p><p>网站标识码：3300000001 浙公网安备 33000000000001号</p></div>""",
    "tags of the maker's own": f"""
<div class="nav"><ul><li>首页</li><li>机构概况</li><li>政策文件</li></ul></div><UCAPTITLE>{TITLE}</UCAPTITLE><div>日期：2025-01-16 来源：青禾县水务局 【字体：大 中 小】</div>
<UCAPCONTENT>{P}</UCAPCONTENT><div class="fx">分享到：<a>微信</a></div><div>相关文档</div><ul><li><a href=1>青禾县水务局2023年政府信息公开工作年度报告</a></li></ul>""",
    "a post of a public account": f"""
<div id="js_article"><h1 class="rich_media_title" id="activity-name">{TITLE}</h1><div id="meta_content"><span>青禾水务</span><em id="publish_time">2025年1月16日 17:02</em><em>某省</em></div>
<div class="rich_media_content" id="js_content" style="visibility: hidden; opacity: 0; ">{printed('<section style="line-height:1.75em"><section><span style="font-size:16px">{}</span></section></section>', inside='<section><span>{}</span></section>')}</div>
<script>document.getElementById("js_content").style.visibility="visible"</script><div>阅读原文</div><div>喜欢此内容的人还喜欢</div><div>微信扫一扫<br>关注该公众号</div></div>""",
    "Word, filtered": f"""
<style><!-- p.MsoNormal {{margin:0cm;font-size:16pt;}} span.Hid {{display:none;}} @page WordSection1 {{size:595pt 842pt;}} --></style>
<div class=WordSection1><p class=MsoNormal align=center style='text-align:center'><b><span style='font-family:方正小标宋'>{TITLE}</span></b></p>
{printed("<p class=MsoNormal style='text-indent:32.0pt'><span style='font-size:16.0pt;font-family:仿宋_GB2312'>{}</span><span lang=EN-US><o:p></o:p></span></p>", "width=64 style='width:48pt;border:solid windowtext 1.0pt'", "<p class=MsoNormal align=center><span lang=EN-US style='font-family:宋体'>{}</span></p>")}</div>""",
    "WPS": f"""
<!--StartFragment--><p class=MsoNormal align=center><b><span style="mso-spacerun:'yes';font-family:方正小标宋简体;font-size:22.0000pt;">{TITLE}</span></b></p>
{printed("<p class=MsoNormal style='text-indent:32.0000pt;'><span style='mso-spacerun:yes;font-family:仿宋_GB2312;color:rgb(0,0,0);font-size:16.0000pt;'><font face='仿宋_GB2312'>{}</font></span></p>", "valign=center style='width:58.5pt;mso-border-left-alt:0.5pt solid windowtext;'", "<p class=MsoNormal align=center><span style='font-family:宋体;font-size:9.0000pt;'><font face='宋体'>{}</font></span></p>")}<!--EndFragment-->""",
    "a mail": f"""
<div><p><b>发件人:</b> 县水务局办公室</p><p><b>发送时间:</b> 2025年1月16日 10:11</p><p><b>收件人:</b> 政务公开办</p><p><b>主题:</b> 年报</p></div><hr>
<div>王科长：</div><div>您好！我局年报如下，请审阅。</div><br><blockquote><p>{TITLE}</p>{P}</blockquote><div>--</div><div>县水务局办公室 张某</div><div>电话 0000-7654321</div>""",
    "paragraphs beside a column of links": f"""
<div id=wrap><div id=left><h3>年报目录</h3><ul>{"".join(f"<li><a href={y}>青禾县水务局{y}年政府信息公开工作年度报告</a></li>" for y in range(2015, 2024))}</ul></div>
<div id=right><h2>{TITLE}</h2>{P}<p>【打印】【关闭】</p></div></div><footer><p>本站由青禾县水务局主办，未经授权不得转载。</p></footer>""",
    "everything in the body": f"<p>首页 &gt; 信息公开 &gt; 年报</p><h2>{TITLE}</h2><p>2025-01-16 来源：本站</p>{P}<p>扫一扫在手机打开当前页</p><p>关于我们 | 网站地图</p><p>本站由青禾县水务局主办，建议使用谷歌浏览器浏览。</p>",
    "lines broken by br": f"<div class=con><b>{TITLE}</b><br>{printed('　　{}<br>')}<br>打印 关闭</div>",
    "a part in each box": "<h1>" + TITLE + "</h1>" + re.sub(r"<p>([一二三四五六]、)", r"</div><div class=part><p>\1", f"<div class=part>{P}</div>") + "<div class=foot><p>网站地图</p></div>",
    "headings in a grid of three": "<h1>" + TITLE + "</h1>" + printed("<div class=row><div class=col>{}</div></div>", heading="<div class=row><div><h3>{}</h3></div></div>"),
    "a printed view": f"<body onload=print()><center><h3>{TITLE}</h3></center><hr>{P}<hr><button onclick=close()>关闭</button></body>",
    "hidden for phones": f"<style>@media (max-width:768px){{.pc{{display:none}}}}@media (min-width:769px){{.wap{{display:none}}}}</style><div class=pc><h1>{TITLE}</h1>{P}</div><div class=wap><h1>{TITLE}</h1>{P}<p>返回首页</p></div>",
    "of a single file with all its sheets": "<style>" + "".join(f".c{n}{{color:#333;display:block}}" for n in range(900)) + f".x:hover{{display:none}}</style><div class='c1 c2'><h1>{TITLE}</h1>{P}</div>",
}  # fmt: skip


def check(found: Imported, signed: bool = True) -> None:
    assert {str(c): f for c, f in found.report.figures.items()} == {str(c): f for c, f in REPORT.figures.items()}
    assert (found.report.organ.name, found.report.year) == ("青禾县水务局", 2024)
    texts = {key: text for key, text in found.report.texts.items() if key != "title"}
    assert texts == {**TEXTS, **(SIGNED if signed else {})}
    said = [doubt.note for doubt in found.doubts if "没有显示" not in doubt.note and "之后还有" not in doubt.note]
    assert said == []


@pytest.mark.parametrize("site", SITES)
@pytest.mark.parametrize("head", [f"<title>{TITLE}_年报_青禾县人民政府</title>", "<title>青禾县人民政府网</title>", ""])
def test_the_report_comes_back_from_every_kind_of_site(site: str, head: str) -> None:
    page = f"<html><head><meta charset=utf-8>{head}</head><body>{SITES[site]}</body></html>"
    check(understand("file", page.encode(), "年报.html"))


@pytest.mark.parametrize("site", SITES)
def test_the_report_comes_back_from_the_plain_text_of_every_kind_of_site(site: str) -> None:
    unseen = re.sub(r"<div class=wap>", "<div class=wap data-unseen>", SITES[site])
    check(understand("text", copied(f"<html><body>{unseen}</body></html>").encode(), "剪贴板"))
