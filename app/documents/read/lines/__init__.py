"""Workbooks and lists of others line by line, as streams: for ledgers of many lines, where `formats` reads the tables of a report."""
