"""A question → its texts: all of them, or those that ask, that state the answer, or that explain it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import cache

from quizgen.kinds import kind_of
from quizgen.kinds.kind import AnswerPart, RoutedCitation, route_citations
from quizgen.kinds.question import Question
from quizgen.model.diagnostics import Route
from quizgen.model.fields import Record

_NOT_FOR_READERS = frozenset(
    {"id", "kind", "cite", "bloom", "difficulty", "tags", "draft", "retired", "ignore", "stimulus", "objective"}
)


def texts_of(question: Question) -> list[tuple[Route, str]]:
    """Every text of a question that a reader sees, with its route."""
    texts: list[tuple[Route, str]] = []
    for name in _fields_for_readers(type(question)):
        value = getattr(question, name)
        if isinstance(value, str):
            texts.append(((name,), value))
        elif isinstance(value, (tuple, Record, Mapping)):
            texts += _texts_in(value, (name,))
    return texts


def _texts_in(value: object, route: Route) -> Iterator[tuple[Route, str]]:
    if isinstance(value, str):
        yield route, value
        return
    inside: Iterable[tuple[str | int, object]] = ()
    if isinstance(value, tuple):
        inside = enumerate(value)
    elif isinstance(value, Record):
        for name in type(value).model_fields:
            if name not in _NOT_FOR_READERS and (inner := getattr(value, name)) != "":
                yield from _texts_in(inner, (*route, *value.steps_to(name)))
    elif isinstance(value, Mapping):
        inside = value.items()
    for step, each in inside:
        yield from _texts_in(each, (*route, step))


@cache
def _fields_for_readers(record: type[Question]) -> tuple[str, ...]:
    return tuple(name for name in record.model_fields if name not in _NOT_FOR_READERS)


def answer_parts(question: Question) -> Iterator[AnswerPart]:
    """The texts that state the right answer."""
    return kind_of(question).answer_parts(question)


def citations_of(question: Question) -> tuple[RoutedCitation, ...]:
    """All citations of a question: its own, then those of the parts of its answer."""
    of_parts = [cited for part in answer_parts(question) for cited in part.cite]
    return (*route_citations(question.cite, ("cite",)), *dict.fromkeys(of_parts))


def given(question: Question) -> str:
    """What a reader is told before the answer."""
    return kind_of(question).given(question)


def explanations(question: Question) -> Iterator[tuple[Route, str]]:
    """The texts that explain the answer, with their routes."""
    return kind_of(question).explanations(question)


def unexplained(question: Question) -> str:
    """All texts of a question but its explanations, in one string."""
    explaining = {route for route, _ in explanations(question)}
    pieces = [given(question), *(part.text for part in answer_parts(question))]
    pieces += [text for route, text in texts_of(question) if route not in explaining]
    return "\n\n".join(pieces)
