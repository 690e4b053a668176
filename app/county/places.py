"""What lies in the folder of a collection, by name."""

NAME = "收集.gkhj"
ARRIVED, DRAFTS, RETURNED, STARTERS, SUMMARY = "收到", "底稿", "退回", "下发", "汇总.gknb"
MENDED = "代改"  # drafts that the county itself changed for a unit: they count like a file that came
OURS = frozenset((DRAFTS, RETURNED, STARTERS))
"""Folders that the program writes: nothing in them is a file that came."""
