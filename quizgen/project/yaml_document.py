"""Parse YAML into plain values, with every scalar as the string written, and the place of what is wrong."""

from __future__ import annotations

import gc
import hashlib
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, NoReturn, TypeAlias

import yaml

from quizgen.model.diagnostics import Diagnostic, Extent, Location, Severity, TextFix, in_quotes
from quizgen.project.yaml_comments import CutText, find_cut_text, fix_cut_text
from quizgen.project.yaml_edits import LONE_RETURN, remove_second
from quizgen.project.yaml_errors import (
    Fault,
    explain,
    explain_block_header,
    explain_bracket,
    explain_odd_sign,
    explain_question_mark,
    extent_of,
    fix_odd_signs,
    place_of,
)
from quizgen.project.yaml_parsers import (
    LOADER,
    Value,
    find_odd_signs,
    has_odd_signs,
    is_block_header,
    without_header,
)
from quizgen.project.yaml_span import YamlSpan, index_of, is_counted_otherwise
from quizgen.project.yaml_text import read_yaml_text

MAX_DEPTH = 20


_NOWHERE = YamlSpan(b"", 1, 1)


@dataclass(frozen=True, slots=True)
class Document:
    """A parsed YAML file. ``path`` is how messages name it; ``value`` is None if it could not be read.

    ``yaml_span`` is the span of the whole text; ``items`` has, for each top-level field with a list, the spans of the
    list's items. ``sha256`` is of the text that was parsed, in hex.
    """

    path: str
    value: Value | None
    diagnostics: tuple[Diagnostic, ...]
    yaml_span: YamlSpan = _NOWHERE
    items: Mapping[str, Sequence[YamlSpan]] = field(default_factory=dict)
    sha256: str = ""


_Scalar, _Mapping, _MappingEnd, _ListEnd = (
    yaml.ScalarEvent,
    yaml.MappingStartEvent,
    yaml.MappingEndEvent,
    yaml.SequenceEndEvent,
)


_SINGLE_QUOTES = (
    "In double quotes, a backslash and a letter are one character: write `\\\\` for each backslash, "
    "or put the text in single quotes."
)


_SPOILT_FORMULA = re.compile(r"\$[^$]*(?:\t(?:heta|au|ext|imes|an|o|ilde)|\n(?:u|e|eq|abla|ot|eg))(?![a-z])[^$]*\$")
"""``\\theta`` or ``\\nu`` in double quotes, where it is a tab or a line end."""


_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")


class _StopReadingError(Exception):
    """Raised to stop parsing the document, after its diagnostic was added."""


def read_document(file: Path, name: str) -> Document:
    """Read and parse a YAML file; failures are diagnostics, never exceptions."""
    text, faults = read_yaml_text(file, name)
    return Document(name, None, faults) if text is None else parse_document(text, name)


def parse_document(text: str, name: str) -> Document:
    """Parse YAML from memory; see ``read_document``."""
    text = text.removeprefix("\ufeff")
    content = text.encode("utf-8", "surrogatepass")
    composer = _Composer(text, content, _fault(name))
    value: Value | None = None
    with _collector_paused():
        try:
            value = composer.compose()
        except _StopReadingError:
            pass
        except yaml.YAMLError as error:
            composer.tell(explain(error, text))
    if value is None and not composer.diagnostics:
        hint = "A bank starts with `chapter: …`, a recipe with `book: …`, a `book.yaml` with `title: …`."
        composer.diagnostics.append(_fault(name)("yaml", "the file is empty", hint, Extent(1, 1, 1, 1)))
    digest = hashlib.sha256(content).hexdigest()
    yaml_span = YamlSpan(content, 1, 1)
    if value is not None:
        composer.fix_doubled(yaml_span)
    diagnostics = tuple(composer.diagnostics)
    if diagnostics and LONE_RETURN.search(text):
        diagnostics = tuple(replace(each, fixes=()) for each in diagnostics)
    return Document(name, value, diagnostics, yaml_span, composer.items, digest)


@contextmanager
def _collector_paused() -> Iterator[None]:
    # Parsing makes millions of small objects that stay alive; the garbage collector would take six times the parser's
    # time to scan them again and again.
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()


_Fault: TypeAlias = Callable[..., Diagnostic]


def _fault(name: str) -> _Fault:
    def make(code: str, message: str, hint: str, extent: Extent, fixes: tuple[TextFix, ...] = ()) -> Diagnostic:
        return Diagnostic(code, message, Location(name, *extent), hint, fixes=fixes)

    return make


class _Composer:
    """Builds values from libyaml's events; libyaml's own composer crashes on deep nesting, and expands aliases."""

    def __init__(self, text: str, content: bytes, fault: _Fault) -> None:
        self.diagnostics: list[Diagnostic] = []
        self.items: dict[str, list[YamlSpan]] = {}
        self._text, self._content = text, content
        self._fault = fault
        self._counted = _text_to_count(text)
        self._has_comments = " #" in text
        self._has_odd_signs = has_odd_signs(text)
        self._enclosed: list[tuple[int, int]] = []  # texts in quotes and blocks, where there are odd signs
        self._cuts: list[CutText] = []  # of the fields not yet read to their end
        self._is_flow = False  # inside of brackets
        self._has_escapes = "\\" in text  # without a backslash libyaml lets no control character through
        self._doubled: list[tuple[int, int, bool]] = []  # diagnostic, index of the key, whether it says the same
        self._end: Any = None  # the event that ended the last collection

    def compose(self) -> Value | None:
        loader = LOADER(self._content)
        self._next = loader.get_event
        value: Value | None = None
        try:
            while (event := self._next()) is not None:
                if not isinstance(event, yaml.DocumentStartEvent):
                    continue
                if value is not None:
                    self._stop(event, "a second document starts here", "Remove the `---`.")
                value = self._value(self._next(), 0)
        finally:
            loader.dispose()
        if self._has_odd_signs and (odd := list(find_odd_signs(self._text, self._enclosed))):
            self._stop_at(explain_odd_sign(self._text, odd[0]), fix_odd_signs(self._text, odd))
        self._tell_cuts({})
        return value

    def _value(self, event: Any, depth: int) -> Value:
        if type(event) is _Scalar:
            return self._scalar(event)
        self._refuse(event)
        if depth >= MAX_DEPTH:
            hint = "A question needs no more than four levels: look for stray brackets or indentation."
            self._stop(event, f"nested deeper than {MAX_DEPTH} levels", hint)
        around, self._is_flow = self._is_flow, event.flow_style
        value: Value = self._mapping(depth) if type(event) is _Mapping else self._list(depth)
        self._is_flow = around
        return value

    def _refuse(self, event: Any) -> None:
        """Stop at an anchor, an alias or a tag."""
        if event.anchor is not None:  # also set for an alias
            hint = "Anchors and aliases (`&`, `*`) are not used here: write the value out, or quote the text."
            self._stop(event, "an anchor or alias", hint)
        if event.tag is not None:
            self._stop(event, f"a tag (`{event.tag[:40]}`)", "Put the text in quotes: a bank has no tags.")

    def _scalar(self, event: Any) -> str:
        if event.anchor is not None or event.tag is not None:
            self._refuse(event)
        value: str = event.value
        if self._has_escapes and event.style == '"' and (found := _CONTROL.search(value)):
            message = f"a control character (U+{ord(found[0]):04X}) is written into this text"
            self._stop(event, message, f"{_SINGLE_QUOTES} To Anki and to browsers it is no text.")
        if self._has_escapes and event.style == '"' and _SPOILT_FORMULA.search(value):
            name = "tab" if "\t" in value else "line end"
            self._stop(event, f"a {name} is written into a formula of this text", _SINGLE_QUOTES)
        if event.style:
            if self._has_odd_signs or event.style in "|>":
                self._enclose(event)
        elif self._is_flow and "?" in value:
            mark = event.start_mark
            self._stop_at(explain_question_mark(self._text, self._text.index("?", mark.index)))
        if self._has_comments and not event.style and (cut := find_cut_text(event, self._text, is_flow=self._is_flow)):
            self._cuts.append(cut)
        return value

    def _list(self, depth: int) -> list[Value]:
        next_event, values, extents = self._next, [], []
        while type(event := next_event()) is not _ListEnd:
            values.append(self._scalar(event) if type(event) is _Scalar else self._value(event, depth + 1))
            if depth == 1:
                end = event if type(event) is _Scalar else self._end
                extents.append((event.start_mark, end.end_mark))
        self._end, self._extents = event, extents
        return values

    def _mapping(self, depth: int) -> dict[str, Value]:
        next_event = self._next
        values: dict[str, Value] = {}
        keys: dict[str, Any] = {}
        while type(key := next_event()) is not _MappingEnd:
            if type(key) is not _Scalar:
                self._refuse(key)
                whole = explain_bracket(self._text, key.start_mark.index)
                self._stop(key, "a bracket where a field's name belongs", whole)
            name = self._scalar(key)
            doubled = 0
            if (first := keys.setdefault(name, key)) is not key:
                hint = f"The first stands on line {_extent(first, self._counted).line}; keep one of the two."
                place = _extent(key, self._counted)
                self.diagnostics.append(self._fault("duplicate-key", f"`{name}` is given twice", hint, place))
                doubled = len(self.diagnostics) - 1
            event = next_event()
            value = self._scalar(event) if type(event) is _Scalar else self._value(event, depth + 1)
            if self._cuts:
                self._cuts = [cut if cut.field else cut._replace(field=name) for cut in self._cuts]
            if first is key:
                values[name] = value
                if depth == 0 and isinstance(value, list):
                    self.items[name] = [self._excerpt(*extent) for extent in self._extents]
            else:
                self._doubled.append((doubled, key.start_mark.index, value == values[name]))
        self._end = key
        if self._cuts:
            self._tell_cuts(values)
        return values

    def _excerpt(self, start: Any, end: Any) -> YamlSpan:
        text = self._text[start.index : end.index].encode("utf-8", "surrogatepass")
        return YamlSpan(text, *_place(start, self._counted))

    def fix_doubled(self, yaml_span: YamlSpan) -> None:
        """Add a fix to each diagnostic about a field that is given twice, now that all of the text could be read."""
        for number, start, is_same in self._doubled:
            if edits := remove_second(yaml_span, start):
                fix = TextFix("Remove the second one", edits, is_same)
                self.diagnostics[number] = replace(self.diagnostics[number], fixes=(fix,))

    def _enclose(self, event: Any) -> None:
        """Record the extent of a quoted scalar or block; stop at a block header that parsers read differently."""
        extent = (event.start_mark.index, event.end_mark.index)
        if event.style in "|>":
            if not is_block_header(self._text, extent[0]):
                self._stop_at(explain_block_header(self._text, extent[0]))
            extent = without_header(self._text, extent)
        if self._has_odd_signs:
            self._enclosed.append(extent)

    def _tell_cuts(self, values: Mapping[str, Value]) -> None:
        """Report comments that seem to be parts of texts; needs the question's ``kind``, so at the mapping's end."""
        for cut in self._cuts:
            if cut.is_honest(values.get("kind")):
                continue
            message = f"the rest of this line is a comment, and no part of the text: “{cut.comment[:40]}”"
            hint = f"Put the whole text in quotes: `{in_quotes(cut.whole)}`; a comment goes on a line of its own."
            place = extent_of(self._text, cut.at, cut.at + len(cut.comment))
            made = self._fault("comment-in-text", message, hint, place, fix_cut_text(cut, self._text))
            self.diagnostics.append(made if cut.is_glued else replace(made, severity=Severity.WARNING))
        self._cuts = []

    def _stop(self, event: Any, message: str, hint: str) -> NoReturn:
        self.diagnostics.append(self._fault("yaml", message, hint, _extent(event, self._counted)))
        raise _StopReadingError

    def _stop_at(self, fault: Fault, fixes: tuple[TextFix, ...] = ()) -> NoReturn:
        self.tell(fault, fixes)
        raise _StopReadingError

    def tell(self, fault: Fault, fixes: tuple[TextFix, ...] = ()) -> None:
        """Add a slip of YAML, at the one character that gives it away."""
        line, column = fault.line, fault.column
        at = index_of(self._text, line, column)
        extent = Extent(line, column, line, column + (self._text[at : at + 1].strip("\r\n") != ""))
        if self._text[at : at + 1] == "\ufeff":
            fixes = fix_odd_signs(self._text, [at])
        self.diagnostics.append(self._fault("yaml", fault.message, fault.hint, extent, fixes))


def _text_to_count(text: str) -> str:
    """A text in which parsers count lines or columns otherwise than editors do; else nothing."""
    return text if is_counted_otherwise(text) else ""


def _extent(event: Any, counted: str) -> Extent:
    return Extent(*_place(event.start_mark, counted), *_place(event.end_mark, counted))


def _place(mark: Any, counted: str) -> tuple[int, int]:
    """Line and column of a mark, counted in the text where the parser's own count is another."""
    return place_of(counted, mark.index) if counted else (mark.line + 1, mark.column + 1)
