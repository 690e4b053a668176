"""What the clerk has chosen about the program itself, kept in one small file."""

from __future__ import annotations

import json
import logging
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

from app.model.files import FileProblem, read_bytes, write_atomic
from app.model.json_text import read_json
from app.paths import settings_file

log = logging.getLogger(__name__)

_MOST_IN_A_LIST = 20
_LARGEST = 4 * 1024 * 1024  # bytes; ours has 2,000


def _text(value: Any) -> str | None:
    return value if isinstance(value, str) and "\0" not in value else None


def _texts(value: Any) -> list[str] | None:
    return [each for each in value if _text(each)][:_MOST_IN_A_LIST] if isinstance(value, list) else None


def _words(value: Any) -> dict[str, str] | None:
    return {key: word for key, word in value.items() if isinstance(word, str)} if isinstance(value, dict) else None


class Setting(NamedTuple):
    """`choices`: value -> what the clerk reads; empty for those that the program keeps by itself.

    `kept`, of one without choices: the value as far as it is sound, None when it is not at all.
    """

    key: str
    default: Any
    text: str
    choices: tuple[tuple[Any, str], ...] = ()
    kept: Callable[[Any], Any] = _text


SETTINGS: tuple[Setting, ...] = (
    Setting("theme", "system", "外观", (("system", "跟随系统"), ("light", "浅色"), ("dark", "深色"))),
    Setting("zoom", 100, "文字和界面大小", tuple((n, f"{n}%") for n in (100, 110, 125, 150, 175, 200))),
    Setting("enter", "down", "表格里按回车", (("down", "移到下一行"), ("right", "移到右边一格"))),
    Setting("recent", [], "最近打开的底稿", kept=_texts),
    Setting("geometry", "", "窗口位置"),
    Setting("draft_folder", "", "底稿文件夹"),
    Setting("county_folder", "", "汇总的文件夹"),
    Setting("export_folder", "", "导出文件夹"),
    Setting("export_folders", [], "各底稿的导出文件夹", kept=_texts),
    Setting("import_folder", "", "导入文件夹"),
    Setting("ledger_folder", "", "台账文件夹"),
    Setting("ledger_file", "", "最近打开的台账"),
    Setting("ledger_columns", {}, "台账列名", kept=_words),
    Setting("holidays", "", "本地放假安排"),
    Setting("export_formats", ["docx", "pdf"], "导出格式", kept=_texts),
)
BY_KEY = {setting.key: setting for setting in SETTINGS}
MOST_RECENT = 10


class Settings:
    """Read once, written at each change; a file that cannot be read or written never stops the program.

    `damaged`: a sentence about what was not as we write it and is now the default; it is told once.
    """

    def __init__(self) -> None:
        self._values: dict[str, Any] = {}
        self._unwritten = False
        self.damaged = ""
        self._load()
        self._of_others = bool(self.damaged) and settings_file().is_symlink()  # what a link leads to is nothing of ours

    def _load(self) -> None:
        try:
            loaded = read_json(read_bytes(settings_file(), _LARGEST).decode("utf-8-sig"))
            if not isinstance(loaded, dict):
                raise ValueError("no settings")
        except ValueError:
            self.damaged = "设置文件损坏了，已改用默认的设置。底稿没有变。"
            return
        except FileProblem:
            if os.path.lexists(settings_file()):
                log.warning("settings unreadable, defaults used")
                self.damaged = "设置文件读不出来，这次用的是默认的设置。底稿没有变。"
            return
        self._values = {key: value for key, value in loaded.items() if key not in BY_KEY}
        wrong = []
        for setting in SETTINGS:
            if setting.key in loaded:
                value = _sound(setting, loaded[setting.key])
                if value is not None:
                    self._values[setting.key] = value
                whole = loaded[setting.key][:_MOST_IN_A_LIST] if isinstance(value, list) else loaded[setting.key]
                if value is None or value != whole:
                    wrong.append(setting.text)
        if wrong:
            self.damaged = f"设置文件里有读不懂的内容，这几项改用了默认的：{'、'.join(wrong)}。底稿没有变。"

    def get(self, key: str) -> Any:
        """The value, or the default where none was chosen."""
        return self._values.get(key, BY_KEY[key].default)

    def set(self, key: str, value: Any) -> None:
        if self.get(key) != value:
            self._values[BY_KEY[key].key] = value
            self._write()

    def tell_damage(self, tell: Callable[[str], object]) -> None:
        """What was damaged, told now and not at the next start."""
        if self.damaged:
            tell(self.damaged if self._write() else f"{self.damaged}这次改的设置也记不住。")
            self.damaged = ""

    def _write(self) -> bool:
        self._unwritten = False
        try:
            if self._of_others:
                return False
            settings_file().parent.mkdir(parents=True, exist_ok=True)
            write_atomic(settings_file(), json.dumps(self._values, indent=1, sort_keys=True).encode())
        except (OSError, FileProblem):
            log.warning("settings not written")
            return False
        return True

    def export_folder(self, draft: Path | None) -> Path | None:
        """Where this draft's copies go: the folder chosen for it, while it is there, else its own; None before it has one."""
        if draft is None:
            return None
        chosen = next(
            (each[len(_pair(draft)) :] for each in self.get("export_folders") if each.startswith(_pair(draft))), ""
        )
        return Path(chosen) if chosen and os.path.isdir(chosen) else draft.parent

    def exported(self, draft: Path | None, folder: Path) -> None:
        """Remember the folder that was chosen for a draft; its own needs no remembering."""
        if draft is None:
            return
        others = [each for each in self.get("export_folders") if not each.startswith(_pair(draft))]
        own = os.path.abspath(folder) == os.path.abspath(draft.parent)
        self.set("export_folders", others if own else [f"{_pair(draft)}{folder}", *others][:_MOST_IN_A_LIST])

    def opened(self, path: str) -> None:
        """Put a draft first among the recent ones."""
        self.remember(path)
        self.write_remembered()

    def remember(self, path: str) -> None:
        """The same, written when there is time: a window is painted before the disk is waited for."""
        recent = [path, *(each for each in self.get("recent") if each != path)][:MOST_RECENT]
        self._unwritten |= recent != self.get("recent")
        self._values["recent"] = recent

    def write_remembered(self) -> None:
        if self._unwritten:
            self._write()


def _pair(draft: Path) -> str:
    return f"{draft}\t"


def _sound(setting: Setting, value: Any) -> Any:
    """The value as far as it can be used; None when it cannot."""
    if not setting.choices:
        return setting.kept(value)
    return value if any(type(value) is type(choice) and value == choice for choice, _ in setting.choices) else None


_current: Settings | None = None


def settings() -> Settings:
    """The settings of this run."""
    global _current
    if _current is None:
        _current = Settings()
    return _current


def reload() -> Settings:
    """Read the file anew (a start of the program)."""
    global _current
    _current = None
    return settings()
