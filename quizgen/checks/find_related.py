"""All questions of a bank → the pairs that are alike, or of which one tells the other's answer: every one there is.

Whether a pair is found depends on its two questions alone. Words are taken rarest first, in one order for the whole
bank: that makes the search fast, and any other order would find the same.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import chain
from math import ceil
from typing import TypeAlias

from quizgen.checks.similarity import ALIKE, Profile, are_alike, tells

_Place: TypeAlias = tuple[int, int]
"""How many words a prompt has, and how many of them are rarer than one."""


def find_related(profiles: Sequence[Profile]) -> Iterator[tuple[int, list[int]]]:
    """The place of each question that is related to earlier ones, and theirs, in order."""
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
    """The words of all prompts by how many prompts have them, the rarest first."""
    frequency = Counter(chain.from_iterable([each.asked for each in profiles]))
    words = sorted(frequency)
    words.sort(key=frequency.__getitem__)
    return {word: rank for rank, word in enumerate(words)}


def _leading_words(profile: Profile, ranks: Mapping[str, int]) -> Sequence[str]:
    """The rarest words of a prompt, so many that every prompt like it has one of them among its own leading words.

    A prompt that is like one of ``n`` words has ``ALIKE * n`` of them or more, so that of one word more than the rest
    it has one; and the rarest word that both have leads in both (prefix filter: Chaudhuri, Ganti & Kaushik 2006).
    """
    asked = profile.asked
    if len(asked) < 2:
        return ()  # nothing is like a prompt of one word
    return sorted(asked, key=ranks.__getitem__)[: len(asked) - ceil(ALIKE * len(asked)) + 1]


def _may_be_alike(one: _Place, other: _Place) -> bool:
    """Whether two prompts can have enough words in common if the word in these places is the rarest that they share.

    It and the words behind it are all that they can share (positional filter: Xiao, Wang, Lin & Yu 2008). Of a template
    with a thousand fillings, no two are compared.
    """
    shared = min(one[0] - one[1], other[0] - other[1])
    return (1 + ALIKE) * shared >= ALIKE * (one[0] + other[0])


def _rarest_of_answer(profile: Profile, ranks: Mapping[str, int]) -> str | None:
    """The word by which the prompts that contain an answer are found; none where no prompt can."""
    if profile.answered <= ranks.keys() and profile.has_telling_answer:
        return min(profile.answered, key=ranks.__getitem__)
    return None
