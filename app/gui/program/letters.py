"""A letter of the county that is opened without its draft: which draft it is about is looked for, among those open and those last opened."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from app.gui.dialogs.question import tell
from app.gui.remarks.acts import not_ours, read_letter
from app.keeping.settings import settings
from app.model.draft import open_draft
from app.model.files import FileProblem
from app.model.kept.remarks import Letter, belongs

if TYPE_CHECKING:
    from app.gui.window.main_window import MainWindow


def open_letter(
    path: Path,
    asking: QWidget | None,
    windows: Sequence[MainWindow],
    open_draft_at: Callable[[Path], MainWindow | None],
) -> MainWindow | None:
    """The window of the draft that took it; None when there is none, which was told."""
    try:
        letter = read_letter(path)
    except FileProblem as problem:
        tell(asking, str(problem))
        return None
    window = next((each for each in reversed(windows) if belongs(letter, each.document.report)), None)
    if window is None and (draft := _last_opened(letter)):
        window = open_draft_at(draft)
    if window is None:
        tell(asking, f"{not_ours(letter)}。请先打开这份年报的底稿，再把“{path.name}”拖进它的窗口。")
        return None
    window.raise_()
    window.activateWindow()
    window.acting.remarks.take(letter)
    return window


def _last_opened(letter: Letter) -> Path | None:
    """The draft that it is about, among those last opened; one that cannot be read now is none."""
    for each in settings().get("recent"):
        try:
            if belongs(letter, open_draft(Path(each))):
                return Path(each)
        except FileProblem:
            continue
    return None
