"""A kind of question: a question for a longer text."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from quizgen.kinds.question import Prompted
from quizgen.model.fields import Text


class Essay(Prompted):
    """A question for a longer text; ``points`` are what a good answer contains."""

    kind: Literal["essay"]
    explanation: str = ""
    points: tuple[Text, ...] = Field(min_length=1)
