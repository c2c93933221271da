"""The levels in ``book.yaml`` → the severity of each check, and findings about levels that cannot be set."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from quizgen.checks import BY_CODE
from quizgen.checks.check import AnyCheck
from quizgen.model.book import Book, Level
from quizgen.model.diagnostics import CodedFinding, Finding, Fix, Remove, Rename, Route, Severity
from quizgen.text.spelling import Meant, find_meant


def severity_in(book: Book, check: AnyCheck) -> Severity | None:
    """The severity of a check in a bank; None if it is off."""
    if not check.suits(book.language):
        return None
    level = book.checks.get(check.code)
    if level is None or not check.may_be_ignored:
        return check.severity if check.is_on else None
    return None if level is Level.OFF else Severity(level)


def find_wrong_levels(book: Book) -> Iterator[CodedFinding]:
    """Find levels in ``book.yaml`` of checks that do not exist or cannot be changed."""
    for code, level in book.checks.items():
        route = ("checks", code)
        check = BY_CODE.get(code)
        if check is None:
            fixes = rename_code(route, code, book.checks)
            yield "unknown-check", Finding(route, f"there is no check `{code}`", ask_code(code, book.checks), fixes)
        elif not check.may_be_ignored and level is not Level.ERROR:
            message = f"`{code}` is an error in every bank"
            hint, fix = "Only warnings can be turned off or made errors.", Fix("Remove it", (Remove(route),))
            yield "unknown-check", Finding(route, message, hint, (fix,))


def rename_code(route: Route, code: str, given: Collection[str]) -> tuple[Fix, ...]:
    """A fix that writes the code that is meant in place of one that there is not; ``given`` stand beside it."""
    meant = _find_code(code, given)
    if meant is None or meant.name is None:
        return ()
    return (Fix(f"Write `{meant.name}`", (Rename(route, meant.name),), meant.is_sure),)


def ask_code(code: str, given: Collection[str]) -> str:
    """A hint for a code that there is not: the one that is meant, else all that a bank or a question may name."""
    if (meant := _find_code(code, given)) is not None:
        return meant.hint
    codes = sorted(code for code, check in BY_CODE.items() if check.may_be_ignored)
    return f"Those that can be named here: {', '.join(codes)}."


def _find_code(code: str, given: Collection[str]) -> Meant | None:
    return find_meant(code, [each for each, check in BY_CODE.items() if check.may_be_ignored and each not in given])
