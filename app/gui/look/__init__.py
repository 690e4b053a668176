"""What everything on the screen is drawn with."""
