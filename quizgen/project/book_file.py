"""Read ``book.yaml`` into the book's title and table of contents, and ``decks/<name>.yaml`` into a recipe."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Generic, TypeVar

from quizgen.model.book import Book
from quizgen.model.diagnostics import CodedFinding, Diagnostic, Finding, Location
from quizgen.model.fields import Record
from quizgen.model.recipe import Recipe
from quizgen.project.misnamed import tell_other_file
from quizgen.project.records import read_record
from quizgen.project.yaml_document import Document, parse_document, read_document
from quizgen.project.yaml_edits import write_fixes
from quizgen.project.yaml_span import YamlSpan
from quizgen.project.yaml_text import read_yaml_text

R = TypeVar("R", bound=Record)


@dataclass(frozen=True, slots=True)
class Loaded(Generic[R]):
    """A file with one record; ``yaml_span`` gives the line and column of each value, ``sha256`` is that of the text."""

    path: str
    record: R | None
    yaml_span: YamlSpan | None
    diagnostics: tuple[Diagnostic, ...]
    sha256: str = ""

    def diagnose(self, code: str, finding: Finding) -> Diagnostic:
        """A finding about the record, with its place, and its fixes as edits."""
        if self.yaml_span is None:
            return Diagnostic(code, finding.message, Location(self.path), finding.hint)
        place = Location(self.path, *self.yaml_span.find(finding.route))
        fixes = write_fixes(self.yaml_span, finding.fixes)
        return Diagnostic(code, finding.message, place, finding.hint, fixes=fixes)


def read_book(file: Path, name: str) -> Loaded[Book]:
    """Read ``book.yaml``; ``name`` is how messages name the file."""
    text, faults = read_yaml_text(file, name)
    return unreadable_book(name, faults) if text is None else parse_book(text, name)


def parse_book(text: str, name: str) -> Loaded[Book]:
    """Read ``book.yaml`` from memory."""
    loaded = _read(Book, parse_document(text, name))
    return _with(loaded, _doubled_keys(loaded.record)) if loaded.record else loaded


def unreadable_book(name: str, faults: tuple[Diagnostic, ...]) -> Loaded[Book]:
    """The result for a ``book.yaml`` that could not be read at all."""
    return Loaded(name, None, None, faults)


def read_recipe(file: Path, name: str) -> Loaded[Recipe]:
    """Read a recipe; ``name`` is how messages name the file."""
    return _read(Recipe, read_document(file, name))


def _read(record: type[R], document: Document) -> Loaded[R]:
    if document.value is None:
        return Loaded(document.path, None, None, document.diagnostics)
    if isinstance(document.value, dict) and (other := tell_other_file(document.value, record)):
        fault = Diagnostic("bad-value", other.message, Location(document.path, 1, 1), other.hint)
        return Loaded(document.path, None, document.yaml_span, (*document.diagnostics, fault), document.sha256)
    value, faults = read_record(record, document.value, document.yaml_span, document.path)
    return Loaded(document.path, value, document.yaml_span, (*document.diagnostics, *faults), document.sha256)


def _with(loaded: Loaded[R], findings: Iterator[CodedFinding]) -> Loaded[R]:
    more = tuple(loaded.diagnose(code, finding) for code, finding in findings)
    return replace(loaded, diagnostics=(*loaded.diagnostics, *more))


def _doubled_keys(book: Book) -> Iterator[CodedFinding]:
    seen: set[str] = set()
    for index, chapter in enumerate(book.chapters):
        if chapter.key in seen:
            message = f"two chapters have the key `{chapter.key}`"
            yield "duplicate-key", Finding(("chapters", index, "key"), message, "Give this one another.")
        seen.add(chapter.key)
