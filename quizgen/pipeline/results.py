"""The results of a check of fixes and of a build."""

from __future__ import annotations

from dataclasses import dataclass

from quizgen.model.diagnostics import Diagnostic, Fixed


@dataclass(frozen=True, slots=True)
class Built:
    """The diagnostics of a build, and lines that describe what was made; no lines if nothing was built."""

    diagnostics: tuple[Diagnostic, ...]
    made: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class FixResult:
    """The fixes that were made and written, and why others were not."""

    fixed: tuple[Fixed, ...] = ()
    diagnostics: tuple[Diagnostic, ...] = ()


@dataclass(frozen=True, slots=True)
class CheckResult:
    """The diagnostics of a check, and how many of the questions passed: ``verified`` with a copy, ``from_lock`` before.

    ``located`` is how many stand in the book with each citation, ``read`` how many somebody held against the passage.
    ``locks`` holds path and SHA-256 of each lock that was written.
    """

    diagnostics: tuple[Diagnostic, ...]
    questions: int = 0
    verified: int = 0
    from_lock: int = 0
    located: int = 0
    read: int = 0
    locks: tuple[tuple[str, str], ...] = ()

    @property
    def checked(self) -> int:
        """How many questions passed the checks that hold them against the book, now or when the lock was written."""
        return self.verified + self.from_lock

    @property
    def not_verified(self) -> int:
        return self.questions - self.checked
