"""Word documents in all their files: DOCX, flat XML, the XML of 2003, DOC, RTF, ODT."""
