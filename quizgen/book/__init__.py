"""A copy and a table of contents → the text of a book: chapters, sections, paragraphs."""
