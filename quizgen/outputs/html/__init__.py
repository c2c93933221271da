"""Worksheets, keys and the pages around them, in HTML."""
