"""A package that quizgen wrote → its database, within limits, whatever the file turns out to be."""

from __future__ import annotations

import sqlite3
import zipfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from quizgen.project.read import open_file

_DATABASE = "collection.anki2"
_MAX_BYTES = 1024 * 1024 * 1024
_MAX_DATABASE_BYTES = 256 * 1024 * 1024
"""Enough for 50,000 notes, at some 5 kB a note."""
_MAX_STEPS = 10_000_000
"""Steps of SQLite's virtual machine: about 10 a note; a forged database could take any number."""
_MAX_TEXT_BYTES = 16 * 1024 * 1024

_FAULTS = (
    OSError,
    sqlite3.Error,
    MemoryError,  # SQLite says so of a cut page
    zipfile.BadZipFile,
    NotImplementedError,  # a zip of a later version
    RuntimeError,  # an encrypted one
    EOFError,
    ValueError,
    LookupError,
    TypeError,  # rows of other types than ours
    AttributeError,
)


class NoPackageError(ValueError):
    """The file is no package that quizgen wrote."""


@contextmanager
def open_package(file: Path) -> Iterator[sqlite3.Connection]:
    """A connection to a copy of a package's database.

    Raises ``NoPackageError`` if the file cannot be read, or if what is done with it shows that quizgen did not write
    it: a table is missing, say, or a row has values of another type.
    """
    try:
        with open_file(file, _MAX_BYTES) as stream, zipfile.ZipFile(stream) as package:
            entry = package.getinfo(_DATABASE)
            if entry.compress_type != zipfile.ZIP_STORED or entry.file_size > _MAX_DATABASE_BYTES:
                raise NoPackageError(file.name)
            database = package.read(entry)
        with closing(sqlite3.connect(":memory:")) as connection:
            connection.deserialize(database)
            connection.execute("PRAGMA trusted_schema = OFF")
            connection.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, _MAX_TEXT_BYTES)
            connection.set_progress_handler(lambda: 1, _MAX_STEPS)  # ends the query
            yield connection
    except _FAULTS as error:
        raise NoPackageError(file.name) from error
