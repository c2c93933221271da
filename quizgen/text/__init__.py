"""Any text → its words, figures and names, its differences from another text, and what the two share."""
