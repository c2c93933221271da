"""Return the result of the last run again, if nothing that it depends on has changed.

This module is imported before all slow imports, so that a run with nothing to do avoids them.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Generic, TypeVar

from quizgen.project.request import Request
from quizgen.workspace.fingerprint import read_inputs
from quizgen.workspace.store import digest, open_cache

Result = TypeVar("Result")


@dataclass(frozen=True, slots=True)
class Saved:
    """A result as a JSON value, and the SHA-256 of each file below ``questions/`` that the run itself wrote."""

    row: Any
    written: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Run(Generic[Result]):
    """A command with all that its result depends on, and how the result is saved between runs.

    ``asked`` are its arguments. ``suffixes`` and ``more`` say which files it reads (see `read_inputs`). ``save`` gives
    None for a result that the next run might not find again; so does ``load`` for a row that does not hold any more,
    and for one that it cannot read it may raise ``TypeError`` or ``ValueError``.
    """

    command: str
    project: Request
    asked: tuple[str, ...]
    suffixes: tuple[str, ...]
    more: tuple[Path, ...]
    save: Callable[[Result], Saved | None]
    load: Callable[[Any], Result | None]


def replay(run: Run[Result], compute: Callable[[], Result]) -> Result:
    """The saved result of the same run if its inputs are unchanged, else what ``compute`` returns, which is saved."""
    cache = open_cache()
    name = digest(run.command, str(Path.cwd()), str(run.project.root), *run.asked)
    before = read_inputs(run.project, run.suffixes, run.more)
    if before is not None and (result := _load(run, cache.recall(name, before.key(run.asked)))) is not None:
        return result
    result = compute()
    saved = run.save(result)
    if before is None or saved is None:
        return result
    after = read_inputs(run.project, run.suffixes, run.more, before=before)
    if after is not None and after.differs_only_in(saved.written, before):
        cache.remember(name, after.key(run.asked), saved.row)
        cache.keep()
    return result


def _load(run: Run[Result], row: Any) -> Result | None:
    try:
        return None if row is None else run.load(row)
    except (TypeError, ValueError):
        return None
