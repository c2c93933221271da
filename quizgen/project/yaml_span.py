"""The YAML of a value → where each of its parts begins and ends."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Any, NamedTuple

import yaml

from quizgen.model.diagnostics import Extent, Route
from quizgen.project.yaml_errors import place_of
from quizgen.project.yaml_parsers import LOADER


class YamlSpan(NamedTuple):
    """The YAML of a value, in UTF-8, and the line and column where it begins (from 1).

    The places of its parts are found by parsing it again when a diagnostic needs them: recording the place of every
    value in a bank would take a fifth of the reading time, and four times as much memory.
    """

    text: bytes
    line: int
    column: int

    def may_contain(self, characters: str) -> bool:
        """Whether a scalar in it may contain this sequence of characters, none of them white space."""
        return characters.encode() in self.text or b"\\" in self.text  # an escape may stand for any of them

    def find(self, route: Route) -> Extent:
        """The extent of the value that the route leads to, quotes included, or of the last value on the way.

        A step that does not fit the value is skipped: ``("cite", 0, "text")`` finds ``cite`` even if a single string
        was written in place of a list of records.
        """
        return follow(read_nodes(self), route)[-1].extent

    def find_key(self, route: Route) -> Extent:
        """The extent of the key that the route ends with; if there is none, the same as ``find``."""
        parent = follow(read_nodes(self), route[:-1])[-1]
        key = parent.keys.get(str(route[-1])) if route else None
        return key.extent if key else self.find(route)


class Node(NamedTuple):
    """A value or a key: its extent, its start and end in `padded_text`, its text, and how it is written.

    ``text`` is what a scalar says, empty for a list or mapping. ``style`` is empty for a text without quotes, else the
    sign that such a text or list begins with; that of a block of fields is ``:``. ``parts`` are values by field or
    index, ``entries`` where each field or item starts and ends, also of a field given twice. White space behind a block
    belongs to none.
    """

    extent: Extent
    start: int
    end: int
    text: str
    style: str
    parts: dict[str | int, Node]
    keys: dict[str, Node]
    entries: list[tuple[int, int]]

    @property
    def is_flow(self) -> bool:
        return self.style in ("[", "{")


def follow(node: Node, route: Route) -> list[Node]:
    """The node and the values on the way from it; a step that does not fit is skipped."""
    path = [node]
    for step in route:
        if step in path[-1].parts:
            path.append(path[-1].parts[step])
    return path


def padded_text(span: YamlSpan) -> str:
    """The text of a span behind as many spaces as stand before it, so that columns are those of the file."""
    return " " * (span.column - 1) + span.text.decode("utf-8", "surrogatepass")


@lru_cache(maxsize=1)  # diagnostics about one question come one after the other
def read_nodes(span: YamlSpan) -> Node:
    """The value of a span, with the places of its parts."""
    return _Reader(span).read()


class _Reader:
    """Builds nodes from a parser's events."""

    def __init__(self, span: YamlSpan) -> None:
        self._text, self._above = padded_text(span), span.line - 1

    def read(self) -> Node:
        loader = LOADER(self._text.encode("utf-8", "surrogatepass"))
        self._next = loader.get_event
        try:
            started = (event for event in iter(self._next, None) if isinstance(event, yaml.NodeEvent))
            begin = len(self._text) - len(self._text.lstrip(" "))
            nowhere = Node(self._extent(begin, begin), begin, begin, "", "", {}, {}, [])
            return next(map(self._node, started), nowhere)
        finally:
            loader.dispose()

    def _node(self, event: Any) -> Node:
        start, end = event.start_mark.index, event.end_mark.index
        parts: dict[str | int, Node] = {}
        keys: dict[str, Node] = {}
        entries: list[tuple[int, int]] = []
        style = getattr(event, "style", None) or ""
        if isinstance(event, yaml.SequenceStartEvent):
            style = "[" if event.flow_style else "-"
            for index, part in enumerate(self._until(yaml.SequenceEndEvent)):
                value = parts[index] = self._node(part)
                entries.append((value.start, value.end))
        elif isinstance(event, yaml.MappingStartEvent):
            style = "{" if event.flow_style else ":"
            for each in self._until(yaml.MappingEndEvent):
                key, value = self._node(each), self._node(self._next())
                name = getattr(each, "value", "")  # of `[? a: b]` alone, `a: b` is the key
                keys.setdefault(name, key)
                parts.setdefault(name, value)
                entries.append((key.start, max(key.end, value.end)))
        elif style in ("|", ">"):
            end = start + len(self._text[start:end].rstrip())
        if style in ("[", "{"):
            end = self._end_mark.index
        elif style in ("-", ":"):  # for parsers a block ends before what comes next
            end = max(behind for _, behind in entries)
        return Node(self._extent(start, end), start, end, getattr(event, "value", ""), style, parts, keys, entries)

    def _until(self, end: type[yaml.Event]) -> Iterator[Any]:
        while not isinstance(event := self._next(), end):
            yield event
        self._end_mark: Any = event.end_mark

    def _extent(self, start: int, end: int) -> Extent:
        return extent_in(self._text, start, end).moved(self._above)


_LINE_ENDS = re.compile(r"\r\n|\r|\n")


def is_counted_otherwise(text: str) -> bool:
    """Whether parsers count the lines or columns of a text otherwise than editors do."""
    return any(sign in text for sign in "\x85\u2028\u2029\ufeff")


def place_in(text: str, index: int) -> tuple[int, int]:
    """Line and column (from 1) of the character at an index, as diagnostics count them."""
    if "\r" not in text or is_counted_otherwise(text):
        return place_of(text, index)
    lines = text.count("\n", 0, index) + text.count("\r", 0, index) - text.count("\r\n", 0, index)
    return lines + 1, index - max(text.rfind("\n", 0, index), text.rfind("\r", 0, index))


def extent_in(text: str, start: int, end: int) -> Extent:
    return Extent(*place_in(text, start), *place_in(text, end))


def index_of(text: str, line: int, column: int) -> int:
    """The inverse of `place_in`; behind the last line, the end of the text."""
    ends = re.compile("\n") if is_counted_otherwise(text) else _LINE_ENDS
    start = 0
    for _ in range(line - 1):
        found = ends.search(text, start)
        if found is None:
            return len(text)
        start = found.end()
    return min(start + column - 1, len(text))
