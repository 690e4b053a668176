"""Paper in, paper out: reports to DOCX, PDF, HTML and XLSX, and other people's documents to reports."""
