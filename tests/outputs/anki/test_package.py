"""Packages in Anki itself: what an import brings, what the next one changes, and what it leaves alone."""

from __future__ import annotations

import io
import sqlite3
import tempfile
import time
import zipfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from anki.collection import Collection, ImportAnkiPackageOptions, ImportAnkiPackageRequest
from anki.import_export_pb2 import ImportResponse
from anki.scheduler.v3 import Scheduler

from quizgen.assembly.quiz import Deck, Item, Subdeck
from quizgen.kinds import KINDS
from quizgen.outputs.anki.notes import Note, render_notes
from quizgen.outputs.anki.package import write_package
from quizgen.project.locks import Released, ReleasedLock
from quizgen.project.write import Artifact
from tests.samples import BOOK, all_items, item

if TYPE_CHECKING:
    from anki.cards import CardId  # at run time it is part of a circle of imports

MOD = 1_700_000_000

CARDS = dict.fromkeys(("choice", "multiple", "true-false", "short", "numeric", "order", "match", "essay"), 1)
CARDS |= {"cloze": 2, "term": 2, "person": 2, "date": 2}


def deck_of(*parts: Sequence[Item]) -> Deck:
    subdecks = tuple(Subdeck(f"Keeper::{number:02d} Part", tuple(items)) for number, items in enumerate(parts, 1))
    return Deck("keeper", "Keeper", "keeper", BOOK, subdecks, has_passages=True)


def package_of(deck: Deck, changed: dict[str, int] | None = None) -> Artifact:
    notes = tuple(render_notes(deck))
    package = write_package(deck, notes, {note.id: MOD for note in notes} | (changed or {}), MOD)
    return Artifact("keeper.apkg", package)


def database_of(package: Artifact) -> sqlite3.Connection:
    connection = sqlite3.connect(":memory:")
    connection.deserialize(zipfile.ZipFile(io.BytesIO(package.content)).read("collection.anki2"))
    return connection


class Reader:
    """Someone's Anki."""

    def __init__(self, folder: Path) -> None:
        self.collection = Collection(str(folder / "collection.anki2"))
        self._file = folder / "import.apkg"

    def take(self, package: Artifact) -> ImportResponse.Log:
        self._file.write_bytes(package.content)
        # The default options are those of Anki's dialog: update if newer, no scheduling.
        request = ImportAnkiPackageRequest(package_path=str(self._file), options=ImportAnkiPackageOptions())
        return self.collection.import_anki_package(request).log

    def rows(self, query: str) -> list[Any]:
        assert self.collection.db is not None
        return list(self.collection.db.all(query))

    def scheduler(self) -> Scheduler:
        """What asks the cards of the whole deck."""
        deck = self.collection.decks.id_for_name("Keeper")
        assert deck is not None
        self.collection.decks.set_current(deck)
        assert isinstance(self.collection.sched, Scheduler)
        return self.collection.sched

    def review(self) -> CardId:
        """Answer the first card that is due, as easy; its id."""
        card = self.scheduler().getCard()
        assert card is not None
        self.scheduler().answerCard(card, 4)
        return card.id


@pytest.fixture
def reader(tmp_path: Path) -> Iterator[Reader]:
    reader = Reader(tmp_path)
    yield reader
    reader.collection.close()


def test_an_import_brings_every_note_with_its_cards(reader: Reader) -> None:
    deck = deck_of(all_items())
    log = reader.take(package_of(deck))
    assert (len(log.new), log.found_notes) == (len(KINDS), len(KINDS))
    found = reader.rows("select n.guid, count() from notes n join cards c on c.nid = n.id group by n.id")
    assert sorted(found) == sorted([note.guid, CARDS[note.kind]] for note in render_notes(deck))
    assert reader.rows("select distinct mod from notes") == [[MOD]]
    assert reader.collection.fix_integrity() == ("Database rebuilt and optimized.", True)


def test_cards_lie_in_their_decks_in_the_books_order(reader: Reader) -> None:
    items = all_items()
    reader.take(package_of(deck_of(items[:4], items[4:])))
    ordered = [
        reader.collection.get_note(row[0]) for row in reader.rows("select nid from cards where ord = 0 order by due")
    ]
    assert [note["Kind"] for note in ordered] == [item.question.kind for item in items]
    decks = [reader.collection.decks.name(card.did) for note in ordered for card in note.cards()]
    assert decks == ["Keeper::01 Part"] * 4 + ["Keeper::02 Part"] * 12
    queue = [queued.card.note_id for queued in reader.scheduler().get_queued_cards(fetch_limit=20).cards]
    assert queue[: len(KINDS)] == [note.id for note in ordered]


def test_the_deck_says_whose_it_is_and_what_is_in_it(reader: Reader) -> None:
    inside = (Subdeck("Public::01 Part", (item("short", passages=False),)),)
    public = replace(deck_of(), title="Public", subdecks=inside, has_passages=False)
    passages = "12 questions on 16 cards. With passages of the book: for your own use."
    for deck, said in (
        (deck_of(all_items()), passages),
        (public, "1 question on 1 card. Without passages of the book."),
    ):
        reader.take(package_of(deck))
        described = reader.collection.decks.by_name(deck.title)
        assert described is not None
        text = described["desc"]
        assert said in text and "A. Keeper" in text and "Questions: CC BY-SA 4.0" in text
        assert "The Keeper" in text


def test_the_same_again_touches_nothing(reader: Reader) -> None:
    package = package_of(deck_of(all_items()))
    reader.take(package)
    before = reader.rows("select * from notes"), reader.rows("select * from cards")
    log = reader.take(package)
    assert (len(log.new), len(log.updated), len(log.duplicate)) == (0, 0, len(KINDS))
    assert (reader.rows("select * from notes"), reader.rows("select * from cards")) == before


def test_an_edited_question_updates_its_note_alone_and_reviews_are_kept(reader: Reader) -> None:
    items = [item("choice"), item("short"), item("cloze")]
    reader.take(package_of(deck_of(items)))
    card_id = reader.review()
    assert reader.collection.get_card(card_id).note()["Kind"] == "choice"
    scheduled = reader.rows("select * from cards"), reader.rows("select * from revlog")
    assert len(scheduled[1]) == 1
    short = reader.rows("select * from notes where flds like '%sixteen panels?%'")

    edited = [item("choice", prompt="Edited?", tags=["new"]), *items[1:]]
    log = reader.take(package_of(deck_of(edited), {"sample-choice": MOD + 4}))

    assert (len(log.new), len(log.updated), len(log.duplicate)) == (0, 1, 2)
    note = reader.collection.get_card(card_id).note()
    assert note["Prompt"] == "<p>Edited?</p>" and "new" in note.tags and note.mod == MOD + 4
    assert (reader.rows("select * from cards"), reader.rows("select * from revlog")) == scheduled
    assert reader.rows("select * from notes where flds like '%sixteen panels?%'") == short


def test_a_new_deletion_adds_a_card(reader: Reader) -> None:
    reader.take(package_of(deck_of([item("cloze")])))
    text = "The lens has {{1::sixteen}} panels and {{3::turns}} once in {{2::eight seconds}}."
    reader.take(package_of(deck_of([item("cloze", text=text)]), {"sample-cloze": MOD + 4}))
    assert reader.rows("select ord from cards order by ord") == [[0], [1], [2]]


def test_a_retired_question_stays_and_says_so(reader: Reader) -> None:
    reader.take(package_of(deck_of([item("choice")])))
    reader.review()
    reader.take(package_of(deck_of([item("choice", retired="true")]), {"sample-choice": MOD + 4}))
    (card,) = [reader.collection.get_card(row[0]) for row in reader.rows("select id from cards")]
    assert card.reps == 1 and "retired" in card.note().tags
    assert "You may suspend it" in card.question() and "You may suspend it" in card.answer()


def test_two_writes_are_the_same_bytes_and_leave_no_file_behind(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    first = package_of(deck_of(all_items()))
    monkeypatch.setattr(time, "time", lambda: 1_900_000_000.0)
    assert package_of(deck_of(all_items())) == first
    assert first.path == "keeper.apkg"
    assert not list(tmp_path.iterdir())


def test_a_question_in_the_middle_moves_no_id() -> None:
    items = all_items()
    before, after = (
        database_of(package_of(deck_of(some)))
        for some in (items, (*items[:5], item("short", id="new", prompt="New?"), *items[5:]))
    )
    for query in ("select id, guid, mod from notes", "select id, nid, ord, mod from cards"):
        assert set(before.execute(query)) < set(after.execute(query))
    assert [due for (due,) in after.execute("select due from cards where ord = 0 order by due")] == list(
        range(1, len(KINDS) + 2)
    )
    now = time.time() * 1000
    assert all(0 < row[0] < now for row in after.execute("select id from notes union select id from cards"))


def test_what_was_never_published_was_added_when_it_was_built(reader: Reader) -> None:
    """Anki shows ids as dates; those of notes that were published keep what they had, also once they are edited."""
    deck, built = deck_of(all_items()), int(time.time())
    notes = tuple(render_notes(deck))
    lines = {
        "sample-short": Released("sample-short", "short", "1", MOD + 8),  # published before locks said when
        "sample-cloze": Released("sample-cloze", "cloze", "1", MOD + 8, first=built - 30 * 86_400),
    }
    package = write_package(deck, notes, {"sample-cloze": built}, built, ReleasedLock(lines))
    reader.take(Artifact("keeper.apkg", package))
    for guid, note, card in reader.rows("select n.guid, n.id, c.id from notes n join cards c on c.nid = n.id"):
        (name,) = [each.id for each in notes if each.guid == guid]
        days = {"sample-short": None, "sample-cloze": 30}.get(name, 0)
        if days is None:
            assert time.gmtime(note / 1000)[:2] == time.gmtime(card / 1000)[:2] == (2024, 1)
        else:
            added = built - days * 86_400
            assert all(added - 20 * 3600 < each / 1000 <= added for each in (note, card)), name
    assert len(reader.collection.find_notes("added:2")) == len(KINDS) - 2
    assert reader.collection.fix_integrity() == ("Database rebuilt and optimized.", True)
    again = database_of(Artifact("", write_package(deck, notes, {}, built + 86_400, ReleasedLock(lines))))
    kept = "select n.id, c.id from notes n join cards c on c.nid = n.id where n.flds like '%sample-cloze%'"
    assert reader.rows(kept) == [list(row) for row in again.execute(kept)], "the lock alone decides"


def broken(change: Callable[[Note], Note]) -> None:
    deck = deck_of([item("cloze"), item("short")])
    notes = [change(note) for note in render_notes(deck)]
    write_package(deck, notes, {note.id: MOD for note in notes}, MOD)


def test_a_cloze_without_a_card_is_refused() -> None:
    with pytest.raises(ValueError, match=r"sample-cloze.*deletion"):
        broken(lambda note: replace(note, numbers=()))


def test_two_notes_with_one_guid_are_refused() -> None:
    with pytest.raises(ValueError, match="one guid: sample-cloze, sample-short"):
        broken(lambda note: replace(note, guid="same"))


def test_ids_that_meet_are_told_apart(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("quizgen.outputs.anki.package._HOURS", 1)
    database = database_of(package_of(deck_of(all_items())))
    assert database.execute("select count() from notes").fetchone() == (len(KINDS),)
    assert database.execute("select count() from cards").fetchone() == (16,)


def test_genankis_check_of_html_raises_no_false_alarm() -> None:
    """It takes a tag over two lines for an invalid one; here warnings are errors."""
    package_of(deck_of([item("short", prompt='[Where](http://example.org "one\ntwo")?')]))
