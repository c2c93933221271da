"""What a check or a build comes to."""

from __future__ import annotations

from dataclasses import dataclass

from quizgen.model.diagnostics import Diagnostic


@dataclass(frozen=True, slots=True)
class Built:
    """What was found, and what was made, in words; nothing if nothing was built."""

    diagnostics: tuple[Diagnostic, ...]
    made: tuple[str, ...] = ()


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
