"""What each column of a ledger is, by the words of its header: wherever the header stands, in one line or two."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from app.form.parts import APPLICANTS
from app.ledger.reading.lexicon import normal
from app.ledger.reading.results import read_result
from app.model.sheet import Line

MOST_ABOVE = 40  # lines that may stand above the header
_DEPTH = 3  # lines that a header may have

FIELDS: dict[str, str] = {
    "id": "编号",
    "serial": "序号",
    "received": "收到日期",
    "way": "收到方式",
    "applicant": "申请人类型",
    "organisation": "单位名称",
    "name": "申请人",
    "office": "承办",
    "correction_told": "补正告知日",
    "correction_back": "补正收到日",
    "correction_due": "补正期限",
    "consulted": "征求意见发出日",
    "consulted_back": "意见收到日",
    "extended": "延期告知日",
    "fee_told": "收费通知日",
    "fee_paid": "缴费日",
    "fee": "金额",
    "answered": "答复日期",
    "delivery": "送达方式",
    "posted": "交邮或签收日",
    "result": "结果",
    "detail": "不予公开等的理由",
    "status": "办理状态",
    "divided": "区分处理",
    "merged_into": "合并到编号",
    "note": "备注",
}
"""The fields of a request, and what the clerk calls each."""
UNUSED = ("subject", "personal", "other")
"""Columns that are known and not looked at."""


class Meaning(NamedTuple):
    """`rank`: of several columns for one field the lowest is it; two of the same rank are two columns for one thing."""

    field: str
    rank: int = 1


_DAY = r"(?:日|时间|日期|年月日)"
_PATTERNS: tuple[tuple[str, int, re.Pattern[str]], ...] = tuple(
    (field, rank, re.compile(pattern))
    for field, rank, pattern in (
        (
            "personal",
            1,
            r"电话|手机|联系|证件|身份证|地址|住址|邮编|邮政编码|邮箱|e-?mail|传真|性别|代表人|代理人|委托人|信用代码|机构代码|工作单位|年龄|民族|住所",
        ),
        ("extended", 2, r"是否延期|是否延长|^延期$"),
        ("extended", 1, r"延长.*期限.*(?:告知|通知)"),
        (
            "other",
            1,
            r"期限|截止|时限|最晚|最迟|届满|到期|应(?:当)?(?:答复|办结)|工作日|自然日|天数|用时|剩余|超期|逾期|是否(?:补正|征求|收费|申请|超|逾|按)",
        ),
        (
            "other",
            1,
            r"复议|诉讼|用途|免费|减免|单号|文号|文件名|附件|批示|索引|满意|关键词|查询码|载体|领取|获取信息|信息的?(?:形式|方式)|提供方式",
        ),
        ("correction_back", 1, r"补正.*(?:收到|提交|回复|反馈|返回|寄回)|(?:收到|申请人|提交).*补正"),
        ("correction_told", 1, r"补正.*(?:告知|通知|发出|送达)|(?:告知|通知|发出|一次性).*补正"),
        ("other", 1, r"补正"),
        ("consulted_back", 1, r"(?:意见|第三方|征询).*(?:收到|反馈|回复|返回|答复|收回|回函)|(?:收到|反馈).*意见"),
        ("consulted", 1, r"征求|征询|第三方|意见.*(?:发出|发函)"),
        ("extended", 1, rf"(?:延期|延长).*(?:告知|通知|答复|书|{_DAY})"),
        ("fee_told", 1, r"(?:收费|缴费|处理费|缴款).*(?:通知|告知)"),
        ("fee_paid", 1, rf"(?:缴费|缴纳|付费|支付|收款|交费|缴款).*{_DAY}"),
        ("fee", 1, r"金额|收费|缴费|费用|处理费"),
        ("divided", 1, r"区分处理"),
        ("merged_into", 1, r"(?:合并|并案|并入)(?!答复|办理情况)"),
        ("posted", 1, rf"交邮|(?:寄出|寄送|邮寄|投递|寄件|送达|寄发|发送|发出).*{_DAY}"),
        ("delivery", 1, r"(?:送达|答复|回复|发送|寄送).*(?:方式|途径|形式)"),
        ("way", 1, r"(?:申请|收到|提交|来件|接收|受理|收件|来源|办理).*(?:方式|渠道|途径|形式)|^来源$|^渠道$"),
        ("applicant", 1, r"(?:申请人|申请主体|申请者|主体|申请方|法人).*(?:类型|类别|性质|属性|分类|种类|身份)"),
        ("applicant", 3, r"^申请(?:主体|人?类型|人?类别)$"),
        ("personal", 1, r"(?:承办|经办|签收|审核|审批|登记|受理|答复|办理|责任|拟稿|签发|填表|收件|录入)人员?(?!数)"),
        ("organisation", 1, r"(?:法人|单位|组织|机构|企业)(?:或其他组织)?(?:的)?名称"),
        ("name", 1, r"^申请(?:人|者|方)(?:信息|名单)?$|^申请人.*(?:姓名|名称)|姓名|^名称$"),
        ("office", 1, r"承办|经办|(?:办理|责任|牵头|主办|答复|处理|受理|收件)(?:单位|科室|部门|机构|股室|处室)"),
        ("answered", 1, rf"(?:答复|回复|签发|回函|告知书|复函).*{_DAY}"),
        ("answered", 2, rf"(?:办结|完成|处理|结案|办理|办毕|结束).*{_DAY}"),
        ("received", 1, rf"收到之日|(?:收到|收件|收文|接件|接收|来件接收|确认).*{_DAY}"),
        ("signed", 2, rf"签收.*{_DAY}"),
        ("received", 3, rf"(?:受理|登记).*{_DAY}"),
        ("received", 4, rf"(?:申请|提交|来件|来文|来信|来函|递交|创建|录入|提出).*{_DAY}"),
        ("received", 6, r"^(?:日期|时间)$"),
        ("detail", 1, r"理由|原因|依据|情形|小类|细类|具体(?:类型|类别)|二级"),
        ("status", 1, r"状态|进度|进展|是否(?:已)?(?:办结|答复)"),
        ("result", 1, r"结果|(?:答复|处理|办理|回复|决定)(?:的)?(?:类型|类别|种类|结论|决定)|结论|大类"),
        (
            "result",
            2,
            r"(?:办理|答复|处理|公开|回复|办结)(?:的)?(?:情况|意见|决定|属性)|公开(?:类型|类别)|^答复$|^办理$",
        ),
        ("result", 3, r"(?:答复|回复|办理|处理)内容"),
        ("result", 4, r"是否(?:予以|同意)?公开"),
        ("subject", 1, r"内容|事项|标题|摘要|描述|信息名称|所需|申请公开"),
        (
            "id",
            1,
            r"^(?:登记|申请|受理|收文|收件|查询|台账|件|案件|办件|业务|答复)?(?:编号|编码|号|序列号|流水号|单号|件号)$|^流水号$",
        ),
        ("serial", 1, r"^序号?$|^no\.?$|^项次$|^顺序号$"),
        ("note", 1, r"备注|附注|^说明$|^备考$"),
    )
)
_ENGLISH: dict[str, Meaning] = {
    "applyno": Meaning("id"),
    "applytype": Meaning("applicant"),
    "applydate": Meaning("received"),
    "applyway": Meaning("way"),
    "applyname": Meaning("name"),
    "applicantname": Meaning("name"),
    "corpname": Meaning("organisation"),
    "legalname": Meaning("organisation"),
    "dealunitname": Meaning("office"),
    "dealtype": Meaning("result"),
    "replydate": Meaning("answered"),
    "noticecontent": Meaning("other"),
    "status": Meaning("status"),
    "remark": Meaning("note"),
}
_TICKS = {column.label: f"tick/applicant/{column.key}" for column in APPLICANTS if column.key != "total"}


def meaning_of(header: str) -> Meaning | None:
    """What a header's words say; None where they are not known."""
    text = normal(header).lower().strip("*：:")
    if text in _ENGLISH:
        return _ENGLISH[text]
    bare = re.sub(r"（[^）]*）|\[[^\]]*\]|【[^】]*】", "", text)
    for words in dict.fromkeys((bare, text)):
        for field_, rank, pattern in _PATTERNS:
            if not pattern.search(words):
                continue
            due = field_ == "other" and re.search(r"补正.*(?:期限|截止|限期)", words)
            return Meaning("correction_due") if due else Meaning(field_, rank)
    return None


@dataclass(frozen=True)
class Header:
    """`columns`: field -> its columns, the one that counts first; `names`: column -> its words. `last`: the header's last line."""

    last: int
    columns: Mapping[str, tuple[int, ...]] = field(default_factory=dict)
    names: Mapping[int, str] = field(default_factory=dict)
    unknown: tuple[str, ...] = ()

    @property
    def is_ledger(self) -> bool:
        """Whether requests can be read under it: when they came, and something of what became of them."""
        ended = {"result", "answered", "status", "posted"} & self.columns.keys()
        return "received" in self.columns and bool(ended or any(f.startswith("tick/") for f in self.columns))


def find_header(lines: Sequence[Line], known: Mapping[str, str]) -> Header | None:
    """The best header among the first lines of a sheet; None where there is none.

    `known`: what the clerk has said that a header's words mean (words -> field), by `header_key`.
    """
    best: tuple[int, int, Header] | None = None
    for start in range(min(len(lines), MOST_ABOVE)):
        for depth in range(1, _DEPTH + 1):
            block = lines[start : start + depth]
            if len(block) < depth or any(_is_data(line) for line in block):
                break
            header = _header(block, known)
            score = len({f.split("/")[0] for f in header.columns}) * 2 + sum(
                f.startswith("tick/") for f in header.columns
            )
            score += 20 if header.is_ledger else 0
            if len(header.columns) >= 2 and (best is None or (score, -depth) > best[:2]):
                best = score, -depth, header
    if best is None:
        return None
    plain = sum("/" not in each for each in best[2].columns)  # the columns of table 三 itself are no header of a ledger
    return best[2] if best[2].is_ledger or plain >= 3 else None


def header_key(words: str) -> str:
    """A header as the clerk's answers are kept by it."""
    return normal(words).lower()


def _is_data(line: Line) -> bool:
    """A line with a day or a bare number in it is no header."""
    return any(
        square.date is not None or re.fullmatch(r"[\d.,/年月日-]+", normal(square.text))
        for square in line.squares.values()
    )


def _header(block: Sequence[Line], known: Mapping[str, str]) -> Header:
    columns: dict[str, list[tuple[int, int]]] = {}
    names: dict[int, str] = {}
    unknown: list[str] = []
    for column, parts in _parts(block).items():
        words = "·".join(parts)
        names[column] = words
        meaning = _of_parts(parts, known)
        if meaning is None:
            unknown.append(words)
        elif meaning.field not in UNUSED:
            columns.setdefault(meaning.field, []).append((meaning.rank, column))
    _place_signed(columns)
    for kind in ("tick/applicant/", "tick/result/"):  # one alone is a value in the first line below the header
        ticks = [each for each in columns if each.startswith(kind)]
        if len(ticks) == 1:
            del columns[ticks[0]]
    ordered = {f: _counting(f, sorted(found)) for f, found in columns.items()}
    return Header(block[-1].number, ordered, names, tuple(unknown))


def _counting(field_: str, found: list[tuple[int, int]]) -> tuple[int, ...]:
    """The columns of the lowest rank: a second one of the same rank is told apart line by line."""
    return tuple(column for rank, column in found if rank == found[0][0])


def _place_signed(columns: dict[str, list[tuple[int, int]]]) -> None:
    """签收日期: of the answer when it stands right of it, else of the application."""
    signed = columns.pop("signed", [])
    answered = min((column for _, column in columns.get("answered", columns.get("result", []))), default=None)
    for rank, column in signed:
        of = "posted" if answered is not None and column > answered else "received"
        columns.setdefault(of, []).append((rank, column))


def _of_parts(parts: Sequence[str], known: Mapping[str, str]) -> Meaning | None:
    """A leaf by its own words, else together with what stands above it."""
    whole = "·".join(parts)
    if (said := known.get(header_key(whole))) is not None:
        return Meaning(said or "other", 0)
    leaf = normal(parts[-1])
    above = normal("".join(parts[:-1]))
    if above and leaf in _TICKS and (leaf != "其他" or re.search(r"申请人|主体|法人|组织", above)):
        return Meaning(_TICKS[leaf])
    if above and re.search(r"结果|办理|答复|公开|提供|处理", above):
        said_row = read_result(parts[-1])
        if said_row.sure and meaning_of(parts[-1]) is None:
            return Meaning(f"tick/result/{said_row.rows[0]}")
    if above and len(leaf) <= 4 and (together := meaning_of(above + leaf)):
        return together
    return meaning_of(parts[-1]) or (meaning_of(above + leaf) if above else None)


def _parts(block: Sequence[Line]) -> dict[int, list[str]]:
    """Column -> its words from above to below, each once. What stands above goes on to the right, over what stands below it."""
    every = sorted({column for line in block for column in line.squares})
    parts: dict[int, list[str]] = {column: [] for column in every}
    for depth, line in enumerate(block):
        carried = ""
        for column in every:
            square = line.squares.get(column)
            below = any(_words(under, column) for under in block[depth + 1 :])
            words = square.text.strip() if square else ""
            carried = words or (carried if below and depth < len(block) - 1 else "")
            if carried and carried not in parts[column]:
                parts[column].append(carried)
    return {column: words for column, words in parts.items() if words}


def _words(line: Line, column: int) -> str:
    square = line.squares.get(column)
    return square.text.strip() if square else ""


def unknown_words(headers: Iterable[Header]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(words for header in headers for words in header.unknown))
