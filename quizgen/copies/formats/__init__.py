"""Files of one format each → the lines of a copy."""
