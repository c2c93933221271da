"""The declaration of a kind of question, on which checks, outputs, the editor's schema and `quizgen new` rely."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, Generic, NamedTuple, TypeVar

from quizgen.kinds.question import Question, Recalled
from quizgen.kinds.response import Response
from quizgen.model.citation import Citation, Citations
from quizgen.model.diagnostics import Route
from quizgen.model.fields import MAX_PLACE, Bloom
from quizgen.text.figure import Figure
from quizgen.text.figures import read_figures
from quizgen.text.names import Name, read_names
from quizgen.text.prose import read_prose

# Our loader reads every scalar as a string, but an editor sees the types of YAML.
SCALAR: Mapping[str, Any] = {"type": ["string", "number", "boolean"]}
LIST_OF_TEXTS: Mapping[str, Any] = {"type": "array", "items": SCALAR}


@dataclass(frozen=True, slots=True)
class FieldDoc:
    """The documentation of a field for editors and messages.

    Editors show ``description`` and ``examples``; an error at the field shows ``hint``; ``shape`` is the JSON Schema
    (draft 2020-12) of its value.
    """

    description: str
    hint: str = ""
    shape: Mapping[str, Any] = field(default_factory=lambda: SCALAR)
    examples: tuple[Any, ...] = ()


class RoutedCitation(NamedTuple):
    """A citation and the route to it."""

    route: Route
    citation: Citation


def route_citations(cite: Citations, route: Route) -> tuple[RoutedCitation, ...]:
    """The citations of a field ``cite``, given the route to the field."""
    return tuple([RoutedCitation((*route, index), citation) for index, citation in enumerate(cite)])


@dataclass(frozen=True, slots=True)
class AnswerPart:
    """A text that states the answer; in a cloze only its ``extents`` (start and end) do.

    If it has citations of its own, ``cite``, it is held against their passages instead of the question's. One that is
    a fact by itself, ``is_fact``, retells nothing, whatever the kind does. Figures and names are read from its
    ``prose``, which has the same offsets.
    """

    route: Route
    text: str
    extents: tuple[tuple[int, int], ...] = ((0, 1_000_000),)
    cite: tuple[RoutedCitation, ...] = ()
    is_fact: bool = False

    @property
    def prose(self) -> str:
        return read_prose(self.text)

    @property
    def figures(self) -> Iterator[Figure]:
        return (figure for figure in read_figures(self.prose) if self._has(figure))

    @property
    def names(self) -> Iterator[Name]:
        return (name for name in read_names(self.prose) if self._has(name))

    def _has(self, found: Figure | Name) -> bool:
        return any(found.start < end and start < found.end for start, end in self.extents)


Q = TypeVar("Q", bound=Question)


@dataclass(frozen=True, kw_only=True)
class Kind(Generic[Q]):
    """One kind of question. No field has a default, so that an incomplete kind fails on import.

    - ``record``: the pydantic model; the literal type of its ``kind`` gives the kind's name in banks.
    - ``heading``: the English heading on a sheet, which languages may translate.
    - ``task``: the English instruction on a card, which languages may translate.
    - ``place_on_paper``: the sort key on a sheet, ascending; quick kinds come first.
    - ``is_for_paper``: whether decks leave it out unless a recipe asks for it.
    - ``may_cite_sections``: whether it may cite a whole section.
    - ``retells``: whether its answer sums up the book in its own words, beyond a single passage.
    - ``response``: how it is answered; outputs know a kind by this alone.
    - ``stem``: what is asked, with a given sign in place of words that are left out.
    - ``given``: what a reader is told before the answer, which the answer may therefore repeat.
    - ``answer_parts``: the texts that state the right answer, which the book has to support.
    - ``explanations``: the texts that explain the answer, with their routes.
    - ``skeleton``: the lines of YAML that `quizgen new` writes for its own fields.
    - ``fields``: the documentation of each of its own fields.
    """

    record: type[Q]
    heading: str
    task: str
    place_on_paper: int
    is_for_paper: bool
    may_cite_sections: bool
    retells: bool
    response: Callable[[Q], Response]
    stem: Callable[[Q, str], str]
    given: Callable[[Q], str]
    answer_parts: Callable[[Q], Iterator[AnswerPart]]
    explanations: Callable[[Q], Iterator[tuple[Route, str]]]
    skeleton: tuple[str, ...]
    fields: Mapping[str, FieldDoc]

    def __post_init__(self) -> None:
        own = self.record.model_fields.keys() - Question.model_fields.keys()
        if own != self.fields.keys() - COMMON_FIELDS.keys():
            raise TypeError(f"{self.record.__name__}: `fields` has to explain {sorted(own)}")

    @property
    def name(self) -> str:
        (name,) = self.record.model_fields["kind"].annotation.__args__  # type: ignore[union-attr]
        return str(name)

    @cached_property
    def all_fields(self) -> Mapping[str, FieldDoc]:
        """The documentation of each of its fields, in the order of the record."""
        docs = {**COMMON_FIELDS, **self.fields}
        return {name: docs[name] for name in self.record.model_fields}

    @cached_property
    def hints(self) -> Mapping[str, str]:
        return {name: doc.hint for name, doc in self.all_fields.items() if doc.hint}


def prompt_of(question: Any, gap: str = "") -> str:
    """The prompt, which serves most kinds as ``stem`` and as ``given``."""
    prompt: str = question.prompt
    return prompt


def meaning_of(question: Recalled, gap: str = "") -> str:
    """What a headword stands for, by which a person and a date are asked for on paper."""
    return question.meaning


def nothing_given(question: Recalled) -> str:
    """Nothing: each side is the answer to the other, and the book has to support both."""
    return ""


def explanation_of(question: Question) -> Iterator[tuple[Route, str]]:
    """The explanation with its route, which is all that most kinds have as ``explanations``."""
    if question.explanation:
        yield ("explanation",), question.explanation


_CITATION: Mapping[str, Any] = {
    "anyOf": [
        {"type": "string"},
        {
            "type": "object",
            "additionalProperties": False,
            "properties": {
                "text": {"type": "string", "description": "First words … last words."},
                "section": {"type": ["string", "integer"], "description": "A whole section; for essays only."},
                "chapter": {"type": ["string", "integer"], "description": "Another chapter's key."},
            },
        },
    ]
}

CITE = FieldDoc(
    'Where it stands: `"first words … last words"`, 3 to 6 at each end, or a phrase of 4 to 8 words.',
    'The first and last words of the passage, as `"first words … last words"`; `quizgen find` makes one.',
    {"anyOf": [_CITATION, {"type": "array", "items": _CITATION, "minItems": 1}]},
    ("In America a truck … a fourth as much", {"chapter": 4, "text": "first words … last words"}),
)

COMMON_FIELDS: Mapping[str, FieldDoc] = {
    "id": FieldDoc(
        "Unique in the book; says what is asked, and stays for good: `truck-mileage`.",
        "An id is lower-case letters, digits and hyphens, says what is asked, and stays for good: `truck-mileage`.",
        {"type": "string", "pattern": "^[a-z0-9]+(-[a-z0-9]+)*$"},
        ("truck-mileage",),
    ),
    "kind": FieldDoc("What sort of question this is; it decides the other fields."),
    "explanation": FieldDoc(
        "Two or three sentences that teach: why it is so, and why the nearest distractor is wrong.",
        "Two or three sentences: why it is so, and why the nearest distractor is wrong.",
    ),
    "cite": CITE,
    "difficulty": FieldDoc("1 (easy), 2 or 3 (hard).", "1 (easy), 2 or 3 (hard).", {"enum": [1, 2, 3]}),
    "bloom": FieldDoc(
        "The level in Bloom's taxonomy.",
        "One of: remember, understand, apply, analyze, evaluate, create.",
        {"enum": [level.value for level in Bloom]},
    ),
    "tags": FieldDoc(
        "Single words, for choosing questions.",
        "A list of single words: Anki separates tags by spaces.",
        {"type": "array", "items": {"type": "string", "pattern": '^[^\\s"]+$'}},
    ),
    "draft": FieldDoc(
        "Left out of everything; until it is complete, an id and a kind will do.",
        "`true` for a question that is not finished: it is left out of everything.",
        {"type": "boolean"},
    ),
    "retired": FieldDoc(
        "No longer asked; stays for those who have it.",
        "`true` for a question that is no longer asked.",
        {"type": "boolean"},
    ),
    "derived": FieldDoc("Why the answer follows from the passage, where it is computed and not stated in it."),
    "ignore": FieldDoc(
        'Warnings that do not apply here, each with its reason: `{longest-key: "why"}`.',
        'The codes of warnings, each with your reason: `{longest-key: "the law\'s own wording"}`.',
        {"type": "object", "additionalProperties": {"type": "string"}},
    ),
    "stimulus": FieldDoc(
        "The id of the text, table or picture, in `stimuli:` of this file, that the question is about.",
        "The id of one of the `stimuli:` of this file.",
    ),
    "objective": FieldDoc(
        "The id of the objective that the question serves, in `objectives:` of a chapter's file.",
        "The id of one of the `objectives:` of the book.",
    ),
    "core": FieldDoc(
        "Belongs to what every student has to know.",
        "`true` for a question that belongs to what every student has to know.",
        {"type": "boolean"},
    ),
}
"""The fields that every kind has."""

# Fields that several kinds have.

PROMPT = FieldDoc("The question; for `true-false` the statement.", "The question, or for `true-false` the statement.")
ANSWER = FieldDoc("The right answer.", "One text; a question with several right answers is a `multiple`.")
_FIXED = "`true` for an option that is never shuffled, or the number of its place: `2` for the second."
OPTION_SHAPE: Mapping[str, Any] = {
    "anyOf": [
        SCALAR,
        {
            "type": "object",
            "additionalProperties": False,
            "required": ["text"],
            "properties": {
                "text": SCALAR,
                "why": {"type": "string", "description": "Why it is right, or the misunderstanding behind it."},
                "fixed": {"type": ["boolean", "integer"], "minimum": 1, "maximum": MAX_PLACE, "description": _FIXED},
            },
        },
    ]
}
DISTRACTORS = FieldDoc(
    "Wrong options from the book's own world; each a text, or `{text:, why:, fixed:}`.",
    "A list of wrong options; each a text or `{text: …, why: …}`.",
    {"type": "array", "minItems": 1, "items": OPTION_SHAPE},
    (["a wrong option", {"text": "another", "why": "the misunderstanding behind it", "fixed": True}],),
)
SHUFFLE = FieldDoc(
    "`false`: the options stay as they are written, the right ones first unless `fixed: 3` gives them another place.",
    "`false` keeps the options as they are written.",
    {"type": "boolean"},
)
