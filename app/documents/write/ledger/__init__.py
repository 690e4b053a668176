"""Papers of the request ledger: the template that we offer, the list of deadlines."""
