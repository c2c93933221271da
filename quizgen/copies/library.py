"""A book's key → the file or folder with the reader's own copy."""

from __future__ import annotations

import os
from itertools import chain, count
from pathlib import Path

from platformdirs import user_data_path

from quizgen.copies.formats.registry import find_format, suffixes

VARIABLE = "QUIZGEN_LIBRARY"
SUFFIXES = suffixes()
"""The suffixes of copies, preferred ones first; a folder of web pages has none."""
_PAGES = find_format("html").suffixes
"""The suffixes of web pages."""


def library_folder() -> Path:
    """The folder with the reader's copies: ``$QUIZGEN_LIBRARY``, else one in the user's data folder."""
    named = os.environ.get(VARIABLE)
    return Path(named) if named else user_data_path("quizgen") / "library"


def copy_path(book_key: str, source: Path) -> Path:
    """The path in the library for a book's copy that is taken from a file or folder."""
    if source.is_dir():
        return library_folder() / book_key
    suffix = source.suffix.lower()
    return library_folder() / f"{book_key}{suffix if suffix in SUFFIXES and suffix else '.txt'}"


def find_copies(book_key: str, folder: Path) -> tuple[Path, ...]:
    """The copies of a book in a folder; the first one is used."""
    named = [(suffix, folder / f"{book_key}{suffix}") for suffix in SUFFIXES]
    return tuple(path for suffix, path in named if (path.exists() if suffix else _has_pages(path)))


def name_aside(copy: Path) -> Path:
    """A free name beside an earlier copy that does not count as a copy: ``book.earlier.txt``, then numbered."""
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
        return True  # reading the folder will report the error


def find_copy(book_key: str, folder: Path) -> Path | None:
    """The copy of a book: in ``folder``, for a text that may be copied freely, else in the reader's library."""
    return next(iter((*find_copies(book_key, folder), *find_copies(book_key, library_folder()))), None)
