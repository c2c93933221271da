"""A kind of question: an answer that is a number."""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated, Literal

from pydantic import Field

from quizgen.kinds.question import Prompted
from quizgen.model.fields import Number


class Numeric(Prompted):
    """An answer that is a number, right within ``tolerance`` (the same unit, both sides included)."""

    kind: Literal["numeric"]
    answer: Number
    tolerance: Annotated[Number, Field(ge=0)] = Decimal(0)
    unit: str = ""
