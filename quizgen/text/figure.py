"""What a figure in a text is: the amounts that it may be read as, its unit, and when two agree."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from typing import TypeAlias


class Kind(StrEnum):
    """What a value tells: how many (or which year), what part of a whole, which rank, which decade."""

    NUMBER = "number"
    SHARE = "share"
    RANK = "rank"
    DECADE = "decade"


Amount: TypeAlias = int | Fraction
"""Nearly all are whole, and whole numbers are reckoned with much faster."""


Reading: TypeAlias = tuple[Kind, Amount]
"""57 per cent is a share of 57/100; a half is both a share and a number; the 1930s are the decade 30."""


PER_CENT = "per cent"
"""The unit of a share in hundredths, in whatever way it is written."""


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure, ``text[start:end]`` of its text.

    ``readings`` are the values it may have: ``a third`` is a share or a rank, the ``16`` of ``16 to 25 million`` is
    16 or 16 million. ``spoken`` is the number without its scale or per cent sign. ``unit`` is the word that it
    counts, in the singular; a bare figure counts none. One that says no more than a word would is loose
    (``one``, ``first``, ``a pair``): it bears another out, but needs none.
    """

    start: int
    end: int
    readings: frozenset[Reading]
    spoken: Amount
    unit: str = ""
    is_bare: bool = False
    is_loose: bool = False


def agree(claim: Figure, source: Figure) -> bool:
    """Whether a figure is borne out by one of its source.

    The unit of a bare claim stands elsewhere: ``how many per cent?``, ``12``.
    """
    if not claim.readings.isdisjoint(source.readings):
        return True
    if claim.is_bare and (Kind.NUMBER, source.spoken) in claim.readings:
        return True
    year = source.spoken
    return 1000 <= year < 2100 and (Kind.DECADE, year % 100 - year % 10) in claim.readings


@dataclass(frozen=True, slots=True)
class Evidence:
    """All that a text's figures bear out, so that a claim is held against them at once."""

    readings: frozenset[Reading]
    spoken: frozenset[Reading]

    def bears_out(self, claim: Figure) -> bool:
        """Whether a claim agrees with any figure of the text."""
        if not claim.readings.isdisjoint(self.readings):
            return True
        return claim.is_bare and not claim.readings.isdisjoint(self.spoken)
