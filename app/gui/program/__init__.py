"""The program around the windows: start, settings, faults."""
