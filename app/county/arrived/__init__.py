"""What came: files, each read once in bounded children, the few facts of each, and the throw-away cache of them."""
