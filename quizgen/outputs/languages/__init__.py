"""A language and a recipe's own words → the words printed around the questions."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from quizgen.kinds import KINDS
from quizgen.model.diagnostics import CodedFinding, Finding, Route
from quizgen.model.language import primary_tag
from quizgen.model.recipe import Recipe
from quizgen.outputs.languages.english import ENGLISH
from quizgen.outputs.languages.french import FRENCH
from quizgen.outputs.languages.german import GERMAN
from quizgen.outputs.languages.italian import ITALIAN
from quizgen.outputs.languages.language import Language, find_places
from quizgen.outputs.languages.spanish import SPANISH
from quizgen.text.spelling import find_meant

_OF_KINDS: Mapping[str, str] = {
    **{f"kind_{name}": kind.heading for name, kind in KINDS.items()},
    **{f"task_{name}": kind.task for name, kind in KINDS.items()},
}
_IN_ENGLISH: Mapping[str, str] = {**_OF_KINDS, **ENGLISH.words}


def by_code(languages: Iterable[Language]) -> dict[str, Language]:
    """The languages by code; one whose words have other names than the English ones fails on import."""
    listed = {}
    for language in languages:
        if faults := list(_find_faults(language)):
            raise TypeError(f"the language `{language.code}` {'; '.join(faults)}")
        listed[language.code] = language
    return listed


def _find_faults(language: Language) -> Iterator[str]:
    if lacking := ENGLISH.words.keys() - language.words.keys():
        yield f"lacks words: {', '.join(sorted(lacking))}"
    if unknown := language.words.keys() - _IN_ENGLISH.keys():
        yield f"has words that English has not: {', '.join(sorted(unknown))}"
    for name, text in language.words.items():
        if name in _IN_ENGLISH and find_places(text) != (wanted := find_places(_IN_ENGLISH[name])):
            yield f"has to fill in {sorted(wanted or ()) or 'nothing'} in `{name}`"


LANGUAGES: Mapping[str, Language] = by_code((ENGLISH, GERMAN, FRENCH, SPANISH, ITALIAN))
"""Every language by its code."""

_QUIZ = "quiz_"


@dataclass(frozen=True, eq=False, slots=True)
class Words:
    """The words of a language by name. The same language and changes always give the same object.

    ``tag`` is the language that they are in (BCP 47): English, where there are none of a book's language.
    ``book_language`` is the tag of the language of the questions among which they stand, if it is another one.
    """

    texts: Mapping[str, str]
    language: Language
    tag: str
    book_language: str = ""

    def __getitem__(self, name: str) -> str:
        return self.texts[name]

    @property
    def numbers(self) -> Language:
        """The language that writes the numbers of the questions: that of their texts."""
        return LANGUAGES.get(primary_tag(self.book_language), ENGLISH) if self.book_language else self.language

    @property
    def quiz(self) -> Mapping[str, str]:
        """The words of the quiz on the screen, by the names that its script uses."""
        return {name.removeprefix(_QUIZ): text for name, text in self.texts.items() if name.startswith(_QUIZ)}


def speaks(language: str) -> bool:
    """Whether there are words for a language."""
    return primary_tag(language) in LANGUAGES


@lru_cache(maxsize=64)
def choose_words(language: str, changes: tuple[tuple[str, str], ...] = (), book_language: str = "") -> Words:
    """The words of a language such as ``de`` or ``de-CH``, or else English, with the given changes.

    ``book_language`` is that of the questions, if it was asked for words in another than the book's.
    """
    chosen = LANGUAGES.get(primary_tag(language), ENGLISH)
    # Whoever writes words for a language that has none here writes them in it.
    tag = language if changes and not speaks(language) else chosen.code
    texts = {**_IN_ENGLISH, **chosen.words, **dict(changes)}
    return Words(texts, chosen, tag, book_language if primary_tag(book_language) != chosen.code else "")


def find_unspoken(recipe: Recipe) -> Iterator[CodedFinding]:
    """Find the languages of a recipe's sheets in which there are no words; findings have routes in the recipe."""
    asked: list[tuple[Route, str | None]] = [(("language",), recipe.language)]
    asked += [(("worksheets", index, "language"), sheet.language) for index, sheet in enumerate(recipe.worksheets)]
    for route, language in asked:
        if language is not None and not speaks(language):
            hint = f"There are words in {', '.join(LANGUAGES)}. Without `language`, `words` changes each of them."
            yield "no-words", Finding(route, f"there are no words in `{language}`", hint)


def find_wrong_words(changes: Mapping[str, str]) -> Iterator[CodedFinding]:
    """Find unknown names, and texts that lack or add a place to fill in; findings have routes in the recipe."""
    for name, text in changes.items():
        if name not in _IN_ENGLISH:
            meant = find_meant(name, _IN_ENGLISH)
            known = meant.hint if meant else f"The names are: {', '.join(_IN_ENGLISH)}."
            yield "unknown-word", Finding(("words", name), f"nothing printed is called `{name}`", known)
        elif (wanted := find_places(_IN_ENGLISH[name]) or frozenset()) != find_places(text):
            there = ", ".join(f"`{{{place}}}`" for place in sorted(wanted)) or "no braces"
            hint = f"In English it is “{_IN_ENGLISH[name]}”."
            yield "bad-value", Finding(("words", name), f"`{name}` has to have {there} in it", hint)
