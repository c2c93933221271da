"""A request to check → its result: what it was the last time, if nothing that a check reads has changed.

This comes before every import that takes long.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from quizgen.diagnostics import Diagnostic, Location, Severity
from quizgen.pipeline.cache import digest, open_cache, program
from quizgen.pipeline.request import Request
from quizgen.source.library import find_copies, find_copy

_BANKS = "questions"
_LOCK = ".lock"
_READ = (".yaml", ".yml", _LOCK)
"""Of all other files below ``questions/`` a check only looks whether they are there, and how large."""


@dataclass(frozen=True, slots=True)
class CheckResult:
    """What was found, and how many of the questions asked about are verified by what.

    ``locks`` are the locks that were written: path and SHA-256.
    """

    diagnostics: tuple[Diagnostic, ...]
    questions: int = 0
    verified: int = 0
    from_lock: int = 0
    locks: tuple[tuple[str, str], ...] = ()

    @property
    def not_verified(self) -> int:
        return self.questions - self.verified - self.from_lock


def check(request: Request, paths: Sequence[Path] = (), *, locked: bool = False) -> CheckResult:
    """Every check on every question; see ``checking.check``."""
    cache = open_cache()
    asked = (str(request.source), *map(str, paths), str(locked))
    name = digest("check", str(Path.cwd()), str(request.root), *asked)
    before = _read_inputs(request)
    if before is not None and (result := _result(cache.recall(name, before.key(asked)))) is not None:
        return result
    from quizgen.pipeline import checking

    result = checking.check(request, paths, locked=locked)
    after = _read_inputs(request)
    if before is not None and after is not None and after.follow(before, result):
        cache.remember(name, after.key(asked), _row(result))
        cache.keep()
    return result


@dataclass(frozen=True, slots=True)
class _Inputs:
    """What a check reads, by name: of each file what counts, and a stamp that changes whenever it is written to."""

    contents: Mapping[str, str]
    stamps: Mapping[str, tuple[int, ...]]

    def key(self, asked: Sequence[str]) -> str:
        return digest(program(), *asked, *(part for each in sorted(self.contents.items()) for part in each))

    def follow(self, before: _Inputs, result: CheckResult) -> bool:
        """Whether a check between the two read what is here now, and would find the same again."""
        locks = dict(result.locks)
        if not all(diagnostic.location.path.endswith(_READ) for diagnostic in result.diagnostics):
            return False  # a copy that could not be read this time may be read the next
        if any(diagnostic.location.path.endswith(_LOCK) for diagnostic in result.diagnostics) and locks:
            return False  # what was wrong with a lock that was written is mended
        same = all(self.contents.get(path) == content for path, content in locks.items())
        here, there = ({path: s for path, s in each.stamps.items() if path not in locks} for each in (self, before))
        return same and here == there


def _read_inputs(request: Request) -> _Inputs | None:
    """All that a check of these banks reads; none where something cannot be read, which it will tell."""
    contents: dict[str, str] = {}
    stamps: dict[str, tuple[int, ...]] = {}

    def note(name: str, file: Path, *, is_read: bool) -> None:
        status = file.stat()
        stamps[name] = (status.st_mtime_ns, status.st_ctime_ns, status.st_size, status.st_ino)
        contents[name] = (
            hashlib.sha256(file.read_bytes()).hexdigest()
            if is_read
            else f"{status.st_size} {status.st_mode} {os.access(file, os.R_OK)} {os.path.realpath(file)}"
        )

    folder = request.root / _BANKS
    try:
        for bank in sorted(folder.iterdir()):
            if not bank.is_dir():
                note(str(bank), bank, is_read=False)
                continue
            copy = request.source or find_copy(bank.name, bank)
            if copy is not None:
                if request.source is None:
                    contents[f"copies of {bank.name}"] = str(find_copies(bank.name, copy.parent))
                note(f"copy of {bank.name}: {copy}", copy, is_read=True)
            for inside, folders, files in os.walk(bank):
                contents.update((f"{inside}/{name}", os.path.realpath(f"{inside}/{name}")) for name in folders)
                for name in files:
                    note(str(Path(inside, name)), Path(inside, name), is_read=name.endswith(_READ))
    except OSError:
        return None
    return _Inputs(contents, stamps)


def _row(result: CheckResult) -> list[Any]:
    return [list(map(_fields, result.diagnostics)), result.questions, result.verified, result.from_lock]


def _result(row: Any) -> CheckResult | None:
    try:
        rows, questions, verified, from_lock = row
        return CheckResult(tuple(map(_diagnostic, rows)), int(questions), int(verified), int(from_lock))
    except (TypeError, ValueError):
        return None


def _fields(diagnostic: Diagnostic) -> tuple[object, ...]:
    code, message, place = diagnostic.code, diagnostic.message, diagnostic.location
    where = (place.path, place.line, place.column)
    return code, message, where, diagnostic.hint, diagnostic.severity, diagnostic.question


def _diagnostic(row: Any) -> Diagnostic:
    code, message, (path, line, column), hint, severity, question = row
    return Diagnostic(code, message, Location(path, line, column), hint, Severity(severity), question)
