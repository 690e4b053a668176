"""A Windows to try the installer in: Wine in the room of build/windows/room, with a C: drive of its own on a test screen."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NamedTuple

from PIL import Image, ImageGrab

ROOT = Path(__file__).parents[2]
ROOM = ROOT / "build" / "windows" / "room"
BASE = Path(os.environ.get("NIANBAO_WINDOWS") or ROOT / ".work" / "windows")
PICTURES = ROOT / "dist" / "pictures"
VERSION = next(
    line.split('"')[1]
    for line in (ROOT / "app" / "__init__.py").read_text("utf-8").splitlines()
    if line.startswith("__version__")
)
SETUP = ROOT / "dist" / f"gongkai-nianbao-{VERSION}-setup.exe"
PORTABLE = ROOT / "dist" / f"gongkai-nianbao-{VERSION}-portable.zip"
PAYLOAD = BASE / "share" / "build" / "gongkai-nianbao"


class Ended(NamedTuple):
    code: int
    said: str


class Windows:
    """`drive` is its C:, seen from here. Paths given to it are Windows's."""

    def __init__(self, name: str, display: str, bits: int = 64, made: bool = False) -> None:
        """`made`: the one that is there already; else a new one in place of it."""
        self._prefix = f"/share/{name}"
        self._environment = {**os.environ, "WINEPREFIX": self._prefix, "WINEARCH": f"win{bits}", "DISPLAY": display}
        self._display = display
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

    # screen

    def titles(self, title: str) -> list[str]:
        """The visible windows whose title holds this."""
        return self._xdotool("search", "--onlyvisible", "--name", title).split()

    def wait_for(self, title: str, seconds: float = 90) -> str:
        self.until(lambda: bool(self.titles(title)), f"a window {title!r}", seconds)
        window = self.titles(title)[-1]
        self._xdotool("windowactivate", "--sync", window)
        return window

    def press(self, window: str, *keys: str) -> None:
        self._xdotool("windowactivate", "--sync", window)
        for key in keys:
            self._xdotool("key", "--delay", "60", key)

    def _xdotool(self, *arguments: str) -> str:
        environment = {**os.environ, "DISPLAY": self._display}
        return subprocess.run(["xdotool", *arguments], env=environment, capture_output=True, text=True).stdout

    def until(self, holds: Callable[[], bool], what: str, seconds: float = 90) -> None:
        """Other programs do it in their own time: look again until it is so."""
        end = time.monotonic() + seconds
        while not holds():
            if time.monotonic() > end:
                self.picture("failed")
                raise AssertionError(f"not within {seconds} s: {what}")
            time.sleep(0.2)

    def picture(self, name: str, window: str | None = None) -> Image.Image:
        """The screen as it is now, or one window of it; kept in dist/pictures."""
        box = None
        if window:
            told = subprocess.run(
                ["xwininfo", "-id", window], env={**os.environ, "DISPLAY": self._display}, capture_output=True
            ).stdout.decode()
            found = re.findall(r"(?:Absolute|Relative) upper-left .: +(-?\d+)|(?:Width|Height): (\d+)", told)
            if len(found) == 6:  # else it has just closed
                left, top, frame_left, frame_top, width, height = (int(a or b) for a, b in found)
                box = (left - frame_left, top - frame_top, left + width + frame_left, top + height + frame_left)
        image = ImageGrab.grab(xdisplay=self._display).convert("RGB")
        if box:
            image = image.crop((max(box[0], 0), max(box[1], 0), min(box[2], image.width), min(box[3], image.height)))
        PICTURES.mkdir(parents=True, exist_ok=True)
        image.quantize(128, dither=Image.Dither.NONE).save(PICTURES / f"{name}.png", optimize=True)
        return image

    def until_read(self, words: str, name: str, seconds: float = 60) -> None:
        """Until somebody who looks at the window in front reads these words; the picture is kept under this name."""

        def seen() -> bool:
            front = self._xdotool("getactivewindow").strip()
            return bool(front) and holds_words(read(self.picture(name, front)), words)

        self.until(seen, f"{words} in the window in front ({name}.png)", seconds)


def read(image: Image.Image) -> str:
    """The Chinese text that a reading machine finds in a picture, without spaces."""
    large = image.resize((image.width * 3, image.height * 3), Image.Resampling.LANCZOS)
    folder = BASE / "reading"
    folder.mkdir(parents=True, exist_ok=True)
    large.save(folder / "screen.png")
    command = ["tesseract", "screen.png", "-", "-l", "chi_sim", "--dpi", "290", "--psm"]
    said = [
        subprocess.run([*command, mode], cwd=folder, capture_output=True, check=True).stdout for mode in "6 11".split()
    ]
    return "".join(b" ".join(said).decode("utf-8").split())


def holds_words(text: str, words: str) -> bool:
    """Whether the words are there; the machine may misread one character in four (small type)."""
    size = len(words)
    for start in range(max(len(text) - size + 1, 0)):
        part = text[start : start + size]
        if sum(a == b for a, b in zip(part, words, strict=True)) >= size * 0.75:
            return True
    return False
