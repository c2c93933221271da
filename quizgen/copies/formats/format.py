"""What a format of a reader's copy has to declare, so that detection, the sandbox, the library and messages know it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import IntEnum
from pathlib import Path
from typing import BinaryIO, TypeAlias

from quizgen.copies.formats.extract import Extract, Fault

HEAD_BYTES = 100_000
"""The number of bytes that are examined to detect a format."""


@dataclass(frozen=True, eq=False)
class Sample:
    """What detection knows of a file: its first bytes (at most ``HEAD_BYTES``), and its suffix in lower case."""

    head: bytes
    suffix: str


class Certainty(IntEnum):
    """How sure a format is that a file is of it, and why; of several formats the surest one reads the file."""

    NONE = 0
    FALLBACK = 1
    """Any file may be."""
    RESEMBLANCE = 2
    """The content looks like it; a suffix of another format counts for more."""
    SUFFIX = 3
    CONTENT = 4
    """The content begins as in no other format of text."""
    SIGNATURE = 5
    """The first bytes are those of this binary format; no known kind of other file is looked for."""


@dataclass(frozen=True, kw_only=True, eq=False, repr=False)
class FileFormat:
    """A format of a copy that is one file. No field has a default, so that an incomplete format fails on import.

    - ``name``: its name for the sandbox and the fuzzer; ``title``: its name in messages.
    - ``suffixes``: the suffixes of its files, in lower case, the preferred one first.
    - ``detect``: how sure it is that a file is of this format.
    - ``max_bytes``: the size limit of a file.
    - ``is_binary``: whether its files are not text. They may hold pictures beside the text, and a binary file that has
      the suffix but not the signature is reported as damaged.
    - ``is_sandboxed``: whether it is read in a subprocess, within limits of time and memory: always, unless the reader
      is plain Python whose time and memory are bounded by the size of the file.
    - ``read``: the text of an open file, or why there is none; raises ``OSError``. It imports the libraries and the
      larger modules that it needs when it is called: most runs of quizgen read no copy.
    """

    name: str
    title: str
    suffixes: tuple[str, ...]
    detect: Callable[[Sample], Certainty]
    max_bytes: int
    is_binary: bool
    is_sandboxed: bool
    read: Callable[[BinaryIO], Extract | Fault]


@dataclass(frozen=True, kw_only=True, eq=False, repr=False)
class FolderFormat:
    """A format of a copy that is a folder of files; it is always read in the sandbox. No field has a default.

    - ``name``, ``title``: as for a file.
    - ``suffixes``: those of its files, in lower case; a folder without such a file is no copy in this format.
    - ``depth``: how many folders down its files may be.
    - ``find_files``: the files that the copy consists of, which ``source add`` keeps; raises ``OSError``.
    - ``read``: the text of a folder, or why there is none; raises ``OSError``. It keeps the limits by itself.
    """

    name: str
    title: str
    suffixes: tuple[str, ...]
    depth: int
    find_files: Callable[[Path], tuple[Path, ...] | Fault]
    read: Callable[[Path], Extract | Fault]

    def has_files(self, folder: Path, depth: int = 0) -> bool:
        """Whether a folder has a file with one of the suffixes, in itself or so many folders down.

        Raises ``OSError``.
        """
        if any(file.suffix.lower() in self.suffixes for file in folder.iterdir()):
            return True
        below = (each for each in folder.iterdir() if depth and each.is_dir() and not each.name.startswith("."))
        return any(self.has_files(each, depth - 1) for each in below)


Format: TypeAlias = FileFormat | FolderFormat
