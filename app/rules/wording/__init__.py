"""N: what the narratives say with numbers, against the tables, against each other and against last year."""

from app.rules.wording import counts, parts, shares, years  # noqa: F401  they register
