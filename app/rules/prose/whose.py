"""Whose figure a sentence speaks of: the reporting organ's, or another unit's or area's."""

from __future__ import annotations

import re
from functools import lru_cache

_AREA = re.compile(r"全(自治区|自治州|自治县|系统|省|市|县|区|州|盟|旗)")
_SELF = re.compile(
    r"(?:我|本)(?:机关|单位|部门|[一-鿿]{1,2})$|(?:我|本)(?:机关|单位|部门|局|委|办|厅|县|镇|乡|街道|市|区|府|院|校|行|州|省|会|中心)"
)
_ALL = re.compile(
    r"各级|各单位|各部门|各地|各行政机关|各公开主体|各有关单位|所有|及其(?:所属)?(?:工作)?部门|[县市区省镇](?:政府)?(?:及)?各部门"
)
_SOME = re.compile(
    r"各(?:乡镇|镇街|街道|县区|区县|县市|市县|镇|乡|科室|股室|村)|[省市县区]直|[省市县区]本级|所属|下属|下级|基层"
)
_BELOW = re.compile(r"下设|下辖|所辖|[局委办厅院县区市镇]属")
_UNIT = re.compile(
    r"[一-鿿（）、]{0,20}?(?:人民政府|政府办公[室厅]|政府办|政府|办公室|办公厅|[一-鿿]局|委员会|[一-鿿]委|[一-鿿]厅|街道办事处|街道办|街道|[一-鿿]镇|[一-鿿]乡|中心|法院|检察院"
    r"|部门|机构|单位|机关|社区|[一-鿿]村|大队|支队|管委会|公司|学校|医院|[一-鿿]院|[一-鿿]所|[一-鿿]站)$"
)


@lru_cache(maxsize=1024)
def other(who: str, name: str, kind: str | None, scope: str | None) -> str:
    """The words in `who` that name another unit or area than the organ's own; "" when it is the organ's figure.

    With the scope unknown an area is not held to be another one; nor is what an office does for its government (代表).
    """
    who = re.sub(r"^(?:另有?|还有|在|由|据|经|，|\s)+|(?:年度|范围内|内|中|共|已|先后|有|\s)+$", "", who)
    who = re.sub(r"[（(][^（）()]*[）)]$", "", who) if who not in name else ""
    if not who or "代表" in who or _SELF.search(who):
        return ""
    if area := _AREA.search(who):
        if re.match(r"全(?:县|市|区|省|州)(?:唯一|首)", who):
            return ""
        return area[0] if _other_area(area[1], name, kind, scope) else ""
    if _ALL.search(who):
        return who if scope == "own" else ""
    if _BELOW.search(who) or (_SOME.search(who) and scope is not None):
        return who
    if _SOME.search(who):
        return ""
    if re.fullmatch(r"[局委办厅院区县市镇乡]机关", who):
        return who if scope == "summary" else ""
    return _unit(who, name, kind, scope)


def _unit(who: str, name: str, kind: str | None, scope: str | None) -> str:
    """The words when they name a unit that is not the organ, nor one of its own offices."""
    if re.search(r"(?:^|[^一-鿿])(?:有关|相关)?(?:行政|国家)?机关$|法院|复议机关", who):
        return ""
    organ = name.replace("人民政府", "政府")
    unit = _UNIT.search(who.replace("人民政府", "政府"))
    if not unit or re.search(r"网站|按照|根据|围绕|贯彻|落实|公众号", who):
        return ""
    words = unit[0]
    if words in organ or words.endswith(organ) or organ.endswith(words):
        return ""
    if kind in ("town_government", "subdistrict_office") and re.match("全?(?:[镇乡]|街道)", who):
        return ""  # the whole of it, below which no organ reports, or one of its own offices
    short = re.sub(r"(?:办公室|办公厅|办)$", "", words)
    if short != words and (short in organ or organ.endswith(short)):  # its own office
        return who if scope == "summary" else ""
    return who


def _other_area(area: str, name: str, kind: str | None, scope: str | None) -> bool:
    if scope is None:
        return False
    if scope == "own":
        return not (kind == "development_zone" and area == "区")
    if kind in ("department", "authorised_organisation", None):
        return False
    place = re.sub(r"(?:人民政府|政府|管理委员会|管委会|街道办事处|办公室|办公厅)+$", "", name)
    return bool(place) and area != "系统" and not place.endswith(area[-1])
