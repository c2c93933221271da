"""A reader's file → the lines of a copy."""
