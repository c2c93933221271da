"""Artifacts → files: all written aside first, then each renamed into its place, so that nothing is ever half there."""

from __future__ import annotations

import contextlib
import shutil
import tempfile
import time
from collections.abc import Iterable
from pathlib import Path

from quizgen.diagnostics import Diagnostic, Location, Severity
from quizgen.model import Artifact

_ASIDE = ".quizgen-"
_STALE_SECONDS = 3600


def write_artifacts(folder: Path, artifacts: Iterable[Artifact]) -> tuple[Diagnostic, ...]:
    """Write all artifacts or none; if that is not possible, say why, and leave what was there as it was.

    Each is written aside as it comes, and let go.
    Only a fault between two renames (the disk taken away) can leave some new files beside old ones; each is whole.
    """
    aside: Path | None = None
    try:
        folder.mkdir(parents=True, exist_ok=True)
        _remove_stale(folder)
        aside = Path(tempfile.mkdtemp(prefix=_ASIDE, dir=folder))
        paths = []
        for artifact in artifacts:
            file = aside / artifact.path
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(artifact.content)
            paths.append(artifact.path)
        for path in paths:
            target = folder / path
            target.parent.mkdir(parents=True, exist_ok=True)
            if target.is_dir():
                raise IsADirectoryError(0, f"{target} is a folder")
        for path in paths:
            (aside / path).replace(folder / path)
    except OSError as error:
        reason = (error.strerror or "cannot be written").lower()
        hint = "Nothing was replaced. Check the folder's permissions and the free space."
        return (Diagnostic("cannot-write", f"cannot write into this folder: {reason}", Location(str(folder)), hint),)
    finally:
        if aside is not None:
            shutil.rmtree(aside, ignore_errors=True)
    return ()


def remove_files(files: Iterable[Path]) -> tuple[Diagnostic, ...]:
    """Remove files, and the folder of each as soon as it is empty; what has to stay is a warning."""
    faults = []
    for file in files:
        try:
            file.unlink()
        except OSError as error:
            message = f"this file cannot be removed: {(error.strerror or 'no reason given').lower()}"
            place = Location(str(file))
            faults.append(Diagnostic("cannot-write", message, place, "Remove it yourself.", Severity.WARNING))
        with contextlib.suppress(OSError):
            file.parent.rmdir()
    return tuple(faults)


def _remove_stale(folder: Path) -> None:
    """Remove what a run that was killed left aside; a younger folder may belong to one that is at work."""
    for left in folder.glob(f"{_ASIDE}*"):
        if left.is_dir() and time.time() - left.stat().st_mtime > _STALE_SECONDS:
            shutil.rmtree(left, ignore_errors=True)
