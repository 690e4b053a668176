"""稿号: what a 送审稿 is known by when it comes back, and the draft as it was at each one, kept in the draft itself.

Kept there, because the copy comes back to whoever has the draft by then: renamed, in another folder, on another computer.
"""

from __future__ import annotations

import datetime
import hashlib
import json
import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Any, NamedTuple

from app.model.draft import Damaged, report_dict, report_of
from app.model.report import Report

KEY = "sent"
"""In Report.extra: a list of {code, at, report}, the newest first."""

MOST = 5  # of them; a copy that is older than five others does not come back

_CODE = re.compile("[0-9A-F]{4}(?:-[0-9A-F]{4}){3}")
_GROUP = r"[0-9A-F](?:\s?[0-9A-F]){3}"
_PRINTED = re.compile(rf"稿\s*号\s*:?\s*({_GROUP}(?:\s?-\s?{_GROUP}){{3}})(?![0-9A-F]|\s?-\s?{_GROUP})")
_DASHES = str.maketrans(dict.fromkeys("‐‑‒–—―−－﹣", "-"))


class Sent(NamedTuple):
    """The draft as it was when a 送审稿 of it was made."""

    code: str
    at: datetime.datetime
    report: Report


def copy_code(report: Report) -> str:
    """7F3A-12C0-88D1-04BE: a digest of what a copy of this report prints; every change of that gives another."""
    kept = {key: value for key, value in report_dict(_bare(report)).items() if key not in ("auto_totals", "previous")}
    text = json.dumps(kept, ensure_ascii=False, sort_keys=True)
    digest = hashlib.sha256(text.encode("utf-8", "replace")).hexdigest().upper()
    return "-".join(digest[at : at + 4] for at in range(0, 16, 4))


def code_in(lines: Iterable[str]) -> str:
    """The 稿号 printed in these lines, however another program or a scan has spaced it; "" for none, or for two."""
    found = set()
    for line in lines:
        if "稿" in line:
            words = unicodedata.normalize("NFKC", line).translate(_DASHES).upper()
            found |= {"".join(code.split()) for code in _PRINTED.findall(words)}
    return found.pop() if len(found) == 1 else ""


def with_sent(report: Report, at: datetime.datetime) -> Report:
    """The report with itself kept as sent now; the very same when it is kept already."""
    code = copy_code(report)
    kept = [each for each in _kept(report) if each.get("code") != code]
    if len(kept) < len(_kept(report)):
        return report
    mine = {"code": code, "at": at.isoformat(timespec="seconds"), "report": report_dict(_bare(report))}
    return replace(report, extra={**report.extra, KEY: [mine, *kept][:MOST]})


def without_sent(report: Report) -> Report:
    """The report without what was sent of it: last year's, one made of several."""
    return replace(report, extra={key: value for key, value in report.extra.items() if key != KEY})


def bare_codes(report: Report) -> Report:
    """The report with the 稿号 and days of what was sent of it, and nothing of what stood in it."""
    kept = [{key: each[key] for key in ("code", "at") if key in each} for each in _kept(report)]
    return replace(report, extra={**report.extra, KEY: kept}) if kept else without_sent(report)


def sent_codes(report: Report) -> Iterator[str]:
    """The 稿号 of all that was sent of this draft, the newest first."""
    for each in _kept(report):
        code = each.get("code")
        if isinstance(code, str) and _CODE.fullmatch(code):
            yield code


def sent_copies(report: Report) -> Iterator[Sent]:
    """What was sent of this draft, the newest first, as far as it can be read."""
    for each in _kept(report):
        try:
            at = datetime.datetime.fromisoformat(each["at"]).replace(tzinfo=None)
            if _CODE.fullmatch(each["code"]):
                yield Sent(each["code"], at, report_of(each["report"]))
        except (Damaged, KeyError, TypeError, ValueError):
            continue


def _kept(report: Report) -> list[dict[str, Any]]:
    kept = report.extra.get(KEY)
    return [each for each in kept if isinstance(each, dict)] if isinstance(kept, list) else []


def _bare(report: Report) -> Report:
    """What is printed of a report, and nothing else of it."""
    return Report(report.edition, replace(report.organ, extra={}), report.year, report.figures, report.texts)
