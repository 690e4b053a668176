"""OpenDocument texts and workbooks (LibreOffice, and what Chinese offices on Linux save)."""
