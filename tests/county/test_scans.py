"""A stamped scan is the same submission as the Word it came with: only where the two names say so, and only one unit is meant."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from app.county.acts import coverage, seen, stamp, summed, unit_lines
from app.county.collection import Collection
from app.county.standing import Overview, Status, words
from app.county.units import Unit
from app.model.draft import save_draft
from tests.reports import filled

UNITS = (Unit("青禾县林业局"), Unit("青禾县水利局"))


def scan(path: Path) -> None:
    """A page without a word."""
    import pikepdf

    path.parent.mkdir(exist_ok=True)
    document = pikepdf.new()
    document.add_blank_page()
    document.save(path)


def draft(path: Path, name: str = "青禾县林业局") -> None:
    path.parent.mkdir(exist_ok=True)
    made = filled()
    save_draft(replace(made, organ=replace(made.organ, name=name)), path)


def found(folder: Path) -> Overview:
    return seen(folder, Collection(2025, "青禾县人民政府", units=UNITS, listed=True))


@pytest.mark.parametrize(
    ("word", "paper"),
    [
        ("林业局年报.gknb", "林业局年报.pdf"),
        ("林业局年报.gknb", "林业局年报（盖章版）.pdf"),
        ("林业局年报.gknb", "林业局年报-扫描件.pdf"),
        ("林业局年报.gknb", "林业局年报 已盖章.PDF"),
        ("林业局 年报.gknb", "林业局年报（盖章扫描件）.pdf"),
        ("1/年报.gknb", "1/年报.pdf"),
    ],
)
def test_a_scan_beside_its_word_is_one_submission(tmp_path: Path, word: str, paper: str) -> None:
    draft(tmp_path / word)
    scan(tmp_path / paper)
    overview = found(tmp_path)
    standing = overview.standing("青禾县林业局")
    assert standing and standing.status is Status.REPORTED and words(standing) == "可汇总"
    assert not overview.unclaimed
    name = paper.rsplit("/", 1)[-1]
    assert stamp(standing) == f"盖章件：{name}，数据取自{word.rsplit('/', 1)[-1]}"
    (line, _) = unit_lines(summed(tmp_path, overview).total, overview)
    assert name in line.note and coverage(summed(tmp_path, overview).total, overview)


@pytest.mark.parametrize(
    ("word", "paper"),
    [
        ("林业局年报.gknb", "扫描0012.pdf"),
        ("1/年报.gknb", "2/年报.pdf"),  # another day's mail
        ("林业局年报.gknb", "水利局年报（盖章）.pdf"),
        ("盖章版.gknb", "扫描件.pdf"),  # nothing is left that could be a name
    ],
)
def test_a_scan_that_only_might_belong_is_asked_about(tmp_path: Path, word: str, paper: str) -> None:
    draft(tmp_path / word)
    scan(tmp_path / paper)
    assert [each.path for each in found(tmp_path).unclaimed] == [paper]


def test_a_scan_beside_the_files_of_two_units_is_asked_about(tmp_path: Path) -> None:
    draft(tmp_path / "年报.gknb")
    draft(tmp_path / "年报.gknb.gknb", "青禾县水利局")
    (tmp_path / "年报.gknb.gknb").rename(tmp_path / "年报（盖章版）.gknb")
    scan(tmp_path / "年报.pdf")
    assert [each.path for each in found(tmp_path).unclaimed] == ["年报.pdf"]


def test_what_a_person_said_goes_first(tmp_path: Path) -> None:
    draft(tmp_path / "年报.gknb")
    scan(tmp_path / "年报.pdf")
    (paper,) = found(tmp_path).standing("青禾县林业局").stamped  # type: ignore[union-attr]
    collection = Collection(2025, units=UNITS, listed=True, claims={paper.digest: "青禾县水利局"})
    overview = seen(tmp_path, collection)
    assert [each.status for each in overview.standings] == [Status.REPORTED, Status.UNREADABLE]


def test_a_damaged_word_is_no_scan(tmp_path: Path) -> None:
    draft(tmp_path / "年报.gknb")
    (tmp_path / "年报.docx").write_bytes(b"PK\x03\x04" + bytes(2000))
    assert [each.path for each in found(tmp_path).unclaimed] == ["年报.docx"]
