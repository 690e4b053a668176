"""The Linux package's whole life on an old and a newer Debian, in this order: install, use, upgrade, remove.

Needs what build/deb has made. Pictures of every step are left in dist/pictures, to be looked at.
"""

from __future__ import annotations

import io
import json
import re
import shutil
import subprocess
import sys
import tarfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.packaging.debian import BASE, DEB, PORTABLE, VERSION, Office
from tests.packaging.screen import ROOT

sys.path.insert(0, str(ROOT / "build" / "debian"))
from links import asked_of, links, programs  # noqa: E402

MB = 1024 * 1024
NAME = "gongkai-nianbao"
PROGRAM = f"/usr/lib/{NAME}"
EXAMPLE = ROOT / "seeds" / "示例县人民政府2025.gknb"
DRAFT = "/clerk/资料 2025/云岭县 年报（初稿）.gknb"
# What UOS 20 has (Debian 10): the C library, and the C++ library of GCC 8.
OLDEST = {"GLIBC": (2, 28), "GLIBCXX": (3, 4, 25), "CXXABI": (1, 3, 11)}


@pytest.fixture(scope="module", params=["bullseye", "bookworm"])
def office(request: pytest.FixtureRequest, screen: str) -> Iterator[Office]:
    for made in (DEB, PORTABLE):
        if not made.exists():
            pytest.fail(f"{made} is not there: run build/deb first")
    running = Office(request.param, screen)
    yield running
    running.end()


@pytest.fixture
def draft(office: Office) -> Path:
    target = office.folder / DRAFT[1:]
    if not target.exists():
        target.parent.mkdir(exist_ok=True)
        shutil.copy(EXAMPLE, target)
        office.run("chown", "-R", "clerk:clerk", "/clerk", user="root")
    return target


@pytest.fixture(scope="module")
def unpacked(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("deb")
    subprocess.run(["dpkg-deb", "--raw-extract", DEB, folder], check=True)
    return folder


def files_in(unpacked: Path) -> dict[str, Path]:
    folder = unpacked / "usr" / "lib" / NAME
    return {path.relative_to(folder).as_posix(): path for path in folder.rglob("*") if path.is_file()}


def field(unpacked: Path, name: str) -> str:
    control = (unpacked / "DEBIAN" / "control").read_text("utf-8")
    found = re.search(rf"^{name}: (.*)$", control, re.MULTILINE)
    assert found, control
    return found[1]


# what it is


def test_nothing_in_it_tells_when_and_by_whom_it_was_made() -> None:
    """So that two builds of one commit are the same byte by byte, as they were when it was tried."""
    inside = subprocess.run(["dpkg-deb", "--fsys-tarfile", DEB], stdout=subprocess.PIPE, check=True).stdout
    for name, file in ((None, io.BytesIO(inside)), (PORTABLE, None)):
        with tarfile.open(name, fileobj=file) as archive:
            members = archive.getmembers()
        assert len({member.mtime for member in members}) == 1, "the commit's date"
        assert {(member.uid, member.gid) for member in members} == {(0, 0)}
        assert {member.mode for member in members} <= {0o755, 0o644, 0o777}, "the last one is a link's"


def test_it_starts_on_systems_as_old_as_promised(unpacked: Path) -> None:
    late = []
    for file, path in programs(files_in(unpacked)).items():
        for family, version in asked_of(path).items():
            if tuple(map(int, version.split("."))) > OLDEST[family]:
                late.append(f"{file}: {family}_{version}")
    assert late == []


def test_it_depends_on_exactly_what_it_links_and_does_not_bring(unpacked: Path) -> None:
    """Asked of the office's own package system, which owns every library that is linked."""
    room = BASE / "room"
    packages = set()
    for library in links(files_in(unpacked)):
        for folder in ("/lib/x86_64-linux-gnu", "/usr/lib/x86_64-linux-gnu", "/lib64"):
            if (room / folder[1:] / library).exists():
                asked = ["chroot", room, "dpkg", "--search", f"{folder}/{library}"]
                packages.add(subprocess.run(asked, capture_output=True, check=True, text=True).stdout.split(":")[0])
                break
        else:
            raise AssertionError(f"{library} is nowhere in the room")
    declared = [each.split(" (")[0].split(" | ") for each in field(unpacked, "Depends").split(", ")]
    assert packages == {names[0] for names in declared}
    glibc = max(
        tuple(map(int, asked_of(path).get("GLIBC", "0").split("."))) for path in programs(files_in(unpacked)).values()
    )
    assert f"libc6 (>= {'.'.join(map(str, glibc))})" in field(unpacked, "Depends")


def test_it_brings_files_and_a_look_whether_it_is_open(unpacked: Path) -> None:
    assert sorted(path.name for path in (unpacked / "DEBIAN").iterdir()) == ["control", "md5sums", "preinst", "prerm"]
    looking = (ROOT / "build" / "debian" / "not-while-open").read_bytes()
    assert all((unpacked / "DEBIAN" / name).read_bytes() == looking for name in ("preinst", "prerm"))
    top = {path.relative_to(unpacked).as_posix() for path in unpacked.rglob("*") if path.is_file()}
    ours = ("usr/lib/gongkai-nianbao/", "usr/share/", "usr/bin/nianbao", "DEBIAN/")
    assert not [name for name in top if not name.startswith(ours)]
    assert DEB.stat().st_size <= 60 * MB and PORTABLE.stat().st_size <= 90 * MB


def test_the_licences_of_all_that_is_packed_are_there(unpacked: Path) -> None:
    text = (unpacked / "usr" / "share" / "doc" / NAME / "copyright").read_text("utf-8")
    for name in [path.stem for path in (ROOT / "resources" / "licences").glob("*.txt")]:
        assert f"\n{name}\n" in text, name
    for words in ("PYTHON SOFTWARE FOUNDATION LICENSE", "GNU LESSER GENERAL PUBLIC LICENSE", "libxcb-cursor0"):
        assert words in text, words


# its life in an office

before: dict[str, set[str]] = {}


def test_apt_installs_it_without_a_network(office: Office) -> None:
    before[str(office.folder)] = office.files()
    done = office.install(DEB)
    assert done.code == 0, done.said
    assert "新安装了 1 个软件包" in done.said, "a desktop has all that it links"
    assert office.run("dpkg", "--verify", NAME).said == ""
    look = f"find {PROGRAM} -type f -name '*.so*' -exec ldd {{}} + | grep 'not found' | sort -u"
    missing = office.run("sh", "-c", look, LD_LIBRARY_PATH=f"{PROGRAM}/_internal").said  # as the program starts
    assert missing == "", missing


def test_menu_and_kind_of_file(office: Office, draft: Path) -> None:
    entry = f"/usr/share/applications/{NAME}.desktop"
    checked = office.run("desktop-file-validate", entry)
    assert checked.code == 0 and checked.said == "", checked.said
    kind = office.run("gio", "info", "--attributes=standard::content-type", DRAFT).said
    assert kind.rstrip().endswith("application/x-gknb"), kind
    assert f"{NAME}.desktop" in office.run("gio", "mime", "application/x-gknb").said
    for others in ("application/pdf", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"):
        assert NAME not in office.run("gio", "mime", others).said, "Word and PDF files stay with their programs"
    menu = office.start("pcmanfm", "menu://applications/Office")
    office.until_read("公开年报", "menu")
    menu.terminate()
    menu.wait(30)


def test_a_double_click_opens_the_draft_in_the_running_program(office: Office, draft: Path) -> None:
    office.start("pcmanfm", "/clerk/资料 2025")
    folder = office.wait_for("资料 2025")
    office.until_read("云岭县", "folder")
    office.click(folder, 206, 100, 2)  # the only file there
    office.wait_for("云岭县人民政府 2025")
    office.until_read("收到和处理政府信息公开申请情况", "draft")
    assert office.run("gio", "open", DRAFT).code == 0  # once more: the same window, no second program
    assert len(office.titles("云岭县人民政府 2025")) == 1
    assert office.run("pgrep", "--count", "--full", f"^{PROGRAM}/nianbao").said.strip() in ("1", "2")  # and its reader


@pytest.fixture(scope="module")
def newer(unpacked: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same package as the next version."""
    folder = tmp_path_factory.mktemp("newer")
    shutil.copytree(unpacked, folder / "deb", symlinks=True)
    control = folder / "deb" / "DEBIAN" / "control"
    control.write_text(control.read_text("utf-8").replace(f"Version: {VERSION}", f"Version: {VERSION}+1"), "utf-8")
    package = folder / f"{NAME}_{VERSION}+1_amd64.deb"
    command = ["dpkg-deb", "--root-owner-group", "-Zgzip", "-z1", "--build", folder / "deb", package]
    subprocess.run(command, check=True, capture_output=True)
    return package


def test_nothing_is_taken_from_under_the_open_program(office: Office, draft: Path, newer: Path) -> None:
    window = office.wait_for("云岭县人民政府 2025")
    office.press(window, "Delete")  # the current figure
    for done in (office.install(newer), office.remove(NAME)):
        assert done.code != 0 and "公开年报还开着" in done.said, done.said
    assert office.run("dpkg-query", "--show", "--showformat=${Status} ${Version}", NAME).said == (
        f"install ok installed {VERSION}"
    )
    office.press(window, "ctrl+s")
    office.until(lambda: draft.read_bytes() != EXAMPLE.read_bytes(), "what was typed is saved")


def test_the_upgrade_keeps_settings_and_drafts(office: Office, draft: Path, newer: Path) -> None:
    office.end_programs()
    settings = office.home / ".local" / "share" / "nianbao" / "settings.json"
    kept, saved = settings.read_bytes(), draft.read_bytes()
    done = office.install(newer)
    assert done.code == 0 and f"({VERSION}+1)" in done.said, done.said
    assert settings.read_bytes() == kept and json.loads(kept)["recent"] == [DRAFT] and draft.read_bytes() == saved
    office.start("nianbao")
    office.wait_for("公开年报")
    office.until_read("云岭县", "start-after-the-upgrade")
    office.end_programs()


def ibus(office: Office) -> dict[str, str]:
    office.start("ibus-daemon", "--replace", "--panel", "disable")
    chosen = "ibus engine libpinyin; ibus engine"
    office.until(lambda: office.run("sh", "-c", chosen).said.strip().endswith("libpinyin"), "ibus", 30)
    return {"QT_IM_MODULE": "ibus"}


def fcitx(office: Office) -> dict[str, str]:
    """As the desktop sets it: Qt's plugin of fcitx is not there for this program."""
    if (office.folder / "usr" / "bin" / "fcitx5").exists():
        profile = office.home / ".config" / "fcitx5" / "profile"
        profile.parent.mkdir(parents=True)
        items = (
            "[Groups/0]\nName=Default\nDefault Layout=us\nDefaultIM=pinyin\n\n[Groups/0/Items/0]\nName=keyboard-us\n\n"
        )
        profile.write_text(items + "[Groups/0/Items/1]\nName=pinyin\n\n[GroupOrder]\n0=Default\n", "utf-8")
        office.run("chown", "-R", "clerk:clerk", "/clerk", user="root")
        office.start("fcitx5", "--disable=wayland,waylandim,notificationitem,kimpanel")
    else:
        office.start("fcitx", "-D")
    has_it = "dbus-send --session --print-reply --dest=org.freedesktop.DBus / org.freedesktop.DBus.ListNames"
    office.until(lambda: "org.freedesktop.portal.Fcitx" in office.run(*has_it.split()).said, "fcitx", 30)
    return {"QT_IM_MODULE": "fcitx"}


@pytest.fixture
def quiet(office: Office) -> Iterator[Office]:
    """The office, in which nothing goes on running afterwards."""
    yield office
    office.end_programs()


@pytest.mark.parametrize("method", [ibus, fcitx])
def test_chinese_is_typed(method: Callable[[Office], dict[str, str]], quiet: Office, draft: Path) -> None:
    """Pinyin by real keys: the words stand in the text, and in the file."""
    office = quiet
    name = method.__name__
    shutil.copy(EXAMPLE, draft)
    office.run("chown", "clerk:clerk", DRAFT, user="root")
    office.start("nianbao", DRAFT, **method(office))
    window = office.wait_for("云岭县人民政府 2025")
    office.until_read("收到和处理政府信息公开申请情况", f"{name}-before", 150)
    office.click(window, 60, 125)  # 一、总体情况
    office.until_read("围绕中心工作和群众关切", f"{name}-text", 150)
    office.click(window, 430, 215)  # the first text
    office.press(window, "ctrl+End")
    if name == "fcitx":
        office.run("sh", "-c", "fcitx5-remote -o || fcitx-remote -o")
    office.press(window, *"zhengwugongkai")
    office.picture(f"{name}-typing")
    office.press(window, "space")
    office.until(lambda: bool(office.titles(r"^\*云岭县人民政府 2025")), "the words are taken over")
    office.press(window, "ctrl+s")
    office.until(lambda: draft.read_bytes() != EXAMPLE.read_bytes(), "it is saved")
    narratives = json.loads(draft.read_text("utf-8"))
    assert "项任务按期完成。政务公开" in json.dumps(narratives, ensure_ascii=False)
    office.picture(f"{name}-typed")


def test_self_test_and_command_line(office: Office, draft: Path) -> None:
    tested = office.run("nianbao", "--self-test")
    assert tested.code == 0 and "自检全部通过" in tested.said, tested.said
    shutil.copy(EXAMPLE, draft)
    checked = office.run("nianbao", "check", DRAFT, "--json")
    assert checked.code == 0 and json.loads(checked.said)[0]["verdict"] == "ready", checked.said
    made = office.run("nianbao", "export", DRAFT, "--docx", "/clerk/年报.docx", "--pdf", "/clerk/年报.pdf")
    assert made.code == 0 and (office.home / "年报.pdf").read_bytes().startswith(b"%PDF"), made.said
    read = office.run("nianbao", "import", "/clerk/年报.docx", "-o", "/clerk/读回.gknb")
    assert read.code == 0, read.said
    figures = [json.loads(path.read_text("utf-8"))["figures"] for path in (EXAMPLE, office.home / "读回.gknb")]
    assert figures[0] == figures[1]


def test_bash_completes_verbs_and_options(office: Office) -> None:
    asked = "COMP_WORDS=({}); COMP_CWORD=$((${{#COMP_WORDS[@]}}-1)); _nianbao; echo ${{COMPREPLY[@]}}"
    source = "source /usr/share/bash-completion/completions/nianbao; "
    assert office.run("bash", "-c", source + asked.format("nianbao exp")).said.split() == ["export"]
    assert office.run("bash", "-c", source + asked.format("nianbao export --rev")).said.split() == ["--review-copy"]
    assert "county_government" in office.run("bash", "-c", source + asked.format('nianbao new --kind ""')).said.split()


def test_the_portable_folder_runs_where_nothing_may_be_written(office: Office) -> None:
    shutil.copy(PORTABLE, office.folder / "srv")
    done = office.run(
        "sh", "-c", f"mkdir '/srv/只读 U盘' && tar -C '/srv/只读 U盘' -xf /srv/{PORTABLE.name}", user="root"
    )
    assert done.code == 0, done.said
    program = f"/srv/只读 U盘/{NAME}-{VERSION}/nianbao"
    done = office.run("env", "PATH=/usr/bin:/bin", program, "--self-test")  # the files are root's
    assert done.code == 0 and "自检全部通过" in done.said, done.said
    office.run("rm", "-r", "/srv/只读 U盘", f"/srv/{PORTABLE.name}", user="root")


def test_removal_leaves_nothing_but_the_users_own(office: Office, draft: Path) -> None:
    office.end_programs()
    done = office.remove(NAME)
    assert done.code == 0, done.said
    assert f"{NAME}.desktop" not in office.run("gio", "mime", "application/x-gknb").said
    left = {name for name in office.files() - before[str(office.folder)] if not name.startswith(("/clerk", "/srv"))}
    assert left == set(), left
    assert (office.home / ".local" / "share" / "nianbao" / "settings.json").exists() and draft.exists()
