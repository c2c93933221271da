"""Format diagnostics, coverage, damage and structure as text and JSON."""
