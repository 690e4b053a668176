"""Radicals that some PDFs print for characters."""

from __future__ import annotations

from app.documents.read.reading import understand


def test_radicals_become_the_characters_that_one_sees() -> None:
    text = (
        "云岭县⼈⺠政府2025年政府信息公开⼯作年度报告\n⼀、总体情况\n（⼀）主动公开。全年公开⽂件。\n"
        "（⼆）依申请公开。⻓期办理。\n五、存在的主要问题及改进情况\n⽆。\n六、其他需要报告的事项\n⽆。\n"
    )
    report = understand("text", text.encode(), "剪贴板").report
    assert report.organ.name == "云岭县人民政府"
    assert report.texts["overview.proactive_disclosure"] == "全年公开文件。"
    assert report.texts["overview.disclosure_on_application"] == "长期办理。"
