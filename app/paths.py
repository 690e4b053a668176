"""Where things lie: what the program reads (resources, examples), what it keeps (settings, recovery, log)."""

from __future__ import annotations

import os
import sys
from pathlib import Path

PROGRAM = "nianbao"  # folder name in the user's profile: ASCII, so that every tool can reach it


def _root() -> Path:
    """The folder that holds resources/ and seeds/: the source tree, the frozen program or an installed package."""
    frozen = getattr(sys, "_MEIPASS", None)
    if frozen:
        return Path(frozen)
    package = Path(__file__).resolve().parent
    return package if (package / "resources").is_dir() else package.parent


def resource(*parts: str) -> Path:
    """A file or folder of resources/."""
    return _root().joinpath("resources", *parts)


def examples() -> Path:
    """The folder of the example drafts; it may be missing from an installed package."""
    return _root() / "seeds"


def home() -> Path:
    """This user's folder for settings, recovery and log; NIANBAO_HOME overrides it. Not created here."""
    if named := os.environ.get("NIANBAO_HOME"):
        return Path(named)
    if sys.platform == "win32":
        return Path(os.environ.get("LOCALAPPDATA") or Path.home() / "AppData" / "Local") / PROGRAM
    if sys.platform == "darwin":
        return Path.home() / "Library" / "Application Support" / PROGRAM
    return Path(os.environ.get("XDG_DATA_HOME") or Path.home() / ".local" / "share") / PROGRAM


def recovery_folder() -> Path:
    return home() / "recovery"


def journals_folder() -> Path:
    """One folder in it for each report that is open."""
    return recovery_folder() / "open"


def anything_left() -> bool:
    """Whether a journal lies there; most starts find none, and load nothing that reads them."""
    try:
        return bool(os.listdir(journals_folder()))
    except OSError:  # none yet, or not ours to look into
        return False


def settings_file() -> Path:
    return home() / "settings.json"


def cache_folder() -> Path:
    """What can be made again: deleting it loses time and nothing else."""
    return home() / "cache"


def log_folder() -> Path:
    return home() / "log"


def log_file() -> Path:
    return log_folder() / "nianbao.log"
