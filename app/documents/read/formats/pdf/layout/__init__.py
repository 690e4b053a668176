"""Where things stand on the pages of a PDF: lines, columns, tables, paragraphs."""
