"""From the lines of somebody's workbook to requests: headers, days, words of results and applicants."""
