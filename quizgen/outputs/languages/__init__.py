"""A language and a recipe's own words → what is printed around the texts of a book's questions."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from string import Formatter

from quizgen.model.diagnostics import CodedFinding, Finding
from quizgen.outputs.languages.english import ENGLISH
from quizgen.outputs.languages.french import FRENCH
from quizgen.outputs.languages.german import GERMAN
from quizgen.outputs.languages.spanish import SPANISH

LANGUAGES: Mapping[str, Mapping[str, str]] = {"en": ENGLISH, "de": GERMAN, "fr": FRENCH, "es": SPANISH}
"""By the primary subtag of a language (BCP 47); each has the same names, with the same places to fill in."""

_QUIZ = "quiz_"


@dataclass(frozen=True, eq=False, slots=True)
class Words:
    """Texts by name. One language and the same changes always give one and the same object."""

    texts: Mapping[str, str]

    def __getitem__(self, name: str) -> str:
        return self.texts[name]

    @property
    def quiz(self) -> Mapping[str, str]:
        """What the quiz on the screen says; the names as its script has them."""
        return {name.removeprefix(_QUIZ): text for name, text in self.texts.items() if name.startswith(_QUIZ)}


def speaks(language: str) -> bool:
    """Whether there are words in a language."""
    return _primary(language) in LANGUAGES


def _primary(language: str) -> str:
    return language.partition("-")[0].lower()


@lru_cache(maxsize=64)
def choose_words(language: str, changes: tuple[tuple[str, str], ...] = ()) -> Words:
    """The words of a language such as ``de`` or ``de-CH``, else English, with some of them changed."""
    return Words({**LANGUAGES.get(_primary(language), ENGLISH), **dict(changes)})


def find_wrong_words(changes: Mapping[str, str]) -> Iterator[CodedFinding]:
    """Names that there are not, and texts that leave out or add a place to fill in; with routes in the recipe."""
    for name, text in changes.items():
        if name not in ENGLISH:
            near = difflib.get_close_matches(name, ENGLISH, 1)
            known = f"Did you mean `{near[0]}`?" if near else f"The names are: {', '.join(ENGLISH)}."
            yield "unknown-word", Finding(("words", name), f"nothing printed is called `{name}`", known)
        elif (wanted := _places(ENGLISH[name]) or frozenset()) != _places(text):
            there = ", ".join(f"`{{{place}}}`" for place in sorted(wanted)) or "no braces"
            hint = f"In English it is “{ENGLISH[name]}”."
            yield "bad-value", Finding(("words", name), f"`{name}` has to have {there} in it", hint)


def _places(text: str) -> frozenset[str] | None:
    """The names in braces, none if the braces are not paired."""
    try:
        return frozenset(_names(Formatter().parse(text)))
    except ValueError:
        return None


def _names(pieces: Iterable[tuple[str, str | None, str | None, str | None]]) -> Iterator[str]:
    return (name for _, name, _, _ in pieces if name is not None)
