"""Checks of `derived`: that what it calculates is right, and begins with figures of the passage."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from quizgen.checks.check import Check
from quizgen.checks.subject import Subject
from quizgen.model.diagnostics import Finding
from quizgen.text.arithmetic import Calculation, read_calculations
from quizgen.text.figures import read_evidence, read_figures

_CONVERSIONS = frozenset({7, 12, 24, 30, 52, 60, 100, 365, 1000})
"""Numbers by which one converts: days of a week, months of a year, hundredths …; no passage has to have them."""


def wrong_calculation(subject: Subject) -> Iterator[Finding]:
    """A calculation in `derived` is right: the result is rounded as it is written.

    The signs are + − × ÷ or / and parentheses. A unit of one word, %, or a word such as “million” may stand behind a
    number, and = or ≈ before the result; behind ≈ or “about”, zeros at the end of the result count as rounded. What is
    written otherwise is not read.

    Bad:
        kind: numeric
        prompt: "How much oil would 1912 have taken with the lamp burning twice as much?"
        answer: 2390
        unit: litres
        cite: "In the year 1911 we … litres a night"
        derived: "2 × 1,095 = 2,390"
    Good:
        kind: numeric
        prompt: "How much oil would 1912 have taken with the lamp burning twice as much?"
        answer: 2190
        unit: litres
        cite: "In the year 1911 we … litres a night"
        derived: "2 × 1,095 = 2,190"
    """
    derived = subject.question.derived or ""
    for each in read_calculations(derived):
        if not each.is_right:
            written = derived[each.start : each.end]
            message = f"“{written}” is not right{_comes_to(each)}"
            yield Finding(("derived",), message, "Correct the calculation, or the answer, or both.")


def _comes_to(calculation: Calculation) -> str:
    if calculation.value is None:
        return ": it cannot be worked out"
    places = max(0, calculation.places) + 1
    whole, decimals = divmod(round(abs(calculation.value) * 10**places), 10**places)
    written = f"{whole:,}.{decimals:0{places}}".rstrip("0").rstrip(".")
    return f": it comes to {'−' * (calculation.value < 0)}{written}"


def calculated_from_elsewhere(subject: Subject) -> Iterator[Finding]:
    """A calculation in `derived` begins with figures of a passage, the prompt or its stimulus, or with a result before.

    Else the answer follows from something that the book does not say. Numbers by which one converts (7 days,
    12 months, 60 minutes, 100 hundredths, 1,000 …) need no support.

    Bad:
        kind: numeric
        prompt: "How much oil do three winter nights take?"
        answer: 15
        unit: litres
        cite: "A lamp burns four litres … night of summer"
        derived: "3 × 5 = 15"
    Good:
        kind: numeric
        prompt: "How much oil do three winter nights take?"
        answer: 12
        unit: litres
        cite: "A lamp burns four litres … night of summer"
        derived: "3 × 4 = 12"
    """
    derived = subject.question.derived or ""
    if not subject.is_located or not derived:
        return
    results: set[Fraction] = set()
    for calculation in read_calculations(derived):
        for start, end in calculation.operands:
            if not _is_supported(derived[start:end], results, subject):
                message = (
                    f"“{derived[start:end]}” is calculated with, but is neither in the cited passage nor in the prompt"
                )
                hint = "Calculate with the passage's figures, or cite the passage that has this one too."
                yield Finding(("derived",), message, hint)
        results.add(calculation.result)


def _is_supported(written: str, results: set[Fraction], subject: Subject) -> bool:
    """Whether a number is a result of before, one to convert with, or in a passage, the prompt or its stimulus."""
    sources = [*(passage.text for passage in subject.passages), subject.asked, subject.shown]
    return all(
        figure.spoken in results
        or figure.spoken in _CONVERSIONS
        or any(read_evidence(source).bears_out(figure) for source in sources)
        for figure in read_figures(written)
    )


CHECKS = (
    Check(wrong_calculation),
    Check(calculated_from_elsewhere, reads_text=True),
)
