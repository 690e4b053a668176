"""A Windows to try the installer in: Wine in the room of build/windows/room, with a C: drive of its own on a test screen."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path

from tests.packaging.screen import ROOT, Ended, Screen

ROOM = ROOT / "build" / "windows" / "room"
BASE = Path(os.environ.get("NIANBAO_WINDOWS") or ROOT / ".work" / "windows")
VERSION = next(
    line.split('"')[1]
    for line in (ROOT / "app" / "__init__.py").read_text("utf-8").splitlines()
    if line.startswith("__version__")
)
SETUP = ROOT / "dist" / f"gongkai-nianbao-{VERSION}-setup.exe"
PORTABLE = ROOT / "dist" / f"gongkai-nianbao-{VERSION}-portable.zip"
PAYLOAD = BASE / "share" / "build" / "gongkai-nianbao"


class Windows(Screen):
    """`drive` is its C:, seen from here. Paths given to it are Windows's."""

    def __init__(self, name: str, display: str, bits: int = 64, made: bool = False) -> None:
        """`made`: the one that is there already; else a new one in place of it."""
        super().__init__(display)
        self._prefix = f"/share/{name}"
        self._environment = {**os.environ, "WINEPREFIX": self._prefix, "WINEARCH": f"win{bits}", "DISPLAY": display}
        self._home = BASE / "share" / name
        self.drive = self._home / "drive_c"
        if made:
            return
        shutil.rmtree(self._home, ignore_errors=True)
        self.run("wineboot", "-i", wine=False, seconds=300)
        self.run("wineserver", "-w", wine=False)

    @property
    def profile(self) -> Path:
        return self.drive / "users" / "root"

    def run(self, *command: str, wine: bool = True, seconds: float = 240) -> Ended:
        """Run to the end; what it said on both outputs."""
        done = subprocess.run(
            self._command(command, wine),
            env=self._environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            timeout=seconds,
        )
        try:
            said = done.stdout.decode("utf-8")
        except UnicodeDecodeError:  # Windows's own programs speak the code page
            said = done.stdout.decode("gb18030", "replace")
        said = said.replace("\r\n", "\n")
        lines = [line for line in said.split("\n") if not line.startswith("error: XDG_RUNTIME_DIR")]
        return Ended(done.returncode, "\n".join(lines))

    def start(self, *command: str) -> subprocess.Popen[bytes]:
        """Start a program with a window."""
        return subprocess.Popen(
            self._command(command, True),
            env=self._environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )

    def double_click(self, path: str) -> None:
        """Open a file with the program that Windows keeps for it; the program goes on running."""
        assert self.start("start", path).wait(120) == 0

    def _command(self, command: Sequence[str], wine: bool) -> list[str]:
        return [str(ROOM), *(["wine"] if wine else []), *command]

    def end(self) -> None:
        """Shut down and give the disk back: a gigabyte."""
        self.run("wineserver", "-k", wine=False)
        shutil.rmtree(self._home, ignore_errors=True)

    # registry

    def registered(self, key: str, value: str = "") -> str | None:
        """A value of the registry ("" names the key's own), or None."""
        asked = self.run("reg", "query", key, *(["/v", value] if value else ["/ve"]), "/reg:64")
        lines = [line for line in asked.said.splitlines() if "REG_" in line]
        return lines[0].split("    ")[-1].strip() if asked.code == 0 and lines else None

    def share_association(self) -> None:
        """Wine looks a double-click up for all users only; a real Windows looks at the user's own keys first."""
        for key in (".gknb", "Nianbao.Draft"):
            self.run("reg", "copy", rf"HKCU\Software\Classes\{key}", rf"HKLM\Software\Classes\{key}", "/s", "/f")

    def forget_association(self) -> None:
        for key in (".gknb", "Nianbao.Draft"):
            self.run("reg", "delete", rf"HKLM\Software\Classes\{key}", "/f")
