"""The types of the fields in YAML records: texts, ids, tags, numbers."""

from __future__ import annotations

from decimal import Decimal
from enum import StrEnum
from typing import Annotated, Any

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    PlainValidator,
    StringConstraints,
    ValidatorFunctionWrapHandler,
    WrapValidator,
)
from pydantic_core import PydanticCustomError

from quizgen.model.diagnostics import Route
from quizgen.model.scientific import as_written

Text = Annotated[str, StringConstraints(min_length=1, strip_whitespace=True)]
"""Markdown that a reader sees; never empty."""


Id = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=80)]
"""Lower-case letters, digits and hyphens; a question keeps its id for good."""


Tag = Annotated[str, StringConstraints(pattern=r"^[^\s\"]+$", max_length=80)]
"""One word: Anki separates tags by spaces."""


Count = Annotated[int, Field(le=1_000_000)]
"""A count or an ordinal, with a limit that no real one reaches."""


Language = Annotated[str, StringConstraints(pattern=r"^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*$")]
"""A language tag (BCP 47): ``en``, ``de-CH``."""


class Record(BaseModel):
    """An immutable value read from a file; a field it does not know is an error."""

    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)

    def steps_to(self, field: str) -> Route:
        """The steps of a route from the record to one of its fields."""
        return (field,)


class Bloom(StrEnum):
    """The levels of Bloom's taxonomy as revised by Anderson and Krathwohl (2001)."""

    REMEMBER = "remember"
    UNDERSTAND = "understand"
    APPLY = "apply"
    ANALYZE = "analyze"
    EVALUATE = "evaluate"
    CREATE = "create"


def as_records(value: Any) -> Any:
    """Turn each plain text in a list into a record with only ``text``."""
    if not isinstance(value, (list, tuple)):
        return value
    return [{"text": each} if isinstance(each, str) else each for each in value]


def _truth(value: Any) -> Any:
    if isinstance(value, str) and value not in ("true", "false"):
        raise PydanticCustomError("true_or_false", "this is `true` or `false`, not `{value}`", {"value": value})
    return value


Truth = Annotated[bool, BeforeValidator(_truth)]


MAX_PLACE = 99
"""No question has so many options."""


def _place(value: Any) -> Any:
    if value in ("true", "false", True, False):
        return value in ("true", True)
    if isinstance(value, str) and value.isascii() and value.isdigit() and 1 <= int(value[:3]) <= MAX_PLACE:
        return int(value)
    if isinstance(value, int) and 1 <= value <= MAX_PLACE:
        return value
    raise PydanticCustomError(
        "place_type", "this is `true`, or a place counted from 1, not `{value}`", {"value": value}
    )


Place = Annotated[bool | int, PlainValidator(_place)]
"""Whether an option keeps its place, or the number of the place that it has."""


MAX_DIGITS = 15
"""The most digits that survive in a JavaScript double, with which sheets and cards grade."""


MAX_PLACES = 100
"""The most digits before and after the decimal point that can be printed and read back."""


def has_many_digits(number: Decimal) -> bool:
    """Whether a finite number has more digits than a sheet or card can carry."""
    mantissa, _, power = f"{number:e}".partition("e")
    digits = mantissa.lstrip("-").replace(".", "")
    highest = int(power)
    lowest = highest - len(digits) + 1
    return len(digits.strip("0")) > MAX_DIGITS or lowest < -MAX_PLACES or highest >= MAX_PLACES


def _in_reach(number: Decimal) -> Decimal:
    if has_many_digits(number):
        raise PydanticCustomError("many_digits", "this number has more digits than a sheet or card can carry")
    return number


def _in_its_notation(written: Any, read: ValidatorFunctionWrapHandler) -> Decimal:
    return as_written(read(written), written)


Number = Annotated[Decimal, Field(allow_inf_nan=False), AfterValidator(_in_reach), WrapValidator(_in_its_notation)]
"""A number as written, with no more digits than every output can carry."""


def as_texts(value: Any) -> Any:
    return (value,) if isinstance(value, str) else value


Texts = Annotated[tuple[Text, ...], BeforeValidator(as_texts)]
"""A list of texts, or a single one."""
