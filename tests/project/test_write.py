"""Files appear whole and together, or what was there stays."""

from __future__ import annotations

import os
import resource
import signal
import time
from pathlib import Path

import pytest

from quizgen.project.write import Artifact, write_artifacts
from tests.projects import BANK, EPOCH, Project


def test_files_are_written_and_nothing_is_left_aside(tmp_path: Path) -> None:
    assert not write_artifacts(tmp_path / "new" / "out", [Artifact("a.html", b"a"), Artifact("sub/b.html", b"b")])
    assert sorted(path.name for path in (tmp_path / "new" / "out").rglob("*")) == ["a.html", "b.html", "sub"]


def test_what_a_killed_run_left_aside_goes_with_the_next_run(tmp_path: Path) -> None:
    old, young, own = (tmp_path / f".quizgen-{name}" for name in ("ab12_xyz", "cd34_xyz", "notes"))
    for folder in (old, young, own):
        folder.mkdir()
    long_ago = time.time() - 7200
    for folder in (old, own):
        os.utime(folder, (long_ago, long_ago))
    write_artifacts(tmp_path, [Artifact("a", b"a")])
    assert sorted(path.name for path in tmp_path.iterdir()) == [".quizgen-cd34_xyz", ".quizgen-notes", "a"]


@pytest.mark.parametrize("obstacle", ["a file in the folder's place", "a folder in a file's place"])
def test_what_cannot_be_written_is_said_and_nothing_replaced(tmp_path: Path, obstacle: str) -> None:
    out = tmp_path / "out"
    if obstacle.startswith("a file"):
        out.write_text("not a folder")
    else:
        (out / "b.html" / "inside").mkdir(parents=True)
        (out / "a.html").write_text("old")
    (diagnostic,) = write_artifacts(out, [Artifact("b.html", b"new"), Artifact("a.html", b"new")])
    assert diagnostic.code == "cannot-write"
    assert diagnostic.location.path == str(out)
    if out.is_dir():
        assert (out / "a.html").read_text() == "old"
        assert not list(out.glob(".quizgen-*"))


def test_a_full_disk_leaves_the_last_build(tmp_path: Path) -> None:
    write_artifacts(tmp_path, [Artifact("a", b"old")])
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (1000, hard))  # as on a full disk, the file cannot grow
    try:
        (diagnostic,) = write_artifacts(tmp_path, [Artifact("a", b"new"), Artifact("b", b"x" * 5000)])
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert diagnostic.code == "cannot-write"
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == {"a": b"old"}


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write anywhere")
def test_a_read_only_folder(tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    (diagnostic,) = write_artifacts(tmp_path, [Artifact("a", b"a")])
    tmp_path.chmod(0o700)
    assert diagnostic.code == "cannot-write"


def test_an_error_leaves_the_last_build_untouched(project: Project) -> None:
    assert project.run("build").code == 0
    before = project.files("build")
    project.replace(f"{BANK}/1.yaml", "The lens has sixteen", "The lens has seventeen")
    done = project.run("build")
    assert done.code == 1
    assert "error[citation-not-found]" in done.err
    assert "Nothing was built" in done.err
    assert project.files("build") == before


def test_keep_going_leaves_the_question_out_and_names_it(project: Project) -> None:
    project.replace(f"{BANK}/1.yaml", 'cite: "The lens has sixteen', 'cite: "The lens has seventeen')
    done = project.run("build", "--keep-going")
    assert done.code == 0
    assert "Left out because of errors: panels" in done.out
    assert b"turns once in" not in b"".join(project.files("build").values()).replace(
        b"The lens has sixteen panels and turns", b""
    )


def test_a_draft_with_an_error_hinders_no_build(project: Project) -> None:
    project.replace(f"{BANK}/2.yaml", "A keeper who sleeps", "A keeper who dreams")
    assert project.run("build").code == 0
    assert project.run("check").code == 1


@pytest.mark.parametrize("seconds", [0.15, 0.4, 0.7, 1.0, 1.4])
def test_a_kill_in_the_middle_leaves_whole_files(project: Project, seconds: float) -> None:
    """Whenever it comes: each file is the old one or the new one."""
    project.run("build", "--out", "new", SOURCE_DATE_EPOCH=str(int(EPOCH) + 1000))
    project.run("build")
    old, new = project.files("build"), project.files("new")
    process = project.start("build", SOURCE_DATE_EPOCH=str(int(EPOCH) + 1000))
    time.sleep(seconds)
    process.send_signal(signal.SIGKILL)
    process.communicate()
    for name, content in project.files("build").items():
        if not name.startswith(".quizgen-"):
            assert content in (old[name], new[name]), name
    assert project.run("build").code == 0, "whatever the killed run left is known for quizgen's"
