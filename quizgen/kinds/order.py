"""A kind of question: items to be put in order."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from quizgen.kinds.question import Prompted
from quizgen.model.fields import Text


class Order(Prompted):
    """Items to be put in order; they are written in the right one."""

    kind: Literal["order"]
    items: tuple[Text, ...] = Field(min_length=3)
