"""Orders that come from a seed and each thing's own name: the same on any machine, and unmoved by what is added."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterable
from typing import TypeVar

T = TypeVar("T")

_NUMBER = re.compile(r"[^\d\s]{0,3}\s?(\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)(?!\d)")
_WORD = re.compile(r"[^\W\d_]{2,}")


def rank(*parts: str) -> bytes:
    """A name's rank under a seed; ranks of different names are as good as random."""
    return hashlib.sha256("\0".join(parts).encode()).digest()


def shuffled(things: Iterable[T], *seed: str, name: Callable[[T], str]) -> tuple[T, ...]:
    return tuple(sorted(things, key=lambda thing: rank(*seed, name(thing))))


def shuffled_options(options: Iterable[str], *seed: str) -> tuple[str, ...]:
    """Options in hashed order; numbers and dates ascending, as readers look for them."""
    options = tuple(options)
    numbers = [_leading_number(option) for option in options]
    if all(number is not None for number in numbers):
        return tuple(
            option for _, option in sorted(zip(numbers, options, strict=True), key=lambda pair: pair[0] or 0.0)
        )
    return shuffled(options, *seed, name=str)


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
