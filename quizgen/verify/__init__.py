"""A bank and a book's text, or its lock → a verdict on each question."""
