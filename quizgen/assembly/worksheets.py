"""Questions and a recipe with its seed → worksheets in all their versions."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from functools import partial
from typing import assert_never

from quizgen.assembly.choose_alternates import Alternate, choose_alternate
from quizgen.assembly.choose_questions import choose_questions
from quizgen.assembly.decks import in_chapters
from quizgen.assembly.quiz import Item, SheetItem, Theme, Worksheet
from quizgen.assembly.selection import select, value_of_first_sort
from quizgen.assembly.shuffle import (
    arrange_options,
    movable_options,
    rank,
    shuffled_order,
    shuffled_rights,
)
from quizgen.kinds import kind_of, response_of
from quizgen.kinds.question import Question
from quizgen.kinds.response import Arrange, Calculate, Compose, Fill, Judge, Pair, Recall, Select, Write
from quizgen.model.book import Book
from quizgen.model.diagnostics import CodedFinding, Finding, Route, counted
from quizgen.model.recipe import Recipe, WorksheetRecipe

_MIN_UNEVENNESS = 2
"""From this difference in how often two letters are the key on a sheet, options are swapped."""


def assemble_worksheets(
    recipe: Recipe, book: Book, items: Sequence[Item], theme: str = ""
) -> tuple[tuple[Worksheet, ...], tuple[CodedFinding, ...]]:
    """The worksheets of a recipe in all their versions; findings have routes in the recipe.

    ``theme`` is the content of the style sheet that the recipe names.
    """
    look = Theme(tuple(sorted(recipe.words.items())), theme)
    sheets: list[Worksheet] = []
    findings: list[CodedFinding] = []
    live = [item for item in items if item.question.is_live]
    for index, wanted in enumerate(recipe.worksheets):
        route: Route = ("worksheets", index)
        for name, title, pool in _pools(wanted, book, live):
            chosen, lacking = choose_questions(wanted, name, pool, live)
            for field, message, hint in lacking:
                # A sheet with too few questions is usable (a warning); one without any, or short of a quota, is not.
                code = "count-unmet" if field == ("count",) and chosen else "quota-unmet"
                findings.append((code, Finding((*route, *field), message, hint)))
            own = replace(look, language=wanted.language or recipe.language or "")
            sheets += _versions(wanted, name, title, book, chosen, own)
            taken = list(chosen)
            for sitting in range(2, wanted.alternates + 1):
                other_name = f"{name}-{sitting}"
                other = choose_alternate(wanted, other_name, chosen, pool, taken)
                findings += _unlike(other, other_name, name, (*route, "alternates"))
                if not other.chosen:
                    break
                sheets += _versions(wanted, other_name, title, book, other.chosen, own, sitting)
                taken += other.chosen
    findings += _doubled_names(recipe, sheets)
    return tuple(sheets), tuple(findings)


def _unlike(other: Alternate, name: str, first: str, route: Route) -> Iterator[CodedFinding]:
    """Tell which questions of the first sitting have no like on another one, and which have one that differs."""
    hint = "Lower `alternates`, choose from more chapters, or write more questions of the same kind."
    if not other.chosen:
        yield "count-unmet", Finding(route, f"“{name}” is not made: no question of “{first}” has a like left", hint)
    elif other.without:
        message = f"“{name}” has {counted(len(other.chosen), 'question')}, as these of “{first}” have no like left: "
        yield "count-unmet", Finding(route, message + ", ".join(other.without), hint)
    if other.differing:
        said = "; ".join(f"{what}: {', '.join(ids)}" for what, ids in other.differing.items())
        message = f"“{name}” has the likes of some questions of “{first}” only {said}"
        yield "make-up-differs", Finding(route, message)


def _doubled_names(recipe: Recipe, sheets: Sequence[Worksheet]) -> Iterator[CodedFinding]:
    counts = Counter(sheet.name for sheet in sheets)
    for name in sorted(name for name, count in counts.items() if count > 1):
        index = max(i for i, wanted in enumerate(recipe.worksheets) if name.startswith(wanted.name.split("{")[0]))
        hint = "Give each worksheet its own `name`; one that is made per chapter has `{chapter}` in it."
        message = f"two worksheets are called `{name}`"
        yield "duplicate-name", Finding(("worksheets", index, "name"), message, hint)


def _pools(wanted: WorksheetRecipe, book: Book, items: Sequence[Item]) -> Iterator[tuple[str, str, list[Item]]]:
    """The name, title and candidate questions of each sheet that an entry of a recipe asks for."""
    pool = select(items, wanted)
    if wanted.per is None:
        yield wanted.name, wanted.title or wanted.name.replace("-", " ").capitalize(), pool
        return
    chapters = in_chapters(pool)
    for chapter in book.chapters:
        if inside := chapters.get(chapter.key):
            title = f"{wanted.title}: {chapter.heading}" if wanted.title else chapter.heading
            yield wanted.name.replace("{chapter}", chapter.key), title, inside


def _versions(
    wanted: WorksheetRecipe, name: str, title: str, book: Book, chosen: Sequence[Item], look: Theme, sitting: int = 1
) -> Iterator[Worksheet]:
    sheets = []
    for number in range(wanted.versions):
        version = chr(ord("A") + number) if wanted.versions > 1 else ""
        seed = (wanted.seed, name, version)
        ordered = sorted(chosen, key=partial(_place, seed))
        entries = tuple(
            SheetItem(
                position,
                item,
                _options(item.question, book.language, *seed, _id(item)),
                _points(item, wanted),
                value_of_first_sort(item, wanted.space),
                value_of_first_sort(item, wanted.partial) or "share",
            )
            for position, item in enumerate(ordered, 1)
        )
        full_name = f"{name}-{version.lower()}" if version else name
        sheets.append(
            Worksheet(
                full_name,
                title,
                version,
                book,
                _with_even_keys(entries, book.language),
                form=wanted,
                look=look,
                sitting=sitting,
            )
        )
    versions = tuple((sheet.version, tuple(_id(entry.item) for entry in sheet.entries)) for sheet in sheets)
    editions = tuple(sheet.entries for sheet in sheets)
    for sheet in sheets:
        yield replace(sheet, versions=versions, editions=editions)


def _place(seed: Sequence[str], item: Item) -> tuple[bytes, int, bytes]:
    """The sort key of a question on a version: the quick kinds first, and the groups of a stimulus after all others.

    Within a group, too, the quick kinds come first.
    """
    group = b"" if item.stimulus is None else b"." + rank(*seed, f"stimulus {item.stimulus.key}")
    return group, kind_of(item.question).place_on_paper, rank(*seed, _id(item))


def _points(item: Item, wanted: WorksheetRecipe) -> Decimal:
    """The points of a question: 0 on a sheet without points, else 1 unless the recipe gives its own.

    A recipe that says how answers are scored, or wants a table of points, has points too.
    """
    worth = value_of_first_sort(item, wanted.points)
    has_points = bool(wanted.points or wanted.partial or wanted.score_table)
    return worth if worth is not None else Decimal(has_points)


def _with_even_keys(entries: Sequence[SheetItem], language: str) -> tuple[SheetItem, ...]:
    """Swap as few options as possible so that all letters are the key about equally often."""
    even = list(entries)
    by_places: dict[tuple[int, ...], list[int]] = {}
    for index, entry in enumerate(even):
        if movable := _movable_places(entry, language):
            by_places.setdefault(movable, []).append(index)
    for free, indices in by_places.items():
        places = Counter(dict.fromkeys(free, 0))
        places.update(_key_place(even[index]) for index in indices if _key_place(even[index]) in free)
        for index in indices:
            (most, often), (least, seldom) = places.most_common()[0], places.most_common()[-1]
            if often - seldom < _MIN_UNEVENNESS:
                break
            if _key_place(even[index]) == most:
                options = list(even[index].options)
                options[most], options[least] = options[least], options[most]
                even[index] = replace(even[index], options=tuple(options))
                places.update({most: -1, least: 1})
    return tuple(even)


def _key_place(entry: SheetItem) -> int:
    response = response_of(entry.item.question)
    assert isinstance(response, Select)
    return entry.options.index(response.options[0].text)


def _movable_places(entry: SheetItem, language: str) -> tuple[int, ...]:
    """The indices of the options of a choice that may change places."""
    response = response_of(entry.item.question)
    if not isinstance(response, Select) or response.is_multiple:
        return ()
    movable = movable_options(response, language)
    return tuple(index for index, option in enumerate(entry.options) if option in movable)


def _id(item: Item) -> str:
    return item.question.id


def _options(question: Question, language: str, *seed: str) -> tuple[str, ...]:
    """The texts offered, in the order printed."""
    response = response_of(question)
    match response:
        case Select():
            return arrange_options(response, *seed, language=language)
        case Arrange():
            return shuffled_order(response.items, *seed)
        case Pair():
            return shuffled_rights((right for _, right in response.pairs), response.spare, *seed)
        case Judge() | Write() | Calculate() | Fill() | Recall() | Compose():
            return ()
        case _:
            assert_never(response)
