"""A bank, and the book's text or the lock → a verdict on each question."""
