"""A deck and ``released.lock`` → what its last few releases added and changed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import get_args

from quizgen.assembly.quiz import Deck, Item
from quizgen.outputs.anki.release import Change
from quizgen.project.locks import Released, ReleasedLock

_RELEASES = 3
"""How many releases a description tells of."""

_LAST_SECOND = 253_402_300_799
"""That of the year 9999, after which Python has no dates."""


@dataclass(frozen=True, slots=True)
class News:
    """What one release did to questions of a deck, in the order of the deck."""

    day: date
    change: Change
    items: tuple[Item, ...]


def find_news(deck: Deck, lock: ReleasedLock) -> Sequence[News]:
    """The news of the last releases that changed something in a deck, latest first.

    The lock keeps the last change of each question, so that an earlier one of the same question is not told. Nor is
    what was new on the day on which the deck began, since all of it was, or was retired before anybody had it.
    """
    begun = min((day_of(line.first) for _, line in _released(deck, lock)), default=None)
    found: defaultdict[date, defaultdict[str, list[Item]]] = defaultdict(lambda: defaultdict(list))
    for item, line in _released(deck, lock):
        day = day_of(line.changed)
        was_new_with_deck = "added" in line.changes and day == begun
        was_never_asked = "retired" in line.changes and line.first == line.changed
        if not (was_new_with_deck or was_never_asked):
            for change in line.changes:
                found[day][change].append(item)
    days = sorted(found, reverse=True)[:_RELEASES]
    return [News(day, each, tuple(found[day][each])) for day in days for each in get_args(Change) if found[day][each]]


def find_lessened(deck: Deck, lock: ReleasedLock) -> Sequence[Item]:
    """The questions of a deck of which a deletion was taken out, whose card students may still have."""
    return [item for item, line in _released(deck, lock) if line.gone]


def _released(deck: Deck, lock: ReleasedLock) -> Iterator[tuple[Item, Released]]:
    return ((item, line) for item in deck.items if (line := lock.lines.get(item.question.id)) is not None)


def day_of(seconds: int) -> date:
    """The date, in UTC, of a time in seconds since 1970."""
    return datetime.fromtimestamp(min(seconds, _LAST_SECOND), UTC).date()
