"""The declaration of a language: its words, and how it writes numbers, percentages and dates."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from string import Formatter


@dataclass(frozen=True, kw_only=True, eq=False, slots=True)
class Language:
    """One language; ``languages.LANGUAGES`` lists them all.

    - ``code``: its primary subtag (BCP 47), with which ``language`` in ``book.yaml`` begins.
    - ``words``: texts by name, with places such as ``{count}`` to fill in. All languages have the names that English
      has; only the headings of kinds (``kind_choice``) may be left out, since every kind has one in English.
    - ``decimal``, ``grouping``: the signs before the fraction of a number, and between groups of three digits.
    - ``grouped_from``: smaller numbers are not grouped.
    - ``percent``: how a percentage is written, with its number in place of ``{}``.
    - ``date``: how a date is written in figures, with the places ``{year}``, ``{month}`` and ``{day}``.
    """

    code: str
    words: Mapping[str, str]
    decimal: str
    grouping: str
    grouped_from: int = 1_000
    percent: str
    date: str

    def number(self, value: float, places: int = 0) -> str:
        """A number with ``places`` digits after the decimal sign."""
        written = f"{value:,.{places}f}" if abs(value) >= self.grouped_from else f"{value:.{places}f}"
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
