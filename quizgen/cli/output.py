"""Print diagnostics to the terminal, and derive the exit code from them."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from quizgen.model.diagnostics import Diagnostic


WRONG_USAGE = frozenset({"folder-taken", "no-such-recipe", "no-such-bank", "source-of-several", "wrong-folder"})


def print_diagnostics(diagnostics: Sequence[Diagnostic]) -> None:
    from quizgen.reports.diagnostics import as_text

    if diagnostics:
        click.echo(as_text(diagnostics), err=True)


def stop_if_errors(diagnostics: Sequence[Diagnostic]) -> None:
    print_diagnostics(diagnostics)
    if any(diagnostic.is_error for diagnostic in diagnostics):
        sys.exit(exit_code(diagnostics))


def exit_code(diagnostics: Sequence[Diagnostic]) -> int:
    """2 if a diagnostic is about the command's arguments (`WRONG_USAGE`), else 1."""
    return 2 if any(diagnostic.code in WRONG_USAGE for diagnostic in diagnostics) else 1
