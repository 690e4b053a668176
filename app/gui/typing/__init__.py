"""Typing Chinese on Linux desktops whose input method Qt cannot ask by itself."""
