"""Rendered notes → an Anki package, byte for byte the same on any machine."""

from __future__ import annotations

import hashlib
import io
import itertools
import json
import re
import sqlite3
import zipfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from itertools import islice

import genanki

from quizgen.assembly.quiz import Deck
from quizgen.kinds import response_of
from quizgen.outputs.anki.description import describe_deck
from quizgen.outputs.anki.fields import note_type_of
from quizgen.outputs.anki.notes import Note
from quizgen.outputs.anki.notetypes import NOTE_TYPES, NoteType
from quizgen.project.images import Media, all_media
from quizgen.project.locks import ReleasedLock

_IMAGE = re.compile(r'<img src="([^"]+)"')

# Anki's ids are times of creation in milliseconds, which it shows as the dates when notes were added; its database
# check changes those in the future. We hash ids into the hours before a note's first release, so that they do not
# depend on other notes. Those of notes that were released before the lock said when are in twelve days of January 2024.
_FIRST_ID = 1_704_067_200_000
_SPAN = 2**30
_HOURS = 2**26
_DEFAULT_DECK = 1
_NEVER_RELEASED = ReleasedLock()


def write_package(
    deck: Deck, notes: Iterable[Note], mods: Mapping[str, int], built: int, released: ReleasedLock = _NEVER_RELEASED
) -> bytes:
    """Write the notes of a deck as a package, one by one, without holding all in memory.

    ``mods`` are times of modification (seconds) by question id; ``built`` is that of the collection and other notes.
    ``released`` says which notes were published, and when for the first time.
    """
    images: set[str] = set()
    models = {name: _Model(notetype) for name, notetype in NOTE_TYPES.items()}
    prepared = _prepared(notes, models, mods, built, released, images)
    database = _database(list(_decks(deck, models, prepared, released, built)), built)
    media = [each for each in all_media(item.media for item in deck.items) if each.name in images]
    return _zipped(database, media)


def _prepared(
    notes: Iterable[Note],
    models: Mapping[str, _Model],
    mods: Mapping[str, int],
    built: int,
    released: ReleasedLock,
    images: set[str],
) -> Iterator[_Note]:
    """Convert each note for genanki, and add the names of its images to ``images``."""
    ids = _Ids()
    guids: dict[str, str] = {}
    for due, note in enumerate(notes, 1):
        if NOTE_TYPES[note.notetype].is_cloze and not note.numbers:
            raise ValueError(f"the cloze {note.id} has no deletion, so it would have no card")
        if note.guid in guids:
            raise ValueError(f"two notes have one guid: {guids[note.guid]}, {note.id}")
        guids[note.guid] = note.id
        for field in note.fields:
            if "<img" in field:
                images.update(_IMAGE.findall(field))
        line, mod = released.lines.get(note.id), mods.get(note.id, built)
        first = mod if line is None else line.first
        yield _Note(note, models[note.notetype], mod, first, due, ids)


def _decks(
    deck: Deck, models: Mapping[str, _Model], notes: Iterator[_Note], released: ReleasedLock, built: int
) -> Iterator[_Deck]:
    """The deck and its subdecks, which take their notes one after another from the same iterator."""
    columns = _Columns()
    subdecks = {deck.title: (), **{subdeck.name: subdeck.items for subdeck in deck.subdecks}}
    for name, items in subdecks.items():
        used = dict.fromkeys(note_type_of(response_of(item.question)) for item in items)
        description = describe_deck(deck, released, built) if name == deck.title else ""
        yield _Deck(name, description, [models[each] for each in used], islice(notes, len(items)), columns)


def _database(decks: Sequence[_Deck], built: int) -> bytes:
    # In memory, because genanki leaves its temporary file behind.
    connection = sqlite3.connect(":memory:")
    try:
        cursor = connection.cursor()
        genanki.Package(decks).write_to_db(cursor, built, itertools.count(1))
        cursor.execute("UPDATE col SET mod = ?", (built * 1000,))
        connection.commit()
        return connection.serialize()
    finally:
        connection.close()


def _zipped(database: bytes, media: Sequence[Media]) -> bytes:
    content = memoryview(database)  # slicing it copies nothing
    files: list[tuple[str, tuple[bytes | memoryview, ...]]] = [
        # Bytes 96 to 99 are zeroed: they only tell the version of SQLite (sqlite.org/fileformat.html, 1.3.17).
        ("collection.anki2", (content[:96], bytes(4), content[100:])),
        ("media", (json.dumps({str(number): each.name for number, each in enumerate(media)}).encode(),)),
        *((str(number), (each.content,)) for number, each in enumerate(media)),
    ]
    file = io.BytesIO()
    # Not compressed: deflated bytes differ between versions of zlib.
    with zipfile.ZipFile(file, "w", zipfile.ZIP_STORED) as package:
        for name, parts in files:
            entry = zipfile.ZipInfo(name, date_time=(1980, 1, 1, 0, 0, 0))
            entry.create_system = 3
            entry.external_attr = 0o644 << 16
            entry.file_size = sum(map(len, parts))
            with package.open(entry, "w") as packed:
                for part in parts:
                    packed.write(part)
    return file.getvalue()


def _hash(text: str) -> int:
    return int.from_bytes(hashlib.sha256(text.encode()).digest()[:8], "big")


class _Ids:
    """Assigns ids by the hash of a name; on a collision, the next free id."""

    def __init__(self) -> None:
        self._taken: set[int] = set()

    def of(self, name: str, first: int) -> int:
        """The id of what was published for the first time at ``first`` (seconds), or if 0 before locks said when."""
        newest = first * 1000
        is_known = newest > _FIRST_ID + _SPAN
        number = newest - _hash(name) % _HOURS if is_known else _FIRST_ID + _hash(name) % _SPAN
        while number in self._taken:
            number += 1
        self._taken.add(number)
        return number


class _Columns:
    """The decks and note types of the collection, each cached as JSON.

    genanki parses and writes all of them again for each deck: a third of the time for 25 decks with 5,000 notes.
    """

    def __init__(self) -> None:
        self._decks: dict[str, str] = {}
        self._models: dict[str, str] = {}

    def add(self, cursor: sqlite3.Cursor, deck: _Deck) -> None:
        if not self._decks:
            decks, models = cursor.execute("SELECT decks, models FROM col").fetchone()
            self._decks = {key: json.dumps(value) for key, value in json.loads(decks).items()}
            self._models = {key: json.dumps(value) for key, value in json.loads(models).items()}
        self._decks[str(deck.deck_id)] = json.dumps(deck.to_json())
        own = {str(model.model_id): model.json for model in deck.models.values()}
        # A deck's note types that are already there are written twice, as genanki does.
        models = _in_json([*self._models.items(), *own.items()])
        cursor.execute("UPDATE col SET decks = ?", (_in_json(self._decks.items()),))
        cursor.execute("UPDATE col SET models = ?", (models,))
        self._models |= own


def _in_json(items: Iterable[tuple[str, str]]) -> str:
    return f"{{{', '.join([f'{json.dumps(key)}: {value}' for key, value in items])}}}"


class _Deck(genanki.Deck):  # type: ignore[misc]
    """A deck that takes notes from an iterator while writing."""

    def __init__(
        self, name: str, description: str, models: Iterable[_Model], notes: Iterable[_Note], columns: _Columns
    ) -> None:
        super().__init__(_FIRST_ID + _hash(f"deck/{name}") % _SPAN, name, description)
        for model in models:
            self.add_model(model)
        self._coming = notes
        self._columns = columns

    def write_to_db(self, cursor: sqlite3.Cursor, timestamp: float, id_gen: Iterator[int]) -> None:
        self._columns.add(cursor, self)
        for note in self._coming:
            note.write_to_db(cursor, timestamp, self.deck_id, id_gen)


class _Model(genanki.Model):  # type: ignore[misc]
    """A note type with its own time of modification."""

    def __init__(self, notetype: NoteType) -> None:
        super().__init__(
            model_id=notetype.id,
            name=notetype.name,
            fields=[{"name": field.name, "id": field.id} for field in notetype.fields],
            templates=[
                {"name": template.name, "id": template.id, "qfmt": template.front, "afmt": template.back}
                for template in notetype.templates
            ],
            css=notetype.css,
            model_type=genanki.Model.CLOZE if notetype.is_cloze else genanki.Model.FRONT_BACK,
        )
        self._mod = notetype.mod

    @cached_property
    def json(self) -> str:
        return json.dumps(self.to_json(self._mod, _DEFAULT_DECK))


class _Note(genanki.Note):  # type: ignore[misc]
    """A note with its own time of modification, position among the new cards, and ids.

    A retired one comes without cards: an import updates the note of those who have it, whose cards and scheduling stay,
    and gives nobody else a card that is no longer asked.
    """

    def __init__(self, note: Note, model: _Model, mod: int, first: int, due: int, ids: _Ids) -> None:
        super().__init__(model=model, fields=note.fields, tags=note.tags, guid=note.guid, due=due)
        self._mod = mod
        names = [f"note/{note.guid}"]
        ordinals = [number - 1 for number in note.numbers] or range(len(model.templates))
        names += [f"card/{note.guid}/{ordinal}" for ordinal in ordinals]
        self._ids = [ids.of(name, first) for name in names]
        self._ordinals = tuple(ordinals) if note.is_asked else ()

    @property
    def cards(self) -> list[genanki.Card]:
        return [genanki.Card(ordinal) for ordinal in self._ordinals]

    def _check_invalid_html_tags_in_fields(self) -> None:
        """Skip genanki's check of the HTML: its regular expression is quadratic, and the HTML is our own."""

    def write_to_db(self, cursor: sqlite3.Cursor, timestamp: float, deck_id: int, id_gen: Iterator[int]) -> None:
        super().write_to_db(cursor, self._mod, deck_id, iter(self._ids))
