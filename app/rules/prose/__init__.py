"""How prose is read: numbers, what they count, what is claimed."""
