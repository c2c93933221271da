"""YAML text → a tree of nodes that know their line and column, every scalar the string that was written."""

from __future__ import annotations

import gc
import hashlib
import re
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Any, NamedTuple, TypeAlias

import yaml

from quizgen.diagnostics import Diagnostic, Location, Route

MAX_DEPTH = 20
MAX_BYTES = 64 * 1024 * 1024

_LOADER = getattr(yaml, "CBaseLoader", yaml.BaseLoader)


class Key(NamedTuple):
    """Where a mapping's key stands."""

    line: int
    column: int


class Node(NamedTuple):
    """A value and where it stands (from 1): a string, a list of nodes, or a mapping of names to nodes."""

    value: NodeValue
    line: int
    column: int
    keys: Mapping[str, Key]

    def plain(self) -> Any:
        """The value without its positions."""
        value = self.value
        if isinstance(value, str):
            return value
        if isinstance(value, list):
            return [node.plain() for node in value]
        return {name: node.plain() for name, node in value.items()}

    def find(self, route: Route) -> tuple[int, int]:
        """Line and column of what the route leads to, or of the last value on the way that is there.

        A step that does not fit the value is passed over: ``("cite", 0, "text")`` finds ``cite`` also where
        a single string was written in place of a list of records. The last step's key is
        preferred to its value where it names an unknown field.
        """
        node = self
        for step in route:
            if isinstance(node.value, dict) and step in node.value:
                node = node.value[str(step)]
            elif isinstance(node.value, list) and isinstance(step, int) and step < len(node.value):
                node = node.value[step]
        return node.line, node.column

    def find_key(self, route: Route) -> tuple[int, int]:
        """Line and column of the key that the route ends with, else as ``find``."""
        parent = self
        for step in route[:-1]:
            if isinstance(parent.value, dict) and step in parent.value:
                parent = parent.value[str(step)]
            elif isinstance(parent.value, list) and isinstance(step, int) and step < len(parent.value):
                parent = parent.value[step]
        if route and (key := parent.keys.get(str(route[-1]))):
            return key.line, key.column
        return self.find(route)


_NODES = frozenset({yaml.ScalarEvent, yaml.SequenceStartEvent, yaml.MappingStartEvent, yaml.AliasEvent})
_NO_KEYS: Mapping[str, Key] = MappingProxyType({})

NodeValue: TypeAlias = str | list[Node] | dict[str, Node]


@dataclass(frozen=True, slots=True)
class Document:
    """A YAML file as read. ``path`` is how messages name it; ``root`` is missing if it could not be read.

    ``sha256`` is of the text that was parsed, in hex.
    """

    path: str
    root: Node | None
    diagnostics: tuple[Diagnostic, ...]
    sha256: str = ""


_CONFLICT = re.compile(r"(?:<{7}|>{7}) ")
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
_GLUED_HYPHEN = re.compile(r"\s*-[a-z]+:")


class _StopReadingError(Exception):
    """The rest of the document is not read."""


def read_document(file: Path, name: str) -> Document:
    """Read a YAML file; what cannot be read is a diagnostic, never an exception."""
    fault = _fault(name)
    try:
        if file.stat().st_size > MAX_BYTES:
            limit = f"larger than {MAX_BYTES // 1024 // 1024} MB"
            return Document(name, None, (fault("yaml", f"the file is {limit}", "Split it: one file a chapter."),))
        data = file.read_bytes()
    except OSError as error:
        reason = error.strerror or "cannot be read"
        hint = "A book's folder has a `book.yaml`: its title and table of contents." if file.name == "book.yaml" else ""
        return Document(name, None, (fault("unreadable-file", f"this file cannot be read: {reason.lower()}", hint),))
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        hint = "Save the file as UTF-8."
        column = error.start - (data.rfind(b"\n", 0, error.start) + 1) + 1
        return Document(name, None, (fault("yaml", "the file is not UTF-8 text", hint, line, column),))
    return parse_document(text, name)


def parse_document(text: str, name: str) -> Document:
    """Parse YAML from memory; see ``read_document``."""
    diagnostics: list[Diagnostic] = []
    fault = _fault(name)
    root: Node | None = None
    with _collector_paused():
        try:
            root = _compose(text, fault, diagnostics)
        except _StopReadingError:
            pass
        except yaml.YAMLError as error:
            diagnostics.append(_syntax_error(error, text, fault))
    if root is None and not diagnostics:
        diagnostics.append(
            fault(
                "yaml",
                "the file is empty",
                "A bank starts with `chapter: …`, a recipe with `book: …`, a `book.yaml` with `title: …`.",
                1,
                1,
            )
        )
    digest = hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
    return Document(name, root, tuple(diagnostics), digest)


@contextmanager
def _collector_paused() -> Iterator[None]:
    # Millions of small objects that all stay alive: the cyclic collector takes six times the parser's time.
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()


def _fault(name: str) -> Any:
    def make(code: str, message: str, hint: str = "", line: int = 0, column: int = 0) -> Diagnostic:
        return Diagnostic(code, message, Location(name, line, column), hint)

    return make


class _Open:
    """A collection whose end has not been seen yet."""

    __slots__ = ("is_repeated", "key", "node")

    def __init__(self, node: Node) -> None:
        self.node = node
        self.key: str | None = None
        self.is_repeated = False


def _compose(text: str, fault: Any, diagnostics: list[Diagnostic]) -> Node | None:
    """Build nodes from libyaml's events without recursion, so that no nesting can exhaust a stack."""
    root: Node | None = None
    stack: list[_Open] = []
    lines = text.split("\n") if " #" in text else []
    may_have_controls = "\\" in text or _CONTROL.search(text) is not None
    for event in _events(text):
        kind = type(event)
        if kind is yaml.MappingEndEvent or kind is yaml.SequenceEndEvent:
            stack.pop()
            continue
        if kind is yaml.DocumentStartEvent and root is not None:
            line, column = _at(event)
            diagnostics.append(fault("yaml", "a second document starts here", "Remove the `---`.", line, column))
            raise _StopReadingError
        if kind not in _NODES:
            continue
        mark: Any = event.start_mark
        line, column = mark.line + 1, mark.column + 1
        if kind is yaml.AliasEvent or event.anchor is not None:
            hint = "Anchors and aliases (`&`, `*`) are not used here: write the value out, or quote the text."
            diagnostics.append(fault("yaml", "an anchor or alias", hint, line, column))
            raise _StopReadingError
        if event.tag is not None:
            message = f"a tag (`{event.tag[:40]}`)"
            diagnostics.append(fault("yaml", message, "Put the text in quotes: a bank has no tags.", line, column))
            raise _StopReadingError
        if kind is yaml.ScalarEvent:
            if may_have_controls and (found := _CONTROL.search(event.value)):
                message = f"a control character (U+{ord(found[0]):04X}) is written into this text"
                hint = "Remove its escape (such as `\\x1f`): to Anki and to browsers it is no text."
                diagnostics.append(fault("yaml", message, hint, line, column))
                raise _StopReadingError
            if lines and (cut := _comment_behind(event, lines)):
                hint = "Put the whole text in quotes; a comment goes on a line of its own."
                message = f"the rest of this line is a comment, and no part of the text: “{cut[:40]}”"
                diagnostics.append(fault("comment-in-text", message, hint, line, column))
            node = Node(event.value, line, column, _NO_KEYS)
        else:
            node = Node([], line, column, _NO_KEYS) if kind is yaml.SequenceStartEvent else Node({}, line, column, {})
        if stack:
            _attach(stack[-1], node, event, fault, diagnostics)
        else:
            root = node
        if kind is not yaml.ScalarEvent:
            if len(stack) >= MAX_DEPTH:
                hint = "A question needs no more than four levels: look for stray brackets or indentation."
                diagnostics.append(fault("yaml", f"nested deeper than {MAX_DEPTH} levels", hint, line, column))
                raise _StopReadingError
            stack.append(_Open(node))
    return root


def _events(text: str) -> Iterator[Any]:
    loader = _LOADER(text)
    try:
        yield from iter(loader.get_event, None)
    finally:
        loader.dispose()


def _comment_behind(event: Any, lines: Sequence[str]) -> str:
    """The comment that ends a line of several words without quotes: most often, a text that was cut off by its `#`."""
    if event.style or " " not in event.value:
        return ""
    mark: Any = event.end_mark
    rest = lines[mark.line][mark.column :].strip() if mark.line < len(lines) else ""
    return rest if rest.startswith("#") else ""


def _attach(parent: _Open, node: Node, event: Any, fault: Any, diagnostics: list[Diagnostic]) -> None:
    holder = parent.node.value
    if isinstance(holder, list):
        holder.append(node)
        return
    keys = parent.node.keys
    assert isinstance(holder, dict)
    assert isinstance(keys, dict)
    if parent.key is not None:
        if not parent.is_repeated:
            holder[parent.key] = node
        parent.key = None
        return
    if not isinstance(event, yaml.ScalarEvent):
        hint = "A field's name is a word; a text that starts with `{` or `[` has to be in quotes."
        diagnostics.append(
            fault("yaml", "a list or mapping where a field's name belongs", hint, node.line, node.column)
        )
        raise _StopReadingError
    parent.key = sys.intern(event.value)  # every question has the same
    parent.is_repeated = event.value in holder
    if parent.is_repeated:
        first = keys[event.value].line
        hint = f"The first stands on line {first}; keep one of the two."
        diagnostics.append(fault("duplicate-key", f"`{event.value}` is given twice", hint, node.line, node.column))
    else:
        keys[parent.key] = Key(node.line, node.column)


def _at(event: Any) -> tuple[int, int]:
    return event.start_mark.line + 1, event.start_mark.column + 1


def _syntax_error(error: yaml.YAMLError, text: str, fault: Any) -> Diagnostic:
    mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    problem = getattr(error, "problem", None) or getattr(error, "reason", None) or "not YAML"
    line, column = (mark.line + 1, mark.column + 1) if mark else (1, 1)
    lines = text.split("\n")
    source = lines[line - 1] if line <= len(lines) else ""
    hint = "Check the indentation and the quotes of this line and the one above it."
    above = lines[line - 2] if 1 < line <= len(lines) + 1 else ""
    context = getattr(error, "context_mark", None)
    if conflict := next((number for number, each in enumerate(lines, 1) if _CONFLICT.match(each)), 0):
        return fault("yaml", "a merge conflict", "Choose one of the two sides, and remove the marks.", conflict, 1)  # type: ignore[no-any-return]
    if context is not None and "quoted scalar" in str(getattr(error, "context", "")):
        line, column = context.line + 1, context.column + 1
        problem, hint = "a quotation mark that is never closed", 'Close it; inside of a text in quotes, write `\\"`.'
        return fault("yaml", f"not YAML: {problem}", hint, line, column)  # type: ignore[no-any-return]
    if glued := next((each for each in (above, source) if _GLUED_HYPHEN.match(each)), None):
        line = lines.index(glued) + 1
        hint = "Put a space after the hyphen: `- id: …`."
        return fault("yaml", "not YAML: a hyphen without a space", hint, line, 1)  # type: ignore[no-any-return]
    if "\t" in source[: len(source) - len(source.lstrip())] or "'\\t'" in problem:
        hint = "Indent with spaces: YAML does not allow tabs."
    elif "mapping values" in problem:
        hint = "A text that contains `: ` has to be in quotes."
    elif isinstance(error, yaml.reader.ReaderError) or "control characters" in problem:
        position = getattr(error, "position", None)
        where = next((i for i, c in enumerate(text) if c < " " and c not in "\t\n\r"), position or 0)
        line, column = text.count("\n", 0, where) + 1, where - (text.rfind("\n", 0, where) + 1) + 1
        problem, hint = "a control character", "Delete it: only text, spaces and line ends belong into a bank."
    return fault("yaml", f"not YAML: {problem}", hint, line, column)  # type: ignore[no-any-return] # made by _fault
