"""resources/template.docx is what build/template.py makes of style.py today."""

from __future__ import annotations

import importlib.util

from tests.where import ROOT


def test_template_is_up_to_date() -> None:
    spec = importlib.util.spec_from_file_location("template", ROOT / "build/template.py")
    assert spec and spec.loader
    maker = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(maker)
    made = maker.template()
    assert made == (ROOT / "resources/template.docx").read_bytes(), "run .venv/bin/python build/template.py"
