"""The base records of all kinds of question."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Annotated, ClassVar

from pydantic import BeforeValidator, Field, ValidationError
from pydantic_core import InitErrorDetails

from quizgen.model.citation import Citations
from quizgen.model.fields import Bloom, Id, Record, Tag, Text, Truth, as_records


class Distractor(Record):
    """A wrong option; ``why`` says which misunderstanding chooses it."""

    text: Text
    why: str = ""


Distractors = Annotated[tuple[Distractor, ...], BeforeValidator(as_records), Field(min_length=2)]


class Question(Record):
    """What every kind of question has."""

    kind: str
    id: Id
    explanation: Text
    cite: Citations
    difficulty: int = Field(ge=1, le=3)
    bloom: Bloom
    tags: tuple[Tag, ...] = ()
    draft: Truth = False
    retired: Truth = False
    derived: Text | None = None
    ignore: Mapping[str, Text] = Field(default_factory=dict)

    UNREAD_BY_TEXT_CHECKS: ClassVar = frozenset({"tags", "difficulty", "bloom", "draft", "retired", "ignore"})

    @property
    def is_live(self) -> bool:
        return not self.draft and not self.retired


class Prompted(Question):
    """A question that is asked in a text of its own."""

    prompt: Text


def require_citation(question: Question, cites: Iterable[Citations]) -> None:
    """Raise pydantic's error for a missing ``cite`` unless the question has one, or each of its parts has its own."""
    if not question.cite and not all(cites):
        fault: InitErrorDetails = {"type": "missing", "loc": ("cite",), "input": None}
        raise ValidationError.from_exception_data(question.kind, [fault])
