"""Write files atomically: all into a temporary folder first, then each renamed into place."""

from __future__ import annotations

import os
import re
import shutil
import sys
import tempfile
import time
from collections.abc import Iterable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from quizgen.model.diagnostics import Diagnostic, Location, Severity
from quizgen.project.read import reason_of

_ASIDE = ".quizgen-"
_NAMED_ASIDE = re.compile(re.escape(_ASIDE) + "[a-z0-9_]{8}")
"""The names that ``tempfile`` makes; other names with this prefix may be a user's own."""

_STALE_SECONDS = 3600


def write_artifacts(folder: Path, artifacts: Iterable[Artifact]) -> tuple[Diagnostic, ...]:
    """Write all artifacts or none; on failure, return why, and leave the existing files unchanged.

    Each artifact is written to the temporary folder as it comes, so that they are never all in memory.
    Only a failure between two renames (the disk removed) can leave new files beside old ones; each file is complete.
    """
    try:
        with written_aside(folder, artifacts) as (aside, paths):
            put_in_place(folder, aside, paths)
    except OSError as error:
        return (cannot_write(folder, error),)
    return ()


@contextmanager
def written_aside(folder: Path, artifacts: Iterable[Artifact]) -> Iterator[tuple[Path, tuple[str, ...]]]:
    """Write artifacts into a temporary folder inside ``folder``; yield it, and the artifacts' paths below it.

    The temporary folder is removed at the end. Raises ``OSError``.
    """
    folder.mkdir(parents=True, exist_ok=True)
    _remove_stale(folder)
    aside = Path(tempfile.mkdtemp(prefix=_ASIDE, dir=folder))
    try:
        paths = []
        for artifact in artifacts:
            file = aside / artifact.path
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(artifact.content)
            if artifact.mode is not None:
                file.chmod(artifact.mode)
            paths.append(artifact.path)
        yield aside, tuple(paths)
    finally:
        shutil.rmtree(aside, ignore_errors=True)


def put_in_place(folder: Path, aside: Path, paths: Iterable[str]) -> None:
    """Rename the files written aside into place, replacing what is there.

    Raises ``OSError`` before the first rename if a folder is in the way of a file.
    """
    for path in (paths := tuple(paths)):
        target = folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        if target.is_dir():
            raise IsADirectoryError(0, f"{target} is a folder")
    for path in paths:
        (aside / path).replace(folder / path)


@contextmanager
def alone(folder: Path) -> Iterator[None]:
    """Lock a folder against other runs that use this lock, where the system can lock folders.

    The system releases the lock when the process ends, however it ends.
    """
    with ExitStack() as afterwards:
        if sys.platform != "win32":
            import fcntl

            with suppress(OSError):  # on some network drives nothing can be locked
                opened = os.open(folder, os.O_RDONLY)
                afterwards.callback(os.close, opened)
                fcntl.flock(opened, fcntl.LOCK_EX)
        yield


def cannot_write(folder: Path, error: OSError) -> Diagnostic:
    hint = "Nothing was replaced. Check the folder's permissions and the free space."
    return Diagnostic("cannot-write", f"cannot write into this folder: {reason_of(error)}", Location(str(folder)), hint)


def remove_files(files: Iterable[Path]) -> tuple[Diagnostic, ...]:
    """Remove files; each that cannot be removed is a warning."""
    faults = []
    for file in files:
        try:
            file.unlink()
        except OSError as error:
            message = f"this file cannot be removed: {reason_of(error)}"
            place = Location(str(file))
            faults.append(Diagnostic("cannot-write", message, place, "Remove it yourself.", Severity.WARNING))
    return tuple(faults)


def _remove_stale(folder: Path) -> None:
    """Remove temporary folders that killed runs left; a younger folder may belong to a run in progress."""
    for left in folder.glob(f"{_ASIDE}*"):
        is_aside = _NAMED_ASIDE.fullmatch(left.name) and left.is_dir() and not left.is_symlink()
        if is_aside and time.time() - left.stat().st_mtime > _STALE_SECONDS:
            shutil.rmtree(left, ignore_errors=True)


@dataclass(frozen=True, slots=True)
class Artifact:
    """A file to be written: its path below the output folder, its bytes, and its permissions if they are to stay."""

    path: str
    content: bytes
    mode: int | None = None
