"""Questions that any feature asks."""
