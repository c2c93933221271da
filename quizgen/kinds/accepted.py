"""Which numbers are right: how far off the answer one may be, and what is accepted beside it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import ROUND_CEILING, ROUND_FLOOR, Context, Decimal
from typing import Annotated, Any

from pydantic import (
    Field,
    GetCoreSchemaHandler,
    SerializerFunctionWrapHandler,
    TypeAdapter,
    ValidatorFunctionWrapHandler,
    WrapValidator,
    model_serializer,
    model_validator,
)
from pydantic_core import CoreSchema, PydanticCustomError, core_schema

from quizgen.kinds.response import Interval
from quizgen.model.fields import MAX_DIGITS, MAX_PLACES, Number, Record, has_many_digits
from quizgen.model.scientific import as_written

_SHARE = re.compile(r"(.*\S)%\s*", re.DOTALL)
_EXACT = Context(prec=2 * MAX_PLACES)
"""In which nothing is rounded when numbers within the limits are added."""


@dataclass(frozen=True, slots=True)
class Tolerance:
    """How far off a number may be: an amount from 0 on, or with ``is_share`` so many per cent of the right number."""

    amount: Decimal = Decimal(0)
    is_share: bool = False

    def __str__(self) -> str:
        return f"{self.amount}%" if self.is_share else str(self.amount)

    def around(self, number: Decimal) -> Interval:
        """The numbers that are right if this one is; where a share has too many digits, a little more of them."""
        if self.is_share:
            low, high = (_of(number, 100 - self.amount, ROUND_FLOOR), _of(number, 100 + self.amount, ROUND_CEILING))
            low, high = min(low, high), max(low, high)
        else:
            low, high = _EXACT.subtract(number, self.amount), _EXACT.add(number, self.amount)
        return Interval(as_written(low, number), as_written(high, number))

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        amount = handler.generate_schema(Annotated[Number, Field(ge=0)])
        written = core_schema.plain_serializer_function_ser_schema(str)
        return core_schema.no_info_wrap_validator_function(cls._read, amount, serialization=written)

    @classmethod
    def _read(cls, written: Any, read_amount: ValidatorFunctionWrapHandler) -> Tolerance:
        share = _SHARE.fullmatch(written) if isinstance(written, str) else None
        return cls(read_amount(share[1] if share else written), share is not None)


def _of(number: Decimal, per_cent: Decimal, rounding: str) -> Decimal:
    """So many per cent of a number, with no more digits than a sheet or card can carry."""
    context = Context(prec=MAX_DIGITS, rounding=rounding if number >= 0 else _OTHER_WAY[rounding])
    return context.create_decimal(_EXACT.divide(_EXACT.multiply(number, per_cent), Decimal(100)))


_OTHER_WAY = {ROUND_FLOOR: ROUND_CEILING, ROUND_CEILING: ROUND_FLOOR}


class Range(Record):
    """All numbers from one to another, both included."""

    low: Number = Field(alias="from")
    high: Number = Field(alias="to")

    @model_validator(mode="after")
    def _rises(self) -> Range:
        if self.low > self.high:
            raise PydanticCustomError("falling_range", "`from` is more than `to`")
        return self

    @model_serializer(mode="wrap")
    def _write(self, write_fields: SerializerFunctionWrapHandler) -> dict[str, Any]:
        fields = write_fields(self)
        return {"from": fields["low"], "to": fields["high"]}


_NUMBER: TypeAdapter[Decimal] = TypeAdapter(Number)


def _read_accepted(value: Any, _: ValidatorFunctionWrapHandler) -> Decimal | Range:
    """A mapping is a range and all else a number, so that an error speaks of what was meant."""
    return Range.model_validate(value) if isinstance(value, (dict, Range)) else _NUMBER.validate_python(value)


AcceptedNumber = Annotated[Number | Range, WrapValidator(_read_accepted)]
"""A number that is right within the tolerance, or a range without one."""


def accept(number: Decimal | Range, tolerance: Tolerance) -> Interval:
    """The numbers that are right because this one, or this range, is accepted."""
    return Interval(number.low, number.high) if isinstance(number, Range) else tolerance.around(number)


def require_digits(interval: Interval) -> None:
    """Raise pydantic's error if a sheet or card cannot carry the ends of an interval."""
    if any(map(has_many_digits, (interval.low, interval.high))):
        message = "with its tolerance, the answer has more digits than a sheet or card can carry"
        raise PydanticCustomError("many_digits", message)
