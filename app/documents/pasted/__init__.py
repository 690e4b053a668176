"""A block of figures on the clipboard, laid upon a table: by its own labels and headers, else from the cursor on."""
