"""送审, 改稿, 公布: what goes out and comes back."""
