"""Settings: what is sound is kept, what is not is the default and told once."""

from __future__ import annotations

import json
from pathlib import Path

from hypothesis import given
from hypothesis import settings as run
from hypothesis import strategies as st

from app.keeping.settings import BY_KEY, SETTINGS, Settings, reload
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
