"""The package that a build replaces → the ``mod`` and the content of each of its notes.

Nothing else remembers when an own build changed a note last: without the package, all its notes are dated anew.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

from quizgen.project.package_file import NoPackageError, open_package

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
        with open_package(file) as connection:
            rows = connection.execute("SELECT guid, mid, mod, tags, flds FROM notes")
            return {
                guid: EarlierNote(mod, _hash(mid, tags, fields))
                for guid, mid, mod, tags, fields in rows
                if list(map(type, (guid, mid, mod, tags, fields))) == [str, int, int, str, str] and 0 < mod < _MAX_MOD
            }
    except NoPackageError:
        return NO_NOTES
