"""What is kept on this machine for the clerk: drafts, locks, the journal, snapshots, settings; no Qt."""
