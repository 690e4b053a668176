"""Help: the pages of figures, parts and rules."""
