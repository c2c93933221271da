"""A sheet that names no quotas → the quotas that a worksheet usually has, as far as its questions allow."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from quizgen.assembly.choose_questions import choose_questions
from quizgen.assembly.quiz import Item
from quizgen.assembly.selection import select
from quizgen.model.recipe import WorksheetRecipe

SHARES: Mapping[str, int] = {
    "choice": 20,
    "true-false": 4,
    "short": 3,
    "cloze": 3,
    "term": 3,
    "multiple": 2,
    "numeric": 2,
    "match": 2,
    "person": 1,
    "date": 1,
    "order": 1,
}
"""How often a sheet has each kind that is answered in a few marks or words, in proportion: half of it is choices."""

LONG = "essay"
FEWEST_BESIDE_LONG = 8
"""A sheet has one essay from so many questions on, and more of them only if there is nothing else to ask."""


def with_usual_mix(wanted: WorksheetRecipe, live: Sequence[Item]) -> WorksheetRecipe:
    """The same sheet with the quotas that it can meet, spread over its sections; with one kind it needs no quotas.

    What it asks for then is what it gets: read from a recipe, it gives the same questions again.
    """
    wanted = wanted.model_copy(update={"spread": True})
    pool = select(live, wanted)
    left = Counter(item.question.kind for item in pool)
    if len(left) < 2 or wanted.include:
        return wanted
    plain, _ = choose_questions(wanted, wanted.name, pool, live)
    while True:
        quotas = divide(wanted.count, left)
        asked = wanted.model_copy(update={"mix": quotas, "count": max(1, sum(quotas.values()))})
        chosen, _ = choose_questions(asked, wanted.name, pool, live)
        there = Counter(item.question.kind for item in chosen)
        short = [kind for kind, quota in quotas.items() if there[kind] < quota]
        if not short:
            break
        left.update({kind: there[kind] - left[kind] for kind in short})
    # Groups of a stimulus may be too large for any quotas.
    return asked if len(chosen) >= len(plain) or not any(item.stimulus for item in pool) else wanted


def divide(count: int, there: Mapping[str, int]) -> dict[str, int]:
    """How many questions of each kind a sheet of ``count`` has, if there are so many of each to choose from.

    Seats are given one by one, as parliaments do (Webster's method), so that a longer sheet has all kinds of a shorter.
    """
    long = min(1, there.get(LONG, 0)) if count >= FEWEST_BESIDE_LONG else 0
    quotas = dict.fromkeys(SHARES, 0)
    for _ in range(count - long):
        free = [kind for kind in SHARES if quotas[kind] < there.get(kind, 0)]
        if not free:
            break
        quotas[max(free, key=lambda kind: SHARES[kind] / (2 * quotas[kind] + 1))] += 1
    quotas[LONG] = min(there.get(LONG, 0), count - sum(quotas.values()))
    return {kind: quota for kind, quota in quotas.items() if quota}


def count_unusual(wanted: WorksheetRecipe, chosen: Sequence[Item]) -> int:
    """How many essays a sheet has that was not asked for them; 0 if there is no more than one."""
    long = sum(item.question.kind == LONG for item in chosen)
    return long if long > 1 and LONG not in wanted.kinds else 0
