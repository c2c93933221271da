"""The base records of all kinds of question."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Annotated, Any, ClassVar

from pydantic import (
    BeforeValidator,
    Field,
    SerializerFunctionWrapHandler,
    TypeAdapter,
    ValidationError,
    model_serializer,
    model_validator,
)
from pydantic_core import InitErrorDetails

from quizgen.model.citation import Citations
from quizgen.model.diagnostics import Route
from quizgen.model.fields import Bloom, Id, Place, Record, Tag, Text, Truth, as_records

_TEXT = TypeAdapter(Text)


class WrittenOption(Record):
    """An option as a bank has it; ``why`` says why it is right, or which misunderstanding chooses it.

    ``fixed`` is true for an option that is never shuffled: it stands where the question would have it with
    ``shuffle: false``. A number says which place it has among all options, counted from 1.
    """

    text: Text
    why: str = ""
    fixed: Place = False


class Distractor(WrittenOption):
    """A wrong option, written ``{text:, why:, fixed:}`` or as a plain text."""

    @model_serializer(mode="wrap")
    def _write(self, write_fields: SerializerFunctionWrapHandler) -> Any:
        """Without ``fixed`` where it is not given: so the hash of such a question has always been computed."""
        return _without_false(write_fields(self))


Distractors = Annotated[tuple[Distractor, ...], BeforeValidator(as_records), Field(min_length=1)]


class RightOption(WrittenOption):
    """A right option, written ``{text:, why:, fixed:}`` or, with neither ``why`` nor ``fixed``, as a plain text."""

    @model_validator(mode="before")
    @classmethod
    def _read_short_form(cls, value: Any) -> Any:
        return value if isinstance(value, (dict, cls)) else {"text": _TEXT.validate_python(value)}

    @model_serializer(mode="wrap")
    def _write(self, write_fields: SerializerFunctionWrapHandler) -> Any:
        """In the short form where it fits: so the hash of such a question has always been computed."""
        return self.text if self._is_plain else _without_false(write_fields(self))

    def steps_to(self, field: str) -> Route:
        return () if self._is_plain else (field,)

    @property
    def _is_plain(self) -> bool:
        return not self.why and not self.fixed


def _without_false(fields: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in fields.items() if value is not False}


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
    stimulus: Id | None = None
    objective: Id | None = None
    core: Truth = False

    # Of a stimulus its content is read, and not its id.
    UNREAD_BY_TEXT_CHECKS: ClassVar = frozenset(
        {
            *("tags", "difficulty", "bloom", "draft", "retired", "ignore", "shuffle"),
            *("stimulus", "objective", "core"),
        }
    )

    @property
    def is_live(self) -> bool:
        return not self.draft and not self.retired


class Recalled(Question):
    """A headword, a date or a name, and what it stands for: cards ask for either from the other.

    ``sides`` are the names of the two fields.
    """

    sides: ClassVar[tuple[str, str]]

    @property
    def headword(self) -> str:
        return str(getattr(self, self.sides[0]))

    @property
    def meaning(self) -> str:
        return str(getattr(self, self.sides[1]))


class Prompted(Question):
    """A question that is asked in a text of its own."""

    prompt: Text


def require_citation(question: Question, cites: Iterable[Citations]) -> None:
    """Raise pydantic's error for a missing ``cite`` unless the question has one, or each of its parts has its own."""
    if not question.cite and not all(cites):
        fault: InitErrorDetails = {"type": "missing", "loc": ("cite",), "input": None}
        raise ValidationError.from_exception_data(question.kind, [fault])
