"""The report goes out: preview, export, print, working papers."""
