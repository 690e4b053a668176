"""Read anew what is known of holes in the pinned packages: build/advisories.py FOLDER [DATE], of the advisories of PyPI (PYSEC).

FOLDER is a checkout of pypa/advisory-database; DATE the day of its last commit. Writes the `packages` of
build/advisories.json and marks every pin as looked at; what other sources say (`others`, Qt and the like) is kept by hand
there. Needs PyYAML, which the project does not: run it where that is installed. tests/test_advisories.py says when it is due.
"""

from __future__ import annotations

import datetime
import json
import re
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
FILE = ROOT / "build" / "advisories.json"
LISTS = ("build/requirements.txt", "build/requirements-test.txt", "build/windows/requirements.txt")


def pins() -> dict[str, str]:
    """Name and version of everything that the hashed lists hold."""
    texts = [(ROOT / name).read_text(encoding="utf-8") for name in LISTS]
    return dict(sorted(pair for text in texts for pair in re.findall(r"^([a-z0-9.-]+)==([^\s;]+)", text, re.MULTILINE)))


def known(folder: Path, name: str) -> list[dict[str, object]]:
    """The advisories of a package: their names and the versions they are about, as [first, first mended] or by name."""
    import yaml

    found = []
    for file in sorted((folder / "vulns" / name).glob("*.yaml")):
        entry = yaml.safe_load(file.read_text(encoding="utf-8"))
        if "withdrawn" in entry:
            continue
        ranges, versions = [], []
        for affected in entry["affected"]:
            for each in affected.get("ranges", []):
                events = [event for event in each["events"] if each["type"] == "ECOSYSTEM"]
                begun = [str(event["introduced"]) for event in events if "introduced" in event]
                mended = [str(event["fixed"]) for event in events if "fixed" in event]
                ranges += [[first, mended[i] if i < len(mended) else ""] for i, first in enumerate(begun)]
            if not ranges:
                versions += map(str, affected["versions"])
        which = {"ranges": ranges} if ranges else {"versions": versions}
        found.append({"id": entry["id"], "also": entry.get("aliases", []), **which})
    return found


def main() -> None:
    folder = Path(sys.argv[1])
    held = json.loads(FILE.read_text(encoding="utf-8"))
    held["looked_at"] = {"on": datetime.date.today().isoformat(), "pins": pins()}
    held["pysec_of"] = sys.argv[2] if len(sys.argv) > 2 else datetime.date.today().isoformat()
    held["packages"] = {name: found for name in pins() if (found := known(folder, name))}
    FILE.write_text(in_lines(held), encoding="utf-8")


def in_lines(held: object) -> str:
    """JSON with each list of words, and each advisory, on one line."""
    text = json.dumps(held, ensure_ascii=False, indent=1) + "\n"
    for inner in (r"\[[^\[\]{}]*\]", r"\[(?:\[[^\[\]{}]*\],?\s*)*\]", r"\{[^{}]*\"id\"[^{}]*\}"):
        text = re.sub(inner, lambda found: re.sub(r"\s*\n\s*", " ", found[0]), text)
    return text


if __name__ == "__main__":
    main()
