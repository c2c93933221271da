"""The files of a project → immutable values, and diagnostics for what could not be read; and back."""
