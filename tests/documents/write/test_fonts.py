"""Which font draws what, and what is said when none can."""

from __future__ import annotations

import shutil
import struct
from collections.abc import Iterator
from pathlib import Path
from typing import get_args

import pytest
from fontTools.ttLib import TTFont

from app.documents.write.blocks import Paper, Text
from app.documents.write.pdf import fonts
from app.documents.write.style import Face
from app.paths import resource

FACES: tuple[Face, ...] = get_args(Face)


@pytest.fixture
def machine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A machine whose font folder is empty until a test fills it."""
    monkeypatch.setattr(fonts, "font_folders", lambda: [tmp_path])
    monkeypatch.setattr(fonts, "_REGISTERED", {})
    caches = [fonts.font_for, fonts.load, fonts._chain, fonts._installed]
    for cache in caches:
        cache.cache_clear()
    yield tmp_path
    for cache in caches:
        cache.cache_clear()


def paper(text: str) -> Paper:
    return Paper("", "", (Text("body", text),))


@pytest.mark.parametrize("face", [*FACES, "kai_rare"])
def test_every_bundled_font_may_be_embedded_and_has_its_licence_beside_it(face: str) -> None:
    font = TTFont(resource("fonts", f"{face}.ttf"), lazy=True)
    assert "glyf" in font
    assert not font["OS/2"].fsType & 0x0302
    licences = [path.read_text(encoding="utf-8") for path in resource("fonts").glob("LICENSE-*.txt")]
    assert any(f"{face}.ttf" in licence.split("\n")[0] for licence in licences)


def test_the_bundled_fonts_fit_an_installer() -> None:
    assert sum(path.stat().st_size for path in resource("fonts").glob("*.ttf")) < 32_000_000


def test_every_common_character_can_be_drawn() -> None:
    common = bytes(b for high in range(0xB0, 0xF7) for low in range(0xA1, 0xFF) for b in (high, low))
    assert fonts.missing_characters(paper(common.decode("gb2312", "ignore") + "镕堃喆𬱖①％℃")) == []


def test_missing_characters_are_named_once_and_in_order() -> None:
    assert fonts.missing_characters(paper("公开\U0001f600年报\u0e01\U0001f600 \u200b\u3000")) == [
        "\U0001f600",
        "\u0e01",
    ]


def test_digits_are_latin_but_in_the_title(machine: Path) -> None:
    assert fonts.font_for("fang", "1") is fonts.load("latin")
    assert fonts.font_for("xiaobiaosong", "1") is fonts.load("xiaobiaosong")


def test_a_rare_character_comes_from_the_fallback(machine: Path) -> None:
    assert fonts.font_for("fang", "公") is fonts.load("fang")
    assert fonts.font_for("fang", "丗") is fonts.load("song")


@pytest.mark.parametrize("character", "喆堃珺垟埗䶮㛃镕")
def test_characters_of_names_keep_the_look_of_the_text(machine: Path, character: str) -> None:
    """FandolFang and FandolKai have GB 2312 alone; 宋体 among them looked like bold type."""
    names = {font.name for face in ("fang", "kai") if (font := fonts.font_for(face, character))}
    assert names == {"kai_rare"}


@pytest.mark.parametrize("mark", "“”‘’—…·")
@pytest.mark.parametrize("face", ["fang", "kai", "hei", "song", "xiaobiaosong"])
def test_chinese_marks_fill_their_square(face: Face, mark: str) -> None:
    font = fonts.font_for(face, mark)
    assert font is not None and font.width(mark) == 1.0


def test_an_official_font_of_the_machine_is_used(machine: Path) -> None:
    shutil.copy(resource("fonts", "kai.ttf"), machine / "SIMFANG.TTF")
    assert fonts.load("fang").name == "fang-official"
    assert fonts.load("kai").name == "kai-bundled"
    font = fonts.font_for("fang", "堃")
    assert font and font.name == "kai_rare"


def test_an_official_font_that_may_not_be_embedded_is_not(machine: Path) -> None:
    font = TTFont(resource("fonts", "fang.ttf"))
    font["OS/2"].fsType = 0x0002
    font.save(machine / "simfang.ttf")
    assert fonts.load("fang").name == "fang-bundled"


def test_a_broken_font_file_does_not_stop_the_paper(machine: Path) -> None:
    (machine / "simfang.ttf").write_bytes(struct.pack(">L", 0x00010000) + b"\0\x20 not a font")
    assert fonts.load("fang").name == "fang-bundled"
