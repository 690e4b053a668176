"""Finishes what PyInstaller made: checks the list of files, fixes their dates, writes the zip and the list by size.

pack.py PAYLOAD NAME DIST: called by build/installer; SOURCE_DATE_EPOCH is the date of every file.
"""

from __future__ import annotations

import difflib
import hashlib
import os
import sys
import time
import zipfile
from pathlib import Path

HERE = Path(__file__).resolve().parent
OURS = ("_internal/resources/", "_internal/seeds/")  # of this tree: changes there are seen in git


def main() -> None:
    payload, name, dist = Path(sys.argv[1]), sys.argv[2], Path(sys.argv[3])
    paths = {path.relative_to(payload).as_posix(): path for path in payload.rglob("*") if path.is_file()}
    _check(sorted(paths))
    epoch = int(os.environ["SOURCE_DATE_EPOCH"])
    for path in paths.values():
        os.utime(path, (epoch, epoch))
    _zip(paths, name, dist / f"{name}-portable.zip", epoch)
    rows = sorted((-path.stat().st_size, file, path) for file, path in paths.items())
    lines = [f"{-size:>10} {hashlib.sha256(path.read_bytes()).hexdigest()} {file}" for size, file, path in rows]
    lines.append(f"{-sum(row[0] for row in rows):>10} bytes in {len(rows)} files")
    (dist / f"{name}-contents.txt").write_text("\n".join(lines) + "\n", encoding="utf-8")


def _check(files: list[str]) -> None:
    """The same file list every time: a new library, or one that is gone, has to be looked at."""
    expected = HERE / "contents.txt"
    found = [file for file in files if not file.startswith(OURS)]
    listed = expected.read_text("utf-8").splitlines()
    if found != listed:
        print(
            *difflib.unified_diff(listed, found, "build/windows/contents.txt", "made now", lineterm="", n=0), sep="\n"
        )
        new = Path(os.environ.get("NIANBAO_WINDOWS") or HERE.parent.parent / ".work" / "windows") / "contents.txt"
        new.write_text("\n".join(found) + "\n", encoding="utf-8")
        sys.exit(
            f"The program holds other files than build/windows/contents.txt. If that is right: cp {new} {expected}"
        )


def _zip(paths: dict[str, Path], folder: str, target: Path, epoch: int) -> None:
    date = time.gmtime(epoch)[:6]
    guide = (HERE / "使用说明.txt").read_text("utf-8").replace("\n", "\r\n").encode("utf-8-sig")
    contents = {"使用说明.txt": guide, **{file: path.read_bytes() for file, path in paths.items()}}
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for file, content in sorted(contents.items()):
            entry = zipfile.ZipInfo(f"{folder}/{file}", date)
            entry.compress_type, entry.create_system = zipfile.ZIP_DEFLATED, 0
            archive.writestr(entry, content)


if __name__ == "__main__":
    main()
