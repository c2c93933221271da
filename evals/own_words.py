"""Print what of a student's own additions to a deck survives its next import, on each of several Ankis.

Run as `python -m evals.own_words VENVS DECK.apkg`: ``VENVS`` is a folder of virtual environments that have the `anki`
package, each named after its version. Each runs this file, so that it needs nothing of quizgen. The next release is
made of the package itself: one note says more, the note types look different, and all is dated a day after today.
"""

from __future__ import annotations

import io
import json
import sqlite3
import subprocess
import sys
import tempfile
import time
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from anki.cards import Card
    from anki.collection import Collection
    from anki.decks import DeckId
    from anki.models import NotetypeDict
    from anki.notes import Note, NoteId

DAY = 86_400
OWN, NEWS = "my own words", "news of the release"
OWN_DECK = "My words"
FIELD, SPARE = "Explanation", "Extra1"


class Way(StrEnum):
    """How a student imports; the names are those of Anki's dialog."""

    DEFAULT = "as Anki proposes"
    ALWAYS = "Update notes: Always"
    MERGED = "Always, Merge note types"


@dataclass(frozen=True)
class Student:
    """Someone's Anki that has the deck: ``updated`` is the note that the next release changes, ``other`` is not."""

    collection: Collection
    updated: NoteId
    other: NoteId

    def note(self, note_id: NoteId) -> Note:
        return self.collection.get_note(note_id)

    def has_note(self, note_id: NoteId) -> bool:
        return bool(self.collection.find_notes(f"nid:{note_id}"))

    @property
    def card(self) -> Card:
        """The first card of the note that the release changes, as it is now."""
        return self.note(self.updated).cards()[0]

    @property
    def notetype(self) -> NotetypeDict:
        """The note type of that note, as it is now."""
        found = self.note(self.updated).note_type()
        assert found is not None
        return found

    def deck(self, name: str) -> DeckId:
        found = self.collection.decks.id(name)
        assert found is not None
        return found


@dataclass(frozen=True)
class Addition:
    """What a student does to the deck, and how to see after the next import that it is still there."""

    name: str
    make: Callable[[Student], object]
    is_kept: Callable[[Student], bool]


def _write(student: Student, note_id: NoteId, field: str) -> None:
    note = student.note(note_id)
    note[field] += OWN
    student.collection.update_note(note)


def _has(student: Student, note_id: NoteId, field: str) -> bool:
    note = student.note(note_id)
    return field in note and OWN in note[field]


def _tag(student: Student, note_id: NoteId) -> None:
    note = student.note(note_id)
    note.add_tag("mine")
    student.collection.update_note(note)


def _add_note(student: Student, deck: str) -> None:
    """Add a note of Anki's own type Basic, which names the question by its id."""
    basic = student.collection.models.by_name("Basic")
    assert basic is not None
    note = student.collection.new_note(basic)
    note["Front"], note["Back"] = OWN, student.note(student.updated)["Id"]
    student.collection.add_note(note, student.deck(deck))


def _finds_both(student: Student) -> bool:
    """A search for the question's id has the question and the student's own note, in whatever deck that is."""
    own = student.collection.find_notes(f'"{OWN}" note:Basic')
    found = student.collection.find_notes(f'"{student.note(student.updated)["Id"]}"')
    return len(own) == 1 and {student.updated, *own} <= set(found)


def _copy(student: Student) -> None:
    """Copy a note, as Anki's *Create Copy* does, and write into the copy."""
    original = student.note(student.updated)
    note = student.collection.new_note(student.notetype)
    note.fields, note.tags = list(original.fields), list(original.tags)
    note[FIELD] += OWN
    student.collection.add_note(note, student.deck(OWN_DECK))


def _has_copy(student: Student) -> bool:
    return len(student.collection.find_notes(f'{FIELD}:*"{OWN}"* -nid:{student.updated}')) == 1


def _add_field(student: Student) -> None:
    models, notetype = student.collection.models, student.notetype
    models.add_field(notetype, models.new_field("Mine"))
    models.update_dict(notetype)
    _write(student, student.updated, "Mine")


def _add_card(student: Student) -> None:
    models, notetype = student.collection.models, student.notetype
    template = models.new_template("Mine")
    template["qfmt"], template["afmt"] = "mine {{Book}}", "{{Id}}"
    models.add_template(notetype, template)
    models.update_dict(notetype)


def _restyle(student: Student) -> None:
    notetype = student.notetype
    notetype["css"] += f"\n/* {OWN} */"
    student.collection.models.update_dict(notetype)


def _rewrite_back(student: Student) -> None:
    notetype = student.notetype
    notetype["tmpls"][0]["afmt"] += f"<i>{OWN}</i>"
    student.collection.models.update_dict(notetype)


def _change_type(student: Student) -> None:
    models = student.collection.models
    basic = models.by_name("Basic")
    assert basic is not None
    change = models.change_notetype_info(old_notetype_id=student.notetype["id"], new_notetype_id=basic["id"]).input
    change.note_ids.append(student.updated)
    models.change_notetype_of_notes(change)


def _is_basic(student: Student) -> bool:
    return student.has_note(student.updated) and student.notetype["name"] == "Basic"


def _preset(student: Student) -> None:
    decks = student.collection.decks
    deck = decks.get(student.card.did)
    assert deck is not None
    deck["conf"] = decks.add_config("Mine")["id"]
    decks.save(deck)


def _has_preset(student: Student) -> bool:
    deck = student.card.did
    return bool(student.collection.decks.config_dict_for_deck_id(deck)["name"] == "Mine")


def _rename(student: Student) -> None:
    decks = student.collection.decks
    deck = decks.get(student.card.did)
    assert deck is not None
    decks.rename(deck, "Renamed")


def _is_in_deck(student: Student, name: str) -> bool:
    return student.collection.decks.name(student.card.did) == name


ADDITIONS = (
    Addition(
        "words in one of its fields, note updates",
        lambda it: _write(it, it.updated, FIELD),
        lambda it: _has(it, it.updated, FIELD),
    ),
    Addition(
        "words in one of its fields, note does not update",
        lambda it: _write(it, it.other, FIELD),
        lambda it: _has(it, it.other, FIELD),
    ),
    Addition(
        "words in a spare field, note updates",
        lambda it: _write(it, it.updated, SPARE),
        lambda it: _has(it, it.updated, SPARE),
    ),
    Addition(
        "words in a spare field, note does not update",
        lambda it: _write(it, it.other, SPARE),
        lambda it: _has(it, it.other, SPARE),
    ),
    Addition("a field that you add", _add_field, lambda it: _has(it, it.updated, "Mine")),
    Addition(
        "a card type that you add", _add_card, lambda it: "Mine" in [each["name"] for each in it.notetype["tmpls"]]
    ),
    Addition("your own styling", _restyle, lambda it: OWN in it.notetype["css"]),
    Addition("your own back template", _rewrite_back, lambda it: OWN in it.notetype["tmpls"][0]["afmt"]),
    Addition("another note type given to the note", _change_type, _is_basic),
    Addition("a tag, note updates", lambda it: _tag(it, it.updated), lambda it: it.note(it.updated).has_tag("mine")),
    Addition(
        "a tag, note does not update", lambda it: _tag(it, it.other), lambda it: it.note(it.other).has_tag("mine")
    ),
    Addition(
        "a flag",
        lambda it: it.collection.set_user_flag_for_cards(3, [it.card.id]),
        lambda it: it.card.user_flag() == 3,
    ),
    Addition("suspended", lambda it: it.collection.sched.suspend_cards([it.card.id]), lambda it: it.card.queue == -1),
    Addition("buried", lambda it: it.collection.sched.bury_cards([it.card.id]), lambda it: it.card.queue in (-2, -3)),
    Addition(
        "a due date set by hand",
        lambda it: it.collection.sched.set_due_date([it.card.id], "9"),
        lambda it: it.card.ivl == 9,
    ),
    Addition(
        "moved to another deck",
        lambda it: it.collection.set_deck([it.card.id], it.deck(OWN_DECK)),
        lambda it: _is_in_deck(it, OWN_DECK),
    ),
    Addition("a deck that you renamed", _rename, lambda it: _is_in_deck(it, "Renamed")),
    Addition("your own deck options", _preset, _has_preset),
    Addition(
        "the deletion of a note",
        lambda it: it.collection.remove_notes([it.updated]),
        lambda it: not it.has_note(it.updated),
    ),
    Addition("a copy of the note, with your words", _copy, _has_copy),
    Addition("a note of your own, in a deck of your own", lambda it: _add_note(it, OWN_DECK), _finds_both),
    Addition(
        "a note of your own, in the chapter's deck",
        lambda it: _add_note(it, it.collection.decks.name(it.card.did)),
        _finds_both,
    ),
)


@dataclass(frozen=True)
class Package:
    """A deck as it was published, and as the next release has it."""

    now: bytes
    next: bytes
    updated: str
    """The guid of the note that the next release changes."""


def read_package(content: bytes) -> Package:
    """The package, and a next one, dated a day after today: a note says more, and the note types look different."""
    archive = zipfile.ZipFile(io.BytesIO(content))
    database = sqlite3.connect(":memory:")
    database.deserialize(archive.read("collection.anki2"))
    later = int(time.time()) + DAY
    guid, notetype, text = database.execute("SELECT guid, mid, flds FROM notes ORDER BY guid").fetchone()
    models = json.loads(database.execute("SELECT models FROM col").fetchone()[0])
    fields = text.split("\x1f")
    fields[[field["name"] for field in models[str(notetype)]["flds"]].index(FIELD)] += NEWS
    database.execute("UPDATE notes SET flds = ?, mod = ? WHERE guid = ?", ("\x1f".join(fields), later, guid))
    for model in models.values():
        model["mod"] = later
        model["css"] += f"\n/* {NEWS} */"
    database.execute("UPDATE col SET models = ?", (json.dumps(models),))
    database.commit()
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as changed:
        for name in archive.namelist():
            changed.writestr(name, database.serialize() if name == "collection.anki2" else archive.read(name))
    return Package(content, file.getvalue(), guid)


def take(collection: Collection, content: bytes, way: Way = Way.DEFAULT) -> None:
    """Import a package."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "deck.apkg"
        path.write_bytes(content)
        if not has_ways():
            collection.import_anki_package(str(path))  # type: ignore[arg-type] # so before 23.10
            return
        from anki.collection import ImportAnkiPackageOptions, ImportAnkiPackageRequest

        always = ImportAnkiPackageOptions(update_notes=1, merge_notetypes=way is Way.MERGED)  # type: ignore[arg-type]
        options = ImportAnkiPackageOptions() if way is Way.DEFAULT else always
        collection.import_anki_package(ImportAnkiPackageRequest(package_path=str(path), options=options))


def has_ways() -> bool:
    """Whether this Anki's import can be told anything: from 23.10 on."""
    from anki import collection

    return hasattr(collection, "ImportAnkiPackageOptions")


def import_after(addition: Addition, package: Package, way: Way, folder: Path) -> str:
    """What a new student who has the deck, and makes an addition, has of it after the next release."""
    from anki.collection import Collection

    collection = Collection(str(folder / "collection.anki2"))
    try:
        take(collection, package.now)
        assert collection.db is not None
        (updated,) = collection.db.list("SELECT id FROM notes WHERE guid = ?", package.updated)
        (other, *_) = collection.db.list(
            "SELECT id FROM notes WHERE id != ? AND mid = (SELECT mid FROM notes WHERE id = ?) ORDER BY guid",
            updated,
            updated,
        )
        student = Student(collection, updated, other)
        addition.make(student)
        take(collection, package.next, way)
        said = "stays" if addition.is_kept(student) else "lost"
        return said if _has_news(student) else f"{said}, update not taken"
    finally:
        collection.close()


def _has_news(student: Student) -> bool:
    """Whether the changed note has what the release added, or is away."""
    return not student.has_note(student.updated) or _says(student, NEWS)


def _says(student: Student, words: str) -> bool:
    return any(words in text for text in student.note(student.updated).fields)


def measure(content: bytes) -> Iterator[tuple[str, dict[str, str]]]:
    """Every addition's name, and what becomes of it by the way of importing."""
    package = read_package(content)
    for addition in ADDITIONS:
        found = {}
        for way in Way if has_ways() else [Way.DEFAULT]:
            with tempfile.TemporaryDirectory() as folder:
                found[way.value] = import_after(addition, package, way, Path(folder))
        yield addition.name, found


def main(venvs: Path, deck: Path) -> None:
    """Print one table of all versions; where they disagree, each is named with what it does."""
    outcomes: dict[tuple[str, str], dict[str, list[str]]] = {}
    for venv in sorted(venvs.iterdir()):
        command = [str(venv / "bin" / "python"), __file__, str(deck)]
        ran = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True)
        for name, found in json.loads(ran.stdout.splitlines()[-1]):  # Anki prints what it was slow at before
            for way, outcome in found.items():
                outcomes.setdefault((name, way), {}).setdefault(outcome, []).append(venv.name)
    print("| |", " | ".join(Way), "|")
    print("|---" * (len(Way) + 1) + "|")
    for addition in ADDITIONS:
        print(f"| {addition.name} |", " | ".join(_cell(outcomes[addition.name, way]) for way in Way), "|")


def _cell(versions: dict[str, list[str]]) -> str:
    if len(versions) == 1:
        return next(iter(versions))
    return "; ".join(f"{outcome} ({', '.join(names)})" for outcome, names in versions.items())


if __name__ == "__main__":
    arguments = [Path(argument) for argument in sys.argv[1:]]
    if len(arguments) == 1:  # inside of one Anki
        print(json.dumps(list(measure(arguments[0].read_bytes()))))
    elif len(arguments) == 2:
        main(*arguments)
    else:
        sys.exit(__doc__)
