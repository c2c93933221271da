"""A kind of question: a text with words left out."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from quizgen.kinds.question import BaseQuestion
from quizgen.model.fields import Text


@dataclass(frozen=True, slots=True)
class Deletion:
    """Words left out of a cloze: ``text[start:end]`` is the whole ``{{…}}``; no number means one card for all."""

    start: int
    end: int
    number: int | None
    words: str
    hint: str


# Words may hold math or code, and these may hold braces and colons.
_PIECE = r"(?:`[^`\n]+`|\$\$.+?\$\$|\$(?!\s)[^$\n]+(?<!\s)\$(?!\d)|(?!\{\{|::).)"


_DELETION = re.compile(rf"\{{\{{(?:(\d+)::)?({_PIECE}+?)(?:::((?:(?!\{{\{{|::).)*?))?\}}\}}(?!\}})", re.DOTALL)


def _card_number(digits: str | None) -> int | None:
    """The number of a deletion, if it has one; Python reads no number of thousands of digits, and Anki none of four."""
    return int(digits[:100]) if digits else None


class Cloze(BaseQuestion):
    """A text with deletions, ``{{words}}``, ``{{1::words}}`` or ``{{1::words::hint}}``."""

    kind: Literal["cloze"]
    text: Text

    @cached_property
    def deletions(self) -> tuple[Deletion, ...]:
        return tuple(
            Deletion(found.start(), found.end(), _card_number(found[1]), found[2], found[3] or "")
            for found in _DELETION.finditer(self.text)
        )

    @property
    def numbers(self) -> tuple[int, ...]:
        """The numbers of its cards, as Anki counts them."""
        return tuple(sorted({deletion.number or 1 for deletion in self.deletions}))
