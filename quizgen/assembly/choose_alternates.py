"""The questions of a sheet, and those that may stand on it → others of the same make-up, for another sitting."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import TypeAlias, assert_never

from quizgen.assembly.choose_questions import Draft, Group, group_items, parts_of
from quizgen.assembly.quiz import Item
from quizgen.assembly.selection import is_kind, is_of_sort, value_of_first_sort
from quizgen.assembly.shuffle import shuffled
from quizgen.kinds import response_of
from quizgen.kinds.response import Arrange, Calculate, Compose, Fill, Judge, Pair, Recall, Select, Write
from quizgen.model.recipe import WorksheetRecipe

Trait: TypeAlias = Callable[[Item], object]


def _kind(item: Item) -> object:
    return item.question.kind


def _way(item: Item) -> object:
    """How a question is answered, roughly: two kinds of one way take the same time and space."""
    response = response_of(item.question)
    match response:
        case Select() | Judge():
            return "by a mark"
        case Write() | Calculate() | Fill() | Recall():
            return "in words"
        case Arrange() | Pair():
            return "by an order"
        case Compose():
            return "at length"
        case _:
            assert_never(response)


def _difficulty(item: Item) -> object:
    return item.question.difficulty


def _chapter(item: Item) -> object:
    return parts_of(item)[0]


def _part(item: Item) -> object:
    return parts_of(item)[1]


_LEVELS: tuple[tuple[tuple[Trait, ...], str], ...] = (
    ((_kind, _part, _difficulty), ""),
    ((_kind, _part), "difficulty"),
    ((_kind, _chapter, _difficulty), "section or objective"),
    ((_kind, _chapter), "section or objective, and difficulty"),
    ((_kind,), "chapter"),
    ((_way, _chapter), "kind"),
    ((_way,), "kind and chapter"),
)
"""What a question's like has in common with it, at first as much as possible, and in which it then may differ."""


@dataclass(slots=True)
class Alternate:
    """The questions of another sitting, the ids of those without a like, and of those whose like differs, by how."""

    chosen: tuple[Item, ...]
    without: tuple[str, ...]
    differing: dict[str, list[str]] = field(default_factory=dict)


def choose_alternate(
    wanted: WorksheetRecipe, name: str, first: Sequence[Item], pool: Sequence[Item], taken: Sequence[Item]
) -> Alternate:
    """For each question of the first sitting its like; none was ``taken`` for an earlier one.

    Those that have most in common are found first; of several, the first in shuffled order. Questions that share a
    stimulus, for which a like is hardest to find, come before others: their likes share another, or have none.
    """
    used = {item.question.id for item in taken}
    free = [group for group in group_items(pool, wanted) if not any(item.question.id in used for item in group.items)]
    ranked = shuffled(free, wanted.seed, name, name=lambda group: group.name)
    groups = group_items(first, wanted)
    draft = Draft({}, len(first))
    differing: dict[str, list[str]] = {}
    unmatched = _take_likes(wanted, [group for group in groups if len(group.items) > 1], ranked, draft, differing)
    parted = [Group(item.question.id, (item,)) for group in unmatched for item in group.items]
    without = _take_likes(wanted, parted, ranked, draft, {})
    if matched := [group for group in parted if group not in without]:
        differing["without their stimulus"] = _ids(matched)
    without += _take_likes(wanted, [group for group in groups if len(group.items) == 1], ranked, draft, differing)
    return Alternate(tuple(draft.chosen), tuple(_ids(without)), differing)


def _take_likes(
    wanted: WorksheetRecipe,
    groups: Sequence[Group],
    ranked: Sequence[Group],
    draft: Draft,
    differing: dict[str, list[str]],
) -> list[Group]:
    """Put a like of each group into the draft, if there is one; add to ``differing``, and return those without."""
    left = list(groups)
    for traits, differs in _LEVELS:
        if not left:
            break
        alike: dict[object, list[Group]] = {}
        for group in ranked:
            alike.setdefault(_traits_of(group, traits, wanted), []).append(group)
        for group in [*left]:
            if any(map(draft.offer, alike.get(_traits_of(group, traits, wanted), ()))):
                left.remove(group)
                if differs:
                    differing.setdefault(f"of another {differs}", []).extend(_ids([group]))
    return left


def _ids(groups: Sequence[Group]) -> list[str]:
    return [item.question.id for group in groups for item in group.items]


def _traits_of(group: Group, traits: Sequence[Trait], wanted: WorksheetRecipe) -> object:
    """What a group has in common with its like: for each question what is needed, and the traits."""
    found = Counter((_needed(item, wanted), *(trait(item) for trait in traits)) for item in group.items)
    return frozenset(found.items())


def _needed(item: Item, wanted: WorksheetRecipe) -> tuple[object, ...]:
    """What a like always has in common: the quotas in which it counts, but those of kinds, and what it is worth."""
    sorts = tuple(sort for sort in wanted.mix if not is_kind(sort) and not _is_own(sort) and is_of_sort(item, sort))
    worths = {sort: worth for sort, worth in wanted.points.items() if not _is_own(sort)}
    return sorts, value_of_first_sort(item, worths)


def _is_own(sort: str) -> bool:
    return sort.startswith("id:")
