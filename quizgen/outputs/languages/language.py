"""The declaration of a language: its words, and how it writes numbers and percentages."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from string import Formatter

from quizgen.model.scientific import Scientific
from quizgen.text.superscripts import raise_number


@dataclass(frozen=True, kw_only=True, eq=False, slots=True)
class Language:
    """One language; ``languages.LANGUAGES`` lists them all.

    - ``code``: its primary subtag (BCP 47), with which ``language`` in ``book.yaml`` begins.
    - ``words``: texts by name, with places such as ``{count}`` to fill in. All languages have the names that English
      has; only the headings and tasks of kinds (``kind_choice``, ``task_choice``) may be left out, since every kind
      has them in English.
    - ``decimal``, ``grouping``: the signs before the fraction of a number, and between groups of three digits.
    - ``grouped_from``: smaller numbers are not grouped.
    - ``percent``: how a percentage is written, with its number in place of ``{}``.
    """

    code: str
    words: Mapping[str, str]
    decimal: str
    grouping: str
    grouped_from: int = 1_000
    percent: str

    def number(self, value: float, places: int = 0) -> str:
        """A number with ``places`` digits after the decimal sign."""
        return self._with_signs(f"{value:,.{places}f}" if abs(value) >= self.grouped_from else f"{value:.{places}f}")

    def exact(self, value: Decimal) -> str:
        """A number with all its digits; it is grouped from 10,000 on, because it may be a year.

        It has a power of ten only if it was written with one.
        """
        if isinstance(value, Scientific):
            return f"{self.exact(value.mantissa)}\u00a0×\u00a010{raise_number(value.power)}"
        return self._with_signs(f"{value:,f}" if abs(value) >= max(self.grouped_from, 10_000) else f"{value:f}")

    def _with_signs(self, written: str) -> str:
        return written.translate({ord(","): self.grouping, ord("."): self.decimal})

    def share(self, value: float) -> str:
        """A share between 0 and 1 as a percentage without decimals."""
        return self.percent.format(f"{value:.0%}".removesuffix("%"))


def find_places(text: str) -> frozenset[str] | None:
    """The names in braces; None if the braces are not paired."""
    try:
        return frozenset(_names(text))
    except ValueError:
        return None


def _names(text: str) -> Iterator[str]:
    return (name for _, name, _, _ in Formatter().parse(text) if name is not None)
