"""A kind of question: pairs to be found again."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from quizgen.kinds.question import Prompted
from quizgen.model.fields import Text


class Match(Prompted):
    """Pairs to be found again; ``distractors`` are further right-hand sides."""

    kind: Literal["match"]
    pairs: tuple[tuple[Text, Text], ...] = Field(min_length=2)
    distractors: tuple[Text, ...] = ()
