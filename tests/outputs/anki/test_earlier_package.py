"""A package tells the next build what it holds; a file that is no package of quizgen tells nothing."""

from __future__ import annotations

import io
import os
import sqlite3
import zipfile
from collections.abc import Iterator
from pathlib import Path

from quizgen.outputs.anki.earlier_package import EarlierNote, read_earlier
from quizgen.outputs.anki.notes import render_notes
from quizgen.outputs.anki.package import write_package
from tests.outputs.anki.test_package import MOD, deck_of, package_of
from tests.projects import BANK, EPOCH, Project
from tests.samples import all_items

LATER = int(EPOCH) + 100_000


def test_what_is_written_is_read_again(tmp_path: Path) -> None:
    deck, file = deck_of(all_items()), tmp_path / "keeper.apkg"
    notes = tuple(render_notes(deck))
    mods = {note.id: MOD + number for number, note in enumerate(notes)}
    file.write_bytes(write_package(deck, notes, mods, MOD))
    assert read_earlier(file) == {note.guid: EarlierNote(mods[note.id], note.content) for note in notes}


def packed(database: bytes, compression: int = zipfile.ZIP_STORED, name: str = "collection.anki2") -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", compression) as package:
        package.writestr(name, database)
    return file.getvalue()


def database(script: str) -> bytes:
    connection = sqlite3.connect(":memory:")
    connection.executescript(script)
    return connection.serialize()


def endless(column: str) -> bytes:
    numbers = "WITH RECURSIVE c(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM c)"
    return packed(
        database(f"CREATE VIEW notes AS {numbers} SELECT n AS guid, 1 AS mid, 1 AS mod, '' AS tags, {column} FROM c")
    )


def foreign_files() -> Iterator[bytes]:
    package = package_of(deck_of(all_items())).content
    yield from (b"", b"no package", b"\0" * 100_000, package[:-30], package[: len(package) // 2], package[5000:])
    yield package.replace(b"SQLite format 3", b"SQLite format 4")
    stored = zipfile.ZipFile(io.BytesIO(package)).read("collection.anki2")
    yield from (packed(b""), packed(b"no database" * 1000), packed(stored, name="x"))
    yield from (packed(stored, zipfile.ZIP_DEFLATED), packed(stored[:100]), packed(stored[:5000] + b"\xff" * 5000))
    yield packed(database("CREATE TABLE notes (id, guid, mod)"))
    table = "CREATE TABLE notes (guid, mid, mod, tags, flds)"
    yield packed(database(f"{table}; INSERT INTO notes VALUES (1, 'a', 2.5, 0, x'')"))
    for mod in (-5, 0, 2**62):
        yield packed(database(f"{table}; INSERT INTO notes VALUES ('a', 1, {mod}, '', '')"))
    yield from (endless("'' AS flds"), endless("printf('%.*c', 100000000, 'x') AS flds"))


def test_any_other_file_says_nothing(tmp_path: Path) -> None:
    file = tmp_path / "keeper.apkg"
    for content in foreign_files():
        file.write_bytes(content)
        assert not read_earlier(file)


def test_what_is_no_file_says_nothing(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "circle").symlink_to("circle")
    for name in (".", "missing", "pipe", "circle"):
        assert not read_earlier(tmp_path / name)


def dates(project: Project, folder: str = "build") -> set[int]:
    return {note.mod for note in read_earlier(project.root / folder / "lighthouse.apkg").values()}


def test_a_build_dates_what_changed_since_the_one_that_it_replaces(project: Project) -> None:
    project.run("build")
    assert dates(project) == {int(EPOCH)}
    first = project.files("build")
    assert project.run("build", SOURCE_DATE_EPOCH=str(LATER)).code == 0
    assert dates(project) == {int(EPOCH)}, "nothing changed"
    project.replace(f"{BANK}/1.yaml", "a night of winter?", "one night of winter?")
    project.run("build", SOURCE_DATE_EPOCH=str(LATER))
    assert dates(project) == {int(EPOCH), LATER}
    changed = project.files("build")
    project.run("build", SOURCE_DATE_EPOCH=str(LATER))
    assert project.files("build") == changed, "the same inputs and the same time give the same bytes"
    project.replace(f"{BANK}/1.yaml", "one night of winter?", "a night of winter?")
    project.run("build")
    assert dates(project) == {int(EPOCH), LATER + 1}, "its clock is behind"
    assert project.files("build").keys() == first.keys()


def test_a_run_with_nothing_to_do_brings_no_earlier_date_back(project: Project) -> None:
    project.run("build")
    first = project.files("build")["lighthouse.apkg"]
    project.replace(f"{BANK}/1.yaml", "a night of winter?", "one night of winter?")
    project.run("build", SOURCE_DATE_EPOCH=str(LATER))
    project.replace(f"{BANK}/1.yaml", "one night of winter?", "a night of winter?")
    project.run("build")  # the same inputs and the same time as the first
    assert project.files("build")["lighthouse.apkg"] != first
    assert max(dates(project)) > LATER


def test_every_note_is_dated_anew_on_demand_also_if_nothing_changed(project: Project) -> None:
    project.run("build")
    for expected in (LATER, LATER + 1):
        done = project.run("build", "--always-update", SOURCE_DATE_EPOCH=str(LATER))
        assert done.code == 0 and "Made 1 Anki deck" in done.out
        assert dates(project) == {expected}
    renewed = project.files("build")
    project.run("build", SOURCE_DATE_EPOCH=str(LATER))
    assert project.files("build") == renewed


def test_a_public_build_remembers_too(project: Project) -> None:
    project.run("check")
    project.run("release")
    project.run("build", "--public", SOURCE_DATE_EPOCH=str(LATER))
    assert dates(project) == {int(EPOCH)}, "as released"
    project.run("build", SOURCE_DATE_EPOCH=str(LATER))
    assert dates(project) == {LATER}, "with passages"
    project.run("build", "--public", SOURCE_DATE_EPOCH=str(LATER))
    assert dates(project) == {LATER + 1}, "and without them again"


def test_a_file_that_quizgen_did_not_write_is_no_error_of_its_own(project: Project) -> None:
    (project.root / "build").mkdir()
    project.write("build/lighthouse.apkg", "something else")
    done = project.run("build")
    assert done.code == 1
    assert done.err.count("error[") == 1 and "error[file-taken]" in done.err
