"""A draft gives back to the digit what was put in, keeps what it does not know, and refuses what it cannot be sure of."""

from __future__ import annotations

import errno
import json
import os
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from app.form.schema import Cell
from app.model.draft import FORMAT, Damaged, NotADraft, TooNew, draft_bytes, open_draft, parse_draft, save_draft
from app.model.files import FileProblem, without_limit, write_atomic, writing_problem
from app.model.kept.levels import Levels
from app.model.report import Reason, Source, Status
from tests.reports import balanced, county, filled
from tests.where import TESTS

FROZEN = TESTS / "data/drafts"


def draft(**changes) -> bytes:
    data = {
        "format": 1,
        "edition": "2021",
        "year": 2025,
        "organ": {"name": "某局", "kind": "department"},
        "figures": {},
    }
    return json.dumps({**data, **changes}, ensure_ascii=False).encode()


def test_what_is_saved_is_opened_again(tmp_path):
    report = replace(
        county(),
        reasons={"E105:x": Reason("经核实情况属实", {"disclosure/normative_documents/issued": "3"})},
        sources={"applications/received": Source("办公室", "张三", "1月8日", True)},
        previous=balanced(3),
    )
    save_draft(report, tmp_path / "年报.gknb")
    assert open_draft(tmp_path / "年报.gknb") == report


def test_digits_are_kept_as_typed(tmp_path):
    cell = Cell("disclosure", "fees", "amount")
    save_draft(filled().with_figures({cell: Decimal("18.8710")}), tmp_path / "a.gknb")
    assert str(open_draft(tmp_path / "a.gknb").figures[cell]) == "18.8710"


def test_the_same_report_gives_the_same_bytes_with_sorted_keys():
    data = draft_bytes(county())
    assert data == draft_bytes(parse_draft(data, "a.gknb"))
    loaded = json.loads(data)
    assert list(loaded) == sorted(loaded) and list(loaded["figures"]) == sorted(loaded["figures"])


def test_unknown_keys_are_kept():
    report = parse_draft(draft(colour="蓝", organ={"name": "某局", "seal": [1]}), "a.gknb")
    loaded = json.loads(draft_bytes(report))
    assert loaded["colour"] == "蓝" and loaded["organ"]["seal"] == [1]


def test_what_is_left_out_has_its_default():
    report = parse_draft(b'{"format":1,"edition":"2021","year":2025}', "a.gknb")
    assert report.auto_totals is False and report.organ.kind is None and report.previous is None and not report.figures


def test_a_null_figure_is_a_blank_and_zero_is_zero():
    report = parse_draft(
        draft(figures={"applications/granted/total": None, "applications/received/total": "0"}), "a.gknb"
    )
    assert report.figures == {Cell("applications", "received", "total"): Decimal(0)}


@pytest.mark.parametrize(
    ("data", "error", "words"),
    [
        (b"PK\x03\x04\xff\xfe", NotADraft, "不是公开年报的底稿"),
        (b"hello", NotADraft, "不是公开年报的底稿"),
        (b'{"a": 1}', NotADraft, "没有 format"),
        (b'{"format": 1, "edition": ', Damaged, "第 1 行第"),
        (draft(format=2), TooNew, "格式 2"),
        (draft(format=9, needs="3.2"), TooNew, "公开年报 3.2 或更高版本"),
        (draft(format="1"), Damaged, "format"),
        (draft(edition="2030"), Damaged, "edition"),
        (draft(year="2025"), Damaged, "year"),
        (draft(auto_totals="yes"), Damaged, "auto_totals"),
        (draft(organ={"name": "x", "kind": "shop"}), Damaged, "shop"),
        (draft(figures={"applications/received": "1"}), Damaged, "applications/received"),
        (draft(figures={"applications/other_processing/total": "1"}), Damaged, "other_processing"),
        (draft(figures={"applications/received/total": "十二"}), Damaged, "表三 总计·一、本年新收"),
        (draft(texts={"problems": 5}), Damaged, "problems"),
        (draft(previous={"edition": "x"}), Damaged, "previous"),
        (b'{"format":1,"year":' + b"9" * 5000 + b"}", Damaged, "太长"),
        (b'{"a":' * 100_000, Damaged, "嵌套"),
    ],
)
def test_what_is_no_sound_draft_is_refused_with_the_place(data, error, words):
    with pytest.raises(error) as refused:
        parse_draft(data, "坏.gknb")
    assert words in str(refused.value) and "坏.gknb" in str(refused.value)


@pytest.mark.parametrize("path", sorted(FROZEN.glob("*.gknb")), ids=lambda path: path.name)
def test_every_format_ever_released_opens(path):
    report = open_draft(path)
    assert report.organ.name == "冻结县样本局"
    assert report.figures[Cell("disclosure", "fees", "amount")].as_tuple() == Decimal("18.8710").as_tuple()
    assert report.reasons and report.sources and report.previous and report.extra


def test_a_fraction_of_another_version_is_written_back():
    kept = {"share": 0.25, "list": [1.5, {"of": 2.0}]}
    report = parse_draft(draft(later=kept, organ={"name": "某局", "kind": "department", "rate": 0.5}), "新.gknb")
    written = json.loads(draft_bytes(report))
    assert written["later"] == kept and written["organ"]["rate"] == 0.5


def test_there_is_a_frozen_sample_of_this_format():
    assert (FROZEN / f"format{FORMAT}.gknb").exists()


def test_a_failed_save_leaves_the_old_file_and_no_litter(tmp_path, monkeypatch):
    path = tmp_path / "a.gknb"
    save_draft(filled(), path)
    before = path.read_bytes()

    def fail(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "replace", fail)
    with pytest.raises(FileProblem, match="磁盘已满"):
        save_draft(county(), path)
    assert path.read_bytes() == before
    assert [p.name for p in tmp_path.iterdir()] == ["a.gknb"]


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (errno.ENOSPC, "磁盘已满"),
        (errno.ENAMETOOLONG, "文件名太长"),
        (errno.ENOENT, "不存在"),
        (errno.EROFS, "只读"),
        (errno.EACCES, "不允许写入"),
        (errno.EISDIR, "文件夹"),
        (errno.EIO, "没有写入"),
    ],
)
def test_each_refusal_of_the_disk_is_one_sentence(tmp_path, number, words):
    sentence = str(writing_problem(tmp_path / "年报.gknb", OSError(number, os.strerror(number))))
    assert words in sentence and sentence.endswith(("。", "…"))


def test_a_file_in_use_is_told_apart_from_a_folder_that_takes_nothing(tmp_path, monkeypatch):
    path = tmp_path / "年报.gknb"
    path.write_bytes(b"old")

    def in_use(source, target):
        raise PermissionError(13, "denied", source, 32, target)

    monkeypatch.setattr(os, "replace", in_use)
    with pytest.raises(FileProblem, match="正在 WPS 或其他程序中打开") as told:
        write_atomic(path, b"new")
    assert told.value.busy and [*tmp_path.iterdir()] == [path] and path.read_bytes() == b"old"
    no_new_file = PermissionError(13, "denied", str(tmp_path / ".gknb-1.tmp"))
    assert "不允许写入" in str(writing_problem(path, no_new_file)) and not writing_problem(path, no_new_file).busy


def test_a_draft_keeps_who_may_read_it(tmp_path):
    path = tmp_path / "年报.gknb"
    path.write_bytes(b"old")
    path.chmod(0o600)
    write_atomic(path, b"new")
    assert path.read_bytes() == b"new"
    if os.name == "posix":
        assert path.stat().st_mode & 0o777 == 0o600


def test_long_windows_paths_lose_their_limit():
    deep = "\\很深的文件夹" * 30
    assert without_limit("C:" + deep) == "\\\\?\\C:" + deep
    assert without_limit("\\\\server\\share" + deep) == "\\\\?\\UNC\\server\\share" + deep
    assert without_limit(without_limit("C:" + deep)) == "\\\\?\\C:" + deep
    assert without_limit("C:\\资料\\年报.gknb") == "C:\\资料\\年报.gknb"


def test_names_too_long_and_missing_folders_are_told(tmp_path):
    with pytest.raises(FileProblem, match="文件名太长"):
        save_draft(filled(), tmp_path / ("长" * 300 + ".gknb"))
    with pytest.raises(FileProblem, match="不存在"):
        save_draft(filled(), tmp_path / "没有" / "a.gknb")
    with pytest.raises(FileProblem, match="文件夹"):
        open_draft(tmp_path)
    with pytest.raises(FileProblem, match="找不到"):
        open_draft(tmp_path / "无.gknb")


def test_a_state_set_back_and_levels_taken_away_stay_so(tmp_path: Path) -> None:
    path = tmp_path / "年报.gknb"
    report = replace(
        balanced(1), status=Status("published", "2026-01-28", "www.example.cn"), levels=Levels("县", {"E105": "note"})
    )
    save_draft(report, path)
    again = open_draft(path)
    assert again == report and not again.extra
    save_draft(replace(again, status=Status(), levels=Levels()), path)
    assert open_draft(path).status == Status() and not open_draft(path).levels.levels
