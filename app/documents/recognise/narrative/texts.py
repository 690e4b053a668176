"""The narrative: split by the headings into the texts of a report, page furniture left out, the writer's words kept."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from app.documents.recognise.labels import ASPECTS, heading_of, is_label_line, plain
from app.documents.recognise.organ import Title, read_title
from app.form.parts import OVERVIEW

_TABLE_PARTS = ("disclosure", "applications", "disputes")
_LAST = ("disclosure", "applications", "disputes", "problems", "other_matters")

_NUMBER = r"(?:[（(][一二三四五六七八九十][)）]|[一二三四五六七八九十]是|\d{1,2}[.、．,]|[（(]\d{1,2}[)）]|[①-⑩])"
_NUMBERED = re.compile(rf"\s*(?P<number>{_NUMBER})?\s*(?P<words>[^。：:；;，,\n]{{2,24}})(?P<end>[。：:；;\n]|$)")
_OFFICIAL = {narrative.key: f"{narrative.title}。" for narrative in OVERVIEW}

_FURNITURE = re.compile(
    r"^(?:索引号|信息索引号|发布(?:机构|日期|时间|单位|部门)|成文日期|生成日期|公开(?:日期|时间|方式|范围|类别)|信息(?:分类|来源|名称|类别|有效性)|"
    r"主题(?:分类|词)|体裁分类|组配分类|文号|有效性|来源|作者|编辑|责任编辑|审核|撰稿|字体|字号|浏览(?:次数|量)?|点击(?:数|量|率)?|阅读(?:次数|量)?|访问量|"
    r"日期|时间|分享(?:到)?|打印|关闭|当前位置|您(?:的|所在的)?(?:当前)?位置|首页|上一[篇条]|下一[篇条]|相关(?:链接|文档|附件|稿件)|附件(?:下载)?|版权所有|"
    r"主办(?:单位)?|承办(?:单位)?|网站(?:标识码|地图|声明)|联系我们|扫一扫|保存|收藏|大中小)\s*(?:[:>/|【\[]|$)"
    r"|[A-Z]?ICP备|公网安备|网站标识码|扫一扫在手机|【(?:字体|打印|关闭|大|中|小)|\[(?:大|中|小|打印|关闭)|浏览次数|点击收听|语音朗读|分享到[:：]|打印本页|关闭窗口|^\(?送审稿\)?$|^送审稿·"
)
_PAGE_NUMBER = re.compile(r"[-—–]\d{1,3}[-—–]|第\d+页(?:[,/]?共\d+页)?")
_NUMBER_OF_DOCUMENT = re.compile(r"[\u4e00-\u9fff]{1,14}(?:[〔\[(]20\d{2}[〕\])])(?:第)?\d{1,4}号")
_DATE = re.compile(
    r"(?:20\d{2}|二[〇○零][〇○零一二三四五六七八九]{2})年[\d一二三四五六七八九十]{1,3}月[\d一二三四五六七八九十]{1,3}日"
)
_INLINE = re.compile(
    r"(?:^|(?<=[\s。；）)\d|]))([一二三四五六]、\s*(?:总体情况|主动公开政府信息情况|收到和处理政府信息公开申请情况|"
    r"(?:因?政府信息公开[^\s。、]{0,14})?行政复议、(?:提起)?行政诉讼情况|(?:政府信息公开工作)?存在(?:的)?(?:主要)?问题及(?:改进|整改)(?:情况|措施)|其他需要报告的事项))"
    r"(?=\s|$|[（(\d第2])"
)

_RUN_IN = re.compile(r"\s*([一二三四五六][、.．]\s*[^。：:，,；]{4,36})[。：:]\s*(?=\S)")
_AFTER_TITLE = re.compile(r"(?<=信息公开工作年度报告)\s+")


@dataclass
class Texts:
    """The texts found. `organ_lines`: where the organ and contact may be named. `headings`: part -> its
    heading as it stands there, in the order of the document."""

    texts: dict[str, str] = field(default_factory=dict)
    title: Title | None = None
    headings: dict[str, str] = field(default_factory=dict)


def split_inline(lines: Iterable[str]) -> list[str]:
    """Lines with a part heading inside them (everything on one line, or text run on after it) broken around the heading."""
    broken: list[str] = []
    for line in lines:
        run_in = _RUN_IN.match(line)
        if run_in and heading_of(run_in[1]):
            broken.append(run_in[1])
            line = line[run_in.end() :]
        if len(line) <= 60:
            broken.append(line)
            continue
        for piece in _AFTER_TITLE.sub("\n", line, count=1).splitlines():
            broken += [words for words in _INLINE.split(piece) if words.strip()]
    return broken


def read_texts(paragraphs: Sequence[str]) -> Texts:
    """Split paragraphs (without the lines of the tables) into the texts of a report."""
    lines = [line.strip(" \t\u3000\u00a0\r\n") for line in paragraphs]
    lines = [line for line in lines if line and not is_furniture(line)]
    found = Texts()
    parts = _split(lines, found)
    _front(parts.get("preface", []), found)
    _overview(parts.get("overview", []), found)
    for part in _TABLE_PARTS:
        _keep(found, f"{part}.note", [line for line in parts.get(part, []) if not is_label_line(line)])
    _keep(found, "problems", parts.get("problems", []))
    _keep(found, "other_matters", _closing(parts.get("other_matters", []), found))
    return found


def is_furniture(line: str) -> bool:
    """Whether a paragraph belongs to the web page or the sheet of paper and not to the report."""
    words = plain(line)
    if _PAGE_NUMBER.fullmatch(words):
        return True
    return len(words) <= 80 and not words.endswith("。") and _FURNITURE.search(words) is not None


def _split(lines: Sequence[str], found: Texts) -> dict[str, list[str]]:
    """Part -> its paragraphs. The narrative may count 一 to 六 on its own before the parts: the last such heading is the part."""
    headings = [(i, part) for i, line in enumerate(lines) if (part := heading_of(line))]
    chosen: dict[int, str] = {}
    for part in ("overview", *_LAST):
        places = [i for i, p in headings if p == part]
        if places:
            chosen[places[0] if part == "overview" else places[-1]] = part
    found.headings.update((chosen[i], lines[i].strip()) for i in sorted(chosen))
    parts: dict[str, list[str]] = {}
    now = "preface"
    for i, line in enumerate(lines):
        if i in chosen:
            now = chosen[i]
        elif not (now != "preface" and heading_of(line) == now):  # a heading printed twice
            parts.setdefault(now, []).append(line)
    return parts


def _keep(found: Texts, key: str, lines: Sequence[str]) -> None:
    if lines:
        found.texts[key] = "\n".join(lines)


def _front(lines: Sequence[str], found: Texts) -> None:
    """Title, 文号 and preface; what stands above the title belongs to the page."""
    begin = 0
    for i, line in enumerate(lines):
        joined, first = line, i
        title = read_title(line)
        # the organ on the line before, or the year and 报告 on the lines after
        while (
            title is not None and not title.organ and first > 0 and i - first < 2 and len(plain(lines[first - 1])) <= 40
        ):
            if re.search(r"[。：:]", lines[first - 1]):
                break
            first -= 1
            joined = lines[first] + joined
            title = read_title(joined) or title
        if title is None and i + 1 < len(lines) and not re.search(r"[。：:；]", line):
            title = read_title(line + lines[i + 1])
            if title is not None:
                joined = line + lines[i + 1]
                i += 1
        if title is None:
            continue
        if found.title is None or (title.organ and not found.title.organ):
            found.title = title
            found.texts["title"] = re.sub(r"\s+", "", joined)
        elif title.year != found.title.year or title.organ != found.title.organ:
            break
        begin = i + 1
    body: list[str] = []
    for i, line in enumerate(lines):
        if _NUMBER_OF_DOCUMENT.fullmatch(plain(line)):
            found.texts.setdefault("document_number", line)
        elif i >= begin and not (found.title and _repeats(line, found.texts["title"])):
            body.append(line)
    if found.title is None:  # a copied piece: keep from the first whole sentence on
        start = next((i for i, line in enumerate(body) if "。" in line), len(body))
        body = body[start:]
    else:
        while body and _DATE.fullmatch(plain(body[0])):
            body.pop(0)  # the day of publication
    _keep(found, "preface", body)


def _repeats(line: str, title: str) -> bool:
    """Whether a line is the title, or a line of it, again."""
    words = plain(line)
    return len(words) >= 6 and words in plain(title)


def aspect_of(line: str) -> tuple[str, str] | None:
    """(aspect, what follows its heading) when a paragraph begins one of the five aspects of part 一.

    The official run-in heading is left out; a heading of the writer's own stays, unless it is only a number of another kind.
    """
    match = _NUMBERED.match(line)
    if match is None:
        return None
    words = plain(match["words"])
    key = next((key for key, pattern in ASPECTS.items() if pattern.fullmatch(words)), None)
    if key is None or (not match["number"] and match["end"] not in ("", "\n", "。", "：", ":")):
        return None
    if line.startswith(_OFFICIAL[key]):
        return key, line[len(_OFFICIAL[key]) :]
    if match["number"] and match["number"][0] in "（(" and match["number"][1] in "一二三四五六七八九十":
        return key, line
    return key, line[match.end() :].strip()


def _overview(lines: Sequence[str], found: Texts) -> None:
    now = "overview"
    pieces: dict[str, list[str]] = {}
    official = {key: title for key, title in _OFFICIAL.items() if any(line.startswith(title) for line in lines)}
    for line in lines:
        begun = aspect_of(line)
        if begun and not line.startswith(official.get(begun[0], "")):
            begun = None  # a list of the writer's own; the official heading stands elsewhere
        if begun and begun[0] not in pieces:
            now, line = begun
            pieces[now] = [line] if line else []
        else:
            pieces.setdefault(now, []).append(line)
    for key, texts in pieces.items():
        if texts != [_OFFICIAL.get(key, "。")[:-1]]:  # a heading printed over nothing
            _keep(found, key, texts)


def _closing(lines: Sequence[str], found: Texts) -> list[str]:
    """The paragraphs of part 六 without the 落款, which goes to its own texts."""
    body = list(lines)
    if not body:
        return body
    last = re.split(r"[\u3000\u00a0 ]{6,}", body[-1])  # 落款 set off by a run of blanks
    if len(last) > 1 and _DATE.fullmatch(plain(last[-1])):
        body[-1:] = [piece for piece in last if piece.strip()]
    if not _DATE.fullmatch(plain(body[-1])):
        return body
    found.texts["date"] = re.sub(r"\s+", "", body.pop())
    signed: list[str] = []
    while (
        body
        and len(signed) < 3
        and len(plain(body[-1])) <= 30
        and not re.search(r"[。；：，]", body[-1])
        and plain(body[-1]) != "无"
    ):
        signed.insert(0, body.pop())
    if signed:
        found.texts["signature"] = "\n".join(signed)
    return body
