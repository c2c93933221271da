"""A proposed table of contents → the ``book.yaml`` that an instructor looks through."""

from __future__ import annotations

import json
from collections.abc import Iterator

from quizgen.source.outline import TODO, Outline, ProposedChapter, ProposedPart


def outline_as_yaml(outline: Outline, path: str) -> str:
    """A whole ``book.yaml``; what to look at stands above each line as a comment."""
    return "\n".join(_lines(outline, path)) + "\n"


def _lines(outline: Outline, path: str) -> Iterator[str]:
    sections = sum(len(chapter.sections) for chapter in outline.chapters)
    found = f"{_count(len(outline.chapters), 'chapter')} and {_count(sections, 'section')}"
    yield f"# Proposed from the headings of {path}: {found}."
    yield "# Hold it against the book's own table of contents: headings of a copy are often lost, doubled or wrong."
    yield "# A part begins with the words of `opens`, whatever heading the copy has, and ends where the next one opens;"
    yield "# `quizgen source show` prints what it found. Lines that begin with `#` are for you: remove them when done."
    yield from (f"# {note}" for note in outline.notes)
    yield f"title: {_text(outline.title, 'the title')}"
    yield f"author: {_text(outline.author, 'the author')}"
    yield "language: en"
    yield "chapters:"
    for chapter in outline.chapters:
        yield from _chapter(chapter)


def _chapter(chapter: ProposedChapter) -> Iterator[str]:
    yield ""
    yield from _notes(chapter.part, "  ")
    yield f"  - key: {chapter.key}"
    yield f"    title: {_text(chapter.part.title, 'the title')}"
    if chapter.part.opens is not None:
        yield f"    opens: {_quoted(chapter.part.opens)}"
    if chapter.sections:
        yield "    sections:"
        for section in chapter.sections:
            yield from _notes(section, "      ")
            number = f"number: {section.number}, " if section.number else ""
            title = _text(section.title, "the title")
            yield f"      - {{{number}title: {title}, opens: {_quoted(section.opens or '')}}}"


def _notes(part: ProposedPart, pad: str) -> Iterator[str]:
    for note in part.notes:
        yield f"{pad}# {note}" + ("" if note.startswith("Line ") else f" (line {part.line})")


def _text(text: str, what: str) -> str:
    return _quoted(f"{TODO}: {what}" if text == TODO else text)


def _quoted(text: str) -> str:
    # A JSON string is a YAML string, whatever colons or numbers are in it; single quotes spare the backslashes.
    return f"'{text}'" if '"' in text and not set(text) & set("'\\\\") else json.dumps(text, ensure_ascii=False)


def _count(number: int, what: str) -> str:
    return f"{number} {what}{'' if number == 1 else 's'}"
