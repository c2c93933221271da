"""One sitting with Anki: open a collection, carry out requests in JSON, one a line, and answer each with a line.

The Python of any Anki from 2.1.66 on runs this file, so it imports nothing of this repository.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable
from typing import Any

import anki.collection
from anki.collection import Collection

EASY = 4


class Sitting:
    """The requests that a collection answers; each method is one."""

    def __init__(self, collection: Any) -> None:
        self._collection = collection

    def rows(self, query: str) -> list[Any]:
        return list(self._collection.db.all(query))

    def take(self, package: str, always: bool) -> dict[str, int]:
        """Import a package as Anki's dialog does; ``always`` is its “Update notes: Always”."""
        log = self._imported(package, always).log
        return {name: len(getattr(log, name)) for name in ("new", "updated", "duplicate", "conflicting")}

    def _imported(self, package: str, always: bool) -> Any:
        pylib: Any = anki.collection
        if not hasattr(pylib, "ImportAnkiPackageRequest"):  # before 23.10 the dialog asked nothing
            if always:
                raise ValueError("this Anki has no “Update notes”")
            return self._collection.import_anki_package(package)
        options = pylib.ImportAnkiPackageOptions()
        if always:
            from anki import import_export_pb2

            options.update_notes = import_export_pb2.ImportAnkiPackageUpdateCondition.Value(
                "IMPORT_ANKI_PACKAGE_UPDATE_CONDITION_ALWAYS"
            )
        request = pylib.ImportAnkiPackageRequest(package_path=package, options=options)
        return self._collection.import_anki_package(request)

    def review(self, deck: str, cards: int) -> int:
        """Answer the first cards of a deck as easy; how many there were."""
        self._collection.decks.set_current(self._collection.decks.id_for_name(deck))
        for done in range(cards):
            card = self._collection.sched.getCard()
            if card is None:
                return done
            self._collection.sched.answerCard(card, EASY)
        return cards

    def tag(self, guid: str, tag: str) -> None:
        note = self._note(guid)
        note.add_tag(tag)
        self._collection.update_note(note)

    def flag(self, guid: str) -> None:
        self._collection.set_user_flag_for_cards(1, [card.id for card in self._note(guid).cards()])

    def fail(self, guid: str) -> None:
        """Forget the note's first card, which was learnt and forgotten seven times, so that it becomes a leech."""
        card = self._note(guid).cards()[0]
        card.type = card.queue = 2
        card.due, card.ivl, card.lapses, card.reps = self._collection.sched.today, 10, 7, 20
        self._collection.update_card(card)
        self._collection.decks.set_current(card.did)
        card = self._collection.get_card(card.id)
        card.start_timer()
        self._collection.sched.answerCard(card, 1)

    def render(self, guid: str) -> list[list[str]]:
        """The two sides of each card of a note."""
        return [[card.question(), card.answer()] for card in self._note(guid).cards()]

    def look(self, notetype: str) -> dict[str, str]:
        """The style of a note type, and the back of its first card."""
        found = self._collection.models.by_name(notetype)
        return {"css": found["css"], "back": found["tmpls"][0]["afmt"]}

    def describe(self, deck: str) -> str:
        """The description of a deck."""
        return str(self._collection.decks.by_name(deck)["desc"])

    def find(self, words: str) -> list[int]:
        """The ids of the notes that a search in the browser finds."""
        return list(self._collection.find_notes(words))

    def check(self) -> bool:
        """Anki's *Check Database*: whether all was in order."""
        return bool(self._collection.fix_integrity()[1])

    def _note(self, guid: str) -> Any:
        return self._collection.get_note(self._collection.db.scalar("select id from notes where guid = ?", guid))


def main() -> None:
    answers = os.fdopen(os.dup(1), "w")
    os.dup2(2, 1)  # what Anki prints is no answer
    collection = Collection(sys.argv[1])
    sitting = Sitting(collection)
    for line in sys.stdin:
        name, arguments = json.loads(line)
        do: Callable[..., Any] = getattr(sitting, name)
        print(json.dumps(do(**arguments)), file=answers, flush=True)
    collection.close()


if __name__ == "__main__":
    main()
