"""What the clerk filled in: immutable values, and the draft file that keeps them."""
