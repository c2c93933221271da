"""Checks of what is asked from both sides: a term, a person or a date, and what it stands for."""

from __future__ import annotations

import re
from collections.abc import Iterator

from quizgen.checks.check import Check
from quizgen.checks.subject import Subject
from quizgen.checks.unwritten import is_unwritten
from quizgen.kinds.date import Date
from quizgen.kinds.person import Person
from quizgen.kinds.question import Recalled
from quizgen.model.diagnostics import Finding, Severity
from quizgen.model.language import primary_tag
from quizgen.text.family_names import before_titles
from quizgen.text.figure import Amount
from quizgen.text.figures import read_figures
from quizgen.text.names import fold, fold_words, read_names, stands_in
from quizgen.text.prose import read_prose
from quizgen.text.quantities import months_of
from quizgen.text.words import split_words


def person_not_in_passage(subject: Subject[Person]) -> Iterator[Finding]:
    """The person's name stands in the cited passage.

    A passage with “he” does not show of whom it speaks. The family name is enough, and is the last one, as in
    “Peter the Great” the first. The `aliases` of book.yaml count, and so do the book's author and title. With
    `derived`, it need not be there.

    Bad:
        kind: person
        person: "Aldous Grey"
        description: "keeper of the light"
        cite: "The lens has sixteen panels"
    Good:
        kind: person
        person: "the predecessor"
        description: "who cleaned the glass with vinegar"
        cite: "My predecessor used vinegar"
    """
    if not subject.is_located or subject.question.derived or subject.text is None:
        return
    book, person = subject.text.book, subject.question.person
    words = fold_words("\n".join([book.author, book.title, subject.passage_text]))
    if not read_names(person) and _letters(person) in _letters(subject.passage_text):
        return  # in scripts without capitals, where words may not be divided either
    if (family := _family_name(person)) and not stands_in(family, words, subject.aliases):
        message = f"“{person}” is not named in the cited passage"
        hint = "Cite the sentence that names the person too, or add the book's other name to `aliases` in book.yaml."
        yield Finding(("person",), message, hint)


def _letters(text: str) -> str:
    return "".join(split_words(text))


def _names(person: str) -> Iterator[str]:
    """The folded names of a person; in a script without capitals all words."""
    names = read_names(read_prose(person))
    yield from (name.folded for name in names) if names else map(fold, split_words(person))


def _family_name(person: str) -> str:
    """The folded name by which a person is mostly called: the last one before a comma, a bracket, “the” or a number."""
    names = list(_names(before_titles(read_prose(person)))) or list(_names(person))
    return names[-1] if names else ""


def month_not_in_passage(subject: Subject[Date]) -> Iterator[Finding]:
    """The month of a date stands in the cited passage, as its figures do (`figure-not-in-passage`).

    Months are known by their names in English, German, French and Spanish, and may be shortened in the passage. With
    `derived`, they need not be there.

    Bad:
        kind: date
        date: "March 1904"
        event: "A panel is replaced after the storm"
        cite: "Of the sixteen panels, two were replaced"
    Good:
        kind: date
        date: "1904"
        event: "A panel is replaced after the storm"
        cite: "Of the sixteen panels, two were replaced"
    """
    if not subject.is_located or subject.question.derived or subject.text is None:
        return
    months = months_of(primary_tag(subject.text.book.language))
    there = frozenset(split_words(subject.passage_text))
    for word in split_words(subject.question.date):
        is_there = any(len(other) >= _FEWEST_OF_MONTH and word.startswith(other) for other in there)
        if word in months and not is_there and not _IN_FIGURES.search(subject.passage_text):
            message = f"“{word.capitalize()}” is in the date, but not in the cited passage"
            yield Finding(("date",), message, "Correct it, cite the sentence that has it too, or give `derived`.")


_FEWEST_OF_MONTH = 3
_IN_FIGURES = re.compile(r"\d\s?[./-]\s?\d{1,2}\s?[./-]\s?\d")


def side_gives_away(subject: Subject[Recalled]) -> Iterator[Finding]:
    """A definition does not contain its term, a description not the name, an event not its year.

    Of its two cards, one would show what it asks for. Words count in the plural too, of a person the family name, and
    what stands in brackets behind a term does not.

    Bad:
        kind: date
        date: "1904"
        event: "A panel is replaced after the storm of 1904"
    Good:
        kind: date
        date: "1904"
        event: "A panel is replaced after the storm"
    """
    question = subject.question
    if not is_unwritten(question.headword) and (told := _told(question)):
        message = f"“{told}” is asked for, and stands in the {question.sides[1]}"
        yield Finding((question.sides[1],), message, "Leave it out there.")


def _told(question: Recalled) -> str:
    """What the meaning has of the headword; empty if it does not give it away."""
    prose = read_prose(question.meaning)
    if isinstance(question, Date):
        asked = _years(question.date)
        return next((prose[each.start : each.end] for each in read_figures(prose) if each.spoken in asked), "")
    if isinstance(question, Person):
        family = _family_name(question.person)
        return next((name.written for name in read_names(prose) if name.folded == family), "")
    term = _BRACKETED.sub("", read_prose(question.headword)).strip()
    asked_words, there = _folded(term), _folded(prose)
    return term if len(asked_words.strip()) > 1 and asked_words in there else ""


def _years(date: str) -> frozenset[Amount]:
    """The years of a date; if it has none of four digits, all its figures."""
    figures = [figure.spoken for figure in read_figures(date)]
    return frozenset([year for year in figures if year >= _FIRST_OF_FOUR_DIGITS] or figures)


_FIRST_OF_FOUR_DIGITS = 1000
_BRACKETED = re.compile(r"\([^)]*\)")


def _folded(text: str) -> str:
    """The folded words of a text, each between blanks."""
    return f" {' '.join(map(fold, split_words(text)))} "


CHECKS = (
    Check(person_not_in_passage, reads_text=True),
    Check(month_not_in_passage, Severity.WARNING, reads_text=True),
    Check(side_gives_away, Severity.WARNING),
)
