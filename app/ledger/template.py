"""The ledger we offer: its columns in the order of the clerk's day, the words of its lists (the form's own), how to fill it."""

from __future__ import annotations

from typing import Literal, NamedTuple

from app.form.parts import APPLICANTS, OTHER_IN_THREE, applications
from app.ledger.reading.lexicon import RESULTS

Kind = Literal["text", "day", "list", "money"]


class TemplateColumn(NamedTuple):
    """`field`: as `reading.columns` calls it, "" where the count does not need it. `hint` is shown when the square is entered."""

    field: str
    heading: str
    kind: Kind = "text"
    width: float = 12
    choices: tuple[str, ...] = ()
    hint: str = ""


_TABLE = applications(OTHER_IN_THREE)


def result_words(row: str) -> str:
    """A result as the list offers it: the form's own label with the number of its group, short where the form is long."""
    found = _TABLE.row(row)
    words = found.brief or found.label
    if words.startswith("（"):
        return words
    return f"{found.group[-1].split('）')[0]}）{words}"


RESULT_WORDS: dict[str, str] = {result_words(row): row for row in RESULTS}
APPLICANT_WORDS: dict[str, str] = {column.label: column.key for column in APPLICANTS if column.key != "total"}

COLUMNS: tuple[TemplateColumn, ...] = (
    TemplateColumn("id", "编号", width=14, hint="自己定，不要重复，例如 2025-001。"),
    TemplateColumn("way", "收到方式", "list", 10, ("当面", "邮寄", "网络", "传真", "电子邮件", "其他")),
    TemplateColumn(
        "received",
        "收到之日",
        "day",
        12,
        hint="当面：递交那天；挂号、EMS：签收那天；平信、网络、传真：与申请人确认那天。",
    ),
    TemplateColumn(
        "applicant",
        "申请人类型",
        "list",
        13,
        tuple(APPLICANT_WORDS),
        "律师以自己名义申请的是自然人；代理人不改变类型。",
    ),
    TemplateColumn("", "申请内容（不写姓名）", width=26),
    TemplateColumn("office", "承办科室", width=12),
    TemplateColumn("correction_told", "补正告知日", "day", 12, hint="收到后 7 个工作日内一次告知。"),
    TemplateColumn("correction_back", "补正收到日", "day", 12, hint="答复期限从这一天起重新计算。"),
    TemplateColumn("correction_due", "补正期限", "day", 12),
    TemplateColumn(
        "consulted", "征求意见发出日", "day", 14, hint="征求第三方或其他机关意见，最多 15 个工作日不计入期限。"
    ),
    TemplateColumn("consulted_back", "意见收到日", "day", 12),
    TemplateColumn("extended", "延期告知日", "day", 12, hint="要在原来的期限内告知，最多再加 20 个工作日。"),
    TemplateColumn("fee_told", "收费通知日", "day", 12),
    TemplateColumn("fee_paid", "缴费日", "day", 12, hint="答复期限从缴费后重新计算。"),
    TemplateColumn("fee", "收费金额（元）", "money", 13),
    TemplateColumn("answered", "答复日期", "day", 12, hint="答复书上的日期。"),
    TemplateColumn("delivery", "送达方式", "list", 10, ("邮寄", "当面", "网络", "电子邮件", "传真")),
    TemplateColumn(
        "posted", "交邮或签收日", "day", 13, hint="邮寄：交邮那天；当面：签收那天。算哪一年、晚不晚，以它为准。"
    ),
    TemplateColumn("result", "结果", "list", 34, tuple(RESULT_WORDS)),
    TemplateColumn("divided", "区分处理", "list", 10, ("是", "否"), "写“是”的只计（二）部分公开，不看结果一栏。"),
    TemplateColumn(
        "merged_into", "合并到编号", width=13, hint="并入另一件办理的，写那一件的编号，并写答复日期；计入（六）3.其他。"
    ),
    TemplateColumn("", "复议诉讼结果", width=13),
    TemplateColumn("note", "备注", width=20),
)
LINES = 2000
"""How many lines the lists, formats and formulas of the template reach."""

INSTRUCTIONS: tuple[tuple[str, str], ...] = (
    ("一份申请一行", "收到一份记一行，一年一张表或几年连着记都行。去年没有办结的不用另抄，接着往下填就可以。"),
    ("不写姓名", "申请人的姓名、电话、证件号不用写在这里；写了也没有关系，程序不保存这些列。"),
    (
        "收到之日",
        "当面递交：递交那天。挂号信、EMS：签收那天。平信、网络、传真：与申请人确认那天。答复期限从下一个工作日算起。",
    ),
    (
        "申请人类型",
        "照表三的六列选。律师用自己的名义申请是自然人，律师事务所申请是法律服务机构；村委会、业委会、学校、机关都是其他。",
    ),
    (
        "补正",
        "收到后 7 个工作日内一次告知；补正收到那天起，20 个工作日重新计算。补正不算新的一件，还是算收到的那一年。",
    ),
    ("征求意见", "书面征求第三方或其他机关意见，从发出到收到不计入期限，最多 15 个工作日。"),
    ("延期", "在期限内告知申请人的，最多再加 20 个工作日；过了期限才告知的，不算延期。"),
    ("收费", "只有数量、频次明显超过合理范围才收。收费通知要在期限内发出，缴费后期限重新计算。程序里有收费计算器。"),
    ("答复", "答复日期写答复书上的日期；邮寄的再写交邮那天，当面取的写签收那天。"),
    ("结果", "从下拉里选，都是年报表三的原话。区分处理的写“是”，只计部分公开。撤回、申请人死亡等写（六）3.其他。"),
    ("合并", "并入另一件办理的，在“合并到编号”里写那一件的编号，并写答复日期。"),
    ("不知道放在哪一行的", "例如咨询、党务信息、已移交档案馆的：先空着结果，程序会列出来问，不会替您猜。"),
    ("看表三", "“表三”这张表会自己数出来；把左上角的年份改成要看的那一年。"),
    ("填年报", "打开公开年报，在“检查”里选“用台账填表三”，选这个文件。"),
)
