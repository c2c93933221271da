"""A YAML file with one long list → the document around the list, and its items, each parsed by itself.

So a slip in one item hides no other, and an item whose text is as it was need not be parsed again.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, MutableMapping
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import pairwise

from quizgen.model.diagnostics import Diagnostic
from quizgen.project.yaml_document import Document, YamlSpan, parse_document
from quizgen.project.yaml_parsers import Value

# Markers and directives of YAML, and the line ends that only YAML counts: then lines cannot be told apart by looking.
_UNSURE = re.compile(r"^(?:---|\.\.\.|%)|[\x85\u2028\u2029]|\r(?!\n)", re.MULTILINE)
_ITEM = re.compile(r"( *)-(?=[ \r\n]|\Z)")
_INSIDE = re.compile(r" *(?:#|\r?\n|\Z)")
_ID = re.compile(r"^[ -]*id:[ \t]+[\"']?([a-z0-9-]+)", re.MULTILINE)


@dataclass(frozen=True)
class Item:
    """An item of the list: its value and its YAML, or neither where it is no YAML, and what is wrong with it.

    ``text`` are its lines, ``line`` is the first of them (from 1). Places are those of the file.
    """

    text: str
    line: int
    value: Value | None
    span: YamlSpan | None
    diagnostics: tuple[Diagnostic, ...]

    @cached_property
    def supposed_id(self) -> str:
        """What seems to be its id where it could not be read; none if nothing looks like one."""
        found = _ID.search(self.text)
        return found[1] if found else ""


Items = MutableMapping[str, Item]
"""Items in which nothing is wrong, by their text."""


def split_list(text: str, field: str) -> tuple[str, tuple[tuple[int, str], ...]] | None:
    """A file with an empty list in place of its lines; and the items' first lines (from 1) and texts.

    Nothing where the list is not written as a block, ``field:`` and a hyphen for each item in one column.
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
            break  # what is less indented than the list ends it
        end = number + 1
    if not starts:
        return None
    bounds = [*starts, end]
    items = tuple((first + 1, "".join(lines[first:last])) for first, last in pairwise(bounds))
    lines[head] = lines[head].replace(f"{field}:", f"{field}: []", 1)
    frame = "".join([*lines[: starts[0]], "\n" * (end - starts[0]), *lines[end:]])
    return frame, items


def parse_items(text: str, name: str, field: str, known: Items) -> tuple[Document, tuple[Item, ...]] | None:
    """The document without its list, and the items; nothing where only all of it together can be read, or cannot be.

    What was parsed before, of whatever file, is taken from ``known``, and what is parsed now is put there.
    """
    split = split_list(text.removeprefix("\ufeff"), field)
    if split is None:
        return None
    frame, pieces = split
    around = parse_document(frame, name)
    return around, tuple(_item(line, piece, name, field, known) for line, piece in pieces)


def _item(line: int, text: str, name: str, field: str, known: Items) -> Item:
    item = known.get(text)
    if item is None:
        item = _parse(text, name, field, line)
        if not item.diagnostics:  # whose words may say in which line something stands
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
    """A diagnostic so many lines further down, in a file of this name."""
    place = diagnostic.location
    return replace(diagnostic, location=replace(place, path=name, line=place.line + lines))
