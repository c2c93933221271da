"""The manifests of an output folder: which files each command wrote there, and whether they are unchanged."""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, Literal, TypeAlias

from quizgen.project.read import hash_file, read_file

LIST = ".quizgen-files"
"""The manifest of a build: ``{path: SHA-256}`` in JSON, one path per line.

While files are being replaced, and after a killed run, a path has the old and the new SHA-256, separated by a space.
"""

MAX_LIST_BYTES = 16 * 1024 * 1024
"""Enough for 150,000 files, at some 100 bytes a line."""
MAX_OUTPUT_BYTES = 1024 * 1024 * 1024
"""Enough for a deck of a thousand cards with a picture of 1 MB each; a larger file counts as changed by somebody."""

Command: TypeAlias = Literal["build", "sheet", "coverage"]

_DIGEST = re.compile(r"\b[0-9a-f]{64}\b")

LISTS: Mapping[Command, str] = {"build": LIST, "sheet": ".quizgen-sheet", "coverage": ".quizgen-coverage"}
"""One manifest per command, so that a build does not remove the files of another command as leftovers of its own."""

Listed: TypeAlias = Mapping[str, tuple[str, ...]]
"""By path, the SHA-256 digests that the file may have, the latest last."""


def read_list(folder: Path, name: str = LIST) -> Listed:
    """The files in a manifest: empty if there is none; of a damaged one, the lines that can be read."""
    listed: defaultdict[str, tuple[str, ...]] = defaultdict(tuple)
    try:
        text = read_file(folder / name, MAX_LIST_BYTES).decode("utf-8", "surrogateescape")
    except OSError:
        return listed
    for path, digests in _pairs(text):
        if isinstance(digests, str) and _is_name(path):
            listed[path] += tuple(_DIGEST.findall(digests))
    return {path: digests for path, digests in listed.items() if digests}


def _is_name(path: str) -> bool:
    """Whether a file can have this name, and a manifest can hold it."""
    try:
        return b"\0" not in path.encode("utf-8", "surrogateescape")
    except UnicodeEncodeError:
        return False


def _pairs(text: str) -> Iterator[tuple[str, Any]]:
    """The pairs of a manifest, parsed as a whole, else line by line: a merge may have joined two manifests."""
    for part in (text, *(f"{{{line.strip().rstrip(',')}}}" for line in text.split("\n"))):
        try:
            pairs = json.loads(part, object_pairs_hook=_Pairs)
        except (ValueError, RecursionError):
            continue
        if isinstance(pairs, _Pairs):
            yield from pairs
        if part is text:
            return


class _Pairs(list[tuple[str, Any]]):
    """A JSON object with all its pairs, including those with the same name."""


def write_list(listed: Listed) -> bytes:
    lines = {path: " ".join(dict.fromkeys(digests)) for path, digests in listed.items()}
    return json.dumps(lines, indent=0, sort_keys=True, ensure_ascii=False).encode("utf-8", "surrogateescape")


def read_digest(file: Path) -> str | None:
    """The SHA-256 of a file, in hex; None if there is no readable file, or one larger than a build writes."""
    try:
        return hash_file(file, MAX_OUTPUT_BYTES)
    except OSError:
        return None


def is_as_listed(folder: Path) -> bool:
    """Whether every file in a build's manifest exists and is unchanged."""
    listed = read_list(folder)
    return bool(listed) and all(digests[-1:] == (read_digest(folder / path),) for path, digests in listed.items())


def joined(lists: Iterable[Listed]) -> Listed:
    """Several manifests merged: by path, the digests of all."""
    together: defaultdict[str, tuple[str, ...]] = defaultdict(tuple)
    for listed in lists:
        for path, digests in listed.items():
            together[path] += digests
    return together
