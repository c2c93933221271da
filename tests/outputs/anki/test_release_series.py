"""A student who imported a deck long ago takes every update: a series of releases into one real Anki collection."""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from quizgen.outputs.anki import notetypes, package
from quizgen.project.locks import read_released
from quizgen.project.write import Artifact
from tests.outputs.anki.test_package import Reader
from tests.projects import BANK, Project

DAY = 86_400
ONE, TWO = f"{BANK}/1.yaml", f"{BANK}/2.yaml"


@dataclass
class Student:
    """A maintainer's project, and someone's Anki that takes each of its releases."""

    project: Project
    reader: Reader
    clock: int
    ids: dict[str, str] = field(default_factory=dict)

    def publish(self, *, after: int = 1000) -> None:
        """A release, ``after`` seconds later."""
        self.clock += after
        assert self.project.run("check").code == 0
        done = self.project.run("release", SOURCE_DATE_EPOCH=str(self.clock))
        assert done.code == 0, done.err

    def take(self, folder: str = "decks") -> set[str]:
        """Import what is there; the ids of the questions whose notes changed or came. Nothing else may have."""
        before, learnt = self.notes(), self.learnt()
        schema = self.reader.rows("select scm from col")
        log = self.reader.take(Artifact("x", (self.project.root / folder / "lighthouse.apkg").read_bytes()))
        assert not log.conflicting, "no note is left out for its note type"
        after = self.notes()
        changed = {name for name, row in after.items() if before.get(name) != row}
        assert len(log.updated) + len(log.new) == len(changed)
        assert set(before) <= set(after), "nothing vanishes"
        assert self.learnt() == learnt, "what was learnt stays"
        if before:
            assert self.reader.rows("select scm from col") == schema, "no full sync is forced"
        return changed

    def notes(self) -> dict[str, Any]:
        """Every note by its question's id: fields, tags and mod."""
        rows = self.reader.rows("select flds, tags, mod, guid from notes")
        found = {}
        for fields, tags, mod, guid in rows:
            name = next(each for each in fields.split("\x1f") if each in self.ids or each in self.known())
            self.ids[name] = guid
            found[name] = (fields, tags, mod, guid)
        return found

    def known(self) -> set[str]:
        lock, _ = read_released(self.project.root / BANK / "released.lock", "released.lock")
        return set(lock.lines)

    def learnt(self) -> tuple[Any, Any]:
        """The scheduling of reviewed cards, and the review log."""
        scheduling = (
            "select id, due, ivl, factor, reps, lapses, queue, type, data, flags from cards where reps > 0 order by id"
        )
        return self.reader.rows(scheduling), self.reader.rows("select * from revlog order by id")

    def mod(self, name: str) -> int:
        return int(self.notes()[name][2])


@pytest.fixture
def student(project: Project, tmp_path: Path) -> Iterator[Student]:
    reader = Reader(tmp_path)
    # A year back, so that what the student does today is later than the first release.
    student = Student(project, reader, int(time.time()) - 365 * DAY)
    student.publish()
    assert len(student.take()) == 11
    for _ in range(3):
        deck = reader.collection.decks.id_for_name("The Keeper's Year")
        assert deck is not None
        reader.collection.decks.set_current(deck)
        card = reader.collection.sched.getCard()
        assert card is not None
        reader.collection.sched.answerCard(card, 4)  # easy
    assert len(student.learnt()[1]) == 3
    yield student
    reader.collection.close()


def test_nothing_changed(student: Student) -> None:
    student.publish()
    assert student.take() == set()


@pytest.mark.parametrize(
    ("file", "old", "new", "question"),
    [
        (ONE, "burn in a night of winter?", "burn in one night of winter?", "winter-oil"),
        (ONE, "so the lamp burns longer", "it burns for longer", "winter-oil"),
        (ONE, "tags: [oil]", "tags: [oil, winter]", "winter-oil"),
        (ONE, '"three litres", "eight litres"', '"three litres", "nine litres", "ten litres"', "winter-oil"),
        (ONE, "answer: 1095", "answer: 1095\n    tolerance: 5", "oil-of-a-year"),
        (ONE, "sixteen}} panels and", "sixteen}} clear panels and", "panels"),
    ],
)
def test_one_edit_changes_one_note(student: Student, file: str, old: str, new: str, question: str) -> None:
    student.project.replace(file, old, new)
    student.publish()
    assert student.take() == {question}
    student.publish()
    assert student.take() == set()


def test_the_description_says_what_is_new(student: Student) -> None:
    def described() -> str:
        deck = student.reader.collection.decks.by_name("The Keeper's Year")
        assert deck is not None
        return str(deck["desc"])

    assert "What is new" not in described(), "at first all of it is"
    student.project.replace(TWO, 'answer: "Grey Head"', 'answer: "the Grey Head"')
    student.publish(after=DAY)
    student.take()
    day = time.strftime("%Y-%m-%d", time.gmtime(student.clock))
    assert f"<li>{day}: with another answer: grey-head</li>" in described()
    assert student.reader.collection.find_notes("grey-head"), "the name that it says leads to the card"


def test_a_question_added_in_the_middle(student: Student) -> None:
    added = student.project.read(ONE).split("  - id: panels\n")[1].split("\n\n")[0]
    added = "  - id: flashes\n" + added.replace("{{1::sixteen}} panels", "{{1::sixteen}} panes")
    student.project.replace(ONE, "  - id: panels\n", f"{added}\n\n  - id: panels\n")
    student.publish()
    assert student.take() == {"flashes"}


def test_two_questions_swap_their_contents(student: Student) -> None:
    text = student.project.read(TWO)
    one, other = "id: grey-head", "id: old-question"
    student.project.write(TWO, text.replace(one, "id: x").replace(other, one).replace("id: x", other))
    student.publish()
    assert student.take() == {"grey-head", "old-question"}
    student.project.write(TWO, text)
    student.publish()
    assert student.take() == {"grey-head", "old-question"}, "and back again: the text is as before, the mod is not"


def test_a_question_moves_to_another_chapter(student: Student) -> None:
    block = student.project.read(ONE).split("  - id: panels\n")[1].split("\n\n")[0]
    block = f"  - id: panels\n{block}\n\n"
    moved = block.replace(
        'cite: "The lens has sixteen … in eight seconds"', 'cite: {chapter: 1, text: "The lens has sixteen panels"}'
    )
    student.project.write(ONE, student.project.read(ONE).replace(block, ""))
    student.project.write(TWO, student.project.read(TWO).rstrip() + "\n\n" + moved.rstrip() + "\n")
    student.publish()
    assert student.take() == {"panels"}
    assert "chapter::2" in student.notes()["panels"][1]


def test_a_retired_question_says_so_and_comes_back(student: Student) -> None:
    student.project.replace(ONE, "bloom: analyze", "bloom: analyze\n    retired: true")
    student.publish()
    assert student.take() == {"scratch-or-crack"}
    assert "no longer asked" in student.notes()["scratch-or-crack"][0]
    student.project.replace(ONE, "    retired: true\n", "")
    student.publish()
    assert student.take() == {"scratch-or-crack"}
    assert "no longer asked" not in student.notes()["scratch-or-crack"][0]


def test_a_build_with_the_book_adds_the_passages_and_the_next_release_changes_only_what_was_edited(
    student: Student,
) -> None:
    assert student.project.run("build", SOURCE_DATE_EPOCH=str(student.clock - 5 * DAY)).code == 0
    assert len(student.take("build")) == 11, "each note once more, with its passage"
    assert "<mark>" in student.notes()["winter-oil"][0]
    student.publish()
    assert student.take() == set(), "a release without passages does not take them away"
    student.project.replace(ONE, "burn in a night of winter?", "burn in one night of winter?")
    assert student.project.run("build", SOURCE_DATE_EPOCH=str(student.clock)).code == 0
    assert student.take("build") == {"winter-oil"}, "an instructor's own build"
    student.project.replace(ONE, "burn in one night of winter?", "burn in each night of winter?")
    assert student.project.run("build", SOURCE_DATE_EPOCH=str(student.clock + 60)).code == 0
    assert student.take("build") == {"winter-oil"}, "and his second try"
    student.publish()
    assert student.take() == {"winter-oil"}


def test_a_release_on_a_machine_whose_clock_is_behind(student: Student) -> None:
    student.project.replace(ONE, "burn in a night of winter?", "burn in one night of winter?")
    student.publish()
    assert student.take() == {"winter-oil"}
    earlier = student.mod("winter-oil")
    student.project.replace(ONE, "burn in one night of winter?", "burn in each night of winter?")
    student.publish(after=-2 * DAY)
    assert student.take() == {"winter-oil"}
    assert student.mod("winter-oil") > earlier


def test_a_note_that_the_student_marked_takes_the_next_update(student: Student) -> None:
    collection = student.reader.collection
    (row,) = student.reader.rows("select id from notes where flds like '%winter-oil%'")
    note = collection.get_note(row[0])
    note.add_tag("marked")
    collection.update_note(note)
    assert student.mod("winter-oil") >= int(time.time()) - 60
    student.project.replace(ONE, "burn in a night of winter?", "burn in one night of winter?")
    student.publish(after=366 * DAY)
    assert student.take() == {"winter-oil"}


def test_tags_of_the_students_own_stay_on_notes_that_did_not_change(student: Student) -> None:
    collection = student.reader.collection
    (row,) = student.reader.rows("select id from notes where flds like '%grey-head%'")
    note = collection.get_note(row[0])
    note.add_tag("mine")
    collection.update_note(note)
    student.project.replace(ONE, "burn in a night of winter?", "burn in one night of winter?")
    student.publish()
    assert student.take() == {"winter-oil"}
    assert " mine " in student.notes()["grey-head"][1]


def test_new_templates_and_styles_come_through_and_touch_no_note(
    student: Student, monkeypatch: pytest.MonkeyPatch
) -> None:
    from dataclasses import replace

    changed = {
        name: replace(
            notetype,
            css=notetype.css + "\n.new-look { color: inherit }",
            mod=notetype.mod + 1000,
            templates=tuple(replace(each, back=each.back + "<i>new</i>") for each in notetype.templates),
        )
        for name, notetype in notetypes.NOTE_TYPES.items()
    }
    monkeypatch.setattr(package, "NOTE_TYPES", changed)
    student.publish()
    notes = student.notes()
    student.take()
    assert student.notes() == notes
    found = student.reader.collection.models.by_name("quizgen choice")
    assert found is not None
    assert ".new-look" in found["css"]
    assert found["tmpls"][0]["afmt"].endswith("<i>new</i>")


def test_a_new_deletion_adds_its_card_and_its_number_is_never_used_again(student: Student) -> None:
    student.project.replace(ONE, "{{2::eight::how many?}} seconds", "{{2::eight::how many?}} {{3::seconds}}")
    student.publish()
    assert student.take() == {"panels"}
    student.project.replace(ONE, "{{3::seconds}}", "seconds")
    student.publish()
    assert student.take() == {"panels"}
    text = student.project.read(ONE)
    swapped = text.replace("{{1::sixteen}}", "{{2::sixteen}}").replace(
        "{{2::eight::how many?}}", "{{1::eight::how many?}}"
    )
    student.project.write(ONE, swapped)
    done = student.project.run("check")
    assert "error[released-number]: what has the number 1 now was published as 2" in done.err
    student.project.write(ONE, text)
    student.project.replace(ONE, "turns once", "turns {{3::once}}")
    done = student.project.run("check")
    assert done.code == 1
    assert "error[released-number]" in done.err
    assert "next free number, 4" in done.err
