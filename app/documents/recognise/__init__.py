"""Paragraphs and grids of others become a report."""
