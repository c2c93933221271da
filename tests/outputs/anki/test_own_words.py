"""A student's own words: what of them survives the next import, and how they are found from the card."""

from __future__ import annotations

from pathlib import Path

import pytest

from evals import own_words
from evals.own_words import ADDITIONS, Addition, Way
from tests.outputs.anki.test_cards import Show, Sides, render, show
from tests.outputs.anki.test_package import MOD, Reader, deck_of, package_of
from tests.samples import all_items, item

__all__ = ["show"]

BY_NAME = {addition.name: addition for addition in ADDITIONS}
PACKAGE = own_words.read_package(package_of(deck_of(all_items())).content)


def outcome(name: str, way: Way, folder: Path) -> str:
    return own_words.import_after(BY_NAME[name], PACKAGE, way, folder)


@pytest.mark.parametrize("way", Way)
@pytest.mark.parametrize(
    "name",
    [
        "a note of your own, in a deck of your own",
        "a note of your own, in the chapter's deck",
        "a copy of the note, with your words",
        "a flag",
        "suspended",
        "moved to another deck",
        "a due date set by hand",
    ],
)
def test_this_stays_however_the_student_imports(name: str, way: Way, tmp_path: Path) -> None:
    assert outcome(name, way, tmp_path) == "stays"


@pytest.mark.parametrize("name", ["words in one of its fields", "words in a spare field", "a tag"])
def test_what_is_written_into_our_notes_goes_with_their_next_update(name: str, tmp_path: Path) -> None:
    assert outcome(f"{name}, note updates", Way.DEFAULT, tmp_path) == "lost"


@pytest.mark.parametrize("name", ["a field that you add", "a card type that you add"])
def test_a_changed_note_type_keeps_updates_out(name: str, tmp_path: Path) -> None:
    assert outcome(name, Way.DEFAULT, tmp_path) == "stays, update not taken"


def test_every_addition_is_lost_if_nobody_makes_it(tmp_path: Path) -> None:
    """Else a look that always says "stays" would say so of anything."""
    for number, addition in enumerate(ADDITIONS):
        folder = tmp_path / str(number)
        folder.mkdir()
        idle = Addition(addition.name, lambda _: None, addition.is_kept)
        assert own_words.import_after(idle, PACKAGE, Way.DEFAULT, folder) == "lost", addition.name


def test_own_words_survive_ten_imports_and_are_found_by_the_questions_id(tmp_path: Path) -> None:
    reader = Reader(tmp_path)
    items = [item("short"), item("term")]
    reader.take(package_of(deck_of(items)))
    collection = reader.collection
    basic, deck = collection.models.by_name("Basic"), collection.decks.id("My words")
    assert basic is not None
    assert deck is not None
    note = collection.new_note(basic)
    note["Front"], note["Back"] = "Why the lens, again?", "It turns once in … – sample-short"
    collection.add_note(note, deck)
    before = reader.rows(f"select * from notes where id = {note.id}")
    for number in range(1, 11):
        log = reader.take(package_of(deck_of(items), {"sample-short": MOD + number}))
        assert len(log.updated) == 1
    assert reader.rows(f"select * from notes where id = {note.id}") == before
    (question,) = collection.find_notes("Id:sample-short")
    assert set(collection.find_notes("sample-short")) == {question, note.id}
    assert list(collection.find_notes('deck:"My words" sample-short')) == [note.id]


@pytest.fixture(scope="module")
def cards(tmp_path_factory: pytest.TempPathFactory) -> Sides:
    return render(tmp_path_factory.mktemp("cards"), *all_items())


def test_a_click_on_the_id_selects_all_of_it(cards: Sides, show: Show) -> None:
    for _, back in cards.values():
        page = show(back)
        shown = page.locator(".source .id")
        shown.click(position={"x": 5, "y": 5})
        assert page.evaluate("getSelection().toString()").strip() == shown.inner_text()
        page.close()


@pytest.mark.parametrize(
    ("device", "has_link"), [("win", False), ("mobile android linux", False), ("iphone", True), ("ipad", True)]
)
def test_only_ankimobile_has_a_link_to_its_search(cards: Sides, show: Show, device: str, has_link: bool) -> None:
    page = show(cards["sample-short"][1])
    page.evaluate("device => { document.documentElement.className = device; }", device)
    link = page.locator(".find a")
    assert link.is_visible() is has_link
    assert link.get_attribute("href") == "anki://x-callback-url/search?query=sample-short"
    if has_link:
        box = link.bounding_box()
        assert box is not None
        assert min(box["width"], box["height"]) >= 44
