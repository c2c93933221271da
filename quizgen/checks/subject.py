"""A question and the text of its book → the subject of the checks, with all that several of them need."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Generic, NamedTuple, TypeAlias

from typing_extensions import TypeVar

from quizgen.book.book_text import BookText, ChapterText
from quizgen.book.word_weights import Stems
from quizgen.checks.english import ENGLISH
from quizgen.checks.find_related import find_related
from quizgen.checks.similarity import Profile, profile
from quizgen.citations.anchors import MAX_WORDS, MAX_WORDS_ESSAY
from quizgen.citations.locate import locate
from quizgen.citations.outcome import Located, Outcome, Unchecked
from quizgen.citations.passages import read_passage
from quizgen.kinds import kind_of, response_of
from quizgen.kinds.kind import AnswerPart, RoutedCitation, route_citations
from quizgen.kinds.question import Question
from quizgen.kinds.response import Response, Select
from quizgen.kinds.texts import answer_parts, citations_of, given, texts_of
from quizgen.model.book import Book
from quizgen.model.citation import Citation, Passage
from quizgen.model.diagnostics import Route
from quizgen.model.language import primary_tag
from quizgen.model.stimulus import Stimulus
from quizgen.text.figure import Figure
from quizgen.text.figure_reader import is_dated
from quizgen.text.words import split_words


class Option(NamedTuple):
    """A text that a reader may choose, and the route to it.

    ``words`` are in lower case, with ``north-east`` as one; ``normalised`` are the words as texts are compared.
    """

    text: str
    route: Route
    is_right: bool
    words: tuple[str, ...]
    normalised: tuple[str, ...]


_OPTION_WORD = re.compile(r"[^\W_]+(?:[-'’.,][^\W_]+)*")


_INSIDE_WORDS = re.compile(r"[-'.,]")


_LETTERS_AND_DIGITS = re.compile(r"[^\W_]+")


def read_option(text: str, route: Route, *, is_right: bool = True) -> Option:
    normalised = split_words(text)
    if text.isascii() and not _INSIDE_WORDS.search(text):
        return Option(text, route, is_right, normalised, normalised)  # nothing that the two divide differently
    return Option(text, route, is_right, tuple(word.lower() for word in _OPTION_WORD.findall(text)), normalised)


def read_options(response: Response) -> tuple[Option, ...]:
    """The options to select from, the right ones first; empty if the response is no selection."""
    if not isinstance(response, Select):
        return ()
    return tuple(read_option(each.text, each.route, is_right=each.is_right) for each in response.options)


Kind = TypeVar("Kind", bound=Question, default=Question, covariant=True)


@dataclass(frozen=True, eq=False)
class Subject(Generic[Kind]):
    """A question, the key of its chapter, and its book; with a copy, also the text and what became of each citation.

    A reader is shown its ``stimulus`` with it: the texts and citations of that are among its own, by routes that begin
    with ``stimulus``. Its properties cache what several checks derive from a question.
    """

    question: Kind
    chapter: str | None
    text: BookText | None = None
    outcomes: tuple[Outcome, ...] = ()
    stimulus: Stimulus | None = None
    book: Book | None = None

    @cached_property
    def is_located(self) -> bool:
        """Whether it has citations and all are found in the book; the checks of citations report those that are not."""
        return 0 < len(self.outcomes) == sum(isinstance(outcome, Located) for outcome in self.outcomes)

    @property
    def unchecked(self) -> str:
        """Why some citation cannot be held against this copy; mostly ""."""
        return next((outcome.reason for outcome in self.outcomes if isinstance(outcome, Unchecked)), "")

    @cached_property
    def is_passage_located(self) -> bool:
        """Whether it is located, and cites no whole section, which has nearly any word and figure."""
        return self.is_located and not any(citation.section for _, citation in self.citations)

    @cached_property
    def citations(self) -> tuple[RoutedCitation, ...]:
        """All its citations: the question's own, those of the parts of its answer, then those of its stimulus."""
        return citations_with(self.question, self.stimulus)

    @property
    def looked_up(self) -> Iterator[tuple[Route, Citation, Outcome]]:
        """With a copy, each citation with its route and what became of it."""
        for (route, citation), outcome in zip(self.citations, self.outcomes, strict=self.text is not None):
            yield route, citation, outcome

    @cached_property
    def _located(self) -> Mapping[Route, Located]:
        """The citations found in the book, by their routes."""
        return {route: outcome for route, _, outcome in self.looked_up if isinstance(outcome, Located)}

    @cached_property
    def passages_by_route(self) -> Mapping[Route, Passage]:
        """The passage of each citation found in the book, by the citation's route."""
        if self.text is None:
            return {}
        return {route: read_passage(self.text, each, whole_section=True) for route, each in self._located.items()}

    @property
    def passages(self) -> tuple[Passage, ...]:
        """The whole sentences of each citation found in the book; for a section its whole text."""
        return tuple(self.passages_by_route.values())

    def located_of(self, part: AnswerPart) -> tuple[Located, ...]:
        """The places that a part of the answer is held against: of its own citations, or else of the question's."""
        return tuple([each for route, each in self._located.items() if _supports(route, part)])

    def passages_of(self, part: AnswerPart) -> tuple[Passage, ...]:
        """The whole sentences at these places."""
        return tuple([each for route, each in self.passages_by_route.items() if _supports(route, part)])

    @cached_property
    def chapters(self) -> tuple[ChapterText, ...]:
        """The question's chapter, and the others that it cites; with the words that may be theirs."""
        if self.text is None:
            return ()
        keys = dict.fromkeys([self.chapter, *(citation.chapter for _, citation in self.citations)])
        known = [self.text.chapters[key] for key in keys if key in self.text.chapters]
        return (*known, *(doubt.around for chapter in known for doubt in chapter.doubts))

    @cached_property
    def asked(self) -> str:
        """What a reader is told before the answer, without what the stimulus shows."""
        return given(self.question)

    @cached_property
    def shown(self) -> str:
        """What the stimulus says in our own words; empty if there is none, or if it is a passage."""
        return "\n\n".join(text for _, text in _texts_of_stimulus(self.stimulus))

    def text_for(self, part: AnswerPart) -> str:
        """The passages that a part of the answer is held against, separated by an empty line."""
        return "\n\n".join(passage.text for passage in self.passages_of(part))

    @cached_property
    def passage_text(self) -> str:
        """All passages, separated by an empty line."""
        return "\n\n".join(passage.text for passage in self.passages)

    @cached_property
    def passage_stems(self) -> Stems:
        return self.stems(self.passage_text)

    def stems(self, text: str) -> Stems:
        """The stems of a text's words, by the rules of the book's language; without a copy there are none."""
        return self.text.weights.stems(text) if self.text else frozenset()

    def share_in_passage(self, stems: Stems) -> float:
        """How much of some words the passages have, by weight in the book, from 0 to 1; without a copy, all."""
        return self.text.weights.share(stems, self.passage_stems) if self.text else 1.0

    @cached_property
    def texts(self) -> list[tuple[Route, str]]:
        """Every text that a reader sees."""
        return [*texts_of(self.question), *_texts_of_stimulus(self.stimulus)]

    @cached_property
    def response(self) -> Response:
        return response_of(self.question)

    @cached_property
    def answer_parts(self) -> tuple[AnswerPart, ...]:
        return tuple(answer_parts(self.question))

    @cached_property
    def options(self) -> tuple[Option, ...]:
        return read_options(self.response)

    @cached_property
    def option_text(self) -> str:
        """All options, one per line."""
        return "\n".join([option.text for option in self.options])

    @cached_property
    def option_words(self) -> frozenset[str]:
        """The words of all options, with ``north-east`` as two: a prefilter for the checks that need certain words."""
        return frozenset(_LETTERS_AND_DIGITS.findall(self.option_text.lower()))

    @cached_property
    def profile(self) -> Profile:
        return profile(self.question)

    @property
    def is_english(self) -> bool:
        """Whether the book is in English: figures are read with English words and signs."""
        return self.book is None or primary_tag(self.book.language) in ENGLISH

    @property
    def capitalises_names_only(self) -> bool:
        """Whether a capital shows a name; German writes every noun with one."""
        return self.book is None or primary_tag(self.book.language) not in _CAPITALISING_NOUNS

    def is_year_of_book(self, figure: Figure, text: str) -> bool:
        """Whether a figure is the year of the book or the one before, which mean “now”; with its month it is not."""
        year = self.book.year if self.book else None
        return year is not None and figure.spoken in (year - 1, year) and not is_dated(text, figure.start)

    @property
    def aliases(self) -> Mapping[str, tuple[str, ...]]:
        return self.book.aliases if self.book else {}

    @property
    def attribution(self) -> str:
        """The name of the person whose views the book holds; empty if its ``book.yaml`` names none."""
        return (self.book.attribute or "") if self.book else ""


_CAPITALISING_NOUNS = frozenset({"de", "lb"})


def _supports(route: Route, part: AnswerPart) -> bool:
    """Whether a part of the answer is held against the citation that a route leads to."""
    return any(route == own for own, _ in part.cite) if part.cite else route[0] in ("cite", "stimulus")


def _texts_of_stimulus(stimulus: Stimulus | None) -> Iterator[tuple[Route, str]]:
    if stimulus is not None:
        yield from ((("stimulus", name), text) for name in ("title", "text") if (text := getattr(stimulus, name)))


def citations_with(question: Question, stimulus: Stimulus | None) -> tuple[RoutedCitation, ...]:
    """The citations of a question, then those of its stimulus."""
    own = citations_of(question)
    shown = stimulus.cite if stimulus is not None else None
    return (*own, *route_citations(shown, ("stimulus", "cite"))) if shown else own


Related: TypeAlias = tuple[Subject, tuple[Subject, ...]]
"""A question, and the earlier ones related to it."""


class Subjects(tuple[Subject, ...]):
    """All questions of a bank."""

    @cached_property
    def live(self) -> tuple[Subject, ...]:
        """The questions that are neither drafts nor retired."""
        return tuple([subject for subject in self if subject.question.is_live])

    @cached_property
    def related(self) -> tuple[Related, ...]:
        """Live questions, each with the earlier ones that are similar or where one gives the other's answer away."""
        live = self.live
        found = find_related([subject.profile for subject in live])
        return tuple([(live[place], tuple([live[other] for other in others])) for place, others in found])


def make_subject(
    question: Question,
    chapter: str | None,
    text: BookText | None,
    stimulus: Stimulus | None = None,
    book: Book | None = None,
) -> Subject:
    """Make a subject; its citations are located once for all checks. ``book`` need not be given with a ``text``.

    A passage that is a stimulus may be as long as that of an essay.
    """
    if text is None:
        return Subject(question, chapter, stimulus=stimulus, book=book)
    limit = longest_passage(question)
    outcomes = tuple(
        locate(citation, text, chapter, MAX_WORDS_ESSAY if route[0] == "stimulus" else limit)
        for route, citation in citations_with(question, stimulus)
    )
    return Subject(question, chapter, text, outcomes, stimulus, book or text.book)


def longest_passage(question: Question) -> int:
    """The most words from the first to the last of a citation of the question's own."""
    return MAX_WORDS_ESSAY if kind_of(question).may_cite_sections else MAX_WORDS
