"""What a packed program holds: the same list of files every time, and the list by size that lies beside the packages."""

from __future__ import annotations

import difflib
import hashlib
import sys
from pathlib import Path

OURS = ("_internal/resources/", "_internal/seeds/")  # of this tree: changes there are seen in git


def files_of(payload: Path) -> dict[str, Path]:
    """Every file below the folder, links too, by its path there."""
    return {
        path.relative_to(payload).as_posix(): path for path in payload.rglob("*") if path.is_symlink() or path.is_file()
    }


def check_files(files: dict[str, Path], listed: Path, work: Path) -> None:
    """A new library, or one that is gone, has to be looked at."""
    check_same([file for file in sorted(files) if not file.startswith(OURS)], listed, work, "The program's files")


def check_same(found: list[str], listed: Path, work: Path, what: str) -> None:
    """End unless these lines are those of the file that is kept; what was found is left in the work folder."""
    kept = listed.read_text("utf-8").splitlines()
    if found == kept:
        return
    print(*difflib.unified_diff(kept, found, listed.name, "made now", lineterm="", n=0), sep="\n")
    new = work / listed.name
    new.write_text("\n".join(found) + "\n", encoding="utf-8")
    sys.exit(f"{what} are others than those of {listed}. If that is right: cp {new} {listed}")


def write_sizes(files: dict[str, Path], target: Path) -> None:
    """Every file with size and sha256, the largest first."""
    real = {file: path for file, path in files.items() if not path.is_symlink()}
    rows = sorted((-path.stat().st_size, file, path) for file, path in real.items())
    lines = [f"{-size:>10} {hashlib.sha256(path.read_bytes()).hexdigest()} {file}" for size, file, path in rows]
    lines.append(f"{-sum(row[0] for row in rows):>10} bytes in {len(rows)} files")
    target.write_text("\n".join(lines) + "\n", encoding="utf-8")
