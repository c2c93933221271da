"""A check and a build: what each is asked, what it answers, and when its last answer still holds.

This module is imported before all slow imports, so that a run with nothing to do avoids them.
"""

from __future__ import annotations

import os
from dataclasses import KW_ONLY, dataclass, fields
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from quizgen.model.diagnostics import Diagnostic, Fixed, as_row, from_row
from quizgen.project.images import TYPES
from quizgen.project.request import BUILD_TIME, RECIPES, Request
from quizgen.workspace.output_manifest import LIST, LISTS, is_as_listed, read_digest
from quizgen.workspace.replay import Run, Saved

if TYPE_CHECKING:
    from quizgen.outputs.pdf import Paper

_LOCK = ".lock"

READ_BY_CHECKS = (".yaml", ".yml", _LOCK)
"""Files that a check reads; of all other files below ``questions/`` only size, mode and real path matter."""

READ_BY_BUILDS = (*READ_BY_CHECKS, ".css", *TYPES)
"""A build also reads style sheets and images."""


@dataclass(frozen=True, slots=True)
class CheckRequest:
    """A check of all questions of a project; with ``paths``, only what concerns these files and folders is reported.

    If there is a copy of the book, ``verified.lock`` is updated, or with ``locked`` only compared.
    """

    project: Request
    paths: tuple[Path, ...] = ()
    locked: bool = False


@dataclass(frozen=True, slots=True)
class CheckResult:
    """The diagnostics of a check, and how many of the questions passed: ``verified`` with a copy, ``from_lock`` before.

    ``located`` is how many stand in the book with each citation, ``read`` how many somebody held against the passage.
    ``locks`` holds path and SHA-256 of each lock that was written.
    """

    diagnostics: tuple[Diagnostic, ...]
    questions: int = 0
    verified: int = 0
    from_lock: int = 0
    located: int = 0
    read: int = 0
    locks: tuple[tuple[str, str], ...] = ()

    @property
    def checked(self) -> int:
        """How many questions passed the checks that hold them against the book, now or when the lock was written."""
        return self.verified + self.from_lock

    @property
    def not_verified(self) -> int:
        return self.questions - self.checked


@dataclass(frozen=True, slots=True)
class FixResult:
    """The fixes that were made and written, and why others were not."""

    fixed: tuple[Fixed, ...] = ()
    diagnostics: tuple[Diagnostic, ...] = ()


@dataclass(frozen=True, slots=True)
class BuildRequest:
    """Decks and worksheets to write below ``out``.

    ``recipes`` are names or paths; empty means all. ``built`` is the build time in seconds since 1970. ``public``
    leaves the book's passages out, ``keep_going`` the questions with errors. ``keys`` says where the keys of sheets
    are written: for a public site not at all, or apart from the sheets. With a ``paper``, PDFs are made too; those of a
    public site for each size of paper, in zip files; with ``docx`` Word files for that paper. With ``rename_decks`` a
    release gives published decks the names that recipes and ``book.yaml`` have for them now.
    """

    project: Request
    recipes: tuple[str, ...] = ()
    out: Path = Path("build")
    built: int = 0
    _: KW_ONLY
    public: bool = False
    keep_going: bool = False
    paper: Paper | None = None
    docx: Paper | None = None
    rename_decks: bool = False
    always_update: bool = False
    keys: Literal["beside", "apart", "none"] = "beside"

    @property
    def is_site(self) -> bool:
        """Whether students are given the folder as it is."""
        return self.keys != "beside"


@dataclass(frozen=True, slots=True)
class Built:
    """The diagnostics of a build, and lines that describe what was made; no lines if nothing was built."""

    diagnostics: tuple[Diagnostic, ...]
    made: tuple[str, ...] = ()


def _options(request: CheckRequest | BuildRequest) -> tuple[str, ...]:
    """All that a run was asked for but its project and its time: an option that is added later is among it too."""
    names = [field.name for field in fields(request) if field.name not in ("project", "built")]
    return (str(request.project.source), *(f"{name}={getattr(request, name)!r}" for name in names))


def check_run(request: CheckRequest) -> Run[CheckResult]:
    """A check whose result can be replayed."""
    more = (request.project.root / RECIPES,)
    return Run("check", request.project, _options(request), READ_BY_CHECKS, more, _save_check, _load_check)


def _save_check(result: CheckResult) -> Saved | None:
    paths = [diagnostic.location.path for diagnostic in result.diagnostics]
    if not all(path.endswith(READ_BY_CHECKS) for path in paths):
        return None  # a copy that could not be read this time may be readable the next time
    if result.locks and any(path.endswith(_LOCK) for path in paths):
        return None  # the run rewrote the lock and so fixed its faults: the next run would not report them
    rows = list(map(as_row, result.diagnostics))
    counts = (result.questions, result.verified, result.from_lock, result.located, result.read)
    return Saved([rows, *counts], dict(result.locks))


def _load_check(row: Any) -> CheckResult:
    rows, *counts = row
    questions, verified, from_lock, located, read = map(int, counts)
    return CheckResult(tuple(map(from_row, rows)), questions, verified, from_lock, located, read)


def build_run(request: BuildRequest) -> Run[Built]:
    """A build whose result can be replayed, as long as all its output files are as it wrote them.

    They then keep their bytes and times, so importing a deck again changes nothing. A public build is made again in a
    folder into which another command wrote since, and one that dates all notes anew always.
    """
    out, project = request.out, request.project

    def save(built: Built) -> Saved | None:
        if not built.made or any(each.code == "pages-removed" for each in built.diagnostics):
            return None  # what this run removed the next one would not find
        return Saved([list(map(as_row, built.diagnostics)), built.made, read_digest(out / LIST)])

    def load(row: Any) -> Built | None:
        rows, made, listed = row
        if request.always_update:
            return None
        if read_digest(out / LIST) != listed or not is_as_listed(out):
            return None
        if request.public and any((out / name).exists() for command, name in LISTS.items() if command != "build"):
            return None
        return Built(tuple(map(from_row, rows)), tuple(map(str, made)))

    asked = (*_options(request), os.environ.get(BUILD_TIME, ""))
    more = (project.root / RECIPES, *(Path(recipe) for recipe in request.recipes if Path(recipe).is_file()))
    return Run("build", project, asked, READ_BY_BUILDS, more, save, load)
