"""What no package can do for an Anki, and the way out of each case (the table in ``docs/anki.md``)."""

from __future__ import annotations

import pytest

from tests.outputs.anki.student import Student


def get_out(student: Student, question: str, which: str, words: str) -> None:
    """Import the deck that Anki skipped once more: with “Update notes: Always” it arrives, where Anki has that."""
    assert words not in student.text(question)
    if student.anki.version.has_always:
        student.take(which, always=True)
        assert words in student.text(question)


def test_several_releases_in_one_sitting(student: Student) -> None:
    student.edit()
    student.wait(30)
    student.publish()
    second = student.keep("decks")
    latest = student.edit()
    student.wait(30)
    student.publish()
    student.wait(30)
    assert student.take(second) == {"winter-oil"}
    if not student.anki.version.stamps_imports:
        assert student.take() == {"winter-oil"}
        return
    assert student.take() == set(), "it is older than the import a minute ago"
    get_out(student, "winter-oil", "decks", latest)


def test_the_latest_release_alone_brings_all(student: Student) -> None:
    for _ in range(2):
        latest = student.edit()
        student.wait(30)
        student.publish()
    assert student.take() == {"winter-oil"}
    assert latest in student.text("winter-oil")


def test_an_own_build_made_before_a_release_that_is_imported_first(student: Student) -> None:
    student.edit()
    student.wait(30)
    student.publish()
    student.wait(1)
    student.build()
    student.wait(1)
    assert student.take() == {"winter-oil"}
    if not student.anki.version.stamps_imports:
        assert len(student.take("build")) == 11
        return
    assert len(student.take("build")) == 10
    student.wait(1)
    student.build()
    assert student.take("build") == set(), "nothing changed since the earlier build"
    get_out(student, "winter-oil", "build", "<mark>")


@pytest.mark.parametrize("is_leech", [False, True])
def test_a_note_marked_between_a_release_and_its_import(student: Student, is_leech: bool) -> None:
    edited = student.edit()
    student.wait(30)
    student.publish()
    student.wait(1)
    change_note(student, "winter-oil", is_leech=is_leech)
    student.wait(1)
    assert student.take() == set()
    get_out(student, "winter-oil", "decks", edited)


@pytest.mark.parametrize("is_leech", [False, True])
def test_a_note_marked_between_an_own_build_and_its_import(student: Student, is_leech: bool) -> None:
    student.wait(30)
    student.build()
    student.wait(1)
    change_note(student, "winter-oil", is_leech=is_leech)
    student.wait(1)
    assert len(student.take("build")) == 10
    get_out(student, "winter-oil", "build", "<mark>")


def change_note(student: Student, question: str, *, is_leech: bool) -> None:
    if is_leech:
        student.anki.ask("fail", guid=student.guid(question))
        assert "leech" in student.tags(question)
    else:
        student.tag(question, "marked")
    assert student.mod(question) >= student.clock


def test_a_flag_keeps_no_update_out(student: Student) -> None:
    edited = student.edit()
    student.wait(30)
    student.publish()
    student.wait(1)
    student.anki.ask("flag", guid=student.guid("winter-oil"))
    assert student.take() == {"winter-oil"}
    assert edited in student.text("winter-oil")
    assert student.anki.rows("select count() from cards where flags = 1") == [[1]]


def test_the_next_edit_takes_a_marked_note_along(student: Student) -> None:
    student.edit()
    student.wait(30)
    student.publish()
    student.tag("winter-oil", "marked")
    student.wait(1)
    assert student.take() == set()
    corrected = student.edit()
    student.wait(30)
    student.publish()
    assert student.take() == {"winter-oil"}
    assert corrected in student.text("winter-oil")


def test_a_build_that_updates_every_note_is_a_way_out_on_all_versions(student: Student) -> None:
    edited = student.edit()
    student.wait(30)
    student.publish()
    student.wait(1)
    student.build()
    student.tag("winter-oil", "marked")
    student.wait(1)
    student.take()
    student.take("build")
    assert edited not in student.text("winter-oil")
    student.wait(1)
    student.build("--always-update")
    assert len(student.take("build")) == 11
    assert edited in student.text("winter-oil") and "<mark>" in student.text("winter-oil")
    student.wait(1)
    student.build()
    assert student.take("build") == set(), "it is asked for each time"


def test_a_build_that_remembers_nothing_updates_every_note_once(student: Student) -> None:
    student.wait(1)
    student.build()
    student.take("build")
    student.tag("grey-head", "mine")
    student.wait(1)
    student.build("--out", "elsewhere")
    assert len(student.take("elsewhere")) == 11
    assert "mine" not in student.tags("grey-head")
    student.wait(1)
    student.build("--out", "elsewhere")
    assert student.take("elsewhere") == set()
