"""Slips of YAML that a parser notices too late, or elsewhere → the place where each was made."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from typing import NamedTuple

from quizgen.model.diagnostics import in_quotes
from quizgen.project.synonyms import FIELD_SYNONYMS


class Slip(NamedTuple):
    """A message, a hint, and the line and column (from 0)."""

    message: str
    hint: str
    line: int
    column: int


_FIELD = re.compile(r" *(?:- +)?[\w-]+:(?: |$)")
_VALUE = re.compile(r" *(?:- +)*(?P<key>[\w-]+: +)?(?=[\"'\[{])")
_OPENING = re.compile(r"""[:,\[{] *(?=["'])""")
_QUOTED = {
    '"': re.compile(r'"(?:\\.|[^"\\])*(?:"|\\?$)'),
    "'": re.compile(r"'(?:''|[^'])*(?:'|$)"),
}


def find_open_quote(lines: Sequence[str], last: int) -> Slip | None:
    """A quotation mark that is opened on one of the lines up to the last, and not closed before the next field."""
    for number, line in enumerate(lines[: last + 1]):
        at = _open_quote_on(line)
        if at is None:
            continue
        for below in lines[number + 1 : last + 2]:
            if _FIELD.match(below) and _indent(below) <= _column_of_field(line):
                hint = f"Close it at the end of its text; inside of a text in quotes, write `{_escaped(line[at])}`."
                return Slip("a quotation mark that is never closed", hint, number, at)
            if line[at] in below:
                break
    return None


def _open_quote_on(line: str) -> int | None:
    """Where a text in quotes begins that does not end on its line."""
    value = _VALUE.match(line)
    if value is None:
        return None  # in a text without quotes, they are letters like any other
    at = value.end()
    is_lone = value["key"] is not None and line[at] in "\"'"  # else there may be more texts, in brackets
    while True:
        if line[at] in "\"'":
            quoted = _QUOTED[line[at]].match(line, at)
            assert quoted is not None
            if len(quoted[0]) == 1 or not quoted[0].endswith(line[at]):
                return at
            at = quoted.end()
        found = None if is_lone else _OPENING.search(line, at)
        if found is None:
            return None
        at = found.end()


def _escaped(quote: str) -> str:
    return '\\"' if quote == '"' else "''"


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip(" "))


def _column_of_field(line: str) -> int:
    """Where the text of a line begins, behind the hyphen of an item."""
    return len(line) - len(line.lstrip(" -"))


_ODD_SPACE = r"([^\S\n\r\t ]|[\u200b-\u200f\u2060\ufeff])"
_ODD_SPACES = {
    "before the text": re.compile(rf"^ *{_ODD_SPACE}"),
    "behind the hyphen": re.compile(rf"^ *-{_ODD_SPACE}"),
    "behind the colon": re.compile(rf"^ *(?:- +)?[\w-]+:{_ODD_SPACE}"),
}
_ODD_COLON = re.compile(r"^ *(?:- +)?[a-z_-]+ ?([：﹕︓∶])")
_ODD_HYPHEN = re.compile(r"^ *([‐‑‒–—−•●▪*·])\s+\S")
_NAMES = {"\u00a0": "no-break space", "\ufeff": "byte order mark", "\u3000": "wide space", "\u200b": "zero-width space"}


def find_odd_sign(lines: Sequence[str], first: int, last: int) -> Slip | None:
    """A character on one of some lines that looks like a space, a colon or a hyphen, and is none to YAML."""
    for number in range(max(first, 0), min(last + 1, len(lines))):
        line = lines[number]
        for where, pattern in _ODD_SPACES.items():
            if found := pattern.match(line):
                is_wide = found[1].isspace()
                what = "a space that YAML does not take for one" if is_wide else "a character that cannot be seen"
                hint = "Write a plain space in its place." if is_wide else "Delete it."
                return Slip(f"{what}, {where}: {name_sign(found[1])}", hint, number, found.start(1))
        if found := _ODD_COLON.match(line):
            hint = f"Write a plain colon and a space: `{line[: found.start(1)].strip()}: …`."
            return Slip(f"“{found[1]}” for a colon: {name_sign(found[1])}", hint, number, found.start(1))
        if found := _ODD_HYPHEN.match(line):
            hint = "Begin each item of a list with a hyphen and a space: `- …`."
            return Slip(f"“{found[1]}” where an item of a list begins", hint, number, found.start(1))
    return None


def name_sign(sign: str) -> str:
    """The name of a character that eyes may take for another: ``no-break space (U+00A0)``."""
    name = unicodedata.name(sign, "CHARACTER")
    return f"{_NAMES.get(sign) or (name.capitalize() if sign.isalpha() else name.lower())} (U+{ord(sign):04X})"


_CLOSERS = {"[": "]", "{": "}"}


def find_flow_slip(lines: Sequence[str], line: int, column: int, opened: tuple[int, int]) -> Slip | None:
    """A comma that is missing between brackets, one too many, or a bracket that closes another one."""
    source = lines[line] if line < len(lines) else ""
    sign = source[column : column + 1]
    opener = lines[opened[0]][opened[1] : opened[1] + 1]
    if sign and sign in "]}" and opener in _CLOSERS and _CLOSERS[opener] != sign:
        message = f"“{sign}” where the “{opener}” of line {opened[0] + 1} has to be closed first"
        return Slip(message, f"Close it with `{_CLOSERS[opener]}`.", line, column)
    field = _FIELD.match(source)
    if not sign.strip() or sign in "]}" or (field and column <= field.end()):
        return None
    if sign == ",":
        return Slip("a comma too many", "Take it out; a text with a comma in it has to be in quotes.", line, column)
    if swallowed := re.search(r"""(["'])[^"']*,\s*\1\s*$""", source[:column]):
        hint = f"Close it before the comma; inside of a text in quotes, write `{_escaped(swallowed[1])}`."
        return Slip("a quotation mark that is never closed", hint, line, swallowed.start())
    before = source[:column].rstrip() or next((each for each in reversed(lines[:line]) if each.strip()), "").rstrip()
    if sign in "\"'[{" or before.endswith(("}", "]")) or _FIELD.match(source[column:]) or not source[:column].strip():
        hint = "Put a comma between two items of a list, and between two fields in curly brackets."
        return Slip("a comma is missing before this", hint, line, column)
    return Slip(
        "text behind a closing quotation mark",
        'Put a comma between two items; or all of the text in single quotes, if `"` belongs to it.',
        line,
        column,
    )


def explain_text_behind(line: str, column: int) -> str:
    """The way out of a text that goes on behind its closing quotation mark or bracket, with the text as it may be."""
    found = re.match(r" *(?:- +)?(?:[\w-]+: +)?", line)
    start = found.end() if found else 0
    whole = line[start:].strip()
    if line[:column].rstrip().endswith(("]", "}")):
        return f"Put the whole text in quotes: `{in_quotes(whole)}`."
    quote = whole[:1]
    if re.match(r"""(["'])[^"']*\1,$""", whole):
        return f"Take the comma at the end out: `{whole[:-1]}`."
    if re.match(r"""(["'])[^"']*\1 *,""", whole):
        return f"Put brackets around a list: `[{whole.rstrip('],')}]`."
    inner = whole[1:-1] if len(whole) > 2 and whole.endswith(quote) else whole
    if quote == "'" and '"' not in inner and whole.endswith("'"):
        return f"Write an apostrophe in single quotes twice, or take double ones: `{in_quotes(inner)}`."
    return f'Put all of it in single quotes: `{in_quotes(inner)}`; or write `\\"` inside of double ones.'


def explain_missing_colon(line: str) -> str:
    """The way out if a line begins with a field's name, and has something else than a colon behind it; else ""."""
    found = re.match(r" *(- +)?([a-z_-]+) *[;=.]? *(.*)$", line)
    if found is None or found[2] not in FIELD_SYNONYMS or ":" in line:
        return ""
    right = f"{found[2]}: {found[3]}".rstrip()
    return f"Write a colon behind its name: `{right}`."


def find_missing_colon(lines: Sequence[str], line: int) -> Slip | None:
    """A line without a colon behind its field's name, if the line below it is a field: ``- id trucks``."""
    above = next((each for each in range(line - 1, -1, -1) if lines[each].strip()), -1)
    if above < 0 or not _FIELD.match(lines[line]):
        return None
    found = re.match(r"( *(?:- +)?)([a-z_-]+)(?: *= *| +)([^:=].*)$", lines[above])
    if found and found[2] in FIELD_SYNONYMS and len(found[1]) == _indent(lines[line]):
        hint = f"Write a colon and a space behind its name: `{found[1].lstrip()}{found[2]}: {found[3].strip()}`."
        return Slip("a field without a colon", hint, above, len(found[1]))
    return None
