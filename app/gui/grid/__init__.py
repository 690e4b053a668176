"""The table widget of the form."""
