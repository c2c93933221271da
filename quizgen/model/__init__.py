"""The domain model as immutable values: books, citations, passages, recipes, diagnostics."""
