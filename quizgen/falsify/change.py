"""A question with its passage → the texts in which it can be made false, and the question with one of them changed."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from random import Random
from typing import Any, TypeAlias, TypeVar

from pydantic import ValidationError

from quizgen.book.book_text import ChapterText
from quizgen.book.positions import CopySpan
from quizgen.checks.subject import Subject, make_subject
from quizgen.citations.outcome import Located
from quizgen.falsify.material import Material
from quizgen.falsify.stock import Stock
from quizgen.kinds.cloze import Cloze
from quizgen.kinds.numeric import Numeric
from quizgen.kinds.question import Prompted, Question
from quizgen.kinds.short import Short
from quizgen.kinds.texts import answer_parts, texts_of
from quizgen.kinds.true_false import TrueFalse
from quizgen.model.diagnostics import Route
from quizgen.project.bank import LocatedQuestion

Each = TypeVar("Each")


@dataclass(frozen=True, slots=True)
class Change:
    """A question made false, and what was changed, for a person to read."""

    question: Question
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class Site:
    """A text of a question, and the parts of it (start and end) that may be changed."""

    route: Route
    text: str
    extents: tuple[tuple[int, int], ...]

    def has(self, start: int, end: int) -> bool:
        return any(first <= start and end <= last for first, last in self.extents)


@dataclass(frozen=True, eq=False)
class Original:
    """A question all of whose citations are found in the copy, with what its false versions are made from."""

    entry: LocatedQuestion
    bank: Material
    subject: Subject

    @property
    def question(self) -> Question:
        return self.entry.question

    @property
    def located(self) -> tuple[Located, ...]:
        return tuple(each for each in self.subject.outcomes if isinstance(each, Located))

    @property
    def chapter(self) -> ChapterText:
        """The chapter of the first citation."""
        return self.located[0].chapter

    @property
    def stock(self) -> Stock:
        return self.bank.stocks[self.chapter.chapter.key]

    @cached_property
    def passage(self) -> str:
        """The whole sentences of all citations."""
        return "\n\n".join(passage.text for passage in self.subject.passages)

    @cached_property
    def paragraphs(self) -> str:
        """The paragraphs in which these sentences stand."""
        found: dict[CopySpan, None] = {}
        for each in self.located:
            first, last = each.chapter.span_in_copy(each.span)
            found.update((span, None) for span in each.chapter.paragraphs if span[0] < last and first < span[1])
        return "\n\n".join(map(self.bank.text.paragraph_text, found))

    @cached_property
    def texts(self) -> str:
        """All that a reader sees of the question."""
        return "\n".join(text for _, text in texts_of(self.question))

    @cached_property
    def answers(self) -> tuple[Site, ...]:
        """The texts that state the answer; of a cloze the deleted words, of a true statement the prompt."""
        question = self.question
        if isinstance(question, Cloze):
            return (Site(("text",), question.text, deleted_words(question)),)
        parts = () if isinstance(question, Numeric) else tuple(answer_parts(question))
        return tuple(whole(part.route, part.text) for part in parts)

    @cached_property
    def claims(self) -> tuple[Site, ...]:
        """As ``answers``, and of a cloze also the text around the deletions."""
        question = self.question
        if isinstance(question, Cloze):
            return (Site(("text",), question.text, (*deleted_words(question), *_around_deletions(question))),)
        return self.answers

    @cached_property
    def prompts(self) -> tuple[Site, ...]:
        """The text that asks, unless it is the statement to be judged; of a cloze what stands around the deletions."""
        question = self.question
        if isinstance(question, Cloze):
            return (Site(("text",), question.text, _around_deletions(question)),)
        if not isinstance(question, Prompted) or question.kind == "true-false":
            return ()
        return (whole(("prompt",), question.prompt),)

    def replace(self, site: Site, start: int, end: int, new: str) -> Iterator[Change]:
        """The question with other words at a place; nothing if that makes no valid question, or the same one."""
        text = _in_place(site.text, start, end, new)
        options = {other.casefold() for route, other in texts_of(self.question) if route != site.route}
        if text.casefold() not in options | {site.text.casefold()}:
            for question in put(self.question, {site.route: text}):
                yield Change(question, site.text, text)


def _in_place(text: str, start: int, end: int, new: str) -> str:
    """The text with other words between two offsets, with the capital and the article that belong there."""
    if text[start : start + 1].isupper() and new[:1].islower():
        new = new[:1].upper() + new[1:]
    article = re.search(r"\b([Aa])n? $", text[:start])
    if article and new:
        start = article.start()
        new = f"{article[1]}{'n' if new[0].lower() in 'aeiou' else ''} {new}"
    return text[:start] + new + text[end:]


def make_original(entry: LocatedQuestion, bank: Material) -> Original | None:
    """None if a citation of the question is not found in the copy."""
    subject = make_subject(entry.question, entry.chapter, bank.text)
    return Original(entry, bank, subject) if subject.is_located else None


Changes: TypeAlias = Callable[[Original, Random], Iterator[Change]]
"""The false versions of one class that a question allows, in an order that chance decides; the first one is taken."""


def put(question: Question, values: dict[Route, Any]) -> Iterator[Question]:
    """The question with other values at some routes, if it is a valid question.

    The variants of a short answer belong to it, and go with it; so does what stands instead of a false statement, where
    it is called true.
    """
    fields = question.model_dump()
    if isinstance(question, Short) and ("answer",) in values:
        values = {**values, ("also",): ()}
    if isinstance(question, TrueFalse) and values.get(("answer",)):
        fields.pop("instead", None)
    for route, value in values.items():
        fields = _put(fields, route, value)
    try:
        yield type(question).model_validate(fields)
    except ValidationError:
        return


def _put(value: Any, route: Route, new: object) -> Any:
    """A value with another one at a route; steps that lead nowhere in it are skipped, as `YamlSpan.find` does."""
    if not route:
        return new
    step, rest = route[0], route[1:]
    if isinstance(value, dict) and step in value:
        return {**value, step: _put(value[step], rest, new)}
    if isinstance(value, (list, tuple)) and isinstance(step, int):
        return [*value[:step], _put(value[step], rest, new), *value[step + 1 :]]
    return _put(value, rest, new)


def shuffled(items: Sequence[Each], chance: Random) -> list[Each]:
    return chance.sample(items, len(items))


def deleted_words(question: Cloze) -> tuple[tuple[int, int], ...]:
    """Where the words of each deletion stand in the text, without number and hint."""
    found = []
    for deletion in question.deletions:
        start = deletion.start + 2
        if deletion.number is not None:
            start = question.text.index("::", start) + 2
        start = question.text.index(deletion.words, start)
        found.append((start, start + len(deletion.words)))
    return tuple(found)


def _around_deletions(question: Cloze) -> tuple[tuple[int, int], ...]:
    bounds = [0, *(bound for each in question.deletions for bound in (each.start, each.end)), len(question.text)]
    return tuple(zip(bounds[::2], bounds[1::2], strict=True))


def whole(route: Route, text: str) -> Site:
    return Site(route, text, ((0, len(text)),))
