"""The whole way: load → locate → check → assemble → render → write. Here alone files are written."""
