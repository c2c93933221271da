"""Shuffling by hashes of a seed and each thing's name: the same on any machine, and stable when things are added."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable
from typing import TypeVar

from quizgen.kinds.response import Select
from quizgen.text.option_references import refers_to_options
from quizgen.text.quantities import sort_values

T = TypeVar("T")


def rank(*parts: str) -> bytes:
    """A pseudo-random sort key: the hash of a seed and a name."""
    return hashlib.sha256("\0".join(parts).encode()).digest()


def shuffled(things: Iterable[T], *seed: str, name: Callable[[T], str]) -> tuple[T, ...]:
    before = "\0".join((*seed, ""))
    return tuple(sorted(things, key=lambda thing: rank(before + name(thing))))


def shuffled_options(options: Iterable[str], *seed: str, language: str = "en") -> tuple[str, ...]:
    """Options in shuffled order, but numbers and dates ascending, and “none of these” last."""
    options = tuple(options)
    last = tuple(filter(refers_to_options, options))
    others = tuple([option for option in options if option not in last])
    values = sort_values(others, language)
    if values is not None:
        ascending = sorted(zip(values, others, strict=True))
        return (*(option for _, option in ascending), *shuffled(last, *seed, name=str))
    return (*shuffled(others, *seed, name=str), *shuffled(last, *seed, name=str))


def arrange_options(response: Select, *seed: str, language: str) -> tuple[str, ...]:
    """The texts of the options in the order printed, in a book of a language.

    Those with a place have it, and the others fill the places that are left: shuffled, or as they are written.
    """
    placed, others = _placed_and_others(response)
    if response.is_shuffled:
        others = list(shuffled_options(others, *seed, language=language))
    else:
        others.sort(key=refers_to_options)
    rest = iter(others)
    places = range(1, len(response.options) + 1)
    return tuple([placed[place] if place in placed else next(rest) for place in places])


def _placed_and_others(response: Select) -> tuple[dict[int, str], list[str]]:
    """The texts of the options that have a place, by it, and those of the others."""
    placed: dict[int, str] = {}
    others = []
    for option in response.options:
        if 0 < option.place <= len(response.options) and option.place not in placed:
            placed[option.place] = option.text
        else:
            others.append(option.text)
    return placed, others


def movable_options(response: Select, language: str) -> frozenset[str]:
    """The options that may change places: none that has its own, and none that refers to others, or is a number."""
    if not response.is_shuffled:
        return frozenset()
    _, others = _placed_and_others(response)
    movable = [text for text in others if not refers_to_options(text)]
    return frozenset() if sort_values(movable, language) is not None else frozenset(movable)


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
