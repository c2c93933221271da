"""Worksheets and keys → files for Word, which teachers change."""
