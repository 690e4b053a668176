"""What goes out to the units and comes back: starter files, 退回 and its answers, 催报."""
