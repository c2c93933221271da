"""What every command knows, before anything is read."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from quizgen.loading.bank import Entry
    from quizgen.verify import Track


def _silently(entries: Iterable[Entry], total: int) -> Iterable[Entry]:
    return entries


@dataclass(frozen=True, slots=True)
class Request:
    """The project's folder, a copy named for this run, and how to show progress."""

    root: Path = Path()
    source: Path | None = None
    track: Track = _silently
