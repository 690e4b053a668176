"""Lays out what PyInstaller made as a Debian package and as a portable folder, below SHARE/tree, and checks what it links.

pack.py PAYLOAD VERSION SHARE DIST COPYRIGHTS COMPLETION: called by build/deb, which then lets the room's own dpkg-deb and
tar, as old as the offices', make the files. SOURCE_DATE_EPOCH is the date of every file.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import struct
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent.parent
sys.path.insert(0, str(HERE.parent))
from contents import check_files, check_same, files_of, write_sizes  # noqa: E402
from links import is_code, links, newest  # noqa: E402

PROGRAM = "gongkai-nianbao"
MAINTAINER = "公开年报 contributors <gongkai-nianbao@localhost>"
DESCRIPTION = """填写、核对和导出政府信息公开工作年度报告
 从去年的年报开始，边填边核对三张表的勾稽关系和文字，导出可以直接公布的
 Word、PDF、网页和 Excel；数出申请台账，汇总各单位的年报。
 离线运行，数据只在自己的电脑里；自带字体和 Qt。"""


def main() -> None:
    payload, version, share, dist, copyrights, completion = sys.argv[1], sys.argv[2], *map(Path, sys.argv[3:])
    files = files_of(Path(payload))
    check_files(files, HERE / "contents.txt", share.parent)
    found, oldest = links(files), newest(files)
    listed = HERE / "links.txt"
    rows = dict(line.split(maxsplit=1) for line in listed.read_text("utf-8").splitlines())
    check_same([f"{name} {rows.get(name, '?')}" for name in sorted(found)], listed, share.parent, "Libraries linked")
    tree = share / "tree"
    shutil.rmtree(tree, ignore_errors=True)
    _portable(Path(payload), tree / f"{PROGRAM}-{version}")
    deb = tree / "deb"
    _program(Path(payload), deb)
    _desktop(deb)
    _papers(deb / "usr" / "share", copyrights, completion)
    _control(deb, version, sorted(set(rows.values())), oldest["GLIBC"])
    _finish(tree, int(os.environ["SOURCE_DATE_EPOCH"]))
    write_sizes(files_of(deb / "usr"), dist / f"{PROGRAM}_{version}_contents.txt")


def _portable(payload: Path, folder: Path) -> None:
    shutil.copytree(payload, folder, symlinks=True)
    shutil.copy(HERE / "使用说明.txt", folder)


def _program(payload: Path, deb: Path) -> None:
    folder = deb / "usr" / "lib" / PROGRAM
    shutil.copytree(payload, folder, symlinks=True)
    (deb / "usr" / "bin").mkdir()
    (deb / "usr" / "bin" / "nianbao").symlink_to(f"../lib/{PROGRAM}/nianbao")


def _desktop(deb: Path) -> None:
    """Menu entry, kind of file, and each icon in the sizes that its .ico holds."""
    share = deb / "usr" / "share"
    _put(HERE / f"{PROGRAM}.desktop", share / "applications" / f"{PROGRAM}.desktop")
    _put(HERE / f"{PROGRAM}.xml", share / "mime" / "packages" / f"{PROGRAM}.xml")
    for icon, target in (("nianbao", f"apps/{PROGRAM}"), ("draft", "mimetypes/application-x-gknb")):
        for side, png in _pictures((ROOT / "resources" / "icons" / f"{icon}.ico").read_bytes()):
            _put(png, share / "icons" / "hicolor" / f"{side}x{side}" / f"{target}.png")


def _pictures(ico: bytes) -> list[tuple[int, bytes]]:
    """Sides and PNG files of a Windows icon as build/icon.py writes it."""
    (count,) = struct.unpack_from("<H", ico, 4)
    found = []
    for number in range(count):
        side, _, _, _, _, _, size, offset = struct.unpack_from("<BBBBHHII", ico, 6 + 16 * number)
        found.append((side or 256, ico[offset : offset + size]))
    return found


def _papers(share: Path, copyrights: Path, completion: Path) -> None:
    """The licences of all that is packed, in one file, and the completion."""
    ours = (ROOT / "LICENSE").read_text("utf-8").strip()
    texts = [f"公开年报 (gongkai-nianbao)\n\n{ours}"]
    for folder, pattern in (("licences", "*.txt"), ("fonts", "LICENSE-*.txt")):
        for path in sorted((ROOT / "resources" / folder).glob(pattern)):
            texts.append(f"{path.stem}\n\n{path.read_text('utf-8').strip()}")
    for path in sorted(copyrights.iterdir()):
        texts.append(f"{path.name}\n\n{path.read_text('utf-8').strip()}")
    _put(f"\n\n{'=' * 79}\n\n".join(texts).encode() + b"\n", share / "doc" / PROGRAM / "copyright")
    _put(completion, share / "bash-completion" / "completions" / "nianbao")


def _control(deb: Path, version: str, packages: list[str], glibc: str) -> None:
    size = sum((path.lstat().st_size + 1023) // 1024 for path in deb.rglob("*"))
    depends = [f"libc6 (>= {glibc})" if each == "libc6" else each for each in packages]
    fields = {
        "Package": PROGRAM,
        "Version": version,
        "Architecture": "amd64",
        "Maintainer": MAINTAINER,
        "Installed-Size": str(size),
        "Depends": ", ".join(depends),
        "Section": "text",
        "Priority": "optional",
        "Description": DESCRIPTION,
    }
    _put("".join(f"{name}: {value}\n" for name, value in fields.items()).encode(), deb / "DEBIAN" / "control")
    sums = [
        f"{hashlib.md5(path.read_bytes()).hexdigest()}  {path.relative_to(deb)}\n"
        for path in sorted((deb / "usr").rglob("*"))
        if path.is_file() and not path.is_symlink()
    ]
    _put("".join(sums).encode(), deb / "DEBIAN" / "md5sums")
    for script in ("preinst", "prerm"):
        _put(HERE / "not-while-open", deb / "DEBIAN" / script)


def _put(content: bytes | Path, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(content.read_bytes() if isinstance(content, Path) else content)


def _finish(tree: Path, epoch: int) -> None:
    """Rights that do not hang on who builds; only programs can be run."""
    for path in sorted(tree.rglob("*"), reverse=True):
        if path.is_symlink():
            os.utime(path, (epoch, epoch), follow_symlinks=False)
            continue
        runs = path.is_dir() or path.parent.name == "DEBIAN" or path.name == "nianbao" and is_code(path)
        path.chmod(0o755 if runs and path.name not in ("control", "md5sums") else 0o644)
        os.utime(path, (epoch, epoch))


if __name__ == "__main__":
    main()
