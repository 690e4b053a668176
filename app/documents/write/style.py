"""Every font, size and distance of the exported report, in points: GB/T 9704—2012 and a measured municipal report."""

from __future__ import annotations

from typing import Literal, NamedTuple

MM = 72 / 25.4
PAGE = (210 * MM, 297 * MM)
TOP, LEFT, RIGHT, BOTTOM = 37 * MM, 28 * MM, 26 * MM, 35 * MM
TEXT_WIDTH, TEXT_HEIGHT = 156 * MM, 225 * MM  # 版心 442.2 x 637.8 pt
LINES_PER_PAGE, CHARACTERS_PER_LINE = 22, 28
PITCH = 28.9  # from one baseline to the next
CHARACTER_PITCH = TEXT_WIDTH / CHARACTERS_PER_LINE  # 15.793 pt for 16 pt type

Face = Literal["xiaobiaosong", "hei", "kai", "fang", "song", "latin"]


class Type(NamedTuple):
    """How a role is set. `indent`: first line, in characters; `align`: justify, centre, left or right."""

    face: Face
    size: float
    pitch: float
    indent: int
    align: Literal["justify", "centre", "left", "right"]


TYPES: dict[str, Type] = {
    "title": Type("xiaobiaosong", 22, 34, 0, "centre"),
    "review_mark": Type("kai", 16, PITCH, 0, "centre"),
    "document_number": Type("fang", 16, PITCH, 0, "centre"),
    "heading": Type("hei", 16, PITCH, 2, "left"),
    "subheading": Type("kai", 16, PITCH, 2, "left"),
    "body": Type("fang", 16, PITCH, 2, "justify"),
    "table_note": Type("song", 10.5, 14, 0, "left"),
    "signature": Type("fang", 16, PITCH, 0, "right"),
}
SIGNATURE_RIGHT_CHARACTERS = 4  # 成文日期右空四字
TABLE = Type("song", 10.5, 13.1, 0, "centre")
ROW_SLACK = 4.05  # what a row is higher than its lines: tables of 240 (二), 585 (三), 82 pt (四)
TABLE_SMALLEST = 7.5  # a figure too wide for its box is set smaller, never broken
RULE = 0.5  # black table rules
CELL_PADDING = 2.0
AFTER_TITLE = PITCH  # one blank line
AFTER_TABLE = PITCH / 2
PAGE_NUMBER = Type("song", 14, 16, 0, "right")  # — 1 —
PAGE_NUMBER_BELOW = 7 * MM  # its height below the text area
PAGE_NUMBER_INSET = 14.0  # odd pages: one character in from the right; even pages: from the left
REVIEW_FOOTER = Type("song", 9, 12, 0, "centre")

# What a DOCX calls them: the names that Word and WPS look for first, and what plain Windows has instead.
DOCX_FACES: dict[Face, str] = {
    "xiaobiaosong": "方正小标宋简体",
    "hei": "黑体",
    "kai": "楷体_GB2312",
    "fang": "仿宋_GB2312",
    "song": "宋体",
    "latin": "Times New Roman",
}
DOCX_ALTERNATIVES: dict[str, str] = {"仿宋_GB2312": "仿宋", "楷体_GB2312": "楷体", "方正小标宋简体": "宋体"}
