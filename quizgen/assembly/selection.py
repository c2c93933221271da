"""A recipe's selection and a bank's questions → the questions selected, and findings about unknown names."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import TypeVar

from quizgen.assembly.quiz import Item
from quizgen.kinds import KINDS
from quizgen.kinds.synonyms import KIND_SYNONYMS
from quizgen.model.book import Book
from quizgen.model.diagnostics import CodedFinding, Finding, Route
from quizgen.model.fields import Bloom
from quizgen.model.recipe import PARTLY_RIGHT, Recipe, Selection, WorksheetRecipe
from quizgen.text.spelling import find_meant


def find_wrong_selections(
    recipe: Recipe, book: Book, items: Sequence[Item], objectives: Collection[str] = ()
) -> Iterator[CodedFinding]:
    """Find the unknown chapters, sections, kinds, tags, objectives, ids and sorts in a recipe.

    ``objectives`` are the ids of the book's. Findings have routes in the recipe.
    """
    places: list[tuple[Route, Selection]] = [(("worksheets", i), each) for i, each in enumerate(recipe.worksheets)]
    if recipe.anki is not None:
        places.append((("anki",), recipe.anki))
    chapters = [chapter.key for chapter in book.chapters]
    asks_for_tags = any(selection.tags for _, selection in places)
    tags = sorted({tag for item in items for tag in item.question.tags}) if asks_for_tags else []
    ids = {item.question.id for item in items}
    live = {item.question.id for item in items if item.question.is_live}
    for route, selection in places:
        for field, names, known, code in (
            ("chapters", selection.chapters, chapters, "unknown-chapter"),
            ("kinds", selection.kinds, list(KINDS), "unknown-kind"),
            ("tags", selection.tags, tags, "unknown-tag"),
            ("objectives", selection.objectives, objectives, "unknown-objective"),
        ):
            for name in names:
                if name not in known:
                    meant = find_meant(name, known, KIND_SYNONYMS if field == "kinds" else None)
                    hint = f"{meant.hint} " if meant else ""
                    hint += f"There are: {', '.join(known)}." if known else f"This book has no {field} yet."
                    yield code, Finding((*route, field), f"there is no {field[:-1]} `{name}`", hint)
        for section in selection.sections:
            if not any(is_in_section(item, section) for item in items):
                message = f"no question cites a section `{section}`"
                yield (
                    "unknown-section",
                    Finding((*route, "sections"), message, 'Name it as cards do: `sections: ["ch. 1 §2"]`.'),
                )
        included = selection.include if isinstance(selection, WorksheetRecipe) else ()
        for field, names, there in (("include", included, live), ("exclude", selection.exclude, ids)):
            for name in names:
                if name not in there:
                    hint = "It is the `id` of a question; drafts and retired questions cannot be asked for."
                    yield "unknown-id", Finding((*route, field), f"there is no question `{name}`", hint)
        if isinstance(selection, WorksheetRecipe):
            sorts_of: Mapping[str, Iterable[str]] = {
                name: getattr(selection, name) for name in ("mix", "points", "partial", "space")
            }
            for field, sorts in sorts_of.items():
                for sort in sorts:
                    if not _is_sort(sort, book, live, objectives):
                        what, hint = _explain_sort(sort, {"chapter": chapters, "objective": objectives})
                        yield "unknown-kind", Finding((*route, field, sort), f"there is no {what}", hint)
            yield from _find_never_partly_right(selection, route, items)


def _explain_sort(sort: str, names: Mapping[str, Collection[str]]) -> tuple[str, str]:
    """What there is not, by its name, and what there is; ``names`` are those of chapters and objectives."""
    field, _, name = sort.partition(":")
    if field == "id":
        return f"question `{name}`", "It is the `id` of a question; drafts and retired questions cannot be asked for."
    if field in names:
        meant, there = find_meant(name, names[field]), ", ".join(f"`{field}:{each}`" for each in names[field])
        known = f"There are: {there}." if there else f"This book has no {field}s yet."
        return f"{field} `{name}`", f"Did you mean `{field}:{meant.names[0]}`? {known}" if meant else known
    meant = find_meant(sort, KINDS, KIND_SYNONYMS)
    known = f"A sort is a kind ({', '.join(KINDS)}), or {_OTHER_SORTS}."
    return f"sort `{sort}`", f"{meant.hint} {known}" if meant else known


def _find_never_partly_right(sheet: WorksheetRecipe, route: Route, items: Sequence[Item]) -> Iterator[CodedFinding]:
    """Find the sorts in `partial` whose questions are always wholly right or wrong."""
    kinds_of_ids = {f"id:{item.question.id}": item.question.kind for item in items} if sheet.partial else {}
    for sort in sheet.partial:
        kind = kinds_of_ids.get(sort, sort.removeprefix("kind:"))
        if kind in KINDS and kind not in PARTLY_RIGHT:
            message = f"`{sort}` is never partly right"
            hint = f"The kinds that may be are: {', '.join(PARTLY_RIGHT)}."
            yield "unknown-kind", Finding((*route, "partial", sort), message, hint)


_OTHER_SORTS = "`difficulty:3`, `bloom:analyze`, `tag:…`, `chapter:2`, `objective:…`, `core`, `id:…`"


def select(items: Sequence[Item], selection: Selection) -> list[Item]:
    """The questions that meet all conditions of a selection; those of one stimulus all or none, unless it says so."""
    chosen = [item for item in items if item.question.id not in selection.exclude] if selection.exclude else [*items]
    if selection.chapters:
        chosen = [item for item in chosen if item.chapter is not None and item.chapter.key in selection.chapters]
    if selection.sections:
        chosen = [item for item in chosen if any(is_in_section(item, section) for section in selection.sections)]
    if selection.tags:
        chosen = [item for item in chosen if not set(selection.tags).isdisjoint(item.question.tags)]
    if selection.kinds:
        chosen = [item for item in chosen if item.question.kind in selection.kinds]
    if selection.difficulty:
        chosen = [item for item in chosen if item.question.difficulty in selection.difficulty]
    if selection.bloom:
        chosen = [item for item in chosen if item.question.bloom in selection.bloom]
    if selection.objectives:
        chosen = [item for item in chosen if item.question.objective in selection.objectives]
    if selection.core:
        chosen = [item for item in chosen if item.question.core]
    return chosen if selection.stimuli == "part" else _without_parts(chosen, items)


def _without_parts(chosen: list[Item], items: Sequence[Item]) -> list[Item]:
    """Those chosen, without the questions of a stimulus of which not all live ones are."""
    taken = {item.question.id for item in chosen}
    parted = {
        item.stimulus.key
        for item in items
        if item.stimulus is not None and item.question.is_live and item.question.id not in taken
    }
    return [item for item in chosen if item.stimulus is None or item.stimulus.key not in parted] if parted else chosen


_IN_ANY_LANGUAGE = re.compile(r"^[^\W\d_]+\.? (?=\d+(?:$|,? ))")


def is_in_section(item: Item, section: str) -> bool:
    """Whether a question cites a section, which is named as sheets and cards do in any language: ``Kap. 3 §1``."""
    return section in item.places or _IN_ANY_LANGUAGE.sub("ch. ", section) in item.places


def _is_sort(sort: str, book: Book, ids: Collection[str], objectives: Collection[str]) -> bool:
    field, colon, name = sort.partition(":")
    if not colon:
        return sort in KINDS or sort == _CORE
    known = {
        "kind": name in KINDS,
        "difficulty": name in ("1", "2", "3"),
        "bloom": name in [level.value for level in Bloom],
        "tag": bool(name),
        "chapter": book.chapter(name) is not None,
        "objective": name in objectives,
        "id": name in ids,
    }
    return known.get(field, False)


_CORE = "core"


def is_kind(sort: str) -> bool:
    """Whether a sort is a kind: ``choice`` or ``kind:choice``."""
    field, colon, _ = sort.partition(":")
    return field == "kind" if colon else sort != _CORE


def is_of_sort(item: Item, sort: str) -> bool:
    """Whether a question is one of ``choice``, ``difficulty:3``, ``tag:industry``, ``core``, …"""
    field, colon, name = sort.partition(":")
    question = item.question
    if sort == _CORE:
        return question.core
    match field if colon else "kind":
        case "kind":
            return question.kind == (name or sort)
        case "difficulty":
            return str(question.difficulty) == name
        case "bloom":
            return question.bloom == name
        case "tag":
            return name in question.tags
        case "objective":
            return question.objective == name
        case "id":
            return question.id == name
        case _:
            return item.chapter is not None and item.chapter.key == name


Value = TypeVar("Value")


def value_of_first_sort(item: Item, values: Mapping[str, Value]) -> Value | None:
    """The value of the first sort that matches a question; its own id takes precedence."""
    own = values.get(f"id:{item.question.id}")
    return own if own is not None else next((v for sort, v in values.items() if is_of_sort(item, sort)), None)
