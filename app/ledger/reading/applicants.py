"""Which of the six columns an applicant belongs to, by the words of the ledger; a person's name is looked at and forgotten."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from app.ledger.reading.lexicon import APPLICANT_CHOICES, APPLICANT_COLUMNS, APPLICANT_PHRASES, normal

ORGANISATIONS = APPLICANT_COLUMNS[1:]


class Applicant(NamedTuple):
    """`columns`: those it can be; one and no `why`: it is that. `several`: the words name more than one applicant."""

    columns: tuple[str, ...] = APPLICANT_COLUMNS
    why: str = "没有写申请人类型"
    several: bool = False

    @property
    def sure(self) -> bool:
        return len(self.columns) == 1 and not self.why


_SEVERAL = re.compile(r"等|[2-9二三四五六七八九两]\d*[人名位户个]|多人|联名|共同")
_PERSON = re.compile(
    r"[\u4e00-\u9fa5]{1,2}(?:某{1,3}|[*×xX＊○]{1,3}|先生|女士|同志)|[\u4e00-\u9fa5]{2,4}|[\u4e00-\u9fa5]{1,8}·[\u4e00-\u9fa5]{1,8}"
)
_SURNAMES = frozenset(
    "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜戚谢邹喻柏水窦章云苏潘葛奚范彭郎鲁韦昌马苗凤花方"
    "俞任袁柳酆鲍史唐费廉岑薛雷贺倪汤滕殷罗毕郝邬安常乐于时傅皮卞齐康伍余元卜顾孟平黄和穆萧尹姚邵湛汪祁毛禹狄米贝明臧"
    "计伏成戴谈宋茅庞熊纪舒屈项祝董梁杜阮蓝闵席季麻强贾路娄危江童颜郭梅盛林刁钟徐邱骆高夏蔡田樊胡凌霍虞万支柯昝管卢莫"
    "经房裘缪干解应宗丁宣贲邓郁单杭洪包诸左石崔吉钮龚程嵇邢滑裴陆荣翁荀羊於惠甄曲家封芮羿储靳汲邴糜松井段富巫乌焦巴弓"
    "牧隗山谷车侯宓蓬全郗班仰秋仲伊宫宁仇栾暴甘钭厉戎祖武符刘景詹束龙叶幸司韶郜黎蓟薄印宿白怀蒲邰从鄂索咸籍赖卓蔺屠蒙"
    "池乔阴胥能苍双闻莘党翟谭贡劳逄姬申扶堵冉宰郦雍璩桑桂濮牛寿通边扈燕冀郏浦尚农温别庄晏柴瞿阎充慕连茹习宦艾鱼容向古"
    "易慎戈廖庾终暨居衡步都耿满弘匡国文寇广禄阙东欧沃利蔚越隆师巩聂晁勾敖融冷訾辛阚那简饶空曾毋沙乜养鞠须丰巢关蒯相查"
    "后荆红游竺权逯盖益桓公肖闫付代岳覃佟苟尧原展练冼占晋刑由敬户巨邸战阳闪涂仝么"
)
_NO_NAME_ENDS = re.compile(r"[村镇乡县市区局办院所社会厅部委处站校店厂行司队组网]$")


def applicant(kind: str, organisation: str = "", name: str = "") -> Applicant:
    """The column by the kind of applicant; where that says less than the form asks, by the organisation's name, else the shape of a name."""
    said = _by_words(kind)
    several = bool(_SEVERAL.search(normal(kind))) or _many(name) or _many(organisation)
    if said is None or not said.sure:
        within = (
            ORGANISATIONS if said is None and organisation.strip() else (said.columns if said else APPLICANT_COLUMNS)
        )
        named = _by_name(organisation, within) or _by_name(name, within)
        said = named or _by_shape(name, said) or said or Applicant()
    return said._replace(several=several)


@lru_cache(maxsize=1024)
def _by_words(words: str) -> Applicant | None:
    """What the words say; None where there are none."""
    left = normal(words)
    if not left or re.fullmatch(r"[-/—–]*", left):
        return None
    columns: list[str] = []
    doubtful: list[str] = []
    for column, pattern in APPLICANT_PHRASES:
        if not (match := pattern.search(left)):
            continue
        left = pattern.sub("", left)
        (doubtful if column == "doubtful" else columns).append(match[0] if column == "doubtful" else column)
    found = tuple(column for column in APPLICANT_COLUMNS if column in columns)
    if len(found) == 1:
        return Applicant(found, "")
    if found:
        return Applicant(found, "写了不止一种申请人类型")
    if doubtful:
        return Applicant(APPLICANT_CHOICES.get(doubtful[0], ORGANISATIONS), f"“{words.strip()}”没有说是表三的哪一列")
    return Applicant(why=f"申请人类型“{words.strip()[:10]}”没有认出是哪一列")


def _by_name(name: str, within: tuple[str, ...]) -> Applicant | None:
    """The column that an organisation's own name says at its end: …研究所有限公司 is a 公司."""
    text = re.sub(r"（[^）]*）", "", normal(name))
    ends = [
        (match.end(), match.start(), column, match[0])
        for column, pattern in APPLICANT_PHRASES
        for match in pattern.finditer(text)
        if column != "natural_person"
    ]
    if not ends:
        return None
    _, _, column, word = max(ends, key=lambda each: (each[0], -each[1]))
    if column != "doubtful":
        return Applicant((column,), "") if column in within else None
    columns = tuple(each for each in APPLICANT_CHOICES.get(word, ()) if each in within)
    return Applicant(columns, f"单位名称以“{word}”结尾，没有说是表三的哪一列") if columns else None


def _by_shape(name: str, said: Applicant | None) -> Applicant | None:
    """张某某, 李先生, a name of two to four characters with a surname before: a person; else nobody knows."""
    if said is not None and "natural_person" not in said.columns:
        return None
    text = re.sub(r"（[^）]*）", "", normal(name)).replace("＊", "*")
    people = [each for each in re.split(r"[、，；/]|等.*$", text) if each]
    if not people or not all(_PERSON.fullmatch(each) and ("·" in each or each[0] in _SURNAMES) for each in people):
        return None
    if any(_NO_NAME_ENDS.search(each) and len(each) > 2 for each in people):
        return None
    return Applicant(("natural_person",), "")


def _many(name: str) -> bool:
    spaced = name.split()
    if len(spaced) > 1 and all(re.fullmatch(r"[\u4e00-\u9fa5]{2,4}", each) for each in spaced):
        return True
    text = re.sub(r"（[^）]*）", "", normal(name))
    return len([each for each in re.split(r"[、，；/]", text) if each]) > 1 or bool(
        re.search(r"等[\d二三四五六七八九十]*[人名户]?$|联名", text)
    )
