"""Released notes keep their time whatever the clock says; what would break readers' decks is refused."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

import pytest

from quizgen.kinds import KINDS
from quizgen.outputs.anki.earlier_package import EarlierNote
from quizgen.outputs.anki.release import STEP, date_notes, next_release
from quizgen.project.locks import Released, ReleasedLock
from quizgen.verify.published import find_breaks, find_missing, hashed_answer, hashed_deletions
from tests.projects import BANK, EPOCH, Project
from tests.samples import question


@dataclass(frozen=True)
class Rendered:
    id: str
    digest: str
    kind: str = "short"
    numbers: tuple[int, ...] = ()
    has_passage: bool = False
    text_digest: str = ""
    content: bytes = b"as it was"
    guid: str = "guid"


def lock(**more: Any) -> ReleasedLock:
    line = replace(Released("sample-short", "short", "1", 1000), **more)
    return ReleasedLock({line.id: line})


NEVER = ReleasedLock()


def date(note: Rendered, lock: ReleasedLock, before: EarlierNote | None, built: int, *, always: bool = False) -> int:
    earlier = {} if before is None else {note.guid: before}
    (mod,) = date_notes([note], lock, earlier, built, always=always).values()
    return mod


@pytest.mark.parametrize(
    ("digest", "passage", "built", "mod"),
    [
        ("1", False, 5000, 1000),  # unchanged: no clock
        ("1", True, 5000, 5000),  # its passage is new
        ("1", True, 900, 1001),
        ("2", False, 5000, 5000),  # edited since
        ("2", True, 5000, 5000),
        ("2", False, 900, 1002),  # edited, on a clock that is behind
    ],
)
def test_times_of_a_build(digest: str, passage: bool, built: int, mod: int) -> None:
    note = Rendered("sample-short", digest, has_passage=passage)
    assert date(note, lock(), None, built) == mod


def test_a_new_note_has_the_time_of_the_build() -> None:
    assert date(Rendered("new", "1"), NEVER, None, 5000) == 5000


@pytest.mark.parametrize(
    ("digest", "passage", "before", "mod"),
    [
        ("1", False, EarlierNote(1000, b"as it was"), 1000),  # a public build of what is released
        ("1", True, EarlierNote(3000, b"as it was"), 3000),  # its passage came at 3000
        ("1", True, EarlierNote(3000, b"another"), 5000),  # the passage is another one
        ("1", True, EarlierNote(1000, b"as it was"), 5000),  # published since: the release took the passage away
        ("2", False, EarlierNote(3000, b"as it was"), 3000),  # edited at 3000, not released yet
        ("2", False, EarlierNote(3000, b"another"), 5000),  # edited again
        ("2", False, EarlierNote(1001, b"as it was"), 5000),  # edited, published, and the edit taken back
        ("1", False, EarlierNote(3000, b"another"), 5000),  # the edit that was never published is taken back
        ("2", False, EarlierNote(7000, b"another"), 7001),  # the clock was ahead
        ("2", False, EarlierNote(7000, b"as it was"), 7000),
    ],
)
def test_times_of_a_build_that_replaces_another(digest: str, passage: bool, before: EarlierNote, mod: int) -> None:
    assert date(Rendered("sample-short", digest, has_passage=passage), lock(), before, 5000) == mod


@pytest.mark.parametrize(("mod", "now"), [(3000, 3000), (7000, 7000)])
def test_a_note_that_was_never_released_is_dated_once(mod: int, now: int) -> None:
    assert date(Rendered("new", "1"), NEVER, EarlierNote(mod, b"as it was"), 5000) == now


@pytest.mark.parametrize(("mod", "now"), [(None, 5000), (3000, 5000), (7000, 7001)])
def test_all_notes_are_dated_anew_on_demand(mod: int | None, now: int) -> None:
    before = None if mod is None else EarlierNote(mod, b"as it was")
    for published in (NEVER, lock()):
        assert date(Rendered("sample-short", "1"), published, before, 5000, always=True) == now


@pytest.mark.parametrize(("now", "mod"), [(5000, 5000), (900, 1000 + STEP)])
def test_a_release_moves_only_what_changed(now: int, mod: int) -> None:
    questions = {name: question("short", id=name) for name in ("sample-short", "other", "new")}
    before = ReleasedLock({**lock().lines, "other": Released(id="other", kind="short", hash="1", mod=7)})
    notes = [Rendered("sample-short", "2"), Rendered("other", "1"), Rendered("new", "1")]
    after, changes = next_release(notes, questions, before, now)
    assert {name: line.mod for name, line in after.lines.items()} == {"sample-short": mod, "other": 7, "new": now}
    assert (changes.added, changes.edited, changes.retired) == (("new",), ("sample-short",), ())


def test_every_later_build_or_release_wins_over_every_earlier_one() -> None:
    """Also where the clock stood still: build < build with a passage < edited build < next release."""
    note, questions = Rendered("sample-short", "2"), {"sample-short": question("short")}
    clock = 100
    plain = date(Rendered("sample-short", "1"), lock(), None, clock)
    with_passage = date(Rendered("sample-short", "1", has_passage=True), lock(), None, clock)
    edited = date(note, lock(), None, clock)
    after, _ = next_release([note], questions, lock(), clock)
    assert lock().lines["sample-short"].mod == plain < with_passage < edited < after.lines["sample-short"].mod


def test_removed_cloze_numbers_are_remembered_and_never_come_back() -> None:
    before = lock(id="sample-cloze", kind="cloze", numbers=[1, 2])
    edited = question("cloze", text="The lens has {{1::sixteen}} panels.")
    after, _ = next_release([Rendered("sample-cloze", "2", "cloze", (1,))], {"sample-cloze": edited}, before, 5000)
    assert after.lines["sample-cloze"].gone == (2,)
    assert not list(find_breaks(edited, after))
    ((code, finding),) = find_breaks(question("cloze"), after)
    assert code == "released-number"
    assert "next free number, 3" in finding.hint


def test_two_cards_may_leave_out_the_same_words() -> None:
    twice = question("cloze", text="{{1::four}} lamps and {{2::four}} clocks, all of {{3::brass}}")
    words = hashed_deletions(twice)
    before = lock(id="sample-cloze", kind="cloze", numbers=[1, 2, 3], words=list(words))
    assert not list(find_breaks(twice, before))
    swapped = question("cloze", text="{{3::four}} lamps and {{2::four}} clocks, all of {{1::brass}}")
    assert [code for code, _ in find_breaks(swapped, before)] == ["released-number"] * 2


def test_another_kind_and_a_missing_id() -> None:
    ((code, _),) = find_breaks(question("numeric", id="sample-short"), lock())
    assert code == "released-kind"
    assert list(find_missing({}, lock())) == ["sample-short"]
    assert list(find_missing({"sample-short": question("short", draft="true")}, lock())) == ["sample-short"]
    assert not list(find_missing({"sample-short": question("short", retired="true")}, lock()))


@pytest.mark.parametrize(
    ("before", "after", "changes"),
    [
        ({}, {"explanation": "Other."}, ("text",)),
        ({}, {"also": ["the lens"]}, ("text",)),
        ({}, {"answer": "the clock"}, ("answer",)),
        ({}, {"retired": "true"}, ("retired",)),
        ({"retired": "true"}, {}, ("added",)),
        ({"retired": "true"}, {"retired": "true", "explanation": "Other."}, ("retired",)),
    ],
)
def test_the_lock_says_what_a_release_changed(
    before: dict[str, Any], after: dict[str, Any], changes: tuple[str, ...]
) -> None:
    old, new = (question("short", **fields) for fields in (before, after))
    first, _ = next_release([Rendered("sample-short", "1")], {"sample-short": old}, ReleasedLock(), 1000)
    second, _ = next_release([Rendered("sample-short", "2")], {"sample-short": new}, first, 5000)
    line = second.lines["sample-short"]
    assert (line.first, line.mod, line.changes) == (1000, 5000, changes)
    third, _ = next_release([Rendered("sample-short", "2")], {"sample-short": new}, second, 9000)
    assert third == second, "what does not change keeps its line"


@pytest.mark.parametrize(
    ("text", "changes", "gone"),
    [
        ("The lens has {{1::sixteen}} panels and turns in eight seconds.", ("gap",), (2,)),
        ("The lens has {{1::twelve}} panels and turns in eight seconds.", ("gap", "answer"), (2,)),
        ("The lens has {{1::sixteen}} panels and turns in {{2::nine seconds}}.", ("answer",), ()),
        ("The lens has {{1::sixteen}} panes and turns in {{2::eight seconds}}.", ("text",), ()),
    ],
)
def test_a_deletion_that_is_taken_out_is_named(text: str, changes: tuple[str, ...], gone: tuple[int, ...]) -> None:
    old, new = question("cloze"), question("cloze", text=text)
    numbers = tuple(number for number in (1, 2) if number not in gone)
    note, edited = Rendered("sample-cloze", "1", "cloze", (1, 2)), Rendered("sample-cloze", "2", "cloze", numbers)
    first, _ = next_release([note], {"sample-cloze": old}, ReleasedLock(), 1000)
    second, made = next_release([edited], {"sample-cloze": new}, first, 5000)
    assert second.lines["sample-cloze"].changes == changes
    assert made.gone == ((("sample-cloze", gone),) if gone else ())


def test_a_note_with_another_link_or_place_is_published_anew_but_is_no_news() -> None:
    questions = {"sample-short": question("short")}
    after = ReleasedLock()
    told = []
    for digest, text, now in (("1", "a", 1000), ("2", "a", 2000), ("3", "b", 3000), ("4", "b", 4000)):
        after, _ = next_release([Rendered("sample-short", digest, text_digest=text)], questions, after, now)
        line = after.lines["sample-short"]
        told.append((line.mod, line.changed, line.changes))
    added, edited = (1000, ("added",)), (3000, ("text",))
    assert told == [(1000, *added), (2000, *added), (3000, *edited), (4000, *edited)], "what was news stays so"


def test_an_edit_of_a_note_that_an_older_quizgen_published_is_no_other_answer() -> None:
    """The lock did not say then what was right; it says so from the next release on."""
    same, _ = next_release([Rendered("sample-short", "1")], {"sample-short": question("short")}, lock(), 5000)
    assert same.lines["sample-short"].mod == 1000
    assert same.lines["sample-short"].answer
    edited, _ = next_release([Rendered("sample-short", "2")], {"sample-short": question("short")}, lock(), 5000)
    assert edited.lines["sample-short"].changes == ("text",)
    assert edited.lines["sample-short"].first == 0, "its note keeps its id"


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind != "cloze"])
def test_an_answer_has_a_hash_whatever_the_kind(kind: str) -> None:
    assert hashed_answer(question(kind)) == hashed_answer(question(kind, explanation="Other.")) != ""


# --- as a maintainer does it ------------------------------------------------------------------


def test_a_series_of_releases(project: Project) -> None:
    project.run("check")
    first = project.run("release")
    assert first.code == 0, first.err
    assert "lighthouse.apkg: 11 added, 0 edited, 0 retired" in first.out
    assert (project.root / "decks/lighthouse.apkg").exists()
    deck = project.files("decks")
    again = project.run("release", SOURCE_DATE_EPOCH=str(int(EPOCH) + 100_000))
    assert "0 added, 0 edited, 0 retired" in again.out
    assert project.files("decks") == deck, "a release without changes publishes the same bytes at any time"

    project.replace(f"{BANK}/1.yaml", "so the lamp burns longer", "so it burns for longer")
    project.replace(f"{BANK}/2.yaml", "    bloom: evaluate", "    bloom: evaluate\n    retired: true")
    project.run("check")
    second = project.run("release", SOURCE_DATE_EPOCH=str(int(EPOCH) - 200_000))
    assert "0 added, 1 edited, 1 retired" in second.out
    assert "edited: winter-oil" in second.out
    assert "retired: heart-of-the-light" in second.out


def test_a_deletion_taken_out_is_told_with_what_students_do(project: Project) -> None:
    project.run("check")
    project.run("release")
    project.replace(f"{BANK}/1.yaml", "{{2::eight::how many?}}", "eight")
    project.run("check")
    done = project.run("release")
    assert "  deletion taken out: panels, 2\n" in done.out
    assert "Tools → Empty Cards" in done.out
    text = project.read("decks/lighthouse.description.html")
    assert "with a gap less: panels" in text
    assert "Tools → Empty Cards" in text
    assert "Tools → Empty Cards" not in project.run("release").out, "said once"


def test_a_text_for_ankiweb_lies_beside_each_deck_and_replaces_no_other_file(project: Project) -> None:
    project.run("check")
    project.write("decks/lighthouse.description.html", "My notes.")
    done = project.run("release")
    assert done.code == 1
    assert "decks/lighthouse.description.html: error[file-taken]" in done.err
    assert project.read("decks/lighthouse.description.html") == "My notes."
    assert not (project.root / "decks/lighthouse.apkg").exists()
    (project.root / "decks/lighthouse.description.html").unlink()
    assert project.run("release").code == 0
    first = project.read("decks/lighthouse.description.html")
    assert "The Lamp (" in first and "What is new" not in first
    project.replace(f"{BANK}/1.yaml", "so the lamp burns longer", "so it burns for longer")
    project.run("check")
    assert project.run("release", SOURCE_DATE_EPOCH=str(int(EPOCH) + 100_000)).code == 0
    assert "2026-01-02: revised: winter-oil" in project.read("decks/lighthouse.description.html")


def test_a_vanished_or_changed_question_is_refused(project: Project) -> None:
    project.run("check")
    project.run("release")
    text = project.read(f"{BANK}/2.yaml")
    project.replace(f"{BANK}/2.yaml", "id: grey-head", "id: the-other-light")
    for command in ("check", "build", "release"):
        done = project.run(command)
        assert done.code == 1, command
        assert "error[released-missing]: `grey-head` was published" in done.err
        assert "retired: true" in done.err
    project.write(
        f"{BANK}/2.yaml",
        text.replace("kind: short", "kind: term", 1)
        .replace("prompt:", "term:", 1)
        .replace('answer: "Grey Head"', 'definition: "Grey Head"', 1)
        .replace('    also: ["the light at Grey Head"]\n', ""),
    )
    done = project.run("check")
    assert "error[released-kind]" in done.err


def test_a_release_holds_no_passages(project: Project) -> None:
    project.run("check")
    project.run("release")
    assert b"nobody who has sat" not in project.files("decks")["lighthouse.apkg"]
    project.run("build")
    assert b"nobody who has sat" in project.files("build")["lighthouse.apkg"]
    project.run("build", "--public")
    for name, content in project.files("build").items():
        assert b"nobody who has sat" not in content, name
