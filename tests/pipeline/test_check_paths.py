"""`quizgen check PATH`: what could not be checked is an error, whatever file it is the fault of."""

from __future__ import annotations

import json
import os
import re
import shutil
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from tests.projects import BANK, Project, make_project, summary

ONE, TWO = f"{BANK}/1.yaml", f"{BANK}/2.yaml"
COPY = "library/lighthouse.txt"


def nothing(project: Project) -> None:
    pass


def unlinked(name: str) -> Callable[[Project], None]:
    return lambda project: (project.root / name).unlink(missing_ok=True)


def written(name: str, text: str) -> Callable[[Project], None]:
    return lambda project: project.write(name, text)


def replaced(name: str, old: str, new: str) -> Callable[[Project], None]:
    return lambda project: project.replace(name, old, new)


def made_a_folder(name: str) -> Callable[[Project], None]:
    def make(project: Project) -> None:
        (project.root / name).unlink(missing_ok=True)
        (project.root / name).mkdir()

    return make


def with_a_damaged_epub(project: Project) -> None:
    (project.root / COPY).unlink()
    (project.root / "library" / "lighthouse.epub").write_bytes(b"PK\x03\x04 application/epub+zip, and no more")


def with_a_part_of_the_copy(project: Project) -> None:
    text = project.read(COPY)
    project.write(COPY, text[: text.index("A lamp burns four litres")])


def linked(name: str) -> Callable[[Project], None]:
    """The file is outside of the project, and a link leads to it."""

    def link(project: Project) -> None:
        moved = project.root.parent / Path(name).name
        (project.root / name).rename(moved)
        (project.root / name).symlink_to(moved)

    return link


COPIES = {
    "good": nothing,
    "none": unlinked(COPY),
    "of another book": written(COPY, "Another book altogether.\n"),
    "damaged": with_a_damaged_epub,
    "empty": written(COPY, ""),
    "a part": with_a_part_of_the_copy,
    "linked": linked(COPY),
}
BOOKS = {
    "good": nothing,
    "none": unlinked(f"{BANK}/book.yaml"),
    "no YAML": written(f"{BANK}/book.yaml", "title: [\n"),
    "without a title": replaced(f"{BANK}/book.yaml", "title: The Keeper's Year\n", ""),
    "a chapter twice": replaced(f"{BANK}/book.yaml", "- key: 1", "- key: intro"),
    "other words": replaced(f"{BANK}/book.yaml", "A lamp burns four litres", "A lamp burns nine litres"),
    "a place twice": replaced(f"{BANK}/book.yaml", "A lamp burns four litres", "the captain"),
}
BANKS = {
    "good": nothing,
    "edited": replaced(ONE, "burns longer", "burns far longer"),
    "another citation": replaced(ONE, '"The lens has sixteen', '"A lantern of eighteen'),
    "another field": replaced(ONE, "difficulty: 1", "difficulty: 9"),
    "a tab": replaced(ONE, "questions:\n", "questions:\n\t"),
    "an id of the other file": replaced(TWO, "id: grey-head", "id: panels"),
    "no chapter of the book": replaced(ONE, "chapter: 1", "chapter: 7"),
    "the other file is none": written(TWO, "- a\n"),
    "linked": linked(ONE),
    "in a linked folder": linked(BANK),
}
LOCKS = {
    "good": nothing,
    "no verified.lock": unlinked(f"{BANK}/verified.lock"),
    "a spoilt verified.lock": written(f"{BANK}/verified.lock", "spoilt\n"),
    "verified.lock a folder": made_a_folder(f"{BANK}/verified.lock"),
    "a spoilt released.lock": written(f"{BANK}/released.lock", "spoilt\n"),
    "released.lock a folder": made_a_folder(f"{BANK}/released.lock"),
}
PATHS = {
    "one file": [ONE],
    "the other file": [TWO],
    "both": [ONE, TWO],
    "the book": [BANK],
    "all books": ["questions"],
    "here": ["."],
    "by a way around": [f"questions/../{ONE}"],
    "all": [],
}


CHOICES: list[dict[str, Any]] = [COPIES, BOOKS, BANKS, LOCKS, PATHS]


def count_questions(project: Project, paths: list[str]) -> int:
    """The questions in the files that are asked about, by their text."""
    named = {os.path.normpath(path) for path in paths}
    files = [name for name in (ONE, TWO) if not paths or named & {name, BANK, "questions", "."}]
    return sum(len(re.findall(r"^ *\t?- (?:\{)?id:", project.read(name), re.M)) for name in files)


def spoilt(folder: Path, copy: str, book: str, bank: str, lock: str) -> Project:
    project = make_project(folder / "project")
    project.run("check")
    for change in (COPIES[copy], BOOKS[book], LOCKS[lock], BANKS[bank]):
        change(project)
    return project


@settings(max_examples=60)
@given(*(st.sampled_from(sorted(each)) for each in CHOICES), st.booleans())
@example("of another book", "good", "good", "good", "one file", False)
@example("damaged", "good", "good", "good", "one file", True)
@example("good", "none", "good", "good", "the other file", False)
@example("none", "good", "linked", "no verified.lock", "one file", False)
def test_a_question_that_was_not_verified_is_an_error(
    copy: str, book: str, bank: str, lock: str, path: str, locked: bool
) -> None:
    with TemporaryDirectory() as folder, pytest.MonkeyPatch.context() as patch:
        patch.setenv("QUIZGEN_CACHE", f"{folder}/cache")
        project = spoilt(Path(folder), copy, book, bank, lock)
        asked = count_questions(project, PATHS[path])
        options = [*PATHS[path], *(["--locked"] if locked else [])]
        for _ in range(2):  # the second run remembers the first
            codes = set()
            for form in ("json", "github", "text"):
                done = project.run("check", "--format", form, *options)
                codes.add(done.code)
                if form == "json":
                    summary = json.loads(done.out)["summary"]
                    errors = summary["errors"]
                elif form == "github":
                    assert done.out.count("::error ") == errors
                else:
                    assert done.err.count(": error[") == errors
            assert codes == {1 if errors else 0}
            assert errors or summary["verified"] + summary["from_lock"] == asked, summary


@pytest.fixture
def silent(project: Project) -> Project:
    """With a cache that has a good check."""
    assert project.run("check").code == 0
    return project


@pytest.mark.parametrize(
    ("change", "code", "place"),
    [
        (COPIES["of another book"], "another-book", COPY),
        (COPIES["damaged"], "copy-damaged", "library/lighthouse.epub"),
        (COPIES["empty"], "copy-empty", COPY),
        (BOOKS["no YAML"], "yaml", f"{BANK}/book.yaml:2:1"),
        (BOOKS["without a title"], "missing-field", f"{BANK}/book.yaml:1:1"),
        (LOCKS["a spoilt released.lock"], "bad-lock", f"{BANK}/released.lock:1:1"),
        (LOCKS["released.lock a folder"], "unreadable-file", f"{BANK}/released.lock"),
        (LOCKS["verified.lock a folder"], "unreadable-file", f"{BANK}/verified.lock"),
    ],
)
@pytest.mark.parametrize("path", [ONE, BANK, f"{BANK}/book.yaml"])
def test_what_kept_all_questions_from_being_checked_is_told(
    silent: Project, change: Callable[[Project], None], code: str, place: str, path: str
) -> None:
    change(silent)
    for _ in range(2):
        done = silent.run("check", path, QUIZGEN_LIBRARY="library")
        assert f"{place}: error[{code}]" in done.err
        assert done.err.count("error[") == 1
        assert done.code == 1


def test_without_a_table_of_contents(silent: Project) -> None:
    BOOKS["none"](silent)
    done = silent.run("check", ONE, TWO)
    assert done.err.count("error[") == 1
    assert f"{BANK}/book.yaml: error[unreadable-file]: this file cannot be read: no such file" in done.err
    assert done.out == summary(12, 0, "1 error, 0 warnings")
    assert done.code == 1


def test_a_named_copy_of_another_book(silent: Project) -> None:
    silent.write("other.txt", "Another book altogether.\n")
    done = silent.run("check", ONE, "--source", "other.txt")
    assert "other.txt: error[another-book]" in done.err
    assert done.code == 1
    assert done.out.endswith("0 read; 1 error, 0 warnings.\n")


def test_what_concerns_only_other_files_stays_out(silent: Project) -> None:
    shutil.copytree(silent.root / BANK, silent.root / "questions" / "second")
    (silent.root / "questions" / "second" / "book.yaml").unlink()
    silent.write("questions/second/released.lock", "spoilt\n")
    silent.replace(f"{BANK}/book.yaml", "language: en", "language: en\nlanguage: en")
    for name in ("2.yaml", "3.yaml"):
        silent.write(f"{BANK}/{name}", "- a\n")
    done = silent.run("check", ONE)
    assert (done.code, done.err) == (0, "")
    assert silent.run("check").code == 1


def test_lines_of_other_files_that_would_change_stay_out(silent: Project) -> None:
    silent.replace(ONE, "burns longer", "burns far longer")
    assert (silent.run("check", TWO, "--locked").code, silent.run("check", ONE, "--locked").code) == (0, 1)


@pytest.mark.parametrize("linked_name", [ONE, BANK, "questions"])
def test_a_path_that_a_link_leads_from_is_checked(silent: Project, linked_name: str) -> None:
    linked(linked_name)(silent)
    silent.replace(ONE, '"The lens has sixteen', '"A lantern of eighteen')
    for path in (ONE, str(silent.root / ONE), f"./questions/../{ONE}"):
        done = silent.run("check", path)
        assert f"{ONE}:48:11: error[citation-not-found]" in done.err, path
        assert done.code == 1


def test_a_lock_that_cannot_be_read_is_not_written_over(silent: Project) -> None:
    LOCKS["verified.lock a folder"](silent)
    silent.write(f"{BANK}/verified.lock/mine", "mine")
    for options in ((), ("--locked",)):
        done = silent.run("check", *options)
        assert done.err.count("error[") == 1
        assert f"{BANK}/verified.lock: error[unreadable-file]: this lock cannot be read: is a directory" in done.err
    assert silent.read(f"{BANK}/verified.lock/mine") == "mine"


# --- elsewhere --------------------------------------------------------------------------------


@pytest.mark.parametrize("copy", ["of another book", "damaged", "empty"])
@pytest.mark.parametrize(
    "command",
    ["build lighthouse", "build --keep-going", "release", "sheet", "coverage", "source doctor", "find oil"],
)
def test_no_command_takes_a_copy_that_says_nothing_for_a_good_one(silent: Project, command: str, copy: str) -> None:
    COPIES[copy](silent)
    done = silent.run(*command.split())
    assert done.code == 1
    assert "error[another-book]" in done.err or "error[copy-" in done.err
    assert not (silent.root / "build").exists()


def test_an_id_taken_twice_stops_a_build_also_where_the_copy_has_other_words(silent: Project) -> None:
    silent.replace(COPY, "eight seconds. Each", "9 seconds. Each")
    assert "warning[copy-differs]" in silent.run("build").err
    silent.replace(TWO, "id: grey-head", "id: panels")
    done = silent.run("build")
    assert "error[duplicate-id]: the id `panels` is taken" in done.err
    assert done.code == 1
    kept = silent.run("build", "--keep-going")
    assert "Left out because of errors: panels" in kept.out


@pytest.mark.parametrize("form", ["text", "json"])
def test_a_doctor_says_which_questions_it_did_not_see(silent: Project, form: str) -> None:
    whole = silent.run("source", "doctor", "--format", form)
    assert (whole.code, whole.err) == (0, "")
    silent.write(TWO, "- a\n")
    done = silent.run("source", "doctor", "--format", form)
    assert f"{TWO}:1:1: error[bad-value]: this file is not a question bank" in done.err
    assert done.out == whole.out
    assert done.code == 1
