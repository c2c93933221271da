"""The first book's text, from the reader's library."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from quizgen.book.book_text import BookText
from quizgen.book.structure import read_structure
from quizgen.copies.copy import read_copy
from quizgen.project.book_file import read_book

BOOK = "revolution-betrayed"


def read_first_book() -> BookText:
    """The text of the copy in ``$QUIZGEN_LIBRARY``; exits if there is none."""
    folder = os.environ.get("QUIZGEN_LIBRARY", "")
    copy, _ = read_copy(Path(folder, f"{BOOK}.txt"))
    book = read_book(Path(__file__).parent.parent / "questions" / BOOK / "book.yaml", "book.yaml").record
    text = read_structure(copy, book)[0] if copy is not None and book is not None else None
    if text is None:
        sys.exit(f"no copy of {BOOK}: set QUIZGEN_LIBRARY to the folder that has {BOOK}.txt")
    return text
