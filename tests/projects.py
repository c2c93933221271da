"""Small projects for tests: a copy of the lighthouse book's folder, and quizgen run in it as a user would."""

from __future__ import annotations

import contextlib
import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from click.testing import CliRunner

from quizgen.cli.main import cli
from quizgen.workspace.output_manifest import LISTS

LIGHTHOUSE = Path(__file__).parent / "books" / "lighthouse"
BANK = "questions/lighthouse"
EPOCH = "1767225600"


@dataclass(frozen=True, slots=True)
class Run:
    """What a command printed, and how it ended."""

    code: int
    out: str
    err: str


@dataclass(frozen=True, slots=True)
class Project:
    """A folder with banks and recipes; ``library`` is where quizgen looks for copies."""

    root: Path
    library: Path

    def run(
        self, *arguments: str, library: Path | None = None, typed: str | bytes | None = None, **environment: str
    ) -> Run:
        """Run quizgen in the folder, in this process, with what is ``typed``; an exception fails the test."""
        with contextlib.chdir(self.root):
            variables = self._environment(library, environment)
            done = CliRunner().invoke(cli, arguments, input=typed, env=variables, catch_exceptions=False)
        assert done.exit_code in (0, 1, 2), (done.exit_code, done.stderr)
        return Run(done.exit_code, done.stdout, done.stderr)

    def start(self, *arguments: str, **environment: str) -> subprocess.Popen[str]:
        """Start quizgen in a process of its own."""
        return subprocess.Popen(
            [sys.executable, "-m", "quizgen", *arguments],
            cwd=self.root,
            env=os.environ | self._environment(None, environment),
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )

    def _environment(self, library: Path | None, more: dict[str, str]) -> dict[str, str]:
        return {"SOURCE_DATE_EPOCH": EPOCH, "QUIZGEN_LIBRARY": str(library or self.library), **more}

    def without_copy(self, *arguments: str, **environment: str) -> Run:
        return self.run(*arguments, library=self.root / "no-library", **environment)

    def read(self, name: str) -> str:
        return (self.root / name).read_text(encoding="utf-8")

    def write(self, name: str, text: str) -> None:
        (self.root / name).write_text(text, encoding="utf-8")

    def replace(self, name: str, old: str, new: str) -> None:
        """Edit a file; what is replaced has to be there."""
        text = self.read(name)
        assert old in text
        self.write(name, text.replace(old, new, 1))

    def files(self, folder: str) -> dict[str, bytes]:
        """Every file below a folder, by its path; but for the lists of what was made."""
        base = self.root / folder
        files = (path for path in base.rglob("*") if path.is_file() and path.name not in LISTS.values())
        return {path.relative_to(base).as_posix(): path.read_bytes() for path in files}


def make_project(folder: Path, original: Path = LIGHTHOUSE) -> Project:
    """A copy of a small project, verified, that a test may spoil."""
    shutil.copytree(original, folder)
    return Project(folder, folder / "library")


def summary(
    questions: int, passed: int, rest: str = "0 errors, 0 warnings", *, read: int = 0, by_lock: bool = False
) -> str:
    """The last line of `quizgen check`, where as many questions are located as passed the checks."""
    when = " (when verified.lock was written)" if by_lock else ""
    checked = f"{passed} checked against the passage as far as words can tell{when}"
    return f"{questions} questions: {passed} located, {checked}, {read} read; {rest}.\n"
