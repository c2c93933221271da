"""What every command is given before it reads a file: the project's folder, a copy, and the build time."""

from __future__ import annotations

import os
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol, TypeVar

from quizgen.model.diagnostics import Diagnostic, Location

BANKS = "questions"
RECIPES = "decks"
BOOK_FILE = "book.yaml"
BUILD_TIME = "SOURCE_DATE_EPOCH"


Each = TypeVar("Each")


class Track(Protocol):
    """A function that passes items through as they are done, and may show the progress out of ``total``."""

    def __call__(self, done: Iterable[Each], total: int, /) -> Iterable[Each]: ...


def pass_silently(done: Iterable[Each], total: int) -> Iterable[Each]:
    return done


@dataclass(frozen=True, slots=True)
class Request:
    """The project's folder, a copy named for this run, and how to show progress."""

    root: Path = Path()
    source: Path | None = None
    track: Track = pass_silently


def build_time(now: float) -> tuple[int, tuple[Diagnostic, ...]]:
    """``SOURCE_DATE_EPOCH`` (reproducible-builds.org) if it is set, else now, in seconds."""
    written = os.environ.get(BUILD_TIME)
    if not written:
        return int(now), ()
    if not written.isdecimal() or len(written) > 10 or not 0 < int(written) < 2**32:
        hint = "Seconds since 1970, such as 1767225600; or unset it."
        fault = Diagnostic("bad-value", f"{BUILD_TIME} is `{written[:40]}`", Location(BUILD_TIME), hint)
        return int(now), (fault,)
    return int(written), ()
