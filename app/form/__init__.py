"""What the paper says: every edition of the official form, as data."""

from __future__ import annotations

from app.form import edition2019, edition2021, edition2021_single
from app.form.schema import Edition

EDITIONS: dict[str, Edition] = {
    edition.key: edition for edition in (edition2021.EDITION, edition2019.EDITION, edition2021_single.EDITION)
}


def edition_for(year: int) -> Edition:
    """The official edition in force for reports of this year; years before 2019 have none and get the oldest."""
    official = [edition for edition in EDITIONS.values() if edition.official]
    for edition in official:
        first, last = edition.years
        if first <= year and (last is None or year <= last):
            return edition
    return min(official, key=lambda edition: edition.years)
