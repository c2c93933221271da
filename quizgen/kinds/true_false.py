"""A kind of question: a statement that is true or false."""

from __future__ import annotations

from typing import Literal

from quizgen.kinds.question import Prompted
from quizgen.model.fields import Truth


class TrueFalse(Prompted):
    """The prompt is a statement."""

    kind: Literal["true-false"]
    answer: Truth
