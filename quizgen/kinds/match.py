"""A kind of question: pairs to be matched."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any, Literal

from pydantic import Field, SerializerFunctionWrapHandler, TypeAdapter, model_serializer, model_validator

from quizgen.kinds.kind import (
    CITE,
    LIST_OF_TEXTS,
    PROMPT,
    SCALAR,
    AnswerPart,
    FieldDoc,
    Kind,
    explanation_of,
    prompt_of,
    route_citations,
)
from quizgen.kinds.question import Prompted, require_citation
from quizgen.kinds.response import Pair
from quizgen.model.citation import Citations
from quizgen.model.diagnostics import Route
from quizgen.model.fields import Record, Text

_SIDES = ("left", "right")
_SHORT_FORM = TypeAdapter(tuple[Text, Text])


class MatchedPair(Record):
    """Two sides that belong together, written ``{left:, right:, cite:}`` or, without citations, ``[left, right]``."""

    left: Text
    right: Text
    cite: Citations = ()

    @model_validator(mode="before")
    @classmethod
    def _read_short_form(cls, value: Any) -> Any:
        if not isinstance(value, (list, tuple)):
            return value
        return dict(zip(_SIDES, _SHORT_FORM.validate_python(value), strict=True))

    @model_serializer(mode="wrap")
    def _write(self, write_fields: SerializerFunctionWrapHandler) -> Any:
        """In the short form where it fits: so the hash of such a question has always been computed."""
        return write_fields(self) if self.cite else [self.left, self.right]

    @classmethod
    def steps_to(cls, field: str) -> Route:
        """For a side its name and its position: in each form of a pair one of them leads there, and the other nowhere.

        The loader skips a step that leads nowhere.
        """
        return (field, _SIDES.index(field)) if field in _SIDES else (field,)


class Match(Prompted):
    """Pairs to be found again; ``distractors`` are further right-hand sides."""

    kind: Literal["match"]
    pairs: tuple[MatchedPair, ...] = Field(min_length=2)
    distractors: tuple[Text, ...] = ()
    cite: Citations = ()

    @model_validator(mode="after")
    def _has_citation(self) -> Match:
        require_citation(self, (pair.cite for pair in self.pairs))
        return self

    def side(self, name: Literal["left", "right"]) -> list[tuple[Route, str]]:
        """One side of all pairs, with the routes to the texts."""
        return [(("pairs", index, *pair.steps_to(name)), getattr(pair, name)) for index, pair in enumerate(self.pairs)]


def _response(question: Match) -> Pair:
    return Pair(tuple([(pair.left, pair.right) for pair in question.pairs]), question.distractors)


def _given(question: Match) -> str:
    return "\n".join([question.prompt, *(pair.left for pair in question.pairs)])


def _answer_parts(question: Match) -> Iterator[AnswerPart]:
    for pair, *sides in zip(question.pairs, question.side("left"), question.side("right"), strict=True):
        for route, text in sides:
            yield AnswerPart(route, text, cite=route_citations(pair.cite, (*route[:2], "cite")))


_TWO_TEXTS: Mapping[str, Any] = {**LIST_OF_TEXTS, "minItems": 2, "maxItems": 2}
_WITH_CITE: Mapping[str, Any] = {
    "type": "object",
    "additionalProperties": False,
    "required": ["left", "right"],
    "properties": {"left": SCALAR, "right": SCALAR, "cite": CITE.shape},
}

MATCH = Kind(
    record=Match,
    heading="Matching",
    task="Find the pairs",
    place_on_paper=70,
    is_for_paper=False,
    may_cite_sections=False,
    retells=False,
    response=_response,
    stem=prompt_of,
    given=_given,
    answer_parts=_answer_parts,
    explanations=explanation_of,
    skeleton=(
        'prompt: "TODO: what to match"',
        'pairs: [["TODO: left", "TODO: right"], ["TODO: another left", "TODO: its right"]]',
        "distractors: []",
    ),
    fields={
        "prompt": PROMPT,
        "cite": replace(CITE, description=f"{CITE.description} Not needed if every pair has its own."),
        "pairs": FieldDoc(
            "Pairs to be found again: `[left, right]`, or `{left:, right:, cite:}` for a pair with its own passage.",
            "A list of pairs, each `[left, right]` or `{left: …, right: …, cite: …}`.",
            {"type": "array", "minItems": 2, "items": {"anyOf": [_TWO_TEXTS, _WITH_CITE]}},
            (
                [["left", "right"], ["another left", "its right"]],
                [{"left": "left", "right": "right", "cite": "first words of … words of it"}, ["another left", "right"]],
            ),
        ),
        "distractors": FieldDoc(
            "Further right-hand sides, which belong to no pair.",
            'A list of texts: `["another right side"]`.',
            LIST_OF_TEXTS,
            (["another right side"],),
        ),
    },
)
