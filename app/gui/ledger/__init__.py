"""The request ledger in the window: table 三 out of it, what is asked, deadlines, the requests behind a figure."""
