"""A report of others comes in: it is read, looked through, taken over."""
