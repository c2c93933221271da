"""The steps behind each command: load → locate → check → assemble → render → write the project's files."""
