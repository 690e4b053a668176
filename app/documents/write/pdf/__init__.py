"""How a page of the PDF is set."""
