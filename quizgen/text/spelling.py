"""A misspelt name or a synonym, and the names that there are → those that may be meant."""

from __future__ import annotations

import unicodedata
from collections.abc import Collection, Mapping
from typing import NamedTuple, TypeAlias

_ONE_SLIP_LETTERS, _TWO_SLIPS_LETTERS = 4, 8
"""From this many letters on, one or two slips leave no doubt of a name."""

_LETTERS_A_SLIP = 3
"""A name is guessed if at most one letter in so many is another."""

_MIN_BEGINNING = 3
"""In letters: a beginning of a name is taken for the name."""

Synonyms: TypeAlias = Mapping[str, str]
"""By a name, what others call it: words separated by spaces. One that ends with ``?`` may mean something else too."""


class Meant(NamedTuple):
    """The names that may be meant, at least one, and whether there is one alone that leaves no doubt."""

    names: tuple[str, ...]
    is_sure: bool
    is_synonym: bool = False

    @property
    def name(self) -> str | None:
        """The name, if only one may be meant."""
        return self.names[0] if len(self.names) == 1 else None

    @property
    def hint(self) -> str:
        """The names, as a sentence."""
        quoted = " or ".join(f"`{name}`" for name in self.names)
        return f"Here it is called {quoted}." if self.is_synonym else f"Did you mean {quoted}?"


def find_meant(written: str, names: Collection[str], synonyms: Synonyms | None = None) -> Meant | None:
    """The names that are meant, if there is a synonym, or else one that is like what is written.

    One alone is sure if it differs in capitals, or in `_` or a space for `-`; or as the only one by a letter that is
    wrong, missing, too many or swapped with its neighbour, in a long name by two of these; or if it is a synonym.
    """
    if same := [name for name in names if _fold(name) == _fold(written)]:
        return Meant((same[0],), is_sure=len(same) == 1)
    if synonyms and (found := _by_synonym(written, names, synonyms)):
        return found
    return _by_spelling(_fold(written), names)


def _by_synonym(written: str, names: Collection[str], synonyms: Synonyms) -> Meant | None:
    word = _fold(written).replace("-", "")
    found: dict[str, bool] = {}
    for name in names:
        for synonym in synonyms.get(name, "").split():
            if _fold(synonym).rstrip("?").replace("-", "") == word:
                found[name] = not synonym.endswith("?")
    return Meant(tuple(found), len(found) == 1 and all(found.values()), is_synonym=True) if found else None


def _by_spelling(written: str, names: Collection[str]) -> Meant | None:
    from rapidfuzz.distance import OSA  # slow to import, and for messages only

    most = (len(written) >= _ONE_SLIP_LETTERS) + (len(written) >= _TWO_SLIPS_LETTERS)
    slips = {name: OSA.distance(_fold(name), written) for name in names}
    near = [name for name, number in slips.items() if number <= most]
    if len(near) == 1:
        return Meant((near[0],), is_sure=True)
    begun = [name for name in names if _fold(name).startswith(written)] if len(written) >= _MIN_BEGINNING else []
    if len(begun) == 1:
        return Meant((begun[0],), is_sure=False)
    best = min(names, key=lambda name: slips[name], default=None)
    if best is not None and slips[best] * _LETTERS_A_SLIP <= len(best):
        return Meant((best,), is_sure=False)
    return None


def _fold(name: str) -> str:
    plain = "".join(sign for sign in unicodedata.normalize("NFKD", name) if not unicodedata.combining(sign))
    return plain.casefold().strip().replace("_", "-").replace(" ", "-")
