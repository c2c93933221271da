"""A kind of question: one right option among several."""

from __future__ import annotations

from typing import Literal

from quizgen.kinds.question import Distractors, Prompted
from quizgen.model.fields import Text


class Choice(Prompted):
    """One right option among several."""

    kind: Literal["choice"]
    answer: Text
    distractors: Distractors
