"""What a draft keeps beside figures and texts: the county's levels, notes that were read, what a ledger gave."""
