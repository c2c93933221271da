"""A kind of question: several right options."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from quizgen.kinds.question import Distractors, Prompted
from quizgen.model.fields import Text


class Multiple(Prompted):
    """Several right options."""

    kind: Literal["multiple"]
    answers: tuple[Text, ...] = Field(min_length=1)
    distractors: Distractors
