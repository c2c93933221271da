"""Someone who makes a book's decks, and someone whose Anki takes them, each day at its own date."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from quizgen.model.identity import guid_of
from tests.outputs.anki.ankis import Anki
from tests.projects import BANK, Project

DAY = 86_400
ONE, TWO = f"{BANK}/1.yaml", f"{BANK}/2.yaml"
DECK = "The Keeper's Year"
EDITS = ("a night of winter?", "one night of winter?", "each night of winter?", "any night of winter?")


@dataclass
class Student:
    """A maintainer's project, and someone's Anki that takes its releases and what they build themselves."""

    project: Project
    anki: Anki
    clock: int
    edits: list[str] = field(default_factory=lambda: list(EDITS))

    def wait(self, days: float) -> None:
        """Some days later Anki is opened again."""
        self.clock += int(days * DAY)
        self.anki.open(self.clock)

    def publish(self) -> None:
        assert self.project.run("check").code == 0
        done = self.project.run("release", SOURCE_DATE_EPOCH=str(self.clock))
        assert done.code == 0, done.err

    def build(self, *options: str) -> None:
        done = self.project.run("build", *options, SOURCE_DATE_EPOCH=str(self.clock))
        assert done.code == 0, done.err

    def keep(self, folder: str) -> Path:
        """A copy of the deck that is there now, as somebody downloaded it."""
        copy = self.project.root / f"kept-{self.clock}.apkg"
        copy.write_bytes((self.project.root / folder / "lighthouse.apkg").read_bytes())
        return copy

    def take(self, which: str | Path = "decks", *, always: bool = False) -> set[str]:
        """Import a deck; the ids of the questions whose notes changed or came. Nothing else may have."""
        file = self.project.root / which / "lighthouse.apkg" if isinstance(which, str) else which
        before, learnt = self.notes(), self.learnt()
        schema = self.anki.rows("select scm from col")
        log = self.anki.ask("take", package=str(file), always=always)
        assert not log["conflicting"], "no note is left out for its note type"
        after = self.notes()
        changed = {name for name, row in after.items() if before.get(name) != row}
        assert always or log["updated"] + log["new"] == len(changed)
        assert set(before) <= set(after), "nothing vanishes"
        assert self.learnt() == learnt, "what was learnt stays"
        if before:
            assert self.anki.rows("select scm from col") == schema, "no full sync is forced"
        return changed

    def notes(self) -> dict[str, Any]:
        """Every note by its question's id: fields, tags and mod."""
        names = {self.guid(name): name for name in self.ids()}
        rows = self.anki.rows("select guid, flds, tags, mod from notes")
        return {names[guid]: row for guid, *row in rows}

    def ids(self) -> list[str]:
        return re.findall(r"^  - id: (\S+)$", self.project.read(ONE) + self.project.read(TWO), re.MULTILINE)

    def guid(self, name: str) -> str:
        return guid_of("lighthouse", name)

    def learnt(self) -> tuple[Any, Any]:
        """The scheduling of reviewed cards, and the review log."""
        scheduling = (
            "select id, due, ivl, factor, reps, lapses, queue, type, data, flags from cards where reps > 0 order by id"
        )
        return self.anki.rows(scheduling), self.anki.rows("select * from revlog order by id")

    def review(self, cards: int = 3) -> None:
        reviews = len(self.learnt()[1])
        assert self.anki.ask("review", deck=DECK, cards=cards) == cards
        assert len(self.learnt()[1]) == reviews + cards

    def tag(self, name: str, tag: str) -> None:
        self.anki.ask("tag", guid=self.guid(name), tag=tag)

    def tags(self, name: str) -> list[str]:
        return str(self.notes()[name][1]).split()

    def text(self, name: str) -> str:
        return str(self.notes()[name][0])

    def mod(self, name: str) -> int:
        return int(self.notes()[name][2])

    def edit(self) -> str:
        """Edit the question on the oil of winter; its new words."""
        self.project.replace(ONE, self.edits.pop(0), self.edits[0])
        return self.edits[0]
