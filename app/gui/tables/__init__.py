"""The pages of the three tables."""
