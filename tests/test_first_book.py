"""The first book as it is released: its deck in Anki itself, each of its worksheets on paper."""

from __future__ import annotations

import contextlib
import re
import sqlite3
import zipfile
from collections import Counter
from pathlib import Path

import pytest
from anki.collection import Collection, ImportAnkiPackageOptions, ImportAnkiPackageRequest
from playwright.sync_api import Browser

from quizgen.assembly.items import make_item
from quizgen.assembly.quiz import Item, Worksheet
from quizgen.assembly.worksheets import assemble_worksheets
from quizgen.kinds.essay import Essay
from quizgen.kinds.term import Term
from quizgen.model.recipe import Recipe
from quizgen.outputs.anki.notes import render_notes
from quizgen.outputs.markup import plain
from quizgen.outputs.typography import with_quotes
from quizgen.pipeline.build_recipes import build_recipes
from quizgen.pipeline.runs import BuildRequest
from quizgen.project.book_file import read_recipe
from quizgen.project.request import Request
from quizgen.verify.verdict import Support
from quizgen.workspace.verified_bank import VerifiedBank
from quizgen.workspace.workspace import Workspace
from tests.conftest import BOOK_KEY, ROOT
from tests.sheets import PAPER, opened, printed, render_worksheet

MIN_WORDS_A_QUESTION = 140
QUESTIONS_ON_THE_WHOLE = 25


@pytest.fixture(scope="module")
def examined() -> VerifiedBank:
    """The bank, by the lock alone: as in a fresh clone."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("QUIZGEN_LIBRARY", "/nonexistent")
        return Workspace(Request(ROOT)).verified(BOOK_KEY)


@pytest.fixture(scope="module")
def items(examined: VerifiedBank) -> list[Item]:
    book = examined.bank.book.record
    assert book is not None
    return [make_item(verdict, book, with_passages=False) for verdict in examined.verdicts]


@pytest.fixture(scope="module")
def recipe() -> Recipe:
    recipe = read_recipe(ROOT / "decks" / f"{BOOK_KEY}.yaml", "recipe").record
    assert recipe is not None
    return recipe


@pytest.fixture(scope="module")
def sheets(examined: VerifiedBank, items: list[Item], recipe: Recipe) -> tuple[Worksheet, ...]:
    book = examined.bank.book.record
    assert book is not None
    made, findings = assemble_worksheets(recipe, book, items)
    assert {code for code, _ in findings} <= {"make-up-differs"}, "a second sitting has the likes of the first at best"
    assert made
    return made


def test_every_question_is_verified_by_the_lock(examined: VerifiedBank) -> None:
    assert not examined.diagnostics
    assert {verdict.support for verdict in examined.verdicts} == {Support.LOCK}
    assert all(verdict.is_sound and verdict.places for verdict in examined.verdicts)


def test_the_copy_verifies_every_question_and_the_lock_is_as_committed(library: Path, examined: VerifiedBank) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("QUIZGEN_LIBRARY", str(library))
        by_copy = Workspace(Request(ROOT)).verified(BOOK_KEY)
    assert {verdict.support for verdict in by_copy.verdicts} == {Support.COPY}
    assert [verdict.places for verdict in by_copy.verdicts] == [verdict.places for verdict in examined.verdicts]


def test_each_bank_that_is_begun_is_complete(examined: VerifiedBank) -> None:
    """At least one question for every 140 words, and a third of them beyond recall."""
    head = examined.bank.verified.head
    assert head is not None
    words = {chapter.key: chapter.words for chapter in head.structure}
    by_chapter = Counter(verdict.entry.chapter for verdict in examined.verdicts)
    assert {"intro", "1"} <= set(by_chapter)
    assert by_chapter.pop(None) >= QUESTIONS_ON_THE_WHOLE
    for chapter, count in by_chapter.items():
        assert chapter is not None
        assert count >= words[chapter] // MIN_WORDS_A_QUESTION, chapter
        blooms = [v.entry.question.bloom for v in examined.verdicts if v.entry.chapter == chapter]
        assert sum(bloom != "remember" for bloom in blooms) >= len(blooms) / 3, chapter
        if words[chapter] > 3000:
            assert len({v.entry.question.kind for v in examined.verdicts if v.entry.chapter == chapter}) >= 7, chapter


def test_anki_imports_exactly_the_questions_of_the_recipe(examined: VerifiedBank, tmp_path: Path) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("QUIZGEN_LIBRARY", "/nonexistent")
        result = build_recipes(BuildRequest(Request(ROOT), (BOOK_KEY,), tmp_path / "build", 1_767_225_600))
    assert result.is_built, result.diagnostics
    (deck,) = result.decks
    expected = {note.guid for note in render_notes(deck)}
    ids = {v.entry.question.id for v in examined.verdicts if not isinstance(v.entry.question, Essay)}
    assert {note.id for note in render_notes(deck)} == ids
    collection = Collection(str(tmp_path / "collection.anki2"))
    try:
        package = str(tmp_path / "build" / f"{BOOK_KEY}.apkg")
        log = collection.import_anki_package(
            ImportAnkiPackageRequest(package_path=package, options=ImportAnkiPackageOptions())
        ).log
        assert not log.conflicting
        assert collection.db is not None
        assert set(collection.db.list("select guid from notes")) == expected
        decks = {each.name for each in collection.decks.all_names_and_ids()}
        assert {subdeck.name for subdeck in deck.subdecks} <= decks
        assert collection.fix_integrity()[1], "Anki's own check finds nothing to mend"
    finally:
        collection.close()


def test_the_released_decks_are_what_the_lock_says(examined: VerifiedBank, tmp_path: Path) -> None:
    """Each note has the time of its release: a later build without changes updates nothing in Anki."""
    released = examined.bank.released.lines
    assert {v.entry.question.id for v in examined.verdicts} >= set(released)
    seen: dict[str, int] = {}
    for recipe in (ROOT / "decks").glob(f"{BOOK_KEY}*.yaml"):
        with zipfile.ZipFile(recipe.with_suffix(".apkg")) as package:
            database = package.extract("collection.anki2", tmp_path / recipe.stem)
        with contextlib.closing(sqlite3.connect(database)) as collection:
            seen |= dict(collection.execute("SELECT guid, mod FROM notes"))
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("QUIZGEN_LIBRARY", "/nonexistent")
        (deck,) = build_recipes(BuildRequest(Request(ROOT), (BOOK_KEY,), tmp_path / "build", 1_767_225_600)).decks
    times = {note.guid: released[note.id].mod for note in render_notes(deck) if note.id in released}
    assert seen == times


def words(text: str) -> str:
    """A text without its markup."""
    return joined(with_quotes(plain(text), "en"))


def joined(text: str) -> str:
    """A text without spaces and hyphens: a PDF has one wherever a line ends, and a hyphen where it divides a word."""
    return re.sub("[-\u00ad\u2010\\s]", "", text)


@pytest.mark.parametrize("paper", PAPER)
def test_each_worksheet_on_paper(sheets: tuple[Worksheet, ...], browser: Browser, tmp_path: Path, paper: str) -> None:
    """Every question whole on one page with all its options, and no answer on any."""
    for sheet in sheets:
        with opened(browser, render_worksheet(sheet), tmp_path) as shown:
            pages = printed(shown.page, paper)
        numbered = [f"Page {number} of {len(pages)}" in page for number, page in enumerate(pages, 1)]
        assert all(numbered), sheet.name
        pages = [joined(page) for page in pages]
        text = "".join(pages)
        for entry in sheet.entries:
            question = entry.item.question
            prompt = getattr(question, "prompt", None) or getattr(question, "term", None)
            parts = [words(option) for option in entry.options]
            if prompt:
                parts.append(words(prompt))
            on = [number for number, page in enumerate(pages) if all(part in page for part in parts)]
            assert on, (sheet.name, question.id, parts)
            secrets = [question.explanation, *(getattr(question, "points", ()))]
            secrets += [question.definition] if isinstance(question, Term) else []
            for secret in filter(None, secrets):
                assert words(secret)[:40] not in text, (sheet.name, question.id)
