"""Orders that come from a seed and each thing's own name: the same on any machine, and unmoved by what is added."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterable
from typing import TypeVar

T = TypeVar("T")

_NUMBER = re.compile(r"[^\d\s]{0,3}\s?(\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)(?!\d)")
_OF_THE_OTHERS = re.compile(r"\b(?:all|none|both|neither|any) of (?:the|these|them)\b(?: above)?\W*$", re.IGNORECASE)
_WORD = re.compile(r"[^\W\d_]{2,}")


def rank(*parts: str) -> bytes:
    """A name's rank under a seed; ranks of different names are as good as random."""
    return hashlib.sha256("\0".join(parts).encode()).digest()


def shuffled(things: Iterable[T], *seed: str, name: Callable[[T], str]) -> tuple[T, ...]:
    before = "\0".join((*seed, ""))
    return tuple(sorted(things, key=lambda thing: rank(before + name(thing))))


def shuffled_options(options: Iterable[str], *seed: str) -> tuple[str, ...]:
    """Options in hashed order; numbers and dates ascending, "none of these" last."""
    options = tuple(options)
    if are_numbers(options):
        return tuple(sorted(options, key=lambda option: (_leading_number(option) or 0.0, option)))
    return tuple(sorted(shuffled(options, *seed, name=str), key=stands_last))


def stands_last(option: str) -> bool:
    """Whether an option speaks of the others, and so has to stand below them."""
    return " of " in option.lower() and _OF_THE_OTHERS.search(option) is not None


def shuffled_order(items: Iterable[str], *seed: str) -> tuple[str, ...]:
    """Items to be put in order, in hashed order; the right one, turned by one item, if that came out."""
    items = tuple(items)
    mixed = shuffled(items, *seed, name=str)
    return mixed if mixed != items else (*mixed[1:], *mixed[:1])


def shuffled_rights(rights: Iterable[str], spare: Iterable[str], *seed: str) -> tuple[str, ...]:
    """The right-hand sides of a matching, in hashed order: sorted numbers would be the answer."""
    rights = tuple(rights)
    mixed = shuffled((*rights, *spare), *seed, name=str)
    return mixed if mixed[: len(rights)] != rights else (*mixed[1:], *mixed[:1])


def are_numbers(options: Iterable[str]) -> bool:
    """Whether all options are numbers, with or without a unit, and so have an order of their own."""
    return all(_leading_number(option) is not None for option in options)


def _leading_number(option: str) -> float | None:
    """The number of an option that is a number with its unit, else none: ``7.1 million tons``, ``$5``, ``1924``."""
    found = _NUMBER.match(option.strip())
    if found is None or len(_WORD.findall(option)) > 3:
        return None
    number = float(found[1].replace(",", ""))
    for word, factor in (("thousand", 1e3), ("million", 1e6), ("billion", 1e9)):
        if re.search(rf"\b{word}\b", option):
            number *= factor
    return number
