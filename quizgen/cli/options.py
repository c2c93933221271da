"""Options that several commands share."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click


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


SOURCE = click.option("--source", type=FILE, help="A copy of the book, for this run only.")


STRUCTURE_FORMAT = click.option(
    "--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True
)


PDF = click.option("--pdf", is_flag=True, help="Make a PDF of every sheet and key too.")


PAPER = click.option(
    "--paper", type=click.Choice(["a4", "letter"]), default="a4", show_default=True, help="What the PDFs are for."
)
