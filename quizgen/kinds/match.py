"""A kind of question: pairs to be matched."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Annotated, Any, Literal

from pydantic import (
    BeforeValidator,
    Field,
    SerializerFunctionWrapHandler,
    TypeAdapter,
    model_serializer,
    model_validator,
)

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
from quizgen.model.fields import Record, Text, as_records

_SIDES = ("left", "right")
_SHORT_FORM = TypeAdapter(tuple[Text, Text])


class MatchedPair(Record):
    """Two sides that belong together, and ``why``: ``{left:, right:, why:, cite:}``, or only ``[left, right]``."""

    left: Text
    right: Text
    why: str = ""
    cite: Citations = ()

    @model_validator(mode="before")
    @classmethod
    def _read_short_form(cls, value: Any) -> Any:
        if not isinstance(value, (list, tuple)):
            return value
        return dict(zip(_SIDES, _SHORT_FORM.validate_python(value), strict=True))

    @model_serializer(mode="wrap")
    def _write(self, write_fields: SerializerFunctionWrapHandler) -> Any:
        """In the short form where it fits, and else without what is empty: so the hash has always been computed."""
        if not self.cite and not self.why:
            return [self.left, self.right]
        return {name: value for name, value in write_fields(self).items() if value}

    def steps_to(self, field: str) -> Route:
        """For a side its name and its position: in each form of a pair one of them leads there, and the other nowhere.

        The loader skips a step that leads nowhere.
        """
        return (field, _SIDES.index(field)) if field in _SIDES else (field,)


class SpareSide(Record):
    """A right-hand side that belongs to no pair, written ``{text:, why:}`` or, with nothing said of it, as a text."""

    text: Text
    why: str = ""

    @model_serializer(mode="wrap")
    def _write(self, write_fields: SerializerFunctionWrapHandler) -> Any:
        """As a plain text where that will do: so the hash of such a question has always been computed."""
        return write_fields(self) if self.why else self.text

    def steps_to(self, field: str) -> Route:
        return (field,) if self.why else ()


class Match(Prompted):
    """Pairs to be found again; ``distractors`` are further right-hand sides."""

    kind: Literal["match"]
    pairs: tuple[MatchedPair, ...] = Field(min_length=2)
    distractors: Annotated[tuple[SpareSide, ...], BeforeValidator(as_records)] = ()
    cite: Citations = ()

    @model_validator(mode="after")
    def _has_citation(self) -> Match:
        require_citation(self, (pair.cite for pair in self.pairs))
        return self

    def side(self, name: Literal["left", "right"]) -> list[tuple[Route, str]]:
        """One side of all pairs, with the routes to the texts."""
        return [(("pairs", index, *pair.steps_to(name)), getattr(pair, name)) for index, pair in enumerate(self.pairs)]

    @property
    def spare_sides(self) -> list[tuple[Route, str]]:
        """The right-hand sides that belong to no pair, with the routes to the texts."""
        return [
            (("distractors", index, *spare.steps_to("text")), spare.text)
            for index, spare in enumerate(self.distractors)
        ]


def _response(question: Match) -> Pair:
    return Pair(
        tuple([(pair.left, pair.right) for pair in question.pairs]),
        tuple([spare.text for spare in question.distractors]),
        tuple([pair.why for pair in question.pairs]),
        tuple([spare.why for spare in question.distractors]),
    )


def _explanations(question: Match) -> Iterator[tuple[Route, str]]:
    yield from explanation_of(question)
    yield from ((("pairs", index, "why"), pair.why) for index, pair in enumerate(question.pairs) if pair.why)
    yield from (
        (("distractors", index, "why"), spare.why) for index, spare in enumerate(question.distractors) if spare.why
    )


def _given(question: Match) -> str:
    return "\n".join([question.prompt, *(pair.left for pair in question.pairs)])


def _answer_parts(question: Match) -> Iterator[AnswerPart]:
    for pair, *sides in zip(question.pairs, question.side("left"), question.side("right"), strict=True):
        for route, text in sides:
            yield AnswerPart(route, text, cite=route_citations(pair.cite, (*route[:2], "cite")))


_TWO_TEXTS: Mapping[str, Any] = {**LIST_OF_TEXTS, "minItems": 2, "maxItems": 2}
_NAMED_SIDES: Mapping[str, Any] = {
    "type": "object",
    "additionalProperties": False,
    "required": ["left", "right"],
    "properties": {"left": SCALAR, "right": SCALAR, "why": SCALAR, "cite": CITE.shape},
}
_SPARE_WITH_WHY: Mapping[str, Any] = {
    "type": "object",
    "additionalProperties": False,
    "required": ["text"],
    "properties": {"text": SCALAR, "why": SCALAR},
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
    explanations=_explanations,
    skeleton=(
        'prompt: "TODO: what to match"',
        'pairs: [["TODO: left", "TODO: right"], ["TODO: another left", "TODO: its right"]]',
        "distractors: []",
    ),
    fields={
        "prompt": PROMPT,
        "cite": replace(CITE, description=f"{CITE.description} Not needed if every pair has its own."),
        "pairs": FieldDoc(
            "Pairs to be found again: `[left, right]`, or `{left:, right:, why:, cite:}`: `why` is shown with the "
            "answer, and what has its own `cite` is held against that passage.",
            "A list of pairs, each `[left, right]` or `{left: …, right: …, why: …, cite: …}`.",
            {"type": "array", "minItems": 2, "items": {"anyOf": [_TWO_TEXTS, _NAMED_SIDES]}},
            (
                [["left", "right"], ["another left", "its right"]],
                [{"left": "left", "right": "right", "cite": "first words of … words of it"}, ["another left", "right"]],
            ),
        ),
        "distractors": FieldDoc(
            "Further right-hand sides, which belong to no pair; each a text, or `{text:, why:}`.",
            "A list of right-hand sides; each a text or `{text: …, why: …}`.",
            {"type": "array", "items": {"anyOf": [SCALAR, _SPARE_WITH_WHY]}},
            (["another right side", {"text": "one more", "why": "the misunderstanding behind it"}],),
        ),
    },
)
