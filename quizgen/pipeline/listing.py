"""A folder that was built into → what the last build says that it wrote there, and whether that still stands."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

LIST = ".quizgen-files"
"""The file that lists what a build wrote: ``{path: SHA-256}``, in JSON."""


def read_list(folder: Path) -> dict[str, str]:
    """The files by their paths, with their digests; none if there is no list, or it is damaged."""
    try:
        listed = json.loads((folder / LIST).read_bytes())
    except (OSError, ValueError, RecursionError):
        return {}
    if not isinstance(listed, dict):
        return {}
    return {path: digest for path, digest in listed.items() if isinstance(digest, str)}


def read_digest(file: Path) -> str | None:
    try:
        return hashlib.sha256(file.read_bytes()).hexdigest() if file.is_file() else None
    except OSError:
        return None


def is_as_listed(folder: Path) -> bool:
    """Whether every file that is listed is there, as it was written."""
    listed = read_list(folder)
    return bool(listed) and all(read_digest(folder / path) == digest for path, digest in listed.items())
