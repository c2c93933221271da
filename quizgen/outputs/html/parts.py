"""The questions of a sheet → the parts whose scores its screen says beside that of the whole."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from quizgen.assembly.quiz import SheetItem, Worksheet
from quizgen.outputs.html.sections import Section
from quizgen.outputs.languages import Words
from quizgen.outputs.markup import plain
from quizgen.outputs.places import say_place
from quizgen.outputs.typography import with_quotes


@dataclass(frozen=True, slots=True)
class Part:
    """A name, and the indices of its questions on the sheet."""

    name: str
    questions: tuple[int, ...]


def find_parts(sheet: Worksheet, sections: Sequence[Section], words: Words) -> tuple[Part, ...]:
    """The sections as printed, if there are several, else those of the book: chapters, or places within one chapter."""
    if len(sections) > 1:
        indices = {entry.number: index for index, entry in enumerate(sheet.entries)}
        return tuple(
            Part(_say_section(section, words), tuple(indices[entry.number] for entry in section.entries))
            for section in sections
        )
    chapters = _grouped(sheet.entries, lambda entry: _say_chapter(entry, words))
    if len(chapters) > 1:
        order = [chapter.heading for chapter in sheet.book.chapters]
        return tuple(sorted(chapters, key=lambda part: order.index(part.name) if part.name in order else len(order)))
    places = _grouped(sheet.entries, lambda entry: say_place(next(iter(entry.item.places), ""), words))
    return tuple(sorted(places, key=lambda part: _in_order(part.name))) if len(places) > 1 else ()


def _grouped(entries: Sequence[SheetItem], name_of: Callable[[SheetItem], str]) -> list[Part]:
    groups: dict[str, list[int]] = {}
    for index, entry in enumerate(entries):
        groups.setdefault(name_of(entry), []).append(index)
    return [Part(name, tuple(indices)) for name, indices in groups.items()]


def _say_chapter(entry: SheetItem, words: Words) -> str:
    return entry.item.chapter.heading if entry.item.chapter else words["whole_book"]


def _in_order(place: str) -> list[tuple[int, str]]:
    """Figures in a place are compared as numbers."""
    return [(int(piece), "") if piece.isdigit() else (0, piece) for piece in re.split(r"([0-9]+)", place)]


def _say_section(section: Section, words: Words) -> str:
    if section.kind:
        return words[f"kind_{section.kind}"]
    if section.stimulus is not None and section.stimulus.title:
        return with_quotes(plain(section.stimulus.title), words.language.code)
    count = len(section.entries)
    about = "about_one" if count == 1 else "about_two" if count == 2 else "about_some"
    return words[about].format(number=section.first, first=section.first, last=section.last).rstrip(" \u00a0:")
