"""A student who imported a deck long ago takes every update: releases and own builds into one real Anki collection.

Each import is made at its own date, by the Anki that is installed for the tests; with ``QUIZGEN_ANKIS``, a folder of
virtual environments, by each of these.
"""

from __future__ import annotations

import time
from dataclasses import replace

import pytest

from quizgen.outputs.anki import notetypes, package
from tests.outputs.anki.student import DAY, DECK, ONE, TWO, Student
from tests.projects import Project


def test_nothing_changed(student: Student) -> None:
    student.publish()
    student.wait(30)
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
    student.wait(30)
    student.publish()
    assert student.take() == {question}
    student.wait(30)
    student.publish()
    assert student.take() == set()


def test_the_description_says_what_is_new(student: Student) -> None:
    assert "What is new" not in student.anki.ask("describe", deck=DECK), "at first all of it is"
    student.project.replace(TWO, 'answer: "Grey Head"', 'answer: "the Grey Head"')
    student.wait(1)
    student.publish()
    student.take()
    day = time.strftime("%Y-%m-%d", time.gmtime(student.clock))
    assert f"<li>{day}: with another answer: grey-head</li>" in student.anki.ask("describe", deck=DECK)
    assert student.anki.ask("find", words="grey-head"), "the name that it says leads to the card"


PERSON_AND_DATE = """

  - id: who-predecessor
    kind: person
    person: "the predecessor"
    description: "cleaned the glass with vinegar"
    explanation: "His panels are in the museum."
    cite: "My predecessor used vinegar"
    difficulty: 1
    bloom: remember

  - id: storm
    kind: date
    date: "1904"
    event: "A panel is replaced after the storm"
    explanation: "Two were replaced in all."
    cite: "one in 1904, after the storm"
    difficulty: 1
    bloom: remember
"""


def test_persons_and_dates_come_beside_the_terms(student: Student) -> None:
    """They are notes of the type that terms have had from the beginning, and leave those alone."""
    student.publish()
    student.take()
    student.review()
    student.project.write(ONE, student.project.read(ONE).rstrip() + PERSON_AND_DATE)
    student.wait(30)
    student.publish()
    assert student.take() == {"who-predecessor", "storm"}
    student.wait(30)
    assert student.take() == set()


def add_question(project: Project) -> None:
    added = project.read(ONE).split("  - id: panels\n")[1].split("\n\n")[0]
    added = "  - id: flashes\n" + added.replace("{{1::sixteen}} panels", "{{1::sixteen}} panes")
    project.replace(ONE, "  - id: panels\n", f"{added}\n\n  - id: panels\n")


def test_a_question_added_in_the_middle(student: Student) -> None:
    add_question(student.project)
    student.wait(30)
    student.publish()
    assert student.take() == {"flashes"}


def test_a_retired_question_gives_no_card_to_those_who_never_had_it(student: Student) -> None:
    add_question(student.project)
    student.wait(30)
    student.publish()  # somebody has taken this one, and our student has not
    student.project.replace(ONE, "  - id: flashes\n", "  - id: flashes\n    retired: true\n")
    student.wait(30)
    student.publish()
    cards = student.anki.rows("select count() from cards")
    student.take()
    assert student.anki.rows("select count() from cards") == cards
    student.project.replace(ONE, "    retired: true\n", "")
    student.wait(30)
    student.publish()
    assert student.take() == {"flashes"}
    assert student.anki.rows("select count() from cards") == [[cards[0][0] + 2]], "asked again, they come"


def swap_contents(project: Project) -> None:
    one, other = "id: grey-head", "id: old-question"
    project.write(TWO, project.read(TWO).replace(one, "id: x").replace(other, one).replace("id: x", other))


def test_two_questions_swap_their_contents(student: Student) -> None:
    for _ in range(2):  # and back again: the text is as before, the mod is not
        swap_contents(student.project)
        student.wait(30)
        student.publish()
        assert student.take() == {"grey-head", "old-question"}


def test_a_question_moves_to_another_chapter(student: Student) -> None:
    block = student.project.read(ONE).split("  - id: panels\n")[1].split("\n\n")[0]
    block = f"  - id: panels\n{block}\n\n"
    moved = block.replace(
        'cite: "The lens has sixteen … in eight seconds"', 'cite: {chapter: 1, text: "The lens has sixteen panels"}'
    )
    student.project.write(ONE, student.project.read(ONE).replace(block, ""))
    student.project.write(TWO, student.project.read(TWO).rstrip() + "\n\n" + moved.rstrip() + "\n")
    student.wait(30)
    student.publish()
    assert student.take() == {"panels"}
    assert "chapter::2" in student.tags("panels")


def test_a_retired_question_says_so_and_comes_back(student: Student) -> None:
    student.project.replace(ONE, "bloom: analyze", "bloom: analyze\n    retired: true")
    student.wait(30)
    student.publish()
    assert student.take() == {"scratch-or-crack"}
    assert "no longer asked" in student.text("scratch-or-crack")
    student.project.replace(ONE, "    retired: true\n", "")
    student.wait(30)
    student.publish()
    assert student.take() == {"scratch-or-crack"}
    assert "no longer asked" not in student.text("scratch-or-crack")


def test_ten_releases_and_own_builds_in_between(student: Student) -> None:
    """Each own build is made after the last import, and brings back the passages that a release took away."""
    project, anki = student.project, student.anki
    winter = student.edit()
    student.wait(30)
    student.publish()  # 2
    student.wait(20)
    assert student.take() == {"winter-oil"}
    student.tag("grey-head", "mine")
    student.review()

    student.wait(5)
    student.build()
    assert len(student.take("build")) == 11, "each note once more, with its passage"
    assert all("<mark>" in student.text(name) for name in student.notes())
    assert "mine" not in student.tags("grey-head"), "the price of the first own build: tags are replaced"
    student.tag("grey-head", "mine")
    student.tag("order-of-the-evening", "marked")

    add_question(project)
    student.wait(20)
    student.publish()  # 3
    student.wait(5)
    assert student.take() == {"flashes"}
    student.review()
    student.wait(1)
    student.build()
    assert student.take("build") == {"flashes"}
    assert "<mark>" in student.text("flashes")
    student.build()
    assert student.take("build") == set()

    winter = student.edit()
    project.replace(ONE, "bloom: analyze", "bloom: analyze\n    retired: true")
    student.wait(30)
    student.publish()  # 4
    assert student.take() == {"winter-oil", "scratch-or-crack"}
    assert "<mark>" not in student.text("winter-oil"), "a release has no passages"
    student.wait(1)
    student.build()
    assert student.take("build") == {"winter-oil", "scratch-or-crack"}
    assert winter in student.text("winter-oil") and "<mark>" in student.text("winter-oil")

    project.replace(TWO, "For which light would", "For which other light would")
    student.wait(1)
    student.build()
    assert student.take("build") == {"grey-head"}, "an edit of one's own"
    student.review()
    student.wait(20)
    student.publish()  # 5
    assert student.take() == {"grey-head"}
    student.wait(1)
    student.build()
    assert student.take("build") == {"grey-head"}
    assert "<mark>" in student.text("grey-head")

    cards = len(anki.rows("select id from cards"))
    project.replace(ONE, "panels and turns", "panels and {{3::turns}}")
    student.wait(30)
    student.publish()  # 6
    assert student.take() == {"panels"}
    assert len(anki.rows("select id from cards")) == cards + 1, "a new deletion adds its card"
    student.review()
    student.tag("panels", "marked")
    student.wait(1)
    student.build()
    assert student.take("build") == {"panels"}, "a build after the mark wins"

    project.replace(ONE, "{{3::turns}}", "turns")
    student.wait(30)
    student.publish()  # 7
    assert student.take() == {"panels"}
    assert len(anki.rows("select id from cards")) == cards + 1, "cards of a deletion that was taken out stay"
    student.wait(1)
    student.build()
    assert student.take("build") == {"panels"}

    project.replace(ONE, "    retired: true\n", "")
    swap_contents(project)
    student.wait(30)
    student.publish()  # 8
    assert student.take() == {"scratch-or-crack", "grey-head", "old-question"}
    student.review()
    student.wait(1)
    student.build()
    assert student.take("build") == {"scratch-or-crack", "grey-head", "old-question"}

    winter = student.edit()
    student.wait(20)
    student.publish()  # 9, imported after the own build that has it already
    student.wait(5)
    student.build()
    assert student.take("build") == {"winter-oil"}
    student.wait(1)
    assert student.take() == set()
    assert winter in student.text("winter-oil") and "<mark>" in student.text("winter-oil")

    student.wait(20)
    student.publish()  # 10, in which nothing changed
    assert student.take() == set()
    student.build()
    assert student.take("build") == set()
    assert "marked" in student.tags("order-of-the-evening"), "no update touched it since"
    assert len(student.learnt()[1]) == 18
    assert anki.ask("check")


def test_a_correction_after_an_own_build_arrives_and_keeps_its_passage(student: Student) -> None:
    student.edit()
    student.wait(30)
    student.publish()
    student.take()
    student.wait(30)
    student.build()
    assert len(student.take("build")) == 11
    student.wait(1)
    corrected = student.edit()
    student.publish()
    student.wait(1)
    student.build()
    assert student.take("build") == {"winter-oil"}
    assert corrected in student.text("winter-oil") and "<mark>" in student.text("winter-oil")


def test_a_bank_that_was_never_released_touches_only_what_changed(newcomer: Student) -> None:
    newcomer.build()
    assert len(newcomer.take("build")) == 11
    newcomer.review()
    newcomer.tag("grey-head", "mine")
    newcomer.wait(10)
    edited = newcomer.edit()
    newcomer.build()
    assert newcomer.take("build") == {"winter-oil"}
    assert edited in newcomer.text("winter-oil")
    assert "mine" in newcomer.tags("grey-head")


def test_a_release_on_a_machine_whose_clock_is_behind(student: Student) -> None:
    if student.anki.version.stamps_imports:
        pytest.skip("before 25.02 the clock that counts is that of the student's machine")
    student.edit()
    student.wait(30)
    student.publish()
    assert student.take() == {"winter-oil"}
    earlier = student.mod("winter-oil")
    student.edit()
    student.clock -= 2 * DAY
    student.publish()
    student.clock += 2 * DAY
    assert student.take() == {"winter-oil"}
    assert student.mod("winter-oil") > earlier


def test_a_note_that_the_student_marked_takes_the_next_update(student: Student) -> None:
    student.tag("winter-oil", "marked")
    assert student.mod("winter-oil") >= student.clock
    student.edit()
    student.wait(30)
    student.publish()
    assert student.take() == {"winter-oil"}


def test_tags_of_the_students_own_stay_on_notes_that_did_not_change(student: Student) -> None:
    student.tag("grey-head", "mine")
    student.edit()
    student.wait(30)
    student.publish()
    assert student.take() == {"winter-oil"}
    assert "mine" in student.tags("grey-head")


def test_new_templates_and_styles_come_through_and_touch_no_note(
    student: Student, monkeypatch: pytest.MonkeyPatch
) -> None:
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
    student.wait(30)
    student.publish()
    assert student.take() == set()
    styled = student.anki.ask("look", notetype="quizgen choice")
    assert ".new-look" in styled["css"]
    assert styled["back"].endswith("<i>new</i>")


def test_a_new_deletion_adds_its_card_and_its_number_is_never_used_again(student: Student) -> None:
    student.project.replace(ONE, "{{2::eight::how many?}} seconds", "{{2::eight::how many?}} {{3::seconds}}")
    student.wait(30)
    student.publish()
    assert student.take() == {"panels"}
    student.project.replace(ONE, "{{3::seconds}}", "seconds")
    student.wait(30)
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
