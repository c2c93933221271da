"""What was written behind the options of `quizgen sheet` → fields of a worksheet, as a recipe would have them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from quizgen.model.diagnostics import Diagnostic, Location
from quizgen.model.recipe import WorksheetRecipe
from quizgen.project.records import SHEET_HINTS, read_record
from quizgen.project.yaml_document import parse_document


def read_sheet_options(written: Mapping[str, str]) -> tuple[dict[str, Any], tuple[Diagnostic, ...]]:
    """The values of fields by name, from what was written for each; a mapping may be without its braces.

    Diagnostics name the option in place of a file.
    """
    values: dict[str, Any] = {}
    faults: list[Diagnostic] = []
    for field, text in written.items():
        option = f"quizgen sheet --{field}"
        is_mapping = ":" in text and not text.lstrip().startswith("{")
        document = parse_document(f"{field}: {{{text}}}" if is_mapping else f"{field}: {text}", option)
        found = document.diagnostics
        if isinstance(document.value, dict) and not any(fault.is_error for fault in found):
            asked = {"name": "sheet", **document.value}
            record, found = read_record(WorksheetRecipe, asked, document.yaml_span, option, hints=SHEET_HINTS)
            values[field] = getattr(record, field, None)
        faults += (replace(fault, location=Location(option), fixes=()) for fault in found)
    return values, tuple(faults)
