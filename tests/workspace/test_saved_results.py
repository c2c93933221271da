"""What is remembered between runs changes nothing but the work: same results, cold, warm, edited and damaged."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from quizgen import api
from quizgen.book.book_text import BookText
from quizgen.checks.subject import Subject, make_subject
from quizgen.kinds.question import Question
from quizgen.pipeline import build_recipes
from quizgen.pipeline.build_recipes import BuildResult
from quizgen.pipeline.runs import BuildRequest
from quizgen.verify import question as verifying
from quizgen.workspace import fingerprint, saved_results
from tests.projects import BANK, Project, Run, summary

PNG = b"\x89PNG\0"
FAULT = ('"The lens has sixteen', '"The lens had sixteen')


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where this test's runs remember."""
    folder = tmp_path / "cache"
    monkeypatch.setenv("QUIZGEN_CACHE", str(folder))
    return folder


@pytest.fixture
def verified(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The ids of the questions whose citations are looked up."""
    ids: list[str] = []

    def counted(question: Question, chapter: str | None, text: BookText | None, *rest: Any) -> Subject:
        ids.append(question.id)
        return make_subject(question, chapter, text)

    monkeypatch.setattr(verifying, "make_subject", counted)
    return ids


def results(project: Project) -> tuple[Run, Run, dict[str, bytes]]:
    checked = project.run("check", "--format", "json")
    built = project.run("build", "--keep-going")
    return checked, built, project.files("build")


def without_cache(project: Project, tmp_path: Path) -> tuple[Run, Run, dict[str, bytes]]:
    """The same, with nothing remembered."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("QUIZGEN_CACHE", str(tmp_path / f"empty-{len(list(tmp_path.iterdir()))}"))
        return results(project)


def test_a_second_run_verifies_nothing_anew(project: Project, folder: Path, verified: list[str]) -> None:
    first = results(project)
    assert len(verified) == 12
    verified.clear()
    assert results(project) == first
    assert verified == []
    assert any(folder.iterdir())


def test_another_program_finds_anew_what_was_remembered(
    project: Project, folder: Path, verified: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    project.run("check")
    before = project.read(f"{BANK}/verified.lock")
    verified.clear()
    project.run("build")
    assert verified == []
    for module in (fingerprint, saved_results):
        monkeypatch.setattr(module, "program", lambda: "one of other checks")
    project.run("build", "--public")
    assert len(verified) == 12
    assert project.run("check", "--locked").err == "", "it is no matter of the lock"
    assert project.read(f"{BANK}/verified.lock") == before


def test_an_edited_question_alone_is_verified_anew(project: Project, folder: Path, verified: list[str]) -> None:
    results(project)
    verified.clear()
    project.replace(f"{BANK}/2.yaml", "Grey Head", "Grey Heads")
    project.run("check")
    assert verified == ["grey-head"]


CHANGES: dict[str, Callable[[Project], None]] = {
    "nothing": lambda project: None,
    "a question": lambda project: project.replace(f"{BANK}/1.yaml", "burns longer", "burns far longer"),
    "a fault": lambda project: project.replace(f"{BANK}/1.yaml", *FAULT),
    "an id of another file": lambda project: project.replace(f"{BANK}/1.yaml", "id: winter-oil", "id: grey-head"),
    "the book": lambda project: project.replace(f"{BANK}/book.yaml", "language: en", "language: fr\nverbatim: 3"),
    "the copy": lambda project: project.replace("library/lighthouse.txt", "sixteen", "seventeen"),
    "the lock": lambda project: project.write(f"{BANK}/verified.lock", "spoilt\n"),
    "a file": lambda project: project.write("questions/stray.yaml", "chapter: 1\n"),
}


@pytest.mark.parametrize("change", CHANGES)
def test_results_are_those_of_a_run_without_a_cache(
    change: str, project: Project, folder: Path, tmp_path: Path
) -> None:
    results(project)
    CHANGES[change](project)
    lock = project.read(f"{BANK}/verified.lock")
    warm = results(project)
    project.write(f"{BANK}/verified.lock", lock)
    assert warm == without_cache(project, tmp_path)


def test_an_image_that_is_gone_is_missed(project: Project, folder: Path) -> None:
    image = project.root / BANK / "lamp.png"
    image.write_bytes(b"\x89PNG")
    project.replace(f"{BANK}/1.yaml", "so the lamp burns longer", "so the lamp burns longer: ![a lamp](lamp.png)")
    assert [project.run("check").code for _ in range(2)] == [0, 0]
    image.unlink()
    assert "error[image]" in project.run("check").err


def test_without_a_copy_the_lock_is_asked_again(project: Project, folder: Path) -> None:
    assert "12 checked against the passage" in project.run("check").out
    assert [project.without_copy("check").out for _ in range(2)] == [summary(12, 12, by_lock=True)] * 2
    (project.root / BANK / "verified.lock").unlink()
    assert "0 checked against" in project.without_copy("check").out


def test_a_copy_in_the_banks_own_folder_is_read_again(project: Project, folder: Path) -> None:
    (project.library / "lighthouse.txt").rename(project.root / BANK / "lighthouse.txt")
    assert [project.run("check").code for _ in range(2)] == [0, 0]
    project.replace(f"{BANK}/lighthouse.txt", "turns once in eight seconds", "turns once in three minutes")
    assert "error[" in project.run("check").err


def test_a_second_copy_is_told_of(project: Project, folder: Path) -> None:
    assert [project.run("check").err for _ in range(2)] == ["", ""]
    text = project.read("library/lighthouse.txt")
    project.write("library/lighthouse.md", text)
    for _ in range(2):
        assert "warning[several-copies]" in project.run("check").err


@pytest.fixture
def builds(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """The times of the builds that were made."""
    times: list[float] = []
    build = build_recipes.build_recipes

    def counted(request: BuildRequest) -> BuildResult:
        times.append(request.built)
        return build(request)

    monkeypatch.setattr(build_recipes, "build_recipes", counted)
    return times


def test_a_build_with_nothing_to_do_leaves_its_files_as_they_are(
    project: Project, folder: Path, builds: list[float], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Without a time given, as at home: whoever imports the deck again finds nothing new in it."""
    times = iter((1e9, 1.1e9, 1.2e9))
    monkeypatch.setattr(api, "time", SimpleNamespace(time=times.__next__))
    runs = [project.run("build", SOURCE_DATE_EPOCH="")]
    files = project.files("build")
    runs.append(project.run("build", SOURCE_DATE_EPOCH=""))
    assert runs[0] == runs[1]
    assert builds == [1e9]
    assert project.files("build") == files
    project.replace(f"{BANK}/1.yaml", "burns longer", "burns far longer")
    project.run("build", SOURCE_DATE_EPOCH="")
    assert builds == [1e9, 1.2e9]


def repainted(project: Project) -> None:
    (project.root / BANK / "lamp.png").write_bytes(PNG[:-1] + b"\1")


def built_by_another(project: Project) -> None:
    project.write("decks/other.yaml", "book: lighthouse\nworksheets: [{name: other, count: 2}]\n")
    project.run("build", "other")
    (project.root / "decks" / "other.yaml").unlink()


EDITS: dict[str, Callable[[Project], object]] = {
    "a recipe": lambda project: project.replace("decks/lighthouse.yaml", "count: 10", "count: 9"),
    "a style sheet": lambda project: project.write("decks/school.css", "h1 { color: navy }"),
    "an image": repainted,
    "the copy": lambda project: project.replace(
        "library/lighthouse.txt", "order of the evening", "order of every evening"
    ),
    "a file that was made, by another command": lambda project: project.run("coverage", "--public"),
    "a file that was made is gone": lambda project: (project.root / "build" / "lighthouse.apkg").unlink(),
    "all of it": lambda project: shutil.rmtree(project.root / "build"),
    "another recipe's build": built_by_another,
}


@pytest.mark.parametrize("edit", EDITS)
def test_whatever_a_build_reads_or_wrote_has_it_made_anew(
    edit: str, project: Project, folder: Path, builds: list[float]
) -> None:
    (project.root / BANK / "lamp.png").write_bytes(PNG)
    project.replace(f"{BANK}/1.yaml", "so the lamp burns longer", "so the lamp burns longer: ![a lamp](lamp.png)")
    project.replace("decks/lighthouse.yaml", "book: lighthouse", "book: lighthouse\ntheme: school.css")
    project.write("decks/school.css", "h1 { color: maroon }")
    for _ in range(2):
        assert project.run("build").code == 0
    assert len(builds) == 1
    EDITS[edit](project)
    before = len(builds)
    assert project.run("build").code == 0
    assert len(builds) == before + 1
    warm = project.files("build")
    shutil.rmtree(folder)
    project.run("build")
    assert project.files("build") == warm


@pytest.mark.parametrize(("option", "made"), [("--public", 4), ("--keep-going", 2), ("lighthouse", 2)])
def test_another_build_is_not_taken_for_this_one(
    option: str, made: int, project: Project, folder: Path, builds: list[float]
) -> None:
    for _ in range(2):
        project.run("build")
        project.run("build", option)
    assert len(builds) == made


def test_a_build_with_an_error_is_made_anew(project: Project, folder: Path, builds: list[float]) -> None:
    project.replace(f"{BANK}/1.yaml", '"The lens has sixteen', '"A lantern of eighteen')
    runs = [project.run("build") for _ in range(2)]
    assert runs[0] == runs[1]
    assert runs[0].code == 1
    assert len(builds) == 2


def truncated(content: bytes) -> bytes:
    return content[: len(content) // 2]


def corrupted(content: bytes) -> bytes:
    return content.replace(b"winter-oil", b"summer-oil").replace(b"[", b"{", 1)


def foreign(content: bytes) -> bytes:
    return b"\x80\x04\x95not of this program"


def of_another_key(content: bytes) -> bytes:
    """As an older version would have left it: whole, and under another key."""
    import hashlib

    value = json.loads(content.split(b"\n", 1)[1])["value"]
    written = json.dumps({"key": "older", "value": value}).encode()
    return hashlib.sha256(written).hexdigest().encode() + b"\n" + written


def of_another_shape(content: bytes) -> bytes:
    """Whole, under the right key, and of another shape."""
    import hashlib

    key = json.loads(content.split(b"\n", 1)[1])["key"]
    written = json.dumps({"key": key, "value": {"winter-oil": [1, 2]}}).encode()
    return hashlib.sha256(written).hexdigest().encode() + b"\n" + written


def nothing(content: bytes) -> bytes:
    return b""


@pytest.mark.parametrize("damage", [truncated, corrupted, foreign, of_another_key, of_another_shape, nothing])
def test_damaged_files_are_as_good_as_none(
    damage: Callable[[bytes], bytes], project: Project, folder: Path, verified: list[str]
) -> None:
    project.replace(f"{BANK}/1.yaml", *FAULT)
    results(project)
    first = results(project)
    verified.clear()
    for file in folder.iterdir():
        file.write_bytes(damage(file.read_bytes()))
    assert results(project) == first
    assert len(verified) >= 12, "nothing of it was believed"


def test_a_cache_that_cannot_be_written_is_none(project: Project, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    done = project.run("check", QUIZGEN_CACHE=str(tmp_path / "file"))
    assert done == Run(0, summary(12, 12), "")


def test_two_runs_at_once(project: Project, folder: Path) -> None:
    expected = project.run("check").out
    for file in folder.iterdir():
        file.unlink()
    runs = [project.start("check") for _ in range(4)]
    assert [run.communicate() for run in runs] == [(expected, "")] * 4
    assert project.run("check").out == expected
    assert not [file for file in folder.iterdir() if file.is_dir()], "nothing is left aside"
