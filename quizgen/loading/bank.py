"""A chapter's YAML file → its questions, each knowing where every field of it stands."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from quizgen.diagnostics import Diagnostic, Finding, Location, Severity
from quizgen.loading.document import Document, Node, parse_document, read_document
from quizgen.loading.schema import read_record
from quizgen.model import KINDS, Book, Question


@dataclass(frozen=True, slots=True)
class Entry:
    """A question and the file it stands in; ``chapter`` is the key of the file's chapter, none for the whole book."""

    question: Question
    chapter: str | None
    path: str
    node: Node

    def diagnose(self, code: str, severity: Severity, finding: Finding) -> Diagnostic:
        """A finding with its line and column."""
        line, column = self.node.find(finding.route)
        place = Location(self.path, line, column)
        return Diagnostic(code, finding.message, place, finding.hint, severity, self.question.id)


@dataclass(frozen=True, slots=True)
class BankFile:
    """What could be read of one file.

    ``unread`` has the ids (or "") of questions that could not; a file that is not ``is_whole`` may hold others.
    ``sha256`` is of its text.
    """

    path: str
    chapter: str | None
    entries: tuple[Entry, ...]
    unread: tuple[str, ...]
    diagnostics: tuple[Diagnostic, ...]
    is_whole: bool = True
    sha256: str = ""


def read_bank_file(file: Path, name: str, book: Book | None) -> BankFile:
    """Read a bank; ``book`` (if its ``book.yaml`` could be read) tells which chapters there are."""
    return _bank(read_document(file, name), book)


def parse_bank(text: str, name: str, book: Book | None) -> BankFile:
    """Read a bank from memory."""
    return _bank(parse_document(text, name), book)


def _bank(document: Document, book: Book | None) -> BankFile:
    path, root = document.path, document.root
    diagnostics = list(document.diagnostics)
    if root is None:
        return BankFile(path, None, (), (), tuple(diagnostics), is_whole=False)
    if not isinstance(root.value, dict):
        hint = "A bank starts with `chapter: …` and `questions:`."
        diagnostics.append(Diagnostic("bad-value", "this file is not a question bank", _at(path, root), hint))
        return BankFile(path, None, (), (), tuple(diagnostics), is_whole=False)
    diagnostics += _unknown_keys(root, path)
    chapter, chapter_faults = _chapter(root, path, book)
    diagnostics += chapter_faults
    is_lost = bool(chapter_faults)
    entries: list[Entry] = []
    unread: list[str] = []
    for node in _question_nodes(root, path, diagnostics):
        question, faults = _question(node, path)
        diagnostics += faults
        if question is not None and chapter is None and not is_lost and not _names_chapters(question):
            hint = "Write `chapter: …` at the top; questions on the whole book cite `{chapter: 4, text: …}`."
            diagnostics.append(Diagnostic("missing-field", "`chapter` is missing", _at(path, root), hint))
            is_lost = True
        if question is None or is_lost:
            unread.append(_id(node) or "")
        else:
            # Where its keys stand was to be known of fields that do not belong there, and it has none.
            entries.append(Entry(question, chapter, path, node._replace(keys={})))
    return BankFile(path, chapter, tuple(entries), tuple(unread), tuple(diagnostics), sha256=document.sha256)


def _unknown_keys(root: Node, path: str) -> Iterator[Diagnostic]:
    for name, key in root.keys.items():
        if name not in ("chapter", "questions"):
            near = difflib.get_close_matches(name, ("chapter", "questions"), 1)
            hint = f"Did you mean `{near[0]}`?" if near else "A bank has `chapter` and `questions`."
            yield Diagnostic(
                "unknown-field", f"`{name}` is not a field here", Location(path, key.line, key.column), hint
            )


def _chapter(root: Node, path: str, book: Book | None) -> tuple[str | None, list[Diagnostic]]:
    assert isinstance(root.value, dict)
    node = root.value.get("chapter")
    if node is None:
        return None, []
    if not isinstance(node.value, str) or not node.value:
        return None, [
            Diagnostic("bad-value", "`chapter` is a chapter's key", _at(path, node), "As in book.yaml: `chapter: 1`.")
        ]
    if book is not None and book.chapter(node.value) is None:
        keys = ", ".join(chapter.key for chapter in book.chapters)
        message = f"book.yaml has no chapter `{node.value}`"
        return None, [Diagnostic("unknown-chapter", message, _at(path, node), f"Its chapters are: {keys}.")]
    return node.value, []


def _question_nodes(root: Node, path: str, diagnostics: list[Diagnostic]) -> Iterable[Node]:
    assert isinstance(root.value, dict)
    node = root.value.get("questions")
    if node is None:
        hint = "Below `chapter:`, write `questions:` and one `- id: …` a question."
        diagnostics.append(Diagnostic("missing-field", "`questions` is missing", _at(path, root), hint))
        return []
    if node.value == "":
        return []
    if not isinstance(node.value, list):
        hint = "Start each question with a hyphen: `- id: …`."
        diagnostics.append(Diagnostic("bad-value", "`questions` is a list", _at(path, node), hint))
        return []
    return node.value


def _question(node: Node, path: str) -> tuple[Question | None, tuple[Diagnostic, ...]]:
    if not isinstance(node.value, dict):
        hint = "Indent `id:`, `kind:` and the rest below the hyphen."
        return None, (Diagnostic("bad-value", "this is not a question", _at(path, node), hint),)
    kind = node.value.get("kind")
    name = kind.value if kind is not None and isinstance(kind.value, str) else ""
    if kind is None:
        hint = f"Add `kind:`, one of: {', '.join(KINDS)}."
        return None, (Diagnostic("missing-field", "`kind` is missing", _at(path, node), hint, question=_id(node)),)
    if name not in KINDS:
        near = difflib.get_close_matches(name, KINDS, 1)
        hint = (f"Did you mean `{near[0]}`? " if near else "") + f"The kinds are: {', '.join(KINDS)}."
        message = f"there is no kind `{name}`" if name else "`kind` is a word"
        return None, (Diagnostic("unknown-kind", message, _at(path, kind), hint, question=_id(node)),)
    return read_record(KINDS[name], node, path, _id(node))


def _names_chapters(question: Question) -> bool:
    return all(citation.chapter is not None for citation in question.cite)


def _id(node: Node) -> str | None:
    if isinstance(node.value, dict) and (found := node.value.get("id")) is not None and isinstance(found.value, str):
        return found.value
    return None


def _at(path: str, node: Node) -> Location:
    return Location(path, node.line, node.column)
