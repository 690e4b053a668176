"""T312: words written twice or left out, marks used wrongly, numbering that jumps: a module for each kind."""

from app.rules.texts.slips import writing  # noqa: F401  it registers
