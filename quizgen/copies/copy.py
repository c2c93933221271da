"""A file or folder → the lines of a reader's copy."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path

from quizgen.copies.formats.detect import detect_format
from quizgen.copies.formats.extract import ANY_FORMAT, MEGABYTE, Entry, Extract, Fault, Metadata, Unit
from quizgen.copies.formats.format import FileFormat, FolderFormat
from quizgen.copies.formats.registry import file_formats, name_formats
from quizgen.copies.gutenberg import leave_out_boilerplate
from quizgen.copies.sandbox import read_in_sandbox
from quizgen.copies.verse_numbers import leave_out_verse_numbers
from quizgen.model.diagnostics import Diagnostic, Location, Severity
from quizgen.project.read import TooLargeError, hash_file, read_file, reason_of


@dataclass(frozen=True, slots=True)
class Copy:
    """The lines of a copy. ``lines[n - 1]`` is line ``n`` of a text file; for other formats see ``unit``.

    ``headings`` maps the indices of lines that the format marks as headings to their levels (from 1); ``controls`` are
    the numbers of the lines that had control characters. ``sha256`` is that of the file, or of a folder's lines.
    ``metadata`` and ``contents`` are what the format says beside the text.
    """

    path: str
    sha256: str
    lines: tuple[str, ...]
    unit: Unit = Unit.LINE
    headings: Mapping[int, int] = field(default_factory=dict)
    controls: tuple[int, ...] = ()
    metadata: Metadata = field(default_factory=Metadata)
    contents: tuple[Entry, ...] = ()

    def place(self, line: int) -> str:
        """A line (from 1) as a reader of the copy finds it: ``line 288``, ``paragraph 61``, ``page 12``.

        Pages count from the first one of the file, whatever number is printed on it.
        """
        if self.unit is Unit.PAGE:
            return f"page {sum(each.startswith(chr(12)) for each in self.lines[:line])}"
        return f"{self.unit} {line}"


def read_copy(file: Path) -> tuple[Copy | None, tuple[Diagnostic, ...]]:
    """Read a copy in any of the formats that ``formats/registry.py`` lists.

    The format is detected by content and, where that is ambiguous, by suffix. A copy of which something had to be
    guessed comes with a warning.
    """
    try:
        read, digest = _read(file)
    except FileNotFoundError:
        read, digest = Fault("copy-missing", "there is no such file", "Check the path."), ""
    except OSError as error:
        hint = "Check that it is a file you may read."
        read, digest = Fault("copy-unreadable", f"this copy cannot be read: {reason_of(error)}", hint), ""
    if isinstance(read, Fault):
        return None, (_diagnose(read, file, Severity.ERROR),)
    read = leave_out_verse_numbers(leave_out_boilerplate(read))
    headings = dict(read.headings)
    copy = Copy(str(file), digest, read.lines, read.unit, headings, read.controls, read.metadata, read.contents)
    return copy, (_diagnose(read.doubt, file, Severity.WARNING),) if read.doubt else ()


def _diagnose(fault: Fault, file: Path, severity: Severity) -> Diagnostic:
    hint = f"Give the book as {name_formats(file_formats())}." if fault.hint == ANY_FORMAT else fault.hint
    return Diagnostic(fault.code, fault.message, Location(str(file)), hint, severity)


def _read(copy: Path) -> tuple[Extract | Fault, str]:
    """The text of a copy and its SHA-256: of the bytes of a file, or of the lines of a folder."""
    found = detect_format(copy)
    if isinstance(found, Fault):
        return found, ""
    if isinstance(found, FolderFormat):
        read = read_in_sandbox(found, copy)
        lines = () if isinstance(read, Fault) else read.lines
        return read, hashlib.sha256("\n".join(lines).encode()).hexdigest()
    try:
        if found.is_sandboxed:
            digest = hash_file(copy, found.max_bytes)  # the sandbox has the same limit
            return read_in_sandbox(found, copy), digest
        data = read_file(copy, found.max_bytes)
        return found.read(BytesIO(data)), hashlib.sha256(data).hexdigest()
    except TooLargeError as error:
        return _too_large(found, error.size), ""


def _too_large(found: FileFormat, size: int) -> Fault:
    most = found.max_bytes // MEGABYTE
    limit = f"quizgen reads up to {most} MB" if found.is_binary else f"no book has more than {most} MB of text"
    message = f"this copy has {size // MEGABYTE} MB; {limit}"
    return Fault("copy-too-large", message, "Is this the one book? Give it as plain text.")
