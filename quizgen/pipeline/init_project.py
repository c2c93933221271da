"""Write the starter project into a new folder: small, ready to build, and meant to be replaced."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

from quizgen.model.diagnostics import Diagnostic, Location
from quizgen.model.identity import draw_identity
from quizgen.project.layout import SCHEMA
from quizgen.project.read import reason_of
from quizgen.project.request import BANKS, BOOK_FILE
from quizgen.project.write import Artifact, write_artifacts
from quizgen.reports.schema import write_schema

_STARTER = "starter"
_NO_ONE = b"identity: starter"
"""The identity of the book in the starter, in whose place each project gets one of its own."""
_HIDDEN = "dot-"
"""Prefix that stands for the dot of hidden files in the package: as `.gitignore`, git would apply the file there."""


def init_project(folder: Path) -> tuple[Diagnostic, ...]:
    """Write the starter project into a folder that is new, empty, or has nothing but a fresh git repository."""
    try:
        taken = sorted(path.name for path in folder.iterdir() if path.name != ".git")
    except FileNotFoundError:
        taken = []
    except NotADirectoryError:
        hint = "Name a folder that does not exist yet."
        return (Diagnostic("folder-taken", "this is a file", Location(str(folder)), hint),)
    except OSError as error:
        message = f"cannot begin in this folder: {reason_of(error)}"
        return (Diagnostic("cannot-write", message, Location(str(folder)), "Name a folder of your own."),)
    if taken:
        message = f"this folder is not empty: it has {', '.join(taken[:3])}{' and more' if len(taken) > 3 else ''}"
        hint = "Name a new folder; here something of yours might be overwritten."
        return (Diagnostic("folder-taken", message, Location(str(folder)), hint),)
    hint = "Check the permissions of the folder around it, and the free space; or name another."
    return tuple(replace(fault, hint=hint) for fault in write_artifacts(folder, tuple(_artifacts())))


def _artifacts() -> Iterator[Artifact]:
    for path, file in _files(files("quizgen") / _STARTER, ""):
        content = file.read_bytes()
        yield Artifact(
            path, content.replace(_NO_ONE, f"identity: {draw_identity()}".encode()) if BOOK_FILE in path else content
        )
    yield Artifact(f"{BANKS}/{SCHEMA}", write_schema().encode())


def _files(folder: Traversable, above: str) -> Iterator[tuple[str, Traversable]]:
    for each in sorted(folder.iterdir(), key=lambda entry: entry.name):
        path = above + each.name.replace(_HIDDEN, ".")
        if each.is_dir():
            yield from _files(each, f"{path}/")
        else:
            yield path, each
