"""Split a YAML file with one long list into the document around the list and its items, and parse each by itself.

A syntax error in one item then does not hide the others, and unchanged items are not parsed again.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, MutableMapping
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import pairwise

from quizgen.model.diagnostics import Diagnostic, Extent, Location
from quizgen.project.yaml_document import Document, parse_document
from quizgen.project.yaml_parsers import Value
from quizgen.project.yaml_span import YamlSpan

# Document markers, directives, and line ends that only YAML knows: with them, splitting the text by lines is not safe.
_UNSURE = re.compile(r"^(?:---|\.\.\.|%)|[\x85\u2028\u2029]|\r(?!\n)", re.MULTILINE)
_ITEM = re.compile(r"( *)-(?=[ \r\n]|\Z)")
_INSIDE = re.compile(r" *(?:#|\r?\n|\Z)")
_ID = re.compile(r"^[ -]*id:[ \t]+[\"']?([a-z0-9-]+)", re.MULTILINE)


@dataclass(frozen=True)
class Item:
    """An item of the list: its value and span, both None if it is not valid YAML, and what is wrong with it.

    ``text`` has its lines, ``line`` is the number of the first (from 1). Places are those in the file.
    """

    text: str
    line: int
    value: Value | None
    span: YamlSpan | None
    diagnostics: tuple[Diagnostic, ...]

    @cached_property
    def supposed_id(self) -> str:
        """What looks like the id of an item that could not be read; "" if nothing does."""
        found = _ID.search(self.text)
        return found[1] if found else ""


Items = MutableMapping[str, Item]
"""Items without diagnostics, by their text."""


def split_list(text: str, field: str) -> tuple[str, tuple[tuple[int, str], ...]] | None:
    """The file with an empty list in place of the items; and each item's first line (from 1) and text.

    None if the list is not written as a block: ``field:``, then one hyphen per item, all in one column.
    """
    if _UNSURE.search(text):
        return None
    lines = text.splitlines(keepends=True) if "\r" not in text else text.split("\n")
    lines = [line if line.endswith("\n") else f"{line}\n" for line in lines]
    head = next((n for n, line in enumerate(lines) if re.match(rf"{field}:[ \t]*(?:#.*)?\r?\n", line)), None)
    if head is None:
        return None
    starts: list[int] = []
    indent = ""
    end = head + 1
    for number in range(head + 1, len(lines)):
        line = lines[number]
        found = _ITEM.match(line)
        if found and not starts:
            indent = found[1]
        if found and found[1] == indent:
            starts.append(number)
        elif not _INSIDE.match(line) and (not starts or not line.startswith(f"{indent} ")):
            break  # a line indented less than the list ends it
        end = number + 1
    if not starts:
        return None
    bounds = [*starts, end]
    items = tuple((first + 1, "".join(lines[first:last])) for first, last in pairwise(bounds))
    lines[head] = lines[head].replace(f"{field}:", f"{field}: []", 1)
    frame = "".join([*lines[: starts[0]], "\n" * (end - starts[0]), *lines[end:]])
    return frame, items


def parse_items(text: str, name: str, field: str, known: Items) -> tuple[Document, tuple[Item, ...]] | None:
    """The document without its list, and the items; None if the text cannot be split.

    Items parsed before, from any file, are taken from ``known``, and newly parsed ones are added to it.
    """
    split = split_list(text.removeprefix("\ufeff"), field)
    if split is None:
        return None
    frame, pieces = split
    around = parse_document(frame, name)
    return around, tuple(_item(line, piece, name, field, known) for line, piece in pieces)


def parse_without(text: str, name: str, lists: Iterable[str], block: str) -> Document:
    """The document with empty lists in place of some, where they can be told from the rest, and without a block."""
    frame = text.removeprefix("\ufeff")
    for field in lists:
        if (split := split_list(frame, field)) is not None:
            frame = split[0]
    if not _UNSURE.search(frame):
        frame = re.sub(rf"^{block}:.*?(?=^[^\s#]|\Z)", _blank_lines, frame, flags=re.MULTILINE | re.DOTALL)
    return parse_document(frame, name)


def _blank_lines(found: re.Match[str]) -> str:
    return "\n" * found[0].count("\n")


def _item(line: int, text: str, name: str, field: str, known: Items) -> Item:
    item = known.get(text)
    if item is None:
        item = _parse(text, name, field, line)
        if not item.diagnostics:  # messages may contain line numbers, so items with diagnostics are not reused
            known[text] = item
    if item.line == line:
        return item
    span = item.span._replace(line=item.span.line + line - item.line) if item.span else None
    return replace(item, line=line, span=span)


def _parse(text: str, name: str, field: str, line: int) -> Item:
    lines_above = "\n" * (line - 1)
    document = parse_document(f"{field}:{lines_above}{text}", name)
    value, spans = document.value, document.items.get(field, ())
    values = value.get(field) if isinstance(value, Mapping) else None
    if not isinstance(values, list) or len(values) != 1:
        return Item(text, line, None, None, document.diagnostics)
    return Item(text, line, values[0], spans[0], document.diagnostics)


def moved(diagnostic: Diagnostic, name: str, lines: int) -> Diagnostic:
    """The diagnostic moved down by a number of lines, in a file of this name."""
    place = diagnostic.location
    extent = Extent(place.line, place.column, place.end_line, place.end_column).moved(lines)
    fixes = tuple(fix.moved(lines) for fix in diagnostic.fixes)
    return replace(diagnostic, location=Location(name, *extent), fixes=fixes)
