"""The package that a build replaces → the ``mod`` and the content of each of its notes.

Nothing else remembers when an own build changed a note last: without the package, all its notes are dated anew.
"""

from __future__ import annotations

import hashlib
import sqlite3
import zipfile
from collections.abc import Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

from quizgen.project.read import open_file
from quizgen.workspace.output_manifest import MAX_OUTPUT_BYTES

_DATABASE = "collection.anki2"
_MAX_DATABASE_BYTES = 256 * 1024 * 1024
"""Enough for 50,000 notes, at some 5 kB a note."""
_MAX_STEPS = 10_000_000
"""Steps of SQLite's virtual machine: about 10 a note; a forged database could take any number."""
_MAX_TEXT_BYTES = 16 * 1024 * 1024
_MAX_MOD = 2**32
"""The time of a build is earlier."""


@dataclass(frozen=True, slots=True)
class EarlierNote:
    """A note in the package: its time of modification in seconds, and the `hash_content` of what it has."""

    mod: int
    content: bytes


NO_NOTES: Mapping[str, EarlierNote] = MappingProxyType({})


def hash_content(notetype_id: int, tags: Sequence[str], fields: Sequence[str]) -> bytes:
    """The SHA-256 of all that an import of a note writes: its note type, its tags and its fields with passages."""
    return _hash(notetype_id, f" {' '.join(tags)} ", "\x1f".join(fields))


def _hash(notetype_id: int, tags: str, fields: str) -> bytes:
    return hashlib.sha256(f"{notetype_id}\x1e{tags}\x1e{fields}".encode()).digest()


def read_earlier(file: Path) -> Mapping[str, EarlierNote]:
    """The notes of a package by guid; none if there is no file, or none that quizgen writes."""
    try:
        with open_file(file, MAX_OUTPUT_BYTES) as stream, zipfile.ZipFile(stream) as package:
            entry = package.getinfo(_DATABASE)
            if entry.compress_type != zipfile.ZIP_STORED or entry.file_size > _MAX_DATABASE_BYTES:
                return NO_NOTES
            database = package.read(entry)
        return _read_notes(database)
    # zipfile raises these on damaged files, some of them beside its own; SQLite says MemoryError of a cut page.
    except (OSError, zipfile.BadZipFile, sqlite3.Error, ValueError, KeyError, RuntimeError, EOFError, MemoryError):
        return NO_NOTES


def _read_notes(database: bytes) -> Mapping[str, EarlierNote]:
    with closing(sqlite3.connect(":memory:")) as connection:
        connection.deserialize(database)
        connection.execute("PRAGMA trusted_schema = OFF")
        connection.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, _MAX_TEXT_BYTES)
        connection.set_progress_handler(lambda: 1, _MAX_STEPS)  # ends the query
        rows = connection.execute("SELECT guid, mid, mod, tags, flds FROM notes")
        return {
            guid: EarlierNote(mod, _hash(mid, tags, fields))
            for guid, mid, mod, tags, fields in rows
            if list(map(type, (guid, mid, mod, tags, fields))) == [str, int, int, str, str] and 0 < mod < _MAX_MOD
        }
