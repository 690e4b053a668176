"""The three tables in a document of others: out of real grids, or out of plain text."""
