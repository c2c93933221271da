"""A question → one false version of it, whose class chance decides."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random

from quizgen.falsify.change import Change, Original, make_original, shuffled
from quizgen.falsify.classes import CLASSES, FalseClass
from quizgen.falsify.material import Material
from quizgen.falsify.plausible import Plausible, always, citation_of_same_section, never
from quizgen.kinds.question import Question
from quizgen.kinds.short import Short
from quizgen.kinds.true_false import TrueFalse
from quizgen.project.bank import LocatedQuestion


@dataclass(frozen=True, slots=True)
class FalseVersion:
    """A question made false, and the name of the class of the change."""

    name: str
    change: Change

    @property
    def false_class(self) -> FalseClass:
        return CLASSES[self.name]


def choose_change(name: str, original: Original, chance: Random, is_wanted: Plausible = always) -> Change | None:
    """A false version of one class, if the question allows one that is wanted."""
    for change in CLASSES[name].changes(original, chance):
        if change.question != original.question and is_wanted(original, change):
            return change
    return None


def make_false_version(entry: LocatedQuestion, material: Material, chance: Random) -> FalseVersion | None:
    """A plausible false version for a reader; None if no class makes one.

    A question with a derivation is left alone: the derivation would contradict another answer. Wrong citations, which
    are the easiest to notice and can be made of nearly every question, come last.
    """
    original = make_original(entry, material)
    if original is None or entry.question.derived:
        return None
    classes = shuffled([each for each in CLASSES.values() if each.is_plausible is not never], chance)
    for each in sorted(classes, key=lambda each: each.is_plausible is citation_of_same_section):
        change = choose_change(each.name, original, chance, _tests_a_reader(each))
        if change is not None:
            return FalseVersion(each.name, change)
    return None


def _tests_a_reader(each: FalseClass) -> Plausible:
    return lambda original, change: (
        not _is_recognised(original.question, change.question) and each.is_plausible(original, change)
    )


def _is_recognised(before: Question, after: Question) -> bool:
    """Whether the form of a false version gives it away.

    A short answer has lost its variants. Of a statement that is called false, the true one stands beside it and would
    contradict it; only the true one may have become false.
    """
    if isinstance(before, Short) and isinstance(after, Short):
        return before.also != after.also
    if isinstance(before, TrueFalse) and isinstance(after, TrueFalse) and not after.answer:
        return before.answer or before.prompt != after.prompt
    return False
