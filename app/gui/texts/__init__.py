"""The pages of the narratives and of the organ."""
