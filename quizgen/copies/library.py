"""A book's key → the file, or the folder, of the reader's own copy."""

from __future__ import annotations

import os
from itertools import chain, count
from pathlib import Path

from platformdirs import user_data_path

from quizgen.copies.formats.registry import find_format, suffixes

VARIABLE = "QUIZGEN_LIBRARY"
SUFFIXES = suffixes()
_PAGES = find_format("html").suffixes
"""What a copy may end in, and which one is used where there are several; a folder of web pages has no suffix."""


def library_folder() -> Path:
    """The folder with the reader's copies: ``$QUIZGEN_LIBRARY``, else one in the user's data folder."""
    named = os.environ.get(VARIABLE)
    return Path(named) if named else user_data_path("quizgen") / "library"


def copy_path(book_key: str, source: Path) -> Path:
    """Where the copy of a book belongs that is taken from a file or a folder."""
    if source.is_dir():
        return library_folder() / book_key
    suffix = source.suffix.lower()
    return library_folder() / f"{book_key}{suffix if suffix in SUFFIXES and suffix else '.txt'}"


def find_copies(book_key: str, folder: Path) -> tuple[Path, ...]:
    """The copies of a book in a folder; the first one is used."""
    named = [(suffix, folder / f"{book_key}{suffix}") for suffix in SUFFIXES]
    return tuple(path for suffix, path in named if (path.exists() if suffix else _has_pages(path)))


def name_aside(copy: Path) -> Path:
    """A name beside an earlier copy that is free, and under which it is none: ``book.earlier.txt``, then numbers."""
    suffix = copy.suffix if copy.suffix.lower() in SUFFIXES else ""
    stem = f"{copy.name.removesuffix(suffix)}.earlier"
    names = chain([f"{stem}{suffix}"], (f"{stem}-{number}{suffix}" for number in count(2)))
    return next(path for path in map(copy.with_name, names) if not os.path.lexists(path))


def _has_pages(folder: Path) -> bool:
    if not folder.is_dir():
        return False
    try:
        return any(file.suffix.lower() in _PAGES for file in folder.iterdir())
    except OSError:
        return True  # whether there are pages is told of when they are read


def find_copy(book_key: str, folder: Path) -> Path | None:
    """The copy of a book: in its own folder, where its text may be copied freely, else in the reader's library."""
    return next(iter((*find_copies(book_key, folder), *find_copies(book_key, library_folder()))), None)
