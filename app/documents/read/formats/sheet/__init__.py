"""Workbooks in all their files: XLSX, XLS, the XML of 2003, ODS; a figure is what its sheet shows."""
