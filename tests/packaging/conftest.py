"""The packaging tests run only when asked for (build/test --packaging, --deb): they need what is packed and take minutes."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from app.paths import resource

OF = {"windows": ["test_installer.py", "test_windows_python.py"], "debian": ["test_deb.py", "test_deb_python.py"]}
ASKED = os.environ.get("NIANBAO_PACKAGING")
collect_ignore = [name for kind, names in OF.items() if kind != ASKED for name in names]


@pytest.fixture(scope="session")
def screen() -> Iterator[str]:
    """A screen to look at; see virtual_screen."""
    for program in ("Xvfb", "openbox", "xdotool", "tesseract"):
        if not shutil.which(program):
            pytest.fail(f"{program} is not installed")
    with virtual_screen() as display:
        yield display


@contextmanager
def virtual_screen() -> Iterator[str]:
    """A screen of 1366×768 with a window manager, as the commonest office computer has: its name."""
    told, telling = os.pipe()
    command = ["Xvfb", "-displayfd", str(telling), "-screen", "0", "1366x768x24", "-nolisten", "tcp"]
    server = subprocess.Popen(command, pass_fds=[telling], stderr=subprocess.DEVNULL)
    os.close(telling)  # so that the reading ends when the server does
    with open(told) as answer:
        number = answer.readline()
    if not number:
        raise OSError("Xvfb does not start")
    display = f":{int(number)}"
    with tempfile.TemporaryDirectory() as data:
        (Path(data) / "fonts").symlink_to(resource("fonts"))  # for the titles of the windows
        environment = {**os.environ, "DISPLAY": display, "XDG_DATA_HOME": data}
        manager = subprocess.Popen(["openbox"], env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        try:
            yield display
        finally:
            for process in (manager, server):
                process.terminate()
                process.wait()


@pytest.fixture(scope="session")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A certificate that nobody trusts, for trying the signing."""
    folder = tmp_path_factory.mktemp("certificate")
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=test", "-keyout", "key"]
        + ["-out", "cert", "-addext", "extendedKeyUsage=codeSigning"],
        cwd=folder, check=True, capture_output=True,
    )  # fmt: skip
    subprocess.run(
        ["openssl", "pkcs12", "-export", "-inkey", "key", "-in", "cert", "-out", "cert.pfx", "-passout", "pass:试"],
        cwd=folder, check=True, capture_output=True,
    )  # fmt: skip
    return folder / "cert.pfx"
