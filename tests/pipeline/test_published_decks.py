"""Decks keep the names under which they were released; a book is told from every other; decks that overlap are told."""

from __future__ import annotations

import json
import sqlite3
import zipfile
from io import BytesIO
from pathlib import Path

import pytest

from quizgen.model.identity import guid_of
from quizgen.project.released_packages import read_released_packages
from tests.projects import BANK, EPOCH, Project

BOOK, RECIPE, LOCK = f"{BANK}/book.yaml", "decks/lighthouse.yaml", f"{BANK}/released.lock"
TITLE = "The Keeper's Year"
LATER = str(int(EPOCH) + 100_000)
FIRST = [TITLE, f"{TITLE}::01 The Lamp", f"{TITLE}::02 The Clock"]


def names(project: Project, folder: str = "decks", deck: str = "lighthouse") -> list[str]:
    """The names of the decks in a package."""
    return sorted(each["name"] for each in _decks(project, folder, deck).values())


def filled(project: Project, folder: str = "decks", deck: str = "lighthouse") -> list[str]:
    """The names of the decks in a package that have cards."""
    rows = _database(project, folder, deck).execute("SELECT DISTINCT did FROM cards")
    decks = _decks(project, folder, deck)
    return sorted(decks[str(row[0])]["name"] for row in rows)


def _decks(project: Project, folder: str, deck: str) -> dict[str, dict[str, str]]:
    (column,) = _database(project, folder, deck).execute("SELECT decks FROM col").fetchone()
    found: dict[str, dict[str, str]] = json.loads(column)
    return {key: each for key, each in found.items() if key != "1"}


def _database(project: Project, folder: str, deck: str) -> sqlite3.Connection:
    package = (project.root / folder / f"{deck}.apkg").read_bytes()
    connection = sqlite3.connect(":memory:")
    connection.deserialize(zipfile.ZipFile(BytesIO(package)).read("collection.anki2"))
    return connection


@pytest.fixture
def released(project: Project) -> Project:
    """The lighthouse project, released once."""
    assert project.run("check").code == 0
    done = project.run("release")
    assert done.code == 0, done.err
    assert names(project) == FIRST
    return project


def test_a_chapter_with_a_new_title_keeps_its_deck_until_it_is_renamed_knowingly(released: Project) -> None:
    released.replace(BOOK, "title: The Lamp", "title: The Light")
    for command in ("check", "build"):
        done = released.run(command)
        assert done.code == 0, done.err
        assert "warning[deck-renamed]: the deck of this chapter was published as `01 The Lamp`" in done.err
        assert f"{BOOK}:" in done.err
        assert "--rename-decks" in done.err
    assert names(released, "build") == FIRST
    done = released.run("release", SOURCE_DATE_EPOCH=LATER)
    assert "warning[deck-renamed]" in done.err
    assert "Renamed" not in done.out
    assert names(released) == FIRST
    assert "deck-renamed" not in released.run("check").err, "the release said so"
    done = released.run("release", "--rename-decks", SOURCE_DATE_EPOCH=LATER)
    assert f"Renamed: `{TITLE}::01 The Lamp` is `{TITLE}::01 The Light` now." in done.out
    assert "rename them in Anki before you import" in done.out
    assert "deck-renamed" not in done.err
    assert names(released) == [TITLE, f"{TITLE}::01 The Light", f"{TITLE}::02 The Clock"]
    lock = released.read(LOCK)
    assert "Renamed" not in released.run("release", SOURCE_DATE_EPOCH=LATER).out
    assert released.read(LOCK) == lock


def test_a_title_that_anki_takes_for_the_same_is_no_other(released: Project) -> None:
    released.replace(BOOK, "title: The Lamp", "title: the lamp")
    assert released.run("check", "--strict").code == 0
    released.run("build")
    assert names(released, "build") == FIRST


def test_a_chapter_put_in_front_moves_no_number(released: Project) -> None:
    copy = "library/lighthouse.txt"
    released.write(copy, f"Of lamps and those who tend them.\n\n{released.read(copy)}")
    preface = '  - {key: preface, title: Preface, opens: "Of lamps and those who"}\n'
    released.replace(BOOK, "chapters:\n", f"chapters:\n{preface}")
    done = released.run("check")
    told = "chapters have other numbers in the book now, and their decks keep theirs: `01 The Lamp`, `02 The Clock`"
    assert f"warning[deck-renamed]: {told}" in done.err
    assert released.run("build").code == 0
    assert names(released, "build") == FIRST


def test_chapters_numbered_anew_are_known_by_their_titles(released: Project) -> None:
    from quizgen.project.book_file import parse_book
    from quizgen.project.locks import read_released
    from quizgen.verify.deck_names import find_kept_names, name_subdecks

    lock, _ = read_released(released.root / LOCK, LOCK)
    published = lock.decks.of_chapters(TITLE)
    chapters = ((1, "Before the Lamp"), (2, "The Lamp"), (3, "The Clock"), (4, "After the Clock"))
    written = "".join(f'  - {{key: {key}, title: {title}, opens: "a b c d"}}\n' for key, title in chapters)
    book = parse_book(f"title: T\nauthor: A\nchapters:\n{written}", "book.yaml").record
    assert book is not None
    named = name_subdecks(book, published)
    assert [named[str(key)] for key, _ in chapters] == [
        "00 Before the Lamp",
        "01 The Lamp",
        "02 The Clock",
        "04 After the Clock",
    ]
    assert not any(kept.is_retitled for kept in find_kept_names(book, published))


def test_another_deck_or_by_in_the_recipe_is_told_and_kept(released: Project) -> None:
    released.replace(RECIPE, f'deck: "{TITLE}"', 'deck: "A Year at the Light"')
    done = released.run("build")
    assert f"{RECIPE}:2:14: warning[deck-renamed]: this deck was published as `{TITLE}`" in done.err
    assert names(released, "build") == FIRST
    released.replace(RECIPE, 'deck: "A Year at the Light", by: chapter', f'deck: "{TITLE}", by: none')
    done = released.run("release", SOURCE_DATE_EPOCH=LATER)
    assert done.code == 0
    assert "warning[deck-renamed]: this deck was published with `by: chapter`" in done.err
    assert names(released) == FIRST
    assert "deck-renamed" not in released.run("build").err
    done = released.run("release", "--rename-decks", SOURCE_DATE_EPOCH=LATER)
    assert f"Renamed: `{TITLE}::…` is `{TITLE}` now." in done.out
    assert names(released) == [TITLE]
    assert '"subdeck"' not in released.read(LOCK)


def test_a_bank_from_before_the_lock_knew_names_takes_them_from_its_package(released: Project) -> None:
    lines = [line for line in released.read(LOCK).splitlines(keepends=True) if '"mod": 0' not in line]
    released.write(LOCK, "".join(lines))
    released.replace(BOOK, "title: The Lamp", "title: The Light")
    released.replace(RECIPE, f'deck: "{TITLE}"', 'deck: "A Year at the Light"')
    for command in ("check", "build"):
        assert released.run(command).err.count("warning[deck-renamed]") == 2
    assert names(released, "build") == FIRST
    released.run("release", SOURCE_DATE_EPOCH=LATER)
    assert names(released) == FIRST
    assert '"number": "01", "title": "The Lamp"' in released.read(LOCK)


@pytest.mark.parametrize("content", [b"", b"PK", b"no package"])
def test_a_package_that_cannot_be_read_gives_no_names(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "lighthouse.apkg").write_bytes(content)
    (tmp_path / "folder.apkg").mkdir()
    assert not read_released_packages(tmp_path, "lighthouse", ["winter-oil"])


def test_a_package_of_another_book_gives_no_names(released: Project) -> None:
    decks = released.root / "decks"
    assert read_released_packages(decks, "lighthouse", ["winter-oil"])
    assert not read_released_packages(decks, "lighthouse", ["another"])
    assert not read_released_packages(decks, "another", ["winter-oil"])


def test_an_older_quizgen_reads_lines_of_decks_as_outdated_ones_of_a_question(released: Project) -> None:
    rows = [json.loads(line) for line in released.read(LOCK).splitlines()]
    decks = [row for row in rows if row["kind"] in ("deck", "subdeck")]
    notes = {row["id"]: row for row in rows if row not in decks}
    assert len(decks) == len(FIRST)
    for row in decks:
        assert row["id"] in notes
        assert {"id", "kind", "hash", "mod"} <= row.keys()
        assert row["mod"] < notes[row["id"]]["mod"]


def test_of_two_merged_locks_the_latest_lines_count(released: Project) -> None:
    before = released.read(LOCK)
    released.replace(BOOK, "title: The Lamp", "title: The Light")
    released.run("release", "--rename-decks", SOURCE_DATE_EPOCH=LATER)
    for merged in (before + released.read(LOCK), released.read(LOCK) + before):
        released.write(LOCK, merged)
        assert released.run("check", "--strict").code == 0
        released.run("build")
        assert f"{TITLE}::01 The Light" in names(released, "build")


# --- one book and another ---------------------------------------------------------------------


def guids(project: Project, folder: str = "build", deck: str = "lighthouse") -> set[str]:
    return {row[0] for row in _database(project, folder, deck).execute("SELECT guid FROM notes")}


def test_an_identity_enters_the_guids_and_nothing_else(project: Project) -> None:
    project.run("check")
    lock = project.read(f"{BANK}/verified.lock")
    project.run("build")
    assert guid_of("lighthouse", "winter-oil") in guids(project)
    project.replace(BOOK, "title:", "identity: qwertzuiopas\ntitle:")
    assert project.run("check", "--strict").code == 0
    assert project.read(f"{BANK}/verified.lock") == lock
    project.run("build")
    assert guid_of("qwertzuiopas", "winter-oil") in guids(project)
    assert guid_of("lighthouse", "winter-oil") not in guids(project)


@pytest.mark.parametrize(
    ("first", "then"),
    [
        ("", "identity: other\n"),
        ("identity: mine\n", ""),
        ("identity: mine\n", "identity: other\n"),
        ("", "identity: none\n"),
    ],
)
def test_a_published_identity_stays(project: Project, first: str, then: str) -> None:
    project.replace(BOOK, "title:", f"{first}title:")
    project.run("check")
    done = project.run("release")
    assert ("To Anki this book is any book in a folder `lighthouse`" in done.out) is (not first)
    assert "To Anki" not in project.run("release").out
    text = project.read(BOOK)
    project.write(BOOK, (text.removeprefix(first) if text.startswith(first) else text.replace(first, "", 1)))
    project.replace(BOOK, "title:", f"{then}title:")
    for command in ("check", "build", "release"):
        done = project.run(command)
        assert done.code == 1
        assert "error[released-identity]" in done.err
    project.replace(BOOK, f"{then}title:", f"{first or 'identity: lighthouse' + chr(10)}title:")
    assert project.run("check").code == 0, "what the hint says is right"


def test_two_projects_begun_alike_share_no_note(tmp_path: Path) -> None:
    nowhere = Project(tmp_path, tmp_path / "none")
    found = []
    for name in ("one", "two"):
        assert nowhere.run("init", name).code == 0
        started = Project(tmp_path / name, nowhere.library)
        assert started.run("build").code == 0
        found.append(guids(started, deck="tide-mill"))
    assert found[0].isdisjoint(found[1])


def test_two_books_of_one_identity(released: Project) -> None:
    released.replace(BOOK, "title:", "identity: lighthouse\ntitle:")
    copied = released.root / "questions/copied"
    copied.mkdir()
    copied.joinpath("book.yaml").write_text(released.read(BOOK), encoding="utf-8")
    for command in ("check", "build"):
        done = released.run(command)
        assert done.code == 1
        assert "error[shared-identity]: Anki would take this book for `questions/copied`" in done.err


# --- decks of one bank ------------------------------------------------------------------------


def test_decks_that_overlap_are_told_unless_their_names_are_the_same(project: Project) -> None:
    project.run("check")
    small = "book: lighthouse\nanki: {deck: Short Ones, by: none, kinds: short}\n"
    project.write("decks/short.yaml", small)
    done = project.run("build")
    assert done.code == 0
    assert "decks/short.yaml:2:14: warning[overlapping-decks]: 2 questions of this deck are also in that of" in done.err
    project.write("decks/short.yaml", small.replace("deck: Short Ones, by: none", f'deck: "{TITLE}"'))
    assert "overlapping-decks" not in project.run("build").err
    assert set(filled(project, "build", "short")) < set(filled(project, "build"))


def test_no_deck_without_a_card_is_written(project: Project) -> None:
    project.run("check")
    project.replace(RECIPE, f'deck: "{TITLE}"', f'deck: "{TITLE}", difficulty: 3, kinds: match, bloom: create')
    done = project.run("build")
    assert "warning[empty-deck]" in done.err
    assert not (project.root / "build/lighthouse.apkg").exists()
