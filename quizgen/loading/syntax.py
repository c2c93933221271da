"""What libyaml says of a text that is no YAML → what is wrong in words of the field, where, and the way out."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any, NamedTuple

import yaml

_CONFLICT = re.compile(r"(?:<{7}|>{7}) ")
_GLUED_HYPHEN = re.compile(r"\s*-[a-z]+:")
_GLUED_COLON = re.compile(r"\s*(?:- )?([a-z-]+):\S")
_FIELD = re.compile(r"\s*(?:- +)?[a-z-]+:")
_COLUMNS = "All fields of a question begin in one column; `- ` begins the next question, two columns before."
# What is wrong with the sign itself that a text begins with.
_OF_A_SIGN = ("cannot start", "mapping keys", "node content", "alphabetic or numeric", "comment or line break")


class Fault(NamedTuple):
    """A message, a hint, and the line and column (from 1)."""

    message: str
    hint: str
    line: int
    column: int


def explain(error: yaml.YAMLError, text: str) -> Fault:
    """The fault that a parser of YAML met in a text."""
    lines = text.split("\n")
    if conflict := next((number for number, each in enumerate(lines, 1) if _CONFLICT.match(each)), 0):
        return Fault("a merge conflict", "Choose one of the two sides, and remove the marks.", conflict, 1)
    problem = str(getattr(error, "problem", None) or getattr(error, "reason", None) or "")
    mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    if isinstance(error, yaml.reader.ReaderError) or "control characters" in problem:
        return _control_character(text, getattr(error, "position", None) or 0)
    if mark is None:
        return Fault(f"not YAML: {problem}", "Check the indentation and the quotes.", 1, 1)
    for number in (mark.line, mark.line + 1):
        if 0 < number <= len(lines) and _GLUED_HYPHEN.match(lines[number - 1]):
            return Fault("not YAML: a hyphen without a space", "Put a space after the hyphen: `- id: …`.", number, 1)
    message, hint, place = _said(problem, mark, error, lines)
    return Fault(f"not YAML: {message}", hint, place.line + 1, place.column + 1)


def _control_character(text: str, position: int) -> Fault:
    where = next((i for i, c in enumerate(text) if c < " " and c not in "\t\n\r"), position)
    line, column = text.count("\n", 0, where) + 1, where - (text.rfind("\n", 0, where) + 1) + 1
    hint = "Delete it: only text, spaces and line ends belong into a bank."
    return Fault("not YAML: a control character", hint, line, column)


def _said(problem: str, mark: Any, error: yaml.YAMLError, lines: Sequence[str]) -> tuple[str, str, Any]:
    """Message, hint, and the mark of the place."""
    context = getattr(error, "context_mark", None) or mark
    source, opening = _line(lines, mark), _line(lines, context)
    sign = source[mark.column : mark.column + 1]
    indent = len(source) - len(source.lstrip())
    if "\t" in source[:indent]:
        return "a tab before the text", "Indent with spaces: YAML does not allow tabs.", mark
    if "escape" in problem:
        hint = "Write `\\\\` for each; or put the text in single quotes, with every apostrophe in it twice."
        return "a backslash in double quotes that means nothing there", hint, mark
    if "quoted scalar" in str(getattr(error, "context", "")):
        return "a quotation mark that is never closed", 'Close it; inside of a text in quotes, write `\\"`.', context
    if "expected ':'" in problem:
        return *_without_colon(opening), context
    if "mapping values" in problem:
        return *_second_colon(source, mark.column, lines[: mark.line]), mark
    if "expected key" in problem and mark.column > indent:
        hint = (
            'Inside of a text in quotes, write `\\"`; or put all of it in single quotes, with every apostrophe twice.'
        )
        return "text behind a closing quotation mark or bracket", hint, mark
    if "expected key" in problem or "expected '-' indicator" in problem:
        above = next((each for each in reversed(lines[: mark.line]) if each.strip()), "")
        is_more = indent > len(above) - len(above.lstrip())
        return f"this line is indented {'more' if is_more else 'less'} than the one above it", _COLUMNS, mark
    if "expected ','" in problem:
        hint = "Close it; inside of brackets, a text with a bracket or a comma in it has to be in quotes."
        return "a bracket that is never closed", hint, context
    if "alphabetic or numeric" in problem or "comment or line break" in problem:
        sign, mark = opening[context.column : context.column + 1], context
    if sign.strip() and any(each in problem for each in _OF_A_SIGN):
        return f"a text that begins with “{sign}”", "Put the text in quotes.", mark
    return problem, "Check the indentation and the quotes of this line and the one above it.", mark


def _line(lines: Sequence[str], mark: Any) -> str:
    """The line of a mark; none where YAML counts other signs as line ends too (U+0085, U+2028)."""
    return lines[mark.line] if mark.line < len(lines) else ""


def _without_colon(line: str) -> tuple[str, str]:
    if glued := _GLUED_COLON.match(line):
        return "a colon without a space behind it", f"Put a space after the colon: `{glued[1]}: …`."
    hint = "Write `field: text`; a text that goes on over several lines has to be in quotes, or indented further."
    return "a line that is no field", hint


def _second_colon(line: str, column: int, before: Sequence[str]) -> tuple[str, str]:
    """A text with ``: `` in it; or a field that seems to be the rest of the text above it, as it is indented more."""
    above = next((each for each in reversed(before) if each.strip()), "")
    field = _FIELD.match(line)
    if field is not None and field.end() == column + 1 and _FIELD.match(above):
        return "this line is indented more than the one above it", _COLUMNS
    if "“" in line or "„" in line:
        return "a text with `: ` in it", 'Put straight quotation marks around it, `"`: YAML knows no “curly” ones.'
    return "a text with `: ` in it", "A text that contains `: ` has to be in quotes."
