"""Settings: what is sound is kept, what is not is the default and told once."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import settings as run
from hypothesis import strategies as st

from app.keeping.settings import BY_KEY, SETTINGS, Settings, reload, settings
from app.paths import settings_file

ANY = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=6) | st.sampled_from(["\0", "\ud800"]),
    lambda each: st.lists(each, max_size=3) | st.dictionaries(st.text(max_size=4), each, max_size=3),
    max_leaves=6,
)


def write(value: object) -> None:
    settings_file().parent.mkdir(parents=True, exist_ok=True)
    settings_file().write_text(json.dumps(value), "utf-8")


def test_one_damaged_value_costs_that_value_alone(user_folder: Path) -> None:
    write({"theme": "dark", "zoom": 1e400, "recent": [None, "/a.gknb", 5], "later": {"x": 1}})
    read = Settings()
    assert (read.get("theme"), read.get("zoom"), read.get("recent")) == ("dark", 100, ["/a.gknb"])
    said: list[str] = []
    read.tell_damage(said.append)
    read.tell_damage(said.append)
    assert said == ["设置文件里有读不懂的内容，这几项改用了默认的：文字和界面大小、最近打开的底稿。底稿没有变。"]
    again = Settings()
    assert not again.damaged and again.get("theme") == "dark" and again.get("recent") == ["/a.gknb"]
    assert json.loads(settings_file().read_text())["later"] == {"x": 1}, "what another version keeps stays"


CHOSEN = {
    "theme": "dark",
    "zoom": 150,
    "enter": "right",
    "recent": ["/底稿/a.gknb"],
    "geometry": "AdnQywAD",
    "draft_folder": "/底稿",
    "county_folder": "/汇总",
    "export_folder": "/公布",
    "export_folders": ["/底稿/a.gknb\t/公布"],
    "import_folder": "/去年",
    "ledger_folder": "/台账",
    "ledger_file": "/台账/2025.xlsx",
    "ledger_columns": {"来件日期": "received", "备注": ""},
    "holidays": "/台账/放假.csv",
    "export_formats": ["pdf"],
}


@pytest.mark.parametrize("key", BY_KEY)
def test_what_was_chosen_is_there_at_the_next_start(key: str, user_folder: Path) -> None:
    reload().set(key, CHOSEN[key])
    assert (reload().get(key), reload().damaged) == (CHOSEN[key], "")


def test_of_words_that_are_none_the_others_stay() -> None:
    write({"ledger_columns": {"来件日期": "received", "结果": ["x"], "备注": None}})
    assert reload().get("ledger_columns") == {"来件日期": "received"}
    assert "台账列名" in reload().damaged


@given(st.dictionaries(st.sampled_from([*BY_KEY, "later"]), ANY) | ANY)
@run(max_examples=150, deadline=None)
def test_any_value_of_any_key(value: object) -> None:
    write(value)
    read = reload()
    for setting in SETTINGS:
        got = read.get(setting.key)
        assert type(got) is type(setting.default)
        assert not setting.choices or got in dict(setting.choices)
        assert all(isinstance(each, str) for each in got) if isinstance(got, list) else True
    read.set("zoom", 125)
    read.opened("/x/\udcff.gknb")
    read.tell_damage(lambda _said: None)
    assert reload().get("zoom") == 125 and not reload().damaged


@given(st.binary(max_size=60))
@run(max_examples=60, deadline=None)
def test_any_bytes(data: bytes) -> None:
    settings_file().parent.mkdir(parents=True, exist_ok=True)
    settings_file().write_bytes(data)
    assert reload().get("theme") in ("system", "light", "dark")


@pytest.mark.skipif(sys.platform == "win32", reason="links need a right there")
def test_a_link_to_what_is_no_settings_is_left_alone(user_folder: Path, tmp_path: Path) -> None:
    other = tmp_path / "名单.csv"
    other.write_text("单位名称\n", "utf-8")
    settings_file().symlink_to(other)
    said: list[str] = []
    reload().tell_damage(said.append)
    settings().set("zoom", 125)
    assert said == ["设置文件损坏了，已改用默认的设置。底稿没有变。这次改的设置也记不住。"]
    assert other.read_text("utf-8") == "单位名称\n"


def test_only_what_cannot_be_written_either_is_said_to_be_forgotten(user_folder: Path) -> None:
    said: list[str] = []
    settings_file().write_bytes(b" " * 5_000_000)
    reload().tell_damage(said.append)
    settings_file().unlink()
    settings_file().mkdir()
    reload().tell_damage(said.append)
    assert [each.endswith("这次改的设置也记不住。") for each in said] == [False, True]
