"""A false version → whether a reader has to look at the passage to notice it."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TypeAlias

from quizgen.checks.subject import Subject, make_subject
from quizgen.citations.outcome import Located
from quizgen.falsify.change import Change, Original
from quizgen.falsify.figures_and_names import Figure, Sort, are_kin, read_figures
from quizgen.falsify.stock import Use
from quizgen.kinds.numeric import Numeric

Plausible: TypeAlias = Callable[[Original, Change], bool]


def never(original: Original, change: Change) -> bool:
    """Of classes whose false versions are nonsense, or contradict themselves."""
    return False


def always(original: Original, change: Change) -> bool:
    return True


def without_years(original: Original, change: Change) -> bool:
    """Items that give their years would show by themselves that they stand in a wrong order."""
    return not any(figure.sort is Sort.YEAR for figure in read_figures(change.new))


_BAD_ENGLISH = re.compile(r"\b(?:less and more|more and less|once less|or less|can not|not more and more)\b", re.I)


def reads_well(original: Original, change: Change) -> bool:
    """What an opposite or a “not” within an idiom does not."""
    return not _BAD_ENGLISH.search(change.new)


_MAX_YEARS_APART = 25
_MAX_RATIO = 4


def figure_of_same_unit(original: Original, change: Change) -> bool:
    """The passage has the old figure; the new one is written alike, and counts the same elsewhere in the chapter.

    It is of the same size, which a reader who knows the subject could tell. Ranks are left alone: they mostly stand
    beside others that would contradict them.
    """
    question = original.question
    before, after = read_figures(change.old), read_figures(change.new)
    if len(before) != len(after):
        return False
    changed = [(old, new) for old, new in zip(before, after, strict=True) if old.values != new.values]
    unit = question.unit.split()[-1].lower() if isinstance(question, Numeric) and question.unit else None
    elsewhere = [each for figures in original.stock.figures.values() for each in figures]
    return bool(changed) and all(
        _are_alike(old, new)
        and any(old.values & each.values for each in read_figures(original.passage))
        and any(new.values & each.values and _counts_alike(each, old, unit or old.unit) for each in elsewhere)
        for old, new in changed
    )


def _are_alike(old: Figure, new: Figure) -> bool:
    one, other = sorted((min(old.values), min(new.values)))
    is_near = other - one <= _MAX_YEARS_APART if old.sort is Sort.YEAR else other <= _MAX_RATIO * one
    return old.written[0].isdigit() == new.written[0].isdigit() and old.sort is not Sort.RANK and is_near


def _counts_alike(figure: Figure, old: Figure, unit: str) -> bool:
    if "cent" in unit or old.sort is Sort.SHARE:
        return figure.sort is Sort.SHARE
    return are_kin(figure.unit, unit) if figure.unit and unit else figure.unit == unit and figure.sort is old.sort


def name_of_same_paragraph(original: Original, change: Change) -> bool:
    """The passage has the old name, its paragraph the new one, and both are people or both places."""
    names_in = original.bank.stock.names_in
    before = {name.written for name in names_in(change.old)}
    after = {name.written for name in names_in(change.new)}
    uses = {original.bank.uses.get(name, Use.THING) for name in before ^ after}
    return (
        all(name in original.passage for name in before - after)
        and all(name in original.paragraphs for name in after - before)
        and len(uses) == 1
        and Use.THING not in uses
    )


def citation_of_same_section(original: Original, change: Change) -> bool:
    """All places that are cited now lie in sections that the question cites."""
    other = make_subject(change.question, original.entry.chapter, original.bank.text)
    return _places(other) <= _places(original.subject)


def _places(subject: Subject) -> set[str]:
    located = (outcome for outcome in subject.outcomes if isinstance(outcome, Located))
    return {each.chapter.part_at(each.span[0]).place for each in located}
