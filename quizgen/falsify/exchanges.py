"""False versions in which two things that the question has change places, or right and wrong do."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations
from random import Random
from typing import TypeVar

from quizgen.falsify.change import Change, Original, put, shuffled
from quizgen.falsify.figures_and_names import content_words
from quizgen.kinds.choice import Choice
from quizgen.kinds.date import Date
from quizgen.kinds.match import Match
from quizgen.kinds.multiple import Multiple
from quizgen.kinds.order import Order
from quizgen.kinds.person import Person
from quizgen.kinds.question import Question, Recalled
from quizgen.kinds.term import Term
from quizgen.kinds.true_false import TrueFalse
from quizgen.model.diagnostics import Route


def key(original: Original, chance: Random) -> Iterator[Change]:
    """A right option and a distractor change places; the distractor keeps its `why`."""
    question = original.question
    if not isinstance(question, (Choice, Multiple)):
        return
    right: list[tuple[Route, str]] = (
        [(("answer", "text"), question.answer.text)]
        if isinstance(question, Choice)
        else [(("answers", index, "text"), each.text) for index, each in enumerate(question.answers)]
    )
    wrong: list[tuple[Route, str]] = [
        (("distractors", index, "text"), each.text) for index, each in enumerate(question.distractors)
    ]
    for one, other in shuffled([(one, other) for one in right for other in wrong], chance):
        for changed in _exchange(question, one, other):
            yield Change(changed, one[1], other[1])


def order(original: Original, chance: Random) -> Iterator[Change]:
    """Two items of an order change places."""
    question = original.question
    if isinstance(question, Order):
        for one, other in shuffled(list(combinations(question.routed_items, 2)), chance):
            for changed in _exchange(question, one, other):
                yield Change(changed, f"{one[1]}, then {other[1]}", f"{other[1]}, then {one[1]}")


def match(original: Original, chance: Random) -> Iterator[Change]:
    """The right sides of two pairs change places."""
    question = original.question
    if isinstance(question, Match):
        pairs = zip(question.pairs, question.side("right"), strict=True)
        for (pair, one), (other_pair, other) in shuffled(list(combinations(pairs, 2)), chance):
            for changed in _exchange(question, one, other):
                old = f"{pair.left} — {pair.right}; {other_pair.left} — {other_pair.right}"
                yield Change(changed, old, f"{pair.left} — {other_pair.right}; {other_pair.left} — {pair.right}")


def _exchange(question: Question, one: tuple[Route, str], other: tuple[Route, str]) -> Iterator[Question]:
    """The question with two texts in each other's place, if they differ."""
    if one[1].casefold() != other[1].casefold():
        yield from put(question, {one[0]: other[1], other[0]: one[1]})


def term(original: Original, chance: Random) -> Iterator[Change]:
    """A term gets the definition of another term of its chapter."""
    yield from _with_other_meaning(original, Term, chance)


def person(original: Original, chance: Random) -> Iterator[Change]:
    """A person gets the description of another person of the chapter."""
    yield from _with_other_meaning(original, Person, chance)


def date(original: Original, chance: Random) -> Iterator[Change]:
    """An event gets the date of another event of the chapter."""
    question = original.question
    if not isinstance(question, Date):
        return
    for other in _others(original, Date, chance):
        if other.date != question.date and content_words(other.event) != content_words(question.event):
            for changed in put(question, {("date",): other.date}):
                yield Change(changed, question.date, other.date)


def _with_other_meaning(original: Original, kind: type[Recalled], chance: Random) -> Iterator[Change]:
    question = original.question
    if not isinstance(question, kind):
        return
    for other in _others(original, kind, chance):
        if content_words(other.meaning) != content_words(question.meaning):
            for changed in put(question, {(question.sides[1],): other.meaning}):
                yield Change(changed, question.meaning, other.meaning)


R = TypeVar("R", bound=Recalled)


def _others(original: Original, kind: type[R], chance: Random) -> Iterator[R]:
    """The questions of a kind in the chapter, the original among them, shuffled."""
    for entry in shuffled(original.bank.by_chapter[original.entry.chapter], chance):
        if isinstance(entry.question, kind):
            yield entry.question


def truth(original: Original, chance: Random) -> Iterator[Change]:
    """A true statement is called false, or a false one true."""
    question = original.question
    if isinstance(question, TrueFalse):
        for changed in put(question, {("answer",): not question.answer}):
            yield Change(changed, f"{question.prompt} {question.answer}", f"{question.prompt} {not question.answer}")
