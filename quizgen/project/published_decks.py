"""The lines of ``released.lock`` that say in which decks a book's questions were published.

Each stands under the id of a question, with the time 0: a quizgen that knows no such lines takes them for outdated ones
of that question, and reads the lock as before.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Annotated, Literal

from pydantic import Field

from quizgen.model.deck_name import name_key

By = Literal["chapter", "none"]
Seconds = Annotated[int, Field(ge=0, lt=2**40)]

_NUMBER = re.compile(r"[\d.]+(?= )")


def number_of(name: str) -> str:
    """The number before the title of a chapter's deck; empty if there is none."""
    found = _NUMBER.match(name)
    return found[0] if found else ""


WHOLE_BOOK = ""
"""Stands for the chapter of questions on the whole book; no chapter has an empty key."""


@dataclass(frozen=True, slots=True)
class PublishedDeck:
    """The deck of a recipe: its name in Anki, and what its subdecks are made by.

    ``book`` is the identity that entered the guids of its notes. ``asked`` and ``asked_by`` are what the recipe said
    at the last release; `since` is when the line was last changed, in seconds since 1970.
    """

    recipe: str
    name: str
    by: By
    book: str
    asked: str
    asked_by: By
    since: Seconds
    kind: Literal["deck"] = "deck"

    @property
    def key(self) -> tuple[str, ...]:
        return ("deck", self.recipe)


@dataclass(frozen=True, slots=True)
class PublishedSubdeck:
    """The deck of a chapter, as a subdeck of ``deck``: the number by which Anki sorts it, and its title.

    ``asked`` is the name that ``book.yaml`` gave it since; empty if that is still its name.
    """

    deck: str
    chapter: str
    number: str
    title: str
    asked: str
    since: Seconds
    kind: Literal["subdeck"] = "subdeck"

    @classmethod
    def named(cls, deck: str, chapter: str, name: str, asked: str, since: int) -> PublishedSubdeck:
        """A subdeck by its whole name, ``01 The Lamp``."""
        number = number_of(name)
        return cls(deck, chapter, number, name.removeprefix(number).strip(), "" if asked == name else asked, since)

    @property
    def name(self) -> str:
        return f"{self.number} {self.title}".strip()

    @property
    def asked_name(self) -> str:
        return self.asked or self.name

    @property
    def key(self) -> tuple[str, ...]:
        return ("subdeck", name_key(self.deck), self.chapter)


@dataclass(frozen=True, slots=True)
class EarlierSubdeck:
    """A line of a `PublishedSubdeck` as it was first written, with its whole name."""

    deck: str
    chapter: str
    name: str
    asked: str
    since: Seconds
    kind: Literal["subdeck"]

    def as_now(self) -> PublishedSubdeck:
        return PublishedSubdeck.named(self.deck, self.chapter, self.name, self.asked, self.since)


@dataclass(frozen=True, slots=True)
class PublishedDecks:
    """The decks of a book: those of recipes by the recipe's name, those of chapters by deck and chapter."""

    lines: Mapping[tuple[str, ...], PublishedDeck | PublishedSubdeck] = field(default_factory=dict)

    def __bool__(self) -> bool:
        return bool(self.lines)

    @property
    def of_recipes(self) -> tuple[PublishedDeck, ...]:
        return tuple(line for line in self.lines.values() if isinstance(line, PublishedDeck))

    def of_recipe(self, recipe: str) -> PublishedDeck | None:
        line = self.lines.get(("deck", recipe))
        return line if isinstance(line, PublishedDeck) else None

    def name_of(self, asked: str) -> str:
        """The name of a deck that no recipe of this name published: that of another which asked for the same name."""
        wanted = name_key(asked)
        return next((line.name for line in self.of_recipes if name_key(line.asked) == wanted), asked)

    def of_chapters(self, deck: str) -> dict[str, PublishedSubdeck]:
        """The subdecks of a deck, by the keys of their chapters."""
        wanted = name_key(deck)
        return {
            line.chapter: line
            for line in self.lines.values()
            if isinstance(line, PublishedSubdeck) and name_key(line.deck) == wanted
        }

    @property
    def names(self) -> tuple[str, ...]:
        """The decks that have subdecks."""
        return tuple({name_key(line.deck): line.deck for line in self._subdecks()}.values())

    def _subdecks(self) -> Iterator[PublishedSubdeck]:
        return (line for line in self.lines.values() if isinstance(line, PublishedSubdeck))

    def with_lines(self, lines: Iterable[PublishedDeck | PublishedSubdeck]) -> PublishedDecks:
        """With these lines in place of those of the same recipe, or of the same deck and chapter.

        Lines that say the same stay as they are. Of subdecks, those go whose deck no recipe parts any more, and those
        whose name another chapter has now.
        """
        new = {line.key: line for line in lines}
        same = {key: line for key, line in new.items() if self._says(line)}
        every = {**self.lines, **new, **{key: self.lines[key] for key in same}}
        decks = {
            name_key(line.name) for line in every.values() if isinstance(line, PublishedDeck) and line.by == "chapter"
        }
        taken = {
            (name_key(line.deck), name_key(line.name)) for line in new.values() if isinstance(line, PublishedSubdeck)
        }

        def stays(line: PublishedDeck | PublishedSubdeck) -> bool:
            if isinstance(line, PublishedDeck) or line.key in new:
                return True
            deck = name_key(line.deck)
            return deck in decks and (deck, name_key(line.name)) not in taken

        return PublishedDecks({key: line for key, line in every.items() if stays(line)})

    def _says(self, line: PublishedDeck | PublishedSubdeck) -> bool:
        """Whether there is a line that differs from this one in its time alone."""
        before = self.lines.get(line.key)
        return before is not None and replace(before, since=line.since) == line


def merged(lines: Iterable[PublishedDeck | PublishedSubdeck]) -> PublishedDecks:
    """Of several lines about one deck the latest counts, whatever their order."""
    return PublishedDecks({line.key: line for line in sorted(lines, key=lambda line: (line.since, line.name))})
