"""A place in the book as citations name it, ``ch. 3 §2`` → as a language does, ``Kap. 3 §2``."""

from __future__ import annotations

import re

from quizgen.outputs.languages import Words

_NUMBERED = re.compile(r"ch\. (?P<number>\d+)(?=$|,? )")
"""How `Chapter.label` names a chapter with a number; one without has its own title, in the book's language."""


def say_place(place: str, words: Words) -> str:
    found = _NUMBERED.match(place)
    return place if found is None else words["in_chapter"].format(number=found["number"]) + place[found.end() :]
