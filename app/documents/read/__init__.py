"""Files of others are opened within bounds and become paragraphs and grids."""
