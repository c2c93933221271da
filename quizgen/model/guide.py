"""The record of what a chapter's study guide says beside its questions: the thesis, open questions, key passages."""

from __future__ import annotations

from typing import Annotated

from pydantic import AfterValidator, BeforeValidator
from pydantic_core import PydanticCustomError

from quizgen.model.citation import Citation, as_citations
from quizgen.model.fields import Record, Text


def _passage(citation: Citation) -> Citation:
    if citation.section is not None:
        raise PydanticCustomError("no_passage", "a key passage is a few sentences, and no whole section")
    return citation


def _nothing_as_empty(value: object) -> object:
    """A field behind which nothing is written is an empty list."""
    return () if value == "" else value


class Guide(Record):
    """What the author says of a chapter as a whole: ``thesis`` and questions to ``discuss`` in Markdown.

    ``passages`` are key passages of the book, printed in builds for one's own use only. What is empty is left out.
    """

    thesis: Text | None = None
    discuss: Annotated[tuple[Text, ...], BeforeValidator(_nothing_as_empty)] = ()
    passages: Annotated[
        tuple[Annotated[Citation, AfterValidator(_passage)], ...],
        BeforeValidator(as_citations),
        BeforeValidator(_nothing_as_empty),
    ] = ()

    @property
    def is_empty(self) -> bool:
        return not (self.thesis or self.discuss or self.passages)


class GuideHead(Record):
    """The part of a chapter's file that has its guide."""

    guide: Guide
