"""The packed program, made of build/app.spec on this machine: what installer and zip carry, started far from the tree."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from PyInstaller.archive.readers import CArchiveReader
from PyInstaller.depend.bindepend import PythonLibraryNotFoundError, get_python_library_path

ROOT = Path(__file__).parents[2]
EXAMPLE = ROOT / "seeds" / "示例县人民政府2025.gknb"


@pytest.fixture(scope="module")
def program(tmp_path_factory: pytest.TempPathFactory) -> Path:
    try:
        get_python_library_path()
    except PythonLibraryNotFoundError:
        pytest.skip("libpython is not installed")  # build/test ends non-zero then
    made = tmp_path_factory.mktemp("打包 程序")
    command = [sys.executable, "-m", "PyInstaller", "--noconfirm", "--log-level", "ERROR"]
    done = subprocess.run(
        [*command, "--workpath", made / "work", "--distpath", made, ROOT / "build" / "app.spec"],
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr[-4000:]
    return made / "gongkai-nianbao" / "nianbao"


def run(program: Path, *arguments: object, folder: Path) -> subprocess.CompletedProcess[str]:
    """As a clerk's machine would: nothing of Python, Qt or this tree in the environment."""
    environment = {"HOME": str(folder), "NIANBAO_HOME": str(folder / "home"), "PATH": "/usr/bin:/bin", "LC_ALL": "C"}
    return subprocess.run(
        [program, *map(str, arguments)], cwd=folder, env=environment, capture_output=True, encoding="utf-8"
    )


def test_the_self_test_passes(program: Path, tmp_path: Path) -> None:
    done = run(program, "--self-test", folder=tmp_path)
    assert done.returncode == 0 and "自检全部通过" in done.stdout, done.stdout + done.stderr
    assert "打开窗口" in done.stdout


def test_the_command_line_exports_and_reads_what_it_exported(program: Path, tmp_path: Path) -> None:
    checked = run(program, "check", EXAMPLE, "--json", folder=tmp_path)
    assert checked.returncode == 0 and json.loads(checked.stdout)[0]["verdict"] == "ready", checked.stderr
    made = run(
        program, "export", EXAMPLE, "--docx", "年报.docx", "--pdf", "年报.pdf", "--html", "年报.html", folder=tmp_path
    )
    assert made.returncode == 0, made.stderr
    for name in ("年报.docx", "年报.pdf", "年报.html"):  # the reader is a child process of the packed program
        read = run(program, "import", name, "-o", f"{name}.gknb", folder=tmp_path)
        assert read.returncode == 0 and "usage" not in read.stderr, read.stderr  # nor took its helper for a clerk
        assert (
            json.loads((tmp_path / f"{name}.gknb").read_text("utf-8"))["figures"]
            == json.loads(EXAMPLE.read_text("utf-8"))["figures"]
        )


def test_the_county_adds_up_and_the_ledger_counts(program: Path, tmp_path: Path) -> None:
    folder = tmp_path / "来件"
    folder.mkdir()
    assert run(program, "export", EXAMPLE, "--docx", folder / "年报.docx", folder=tmp_path).returncode == 0
    added = run(program, "summarise", folder, "-o", "汇总.gknb", "--xlsx", "汇总.xlsx", "--json", folder=tmp_path)
    assert added.returncode == 0, added.stdout + added.stderr
    assert json.loads(added.stdout)["figures"] == json.loads(EXAMPLE.read_text("utf-8"))["figures"]
    assert (tmp_path / "home" / "cache").is_dir(), "what was read is kept"
    assert run(program, "ledger", "--template", "台账.xlsx", folder=tmp_path).returncode == 0
    counted = run(program, "ledger", "台账.xlsx", "--year", "2025", "--json", folder=tmp_path)
    assert counted.returncode in (0, 2) and "Traceback" not in counted.stderr, counted.stderr


def test_it_carries_what_it_needs_and_nothing_that_it_must_not(program: Path) -> None:
    inside = [path.relative_to(program.parent).as_posix() for path in program.parent.rglob("*") if path.is_file()]
    unwanted = (
        "WebEngine",
        "Qml",
        "Quick",
        "Charts",
        "VirtualKeyboard",
        "numpy",
        "pytest",
        "hypothesis",
        "tests/",
        "tkinter",
    )
    assert not [name for name in inside if any(word in name for word in unwanted)]
    for folder in ("resources/fonts", "resources/licences", "resources/help", "seeds"):
        ours = {path.name for path in (ROOT / folder).iterdir() if path.is_file()}
        assert ours <= {Path(name).name for name in inside if name.startswith(f"_internal/{folder}/")}


def test_a_start_loads_what_its_children_need_for_none_of_them(program: Path) -> None:
    scripts = [name for name in CArchiveReader(str(program)).toc if name.startswith("pyi_rth")]
    assert sorted(scripts) == ["pyi_rth_inspect", "pyi_rth_pyside6"], "each of them is run before anything of ours"
