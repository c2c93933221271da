"""`quizgen init` makes a project that builds at once, and overwrites nothing."""

from __future__ import annotations

import re
import shlex
from collections import Counter
from pathlib import Path

import jsonschema
import pytest
import yaml

from quizgen.copies.library import find_copy
from quizgen.kinds import KINDS
from quizgen.reports.schema import bank_schema
from tests.conftest import ROOT
from tests.projects import Project, summary

STARTER = "questions/tide-mill"


@pytest.fixture
def nowhere(tmp_path: Path) -> Project:
    """A folder without a project, and a library without a copy."""
    root = tmp_path / "work"
    root.mkdir()
    return Project(root, tmp_path / "no-library")


@pytest.fixture
def started(nowhere: Project) -> Project:
    done = nowhere.run("init", "tide")
    assert (done.code, done.err) == (0, "")
    return Project(nowhere.root / "tide", nowhere.library)


def test_a_new_project_builds_at_once_with_passages(started: Project) -> None:
    done = started.run("build")
    assert (done.code, done.err) == (0, "")
    assert "Made 1 Anki deck (9 questions) and 4 worksheets with their keys" in done.out
    assert "All 10 questions were checked against their passages in questions/tide-mill/tide-mill.txt" in done.out
    key = started.files("build")["chapter-1-key.html"].decode()
    assert "as long as the river stood as high as the pond" in key, "the passage, and not only what is cited"


def test_a_new_project_has_nothing_to_mend(started: Project) -> None:
    before = started.files(".")
    assert f"{STARTER}/verified.lock" not in before
    done = started.run("check", "--strict")
    assert (done.code, done.err) == (0, "")
    assert done.out == summary(10, 10)
    after = started.files(".")
    assert set(after) - set(before) == {f"{STARTER}/verified.lock"}
    assert started.run("source", "doctor").out.endswith("Nothing in this copy looks damaged.\n")
    assert started.run("build", "--public").code == 0


def test_every_command_that_it_prints_can_be_run(nowhere: Project) -> None:
    printed = nowhere.run("init", "my mill").out
    commands = [shlex.split(line) for line in re.findall(r"^    (.+)$", printed, re.MULTILINE)]
    assert commands[0] == ["cd", "my mill"]
    project = Project(nowhere.root / "my mill", nowhere.library)
    assert len(commands) == 4
    for program, *arguments in commands[1:]:
        assert program == "quizgen"
        assert project.run(*arguments).code == 0, arguments


def test_it_shows_every_kind_once_and_names_the_schema(started: Project) -> None:
    banks = {name: started.read(f"{STARTER}/{name}") for name in ("1.yaml", "2.yaml")}
    validator = jsonschema.Draft202012Validator(bank_schema())
    kinds: Counter[str] = Counter()
    for text in banks.values():
        assert text.startswith("# yaml-language-server: $schema=../bank.schema.json\n")
        bank = yaml.safe_load(text)
        assert not list(validator.iter_errors(bank))
        kinds.update(question["kind"] for question in bank["questions"])
    assert kinds == dict.fromkeys(KINDS.keys() - {"person", "date"}, 1)  # its book has none
    assert (started.root / "questions/bank.schema.json").read_bytes() == (
        ROOT / "questions/bank.schema.json"
    ).read_bytes()


def test_its_text_says_that_it_is_free_to_copy(started: Project) -> None:
    head = started.read(f"{STARTER}/tide-mill.txt")[:500]
    assert "free to copy" in head
    assert "CC0 1.0" in head


def test_an_empty_folder_and_a_fresh_repository_will_do(nowhere: Project) -> None:
    (nowhere.root / ".git").mkdir()
    done = nowhere.run("init", ".")
    assert done.code == 0, done.err
    assert "cd" not in done.out
    assert {".gitignore", ".gitattributes", "decks/tide-mill.yaml"} <= set(nowhere.files("."))


@pytest.mark.parametrize(
    ("folder", "message"),
    [
        ("taken", "taken: error[folder-taken]: this folder is not empty: it has notes.txt"),
        ("taken/notes.txt", "error[folder-taken]: this is a file"),
        ("taken/notes.txt/below", "error[folder-taken]: this is a file"),
    ],
)
def test_nothing_is_overwritten(nowhere: Project, folder: str, message: str) -> None:
    (nowhere.root / "taken").mkdir()
    nowhere.write("taken/notes.txt", "mine")
    done = nowhere.run("init", folder)
    assert done.code == 2
    assert message in done.err
    assert nowhere.files(".") == {"taken/notes.txt": b"mine"}


def test_a_folder_that_cannot_be_written(nowhere: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "mkdir", refuse)
    done = nowhere.run("init", "tide")
    assert done.code == 1
    assert "tide: error[cannot-write]: cannot write into this folder: permission denied" in done.err
    assert "--out" not in done.err


def test_a_folder_that_cannot_be_read(nowhere: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(_: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "iterdir", refuse)
    done = nowhere.run("init", "tide")
    assert done.code == 1
    assert "error[cannot-write]: cannot begin in this folder: permission denied" in done.err


def test_outside_of_a_project_init_is_named(nowhere: Project) -> None:
    assert "quizgen init FOLDER" in nowhere.run("check").err


def test_a_text_beside_its_questions_comes_before_the_library(
    started: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("QUIZGEN_LIBRARY", str(tmp_path))
    folder = started.root / STARTER
    (tmp_path / "tide-mill.txt").write_text("another copy")
    assert find_copy("tide-mill", folder) == folder / "tide-mill.txt"
    (folder / "tide-mill.txt").unlink()
    assert find_copy("tide-mill", folder) == tmp_path / "tide-mill.txt"
    (tmp_path / "tide-mill.txt").unlink()
    assert find_copy("tide-mill", folder) is None
