"""Decks in Anki itself: a release brings no second tree of them, and no import leaves one empty."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from quizgen.project.write import Artifact
from tests.outputs.anki.test_package import Reader
from tests.projects import BANK, EPOCH, Project

BOOK, TITLE = f"{BANK}/book.yaml", "The Keeper's Year"


@pytest.fixture
def reader(tmp_path: Path) -> Iterator[Reader]:
    reader = Reader(tmp_path)
    yield reader
    reader.collection.close()


def take(reader: Reader, project: Project, folder: str, deck: str = "lighthouse") -> dict[str, int]:
    """Import a package; how many cards each deck then has, with its subdecks."""
    reader.take(Artifact("x", (project.root / folder / f"{deck}.apkg").read_bytes()))
    cards = dict(reader.rows("select did, count() from cards group by did"))
    decks = {each.name: cards.get(each.id, 0) for each in reader.collection.decks.all_names_and_ids()}
    below = {name: sum(n for each, n in decks.items() if f"{each}::".startswith(f"{name}::")) for name in decks}
    return {name: count for name, count in below.items() if name != "Default"}


def test_a_chapter_with_a_new_title_brings_no_second_deck(project: Project, reader: Reader) -> None:
    project.run("check")
    project.run("release", SOURCE_DATE_EPOCH=str(int(EPOCH) - 1000))
    first = take(reader, project, "decks")
    project.replace(BOOK, "title: The Lamp", "title: The Light")
    project.run("check")
    assert project.run("release").code == 0
    assert take(reader, project, "decks") == first
    assert project.run("release", "--rename-decks").code == 0
    deck = reader.collection.decks.id_for_name(f"{TITLE}::01 The Lamp")
    assert deck is not None
    reader.collection.decks.rename(deck, f"{TITLE}::01 The Light")
    renamed = {name.replace("Lamp", "Light"): count for name, count in first.items()}
    assert take(reader, project, "decks") == renamed, "who renames the deck first has one"


@pytest.mark.parametrize("order", [("lighthouse", "short"), ("short", "lighthouse")])
def test_two_decks_of_one_name_meet_in_any_order(project: Project, reader: Reader, order: tuple[str, str]) -> None:
    project.run("check")
    project.write("decks/short.yaml", f'book: lighthouse\nanki: {{deck: "{TITLE}", kinds: short}}\n')
    assert "overlapping-decks" not in project.run("build").err
    for deck in order:
        decks = take(reader, project, "build", deck)
        assert all(decks.values()), "no deck is empty"
    assert set(decks) == {TITLE, f"{TITLE}::01 The Lamp", f"{TITLE}::02 The Clock"}
