"""One open report, and what may be done to it."""
