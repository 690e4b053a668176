"""What the checks found, and what the clerk says to it."""
