"""批注: what somebody wrote at the edge of a 改稿, kept in the draft as to-dos until each is ticked; never printed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, dataclass, replace

from app.model.characters import without_space
from app.model.report import Report
from app.model.words.texts import printed

KEY = "comments"
"""In Report.extra: a list of {who, text, at, done}."""

_LEAST = 2  # characters by which a place can be found again


@dataclass(frozen=True)
class Comment:
    """`at`: the words that it stands at, the first of them and … where they are many; "" for none."""

    who: str
    text: str
    at: str = ""
    done: bool = False


def comments_of(report: Report) -> tuple[Comment, ...]:
    """Those of this draft, as far as they can be read."""
    kept = report.extra.get(KEY)
    found = (_comment(each) for each in kept) if isinstance(kept, list) else ()
    return tuple(each for each in found if each is not None)


def _comment(kept: object) -> Comment | None:
    if not isinstance(kept, dict):
        return None
    who, text, at = (kept.get(key) for key in ("who", "text", "at"))
    if not (isinstance(who, str) and isinstance(text, str) and isinstance(at, str)):
        return None
    return Comment(who, text, at, kept.get("done") is True)


def with_comments(report: Report, comments: Iterable[Comment]) -> Report:
    """The report with these and no others."""
    rest = {key: value for key, value in report.extra.items() if key != KEY}
    kept = [asdict(each) for each in comments]
    return replace(report, extra={**rest, KEY: kept} if kept else rest)


def with_new(report: Report, found: Iterable[Comment]) -> Report:
    """The report with what was not known of these; the very same when all were. One that was ticked stays ticked."""
    own = comments_of(report)
    known = {(each.who, each.text, each.at) for each in own}
    new = [each for each in dict.fromkeys(found) if (each.who, each.text, each.at) not in known]
    return with_comments(report, (*own, *new)) if new else report


def place_of(comment: Comment, report: Report) -> tuple[str, str] | None:
    """(narrative, the words there) that a comment stands at; None when the draft does not have them."""
    words = comment.at.removesuffix("…").strip()
    if len(without_space(words)) < _LEAST:
        return None
    for part in report.form.parts:
        for narrative in part.narratives:
            if words in printed(report, narrative.key):
                return narrative.key, words
    return None
