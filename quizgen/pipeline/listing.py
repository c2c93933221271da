"""A folder that was built into → what the last build says that it wrote there, and whether that still stands."""

from __future__ import annotations

import json
from pathlib import Path

from quizgen.read import hash_file, read_file

LIST = ".quizgen-files"
"""The file that lists what a build wrote: ``{path: SHA-256}``, in JSON."""
MAX_LIST_BYTES = 16 * 1024 * 1024
"""A file takes a line of some 100 bytes: so much is a build of 150,000 files."""
MAX_OUTPUT_BYTES = 1024 * 1024 * 1024
"""A deck with a picture of 1 MB on each of a thousand cards; what is larger is taken for one that somebody changed."""


def read_list(folder: Path) -> dict[str, str]:
    """The files by their paths, with their digests; none if there is no list, or it is damaged."""
    try:
        listed = json.loads(read_file(folder / LIST, MAX_LIST_BYTES))
    except (OSError, ValueError, RecursionError):
        return {}
    if not isinstance(listed, dict):
        return {}
    return {path: digest for path, digest in listed.items() if isinstance(digest, str)}


def read_digest(file: Path) -> str | None:
    """The SHA-256 of a file, in hex; none where there is no file that a build could have written."""
    try:
        return hash_file(file, MAX_OUTPUT_BYTES)
    except OSError:
        return None


def is_as_listed(folder: Path) -> bool:
    """Whether every file that is listed is there, as it was written."""
    listed = read_list(folder)
    return bool(listed) and all(read_digest(folder / path) == digest for path, digest in listed.items())
