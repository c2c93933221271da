"""Checks that the figures and names of a prompt stand near the passage."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator

from quizgen.book.positions import CopyPosition
from quizgen.book.word_usage import is_name
from quizgen.checks.check import Check
from quizgen.checks.subject import Subject
from quizgen.citations.outcome import Located
from quizgen.kinds.question import Prompted
from quizgen.kinds.true_false import TrueFalse
from quizgen.model.diagnostics import Finding, Route, Severity
from quizgen.text.figure import Figure
from quizgen.text.figure_reader import is_dated
from quizgen.text.figures import read_evidence, read_figures
from quizgen.text.names import Name, fold_words, read_names, stands_in

# Chosen on one half of the chapters of the first book's bank, and measured on the other (`python -m evals.mutants`).
_PARAGRAPHS_AROUND_FIGURES = 2
_PARAGRAPHS_AROUND_NAMES = 1
_WIDESPREAD = 0.05
"""A name that stands in so many of the book's paragraphs may be used of any passage, unless its view is asked for."""


def figure_in_prompt(subject: Subject) -> Iterator[Finding]:
    """A figure of the prompt stands in the passage, or within two paragraphs of it.

    A wrong year in a prompt is learned with the answer. The book's own year and decade mean “now”, and numbers in
    words, ten at most, are no figures here; nor is anything asked of a false statement.

    Bad:
        kind: short
        prompt: "What stands in the passage on the lens of seventeen panels: once in how many seconds does it turn?"
        answer: "eight"
        cite: "The lens has sixteen panels … once in eight seconds"
    Good:
        kind: short
        prompt: "What stands in the passage on the lens of sixteen panels: once in how many seconds does it turn?"
        answer: "eight"
        cite: "The lens has sixteen panels … once in eight seconds"
    """
    told = _told(subject)
    figures = [figure for figure in read_figures(told[1]) if not figure.is_loose] if told else []
    if not told or not figures:
        return
    route, text = told
    evidence = read_evidence(_surroundings(subject, _PARAGRAPHS_AROUND_FIGURES))
    for figure in figures:
        if evidence.bears_out(figure) or _is_present_time(figure, text, subject) or _is_small(figure, text):
            continue
        written = text[figure.start : figure.end]
        message = f"“{written}” is in the prompt, but neither in the cited passage nor near it"
        yield Finding(route, message, "Correct it, or cite the passage that has it too.")


def name_in_prompt(subject: Subject) -> Iterator[Finding]:
    """A name of the prompt stands in the passage, or in the paragraph before or behind it.

    The name of somebody else makes a true answer false. Possessives, plurals, words of the same stem and the `aliases`
    of book.yaml count, and so do the book's author and title; of a name in several words one near the passage is
    enough, and one that much of the book has may be used anywhere. In English, the name of a person whose view is
    asked (“according to Marx”) has to stand in the cited paragraphs. What the chapter does not have anywhere is left
    to `name-not-in-chapter`. A teacher may name somebody whom the text calls otherwise there, so this check is off
    unless `book.yaml` switches it on.

    Bad:
        kind: short
        prompt: "How many panels were replaced, besides after the storm, after the schoolchildren came in January?"
        answer: "two"
        cite: "Of the sixteen panels … visit of schoolchildren"
    Good:
        kind: short
        prompt: "How many panels were replaced after the storm and the visit of schoolchildren?"
        answer: "two"
        cite: "Of the sixteen panels … visit of schoolchildren"
    """
    for route, written, is_in_chapter in _distant_names(subject):
        if is_in_chapter:
            message = f"“{written}” is in the prompt, but neither in the cited passage nor near it"
            yield Finding(route, message, "Is it the right name? Else cite the sentence that has it too.")


def name_not_in_chapter(subject: Subject) -> Iterator[Finding]:
    """A name of the prompt stands somewhere in the chapter.

    It may be mistaken for another, or be known from elsewhere, which a reader of the chapter need not be. Names are
    compared as for `name-in-prompt`.

    Bad:
        kind: short
        prompt: "What do the panels that came from Marseille throw?"
        answer: "a beam"
        cite: "Each panel throws one beam"
    Good:
        kind: short
        prompt: "What do the panels throw?"
        answer: "a beam"
        cite: "Each panel throws one beam"
    """
    for route, written, is_in_chapter in _distant_names(subject):
        if not is_in_chapter:
            message = f"“{written}” is in the prompt, but nowhere in the chapter"
            yield Finding(route, message, "Name it as the chapter does, or add the book's word for it to `aliases`.")


def _told(subject: Subject) -> tuple[Route, str] | None:
    """What the prompt tells as true, with its route; nothing if the statement is false."""
    if not subject.is_located:
        return None
    question = subject.question
    if isinstance(question, TrueFalse):
        return (("prompt",), question.prompt) if question.answer else None
    return ((("prompt",) if isinstance(question, Prompted) else subject.texts[0][0]), subject.asked)


def _surroundings(subject: Subject, around: int) -> str:
    """The text of the passages' paragraphs, and of so many before and behind each."""
    assert subject.text is not None
    pieces: dict[str, None] = dict.fromkeys([subject.passage_text])
    for outcome in subject.outcomes:
        if not isinstance(outcome, Located):
            continue
        chapter = outcome.chapter
        first, behind = chapter.span_in_copy(outcome.span)
        opening, closing = chapter.paragraph_at(first), chapter.paragraph_at(CopyPosition(behind - 1))
        paragraphs = chapter.paragraphs
        low = max(0, paragraphs.index(opening) - around)
        near = paragraphs[low : paragraphs.index(closing) + around + 1]
        pieces.update(dict.fromkeys(map(subject.text.paragraph_text, near)))
    return "\n\n".join(pieces)


def _is_present_time(figure: Figure, text: str, subject: Subject) -> bool:
    """Whether a figure is the year of the book, the one before, or their decade; a date with its month is none."""
    year = subject.text.book.year if subject.text else None
    return (
        year is not None
        and figure.spoken in (year, year - 1, year % 100 - year % 10)
        and not is_dated(text, figure.start)
    )


def _is_small(figure: Figure, text: str) -> bool:
    """Whether a figure is spelled out in words and at most ten, so that it may count what the passage lists."""
    is_in_words = not any(character.isdigit() for character in text[figure.start : figure.end])
    return is_in_words and all(value <= 10 for _, value in figure.readings)


def _distant_names(subject: Subject) -> Iterator[tuple[Route, str, bool]]:
    """The names of the prompt that are not near the passage: route, name, and whether the chapter has it."""
    told = _told(subject)
    names = {name.folded: name for name in read_names(told[1])} if told else {}
    if not told or not names or subject.text is None:
        return
    book = subject.text.book
    known = "\n".join([book.author, book.title, book.translator or "", *(each.place for each in subject.passages)])
    near = fold_words(f"{_surroundings(subject, _PARAGRAPHS_AROUND_NAMES)}\n{known}")
    cited = fold_words(f"{_surroundings(subject, 0)}\n{known}")
    text = told[1]
    distant = {
        folded: name
        for folded, name in names.items()
        if not stands_in(folded, cited if _is_attributed(name, text) else near, subject.aliases)
        and is_name(name, subject.chapters)
        and (_is_attributed(name, text) or not _is_widespread(name, subject))
    }
    words = fold_words(known).union(*(chapter.folded for chapter in subject.chapters))
    for folded, name in distant.items():
        neighbours = [each for each in names.values() if each is not name and _touch(each.end, name.start, text)]
        neighbours += [each for each in names.values() if each is not name and _touch(name.end, each.start, text)]
        if not any(each.folded not in distant for each in neighbours):
            yield told[0], name.written, stands_in(folded, words, subject.aliases)


_VIEWS = (
    "view|account|analysis|opinion|judge?ment|reasoning|understanding|reading|report|words|terms|argument|phrase|"
    "formula|image|picture|description|explanation|thesis|eyes|sense|term|reply|answer"
)
_SAYS = (
    "say|write|argue|see|find|hold|think|believe|report|quote|deny|denie|describe|ask|give|mean|call|name|explain|tell|"
    "expect|predict|judge|conclude|compare|claim|declare|admit|insist|note|reject|trace|demand|want|warn|recall"
)
_BEFORE_VIEW = re.compile(rf"(?:['’]s?)?\s+(?:(?:own\s+)?(?:{_VIEWS})|(?:{_SAYS})(?:e?s|e?d)?)\b")
_BEHIND_SAYER = re.compile(r"\b(?:according to|for|do|does|did)\s+$", re.IGNORECASE)


def _is_attributed(name: Name, text: str) -> bool:
    """Whether a prompt says that a view is this person's."""
    return bool(_BEFORE_VIEW.match(text, name.end) or _BEHIND_SAYER.search(text[max(0, name.start - 16) : name.start]))


def _is_widespread(name: Name, subject: Subject) -> bool:
    assert subject.text is not None
    weights = subject.text.weights
    return any(weights.weight(stem) < -math.log(_WIDESPREAD) for stem in subject.stems(name.written))


def _touch(end: int, start: int, text: str) -> bool:
    """Whether only a blank is between two words of a text: ``Roy Howard``."""
    return start > end and text[end:start].isspace()


CHECKS = (
    Check(figure_in_prompt, Severity.WARNING, reads_text=True),
    Check(name_in_prompt, Severity.WARNING, reads_text=True, is_on=False),
    Check(name_not_in_chapter, Severity.WARNING, reads_text=True),
)
