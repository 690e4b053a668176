"""What the Linux package is put together from, on every test run."""

from __future__ import annotations

import configparser
import os
import re
import struct
import subprocess
import sys
from pathlib import Path

import pytest

from app.__main__ import VERBS
from app.cli import SCOPES
from tests.where import ROOT

DEBIAN = ROOT / "build" / "debian"
sys.path.insert(0, str(DEBIAN))
import completion  # noqa: E402
import links  # noqa: E402
import pack  # noqa: E402

linux = pytest.mark.skipif(sys.platform != "linux", reason="the Linux package")


@linux
@pytest.mark.parametrize(
    ("words", "offered"),
    [
        ("nianbao exp", {"export"}),
        ("nianbao export --review", {"--review-copy"}),
        ("nianbao new --scope ''", set(SCOPES)),
        ("nianbao check 底稿", set()),
    ],
)
def test_bash_completes_the_command_line_as_it_is(words: str, offered: set[str], tmp_path: Path) -> None:
    script = tmp_path / "nianbao"
    script.write_text(completion.completion(), "utf-8")
    asked = f"source {script}; COMP_WORDS=({words}); COMP_CWORD=$((${{#COMP_WORDS[@]}}-1)); _nianbao; echo ${{COMPREPLY[@]}}"
    done = subprocess.run(["bash", "-c", asked], capture_output=True, text=True, check=True)
    assert set(done.stdout.split()) == offered
    assert all(f"        {verb}) words=" in script.read_text("utf-8") for verb in VERBS)


@pytest.mark.parametrize("name", ["nianbao", "draft"])
def test_each_icon_is_a_picture_of_the_size_that_its_folder_says(name: str) -> None:
    pictures = pack._pictures((ROOT / "resources" / "icons" / f"{name}.ico").read_bytes())
    assert {16, 24, 32, 48, 64, 128, 256} <= {side for side, _ in pictures}
    for side, png in pictures:
        assert png[:8] == b"\x89PNG\r\n\x1a\n" and struct.unpack(">II", png[16:24]) == (side, side)


def test_the_menu_entry_and_the_kind_of_file_fit() -> None:
    entry = configparser.ConfigParser(interpolation=None)
    entry.read(DEBIAN / "gongkai-nianbao.desktop", "utf-8")
    said = entry["Desktop Entry"]
    kind = re.findall(r'mime-type type="([^"]+)"', (DEBIAN / "gongkai-nianbao.xml").read_text("utf-8"))
    assert said["MimeType"].strip(";").split(";") == kind, "only our own files"
    assert said["Exec"].split() == ["/usr/bin/nianbao", "%F"] and said["Icon"] == pack.PROGRAM
    source = (ROOT / "app" / "gui" / "program" / "application.py").read_text("utf-8")
    assert f'setDesktopFileName("{pack.PROGRAM}")' in source


def test_readme_counts_the_packages_that_are_linked() -> None:
    rows = [line.split(maxsplit=1)[1] for line in (DEBIAN / "links.txt").read_text("utf-8").splitlines()]
    assert f"依赖的 {len(set(rows))} 个系统软件包" in (ROOT / "README.md").read_text("utf-8")


@linux
def test_the_newest_symbol_of_a_program_is_found() -> None:
    asked = links.asked_of(Path(os.path.realpath("/bin/sh")))
    assert re.fullmatch(r"2\.\d+", asked["GLIBC"])
    assert "libc.so.6" in links.links({"sh": Path(os.path.realpath("/bin/sh"))})


@linux
@pytest.mark.parametrize("call", ["preinst install", "prerm upgrade", "preinst upgrade"])
def test_the_package_may_be_changed_while_nobody_has_it_open(call: str) -> None:
    name, act = call.split()
    environment = {"PATH": "/usr/bin:/bin", "DPKG_MAINTSCRIPT_NAME": name}
    done = subprocess.run(["sh", DEBIAN / "not-while-open", act, "0.1.0"], env=environment, capture_output=True)
    assert (done.returncode, done.stdout, done.stderr) == (0, b"", b"")
