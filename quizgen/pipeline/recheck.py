"""Check, or return the cached result of the last check if nothing that a check reads has changed.

This module is imported before all slow imports, so that a cache hit avoids them.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from quizgen.model.diagnostics import as_row, from_row
from quizgen.pipeline.results import CheckResult
from quizgen.project.request import Request
from quizgen.workspace.fingerprint import Inputs, read_inputs
from quizgen.workspace.store import digest, open_cache

_LOCK = ".lock"


READ = (".yaml", ".yml", _LOCK)
"""Files that a check reads; of all other files below ``questions/`` only size, mode and real path matter."""


def check(request: Request, paths: Sequence[Path] = (), *, locked: bool = False) -> CheckResult:
    """Run every check on every question; see ``check_banks.check``."""
    cache = open_cache()
    asked = (str(request.source), *map(str, paths), str(locked))
    name = digest("check", str(Path.cwd()), str(request.root), *asked)
    before = read_inputs(request, READ)
    if before is not None and (result := _result(cache.recall(name, before.key(asked)))) is not None:
        return result
    from quizgen.pipeline import check_banks

    result = check_banks.check(request, paths, locked=locked)
    after = read_inputs(request, READ, before=before)
    if before is not None and after is not None and _would_find_again(before, after, result):
        cache.remember(name, after.key(asked), _row(result))
        cache.keep()
    return result


def _would_find_again(before: Inputs, after: Inputs, result: CheckResult) -> bool:
    """Whether the result may be cached: the inputs did not change during the run, and a new run would find the same."""
    locks = dict(result.locks)
    if not all(diagnostic.location.path.endswith(READ) for diagnostic in result.diagnostics):
        return False  # a copy that could not be read this time may be readable the next time
    if any(diagnostic.location.path.endswith(_LOCK) for diagnostic in result.diagnostics) and locks:
        return False  # the run rewrote the lock and so fixed its faults: the next run would not report them
    same = all(after.contents.get(path) == content for path, content in locks.items())
    return same and after.without(locks) == before.without(locks)


def _row(result: CheckResult) -> list[Any]:
    counts = (result.questions, result.verified, result.from_lock, result.located, result.read)
    return [list(map(as_row, result.diagnostics)), *counts]


def _result(row: Any) -> CheckResult | None:
    try:
        rows, questions, verified, from_lock, located, read = row
        found = tuple(map(from_row, rows))
        return CheckResult(found, int(questions), int(verified), int(from_lock), int(located), int(read))
    except (TypeError, ValueError):
        return None
