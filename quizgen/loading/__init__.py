"""Files → immutable values, and diagnostics for what could not be read."""
