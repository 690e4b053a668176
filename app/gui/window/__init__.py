"""The window of one report."""
