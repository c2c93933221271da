"""A worksheet's recipe → the line of YAML that says the same, to be put below `worksheets:`."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from quizgen.model.diagnostics import in_quotes
from quizgen.model.recipe import WorksheetRecipe

_BARE = re.compile(r"\w[\w.-]*")
"""What YAML reads as itself without quotes, also between braces; quizgen reads every scalar as a text first."""

_FIRST = ("name", "title")


def say_worksheet(sheet: WorksheetRecipe) -> str:
    """An item of the list, on one line: what a recipe has to say, without what it would have anyway."""
    fields = WorksheetRecipe.model_fields
    names = [*_FIRST, *(name for name in fields if name not in _FIRST)]
    said = {name: getattr(sheet, name) for name in names}
    usual = {name: fields[name].get_default(call_default_factory=True) for name in names}
    is_asked = "count" in sheet.model_fields_set
    kept = {name: value for name, value in said.items() if value != usual[name] or (name == "count" and is_asked)}
    return f"- {_write(kept)}"


def _write(value: Any) -> str:
    match value:
        case bool():
            return "true" if value else "false"
        case Mapping():
            return f"{{{', '.join(f'{_write(name)}: {_write(each)}' for name, each in value.items())}}}"
        case tuple():
            return f"[{', '.join(map(_write, value))}]"
        case _:
            text = str(value)
            return text if _BARE.fullmatch(text) else in_quotes(text)
