"""Turn a YAML parser's error into a message that a question's author understands, with a place and a hint."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

import yaml

from quizgen.model.diagnostics import Edit, Extent, TextFix, in_quotes
from quizgen.project.yaml_slips import (
    Slip,
    explain_missing_colon,
    explain_text_behind,
    find_flow_slip,
    find_missing_colon,
    find_odd_sign,
    find_open_quote,
)

_CONFLICT = re.compile(r"(?:<{7}|>{7}) ")
_GLUED_HYPHEN = re.compile(r"\s*-[a-z]+:")
_GLUED_COLON = re.compile(r"\s*(?:- +)?([A-Za-z_-]+):\S")
_FIELD = re.compile(r"\s*(?:- +)?[a-z-]+:")
_NOT_PRINTED = re.compile("[^\t\n\r -~\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_COLUMNS = "All fields of a question begin in one column; `- ` begins the next question, two columns before."
# Parts of the error messages of libyaml and of PyYAML's own parser.
_BEHIND_INDICATOR_ERRORS = (
    *("alphabetic or numeric", "comment or line break", "comment or a line break", "chomping"),
    *("whitespace or line break", "expected ' '"),
)
"""Errors after the indicator (such as ``&``, ``|`` or ``%``) that a text begins with."""
_INDICATOR_ERRORS = ("cannot start", "mapping keys", "node content", *_BEHIND_INDICATOR_ERRORS)
_BLOCK_END_ERRORS = ("expected key", "expected '-' indicator", "expected <block end>")
"""Errors where the next part of a list or mapping should begin."""


# Quotes count only at the start of a text; a comment begins after a space or a bracket.
_QUOTED_OR_COMMENT = re.compile(r"""(?<![^\s\[{,:-])(?:"(?:\\.|[^"\\])*"|'(?:[^']|'')*')|(?<![^\s\[\]{},])\#.*""")


class Fault(NamedTuple):
    """A message, a hint, and the line and column (from 1)."""

    message: str
    hint: str
    line: int
    column: int


def explain(error: yaml.YAMLError, text: str) -> Fault:
    """Explain the error that a YAML parser raised for a text."""
    lines = text.split("\n")
    if conflict := next((number for number, each in enumerate(lines, 1) if _CONFLICT.match(each)), 0):
        return Fault("a merge conflict", "Choose one of the two sides, and remove the marks.", conflict, 1)
    problem = str(getattr(error, "problem", None) or getattr(error, "reason", None) or "")
    opening = _place(getattr(error, "context_mark", None), text)
    mark = _place(getattr(error, "problem_mark", None), text) or opening
    if isinstance(error, yaml.reader.ReaderError) or "control characters" in problem:
        return _control_character(text, getattr(error, "position", None) or 0)
    if mark is not None and (fault := _of_one_parser(problem, mark.at, opening, text)):
        return fault
    if mark is None:
        return Fault(f"not YAML: {problem}", "Check the indentation and the quotes.", 1, 1)
    for number in (mark.line, mark.line + 1):
        if 0 < number <= len(lines) and _GLUED_HYPHEN.match(lines[number - 1]):
            return Fault("not YAML: a hyphen without a space", "Put a space after the hyphen: `- id: …`.", number, 1)
    context = opening or mark
    if cut := _cut_off(problem, mark, context, lines):
        return cut
    if slip := _find_slip(problem, mark, context, error, lines):
        return Fault(f"not YAML: {slip.message}", slip.hint, slip.line + 1, slip.column + 1)
    message, hint, place = _said(problem, mark, context, error, lines)
    return Fault(f"not YAML: {message}", hint, place.line + 1, place.column + 1)


def _find_slip(problem: str, mark: _Place, context: _Place, error: yaml.YAMLError, lines: Sequence[str]) -> Slip | None:
    """A slip whose place is another than the parser's."""
    is_escape = "escape" in problem or "hexdecimal" in problem
    if not is_escape and (open_quote := find_open_quote(lines, mark.line)):
        return open_quote
    above = next((number for number in range(mark.line - 1, -1, -1) if lines[number].strip()), mark.line)
    if odd := find_odd_sign(lines, min(above, context.line), mark.line):
        return odd
    is_in_flow = "flow" in str(getattr(error, "context", ""))
    if is_in_flow and ("expected ','" in problem or "node content" in problem):
        return find_flow_slip(lines, mark.line, mark.column, (context.line, context.column))
    if "mapping values" in problem or "expected ':'" in problem:
        return find_missing_colon(lines, mark.line)
    return None


class _Place(NamedTuple):
    """A parser's mark: line, column and character index, from 0."""

    line: int
    column: int
    at: int


def _place(mark: Any, text: str) -> _Place | None:
    if mark is None:
        return None
    line, column = place_of(text, mark.index)
    return _Place(line - 1, column - 1, mark.index)


def _of_one_parser(problem: str, index: int, opening: _Place | None, text: str) -> Fault | None:
    """What PyYAML's own parser refuses, in the words in which it is told where libyaml has read it."""
    if "but got '?'" in problem:
        return explain_question_mark(text, index)
    line = text.rfind("\n", 0, index) + 1
    if text[line : line + 1] == "\ufeff":
        return explain_odd_sign(text, line)
    if "chomping" in problem and opening is not None and text[index : index + 1] == "#":
        return explain_block_header(text, opening.at)
    if ("any token" in problem or "tab character" in problem) and text[index : index + 1] == "\t":
        return explain_odd_sign(text, index)
    return None


def explain_question_mark(text: str, index: int) -> Fault:
    """Explain a ``?`` in an unquoted text inside brackets: text to libyaml, a key indicator to other parsers."""
    start = max(text.rfind(sign, 0, index) for sign in ("[", "{", ",", ": ", "\n")) + 1
    end = min((at for sign in "]},\n" if (at := text.find(sign, index)) >= 0), default=len(text))
    written = text[start:end].strip()
    hint = f"Put the text in quotes: `{in_quotes(written)}`." if written.strip("? ") else "Put the text in quotes."
    return _fault_at(text, index, "a `?` in a text without quotes, inside of brackets", hint)


def explain_block_header(text: str, index: int) -> Fault:
    """Explain a ``#`` without a space after the ``|`` or ``>`` that a text begins with."""
    hint = f"Put a space before the `#`, or the text in quotes if it begins with “{text[index]}”."
    return _fault_at(text, index, f"a `#` without a space behind “{text[index]}”", hint)


def explain_bracket(text: str, index: int) -> str:
    """The way out of a bracket in place of a field's name: of `text: {{1::words}} …` it is a text without quotes."""
    line = text[text.rfind("\n", 0, index) + 1 :].partition("\n")[0]
    found = re.match(r" *(?:- +)?[\w-]+: +([\[{].*)$", line)
    hint = "A text that starts with `{` or `[` has to be in quotes"
    return f"{hint}: `{in_quotes(found[1].strip())}`." if found else f"{hint}; a field's name is a word."


def explain_odd_sign(text: str, index: int) -> Fault:
    """Explain a tab or a byte order mark outside of quotes."""
    if text[index] == "\ufeff":
        hint = "Delete the invisible character at the start of this line: it is the mark that begins a file."
        return _fault_at(text, index, "a byte order mark (U+FEFF) in the middle of the file", hint)
    before = text[text.rfind("\n", 0, index) + 1 : index]
    if not before.strip():
        return _fault_at(text, index, "a tab before the text", "Indent with spaces: YAML does not allow tabs.")
    hint = "Write a space in its place, or delete it at the end of a line: not all readers of YAML allow tabs."
    return _fault_at(text, index, "a tab outside of quotes", hint)


_LINE_END = re.compile(r"[ \t]*\r?(?:\n|\Z)")


def fix_odd_signs(text: str, indices: Sequence[int]) -> tuple[TextFix, ...]:
    """Write a space for every tab, and nothing for every byte order mark: so they are read where they are taken.

    How far a line with a tab before its text is meant to be indented, nobody knows: the first such keeps it from that.
    """
    edits: list[Edit] = []
    for index in indices:
        line = text.rfind("\n", 0, index) + 1
        if text[index] == "\t" and not text[line:index].strip():
            if not edits:
                return ()
            continue
        is_space = text[index] == "\t" and not _LINE_END.match(text, index)
        edits.append(Edit(extent_of(text, index, index + 1), " " if is_space else ""))
    return (TextFix("Write spaces for tabs outside of quotes, and no byte order marks", tuple(edits), is_safe=True),)


def _fault_at(text: str, index: int, message: str, hint: str) -> Fault:
    return Fault(f"not YAML: {message}", hint, *place_of(text, index))


def place_of(text: str, index: int) -> tuple[int, int]:
    """Line and column (from 1), as editors count them, of the character at an index from 0.

    YAML parsers count differently: for them U+0085 and U+2028 end a line too.
    """
    return text.count("\n", 0, index) + 1, index - text.rfind("\n", 0, index)


def extent_of(text: str, start: int, end: int) -> Extent:
    return Extent(*place_of(text, start), *place_of(text, end))


def _cut_off(problem: str, mark: _Place, context: _Place, lines: Sequence[str]) -> Fault | None:
    """A ``#`` that cuts off the bracket of a list, or the first line of a text that goes on."""
    if "expected ','" in problem or "node content" in problem:
        is_unopened = context.line == mark.line  # at the end of the file the parser does not say where it opened
        numbers = range(min(mark.line, len(lines) - 1), -1, -1) if is_unopened else range(context.line, mark.line + 1)
        for number in numbers:
            for found in _comments_in(lines, number):
                if re.search(r"^#\w|[\]}]", found[0]):
                    return _name_hash(lines[number], number, found.start(), is_flow=True)
        return None
    source = lines[mark.line]
    if any(each in problem for each in _BLOCK_END_ERRORS) or "expected ':'" in problem:
        above = next((n for n in range(min(mark.line, len(lines)) - 1, -1, -1) if lines[n].strip()), -1)
        for found in _comments_in(lines, above):
            is_glued = found[0][1:2].isalnum()
            if _is_indented_more(source, lines[above]) and (is_glued or not _FIELD.match(source)):
                return _name_hash(lines[above], above, found.start(), is_flow=False)
    return None


def _comments_in(lines: Sequence[str], number: int) -> Iterator[re.Match[str]]:
    """The comment on a line that has something before it, if there is one."""
    if 0 <= number < len(lines) and not lines[number].lstrip().startswith("#"):
        yield from (found for found in _QUOTED_OR_COMMENT.finditer(lines[number]) if found[0].startswith("#"))


def _is_indented_more(line: str, above: str) -> bool:
    return len(line) - len(line.lstrip()) > len(above) - len(above.lstrip())


def _name_hash(line: str, number: int, at: int, *, is_flow: bool) -> Fault:
    """Explain the ``#`` at a column of a line, with the text that it was meant to be a part of."""
    start = max(found.end() for found in re.finditer(r"^|[\[{,]|: |- " if is_flow else r"^|: |- ", line[:at]))
    end = re.compile(r"[\]},]|$" if is_flow else r"$").search(line, at)
    whole = line[start : end.start() if end else len(line)].strip()
    message = f"not YAML: a comment begins at this `#`, and cuts off “{line[at:].strip()[:40]}”"
    return Fault(message, f"Put the whole text in quotes: `{in_quotes(whole)}`.", number + 1, at + 1)


def _control_character(text: str, position: int) -> Fault:
    found = _NOT_PRINTED.search(text)
    hint = "Delete it: only text, spaces and line ends belong into a bank."
    return _fault_at(text, found.start() if found else position, "a control character", hint)


def _said(
    problem: str, mark: _Place, context: _Place, error: yaml.YAMLError, lines: Sequence[str]
) -> tuple[str, str, _Place]:
    """Message, hint, and the place."""
    source, opening = lines[mark.line], lines[context.line]
    sign = source[mark.column : mark.column + 1]
    indent = len(source) - len(source.lstrip())
    if "\t" in source[:indent]:
        return "a tab before the text", "Indent with spaces: YAML does not allow tabs.", mark
    if "escape" in problem or "hexdecimal" in problem:
        if sign != "\\" and source[mark.column - 1 : mark.column] == "\\":
            mark = mark._replace(column=mark.column - 1)
        hint = "Write `\\\\` for each; or put the text in single quotes, with every apostrophe in it twice."
        return "a backslash in double quotes that means nothing there", hint, mark
    if "quoted scalar" in str(getattr(error, "context", "")):
        return "a quotation mark that is never closed", 'Close it; inside of a text in quotes, write `\\"`.', context
    if "unexpected ':'" in problem:
        return "a text that ends with “:” inside of brackets", "Put the text in quotes.", mark
    if "expected ':'" in problem:
        return *_without_colon(opening), context
    if "mapping values" in problem:
        return *_second_colon(source, mark.column, lines[: mark.line]), mark
    if any(each in problem for each in _BLOCK_END_ERRORS) and mark.column > indent:
        hint = explain_text_behind(source, mark.column)
        return "text behind a closing quotation mark or bracket", hint, mark
    if any(each in problem for each in _BLOCK_END_ERRORS):
        above = next((each for each in reversed(lines[: mark.line]) if each.strip()), "")
        if source.lstrip().startswith("- ") and indent == len(above) - len(above.lstrip()) and above.lstrip()[0] != "-":
            hint = "Write its field on a line of its own above it; that of a bank's list is `questions:`."
            return "a list without a field that it belongs to", hint, mark
        is_more = indent > len(above) - len(above.lstrip())
        return f"this line is indented {'more' if is_more else 'less'} than the one above it", _COLUMNS, mark
    if "expected ','" in problem:
        hint = "Close it; inside of brackets, a text with a bracket or a comma in it has to be in quotes."
        return "a bracket that is never closed", hint, context
    if "document start" in problem:
        hint = "All fields of a file begin in one column, and a bank has no lines with `...` or `%`."
        return "this line does not belong to what stands above it", hint, mark
    if "sequence entries" in problem:
        hint = "Begin each item of a list on a line of its own; a text that begins with a hyphen has to be in quotes."
        return "a hyphen behind something else on its line", hint, mark
    if "node content" in problem and not source[mark.column :].strip():
        return "the file ends inside of brackets", "Close them.", mark
    if any(each in problem for each in _BEHIND_INDICATOR_ERRORS):
        sign, mark = opening[context.column : context.column + 1], context
    if sign.strip() and any(each in problem for each in _INDICATOR_ERRORS):
        return f"a text that begins with “{sign}”", "Put the text in quotes.", mark
    return problem, "Check the indentation and the quotes of this line and the one above it.", mark


def _without_colon(line: str) -> tuple[str, str]:
    if glued := _GLUED_COLON.match(line):
        return "a colon without a space behind it", f"Put a space after the colon: `{glued[1]}: …`."
    if colon := explain_missing_colon(line):
        return "a field without a colon", colon
    hint = "Write `field: text`; a text that goes on over several lines has to be in quotes, or indented further."
    return "a line that is no field", hint


def _second_colon(line: str, column: int, before: Sequence[str]) -> tuple[str, str]:
    """Explain a second ``: `` on a line; or a field indented more than the one above, so that it continues its text."""
    above = next((each for each in reversed(before) if each.strip()), "")
    field = _FIELD.match(line)
    if field is not None and field.end() == column + 1 and _FIELD.match(above):
        return "this line is indented more than the one above it", _COLUMNS
    if re.search("[“„«»「‘‚]", line):
        return "a text with `: ` in it", 'Put straight quotation marks around it, `"`: YAML knows no “curly” ones.'
    return "a text with `: ` in it", "A text that contains `: ` has to be in quotes."
