"""What keeps work from being lost: the lock on a draft, the journal of each edit, a snapshot of each export."""
