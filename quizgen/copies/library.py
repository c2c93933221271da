"""A book's key → the file or folder with the reader's own copy."""

from __future__ import annotations

import os
from collections.abc import Iterator
from itertools import chain, count
from pathlib import Path

from platformdirs import user_data_path

from quizgen.copies.formats import registry
from quizgen.copies.formats.format import FolderFormat, Format

VARIABLE = "QUIZGEN_LIBRARY"


def library_folder() -> Path:
    """The folder with the reader's copies: ``$QUIZGEN_LIBRARY``, else one in the user's data folder."""
    named = os.environ.get(VARIABLE)
    return Path(named) if named else user_data_path("quizgen") / "library"


def copy_path(book_key: str, source: Path) -> Path:
    """The path in the library for a book's copy that is taken from a file or folder."""
    if source.is_dir():
        return library_folder() / book_key
    suffix = source.suffix.lower()
    known = registry.file_suffixes()
    return library_folder() / f"{book_key}{suffix if suffix in known else known[0]}"


def find_copies(book_key: str, folder: Path) -> tuple[Path, ...]:
    """The copies of a book in a folder; the first one is used."""
    return tuple(dict.fromkeys(path for form in registry.FORMATS for path in _copies_in(form, folder, book_key)))


def _copies_in(form: Format, folder: Path, book_key: str) -> Iterator[Path]:
    if isinstance(form, FolderFormat):
        copy = folder / book_key
        if copy.is_dir() and _has_files(form, copy):
            yield copy
    else:
        named = (folder / f"{book_key}{suffix}" for suffix in form.suffixes)
        yield from (path for path in named if path.exists())


def _has_files(form: FolderFormat, folder: Path) -> bool:
    try:
        return form.has_files(folder, form.depth)
    except OSError:
        return True  # reading the folder will report the error


def name_aside(copy: Path) -> Path:
    """A free name beside an earlier copy that does not count as a copy: ``book.earlier.txt``, then numbered."""
    suffix = copy.suffix if copy.suffix.lower() in registry.file_suffixes() else ""
    stem = f"{copy.name.removesuffix(suffix)}.earlier"
    names = chain([f"{stem}{suffix}"], (f"{stem}-{number}{suffix}" for number in count(2)))
    return next(path for path in map(copy.with_name, names) if not os.path.lexists(path))


def find_copy(book_key: str, folder: Path) -> Path | None:
    """The copy of a book: in ``folder``, for a text that may be copied freely, else in the reader's library."""
    return next(iter((*find_copies(book_key, folder), *find_copies(book_key, library_folder()))), None)
