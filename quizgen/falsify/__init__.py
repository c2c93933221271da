"""A question → false versions of it, by which readers and checks are measured."""
