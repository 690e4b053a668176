"""The command line keeps its contract: exit codes, what stands on stdout, nothing lost."""

from __future__ import annotations

import json
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from app import __version__, cli
from app.form.schema import Cell
from app.model.draft import open_draft, save_draft
from app.model.report import KINDS
from tests.reports import balanced, blank, filled


@pytest.fixture
def run(capsys):
    def run(*arguments: object) -> tuple[int, str, str]:
        try:
            code = cli.main([str(argument) for argument in arguments])
        except SystemExit as leaving:
            code = leaving.code
        out, err = capsys.readouterr()
        return code, out, err

    return run


@pytest.fixture
def saved(tmp_path):
    def saved(report, name: str = "年报.gknb") -> Path:
        save_draft(report, tmp_path / name)
        return tmp_path / name

    return saved


def test_new_writes_a_blank_draft_of_the_years_edition(run, tmp_path):
    path = tmp_path / "新.gknb"
    code, _, _ = run("new", "--year", 2020, "--organ", "青禾镇人民政府", "--kind", "town_government", "-o", path)
    assert code == 0
    report = open_draft(path)
    assert (report.edition, report.year, report.organ.name, report.organ.kind) == (
        "2019",
        2020,
        "青禾镇人民政府",
        "town_government",
    )
    assert report.auto_totals and not report.figures and report.organ.scope == "own"


@pytest.mark.parametrize("name", ["某县\udcff\udcfe局", "某县\n林业局", "\0", "  "])
def test_a_name_that_is_no_name_is_one_sentence(run, tmp_path, name):
    """A shell of another encoding makes half characters of GBK."""
    path = tmp_path / "新.gknb"
    code, out, err = run("new", "--year", 2025, "--organ", name, "--kind", "department", "-o", path)
    assert (code, out) == (2, "") and err.startswith("单位名称") and "请用 --organ 写上单位全称。" in err
    assert not path.exists()


def test_new_takes_scope_and_edition(run, tmp_path):
    path = tmp_path / "新.gknb"
    run(
        "new",
        "--year",
        2025,
        "--organ",
        "某县",
        "--kind",
        "county_government",
        "--scope",
        "summary",
        "--edition",
        "2021-single",
        "-o",
        path,
    )
    assert (open_draft(path).organ.scope, open_draft(path).edition) == ("summary", "2021-single")


def test_nothing_is_overwritten_without_force(run, tmp_path):
    path = tmp_path / "有.gknb"
    path.write_text("旧")
    arguments = ("new", "--year", 2025, "--organ", "某局", "--kind", "department", "-o", path)
    code, out, err = run(*arguments)
    assert code == 2 and not out and "已经存在" in err and path.read_text() == "旧"
    assert run(*arguments, "--force")[0] == 0
    assert open_draft(path).organ.name == "某局"


@pytest.mark.parametrize(
    "arguments",
    [
        (), ("new",), ("fly",), ("check",), ("new", "--year", "二〇二五", "--organ", "x", "--kind", "department", "-o", "x"),
        ("new", "--year", "2025", "--organ", "x", "--kind", "shop", "-o", "x"), ("new", "--year", "2025", "--organ", " ", "--kind", "department", "-o", "x"),
        ("new", "--year", "2025", "-o", "x"), ("new", "--year", "25", "--organ", "x", "--kind", "department", "-o", "x"), ("export", "a.gknb", "--docx"),
    ],
)  # fmt: skip
def test_bad_arguments_are_one_chinese_line_and_exit_2(run, tmp_path, monkeypatch, arguments):
    monkeypatch.chdir(tmp_path)
    code, out, err = run(*arguments)
    assert code == 2 and not out
    assert err.count("\n") == 1 and err.rstrip().endswith("。")
    assert not list(tmp_path.iterdir())


def test_help_and_version(run):
    code, out, _ = run("--help")
    assert code == 0 and "check" in out and "导出" in out
    assert run("--version") == (0, f"公开年报 {__version__}\n", "")
    for verb in ("new", "check", "export"):
        assert run(verb, "--help")[0] == 0


def test_check_says_ready(run, saved):
    code, out, err = run("check", saved(filled()))
    assert code == 0 and "可以出公布稿" in out and not err


def test_check_json_is_one_value_of_the_contracts_shape(run, saved):
    wrong = replace(balanced(1), auto_totals=False)
    cell = Cell("applications", "granted", "natural_person")
    wrong = wrong.with_figures({cell: wrong.figures[cell] + 10})
    path = saved(wrong)
    code, out, _ = run("check", path, "--json")
    assert code == 1
    (one,) = json.loads(out)
    assert set(one) == {"file", "edition", "organ", "year", "verdict", "counts", "findings"}
    assert one["file"] == str(path) and one["verdict"] == "errors" and one["edition"] == "2021"
    assert set(one["counts"]) == {"error", "query", "note", "unchecked", "incomplete"}
    finding = next(f for f in one["findings"] if f["level"] == "error")
    assert set(finding) == {
        "rule", "level", "message", "correct", "involved", "numbers", "explains", "fix", "candidates", "basis", "anchor", "reason", "quote",
    }  # fmt: skip
    assert finding["correct"] == [str(cell)] and finding["fix"] == {str(cell): str(balanced(1).figures[cell])}


def test_check_of_many_goes_on_after_one_that_cannot_be_read(run, saved, tmp_path):
    bad = tmp_path / "坏.gknb"
    bad.write_bytes(b'{"format": 1')
    code, out, err = run("check", saved(filled()), bad, saved(blank(), "空.gknb"), "--json")
    assert code == 2
    first, second, third = json.loads(out)
    assert first["verdict"] == "ready" and third["verdict"] == "incomplete"
    assert set(second) == {"file", "error"} and "已损坏" in second["error"]
    assert err.count("\n") == 1


def test_check_changes_nothing(run, saved):
    path = saved(
        replace(blank(), auto_totals=True).with_figures({Cell("applications", "received", "business"): Decimal(1)})
    )
    before = path.read_bytes()
    _, out, _ = run("check", path, "--json")
    assert path.read_bytes() == before
    assert json.loads(out)[0]["findings"][0]["numbers"] == {"blank": "10"}


def test_export_of_a_ready_report_writes_all_four(run, saved, tmp_path):
    targets = {name: tmp_path / f"报告.{name}" for name in ("docx", "pdf", "html", "xlsx")}
    code, out, _ = run(
        "export", saved(filled()), *(word for name, path in targets.items() for word in (f"--{name}", path))
    )
    assert code == 0 and out.count("\n") == 4
    heads = {"docx": b"PK", "pdf": b"%PDF-", "xlsx": b"PK"}
    for name, path in targets.items():
        assert path.read_bytes().startswith(heads.get(name, b"<"))


def test_a_public_copy_is_refused_until_ready_and_nothing_is_written(run, saved, tmp_path):
    target = tmp_path / "a.pdf"
    code, out, err = run("export", saved(blank()), "--pdf", target)
    assert code == 1 and not out and "还不能出公布稿" in err and "200 格未填" in err
    assert not target.exists()


def test_a_review_copy_is_always_given(run, saved, tmp_path):
    assert (
        run("export", saved(blank()), "--pdf", tmp_path / "a.pdf", "--docx", tmp_path / "a.docx", "--review-copy")[0]
        == 0
    )
    assert (tmp_path / "a.pdf").exists() and (tmp_path / "a.docx").exists()


def test_the_single_row_form_is_never_a_public_copy(run, saved, tmp_path):
    source = filled()
    report = replace(balanced(1, "2021-single"), texts=source.texts)
    code, _, err = run("export", saved(report), "--pdf", tmp_path / "a.pdf")
    assert code == 1 and "不是官方表样" in err and not (tmp_path / "a.pdf").exists()
    assert run("export", saved(report), "--pdf", tmp_path / "a.pdf", "--review-copy")[0] == 0


def test_export_refuses_no_target_the_draft_itself_and_what_exists(run, saved, tmp_path):
    path = saved(filled())
    before = path.read_bytes()
    assert run("export", path)[0] == 2
    assert run("export", path, "--html", path, "--force")[0] == 2 and path.read_bytes() == before
    assert run("export", path, "--html", tmp_path / "a", "--xlsx", tmp_path / "a")[0] == 2
    (tmp_path / "b.html").write_text("旧")
    assert run("export", path, "--html", tmp_path / "b.html")[0] == 2 and (tmp_path / "b.html").read_text() == "旧"
    assert run("export", path, "--html", tmp_path / "b.html", "--force")[0] == 0


def test_a_character_no_font_has_is_named_before(run, saved, tmp_path):
    path = saved(
        filled().with_text(
            "problems", "含有\U0002f9ff这个字的说明，字数要多一些才算写清楚了问题和改进的措施，所以再写一句。"
        )
    )
    code, _, err = run("export", path, "--pdf", tmp_path / "a.pdf")
    assert code == 1 and "\U0002f9ff" in err and "方框" in err and not (tmp_path / "a.pdf").exists()
    assert run("export", path, "--docx", tmp_path / "a.docx")[0] == 0
    code, _, err = run("export", path, "--pdf", tmp_path / "a.pdf", "--review-copy")
    assert code == 0 and "方框" in err


def test_notes_are_written_at_any_time(run, saved, tmp_path):
    path = tmp_path / "审核说明.docx"
    assert run("notes", saved(blank()), "-o", path)[0] == 0
    assert path.read_bytes().startswith(b"PK")
    assert run("notes", saved(blank()), "-o", path)[0] == 2


def test_a_place_that_cannot_be_written_is_told(run, saved, tmp_path):
    code, _, err = run("export", saved(filled()), "--html", tmp_path / "没有" / "a.html")
    assert code == 2 and "不存在" in err


@pytest.mark.parametrize("verb", ["new", "export", "import"])
def test_a_name_that_is_too_long_is_told(run, saved, tmp_path, verb):
    long, draft = tmp_path / ("长" * 300 + ".gknb"), saved(filled())
    words = {
        "new": ("new", "--year", 2025, "--organ", "甲局", "--kind", "department", "-o", long),
        "export": ("export", draft, "--html", long),
        "import": ("import", long),
    }
    code, out, err = run(*words[verb])
    assert (code, out, err.count("\n")) == (2, "", 1)


def test_a_fault_of_ours_is_one_sentence_and_exit_3(run, saved, monkeypatch):
    monkeypatch.setattr(cli, "examine", lambda _report: 1 / 0)
    code, out, err = run("check", saved(filled()))
    assert code == 3 and "程序出错" in err and "Traceback" not in err and not out


@pytest.fixture
def page(run, saved, tmp_path) -> Path:
    """A published web page of last year's report."""
    path = tmp_path / "去年.html"
    run("export", saved(replace(filled(), year=2024), "去年.gknb"), "--html", path)
    return path


def test_import_gives_back_what_stands_on_the_page(run, page, tmp_path):
    code, out, err = run("import", page, "-o", tmp_path / "读.gknb", "--json")
    assert code == 0 and not err
    read = json.loads(out)
    assert set(read) == {"edition", "organ", "kind", "year", "figures", "missing", "doubts", "texts", "how"}
    assert read["figures"] == {str(c): str(v) for c, v in replace(filled(), year=2024).figures.items()}
    assert (read["year"], read["missing"], read["how"]["applications"]) == (2024, [], "grid")
    report = open_draft(tmp_path / "读.gknb")
    assert report.imported and not report.auto_totals and len(report.figures) == 200


def test_import_of_what_lacks_figures_exits_1_and_leaves_them_out(run, page, tmp_path):
    text = page.read_text("utf-8")
    cut = tmp_path / "缺.html"
    cut.write_text(text[: text.index("四、政府信息公开行政复议")] + text[text.index("五、存在的主要问题") :], "utf-8")
    code, out, _ = run("import", cut, "--json")
    read = json.loads(out)
    assert code == 1 and len(read["missing"]) == 15 and not set(read["missing"]) & set(read["figures"])


def test_import_of_no_report_exits_2_and_writes_nothing(run, tmp_path):
    (tmp_path / "a.txt").write_text("今天天气很好。", "utf-8")
    code, out, err = run("import", tmp_path / "a.txt", "-o", tmp_path / "a.gknb", "--json")
    assert code == 2 and not out and err.count("\n") == 1 and not (tmp_path / "a.gknb").exists()


def test_check_reads_any_report_and_compares_with_last_year(run, page, saved):
    assert run("check", page)[0] in (0, 1)
    wrong = replace(filled(), auto_totals=False).with_figures({Cell("applications", "carried_in", "total"): Decimal(4)})
    _, out, _ = run("check", saved(wrong), "--previous", page, "--json")
    (asked,) = [f for f in json.loads(out)[0]["findings"] if f["rule"] == "Y101"]
    assert asked["fix"] is None and asked["level"] == "query"


def test_a_new_year_from_last_years_page(run, page, tmp_path):
    code, _, _ = run("new", "--year", 2025, "--from", page, "-o", tmp_path / "今年.gknb")
    assert code == 0
    report = open_draft(tmp_path / "今年.gknb")
    assert report.organ.name == filled().organ.name and report.organ.phone == filled().organ.phone
    assert report.organ.scope == "own" and report.auto_totals and not report.texts
    assert report.figures[Cell("applications", "carried_in", "natural_person")] == 1
    assert report.previous.year == 2024 and report.previous.imported and report.previous.texts


def test_import_names_places_as_the_form_does(run, page, tmp_path):
    text = page.read_text("utf-8").replace(">213<", ">213件<").replace("单位：万元", "单位：元")
    odd = tmp_path / "怪.html"
    odd.write_text(text, "utf-8")
    _, out, _ = run("import", odd)
    assert "  存疑 表二 行政许可：原表写的是“213件”（读作 213）\n" in out
    assert "表二 行政事业性收费：" in out and "没有换算" in out


def test_a_draft_is_not_imported(run, saved):
    code, _, err = run("import", saved(filled()))
    assert code == 2 and "已经是底稿" in err


def test_a_draft_saved_in_another_encoding_is_told_and_not_sent_round(run, saved):
    path = saved(filled())
    path.write_bytes(path.read_bytes().decode().encode("gb18030"))
    for verb in ("import", "check", "notes"):
        code, _, err = run(verb, path, *(["-o", path.with_suffix(".docx")] if verb == "notes" else []))
        assert code == 2 and "GBK 编码" in err and "导入" not in err


def test_a_report_called_a_draft_is_imported_and_a_draft_called_otherwise_is_not(run, saved, page, tmp_path):
    called = tmp_path / "其实是网页.gknb"
    called.write_bytes(page.read_bytes())
    code, out, _ = run("import", called, "--json")
    assert code == 0 and json.loads(out)["figures"]
    code, _, err = run("import", saved(filled(), "底稿.txt"))
    assert code == 2 and "已经是底稿" in err


def test_a_new_year_says_what_it_did_not_get(run, page, tmp_path):
    code, _, err = run("new", "--year", 2027, "--from", page, "-o", tmp_path / "今年.gknb")
    assert code == 0 and "不是2026年的" in err and "没有带入上年结转" in err


def test_a_refused_export_names_the_first_problem(run, saved, tmp_path):
    wrong = filled().with_figures({Cell("disclosure", "fees", "amount"): Decimal(-1)})
    code, _, err = run("export", saved(wrong), "--pdf", tmp_path / "a.pdf")
    assert code == 1 and "1 处错误" in err and "小于 0" in err and err.count("\n") == 1


def test_a_kind_that_is_none_names_those_that_are(run, tmp_path):
    _, _, err = run("new", "--year", 2025, "--organ", "某局", "--kind", "局", "-o", tmp_path / "a.gknb")
    assert all(f"{key} {name}" in err for key, name in KINDS.items())


def test_a_mistyped_verb_opens_no_window(capsys):
    from app.__main__ import main

    assert main(["chekc", "a.gknb"]) == 2
    assert "没有“chekc”这个命令" in capsys.readouterr().err


@pytest.mark.parametrize(
    "command",
    [
        "new --year 2025 --organ 甲局 -o 甲.docx",
        "import 甲.docx -o 甲.xlsx",
        "export 甲.gknb --docx 甲.pdf",
        "export 甲.gknb --docx 甲.docx --pdf 乙.docx",
        "export 甲.gknb --html 甲.GKNB",
        "notes 甲.gknb -o 甲.pdf",
        "summarise 县 -o 汇总.xlsx",
        "summarise 县 -o 汇总.gknb --csv 汇总.xlsx",
        "remarks 县 --unit 甲局 -o 甲.docx",
        "remarks 县 --unit 甲局 --docx 甲.gkth",
        "ledger 台账.xlsx -o 甲.xlsx",
        "ledger --template 台账.xls",
    ],
)
def test_a_file_that_would_be_called_as_another_kind_is_not_written(
    command: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    assert cli.main(command.split()) == 2
    said = capsys.readouterr().err.strip()
    assert "的扩展名是" in said and said.count("\n") == 0 and said.endswith("。")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    "command",
    ["collect ?", "summarise ? -o 汇总.gknb", "check ?", "new --year 2025 --organ 甲局 -o ?", "shares ? applications/received/total"]
    + ["remarks ? --unit 甲局", "export ? --docx 甲.docx", "ledger ? --year 2025", "import 甲.docx -o ?", "collect 县 --add ?"],
)  # fmt: skip
def test_a_name_that_is_empty_is_not_the_folder_one_is_in(
    command: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """A script whose variable is empty began a collection there."""
    monkeypatch.chdir(tmp_path)
    assert cli.main(["" if word == "?" else word for word in command.split()]) == 2
    assert "名字是空的" in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []


def test_shares_of_a_folder_without_a_report(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["shares", str(tmp_path), "applications/received/total"]) == 2
    assert "没有一份能计入的年报" in capsys.readouterr().err
