"""T: what the narratives must hold, and how they are written."""

from app.rules.texts import contact, copied, cumulative, dates, fees, parts, placeholders, slips, speakers  # noqa: F401  they register
