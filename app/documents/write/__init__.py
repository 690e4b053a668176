"""Paper out: a report as blocks, and the blocks as DOCX, PDF, HTML and XLSX."""
