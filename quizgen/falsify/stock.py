"""A chapter's text → what its questions can be made false with: its figures, its names, what it counts."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from quizgen.falsify.figures_and_names import Figure, Name, Sort, read_figures, read_name, read_names


@dataclass(frozen=True, slots=True)
class Stock:
    """Figures by their sort, names by their form, the words that follow a figure, and the words in lower case.

    ``capitals`` are the words of names, ``adjectives`` the names that stand before a noun more often than not.
    """

    figures: Mapping[Sort, tuple[Figure, ...]]
    names: Mapping[str, tuple[str, ...]]
    counted: tuple[str, ...]
    words: frozenset[str]
    capitals: frozenset[str]
    adjectives: frozenset[str]

    def names_in(self, text: str) -> Iterator[Name]:
        """The names in another text; the word that opens a sentence is part of one only if this text has it as one."""
        for name in read_names(text):
            first, _, rest = name.written.partition(" ")
            if first in self.capitals or (not name.opens and first.lower() not in self.words):
                yield name
            elif rest:
                yield read_name(text, name.end - len(rest), name.end)

    def form_of(self, name: Name) -> str:
        """In which places a name of this text reads well."""
        return _form(name, self.adjectives)


def _form(name: Name, adjectives: frozenset[str]) -> str:
    return "adjective" if name.written in adjectives else name.form


def find_adjectives(text: str) -> frozenset[str]:
    """The names of a text that stand before a noun more often than not."""
    before, every = Counter[str](), Counter[str]()
    for name in read_names(text):
        every[name.written] += 1
        before[name.written] += name.is_before_noun
    return frozenset(name for name, count in before.items() if 2 * count > every[name])


class Use(StrEnum):
    """What a name stands for, as far as the words before it tell."""

    PLACE = "place"
    THING = "thing"
    PERSON = "person"


_IN_A_PLACE = re.compile(r"\b(?:in|at|from|into|near|across|throughout) (?:the )?$", re.I)
_MIN_SHARE_IN_A_PLACE = 0.1


def find_uses(text: str) -> Mapping[str, Use]:
    """The names of a text: those that follow “in” or “from” one time in ten are places, others after “the” things."""
    every, within, with_article = Counter[str](), Counter[str](), Counter[str]()
    for name in read_names(text):
        every[name.written] += 1
        within[name.written] += _IN_A_PLACE.search(text, max(0, name.start - 16), name.start) is not None
        with_article[name.written] += name.form.startswith("the ")
    return {
        name: Use.PLACE
        if within[name] > _MIN_SHARE_IN_A_PLACE * count
        else (Use.THING if with_article[name] else Use.PERSON)
        for name, count in every.items()
    }


def read_stock(text: str, adjectives: frozenset[str]) -> Stock:
    """The stock of a text; ``adjectives`` are those of the whole book, where more names tell what they are."""
    words = frozenset(re.findall(r"\b[a-zß-ÿ][^\W\d_]+", text))
    figures: dict[Sort, dict[str, Figure]] = {}
    counted: dict[str, None] = {}
    for figure in read_figures(text):
        figures.setdefault(figure.sort, {}).setdefault(figure.written.lower(), figure)
        if figure.unit.endswith("s"):
            counted[figure.unit] = None
    names: dict[str, dict[str, None]] = {}
    capitals: set[str] = set()
    for name in read_names(text):
        is_common = " " not in name.written and name.written.lower() in words
        if not name.opens and not is_common:
            names.setdefault(_form(name, adjectives), {})[name.written] = None
            capitals.update(name.written.split())
    return Stock(
        {sort: tuple(each.values()) for sort, each in figures.items()},
        {form: tuple(each) for form, each in names.items()},
        tuple(counted),
        words,
        frozenset(capitals),
        adjectives,
    )


def join_stocks(stocks: Iterable[Stock]) -> Stock:
    """The stock of several texts together."""
    figures: dict[Sort, tuple[Figure, ...]] = {}
    names: dict[str, tuple[str, ...]] = {}
    counted: tuple[str, ...] = ()
    words: frozenset[str] = frozenset()
    capitals: frozenset[str] = frozenset()
    adjectives: frozenset[str] = frozenset()
    for stock in stocks:
        figures |= {sort: (*figures.get(sort, ()), *each) for sort, each in stock.figures.items()}
        names |= {form: (*names.get(form, ()), *each) for form, each in stock.names.items()}
        counted = (*counted, *stock.counted)
        words, capitals = words | stock.words, capitals | stock.capitals
        adjectives |= stock.adjectives
    return Stock(figures, names, counted, words, capitals, adjectives)
