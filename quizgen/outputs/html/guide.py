"""A page of the study guide → HTML that can be printed and handed out, or read on a screen."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from quizgen.assembly.guide import Entry, Event, StudyGuide, sort_key
from quizgen.model.language import is_right_to_left
from quizgen.outputs.html.templates import render_page
from quizgen.outputs.html.timeline import NARROW, WIDE, divide_time, draw_timeline
from quizgen.outputs.languages import Words, choose_words
from quizgen.outputs.places import say_place

_FEWEST_WITH_LETTERS = 16
"""A glossary of so many terms has its letters between them."""


@dataclass(frozen=True, slots=True)
class Timeline:
    """The events that have a number on the drawn line, and those whose date is no year; the line in two widths."""

    dated: tuple[Event, ...]
    undated: tuple[Event, ...]
    drawings: tuple[Markup, ...]
    is_broken: bool


@dataclass(frozen=True, slots=True)
class Letter:
    """The entries of a glossary that begin with a letter, which is empty where the glossary is not divided."""

    letter: str
    entries: tuple[Entry, ...]


def render_guide(guide: StudyGuide) -> bytes:
    language = guide.book.language
    look = guide.look
    words = choose_words(look.language or language, look.words, language if look.language else "")
    heading = guide.chapter.heading if guide.chapter else guide.book.title
    return render_page(
        "guide.html",
        words=words,
        language=language,
        styles=("page.css", "sheet.css", "guide.css"),
        theme=look.theme,
        head=f"{words['study_guide']}: {heading}",
        items=(*guide.items, guide.said, *(page.said for page in guide.chapters)),
        guide=guide,
        heading=heading,
        letters=tuple(_letters(guide.terms, language)) if guide.chapter is None else (Letter("", guide.terms),),
        where=lambda places: _say_places(places, guide, words),
        timeline=_timeline(guide.events, words, language),
    )


def _letters(entries: Sequence[Entry], language: str) -> Iterator[Letter]:
    """The entries by their first letters, where these are letters that dictionaries are divided by."""
    by_letter: dict[str, list[Entry]] = {}
    for entry in entries:
        first = sort_key(entry.name, language)[:1].upper()
        by_letter.setdefault("0–9" if first.isdigit() else first, []).append(entry)
    if len(entries) < _FEWEST_WITH_LETTERS or len(by_letter) > 40:
        yield Letter("", tuple(entries))
        return
    for letter, own in by_letter.items():
        yield Letter(letter, tuple(own))


def _timeline(events: Sequence[Event], words: Words, language: str) -> Timeline:
    dated = tuple(event for event in events if event.span is not None)
    spans = [event.span for event in events if event.span is not None]

    def say_year(year: int) -> str:
        return str(year) if year > 0 else words["year_before"].format(year=-year)

    undated = tuple(event for event in events if event.span is None)
    if len({*spans}) < 2:  # of one time there is no line
        return Timeline(dated, undated, (), is_broken=False)
    parts, turned = divide_time(spans), is_right_to_left(language)
    drawings = tuple(draw_timeline(spans, parts, width, say_year, right_to_left=turned) for width in (WIDE, NARROW))
    return Timeline(dated, undated, drawings, is_broken=len(parts) > 1)


def _say_places(places: Iterable[str], guide: StudyGuide, words: Words) -> str:
    """Places as the page names them: those of one chapter together, and its own without its number."""
    said: dict[str, list[str]] = {}
    for place in dict.fromkeys(places):
        labels = (chapter.label for chapter in guide.book.chapters)
        label = next((each for each in labels if place == each or place.startswith((f"{each} ", f"{each},"))), place)
        inside = place.removeprefix(label).lstrip(" ,")
        is_named = label not in said and (guide.chapter is None or label != guide.chapter.label)
        if shown := say_place(place, words) if is_named else inside:
            said.setdefault(label, []).append(shown)
    return "; ".join(", ".join(parts) for parts in said.values())
