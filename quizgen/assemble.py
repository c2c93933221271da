"""Questions, a recipe and its seed → decks and worksheets."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from quizgen.diagnostics import CodedFinding, Finding, Route
from quizgen.model import (
    KINDS,
    Book,
    Choice,
    Deck,
    Entry,
    Essay,
    Item,
    Match,
    Multiple,
    Order,
    Question,
    Recipe,
    Subdeck,
    Worksheet,
    WorksheetRecipe,
)
from quizgen.shuffle import rank, shuffled, shuffled_options, shuffled_order

_ON_PAPER = ("choice", "multiple", "true-false", "cloze", "short", "numeric", "match", "order", "term", "essay")
"""Kinds stand together on a sheet, the quick ones first."""


def assemble_deck(name: str, recipe: Recipe, book_key: str, book: Book, items: Sequence[Item]) -> Deck | None:
    """The Anki deck of a recipe, none if it asks for none; retired questions stay in it for those who have them."""
    if recipe.anki is None:
        return None
    chosen = [
        item
        for item in in_book_order(items, book)
        if not item.question.draft and (recipe.anki.essays or not isinstance(item.question, Essay))
    ]
    title = recipe.anki.deck
    if recipe.anki.by == "none":
        subdecks: tuple[Subdeck, ...] = (Subdeck(title, tuple(chosen)),)
    else:
        subdecks = tuple(_by_chapter(title, book, chosen))
    return Deck(name, title, book_key, book, subdecks, any(item.passages for item in chosen))


def in_book_order(items: Sequence[Item], book: Book) -> list[Item]:
    """By chapter, and within one as written; what is about the whole book comes last."""
    return sorted(items, key=lambda item: book.position(item.chapter.key if item.chapter else None))


def _by_chapter(title: str, book: Book, items: Sequence[Item]) -> Iterator[Subdeck]:
    # Anki sorts decks by name; a number in front keeps the book's order, and agrees with the chapters' own.
    first = 1 if book.chapters[0].is_numbered else 0
    for position, chapter in enumerate(book.chapters):
        if inside := tuple(item for item in items if item.chapter is chapter):
            name = chapter.title.replace("::", ": ").replace('"', "")
            yield Subdeck(f"{title}::{position + first:02d} {name}", inside)
    if whole := tuple(item for item in items if item.chapter is None):
        yield Subdeck(f"{title}::{len(book.chapters) + first:02d} The Whole Book", whole)


def assemble_worksheets(
    recipe: Recipe, book: Book, items: Sequence[Item]
) -> tuple[tuple[Worksheet, ...], tuple[CodedFinding, ...]]:
    """The worksheets of a recipe in all their versions; findings have routes in the recipe."""
    sheets: list[Worksheet] = []
    findings: list[CodedFinding] = []
    live = [item for item in items if item.question.is_live]
    for index, wanted in enumerate(recipe.worksheets):
        route: Route = ("worksheets", index)
        unknown = [key for key in wanted.chapters if book.chapter(key) is None]
        for key in unknown:
            keys = ", ".join(chapter.key for chapter in book.chapters)
            message = f"the book has no chapter `{key}`"
            findings.append(("unknown-chapter", Finding((*route, "chapters"), message, f"Its chapters are: {keys}.")))
        if unknown:
            continue
        for name, title, pool in _pools(wanted, book, live):
            chosen, lacking = _choose(wanted, name, pool)
            findings += [("quota-unmet", Finding((*route, "mix", kind), message)) for kind, message in lacking]
            sheets += _versions(wanted, name, title, book, chosen)
    names = [sheet.name for sheet in sheets]
    for name in sorted({name for name in names if names.count(name) > 1}):
        index = next(i for i, wanted in enumerate(recipe.worksheets) if name.startswith(wanted.name.split("{")[0]))
        hint = "Give each worksheet its own `name`; one that is made per chapter has `{chapter}` in it."
        findings.append(
            ("duplicate-name", Finding(("worksheets", index, "name"), f"two worksheets are called `{name}`", hint))
        )
    return tuple(sheets), tuple(findings)


def _pools(wanted: WorksheetRecipe, book: Book, items: Sequence[Item]) -> Iterator[tuple[str, str, list[Item]]]:
    """Name, title and questions to choose from of each sheet that an entry of a recipe asks for."""
    keys = wanted.chapters or tuple(chapter.key for chapter in book.chapters)
    if wanted.per is None:
        pool = [item for item in items if (item.chapter.key in keys if item.chapter else not wanted.chapters)]
        yield wanted.name, wanted.title or wanted.name.replace("-", " ").capitalize(), pool
        return
    for chapter in book.chapters:
        pool = [item for item in items if item.chapter is chapter]
        if pool and chapter.key in keys:
            title = f"{wanted.title}: {chapter.heading}" if wanted.title else chapter.heading
            yield wanted.name.replace("{chapter}", chapter.key), title, pool


def _choose(wanted: WorksheetRecipe, name: str, pool: Sequence[Item]) -> tuple[tuple[Item, ...], list[tuple[str, str]]]:
    """The first of the pool by rank, within the quotas; and of each quota that cannot be met, how many are lacking.

    ``count`` is the most, and what no quota names fills it up.
    """
    ranked = shuffled(pool, wanted.seed, name, name=_id)
    chosen: list[Item] = []
    lacking: list[tuple[str, str]] = []
    for kind, quota in wanted.mix.items():
        of_kind = [item for item in ranked if item.question.kind == kind]
        chosen += of_kind[:quota]
        if wanted.per is None and len(of_kind) < quota:
            lacking.append((kind, f"“{name}” asks for {quota} `{kind}`, and there are {len(of_kind)}"))
    others = [item for item in ranked if item.question.kind not in wanted.mix]
    chosen += others[: max(0, wanted.count - len(chosen))]
    return tuple(chosen), lacking


def _versions(
    wanted: WorksheetRecipe, name: str, title: str, book: Book, chosen: Sequence[Item]
) -> Iterator[Worksheet]:
    for number in range(wanted.versions):
        version = chr(ord("A") + number) if wanted.versions > 1 else ""
        seed = (wanted.seed, name, version)
        ordered = sorted(chosen, key=lambda item: (_ON_PAPER.index(item.question.kind), rank(*seed, _id(item))))
        entries = tuple(
            Entry(position, item, _options(item.question, *seed, _id(item))) for position, item in enumerate(ordered, 1)
        )
        yield Worksheet(f"{name}-{version.lower()}" if version else name, title, version, book, entries)


def _id(item: Item) -> str:
    return item.question.id


def _options(question: Question, *seed: str) -> tuple[str, ...]:
    match question:
        case Choice():
            return shuffled_options((question.answer, *(option.text for option in question.distractors)), *seed)
        case Multiple():
            return shuffled_options((*question.answers, *(option.text for option in question.distractors)), *seed)
        case Order():
            return shuffled_order(question.items, *seed)
        case Match():
            return shuffled_options((*(right for _, right in question.pairs), *question.distractors), *seed)
        case _:
            return ()


assert set(_ON_PAPER) == set(KINDS)
