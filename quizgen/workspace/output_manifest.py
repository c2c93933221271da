"""A folder that was written into → what each command says that it wrote there, and whether that still stands."""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, Literal, TypeAlias

from quizgen.project.read import hash_file, read_file

LIST = ".quizgen-files"
"""The file that lists what a build wrote: ``{path: SHA-256}``, in JSON, a line each.

While files are replaced, and after a run that was killed, a path has two: what was there, a space, what comes.
"""

MAX_LIST_BYTES = 16 * 1024 * 1024
"""A file takes a line of some 100 bytes: so much is a build of 150,000 files."""
MAX_OUTPUT_BYTES = 1024 * 1024 * 1024
"""A deck with a picture of 1 MB on each of a thousand cards; what is larger is taken for one that somebody changed."""

Command: TypeAlias = Literal["build", "sheet", "coverage"]

_DIGEST = re.compile(r"\b[0-9a-f]{64}\b")

LISTS: Mapping[Command, str] = {"build": LIST, "sheet": ".quizgen-sheet", "coverage": ".quizgen-coverage"}
"""Each command has a list of its own, so that a build does not take another's files for what it left itself."""

Listed: TypeAlias = Mapping[str, tuple[str, ...]]
"""The digests that a file may have by its path, the latest last."""


def read_list(folder: Path, name: str = LIST) -> Listed:
    """The files that a list names; none if there is no list, and of one that is damaged those that can be read."""
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
    """Whether a file can have this name, and a list can hold it."""
    try:
        return b"\0" not in path.encode("utf-8", "surrogateescape")
    except UnicodeEncodeError:
        return False


def _pairs(text: str) -> Iterator[tuple[str, Any]]:
    """What stands in a list, whole or line by line: version control may have put two into one."""
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
    """A JSON object with all of its pairs, also those of one name."""


def write_list(listed: Listed) -> bytes:
    lines = {path: " ".join(dict.fromkeys(digests)) for path, digests in listed.items()}
    return json.dumps(lines, indent=0, sort_keys=True, ensure_ascii=False).encode("utf-8", "surrogateescape")


def read_digest(file: Path) -> str | None:
    """The SHA-256 of a file, in hex; none where there is no file that a build could have written."""
    try:
        return hash_file(file, MAX_OUTPUT_BYTES)
    except OSError:
        return None


def is_as_listed(folder: Path) -> bool:
    """Whether every file that a build listed is there, as it was written."""
    listed = read_list(folder)
    return bool(listed) and all(digests[-1:] == (read_digest(folder / path),) for path, digests in listed.items())


def joined(lists: Iterable[Listed]) -> Listed:
    """What any of several lists says."""
    together: defaultdict[str, tuple[str, ...]] = defaultdict(tuple)
    for listed in lists:
        for path, digests in listed.items():
            together[path] += digests
    return together
