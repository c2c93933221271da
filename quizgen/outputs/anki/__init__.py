"""A deck → an Anki package: note types, notes as HTML fields, and the file."""
