"""Shuffling by hashes of a seed and each thing's name: the same on any machine, and stable when things are added."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterable
from typing import TypeVar

T = TypeVar("T")

_NUMBER = re.compile(r"[^\d\s]{0,3}\s?(\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)(?!\d)")
_REFERS_TO_OTHERS = re.compile(r"\b(?:all|none|both|neither|any) of (?:the|these|them)\b(?: above)?\W*$", re.IGNORECASE)
_WORD = re.compile(r"[^\W\d_]{2,}")


def rank(*parts: str) -> bytes:
    """A pseudo-random sort key: the hash of a seed and a name."""
    return hashlib.sha256("\0".join(parts).encode()).digest()


def shuffled(things: Iterable[T], *seed: str, name: Callable[[T], str]) -> tuple[T, ...]:
    before = "\0".join((*seed, ""))
    return tuple(sorted(things, key=lambda thing: rank(before + name(thing))))


def shuffled_options(options: Iterable[str], *seed: str) -> tuple[str, ...]:
    """Options in shuffled order, but numbers and dates ascending, and “none of these” last."""
    options = tuple(options)
    if are_numbers(options):
        return tuple(sorted(options, key=lambda option: (_leading_number(option) or 0.0, option)))
    return tuple(sorted(shuffled(options, *seed, name=str), key=stands_last))


def stands_last(option: str) -> bool:
    """Whether an option refers to the others, as “none of these” does, and so has to come last."""
    return " of " in option.lower() and _REFERS_TO_OTHERS.search(option) is not None


def shuffled_order(items: Iterable[str], *seed: str) -> tuple[str, ...]:
    """Items to be put in order, in shuffled order; if that happens to be the right one, it is rotated by one item."""
    items = tuple(items)
    mixed = shuffled(items, *seed, name=str)
    return mixed if mixed != items else (*mixed[1:], *mixed[:1])


def shuffled_rights(rights: Iterable[str], spare: Iterable[str], *seed: str) -> tuple[str, ...]:
    """The right-hand sides of a match, in shuffled order; numbers are not sorted, which might give the answer away."""
    rights = tuple(rights)
    mixed = shuffled((*rights, *spare), *seed, name=str)
    return mixed if mixed[: len(rights)] != rights else (*mixed[1:], *mixed[:1])


def are_numbers(options: Iterable[str]) -> bool:
    """Whether all options are numbers, with or without a unit, and are therefore printed in ascending order."""
    return all(_leading_number(option) is not None for option in options)


def _leading_number(option: str) -> float | None:
    """The number in an option such as ``7.1 million tons``, ``$5`` or ``1924``; None if it is no number with a unit."""
    found = _NUMBER.match(option.strip())
    if found is None or len(_WORD.findall(option)) > 3:
        return None
    number = float(found[1].replace(",", ""))
    for word, factor in (("thousand", 1e3), ("million", 1e6), ("billion", 1e9)):
        if re.search(rf"\b{word}\b", option):
            number *= factor
    return number
