"""A rule that crashes over one sentence: the others are read, it is told once, and the log holds no word of the report."""

from __future__ import annotations

import logging
from collections.abc import Iterator

import pytest

from app.model.finding import Finding, Level, Verdict, verdict
from app.rules import RULES, Case, check
from app.rules.prose import reader
from app.rules.registry import Rule
from tests.reports import filled

POISON = "这句话程序读不了。"


def found(report):
    return check(Case(report, report.previous))


def two_rules_that_choke(monkeypatch: pytest.MonkeyPatch) -> None:
    def choke(case: Case) -> Iterator[Finding]:
        for each in case.sentences():
            with case.sentence(each.part, each.key, each.text):
                if "读不了" in each.text:
                    raise ValueError(each.text)
                if "看见了" in each.text:
                    yield Finding("E998", Level.NOTE, "看见了。", involved=(each.key,), quote=each.text)

    for id in ("E998", "E999"):
        monkeypatch.setitem(RULES, id, Rule(id, Level.NOTE, "测试", "依据", choke))


def test_it_costs_that_sentence_and_is_told_once(monkeypatch, caplog):
    two_rules_that_choke(monkeypatch)
    report = filled().with_text("problems", f"{filled().text('problems')}\n{POISON}这一句看见了。")
    with caplog.at_level(logging.ERROR):
        findings = found(report)
    assert [f.quote for f in findings if f.message == "看见了。"] == ["这一句看见了。"] * 2
    (told,) = [f for f in findings if f.fault]
    assert told.quote == POISON and told.part == "problems" and told.level is Level.UNCHECKED
    assert "不是您写错了" in told.message and told.message.endswith("。")
    assert verdict(findings) is Verdict.READY, "a fault of the program keeps nobody from publishing"
    said = [record.getMessage() for record in caplog.records]
    assert [line for line in said if "E998" in line] and [line for line in said if "E999" in line]
    assert not any("读不了" in line for line in said)


def test_two_sentences_are_told_as_two(monkeypatch):
    two_rules_that_choke(monkeypatch)
    report = filled().with_text("problems", f"{filled().text('problems')}\n{POISON}另一句也读不了。")
    (told,) = [f for f in found(report) if f.fault]
    assert "等 2 句" in told.message


def test_a_reader_that_crashes_costs_the_passage(monkeypatch):
    real = reader.claims

    def claims(passage, about):
        if "读不了" in passage:
            raise IndexError("boom")
        return real(passage, about)

    monkeypatch.setattr(reader, "claims", claims)
    report = filled().with_text("problems", f"全年新收政府信息公开申请77件。\n{POISON}\n被申请行政复议99件。")
    findings = found(report)
    (told,) = [f for f in findings if f.fault]
    assert told.quote == POISON
    assert {f.rule for f in findings if f.level is Level.QUERY} >= {"N201", "N208"}
