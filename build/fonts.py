"""Make resources/fonts/ from pinned Debian and npm packages: `python build/fonts.py`, by a developer, never when building.

The result is kept in the repository. Same inputs, same fontTools, same bytes. Needs apt-get, dpkg-deb, npm and fontTools.
Every made font has a family name of its own, so that nobody takes a changed font for the original one.
"""

from __future__ import annotations

import bz2
import gzip
import hashlib
import io
import subprocess
import sys
import tarfile
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

from fontTools import subset
from fontTools.pens.cu2quPen import Cu2QuPen
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import TTFont, newTable

ROOT = Path(__file__).resolve().parent.parent
WORK = ROOT / ".work" / "fonts"
TARGET = ROOT / "resources" / "fonts"


class Package(NamedTuple):
    """A package by name, exact version and what its file must hash to."""

    name: str
    version: str
    file: str
    sha256: str


FANDOL = Package(
    "texlive-lang-chinese",
    "2022.20230122-1",
    "texlive-lang-chinese_2022.20230122-1_all.deb",
    "9cfa07bd44e7b9098e26f0ecac1b5ad210d2249d474c8074d53de92d650b0ec0",
)
LIBERATION = Package(
    "fonts-liberation2",
    "2.1.5-1",
    "fonts-liberation2_2.1.5-1_all.deb",
    "35ffaa54f117e633e89a5da89af235a073b34dbe582726fbf6989568f7fd9bda",
)
CNS_KAI = Package(
    "fonts-cns11643-kai",
    "103.1+20181001-1",
    "fonts-cns11643-kai_103.1+20181001-1_all.deb",
    "c8c92e76357c0980b50d80d83674a5109a11624df83b9994c9118ad3aec31ece",
)
UNICODE = Package(
    "unicode-data",
    "15.0.0-1",
    "unicode-data_15.0.0-1_all.deb",
    "5efef23bbb1c6a133ecbdd63a2cfa07159ccacf5466a49e2426101c5ecd691fc",
)
NOTO_SERIF = Package(
    "@expo-google-fonts/noto-serif-sc",
    "0.4.3",
    "expo-google-fonts-noto-serif-sc-0.4.3.tgz",
    "ff6bcf5ba68d92dfecc05544bb150f9e724741a932354a0dd97e7289c40a3f5e",
)
NOTO_SANS = Package(
    "@expo-google-fonts/noto-sans-sc",
    "0.4.3",
    "expo-google-fonts-noto-sans-sc-0.4.3.tgz",
    "0d69d0f4971d2ff574e3d93cbc218dc950bf3f3f8f8e2c008d97687ed53aee59",
)
FANDOL_FOLDER = "./usr/share/texlive/texmf-dist/fonts/opentype/public/fandol/"
CNS_FILE = "./usr/share/fonts/truetype/cns11643/TW-Kai-98_1.ttf"
CURVE_ERROR = 2.0  # of 1000 units to the em (0.03 pt at 16 pt): what a quadratic outline may differ from the cubic one
DROPPED_TABLES = ["GSUB", "GPOS", "GDEF", "BASE", "VORG", "vhea", "vmtx", "DSIG", "STAT", "gasp", "prep"]


def main() -> int:
    WORK.mkdir(parents=True, exist_ok=True)
    TARGET.mkdir(parents=True, exist_ok=True)
    debian = {package: _debian(package) for package in (FANDOL, LIBERATION, CNS_KAI, UNICODE)}
    serif, sans = _npm(NOTO_SERIF), _npm(NOTO_SANS)
    hanzi = _general_standard_characters(
        bz2.decompress(debian[UNICODE]["./usr/share/unicode/Unihan_OtherMappings.txt.bz2"]).decode("utf-8")
    )
    common = hanzi | _charset("gb2312") | _symbols()
    widest = common | _charset("gbk")
    simple = _charset("gb2312") | _symbols()
    fang = _quadratic(debian[FANDOL][FANDOL_FOLDER + "FandolFang-Regular.otf"])
    kai = _quadratic(debian[FANDOL][FANDOL_FOLDER + "FandolKai-Regular.otf"])
    _make("fang", "Nianbao Fang", fang, simple)
    _make("kai", "Nianbao Kai", kai, simple)
    rare = hanzi - set(map(chr, kai.getBestCmap())) | set("䶮㛃")  # of names; FandolFang and FandolKai have GB 2312
    _make("kai_rare", "Nianbao Kai Rare", _open(debian[CNS_KAI][CNS_FILE]), rare)
    _make("song", "Nianbao Song", _open(serif["package/400Regular/NotoSerifSC_400Regular.ttf"]), widest)
    title = _open(serif["package/700Bold/NotoSerifSC_700Bold.ttf"])
    _make("xiaobiaosong", "Nianbao Biaosong", title, common)
    _make("hei", "Nianbao Hei", _open(sans["package/400Regular/NotoSansSC_400Regular.ttf"]), common)
    latin = "./usr/share/fonts/truetype/liberation2/LiberationSerif-Regular.ttf"
    (TARGET / "latin.ttf").write_bytes(debian[LIBERATION][latin])
    _licences(debian, serif, sans)
    total = sum(path.stat().st_size for path in TARGET.glob("*.ttf"))
    print(f"{total / 1e6:.1f} MB in {TARGET}")
    return 0


# ---- inputs


def _debian(package: Package) -> dict[str, bytes]:
    """The files of a Debian package that we use, by their path in it."""
    if not (WORK / package.file).exists():
        subprocess.run(["apt-get", "download", f"{package.name}={package.version}"], cwd=WORK, check=True)
    _verify(package)
    tar = subprocess.run(["dpkg-deb", "--fsys-tarfile", package.file], cwd=WORK, check=True, capture_output=True).stdout
    return _members(
        tar, ("fandol/", "LiberationSerif-Regular.ttf", "Unihan_OtherMappings", "TW-Kai-98_1.ttf", "/copyright")
    )


def _npm(package: Package) -> dict[str, bytes]:
    """The fonts and licences of an npm package, by their path in it."""
    if not (WORK / package.file).exists():
        command = ["npm", "pack", "--silent", f"{package.name}@{package.version}"]
        subprocess.run(command, cwd=WORK, check=True, stdout=subprocess.DEVNULL)
    _verify(package)
    data = gzip.decompress((WORK / package.file).read_bytes())
    return _members(data, ("400Regular.ttf", "700Bold.ttf", "LICENSE_FONT"))


def _verify(package: Package) -> None:
    found = hashlib.sha256((WORK / package.file).read_bytes()).hexdigest()
    if found != package.sha256:
        raise SystemExit(f"{package.file}: sha256 is {found}, expected {package.sha256}")


def _members(tar: bytes, wanted: Iterable[str]) -> dict[str, bytes]:
    with tarfile.open(fileobj=io.BytesIO(tar)) as archive:
        return {
            member.name: archive.extractfile(member).read()  # type: ignore[union-attr]
            for member in archive
            if member.isfile() and any(part in member.name for part in wanted) and not member.name.endswith(".png")
        }


# ---- characters


def _general_standard_characters(mappings: str) -> set[str]:
    """通用规范汉字表: the 8105 characters that have a kTGH field in Unihan."""
    fields = (line.split("\t") for line in mappings.splitlines() if not line.startswith("#"))
    return {chr(int(field[0][2:], 16)) for field in fields if len(field) == 3 and field[1] == "kTGH"}


def _charset(codec: str) -> set[str]:
    """Every character that the two-byte codec can write."""
    made = set()
    for high in range(0x81, 0xFF):
        for low in range(0x40, 0xFF):
            try:
                text = bytes((high, low)).decode(codec)
            except UnicodeDecodeError:
                continue
            if len(text) == 1:
                made.add(text)
    return made


def _symbols() -> set[str]:
    """Latin, punctuation, numbers in circles and brackets, arrows, box drawing, full-width forms."""
    blocks = [
        (0x0020, 0x007E),
        (0x00A0, 0x00FF),
        (0x2010, 0x203F),
        (0x2150, 0x2199),
        (0x2460, 0x257F),
        (0x25A0, 0x25CF),
        (0x3000, 0x303F),
        (0x3200, 0x33FF),
        (0xFF01, 0xFF5F),
        (0xFFE0, 0xFFE6),
    ]
    return {chr(code) for first, last in blocks for code in range(first, last + 1)} | set("≤≥≠≈±×÷√∑∞‰℃№℡⸺⸻☐☑☒✓✔")


# ---- fonts


def _open(data: bytes) -> TTFont:
    return TTFont(io.BytesIO(data), recalcTimestamp=False)


def _quadratic(data: bytes) -> TTFont:
    """An OpenType font with its cubic outlines made quadratic: reportlab embeds no others."""
    font = _open(data)
    order, outlines = font.getGlyphOrder(), font.getGlyphSet()
    glyphs = {}
    for name in order:
        pen = TTGlyphPen(outlines)
        outlines[name].draw(Cu2QuPen(pen, CURVE_ERROR, reverse_direction=True))
        glyphs[name] = pen.glyph(dropImpliedOnCurves=True)
    font["loca"] = newTable("loca")
    font["glyf"] = table = newTable("glyf")
    table.glyphOrder, table.glyphs = order, glyphs
    del font["CFF "]
    for name in order:
        glyphs[name].recalcBounds(table)
        font["hmtx"][name] = (font["hmtx"][name][0], getattr(glyphs[name], "xMin", 0))
    limits = font["maxp"]
    limits.tableVersion = 0x00010000
    for field in ("maxTwilightPoints", "maxStorage", "maxFunctionDefs", "maxInstructionDefs", "maxStackElements"):
        setattr(limits, field, 0)
    limits.maxZones, limits.maxSizeOfInstructions, limits.maxComponentElements = 1, 0, 0
    font["post"].formatType = 3.0
    font.sfntVersion = "\x00\x01\x00\x00"
    return font


def _make(file: str, family: str, font: TTFont, characters: set[str]) -> None:
    """Write TARGET/file.ttf: those characters only, no layout tables, no hints, named `family`."""
    font.ensureDecompiled()
    options = subset.Options(hinting=False, notdef_outline=True, glyph_names=False, layout_features=[], name_IDs=["*"])
    options.drop_tables += DROPPED_TABLES
    subsetter = subset.Subsetter(options)
    subsetter.populate(unicodes=[ord(character) for character in characters])
    subsetter.subset(font)
    _rename(font, family)
    path = TARGET / f"{file}.ttf"
    font.save(path, reorderTables=True)
    print(f"{path.name}: {len(font.getBestCmap())} characters, {path.stat().st_size / 1e6:.2f} MB")


def _rename(font: TTFont, family: str) -> None:
    """Give the changed font a name of its own; copyright and licence stay."""
    names = font["name"]
    original = names.getDebugName(4)
    kept = {number: names.getDebugName(number) for number in (0, 13, 14) if names.getDebugName(number)}
    plain = family.replace(" ", "")
    texts = {
        1: family,
        2: "Regular",
        3: f"{plain}-Regular",
        4: family,
        5: names.getDebugName(5),
        6: f"{plain}-Regular",
        10: f"Changed from {original}: fewer characters, quadratic outlines, no layout tables.",
        **kept,
    }
    names.names = []
    for number, text in sorted(texts.items()):
        names.setName(text, number, 3, 1, 0x409)
    font["OS/2"].usWeightClass = 400  # each is the only weight of its family
    font["OS/2"].fsSelection = font["OS/2"].fsSelection & ~0x21 | 0x40
    font["head"].macStyle = 0


def _licences(debian: dict[Package, dict[str, bytes]], serif: dict[str, bytes], sans: dict[str, bytes]) -> None:
    fandol = gzip.decompress(debian[FANDOL]["./usr/share/doc/texlive-doc/fonts/fandol/COPYING.gz"])
    about = (
        b"fang.ttf, kai.ttf: made by build/fonts.py from FandolFang and FandolKai 0.3, GPL-3 with font exception.\n\n"
    )
    (TARGET / "LICENSE-Fandol.txt").write_bytes(about + fandol)
    (TARGET / "LICENSE-NotoSerifSC.txt").write_bytes(
        b"song.ttf, xiaobiaosong.ttf: made by build/fonts.py from Noto Serif SC.\n"
        b"(c) 2017-2024 Adobe (http://www.adobe.com/).\n\n" + serif["package/LICENSE_FONT"]
    )
    (TARGET / "LICENSE-NotoSansSC.txt").write_bytes(
        b"hei.ttf: made by build/fonts.py from Noto Sans SC.\n\n" + sans["package/LICENSE_FONT"]
    )
    (TARGET / "LICENSE-CNS11643-Kai.txt").write_bytes(
        "kai_rare.ttf: made by build/fonts.py from TW-Kai 98.1 (全字庫正楷體, CNS11643), 國家發展委員會,\n"
        "Open Government Data License, version 1.0 (政府資料開放授權條款).\n\n".encode()
        + debian[CNS_KAI]["./usr/share/doc/fonts-cns11643-kai/copyright"]
    )
    (TARGET / "LICENSE-Liberation.txt").write_bytes(
        b"latin.ttf: Liberation Serif 2.1.5, unchanged.\n\n"
        + debian[LIBERATION]["./usr/share/doc/fonts-liberation2/copyright"]
    )


if __name__ == "__main__":
    sys.exit(main())
