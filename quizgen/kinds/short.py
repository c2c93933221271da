"""A kind of question: an answer of a word or a few."""

from __future__ import annotations

from typing import Literal

from quizgen.kinds.question import Prompted
from quizgen.model.fields import Text


class Short(Prompted):
    """An answer of a word or a few; ``also`` are the variants that count as right."""

    kind: Literal["short"]
    answer: Text
    also: tuple[Text, ...] = ()
