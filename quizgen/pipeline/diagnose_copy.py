"""Find the damaged places of a copy, and the questions whose passages contain them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from quizgen.book.book_text import BookText
from quizgen.book.damage import Damage, find_citing, find_damage
from quizgen.book.positions import CopySpan
from quizgen.checks.subject import make_subject
from quizgen.citations.outcome import Located
from quizgen.citations.passages import read_extent
from quizgen.model.diagnostics import Diagnostic
from quizgen.project.bank import stimulus_of
from quizgen.project.layout import Bank


@dataclass(frozen=True, slots=True)
class CopyDiagnosis:
    """The damaged places of a copy, and for each the ids of the questions whose passages contain it.

    Questions that could not be read are not among the ids: ``diagnostics`` say which files they are in.
    """

    damage: tuple[Damage, ...]
    citing: Mapping[Damage, tuple[str, ...]]
    diagnostics: tuple[Diagnostic, ...] = ()


def diagnose_copy(bank: Bank, text: BookText) -> CopyDiagnosis:
    """Find the damaged places of a copy, and the questions that cite them."""
    damage = find_damage(text)
    files = {file.path for file in bank.files}
    faults = tuple(each for each in bank.diagnostics if each.is_error and each.location.path in files)
    return CopyDiagnosis(damage, find_citing(damage, _cited(bank, text)), faults)


def _cited(bank: Bank, text: BookText) -> Iterator[tuple[str, CopySpan]]:
    """The word spans that each question's card prints as passages; a section cited as a whole is not printed."""
    for entry in bank.entries:
        if entry.question.retired:
            continue
        for outcome in make_subject(entry.question, entry.chapter, text, stimulus_of(entry)).outcomes:
            if isinstance(outcome, Located) and not outcome.is_section:
                extent = read_extent(text, outcome.chapter, outcome.span)
                yield entry.question.id, outcome.chapter.span_in_copy(extent)
