"""A kind of question: items to be put in order."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field, SerializerFunctionWrapHandler, model_serializer, model_validator

from quizgen.kinds.kind import (
    CITE,
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
from quizgen.kinds.response import Arrange
from quizgen.model.citation import Citations
from quizgen.model.diagnostics import Route
from quizgen.model.fields import Record, Text, as_records


class OrderedItem(Record):
    """An item to be put in its place, written ``{text:, cite:}`` or, without citations, as a plain text."""

    text: Text
    cite: Citations = ()

    @model_serializer(mode="wrap")
    def _write(self, write_fields: SerializerFunctionWrapHandler) -> Any:
        """As a plain text where that will do: so the hash of such a question has always been computed."""
        return write_fields(self) if self.cite else self.text


OrderedItems = Annotated[tuple[OrderedItem, ...], BeforeValidator(as_records), Field(min_length=3)]


class Order(Prompted):
    """Items to be put in order; they are written in the right one."""

    kind: Literal["order"]
    items: OrderedItems
    cite: Citations = ()

    @model_validator(mode="after")
    def _has_citation(self) -> Order:
        require_citation(self, (item.cite for item in self.items))
        return self

    @property
    def routed_items(self) -> list[tuple[Route, str]]:
        """The texts of the items, with their routes."""
        return [(("items", index, "text"), item.text) for index, item in enumerate(self.items)]


def _response(question: Order) -> Arrange:
    return Arrange(tuple([item.text for item in question.items]))


def _answer_parts(question: Order) -> Iterator[AnswerPart]:
    for item, (route, text) in zip(question.items, question.routed_items, strict=True):
        yield AnswerPart(route, text, cite=route_citations(item.cite, (*route[:2], "cite")))


_WITH_CITE = {
    "type": "object",
    "additionalProperties": False,
    "required": ["text"],
    "properties": {"text": SCALAR, "cite": CITE.shape},
}

ORDER = Kind(
    record=Order,
    heading="Putting in order",
    task="Put in order",
    place_on_paper=80,
    is_for_paper=False,
    may_cite_sections=False,
    retells=False,
    response=_response,
    stem=prompt_of,
    given=prompt_of,
    answer_parts=_answer_parts,
    explanations=explanation_of,
    skeleton=('prompt: "TODO: what to put in order"', 'items: ["TODO: first", "TODO: second", "TODO: third"]'),
    fields={
        "prompt": PROMPT,
        "cite": replace(CITE, description=f"{CITE.description} Not needed if every item has its own."),
        "items": FieldDoc(
            "The items in the right order: each a text, or `{text:, cite:}` for an item with its own passage.",
            "At least three items in the right order, each a text or `{text: …, cite: …}`.",
            {"type": "array", "minItems": 3, "items": {"anyOf": [SCALAR, _WITH_CITE]}},
            (
                ["the first", "the second", "the third"],
                ["the first", {"text": "the second", "cite": "first words of … words of it"}, "the third"],
            ),
        ),
    },
)
