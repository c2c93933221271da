"""A YAML file → its text, or why it cannot be read."""

from __future__ import annotations

import errno
import os
from dataclasses import replace
from pathlib import Path
from typing import TypeAlias

from quizgen.model.diagnostics import Diagnostic, Location
from quizgen.project.misnamed import find_book_file
from quizgen.project.read import SAVE_FIRST, NoFileError, TooLargeError, read_file, reason_of
from quizgen.project.request import BOOK_FILE

FileText: TypeAlias = tuple[str | None, tuple[Diagnostic, ...]]
"""A file's text, or None and why it cannot be read."""

MAX_BYTES = 64 * 1024 * 1024
"""Enough for seventy thousand questions in one file, at some 900 bytes each."""


def read_yaml_text(file: Path, name: str) -> FileText:
    """Read a file that messages call ``name``."""
    try:
        data = read_file(file, MAX_BYTES)
    except TooLargeError:
        message = f"the file is larger than {MAX_BYTES // 1024 // 1024} MB"
        return None, (Diagnostic("yaml", message, Location(name), "Split it: one file a chapter."),)
    except OSError as error:
        fault = _unreadable(error, file.name, name)
        meant = find_book_file(file.parent) if file.name == BOOK_FILE and isinstance(error, FileNotFoundError) else None
        return None, (replace(fault, hint=f"Rename `{meant}` to `{BOOK_FILE}`.") if meant else fault,)
    try:
        return data.decode(), ()
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        column = error.start - (data.rfind(b"\n", 0, error.start) + 1) + 1
        place = Location(name, line, column)
        return None, (Diagnostic("yaml", "the file is not UTF-8 text", place, "Save the file as UTF-8."),)


def missing_text(file: str, name: str) -> FileText:
    """What `read_yaml_text` gives for a file that is not there."""
    return None, (_unreadable(FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT)), file, name),)


def _unreadable(error: OSError, file: str, name: str) -> Diagnostic:
    hint = "A book's folder has a `book.yaml`: its title and table of contents." if file == BOOK_FILE else ""
    hint = SAVE_FIRST if isinstance(error, NoFileError) else hint
    return Diagnostic("unreadable-file", f"this file cannot be read: {reason_of(error)}", Location(name), hint)
