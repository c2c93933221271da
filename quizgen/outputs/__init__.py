"""Decks and worksheets → files."""
