"""Question banks in YAML, held against the text of their book → Anki decks and printable quizzes."""

__version__ = "0.1.0"
