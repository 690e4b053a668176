"""Which font draws which character: the machine's official fonts where they may be embedded, else the bundled ones."""

from __future__ import annotations

import fnmatch
import os
import struct
import sys
import threading
import unicodedata
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from reportlab.pdfbase import pdfmetrics, ttfonts

from app.documents.write import style
from app.documents.write.blocks import Paper, Text
from app.documents.write.style import Face
from app.paths import resource

# File names, in lower case and in order of preference, under which the official fonts are installed.
_OFFICIAL: dict[Face, tuple[str, ...]] = {
    "xiaobiaosong": ("fzxbsjw*.ttf", "方正小标宋*.ttf"),
    "hei": ("simhei.ttf",),
    "kai": ("楷体_gb2312*.ttf", "simkai.ttf"),
    "fang": ("仿宋_gb2312*.ttf", "simfang.ttf"),
    "song": ("simsun.ttc", "simsun.ttf"),
    "latin": ("times.ttf",),
}
# What their own fonts lack (喆 堃 珺 of names) is drawn by a 楷体 of wider coverage: 宋体 among them looks like bold type.
_LIGHT: tuple[Face, ...] = ("fang", "kai")
_FALLBACK: tuple[Face, ...] = ("song", "fang", "latin", "hei", "kai", "xiaobiaosong")
# Marks that fill a whole square in Chinese text, though some fonts draw them narrow.
_SQUARE_MARKS = frozenset("“”‘’—…·")


_NOT_EMBEDDABLE = 0x0302  # OS/2 fsType: restricted, no subsetting, bitmaps only


class Font:
    """A font that reportlab knows by `name`."""

    def __init__(self, name: str, path: Path) -> None:
        self.name = name
        if _embedding_rights(path) & _NOT_EMBEDDABLE:
            raise ttfonts.TTFError(f"{path.name} does not allow embedding")
        made = ttfonts.TTFont(name, str(path), asciiReadable=False, shapable=False)
        self._widths: dict[int, float] = made.face.charWidths
        pdfmetrics.registerFont(made)

    def has(self, character: str) -> bool:
        return ord(character) in self._widths

    def width(self, character: str) -> float:
        """How far the pen moves, in ems."""
        return self._widths.get(ord(character), 1000.0) / 1000


_LOCK = threading.Lock()  # the preview and an export may ask for a font at once, and reportlab knows it by its name
_REGISTERED: dict[str, Font] = {}


@cache
def font_for(face: Face, character: str) -> Font | None:
    """The font that draws a character of text set in a face; None for characters that are never seen (U+200B).

    Latin and digits come from the Latin font, except in the title, whose own font has them.
    """
    if _unseen(character):
        return None
    if character.isascii() and face != "xiaobiaosong":
        return load("latin")
    fonts = _chain(face)
    able = [font for font in fonts if font.has(character)]
    if character in _SQUARE_MARKS:
        able = [font for font in able if font.width(character) > 0.95] or able
    return able[0] if able else fonts[0]


def missing_characters(paper: Paper) -> list[str]:
    """The characters of a paper that no font can draw, in the order they appear: to be named before an export."""
    seen = dict.fromkeys(
        (face, character)
        for face, text in _texts(paper)
        for character in text
        if not character.isspace() and not _unseen(character)
    )
    missing = (character for face, character in seen if not any(font.has(character) for font in _chain(face)))
    return list(dict.fromkeys(missing))


@cache
def load(face: Face) -> Font:
    """The font of a face, the machine's or the bundled one."""
    for path in _official(face):
        try:
            return _register(f"{face}-official", path)
        except Exception:  # somebody else's file: no outlines we can embed, not allowed, or broken in any way
            continue
    return _bundled(face)


def _bundled(face: Face) -> Font:
    return _register(f"{face}-bundled", resource("fonts", f"{face}.ttf"))


def _register(name: str, path: Path) -> Font:
    with _LOCK:
        if name not in _REGISTERED:
            _REGISTERED[name] = Font(name, path)
        return _REGISTERED[name]


@cache
def _chain(face: Face) -> tuple[Font, ...]:
    """The fonts to ask for a character, in order."""
    rare = [_register("kai_rare", resource("fonts", "kai_rare.ttf"))] if face in _LIGHT else []
    return tuple(dict.fromkeys([load(face), *rare, load("song"), *map(_bundled, _FALLBACK)]))


def _official(face: Face) -> Iterator[Path]:
    for pattern in _OFFICIAL[face]:
        for name, path in _installed().items():
            if fnmatch.fnmatch(name, pattern):
                yield path


@cache
def _installed() -> dict[str, Path]:
    """File name in lower case -> path of the fonts installed for the machine and for this user."""
    found: dict[str, Path] = {}
    for folder in font_folders():
        for place, _, names in os.walk(folder):
            for name in sorted(names):
                if name.lower().endswith((".ttf", ".ttc")):
                    found.setdefault(name.lower(), Path(place, name))
    return found


def font_folders() -> list[Path]:
    """Where this system keeps its fonts."""
    if sys.platform == "win32":
        local = os.environ.get("LOCALAPPDATA") or str(Path.home() / "AppData" / "Local")
        windows = os.environ.get("WINDIR") or r"C:\Windows"
        return [Path(windows, "Fonts"), Path(local, "Microsoft", "Windows", "Fonts")]
    if sys.platform == "darwin":
        return [Path("/Library/Fonts"), Path.home() / "Library" / "Fonts"]
    return [Path("/usr/share/fonts"), Path("/usr/local/share/fonts"), Path.home() / ".local" / "share" / "fonts"]


def _embedding_rights(path: Path) -> int:
    """fsType in the OS/2 table of a font file or of the first font of a collection; reportlab 5.1 does not heed it."""
    with path.open("rb") as file:
        head = file.read(16)
        start = struct.unpack(">L", head[12:16])[0] if head[:4] == b"ttcf" else 0
        file.seek(start + 4)
        (tables,) = struct.unpack(">H6x", file.read(8))
        for _ in range(tables):
            tag, _, offset, _ = struct.unpack(">4sLLL", file.read(16))
            if tag == b"OS/2":
                file.seek(offset + 8)
                return struct.unpack(">H", file.read(2))[0]
    return 0  # a font without an OS/2 table says nothing against it


def _texts(paper: Paper) -> Iterator[tuple[Face, str]]:
    """Every text that is printed, with the face it is set in."""
    for block in paper.blocks:
        if isinstance(block, Text):
            yield "kai", block.text[: block.lead]
            yield style.TYPES[block.role].face, block.text[block.lead :]
        else:
            for box in block.boxes:
                yield style.TABLE.face, "".join(box.lines) or box.text
    yield style.REVIEW_FOOTER.face, paper.footer


def _unseen(character: str) -> bool:
    """Controls, zero-width characters and variation selectors."""
    return unicodedata.category(character) in ("Cc", "Cf") or "\ufe00" <= character <= "\ufe0f"


def _to_unicode(name: str, subset: list[int]) -> str:
    """The map by which a viewer copies text out of a font subset.

    Takes the place of reportlab's, which writes code points above U+FFFF as they are instead of as UTF-16 and exceeds
    the 100 entries that a block may have.
    """
    entries = [f"<{i:02X}> <{chr(code).encode('utf-16-be').hex().upper()}>" for i, code in enumerate(subset) if code]
    blocks = [entries[i : i + 100] for i in range(0, len(entries), 100)]
    mapped = "\n".join(f"{len(block)} beginbfchar\n" + "\n".join(block) + "\nendbfchar" for block in blocks)
    return (
        "/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n"
        "/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def\n"
        f"/CMapName /{name} def\n/CMapType 2 def\n1 begincodespacerange\n<00> <FF>\nendcodespacerange\n"
        f"{mapped}\nendcmap\nCMapName currentdict /CMap defineresource pop\nend\nend"
    )


ttfonts.makeToUnicodeCMap = _to_unicode
