"""A fresh clone, and the README's commands to the letter."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import BOOK_KEY, ROOT

README = (ROOT / "README.md").read_text(encoding="utf-8")
COMMANDS = [line for block in re.findall(r"```sh\n(.*?)```", README, re.DOTALL) for line in block.splitlines()]
# The clone is made from this checkout, and the tests do not run themselves.
NOT_RUN = {"git clone https://github.com/quizgen/quizgen && cd quizgen"}
NOT_RUN |= {"make test", "make lint", "make bench", "make fuzz"}
NEEDS_THE_BOOK = ("quizgen source", "quizgen find", "quizgen check", "quizgen review", "quizgen coverage")


@pytest.fixture(scope="module")
def clone(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What git would clone, with the changes of this checkout."""
    folder = tmp_path_factory.mktemp("fresh") / "quizgen"
    listed = subprocess.run(
        ["git", "ls-files", "-co", "--exclude-standard"], cwd=ROOT, capture_output=True, text=True, check=True
    )
    for name in listed.stdout.splitlines():
        if (ROOT / name).is_file():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(ROOT / name, folder / name)
    return folder


def run(command: str, folder: Path, home: Path) -> subprocess.CompletedProcess[str]:
    """Run a command as a newcomer's shell would: nothing of this machine's quizgen is on the path."""
    # Inside a virtual environment `python` is the newcomer's own once it is made, else the one under it.
    path = f"{folder / '.venv' / 'bin'}:{Path(sys.base_prefix) / 'bin'}:{os.environ['PATH']}"
    kept = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(("QUIZGEN", "VIRTUAL", "PYTHON", "MAKE", "MFLAGS"))
    }
    environment = kept | {"PATH": path, "HOME": str(home), "XDG_DATA_HOME": str(home / "data")}
    return subprocess.run(
        command,
        shell=True,
        cwd=folder,
        env=environment,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=600,
    )


def test_make_and_then_every_command_of_the_readme(clone: Path, tmp_path: Path) -> None:
    library = os.environ.get("QUIZGEN_LIBRARY")
    copy = Path(library, f"{BOOK_KEY}.txt").resolve() if library else None
    if copy and copy.is_file():
        (tmp_path / "books").mkdir()
        shutil.copy(copy, tmp_path / "books")
    ran = 0
    for command in COMMANDS:
        if command in NOT_RUN or (command.startswith(NEEDS_THE_BOOK) and not (tmp_path / "books").exists()):
            continue
        done = run(command, clone, tmp_path)
        expected = 1 if command == "quizgen check" else 0  # the draft that `new` made has still to be filled in
        assert done.returncode == expected, (command, done.stdout, done.stderr)
        if command == "make":
            *_, made, verified = done.stdout.strip().splitlines()
            assert re.fullmatch(
                r"Made 1 Anki deck \(\d+ questions\), \d+ worksheets .* and a study guide .*build/index.html", made
            )
            assert re.match(r"\d+ questions checked when verified.lock was written.*quizgen source add FILE", verified)
            assert (clone / "build" / f"{BOOK_KEY}.apkg").is_file()
        if command == "quizgen check":
            assert "citation-not-found" in done.stderr
        ran += 1
    assert ran >= 6
    assert (clone / "public" / "index.html").is_file()


def test_the_worksheet_of_the_readme_can_be_built(clone: Path, tmp_path: Path) -> None:
    """The YAML block is pasted where the README says."""
    from tests.projects import Project

    (block,) = re.findall(r"```yaml\n(.*?)```", README, re.DOTALL)
    project = Project(clone, tmp_path)
    recipe = project.read(f"decks/{BOOK_KEY}.yaml")
    project.write(f"decks/{BOOK_KEY}.yaml", recipe + block)
    try:
        done = project.run("build", "--out", "with-quiz", "--keep-going")
    finally:
        project.write(f"decks/{BOOK_KEY}.yaml", recipe)
    assert done.code == 0, done.err
    assert {"quiz-1-a.html", "quiz-1-b.html", "quiz-1-key.html"} <= set(project.files("with-quiz"))


def test_the_error_that_the_readme_shows_is_printed(clone: Path, library: Path, tmp_path: Path) -> None:
    from tests.projects import Project

    (block,) = re.findall(r"```text\n(.*?)```", README, re.DOTALL)
    message, hint = block.strip().split("\n")
    project = Project(clone, library.resolve())
    (clone / "questions" / "lorry").mkdir()
    contents = (clone / "questions" / BOOK_KEY / "book.yaml").read_text("utf-8")
    contents = re.sub(r"^checks:\n(?:  .*\n)+", "", contents, flags=re.MULTILINE)  # the first bank's house rules
    project.write("questions/lorry/book.yaml", contents)
    project.write("questions/lorry/1.yaml", LORRY)
    try:
        done = project.run("check", "questions/lorry", "--source", str(library.resolve() / f"{BOOK_KEY}.txt"))
    finally:
        shutil.rmtree(clone / "questions" / "lorry")
    printed, way_out, *_ = done.err.splitlines()
    assert printed.split(": ", 1)[1] == message.split(": ", 1)[1]
    assert way_out == hint


LORRY = """\
chapter: 1
questions:
  - id: truck-mileage
    kind: short
    prompt: "How far does a Soviet truck run in a year?"
    answer: "20,000 km"
    explanation: "Roads, repairs and training all play a part."
    cite: "In America a lorry … a fourth as much"
    difficulty: 1
    bloom: remember
"""


def test_pictures_and_files_that_the_readme_names_exist() -> None:
    for name in re.findall(r'src="([^"]+)"', README):
        assert (ROOT / name).is_file(), name
    for name in ("constraints.txt", "questions/LICENSE", f"decks/{BOOK_KEY}.yaml"):
        assert name in README
        assert (ROOT / name).is_file()
