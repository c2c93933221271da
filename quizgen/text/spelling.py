"""A misspelt name, and the names that there are → the one that is meant."""

from __future__ import annotations

import difflib
from collections.abc import Collection
from typing import NamedTuple

_ONE_SLIP_LETTERS, _TWO_SLIPS_LETTERS = 4, 8
"""From this many letters on, one or two slips leave no doubt of a name."""


class Meant(NamedTuple):
    """A name, and whether no other can be meant."""

    name: str
    is_sure: bool


def find_meant(written: str, names: Collection[str]) -> Meant | None:
    """The name that is meant, if one is like what is written.

    It is sure if it differs in capitals, or in `_` or a space for `-`; or as the only one by a letter that is wrong,
    missing, too many or swapped with its neighbour, in a long name by two of these.
    """
    from rapidfuzz.distance import OSA  # slow to import, and for messages only

    folded = {name: _fold(name) for name in names}
    near = [name for name, fold in folded.items() if fold == _fold(written)]
    if not near:
        most = (len(written) >= _ONE_SLIP_LETTERS) + (len(written) >= _TWO_SLIPS_LETTERS)
        near = [name for name, fold in folded.items() if OSA.distance(fold, _fold(written)) <= most]
    if len(near) == 1:
        return Meant(near[0], is_sure=True)
    alike = difflib.get_close_matches(written, list(names), 1)
    return Meant(alike[0], is_sure=False) if alike else None


def _fold(name: str) -> str:
    return name.casefold().replace("_", "-").replace(" ", "-")
