"""Read the files of a project into immutable values and diagnostics, and write files."""
