"""A folder that was built into before → the files of that build that this one does not make again."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Sequence
from pathlib import Path

from quizgen.model import Artifact

LIST = ".quizgen-files"
"""The file that lists what a build wrote: ``{path: SHA-256}``, in JSON."""


def find_leftovers(folder: Path, artifacts: Sequence[Artifact]) -> Iterator[Path]:
    """Files as an earlier build wrote them: one that somebody changed, or put there, stays."""
    kept = {artifact.path for artifact in artifacts}
    for path, digest in _read(folder / LIST).items():
        file = folder / path
        # What is outside of the folder was written by nobody here.
        if path not in kept and file.resolve().is_relative_to(folder.resolve()) and _digest(file) == digest:
            yield file


def list_files(folder: Path, artifacts: Sequence[Artifact], *, is_whole: bool) -> Artifact:
    """The list of what is in the folder now; a part of a build is added to what was there."""
    digests = {} if is_whole else _read(folder / LIST)
    digests |= {artifact.path: hashlib.sha256(artifact.content).hexdigest() for artifact in artifacts}
    return Artifact(LIST, json.dumps(digests, indent=0, sort_keys=True, ensure_ascii=False).encode())


def _read(file: Path) -> dict[str, str]:
    try:
        listed = json.loads(file.read_bytes())
    except (OSError, ValueError, RecursionError):
        return {}
    if not isinstance(listed, dict):
        return {}
    return {path: digest for path, digest in listed.items() if isinstance(digest, str)}


def _digest(file: Path) -> str | None:
    try:
        return hashlib.sha256(file.read_bytes()).hexdigest() if file.is_file() else None
    except OSError:
        return None
