"""Format a proposed table of contents as a ``book.yaml``, with comments on what to check by hand."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence

from quizgen.book.front_matter import TODO, Note
from quizgen.book.outline import Outline, ProposedChapter, ProposedPart
from quizgen.copies.copy import Copy
from quizgen.model.diagnostics import counted


def outline_as_yaml(outline: Outline, copy: Copy, identity: str) -> str:
    """A complete ``book.yaml``; above each line, comments say what to check, with the place in the copy."""
    return "\n".join(_lines(outline, copy, identity)) + "\n"


def _lines(outline: Outline, copy: Copy, identity: str) -> Iterator[str]:
    sections = sum(len(chapter.sections) for chapter in outline.chapters)
    found = f"{counted(len(outline.chapters), 'chapter')} and {counted(sections, 'section')}"
    yield f"# Proposed from the headings of {copy.path}: {found}."
    yield "# Hold it against the book's own table of contents: headings of a copy are often lost, doubled or wrong."
    yield "# A part begins with the words of `opens`, whatever heading the copy has, and ends where the next one opens;"
    yield "# `quizgen source show` prints what it found. Lines that begin with `#` are for you: remove them when done."
    yield f"# The parts come from {outline.witness}."
    yield from _notes(outline.notes, "", copy)
    yield f"title: {_text(outline.title, 'the title')}"
    yield f"author: {_text(outline.author, 'the author')}"
    if outline.translator:
        yield f"translator: {_quoted(outline.translator)}"
    yield f"language: {outline.language or 'en'}"
    yield f"identity: {identity}"
    yield "chapters:"
    for chapter in outline.chapters:
        yield from _chapter(chapter, copy)


def _chapter(chapter: ProposedChapter, copy: Copy) -> Iterator[str]:
    yield ""
    yield from _notes(chapter.part.notes, "  ", copy)
    yield f"  - key: {chapter.key if chapter.key.isascii() else _quoted(chapter.key)}"
    if chapter.part.title:
        yield f"    title: {_text(chapter.part.title, 'the title')}"
    if chapter.part.opens is not None:
        yield f"    opens: {_quoted(chapter.part.opens)}"
    if chapter.part.closes is not None:
        yield f"    closes: {_quoted(chapter.part.closes)}"
    if chapter.sections:
        yield "    sections:"
        for section in chapter.sections:
            yield from _notes(section.notes, "      ", copy)
            yield f"      - {{{', '.join(_fields(section))}}}"


def _fields(section: ProposedPart) -> Iterator[str]:
    if section.number:
        yield f"number: {section.number}"
    if section.title:
        yield f"title: {_text(section.title, 'the title')}"
    yield f"opens: {_quoted(section.opens or '')}"
    if section.closes is not None:
        yield f"closes: {_quoted(section.closes)}"


_MOST_DOUBTFUL = 5


def outline_in_short(outline: Outline, copy: Copy) -> str:
    """How sure the outline is, and what to look at first, at most five places: chapters before sections."""
    chapters = [note for chapter in outline.chapters for note in chapter.part.notes]
    sections = [note for chapter in outline.chapters for part in chapter.sections for note in part.notes]
    notes = [*outline.notes, *chapters, *sections]
    found = f"{counted(len(outline.chapters), 'chapter')}, from {outline.witness}."
    if not notes:
        return found
    first = "\n".join(f"  {each[2:]}" for each in _notes(notes[:_MOST_DOUBTFUL], "", copy))
    return f"{found} Look first at ({min(len(notes), _MOST_DOUBTFUL)} of {counted(len(notes), 'note')}):\n{first}"


def _notes(notes: Sequence[Note], pad: str, copy: Copy) -> Iterator[str]:
    for note in notes:
        yield f"{pad}# {note.text}" + (f" ({copy.place(note.line)})" if note.line is not None else "")


def _text(text: str, what: str) -> str:
    return _quoted(f"{TODO}: {what}" if text == TODO else text)


def _quoted(text: str) -> str:
    # A JSON string is a YAML string, whatever colons or numbers are in it; single quotes spare the backslashes.
    return f"'{text}'" if '"' in text and not set(text) & set("'\\\\") else json.dumps(text, ensure_ascii=False)
