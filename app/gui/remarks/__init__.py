"""县里的意见 in the unit's own window: the letter taken over, its cards, the answers that go back."""
