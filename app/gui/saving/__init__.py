"""Drafts are saved, opened and found again after a crash."""
