"""All questions of a bank → all pairs that ask nearly the same, or of which one gives the other's answer away.

The search is exact: whether a pair is found depends on its two questions alone. Ordering the words by rarity only
makes it fast; any other order would find the same pairs.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import chain
from math import ceil
from typing import TypeAlias

from quizgen.checks.similarity import ALIKE, Profile, are_alike, tells

_Place: TypeAlias = tuple[int, int]
"""The number of words of a prompt, and the position of one of them when the rarest come first."""


def find_related(profiles: Sequence[Profile]) -> Iterator[tuple[int, list[int]]]:
    """The index of each question that is related to earlier ones, with their indices in order."""
    ranks = _rank_words(profiles)
    answers = [_rarest_of_answer(each, ranks) for each in profiles]
    told = frozenset(filter(None, answers))
    by_leading: defaultdict[str, defaultdict[_Place, list[int]]] = defaultdict(lambda: defaultdict(list))
    by_prompt: defaultdict[str, list[int]] = defaultdict(list)
    by_answer: defaultdict[str, list[int]] = defaultdict(list)
    for number, (each, answer) in enumerate(zip(profiles, answers, strict=True)):
        near = set[int]()
        size = len(each.asked)
        for rarer, word in enumerate(_leading_words(each, ranks)):
            held = by_leading[word]
            for place, others in held.items():
                if _may_be_alike((size, rarer), place):
                    near.update(others)
            held[size, rarer].append(number)
        found = {other for other in near if are_alike(each, profiles[other])}
        if answer is not None:
            found.update(other for other in by_prompt[answer] if tells(profiles[other], each))
        for word in told & each.asked:
            found.update(other for other in by_answer[word] if tells(each, profiles[other]))
            by_prompt[word].append(number)
        if answer is not None:
            by_answer[answer].append(number)
        if found:
            yield number, sorted(found)


def _rank_words(profiles: Sequence[Profile]) -> Mapping[str, int]:
    """The words of all prompts, each with its rank by the number of prompts that have it; the rarest has rank 0."""
    frequency = Counter(chain.from_iterable([each.asked for each in profiles]))
    words = sorted(frequency)
    words.sort(key=frequency.__getitem__)
    return {word: rank for rank, word in enumerate(words)}


def _leading_words(profile: Profile, ranks: Mapping[str, int]) -> Sequence[str]:
    """The rarest words of a prompt, as many as it takes for any two similar prompts to share a leading word.

    A prompt similar to one of ``n`` words shares at least ``ALIKE * n`` of them and lacks at most ``(1 - ALIKE) * n``;
    so it shares one of any ``(1 - ALIKE) * n + 1``, and the rarest word that both have leads in both (prefix filter:
    Chaudhuri, Ganti & Kaushik 2006).
    """
    asked = profile.asked
    if len(asked) < 2:
        return ()  # a prompt of one word is similar to none
    return sorted(asked, key=ranks.__getitem__)[: len(asked) - ceil(ALIKE * len(asked)) + 1]


def _may_be_alike(one: _Place, other: _Place) -> bool:
    """Whether two prompts can share enough words if the word at these places is the rarest that they share.

    They can share only this word and the less rare ones after it (positional filter: Xiao, Wang, Lin & Yu 2008). So
    the questions made from one template with a thousand fillings are not compared in pairs.
    """
    shared = min(one[0] - one[1], other[0] - other[1])
    return (1 + ALIKE) * shared >= ALIKE * (one[0] + other[0])


def _rarest_of_answer(profile: Profile, ranks: Mapping[str, int]) -> str | None:
    """The index key for finding prompts that contain an answer: its rarest word; None if no prompt can contain it."""
    if profile.answered <= ranks.keys() and profile.has_telling_answer:
        return min(profile.answered, key=ranks.__getitem__)
    return None
