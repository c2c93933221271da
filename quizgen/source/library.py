"""A book's key → the file of the reader's own copy."""

from __future__ import annotations

import os
from pathlib import Path

from platformdirs import user_data_path

VARIABLE = "QUIZGEN_LIBRARY"
SUFFIX = ".txt"


def library_folder() -> Path:
    """The folder with the reader's copies: ``$QUIZGEN_LIBRARY``, else one in the user's data folder."""
    named = os.environ.get(VARIABLE)
    return Path(named) if named else user_data_path("quizgen") / "library"


def copy_path(book_key: str) -> Path:
    """Where the copy of a book belongs, whether it is there or not."""
    return library_folder() / f"{book_key}{SUFFIX}"


def find_copy(book_key: str, folder: Path) -> Path | None:
    """The copy of a book: in its own folder, where its text may be copied freely, else in the reader's library."""
    paths = (folder / f"{book_key}{SUFFIX}", copy_path(book_key))
    return next((path for path in paths if path.exists()), None)
