"""Lines of a web page or a sheet of paper that are nobody's text: menus, share bars, page numbers, the foot of a site."""

from __future__ import annotations

import re
from functools import lru_cache

from app.documents.recognise.labels import condensed

_FIELD = (
    r"^(?:索引号|信息索引号|信息编号|发布(?:机构|日期|时间|单位|部门|人)|发文(?:机关|日期|机构|字号|单位)|成文日期|生成日期|生效日期|"
    r"公开(?:日期|时间|方式|范围|类别|时限|形式|责任部门|单位)|信息(?:分类|来源|名称|类别|有效性|发布(?:时间|日期))|主题(?:分类|词)|"
    r"体裁分类|组配分类|服务对象|文件编号|文号|有效性|来源|作者|编辑|责任编辑|审核|初审|复审|终审|审稿|撰稿|供稿|录入|发布者|"
    r"字体|字号|浏览(?:次数|量|数)?|点击(?:数|量|率|次数)?|阅读(?:次数|量|数)?|访问(?:量|次数)|日期|时间|发表时间|更新(?:时间|日期)|分享(?:到)?|打印|关闭|"
    r"(?:您|你)?(?:的|所在的?)?(?:当前)?(?:所在)?的?位置|首页|网站首页|上一[篇条]|下一[篇条]|上篇|下篇|相关(?:链接|文档|附件|稿件|信息|文章|阅读|新闻|文件|解读)|附件(?:下载)?|"
    r"文件下载|版权(?:所有|声明)|主办(?:单位)?|承办(?:单位)?|协办(?:单位)?|技术支持|网站(?:标识码|地图|声明)|联系我们|扫一扫|保存|收藏|大中小|热搜词?|"
    r"热门搜索|高频办事|友情(?:链接|提示)|站内搜索|搜索|登录|注册|无障碍(?:浏览)?|长者(?:模式|助手|版)?|适老化|返回(?:顶部|首页|列表)|我要(?:纠错|评价|写信)|"
    r"(?:简体|繁体)(?:版|中文)?|手机版|移动端|智能问答|网页二维码|建议分辨率|天气预报|抄送|此件公开发布)\s*"
)
_ANYWHERE = (
    r"ICP备|ICP证|公网安备|公安(?:机关)?备案|网站标识码|扫一扫|扫码|【(?:字体|打印|关闭|大|中|小|收藏|返回)|\[(?:大|中|小|打印|关闭|索引号|字体)|"
    r"浏览次数|浏览量[:：]|访问量[:：]|点击数[:：]|阅读(?:次数|量)[:：]|点击收听|语音朗读|分享到|打印本页|关闭(?:本页|窗口)|保存本页|"
    r"(?:关注|扫描).{0,8}二维码|版权所有|Copyright|©|AllRightsReserved|技术支持[:：]|责任编辑[:：]|请输入.{0,10}(?:关键|搜索|内容)|"
    r"上一[篇条][:：]|下一[篇条][:：]|网站地图|联系我们|隐私声明|法律声明|(?:建议|请)(?:您)?使用.{0,20}浏览器|最佳浏览效果|您是第.{1,12}访问者|"
    r"欢迎(?:您)?(?:访问|光临|来到|浏览)|有帮助.{0,6}(?:一般|没帮助|没有帮助)|本页(?:内容|面).{0,8}(?:有用|有帮助|满意)|文字解读图片解读|在看\d*$|今天是\d|"
    r"未经.{0,8}(?:授权|许可|允许).{0,6}(?:不得|禁止|请勿)|政府网站找错|A\+A-|QQ空间|新浪微博|微信微博|朋友圈"
)
_FURNITURE = re.compile(rf"{_FIELD}(?:[:：>》»/|【\[(（]|$)|{_ANYWHERE}", re.IGNORECASE)
_CRUMBS = re.compile(r"^[\w\u4e00-\u9fff]{1,14}(?:(?:>+|»|›|→|/|\\|\|)[\w\u4e00-\u9fff]{1,24}){2,}[>|]?$")
_MENU = frozenset(
    "首页 网站首页 政务公开 信息公开 政府信息公开 政府信息公开年报 信息公开年报 年度报告 办事服务 政务服务 互动交流 政民互动 公众参与 新闻中心 "
    "新闻动态 要闻动态 工作动态 通知公告 机构设置 机构职能 领导之窗 专题专栏 解读回应 政策解读 数据开放 网上办事 微信 微博 客户端 登录 注册 "
    "打印 关闭 收藏 分享 纠错 搜索 正文 更多 大 中 小 返回 文字版 全真版 图解 部门 乡镇 附件 目录 走进 党的建设".split()
)
_PAGE_NUMBER = r"(?:[-—–]\d{1,3}[-—–]|第\d+页(?:[,/]?共\d+页)?)"
_PAGE_MARK = re.compile(rf"{_PAGE_NUMBER}?(?:\(?送审稿\)?|送审稿·.*?)?{_PAGE_NUMBER}?")  # a footer may have both
DATE = re.compile(
    r"(?:20\d{2}|二[〇○零OＯ][〇○零OＯ一二三四五六七八九]{2})(?:年|[-./])[\d一二三四五六七八九十]{1,3}(?:(?:月|[-./])(?:[\d一二三四五六七八九十]{1,3}日?)?)"
)
_ENDS = re.compile(r"[。；;：:！!？?…]$|。[”\"’'）)]$")


@lru_cache(maxsize=4096)
def is_furniture(line: str) -> bool:
    """Whether a line belongs to the web page and not to the report. A sentence is not, whatever words it begins with."""
    words = condensed(line)
    if not words or len(words) > 120:
        return False
    if words in _MENU or _CRUMBS.match(words):
        return True
    if is_page_mark(line):
        return True
    pieces = line.replace("\u3000", " ").split()
    if len(pieces) > 2 and sum(piece in _MENU for piece in pieces) * 2 >= len(pieces):
        return True
    return not words.endswith("。") and _FURNITURE.search(words) is not None


@lru_cache(maxsize=4096)
def is_page_mark(line: str) -> bool:
    """Whether a line is a page number or the mark of a 送审稿: it may stand in the middle of a text."""
    words = condensed(line)
    return 0 < len(words) <= 80 and _PAGE_MARK.fullmatch(words) is not None


def is_date(line: str) -> bool:
    """Whether a line is a day (or month) and nothing else."""
    return DATE.fullmatch(condensed(line).strip("()")) is not None


def is_prose(line: str) -> bool:
    """Whether a line is a sentence, or a paragraph: what a writer writes and a site's menus and footers are not."""
    words = condensed(line)
    if is_furniture(line):
        return False
    if _ENDS.search(words) or "。" in words:
        return len(words) >= 4
    return len(words) >= 18 and re.search(r"[,，、；]", words) is not None and not re.search(r"\s{2,}|\|", line.strip())
