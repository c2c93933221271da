"""The decks of a plan against those that were published, and against each other."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import combinations
from pathlib import Path

from quizgen.assembly.quiz import Deck
from quizgen.model.deck_name import SEPARATOR, name_key
from quizgen.model.diagnostics import Diagnostic, Finding, Severity, counted
from quizgen.model.identity import guid_of
from quizgen.model.recipe import AnkiRecipe
from quizgen.project.layout import RecipeFile
from quizgen.project.locks import ReleasedLock
from quizgen.project.published_decks import WHOLE_BOOK, By, PublishedDeck, PublishedDecks, PublishedSubdeck
from quizgen.project.read import read_file
from quizgen.verify.deck_names import KEPT, propose_names
from quizgen.workspace.output_manifest import MAX_OUTPUT_BYTES


@dataclass(frozen=True, slots=True)
class Renamed:
    """A deck that a release renamed: its full names before and now."""

    before: str
    now: str


def read_released(file: Path, identity: str, lock: ReleasedLock) -> bytes | None:
    """The bytes of a deck that has notes of this book which were released; None if it is anything else."""
    try:
        package = read_file(file, MAX_OUTPUT_BYTES)
    except OSError:
        return None
    # Packages are not compressed, so that the guid of each note stands in their bytes.
    return package if any(guid_of(identity, question).encode() in package for question in lock.lines) else None


def tell_kept_deck(file: RecipeFile, decks: PublishedDecks) -> Iterator[Diagnostic]:
    """Warn that a recipe names a published deck otherwise, unless the last release said so already."""
    recipe, published = file.loaded.record, decks.of_recipe(file.name)
    if recipe is None or recipe.anki is None or published is None:
        return
    anki = recipe.anki
    if _differs(anki.deck, published.name) and _differs(anki.deck, published.asked):
        message = f"this deck was published as `{published.name}`, and keeps that name"
        yield _warn(file, "deck-renamed", Finding(("anki", "deck"), message, KEPT))
    if anki.by != published.by and anki.by != published.asked_by:
        message = f"this deck was published with `by: {published.by}`, and stays as it was"
        yield _warn(file, "deck-renamed", Finding(("anki", "by"), message, KEPT))


def tell_empty(file: RecipeFile) -> Diagnostic:
    """Warn of a deck without a question, which is not made: Anki would list it, and find nothing in it."""
    hint = "It is made as soon as one is chosen. What the recipe selects by, such as `tags`, stands under `anki`."
    return _warn(file, "empty-deck", Finding(("anki",), "no question is chosen for this deck, and none is made", hint))


def tell_overlapping(decks: Sequence[Deck], files: Iterable[RecipeFile]) -> Iterator[Diagnostic]:
    """Warn of two decks with the same questions under different names."""
    by_name = {file.name: file for file in files}
    places = {deck.name: _places(deck) for deck in decks}
    for one, other in combinations(decks, 2):
        if one.identity != other.identity:
            continue
        small, large = sorted((one, other), key=lambda deck: len(deck.items))
        here, there = places[small.name], places[large.name]
        apart = [question for question, deck in here.items() if question in there and _differs(deck, there[question])]
        if apart:
            message = (
                f"{counted(len(apart), 'question')} of this deck {'is' if len(apart) == 1 else 'are'} also in that"
            )
            message += f" of `{large.name}`, under other names of decks"
            hint = (
                "Who imports both has a deck without cards, or chapters that lack some. Give both the same `deck` and "
                f'`by`; or leave this one out: `deck:"{large.title}" tag:…` finds its cards in Anki (docs/anki.md).'
            )
            yield _warn(by_name[small.name], "overlapping-decks", Finding(("anki", "deck"), message, hint))


def publish_decks(
    decks: PublishedDecks, deck: Deck, recipe: AnkiRecipe, built: int
) -> tuple[PublishedDecks, tuple[Renamed, ...]]:
    """What the lock says of decks after a release at ``built`` (seconds), and what the release renamed."""
    before = decks.of_recipe(deck.name)
    by: By = "none" if [each.name for each in deck.subdecks] == [deck.title] else "chapter"
    line = PublishedDeck(deck.name, deck.title, by, deck.identity, recipe.deck, recipe.by, built)
    lines: list[PublishedDeck | PublishedSubdeck] = [line]
    renamed = []
    if before is not None and (_differs(before.name, deck.title) or before.by != by):
        renamed.append(Renamed(_with_parts(before.name, before.by), _with_parts(deck.title, by)))
    old = decks.of_chapters(before.name) if before is not None else {}
    asked = propose_names(deck.book)
    for subdeck in deck.subdecks if by == "chapter" else ():
        first = subdeck.items[0].chapter
        chapter, name = first.key if first else WHOLE_BOOK, subdeck.name.removeprefix(deck.title + SEPARATOR)
        lines.append(PublishedSubdeck.named(deck.title, chapter, name, asked[chapter], built))
        if chapter in old and _differs(old[chapter].name, name):
            renamed.append(Renamed(f"{deck.title}{SEPARATOR}{old[chapter].name}", subdeck.name))
    return decks.with_lines(lines), tuple(renamed)


def _with_parts(deck: str, by: By) -> str:
    return deck if by == "none" else f"{deck}{SEPARATOR}…"


def _places(deck: Deck) -> dict[str, str]:
    return {item.question.id: subdeck.name for subdeck in deck.subdecks for item in subdeck.items}


def _differs(one: str, other: str) -> bool:
    return name_key(one) != name_key(other)


def _warn(file: RecipeFile, code: str, finding: Finding) -> Diagnostic:
    return replace(file.loaded.diagnose(code, finding), severity=Severity.WARNING)
