"""The field's nouns, as immutable values: books, citations, passages, recipes, diagnostics."""
