"""Options that several commands share."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import click
from click.core import ParameterSource

from quizgen.project.find_project import find_project


class NonEmpty(click.ParamType[Any]):
    """A text, or with ``is_path`` a path, that is not empty: an empty one is probably an unset variable in a script."""

    def __init__(self, *, is_path: bool = False) -> None:
        self.name = "path" if is_path else "text"
        self._is_path = is_path

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        if not str(value).strip():
            self.fail("it is empty", param, ctx)
        return Path(value) if self._is_path else value


FILE = NonEmpty(is_path=True)


TEXT = NonEmpty()


def _below_project(context: click.Context, option: click.Parameter, value: Path) -> Path:
    """The folder as given; one that is not given is the project's own, wherever in the project the command is typed."""
    is_given = context.get_parameter_source(option.name or "") is not ParameterSource.DEFAULT
    return value if is_given else find_project() / value


def out_option(folder: str, what: str) -> Callable[[Any], Any]:
    """The option ``--out`` of a command that writes into a folder."""
    path = Path(folder)
    return click.option("--out", type=FILE, default=path, show_default=True, callback=_below_project, help=what)


def tell_without_effect(option: str, why: str) -> None:
    """Say that an option does nothing, if it was given: ``option`` is the name of its parameter."""
    context = click.get_current_context()
    if context.get_parameter_source(option) is ParameterSource.COMMANDLINE:
        click.echo(f"--{option.replace('_', '-')} does nothing here: {why}", err=True)


SOURCE = click.option("--source", type=FILE, help="A copy of the book, for this run only.")


STRUCTURE_FORMAT = click.option(
    "--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True
)


PDF = click.option("--pdf", is_flag=True, help="Make a PDF of every sheet and key too.")


NO_PDF = "without --pdf or --docx there are HTML pages only, which print on any paper."


DOCX = click.option("--docx", is_flag=True, help="Make a Word file of every sheet and key too.")


PAPER = click.option(
    "--paper",
    type=click.Choice(["a4", "letter"]),
    default="a4",
    show_default=True,
    help="What PDFs and Word files are for.",
)
