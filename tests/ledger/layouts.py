"""Ledgers of 300 requests in five layouts, made from one truth, and the table that this truth gives, counted by itself.

Each layout is a list of sheets of plain values (words, days, numbers, None), so that it can be a file of any kind.
"""

from __future__ import annotations

import datetime
import random
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass

from app.model.sheet import Line, Sheet, Square

Value = str | int | float | datetime.date | None
Grid = list[list[Value]]
Book = dict[str, Grid]
COLUMNS = ("natural_person", "business", "research", "public_welfare", "legal_service", "other_organisation")
YEAR = 2025
DAY = datetime.timedelta(days=1)

# Words for each row as ledgers write them; the last one of each is the form's own.
WORDS: dict[str, tuple[str, ...]] = {
    "granted": ("同意公开", "主动公开", "依申请公开", "已主动公开告知", "商业秘密予以公开", "（一）予以公开"),
    "granted_in_part": ("同意部分公开", "党政混合（公开部分）", "区分处理后公开", "（二）部分公开"),
    "refused_state_secret": ("国家秘密", "不予公开，涉及国家秘密", "（三）1.属于国家秘密"),
    "refused_forbidden_by_law": ("法律法规禁止公开", "（三）2.其他法律行政法规禁止公开"),
    "refused_safety_and_stability": ("危及三安全一稳定", "（三）3.危及“三安全一稳定”"),
    "refused_third_party": ("商业秘密不予公开", "个人隐私不予公开", "权利人不同意", "（三）4.保护第三方合法权益"),
    "refused_internal_affairs": ("内部管理信息", "（三）5.属于三类内部事务信息"),
    "refused_deliberative": ("过程性信息", "（三）6.属于四类过程性信息"),
    "refused_enforcement_file": ("查阅案卷材料", "（三）7.属于行政执法案卷"),
    "refused_administrative_query": ("特定行政管理领域业务查询", "房地产登记事项", "（三）8.属于行政查询事项"),
    "unavailable_not_held": ("政府信息不存在", "非本机关公开职责权限范围", "（四）1.本机关不掌握相关政府信息"),
    "unavailable_not_existing": ("需加工汇总", "（四）2.没有现成信息需要另行制作"),
    "unavailable_unclear": ("补正后申请内容仍不明确", "（四）3.补正后申请内容仍不明确"),
    "not_processed_petition": ("信访事项", "进行信访投诉举报", "（五）1.信访举报投诉类申请"),
    "not_processed_repeated": ("重复申请", "多次重复不作处理", "（五）2.重复申请"),
    "not_processed_publication": ("公开出版物", "（五）3.要求提供公开出版物"),
    "not_processed_excessive": ("无正当理由大量反复申请", "（五）4.无正当理由大量反复申请"),
    "not_processed_reissue": ("要求重新出具", "（五）5.要求行政机关确认或重新出具已获取信息"),
    "other_not_supplemented": ("未补正视为放弃", "（六）1.逾期不补正"),
    "other_fee_unpaid": ("逾期未缴费", "（六）2.逾期不缴费"),
    "other_remaining": ("申请人主动撤销", "申请人放弃", "无效申请", "（六）3.其他"),
}
WHO: dict[str, tuple[str, ...]] = {
    "natural_person": ("公民", "自然人", "个人"),
    "business": ("企业", "公司", "商业企业"),
    "research": ("研究所", "科研机构"),
    "public_welfare": ("基金会", "社会公益组织"),
    "legal_service": ("律师事务所", "法律服务机构"),
    "other_organisation": ("村委会", "业主委员会", "事业单位"),
}
NAMES: dict[str, tuple[str, ...]] = {
    "natural_person": ("张某某", "李四", "王小明", "欧阳某"),
    "business": ("甲字贸易有限公司", "乙字建材厂有限责任公司", "丙字研究院有限公司"),
    "research": ("丁字水稻研究所", "戊字社会科学研究院"),
    "public_welfare": ("己字环保基金会", "庚字公益组织"),
    "legal_service": ("辛字律师事务所", "壬字法律服务所"),
    "other_organisation": ("癸字村村民委员会", "子字小区业主委员会", "丑字中学"),
}
DOUBTS = (
    "咨询",
    "非政府信息",
    "档案已移交",
    "历史信息",
    "其他法律法规另有规定",
    "内部管理及过程性",
    "不符合三需要",
    "予以公开；信息不存在",
    "不予公开",
    "其他",
    "已办结",
    "已合并",
)
"""Results that nobody may guess."""


@dataclass(frozen=True)
class Truth:
    """What really happened. `doubt`: a result from DOUBTS, or "before" (answered before it came), or "" ."""

    number: int
    column: str
    received: datetime.date
    answered: datetime.date | None
    row: str
    doubt: str = ""


def truths(seed: int, number: int = 300, doubts: int = 12) -> list[Truth]:
    """Requests of two years around; one in twenty-five is one that must be asked about."""
    chance = random.Random(seed)
    made: list[Truth] = []
    first = datetime.date(YEAR - 1, 11, 1)
    doubtful = set(chance.sample(range(number), doubts))
    for i in range(number):
        received = first + DAY * (i * 430 // number)
        answered = None if chance.random() < 0.06 else received + DAY * chance.randint(1, 55)
        doubt = ""
        if i in doubtful:
            received = datetime.date(YEAR, 2, 1) + DAY * chance.randint(0, 200)
            answered = received + DAY * 10
            doubt = chance.choice((*DOUBTS, "before"))
            answered = received - DAY * 3 if doubt == "before" else answered
        made.append(Truth(i + 1, chance.choice(COLUMNS), received, answered, chance.choice(tuple(WORDS)), doubt))
    return sorted(made, key=lambda each: (each.received, each.number))


def expected(made: list[Truth]) -> Counter[tuple[str, str]]:
    """(row, column) -> how many, of 2025; counted without the program."""
    table: Counter[tuple[str, str]] = Counter()
    for each in made:
        if each.doubt or each.received.year > YEAR or (each.answered and each.answered.year < YEAR):
            continue
        ended = each.answered is not None and each.answered.year == YEAR
        begins = "received" if each.received.year == YEAR else "carried_in"
        rows = [begins, each.row, "processed_total"] if ended else [begins, "carried_out"]
        for row in rows:
            table[row, each.column] += 1
            table[row, "total"] += 1
    return table


def asked(made: list[Truth]) -> set[int]:
    return {each.number for each in made if each.doubt}


def _result(each: Truth, chance: random.Random) -> str:
    if each.doubt and each.doubt != "before":
        return each.doubt
    return chance.choice(WORDS[each.row]) if each.answered else ""


def template(made: list[Truth]) -> Book:
    """Our own template's columns, in the form's words."""
    head: list[Value] = [
        "编号", "收到方式", "提交/签收/确认日期（收到之日）", "申请人类型", "申请内容摘要（不写姓名）", "承办", "补正告知日", "补正收到日",
        "补正期限", "征求意见发出日", "意见收到日", "延期告知日", "收费通知日", "缴费日", "金额（元）", "答复日（签发）", "送达方式", "交邮/签收日",
        "结果", "区分处理", "合并到编号", "复议/诉讼结果", "备注",
    ]  # fmt: skip
    labels = {"natural_person": "自然人", "business": "商业企业", "research": "科研机构", "public_welfare": "社会公益组织",
              "legal_service": "法律服务机构", "other_organisation": "其他"}  # fmt: skip
    rows: Grid = [head]
    for each in made:
        row: list[Value] = [None] * len(head)
        row[0], row[1], row[2], row[3] = f"{each.number:03d}", "网络", each.received, labels[each.column]
        row[15], row[16] = each.answered, "电子邮件"
        said = each.doubt if each.doubt and each.doubt != "before" else WORDS[each.row][-1] if each.answered else None
        if said and each.row == "granted_in_part" and not each.doubt:
            said, row[19] = "（三）4.保护第三方合法权益", "是"
        row[18] = said
        rows.append(row)
    return {"台账": rows}


def exchange(made: list[Truth]) -> Book:
    """The record that a district sends to its city: English names, two kinds of applicant, words from before 2019."""
    chance = random.Random(2)
    head: list[Value] = (
        "applyNo applyType name workUnit certType certNo corpName corpCode contact phone address postcode email "
        "applyDate infoDesc getType getMedia purpose freeReason applyWay dealUnitName dealType noticeContent replyDate isProvide status"
    ).split()  # type: ignore[assignment]
    rows: Grid = [head]
    for each in made:
        person = each.column == "natural_person"
        name = chance.choice(NAMES[each.column])
        record = dict.fromkeys(map(str, head)) | {
            "applyNo": _apply_no(each),
            "applyType": "公民" if person else "法人",
            "name": name if person else None,
            "certNo": "110101199001011234" if person else None,
            "corpName": None if person else name,
            "phone": "13800000000",
            "applyDate": each.received.isoformat(),
            "infoDesc": "某项目的批复",
            "applyWay": "门户网站",
            "dealUnitName": "某局",
            "dealType": _result(each, chance) or None,
            "replyDate": each.answered.isoformat() if each.answered else None,
            "status": "已办结" if each.answered else "办理中",
        }
        rows.append([record[str(key)] for key in head])
    return {"Sheet1": rows}


def _apply_no(each: Truth) -> str:
    return f"SQ0024200081{each.received:%Y%m%d}{each.number:03d}"


def town(made: list[Truth]) -> Book:
    """As a town keeps it: six columns under a title, days without a year, who asked by name, what came of it in free words."""
    chance = random.Random(3)
    rows: Grid = [["某某镇2025年依申请公开登记表", None, None, None, None, None], [None] * 6]
    rows.append(["序号", "收到时间", "申请人", "申请事项", "答复时间", "办理情况"])
    for each in made:
        here = (
            f"{each.received.month}月{each.received.day}日"
            if each.received.year == YEAR
            else f"{each.received.year}.{each.received.month}.{each.received.day}"
        )
        done = None
        if each.answered:
            same_year = each.answered.year == YEAR
            done = (
                f"{each.answered.month}月{each.answered.day}日"
                if same_year
                else f"{each.answered.year}.{each.answered.month}.{each.answered.day}"
            )
        rows.append(
            [each.number, here, chance.choice(NAMES[each.column]), "宅基地批复", done, _result(each, chance) or None]
        )
    rows += [
        [None] * 6,
        ["合计", None, None, None, None, f"{len(made)}件"],
        ["填表人：某某", None, None, None, None, None],
    ]
    return {"2025年": rows}


def quarters(made: list[Truth]) -> Book:
    """A sheet a quarter, two header lines, a column to tick for each kind of applicant, true dates, a sum below."""
    chance = random.Random(4)
    book: Book = {}
    for each in made:
        name = (
            "往年"
            if each.received.year < YEAR
            else "次年"
            if each.received.year > YEAR
            else f"{(each.received.month + 2) // 3}季度"
        )
        if name not in book:
            book[name] = [
                ["登记编号", "收件日期", "申请人情况", None, None, None, None, None, "答复", None, "备注"],
                [
                    None,
                    None,
                    "自然人",
                    "商业企业",
                    "科研机构",
                    "社会公益组织",
                    "法律服务机构",
                    "其他",
                    "日期",
                    "结果",
                    None,
                ],
            ]
        ticks: list[Value] = [("√" if column == each.column else None) for column in COLUMNS]
        book[name].append(
            [f"({YEAR})第{each.number}号", each.received, *ticks, each.answered, _result(each, chance) or None, None]
        )
    for rows in book.values():
        rows.append(["小计", None, *([None] * 6), None, f"{len(rows) - 2}件", None])
    return book


def by_year(made: list[Truth]) -> Book:
    """A sheet a year, days with dots as words, the result in two columns: the class and the reason."""
    chance = random.Random(5)
    classes = {"refused": "不予公开", "unavailable": "无法提供", "not": "不予处理", "other": "其他处理"}
    book: Book = {}
    for each in made:
        rows = book.setdefault(
            f"{each.received.year}年",
            [
                [
                    "受理号",
                    "申请日期",
                    "受理日期",
                    "申请主体类别",
                    "联系电话",
                    "是否延期",
                    "答复类别",
                    "具体情形",
                    "回复日期",
                    "办理状态",
                ]
            ],
        )
        said = _result(each, chance)
        head = classes.get(each.row.split("_")[0])
        divided = head and not each.doubt and said
        dotted = lambda day: f"{day.year}.{day.month}.{day.day}" if day else "/"  # noqa: E731
        rows.append(
            [
                f"依申请〔{each.received.year}〕{each.number}号",
                dotted(each.received - DAY),
                dotted(each.received),
                chance.choice(WHO[each.column]),
                "139 0000 0000",
                "否",
                head if divided else said or None,
                said if divided else None,
                dotted(each.answered),
                "已办结" if each.answered else "办理中",
            ]
        )
    return book


LAYOUTS: dict[str, Callable[[list[Truth]], Book]] = {
    "template": template,
    "exchange": exchange,
    "town": town,
    "quarters": quarters,
    "by_year": by_year,
}


def number_in(id: str) -> int:
    """The truth's number in an id of any layout."""
    digits = "".join(c for c in id.rpartition("〕")[2].rpartition("第")[2] if c.isdigit())
    return int(digits[-3:])


def sheets(book: Book) -> list[Sheet]:
    """The book as it comes out of a reader, without a file."""
    return [Sheet(name, [Line(i, _squares(row)) for i, row in enumerate(rows, 1)]) for name, rows in book.items()]


def _squares(row: list[Value]) -> dict[int, Square]:
    return {i: _square(value) for i, value in enumerate(row) if value is not None}


def _square(value: Value) -> Square:
    if isinstance(value, datetime.date):
        return Square(value.isoformat(), value)
    return Square(str(value), number=isinstance(value, (int, float)))
