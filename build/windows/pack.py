"""Finishes what PyInstaller made: checks the list of files, fixes their dates, writes the zip and the list by size.

pack.py PAYLOAD NAME DIST: called by build/installer; SOURCE_DATE_EPOCH is the date of every file.
"""

from __future__ import annotations

import os
import sys
import time
import zipfile
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent))
from contents import check_files, files_of, write_sizes  # noqa: E402


def main() -> None:
    payload, name, dist = Path(sys.argv[1]), sys.argv[2], Path(sys.argv[3])
    files = files_of(payload)
    check_files(
        files,
        HERE / "contents.txt",
        Path(os.environ.get("NIANBAO_WINDOWS") or HERE.parent.parent / ".work" / "windows"),
    )
    epoch = int(os.environ["SOURCE_DATE_EPOCH"])
    for path in files.values():
        os.utime(path, (epoch, epoch))
    _zip(files, name, dist / f"{name}-portable.zip", epoch)
    write_sizes(files, dist / f"{name}-contents.txt")


def _zip(files: dict[str, Path], folder: str, target: Path, epoch: int) -> None:
    date = time.gmtime(epoch)[:6]
    guide = (HERE / "使用说明.txt").read_text("utf-8").replace("\n", "\r\n").encode("utf-8-sig")
    contents = {"使用说明.txt": guide, **{file: path.read_bytes() for file, path in files.items()}}
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for file, content in sorted(contents.items()):
            entry = zipfile.ZipInfo(f"{folder}/{file}", date)
            entry.compress_type, entry.create_system = zipfile.ZIP_DEFLATED, 0
            archive.writestr(entry, content)


if __name__ == "__main__":
    main()
