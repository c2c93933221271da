"""What a worksheet asks for, and the questions that may stand on it → those that do, and what is lacking."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from quizgen.assembly.quiz import Item
from quizgen.assembly.selection import is_of_sort, select
from quizgen.assembly.shuffle import shuffled
from quizgen.checks.similarity import Profile, are_alike, profile, tells
from quizgen.model.diagnostics import counted
from quizgen.model.recipe import Selection, WorksheetRecipe

Lacking = tuple[tuple[str, ...], str, str]
"""The route of a field that cannot be met, a message about what is lacking, and a hint."""

_TOGETHER = "Questions that share a stimulus are chosen together; `stimuli: part` chooses each by itself."


@dataclass(frozen=True, slots=True)
class Group:
    """Questions that are chosen together: those of a stimulus, or a single one."""

    name: str
    items: tuple[Item, ...]


def choose_questions(
    wanted: WorksheetRecipe, name: str, pool: Sequence[Item], live: Sequence[Item]
) -> tuple[tuple[Item, ...], list[Lacking]]:
    """The included questions, then those of the pool in shuffled order within the quotas, without related pairs.

    Quotas are exact; questions of no quota fill the sheet up to ``count``. The quotas with the fewest candidates to
    spare are filled first. Where groups leave a quota or the count unmet, groups are tried first, large or small ones.
    A sheet that is spread takes core questions before others, and from all parts of the book in turn.
    """
    ranked = shuffled(group_items(pool, wanted), wanted.seed, name, name=lambda group: group.name)
    candidates = {
        sort: [item for group in ranked for item in group.items if is_of_sort(item, sort)] for sort in wanted.mix
    }
    included = [
        group
        for group in (group_items(live, wanted) if wanted.include else ())
        if any(item.question.id in wanted.include for item in group.items)
    ]
    best = _fill(wanted, included, ranked, candidates)
    if best.shortfall and any(len(group.items) > 1 for group in ranked):
        large_first = sorted(ranked, key=lambda group: -len(group.items))
        small_first = sorted(ranked, key=lambda group: (len(group.items) == 1, len(group.items)))
        others = (_fill(wanted, included, order, candidates) for order in (large_first, small_first))
        best = min((best, *others), key=lambda draft: draft.shortfall)
    lacking = list(_lacking(wanted, name, best, candidates))
    if lacking and (best.refused_groups or _is_parted(wanted, live)):
        lacking = [(field, message, f"{hint} {_TOGETHER}") for field, message, hint in lacking]
    return tuple(best.chosen), lacking


def _is_parted(wanted: WorksheetRecipe, live: Sequence[Item]) -> bool:
    """Whether the selection has a part of a group only, and so nothing of it."""
    return len(select(live, wanted)) < len(select(live, wanted.model_copy(update={"stimuli": "part"})))


def parts_of(item: Item) -> tuple[str, str]:
    """The chapter of a question, and the part of it: an objective, or else the section that it cites."""
    chapter = item.chapter.key if item.chapter else ""
    part = item.question.objective or next(iter(item.places), "")
    return f"chapter {chapter}", f"part {chapter} {part}"


def group_items(items: Sequence[Item], wanted: WorksheetRecipe) -> list[Group]:
    groups: dict[str, list[Item]] = {}
    for item in items:
        is_together = item.stimulus is not None and wanted.stimuli == "whole"
        name = f"stimulus {item.stimulus.key}" if item.stimulus is not None and is_together else item.question.id
        groups.setdefault(name, []).append(item)
    return [Group(name, tuple(inside)) for name, inside in groups.items()]


def _fill(
    wanted: WorksheetRecipe,
    included: Sequence[Group],
    ordered: Sequence[Group],
    candidates: Mapping[str, Sequence[Item]],
) -> Draft:
    draft = Draft(wanted.mix, wanted.count)
    for group in included:
        draft.take(group)
    for sort in sorted(wanted.mix, key=lambda sort: (len(candidates[sort]) - wanted.mix[sort], sort)):
        of_sort = [group for group in ordered if any(is_of_sort(item, sort) for item in group.items)]
        for group in _in_turn(of_sort, draft, is_spread=wanted.spread):
            if draft.counts[sort] < wanted.mix[sort]:
                draft.offer(group)
    for group in _in_turn(ordered, draft, is_spread=wanted.spread):
        if len(draft.chosen) + len(group.items) <= wanted.count and draft.count_free(group):
            draft.offer(group)
    return draft


def _in_turn(groups: Sequence[Group], draft: Draft, *, is_spread: bool) -> Iterator[Group]:
    """The groups in the order in which they are offered: as they are, or so that the sheet is spread."""
    if not is_spread:
        yield from groups
        return
    left = list(groups)
    while left:
        left.sort(key=draft.count_around)
        taken, at = len(draft.chosen), 0
        while at < len(left) and len(draft.chosen) == taken:
            yield left[at]
            at += 1
        del left[:at]


def _asked(wanted: WorksheetRecipe) -> str:
    """The fields of a recipe by which questions are chosen, as it has them."""
    fields = (name for name in Selection.model_fields if name in wanted.model_fields_set and name != "stimuli")
    return ", ".join(f"`{name}`" for name in fields)


def tell_too_few(name: str, count: int, there: int) -> tuple[str, str]:
    """A message and a hint about a sheet with fewer questions than it asks for."""
    hint = "Lower `count`, or choose from more chapters, kinds or tags. Questions that answer each other count once."
    return f"“{name}” asks for {counted(count, 'question')}, and {there} can be had", hint


def _where(wanted: WorksheetRecipe) -> str:
    """Where the questions come from that a sheet chooses from."""
    asked = [name for name in Selection.model_fields if name not in ("stimuli", "exclude") and getattr(wanted, name)]
    if asked == ["chapters"]:
        chapters = ", ".join(wanted.chapters)
        return f"in chapter {chapters}" if len(wanted.chapters) == 1 else f"in chapters {chapters}"
    return f"with these {', '.join(f'`{name}`' for name in asked)}" if asked else "in the bank"


def _lacking(
    wanted: WorksheetRecipe, name: str, draft: Draft, candidates: Mapping[str, Sequence[Item]]
) -> Iterator[Lacking]:
    if wanted.per is not None:
        return  # for a sheet per chapter, count and quotas are upper limits
    by_kind = sum(quota for sort, quota in wanted.mix.items() if ":" not in sort or sort.startswith("kind:"))
    if by_kind > wanted.count and "count" in wanted.model_fields_set:
        message = f"“{name}” asks for {counted(wanted.count, 'question')}, and its quotas of kinds come to {by_kind}"
        yield ("mix",), message, "Raise `count`, or lower a quota."
    if len(draft.chosen) < (wanted.count if "count" in wanted.model_fields_set and not wanted.mix else 1):
        message, hint = tell_too_few(name, wanted.count, len(draft.chosen))
        if not draft.chosen and not wanted.mix:
            hint = f"No question has all that is asked for here: {asked}." if (asked := _asked(wanted)) else hint
        yield ("count",), message, hint
    for sort, quota in wanted.mix.items():
        if draft.counts[sort] < quota:
            there = len(candidates[sort])
            message = f"“{name}” asks for {quota} `{sort}`, and {draft.counts[sort]} can be had"
            message += f" ({there} {_where(wanted)})"
            hint = "Lower the quota, choose from more chapters, or write more questions."
            if there >= quota:
                hint = "Some of them answer each other, or another quota leaves no room for them: lower one of the two."
            yield ("mix", sort), message, hint


class Draft:
    """A sheet being filled: its questions so far, and their number for each sort that has a quota."""

    def __init__(self, quotas: Mapping[str, int], count: int) -> None:
        self._quotas, self._count = quotas, count
        self._profiles: list[Profile] = []
        self._ids: set[str] = set()
        self.chosen: list[Item] = []
        self.counts: Counter[str] = Counter()
        self._around: Counter[str] = Counter()
        self.refused_groups = False

    @property
    def shortfall(self) -> tuple[int, int]:
        """How many questions the quotas lack, and how many the count."""
        lacking = sum(max(0, quota - self.counts[sort]) for sort, quota in self._quotas.items())
        return lacking, max(0, self._count - len(self.chosen))

    def count_free(self, group: Group) -> int:
        """How many questions of a group no quota speaks of."""
        return sum(not any(is_of_sort(item, sort) for sort in self._quotas) for item in group.items)

    def count_around(self, group: Group) -> tuple[bool, int, int]:
        """How much a group adds to what is there: the less, the sooner a sheet that is spread takes it."""
        first = group.items[0]
        chapter, part = parts_of(first)
        return not any(item.question.core for item in group.items), self._around[chapter], self._around[part]

    def offer(self, group: Group) -> bool:
        """Take a group, unless a question of it is there, exceeds a quota, or is related to one that is there."""
        if any(item.question.id in self._ids for item in group.items):
            return False
        if not self._has_room(group):
            self.refused_groups = self.refused_groups or len(group.items) > 1
            return False
        for item in group.items:
            new = profile(item.question)
            if any(are_alike(new, other) or tells(new, other) or tells(other, new) for other in self._profiles):
                return False
        self.take(group)
        return True

    def _has_room(self, group: Group) -> bool:
        """Whether the quotas have room for a group, and the rest of the sheet for what no quota speaks of."""
        added = self._count_sorts(group)
        if any(self.counts[sort] + more > self._quotas[sort] for sort, more in added.items()):
            return False
        if len(group.items) == 1 or not (free := self.count_free(group)):
            return True
        free += self.count_free(Group("", tuple(self.chosen)))
        return free <= max(0, self._count - sum(self._quotas.values()))

    def _count_sorts(self, group: Group) -> Counter[str]:
        return Counter(sort for item in group.items for sort in self._quotas if is_of_sort(item, sort))

    def take(self, group: Group) -> None:
        self.chosen += group.items
        self._ids.update(item.question.id for item in group.items)
        self._profiles += [profile(item.question) for item in group.items]
        self.counts.update(self._count_sorts(group))
        self._around.update(part for item in group.items for part in parts_of(item))
