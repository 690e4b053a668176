"""Pages of strangers: who reports and for which year is right or asked, texts are whole and nobody else's, no figure is wrong.

`python -m tests.documents.strangers.test_strangers 2000` tries so many and prints what is not as it should be.
"""

from __future__ import annotations

import re
import sys
from collections import Counter
from collections.abc import Iterator

import pytest

from app.documents.read.reading import understand
from app.documents.recognise.report import Imported
from app.model.files import FileProblem
from tests.documents.strangers.pages import Stranger, stranger

MANY = 60


def faults(page: Stranger, flavour: str) -> Iterator[str]:
    """What is wrong about the reading of one flavour of a page, each beginning with its kind."""
    data = page.html if flavour == "html" else page.text
    try:
        found = understand(flavour, data.encode(), "剪贴板")
    except FileProblem as problem:
        yield f"refused: {problem}"
        return
    asked = {doubt.where for doubt in found.doubts}
    report, true = found.report, page.article.report
    if report.organ.name != true.organ.name and "organ" not in asked:
        yield f"organ: {report.organ.name!r} for {true.organ.name!r}"
    if report.year != true.year and "title" not in asked:
        yield f"year: {report.year} for {true.year}"
    yield from _figures(found, page, asked)
    yield from _texts(found, page)


def _figures(found: Imported, page: Stranger, asked: set[str]) -> Iterator[str]:
    true = page.article.report
    missing = set(found.missing)
    if found.report.edition != true.edition:
        yield f"edition: {found.report.edition} for {true.edition}"
        return
    for cell in true.form.cells:
        figure = found.report.figure(cell)
        told = {str(cell), f"{cell.table}/{cell.row}", cell.table} & asked
        if figure is None and cell in missing and told:
            yield f"lost figure: {cell}"
        elif figure != true.figure(cell):
            yield f"WRONG figure: {cell} {figure} for {true.figure(cell)}"


def _texts(found: Imported, page: Stranger) -> Iterator[str]:
    got = {key: text for key, text in found.report.texts.items() if key not in ("title", "document_number")}
    true = {key: re.sub(r"^（[一二三四五]）(?:主动公开|依申请公开|政府信息管理|政府信息公开平台建设|监督保障)。", "", text)
            for key, text in page.article.texts.items()}  # fmt: skip
    for key in sorted(got.keys() | true.keys()):
        if got.get(key) != true.get(key):
            yield f"text {key}: {got.get(key)!r} for {true.get(key)!r}"


@pytest.mark.parametrize("flavour", ["html", "text"])
@pytest.mark.parametrize("seed", range(MANY))
def test_a_report_in_the_page_of_a_stranger_is_read_right_or_asked(seed: int, flavour: str) -> None:
    wrong = [fault for fault in faults(stranger(seed), flavour) if not fault.startswith("lost")]
    assert wrong == []


def main(first: int, last: int, verbose: bool) -> None:
    for flavour in ("html", "text"):
        kinds: Counter[str] = Counter()
        for seed in range(first, last):
            told = list(faults(stranger(seed), flavour))
            for kind in {fault.split(":")[0] for fault in told}:
                kinds[f"{'frozen' if seed % 2 else 'tuned '} {kind}"] += 1
            kinds[f"{'frozen' if seed % 2 else 'tuned '} pages"] += 1
            kinds[f"{'frozen' if seed % 2 else 'tuned '} pages wholly right"] += not told
            if verbose and seed % 2 == 0:
                for fault in told[:4]:
                    print(seed, flavour, fault[:400])
        print(flavour)
        for kind, number in sorted(kinds.items()):
            print(f"  {kind}: {number}")


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]), len(sys.argv) > 3)
