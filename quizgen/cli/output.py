"""Print diagnostics to the terminal, and derive the exit code from them."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from quizgen.project.find_project import find_project, seen_from

if TYPE_CHECKING:
    from quizgen.model.diagnostics import Diagnostic


WRONG_USAGE = frozenset({"folder-taken", "no-such-recipe", "no-such-bank", "source-of-several", "wrong-folder"})


def print_diagnostics(diagnostics: Sequence[Diagnostic]) -> None:
    from quizgen.reports.diagnostics import as_text

    if diagnostics:
        click.echo(as_text(seen_from_here(diagnostics)), err=True)


def seen_from_here(diagnostics: Sequence[Diagnostic]) -> Sequence[Diagnostic]:
    """The diagnostics with the paths of files as they are seen from the folder in which the command was typed."""
    if find_project() == Path():
        return diagnostics
    return [
        replace(
            each,
            message=from_here(each.message),
            location=replace(each.location, path=from_here(each.location.path)),
            hint=from_here(each.hint),
        )
        for each in diagnostics
    ]


def from_here(text: str) -> str:
    """A text with the project's paths as they are seen from the folder in which the command was typed."""
    return seen_from(Path(), text, find_project())


def stop_if_errors(diagnostics: Sequence[Diagnostic]) -> None:
    print_diagnostics(diagnostics)
    if any(diagnostic.is_error for diagnostic in diagnostics):
        sys.exit(exit_code(diagnostics))


def exit_code(diagnostics: Sequence[Diagnostic]) -> int:
    """2 if a diagnostic is about the command's arguments (`WRONG_USAGE`), else 1."""
    return 2 if any(diagnostic.code in WRONG_USAGE for diagnostic in diagnostics) else 1
