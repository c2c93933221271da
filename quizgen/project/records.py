"""Validate a plain YAML value as a record, with a diagnostic for each field that does not fit."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, TypeVar, get_args

from pydantic import BaseModel, ValidationError

from quizgen.model.diagnostics import Diagnostic, Location, in_quotes
from quizgen.model.fields import MAX_DIGITS, MAX_PLACES
from quizgen.project.number_slips import explain_number
from quizgen.project.record_fixes import find_fixes, value_at
from quizgen.project.synonyms import advise, find_new_name
from quizgen.project.yaml_edits import write_fixes
from quizgen.project.yaml_parsers import Value
from quizgen.project.yaml_slips import name_sign
from quizgen.project.yaml_span import YamlSpan

R = TypeVar("R", bound=BaseModel)

_FIELDS_EXPECTED = ("model_type", "model_attributes_type", "mapping_type", "dict_type")

_MESSAGES: Mapping[str, str] = {
    "string_type": "this should be a text",
    "string_too_short": "this is empty",
    "too_short": "this list is too short",
    "tuple_type": "this should be a list",
    "list_type": "this should be a list",
    "int_parsing": "this should be a whole number",
    "int_type": "this should be a whole number",
    "int_from_float": "this should be a whole number",
    "int_parsing_size": "this number is too large",
    "bool_parsing": "this is `true` or `false`",
    "bool_type": "this is `true` or `false`",
    "decimal_parsing": "this should be a number",
    "decimal_type": "this should be a number",
    "finite_number": "this should be a number",
    "too_long": "this list is too long",
}


def read_record(
    record: type[R],
    value: Value,
    yaml_span: YamlSpan,
    path: str,
    question: str | None = None,
    hints: Mapping[str, str] | None = None,
) -> tuple[R | None, tuple[Diagnostic, ...]]:
    """Validate a value as a record.

    ``question`` is the id that the diagnostics are about; ``hints`` are the hints of errors, by field name.
    """
    try:
        return record.model_validate(value), ()
    except ValidationError as error:
        faults = error.errors(include_url=False)
        return None, tuple(
            explain_faults(faults, record, value, yaml_span, path, question, _FILE_HINTS if hints is None else hints)
        )


def explain_faults(
    faults: Sequence[Any],
    record: type[BaseModel],
    value: Value,
    yaml_span: YamlSpan,
    path: str,
    question: str | None,
    hints: Mapping[str, str],
) -> Iterator[Diagnostic]:
    """The diagnostics of errors that pydantic found in a value."""
    renamed = {route for fault in faults if (route := _meant_route(fault, record, value)) is not None}
    cut = {(*fault["loc"][:-1], "text") for fault in faults if _is_cut_text(fault, value)}
    for fault in faults:
        route = fault["loc"]
        if fault["type"] == "too_short" and any(other["loc"][:-1][: len(route)] == route for other in faults):
            continue  # pydantic drops invalid items, so the list only seems too short
        if fault["type"] == "missing" and (route in renamed or route in cut):
            continue  # it is told of the field that gives it under another name, or of the colon in it
        find = yaml_span.find_key if fault["type"] == "extra_forbidden" else yaml_span.find
        code, message, hint = _explain(fault, record, hints, value)
        fixes = write_fixes(yaml_span, find_fixes(fault, record, _inner(record, route[:-1]), value))
        yield Diagnostic(code, message, Location(path, *find(route)), hint, question=question, fixes=fixes)


def _meant_route(fault: Any, record: type[BaseModel], value: Value) -> tuple[str | int, ...] | None:
    """The route to the field that an unknown one is meant to be, if there is one."""
    if fault["type"] != "extra_forbidden":
        return None
    *above, name = fault["loc"]
    inner, around = _inner(record, tuple(above)), value_at(value, tuple(above))
    if inner is None or not isinstance(around, dict):
        return None
    meant = find_new_name(str(name), [field.alias or each for each, field in inner.model_fields.items()], around)
    return (*above, meant.name) if meant is not None and meant.name else None


def _is_cut_text(fault: Any, value: Value) -> bool:
    """Whether an unknown field stands alone inside of a list, where a text with a colon is likelier."""
    if fault["type"] != "extra_forbidden" or len(fault["loc"]) < 2:
        return False
    around = value_at(value, fault["loc"][:-1])
    return isinstance(around, dict) and len(around) == 1


def _explain(fault: Any, record: type[BaseModel], hints: Mapping[str, str], value: Value) -> tuple[str, str, str]:
    kind, route, context = fault["type"], fault["loc"], fault.get("ctx", {})
    field = ".".join(str(step + 1) if isinstance(step, int) else step for step in route)  # counted as people do
    if kind == "missing" and len(route) > 1 and isinstance(route[-1], int):
        return "bad-value", f"`{field}` is missing", _field_hint(hints, route)
    if kind == "missing":
        return "missing-field", f"`{field}` is missing", _field_hint(hints, route)
    if kind == "extra_forbidden":
        given = value_at(value, route[:-1])
        return "unknown-field", f"{show_name(route[-1])} is not a field here", _unknown_hint(record, route, given)
    message = _MESSAGES.get(kind, fault["msg"])
    hint = _field_hint(hints, route)
    if (cut := re.fullmatch(r"(.+):([\d.]+)", str(route[-1]) if route else "")) and not fault["input"]:
        hint = f"Put a space behind the colon: `{cut[1]}: {cut[2]}`."
    if kind in ("tuple_type", "list_type") and isinstance(written := fault["input"], str):
        hint = f"{_explain_list(written)} {hint}".strip()
    if kind in _FIELDS_EXPECTED:
        message = f"this is {_name_type(fault['input'])}, where fields belong"
        hint = _explain_pair(fault["input"], route) + (hint or _show_fields(record, fault["input"], route))
    elif kind == "string_type" and isinstance(fault["input"], (list, dict)):
        message = f"this should be one text, and is {_name_type(fault['input'])}"
    elif kind == "too_short":
        least = context["min_length"]
        message = f"at least {least} {'is' if least == 1 else 'are'} needed here, and {context['actual_length']} given"
    elif kind == "string_pattern_mismatch":
        name = next((step for step in reversed(route) if isinstance(step, str)), "")
        written = _shortened(fault["input"])
        message = f"`{written}` is {_NO_SUCH.get(name, 'not as it has to be')}" if written else "this is empty"
    elif kind == "greater_than_equal":
        message = f"`{_shortened(fault['input'])}` is less than {context['ge']}"
    elif kind == "less_than_equal":
        message = f"`{_shortened(fault['input'])}` is more than {context['le']}"
    elif kind == "enum":
        message, hint = f"`{_shortened(fault['input'])}` is none of the values", f"One of: {context['expected']}."
        hint = hint.replace("'", "")
    elif kind == "too_long":
        message = f"at most {context['max_length']} are possible here, and {context['actual_length']} given"
    elif kind == "literal_error":
        message = f"`{_shortened(fault['input'])}` is none of the values"
        hint = f"One of: {context['expected']}.".replace("'", "`")
    elif kind == "string_too_long":
        message = f"longer than {context['max_length']} characters"
    elif kind == "place_type":
        hint = "`fixed: true` keeps an option where it is written; `fixed: 3` makes it the third."
    elif kind == "many_digits":
        hint = _DIGITS_HINT
    elif kind == "decimal_parsing" and (slip := explain_number(str(fault["input"]), route, value)):
        message, hint = slip.message, slip.hint
    elif kind == "share_of_zero":
        hint = "Write the tolerance as a number: `0.5`."
    elif kind == "falling_range":
        hint = "Exchange the two."
    return "bad-value", f"`{field}`: {message}" if field else message, hint


def _name_type(written: object) -> str:
    """What a value is, in plain words."""
    if isinstance(written, list):
        return "a list"
    if isinstance(written, dict):
        return "made of fields"
    return "a single value" if written else "empty"


def _explain_pair(written: object, route: tuple[str | int, ...]) -> str:
    """How to write a pair that was written as one text, with an arrow or another sign between its sides."""
    sides = re.split(r"\s*(?:[-=]+>|→|⇒|=|\|)\s*|\s+[-–—]\s+|:\s+", written) if isinstance(written, str) else []
    if route[:1] != ("pairs",) or len(sides) != 2 or not all(sides):
        return ""
    return f"Write `[{', '.join(map(in_quotes, sides))}]`. "


def _show_fields(record: type[BaseModel], written: object, route: tuple[str | int, ...]) -> str:
    """How a record as a whole is written; nothing of one inside of another, whose hint belongs to its field."""
    if route:
        return ""
    if isinstance(written, list):
        return "Leave the hyphen in front of its first field out."
    needed = ", ".join(
        f"{field.alias or name}: …" for name, field in record.model_fields.items() if field.is_required()
    )
    return f"Write `{{{needed}}}`."


def show_name(written: object) -> str:
    """The name of a field, with every character that could be taken for another one named behind it."""
    text = _shortened(written)
    odd = dict.fromkeys(sign for sign in text if _ODD_IN_NAME.match(sign))
    return f"`{text}`" + (f" (with a {', a '.join(map(name_sign, odd))})" if odd else "")


def _explain_list(written: str) -> str:
    """How to write a list that was written as one text: with signs that are no hyphens, or without brackets."""
    if re.match(r"(?:[-–—•●▪*·]|\d+[.)])\s*\S", written):
        return "Begin each item with a hyphen and a space, on a line of its own: `- …`."
    if re.search(r"[,;]\s", written) and len(written) <= _MAX_SHOWN and "\n" not in written:
        items = (item.strip() for item in re.split(r"[,;]\s", written))
        return f"Put the items into brackets: `[{', '.join(map(in_quotes, items))}]`."
    return ""


_MAX_SHOWN = 60

_NO_SUCH: Mapping[str, str] = {
    **dict.fromkeys(("id", "stimulus", "objective"), "no id"),
    "tags": "not one word",
    "language": "no language tag",
    "identity": "not one word",
}
"""What a text is not, by the field whose pattern it does not match."""

_ODD_IN_NAME = re.compile(r"[^\S ]|[\u0370-\u052f\u200b-\u200f\u2060\ufeff\uff01-\uff5e]")
"""Spaces that are none, letters that cannot be seen, and those that look like Latin ones."""


def _shortened(written: object) -> str:
    text = str(written)
    return text if len(text) <= _MAX_SHOWN else f"{text[: _MAX_SHOWN - 1]}…"


_DIGITS_HINT = (
    f"At most {MAX_DIGITS} digits from the first to the last that is not 0, at most {MAX_PLACES} before the point and "
    f"{MAX_PLACES} behind it: `6.02e23` is fine. A longer number can be asked for as a `short` answer."
)

_FILE_HINTS: Mapping[str, str] = {
    "count": "A number from 1 on.",
    "versions": "A number from 1 to 26.",
    "alternates": "For how many sittings, from 1 to 9.",
    "mix": "How many of each sort: `{choice: 6, essay: 1}`.",
    "worksheets": "A list: `- {name: quiz, chapters: [1, 2], count: 10}`.",
    "anki": 'A deck\'s name: `{deck: "The Title", by: chapter}`.',
    "book": "The book's folder below `questions/`.",
    "deck": 'Its name in Anki: `"The Title"`, or `"Physics::Optics"` for a deck inside of another.',
    "chapters": "A list of `- {key: 1, title: …, opens: …}`; `quizgen source outline FILE` proposes it.",
    "language": "A language tag: `en`, `de`, `fr-CA`.",
    "identity": "A word that no other book has, such as twelve letters drawn by chance.",
    "year": "The year of the book in figures, such as `1937`; before our era `-44`.",
    "report": "Such as `https://example.org/report?question={id}` or `mailto:teacher@example.org?subject={id}`.",
    "guide": "`true` for a study guide, `false` for none.",
    "opens": "The first 4 to 6 words of the part, as they stand in the copy.",
}
"""Hints for the fields of `book.yaml` and of recipes."""

SHEET_HINTS: Mapping[str, str] = {
    **_FILE_HINTS,
    "chapters": "A list of chapters' keys: `[intro, 1, 2]`.",
    "objectives": "A list of objectives' ids: `[read-a-table]`.",
    "core": "`true` for the core alone.",
    "stimuli": "`whole`: questions that share a stimulus are chosen together or not at all; `part`: each by itself.",
    "sections": 'A list of places as cards name them: `["ch. 3 §1"]`.',
    "points": "What each sort is worth, in whole and half points: `{choice: 0.5, essay: 6}`.",
    "partial": "`share` or `all`, or one of them for each sort: `{multiple: all, order: share}`.",
    "space": "Lines to write on, from 0 to 60, by sort: `{essay: 20, numeric: 4}`.",
    "duration": "How long the sheet takes, in minutes: `45`.",
    "key": "`full` or `brief`, one for all versions, `end` for one at the end of each, or `none`.",
    "score_table": "`true` for a table in which the marker writes the points.",
    "columns": "1 or 2; without it they are chosen by the length of the questions.",
    "answer_sheet": "`true` for a page of circles to fill in.",
    "large_print": "`true` for a second file in large letters.",
    "docx": "`true` for a Word file of each sheet and key.",
    "word_bank": "`true` for a box with the words for the gaps.",
    "language": "The language of the words around the questions: `de`.",
    "spread": "`true` for questions from all sections in turn, core questions first.",
    "instructions": "What stands above the questions.",
    "title": "What stands at the top of the sheet.",
    "name": "The name of its file: letters, digits, `-`, `_` and `.`.",
}
"""Hints for the fields of a worksheet in a recipe, some of which differ from those elsewhere."""


def _field_hint(hints: Mapping[str, str], route: tuple[str | int, ...]) -> str:
    """The hint of the innermost field that has one."""
    names = [step for step in route if isinstance(step, str)]
    if {"worksheets", "anki"} & {*names}:
        hints = SHEET_HINTS
    return next((hints[name] for name in reversed(names) if name in hints), "")


def _unknown_hint(record: type[BaseModel], route: tuple[str | int, ...], given: Any) -> str:
    name = str(route[-1])
    inner = _inner(record, route[:-1])
    known = [field.alias or each for each, field in inner.model_fields.items()] if inner else []
    if inner is not record and "text" in known and isinstance(given, dict) and len(given) == 1:
        written = f": `{in_quotes(f'{name}: {each}')}`" if isinstance(each := given[name], str) and each else ""
        return f"A text that contains `: ` has to be in quotes{written}. The fields here are: {', '.join(known)}."
    if advice := advise(name, known, given if isinstance(given, dict) else ()):
        return advice
    if inner is not record and name in record.model_fields:
        return f"It stands further out, beside `{route[0]}`."
    if not known or (inner is not record and " " in name):
        return "A text that contains `: ` has to be in quotes."
    return f"The fields here are: {', '.join(known)}."


def _inner(record: type[BaseModel], route: tuple[str | int, ...]) -> type[BaseModel] | None:
    """The type of the nested record that a route leads to, if there is one."""
    found: type[BaseModel] | None = record
    for step in route:
        if isinstance(step, str):
            field = found.model_fields.get(step) if found else None
            found = next(_records_in(field.annotation), None) if field else None
    return found


def _records_in(annotation: Any) -> Iterator[type[BaseModel]]:
    """The record types inside a type annotation."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    for part in get_args(annotation):
        yield from _records_in(part)
