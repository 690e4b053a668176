"""A screen that a program of an office runs on: looked at, read and given keys as a person would."""

from __future__ import annotations

import os
import re
import subprocess
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from PIL import Image, ImageGrab

ROOT = Path(__file__).parents[2]
PICTURES = ROOT / "dist" / "pictures"


class Ended(NamedTuple):
    code: int
    said: str


class Screen:
    """The X display of this name; pictures of it are kept in dist/pictures, their names begin with the prefix."""

    def __init__(self, display: str, prefix: str = "") -> None:
        self._display = display
        self._pictures = prefix

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
        image.quantize(128, dither=Image.Dither.NONE).save(PICTURES / f"{self._pictures}{name}.png", optimize=True)
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
    command = ["tesseract", "screen.png", "-", "-l", "chi_sim", "--dpi", "290", "--psm"]
    with tempfile.TemporaryDirectory() as folder:
        large.save(Path(folder) / "screen.png")
        said = [
            subprocess.run([*command, mode], cwd=folder, capture_output=True, check=True).stdout for mode in ("6", "11")
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
