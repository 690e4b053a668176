"""The window: the only layer that knows PySide6."""
