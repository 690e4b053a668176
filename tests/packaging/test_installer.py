"""The installer's whole life on one Windows, in this order: install, use, upgrade, refuse, uninstall.

Needs what build/installer has made. Pictures of every step are left in dist/pictures, to be looked at.
"""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.packaging.windows import PAYLOAD, PORTABLE, ROOT, SETUP, VERSION, Windows

MB = 1024 * 1024
UNINSTALL = r"Software\Microsoft\Windows\CurrentVersion\Uninstall\Nianbao"
FOLDER = r"C:\办公 软件\公开年报"
EXAMPLE = ROOT / "seeds" / "示例县人民政府2025.gknb"
DRAFT = r"C:\资料 2025\云岭县 年报（初稿）.gknb"


@pytest.fixture(scope="module")
def windows(screen: str) -> Iterator[Windows]:
    for made in (SETUP, PORTABLE):
        if not made.exists():
            pytest.fail(f"{made} is not there: run build/installer first")
    running = Windows("tests", screen)
    yield running
    running.end()


@pytest.fixture
def setup(windows: Windows) -> str:
    target = windows.drive / "下载" / "setup.exe"
    if not target.exists():
        target.parent.mkdir()
        shutil.copy(SETUP, target)
    return r"C:\下载\setup.exe"


@pytest.fixture
def draft(windows: Windows) -> Path:
    target = windows.drive / "资料 2025" / "云岭县 年报（初稿）.gknb"
    if not target.exists():
        target.parent.mkdir(exist_ok=True)
        shutil.copy(EXAMPLE, target)
    return target


def files(windows: Windows) -> set[str]:
    """What lies on C: outside of Windows itself."""
    found = {path.relative_to(windows.drive).as_posix() for path in windows.drive.rglob("*")}
    noise = re.compile(r"windows/|ProgramData|Temp|/Temporary Internet|INetCache|History|Recent|下载|资料 2025")
    return {name for name in found if not noise.search(name)}


def installed(windows: Windows) -> Path:
    return windows.drive / "办公 软件" / "公开年报"


def test_sizes() -> None:
    assert SETUP.stat().st_size <= 55 * MB
    with zipfile.ZipFile(PORTABLE) as archive:
        names = archive.namelist()
        assert archive.testzip() is None and {name.split("/")[0] for name in names} == {
            PORTABLE.stem[: -len("-portable")]
        }
    assert not [name for name in names if re.search("WebEngine|Qml|Quick|Charts|OpenGL|tests/|pytest", name)]
    assert any(name.endswith("resources/licences/LGPL-3.0.txt") for name in names) or list(
        (ROOT / "resources" / "licences").glob("*")
    )


before: set[str] = set()


def test_the_wizard_installs_where_it_is_told(windows: Windows, setup: str) -> None:
    before.update(files(windows))
    # /D= takes no quotes, which only a batch file can do for a folder with a space
    (windows.drive / "下载" / "安装.bat").write_bytes(f"start /wait {setup} /D={FOLDER}\r\n".encode("gbk"))
    wizard = windows.start("cmd", "/c", r"C:\下载\安装.bat")
    page = windows.wait_for("公开年报")
    windows.until_read("不需要管理员权限", "setup-1-welcome")
    windows.press(page, "Return")
    windows.until_read("安装目录", "setup-2-folder")
    windows.press(page, "Return")
    windows.until_read("公开年报装好了", "setup-3-finish", 180)
    windows.press(page, "Return")  # 现在打开公开年报 is ticked
    windows.until_read("从去年的年报开始", "program-1-start")
    wizard.wait(60)
    for name in ("公开年报.exe", "nianbao.exe", "uninstall.exe"):
        assert (installed(windows) / name).exists()
    links = sorted(path.relative_to(windows.profile).as_posix() for path in windows.profile.rglob("公开年报.lnk"))
    assert len(links) == 2 and any("Desktop" in link for link in links) and any("Programs" in link for link in links)
    assert windows.registered(rf"HKCU\{UNINSTALL}", "DisplayVersion") == VERSION
    assert windows.registered(rf"HKCU\{UNINSTALL}", "InstallLocation") == FOLDER
    assert windows.registered(r"HKCU\Software\Classes\.docx") is None, "Word's files are Word's"


def test_a_double_click_opens_the_draft_in_the_running_program(windows: Windows, draft: Path) -> None:
    windows.share_association()
    windows.double_click(DRAFT)
    windows.wait_for("云岭县人民政府 2025")
    windows.until(lambda: not windows.titles("^公开年报$"), "the first screen has gone")
    windows.until_read("收到和处理政府信息公开申请情况", "program-2-draft")
    windows.double_click(DRAFT)  # once more: the same window, no second program
    assert len(windows.titles("云岭县人民政府 2025")) == 1
    running = windows.run("tasklist").said
    assert running.count("公开年报.exe") <= 1


def test_the_running_program_is_asked_to_close_and_the_upgrade_keeps_all(
    windows: Windows, setup: str, draft: Path
) -> None:
    window = windows.wait_for("云岭县人民政府 2025")
    stale = installed(windows) / "_internal" / "old_library.dll"
    stale.write_bytes(b"of an older version")
    settings = windows.profile / "AppData" / "Local" / "nianbao" / "settings.json"
    kept = json.loads(settings.read_text("utf-8"))
    assert kept["recent"] == [DRAFT]
    next(windows.profile.rglob("Desktop/公开年报.lnk")).unlink()
    assert windows.run(setup, "/S").code == 0
    assert not windows.titles("云岭县人民政府 2025"), window
    assert not stale.exists() and (installed(windows) / "公开年报.exe").exists()
    assert (
        json.loads(settings.read_text("utf-8"))["recent"] == kept["recent"]
        and draft.read_bytes() == EXAMPLE.read_bytes()
    )
    assert not list(windows.profile.rglob("Desktop/公开年报.lnk")), "it does not come back"


def test_unsaved_work_stops_a_silent_upgrade(windows: Windows, setup: str, draft: Path) -> None:
    windows.double_click(DRAFT)
    window = windows.wait_for("云岭县人民政府 2025")
    windows.until_read("收到和处理政府信息公开申请情况", "program-3-again")
    windows.press(window, "Delete")  # the current figure
    refused = windows.run(setup, "/S", seconds=120)
    assert refused.code == 4
    windows.until_read("保存", "setup-4-asks-to-save")
    assert (installed(windows) / "公开年报.exe").exists() and draft.read_bytes() == EXAMPLE.read_bytes()
    question = windows.titles("公开年报")[-1]
    windows.press(question, "Escape")
    windows.press(window, "ctrl+z")
    windows.run(FOLDER + r"\公开年报.exe", "--close")
    windows.until(lambda: not windows.titles("云岭县人民政府 2025"), "the window closes when nothing is unsaved")


def test_self_test_and_command_line(windows: Windows, draft: Path) -> None:
    program = FOLDER + r"\nianbao.exe"
    tested = windows.run(program, "--self-test")
    assert tested.code == 0 and "自检全部通过" in tested.said, tested.said
    checked = windows.run(program, "check", DRAFT, "--json")
    assert checked.code == 0 and json.loads(checked.said)[0]["verdict"] == "ready"
    assert windows.run(program, "check", r"C:\没有\这份.gknb").code == 2
    exported = windows.run(
        program, "export", DRAFT, "--docx", r"C:\资料 2025\年报.docx", "--pdf", r"C:\资料 2025\年报.pdf"
    )
    assert exported.code == 0 and (draft.parent / "年报.pdf").read_bytes().startswith(b"%PDF")


def test_a_path_longer_than_260_characters(windows: Windows, draft: Path) -> None:
    deep = draft.parent.joinpath(*["一层很长很长很长的文件夹名字" * 3] * 5)
    deep.mkdir(parents=True, exist_ok=True)
    shutil.copy(draft, deep / "底稿.gknb")
    name = "C:\\" + str((deep / "底稿.gknb").relative_to(windows.drive)).replace("/", "\\")
    assert len(name) > 220
    target = name.replace("底稿.gknb", "导出" * 30 + ".docx")
    assert len(target) > 260
    done = windows.run(FOLDER + r"\nianbao.exe", "export", name, "--docx", target)
    assert done.code == 0, done.said


def test_a_file_open_elsewhere_is_named(windows: Windows, draft: Path) -> None:
    """As Word and WPS hold a document: nobody else may write to it."""
    target = draft.parent / "占用.docx"
    target.write_bytes(b"open in WPS")
    holder = draft.parent / "hold.py"
    shutil.copytree(PAYLOAD.parent.parent / "prefix" / "drive_c" / "python", windows.drive / "python", symlinks=True)
    holder.write_text(
        "import ctypes, pathlib, subprocess, sys\n"
        "open_file = ctypes.windll.kernel32.CreateFileW\n"
        "open_file.restype = ctypes.c_void_p\n"
        f"handle = open_file({str(target_name(windows, target))!r}, 0x80000000, 1, None, 3, 0, None)\n"
        "assert handle not in (None, 0xFFFFFFFFFFFFFFFF)\n"
        f"done = subprocess.run([{FOLDER + chr(92) + 'nianbao.exe'!r}, 'export', {DRAFT!r}, '--docx',"
        f" {target_name(windows, target)!r}, '--force'], capture_output=True)\n"
        "sys.stdout.buffer.write(done.stderr)\n"
        "sys.exit(done.returncode)\n",
        "utf-8",
    )
    done = windows.run(r"C:\python\python.exe", target_name(windows, holder))
    assert done.code == 2 and "占用.docx" in done.said and "打开" in done.said, done.said
    assert target.read_bytes() == b"open in WPS"


def target_name(windows: Windows, path: Path) -> str:
    return "C:\\" + str(path.relative_to(windows.drive)).replace("/", "\\")


def test_the_portable_folder_runs_where_nothing_may_be_written(windows: Windows) -> None:
    place = windows.drive / "资料 2025" / "只读 U盘"
    with zipfile.ZipFile(PORTABLE) as archive:
        archive.extractall(place)
    (folder,) = place.iterdir()
    assert (folder / "使用说明.txt").read_bytes().startswith(b"\xef\xbb\xbf")
    for path in folder.rglob("*"):
        path.chmod(0o555 if path.is_dir() else 0o444)
    done = windows.run(target_name(windows, folder / "nianbao.exe"), "--self-test")
    assert done.code == 0, done.said
    for path in folder.rglob("*"):
        path.chmod(0o755)
    shutil.rmtree(place)


def test_folders_that_are_refused(windows: Windows, setup: str) -> None:
    long = r"C:\资料" + "\\很深的文件夹" * 18
    for folder in (r"C:\windows", long):
        assert windows.run(setup, "/S", f"/D={folder}").code == 3
    assert not (windows.drive / "windows" / "_internal").exists()


def test_old_windows_gets_a_sentence(windows: Windows, setup: str) -> None:
    assert windows.run("winecfg", "-v", "win81").code == 0
    try:
        assert windows.run(setup, "/S").code == 2
        told = windows.start(setup)
        page = windows.wait_for("公开年报")
        windows.until_read("Windows10", "setup-5-old-windows")
        windows.press(page, "Return")
        assert told.wait(30) == 2
    finally:
        windows.run("winecfg", "-v", "win10")


def test_uninstalling_leaves_settings_unless_told(windows: Windows, setup: str, draft: Path) -> None:
    settings = windows.profile / "AppData" / "Local" / "nianbao"
    windows.forget_association()
    windows.run(FOLDER + r"\uninstall.exe", "/S")
    windows.until(lambda: not installed(windows).exists(), "the folder is gone")
    assert (settings / "settings.json").exists() and draft.read_bytes() == EXAMPLE.read_bytes()
    assert windows.registered(rf"HKCU\{UNINSTALL}", "DisplayName") is None
    assert windows.registered(r"HKCU\Software\Classes\.gknb") is None
    assert windows.registered(r"HKCU\Software\Classes\Nianbao.Draft") is None

    assert windows.run(setup, "/S").code == 0
    usual = windows.profile / "AppData" / "Local" / "Programs" / "Nianbao"
    assert (usual / "公开年报.exe").exists()
    windows.run(target_name(windows, usual / "uninstall.exe"), "/S", "/SETTINGS")
    windows.until(lambda: not settings.exists(), "the settings are gone")
    windows.until(lambda: not usual.exists(), "the folder is gone")
    shutil.rmtree(windows.drive / "python", ignore_errors=True)
    left = files(windows) - before
    programs = usual.parent.relative_to(windows.drive).as_posix()
    assert left <= {"办公 软件", "资料", programs}, "only folders that held ours may stay"


def test_for_everybody_with_rights_only(windows: Windows, setup: str) -> None:
    assert windows.run(setup, "/S", "/ALLUSERS").code == 0  # Wine's user is an administrator
    folder = windows.drive / "Program Files" / "Nianbao"
    assert (folder / "公开年报.exe").exists()
    assert windows.registered(rf"HKLM\{UNINSTALL}", "DisplayVersion") == VERSION
    assert windows.registered(rf"HKCU\{UNINSTALL}", "DisplayVersion") is None
    assert (windows.registered(r"HKLM\Software\Classes\Nianbao.Draft\shell\open\command") or "").endswith(
        '公开年报.exe" "%1"'
    )
    windows.run(r"C:\Program Files\Nianbao\uninstall.exe", "/S")
    windows.until(lambda: not folder.exists(), "the folder is gone")
    assert windows.registered(rf"HKLM\{UNINSTALL}", "DisplayName") is None


def test_a_32_bit_windows_gets_a_sentence(screen: str) -> None:
    small = Windows("tests32", screen, bits=32)
    shutil.copy(SETUP, small.drive / "setup.exe")
    try:
        assert small.run(r"C:\setup.exe", "/S").code == 2
    finally:
        small.end()


def test_signing(certificate: Path, tmp_path: Path) -> None:
    program = tmp_path / "nianbao.exe"
    shutil.copy(PAYLOAD / "nianbao.exe", program)
    environment = {"PATH": "/usr/bin:/bin", "SIGN_PFX": str(certificate), "SIGN_PASSWORD": "试", "LC_ALL": "C.UTF-8"}
    subprocess.run([ROOT / "build" / "windows" / "sign", program], env=environment, check=True)
    told = subprocess.run(["osslsigncode", "verify", "-in", program], capture_output=True, text=True).stdout
    assert "CN=test" in told and "Calculated message digest" in told
