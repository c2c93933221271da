"""A question → one false version of it, whose class chance decides."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random

from quizgen.falsify.change import Change, Original, make_original, shuffled
from quizgen.falsify.classes import CLASSES
from quizgen.falsify.material import Material
from quizgen.kinds.true_false import TrueFalse
from quizgen.project.bank import LocatedQuestion


@dataclass(frozen=True, slots=True)
class FalseVersion:
    """A question made false, and the class of the change."""

    name: str
    change: Change


def choose_change(name: str, original: Original, chance: Random) -> Change | None:
    """A false version of one class, if the question allows one."""
    return next((each for each in CLASSES[name](original, chance) if each.question != original.question), None)


def make_false_version(entry: LocatedQuestion, material: Material, chance: Random) -> FalseVersion | None:
    """A false version for a reader; None if no class makes one.

    A statement that is called false is left alone, and none is newly called false: the text beside it that says what is
    true instead would contradict it, and be noticed without a look at the passage.
    """
    original = make_original(entry, material)
    if original is None:
        return None
    for name in shuffled(tuple(CLASSES), chance):
        change = choose_change(name, original, chance)
        if change is not None and not (isinstance(change.question, TrueFalse) and not change.question.answer):
            return FalseVersion(name, change)
    return None
