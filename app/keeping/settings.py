"""What the clerk has chosen about the program itself, kept in one small file."""

from __future__ import annotations

import json
import logging
from typing import Any, NamedTuple

from app.model.files import FileProblem, write_atomic
from app.paths import settings_file

log = logging.getLogger(__name__)


class Setting(NamedTuple):
    """`choices`: value -> what the clerk reads; empty for those that the program keeps by itself."""

    key: str
    default: Any
    text: str
    choices: tuple[tuple[Any, str], ...] = ()


SETTINGS: tuple[Setting, ...] = (
    Setting("theme", "system", "外观", (("system", "跟随系统"), ("light", "浅色"), ("dark", "深色"))),
    Setting("zoom", 100, "文字和界面大小", tuple((n, f"{n}%") for n in (100, 110, 125, 150, 175, 200))),
    Setting("enter", "down", "表格里按回车", (("down", "移到下一行"), ("right", "移到右边一格"))),
    Setting("recent", [], "最近打开的底稿"),
    Setting("geometry", "", "窗口位置"),
    Setting("draft_folder", "", "底稿文件夹"),
    Setting("export_folder", "", "导出文件夹"),
    Setting("import_folder", "", "导入文件夹"),
    Setting("export_formats", ["docx", "pdf"], "导出格式"),
)
BY_KEY = {setting.key: setting for setting in SETTINGS}
MOST_RECENT = 10


class Settings:
    """Read once, written at each change; a file that cannot be read or written never stops the program."""

    def __init__(self) -> None:
        self._values: dict[str, Any] = {}
        try:
            loaded = json.loads(settings_file().read_text("utf-8"))
            self._values = loaded if isinstance(loaded, dict) else {}
        except FileNotFoundError:
            pass
        except (OSError, ValueError):
            log.warning("settings unreadable, defaults used")

    def get(self, key: str) -> Any:
        """The value, or the default where none was chosen or it is not one of the choices."""
        setting = BY_KEY[key]
        value = self._values.get(key, setting.default)
        allowed = [choice for choice, _ in setting.choices]
        if type(value) is not type(setting.default) or (allowed and value not in allowed):
            return setting.default
        return value

    def set(self, key: str, value: Any) -> None:
        if self.get(key) == value:
            return
        self._values[BY_KEY[key].key] = value
        try:
            settings_file().parent.mkdir(parents=True, exist_ok=True)
            write_atomic(
                settings_file(), json.dumps(self._values, ensure_ascii=False, indent=1, sort_keys=True).encode()
            )
        except (OSError, FileProblem):
            log.warning("settings not written")

    def opened(self, path: str) -> None:
        """Put a draft first among the recent ones."""
        self.set("recent", [path, *(each for each in self.get("recent") if each != path)][:MOST_RECENT])


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
