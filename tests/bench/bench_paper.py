"""Writing a county's report: DOCX and PDF beside LibreOffice's rendering of the DOCX, a draft beside its bare JSON."""

from __future__ import annotations

import json
import shutil
import subprocess
import tempfile
from pathlib import Path

from app.acts import render
from app.model.draft import open_draft, save_draft
from tests.bench.measure import fastest, told
from tests.reports import county


def main() -> None:
    """Print the figures."""
    report = county()
    with tempfile.TemporaryDirectory() as folder:
        docx, draft, plain = (Path(folder) / name for name in ("a.docx", "a.gknb", "a.json"))
        first = fastest(lambda: docx.write_bytes(render(report, ("docx", "pdf"), None)["docx"]), 1)
        both = fastest(lambda: render(report, ("docx", "pdf"), None), 3)
        office = _office(docx)
        beside = ("soffice --convert-to pdf", office) if office else ()
        told("DOCX and PDF, the first time (writers and fonts loaded)", first, *beside)
        told("DOCX and PDF, again", both, *beside)
        told("DOCX alone", fastest(lambda: render(report, ("docx",), None)))
        told("PDF alone", fastest(lambda: render(report, ("pdf",), None)))
        saved = fastest(lambda: save_draft(report, draft))
        data = json.loads(draft.read_text(encoding="utf-8"))
        wrote = fastest(lambda: plain.write_text(json.dumps(data, ensure_ascii=False), encoding="utf-8"))
        told("a draft saved (whole or not at all, on the disk)", saved, "the same JSON just written", wrote)
        opened = fastest(lambda: open_draft(draft))
        read = fastest(lambda: json.loads(draft.read_text(encoding="utf-8")))
        told("a draft opened", opened, "the same JSON just read", read)


def _office(docx: Path) -> float:
    """Seconds of LibreOffice, its second run, 0 where it is not installed."""
    if not shutil.which("soffice"):
        print("  LibreOffice is not installed")
        return 0
    profile = f"-env:UserInstallation={(docx.parent / 'profile').as_uri()}"
    command = ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", str(docx.parent), str(docx)]
    return fastest(lambda: subprocess.run(command, check=True, capture_output=True), 2)
