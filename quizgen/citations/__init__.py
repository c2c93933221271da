"""A citation → the one place of the book where it stands."""
