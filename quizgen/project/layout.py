"""Find and read the banks below ``questions/`` and the recipes in ``decks/`` of a project's folder."""

from __future__ import annotations

import os
import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import count
from pathlib import Path

from quizgen.model.book import Book
from quizgen.model.diagnostics import Diagnostic, Finding, Fix, Location, Replace, Severity
from quizgen.model.recipe import Recipe
from quizgen.model.stimulus import Objective
from quizgen.project.bank import BankFile, LocatedQuestion
from quizgen.project.book_file import Loaded, read_recipe
from quizgen.project.chapter_head import LocatedGuide, LocatedObjective, taken, unknown
from quizgen.project.draft import LocatedDraft
from quizgen.project.locks import (
    ReleasedLock,
    ReviewedLock,
    VerifiedLock,
    read_released,
    read_reviewed,
    read_verified,
)
from quizgen.project.misnamed import find_original, is_like_book_file, meant_name
from quizgen.project.read import real_path
from quizgen.project.request import BANKS, BOOK_FILE, RECIPES

VERIFIED_LOCK = "verified.lock"
RELEASED_LOCK = "released.lock"
REVIEWED_LOCK = "reviewed.lock"
SCHEMA = "bank.schema.json"


@dataclass(frozen=True, slots=True)
class Bank:
    """A book's folder: table of contents, questions and locks; ``name`` is the folder as messages write it."""

    key: str
    folder: Path
    name: str
    book: Loaded[Book]
    files: tuple[BankFile, ...]
    verified: VerifiedLock
    released: ReleasedLock
    reviewed: ReviewedLock
    diagnostics: tuple[Diagnostic, ...]

    @property
    def entries(self) -> Iterator[LocatedQuestion]:
        return (entry for file in self.files for entry in file.entries)

    @property
    def drafts(self) -> Iterator[LocatedDraft]:
        """The drafts that are no questions yet."""
        return (draft for file in self.files for draft in file.drafts)

    @property
    def objectives(self) -> Mapping[str, Objective]:
        """The objectives of all chapters by their ids."""
        return {objective.id: objective for _, objective in self.declared_objectives}

    @property
    def declared_objectives(self) -> tuple[tuple[str | None, Objective], ...]:
        """Each objective with the key of its chapter; of two with one id the first."""
        found: dict[str, tuple[str | None, Objective]] = {}
        for file in self.files:
            for each in file.objectives:
                found.setdefault(each.objective.id, (file.chapter, each.objective))
        return tuple(found.values())

    @property
    def guides(self) -> tuple[LocatedGuide, ...]:
        """The guides of chapters and of the whole book; of two of one chapter the first."""
        found: dict[str, LocatedGuide] = {}
        for file in self.files:
            if file.guide is not None:
                found.setdefault(file.guide.key, file.guide)
        return tuple(found.values())


def find_banks(root: Path) -> tuple[Path, ...]:
    """The folders of books below ``questions/``, sorted by name."""
    folder = root / BANKS
    if not folder.is_dir():
        return ()
    return tuple(sorted(path for path in folder.iterdir() if path.is_dir() and not path.name.startswith(".")))


def find_strays(root: Path) -> Iterator[Diagnostic]:
    """Report files below ``questions/`` that have the name of a bank but lie where none is read."""
    read = {path for bank in find_banks(root) for path in (*find_files(bank), *find_copied(bank), bank / BOOK_FILE)}
    for path in sorted(_like_banks(root / BANKS)):
        if path not in read and not (is_like_book_file(path.name) and not (path.parent / BOOK_FILE).exists()):
            hint = f"A bank is `{BANKS}/<book>/<chapter>.yaml`, with `{BOOK_FILE}` beside it."
            if path.parent.parent == root / BANKS and meant_name(path.name) != path.name:
                hint = f"Rename it to `{meant_name(path.name)}`, or delete it."
            place = Location(path.relative_to(root).as_posix())
            yield Diagnostic("unread-file", "this file is not read", place, hint, Severity.WARNING)


_LIKE_A_BANK = re.compile(r"\.ya?ml(?:\.|$)", re.IGNORECASE)
_HIDDEN = (".", "#", "~")


def _like_banks(folder: Path) -> Iterator[Path]:
    """All files below a folder that have the name of a bank; linked folders are not followed."""
    for inside, folders, files in os.walk(folder):
        folders[:] = [name for name in folders if not name.startswith(_HIDDEN)]
        yield from (Path(inside, name) for name in files if _LIKE_A_BANK.search(name) and not name.startswith(_HIDDEN))


def find_files(folder: Path) -> tuple[Path, ...]:
    """The files with questions in a book's folder, sorted by name."""
    files = {path.name: path for path in sorted(folder.glob("*")) if has_questions(path.name)}
    return tuple(path for name, path in files.items() if find_original(name, files) is None)


def find_copied(folder: Path) -> Mapping[Path, str]:
    """The files in a book's folder that are copies by their names, each with its original; they are not read."""
    files = {path.name: path for path in sorted(folder.glob("*")) if has_questions(path.name)}
    return {path: original for name, path in files.items() if (original := find_original(name, files)) is not None}


def has_questions(name: str) -> bool:
    """Whether a file of this name in a book's folder has questions."""
    return _is_yaml(name) and name != BOOK_FILE and not is_like_book_file(name)


def _is_yaml(name: str) -> bool:
    return name.endswith((".yaml", ".yml")) and not name.startswith(".")


@dataclass(frozen=True, slots=True)
class Locks:
    """A book's locks, and what is wrong with them."""

    verified: VerifiedLock
    released: ReleasedLock
    reviewed: ReviewedLock
    diagnostics: tuple[Diagnostic, ...]


def read_locks(folder: Path, name: str) -> Locks:
    """Read the locks in a book's folder; ``name`` is the folder as messages write it.

    If `released.lock` has no names of decks yet, they are those of the packages that were released.
    """
    verified, verified_faults = read_verified(folder / VERIFIED_LOCK, f"{name}/{VERIFIED_LOCK}")
    released, released_faults = read_released(folder / RELEASED_LOCK, f"{name}/{RELEASED_LOCK}")
    if released.lines and not released.decks:
        from quizgen.project.released_packages import read_released_packages  # needed until the next release only

        packages = folder.parent.parent / RECIPES
        released = replace(released, decks=read_released_packages(packages, folder.name, released.lines))
    reviewed, reviewed_faults = read_reviewed(folder / REVIEWED_LOCK, f"{name}/{REVIEWED_LOCK}")
    return Locks(verified, released, reviewed, (*verified_faults, *released_faults, *reviewed_faults))


def make_bank(folder: Path, name: str, book: Loaded[Book], files: Sequence[BankFile], locks: Locks) -> Bank:
    """Put a bank together; a question whose id is already taken is reported and left out, a draft only reported."""
    files, doubled = _without_doubles(files, locks.released.lines)
    files, doubled_objectives = _with_objectives(files)
    told = (*doubled, *doubled_objectives, *_tell_doubled_guides(files), *_tell_copied(folder, name))
    diagnostics = [*book.diagnostics, *locks.diagnostics, *told]
    for file in files:
        diagnostics += file.diagnostics
    return Bank(
        folder.name,
        folder,
        name,
        book,
        tuple(files),
        locks.verified,
        locks.released,
        locks.reviewed,
        tuple(diagnostics),
    )


def _tell_doubled_guides(files: Sequence[BankFile]) -> Iterator[Diagnostic]:
    seen: dict[str, LocatedGuide] = {}
    for guide in (file.guide for file in files if file.guide is not None):
        if (first := seen.setdefault(guide.key, guide)) is not guide:
            of = "the whole book" if guide.chapter is None else f"chapter `{guide.chapter}`"
            message = f"{of} has a guide already ({first.path}, line {first.place.line})"
            yield Diagnostic("duplicate-key", message, guide.place, "Write all of it in one of the two files.")


def _tell_copied(folder: Path, name: str) -> Iterator[Diagnostic]:
    """Report files that are copies by their names: their questions would all be there twice."""
    for path, original in find_copied(folder).items():
        hint = "Delete it; or rename it, if it is a file of its own: to `2.yaml`, say, for chapter 2."
        message = f"by its name this is a copy of `{original}`, and is not read"
        yield Diagnostic("misnamed-file", message, Location(f"{name}/{path.name}"), hint)


def _without_doubles(files: Sequence[BankFile], released: Collection[str]) -> tuple[list[BankFile], list[Diagnostic]]:
    seen: dict[str, LocatedQuestion | LocatedDraft] = {}
    diagnostics: list[Diagnostic] = []
    result = []
    for file in files:
        kept = []
        for entry in file.entries:
            question_id = entry.question.id
            if (first := seen.setdefault(question_id, entry)) is entry:
                kept.append(entry)
                continue
            taken = _id_is_taken(question_id, first, files, released)
            diagnostics.append(entry.diagnose("duplicate-id", Severity.ERROR, taken))
        result.append(file if len(kept) == len(file.entries) else replace(file, entries=tuple(kept)))
    return [_with_doubled_drafts(file, seen, files, released) for file in result], diagnostics


def _with_doubled_drafts(
    file: BankFile,
    seen: dict[str, LocatedQuestion | LocatedDraft],
    files: Sequence[BankFile],
    released: Collection[str],
) -> BankFile:
    """The file with the drafts told whose id a question or an earlier draft has."""
    drafts = []
    for draft in file.drafts:
        first = seen.setdefault(draft.id, draft) if draft.id else draft
        if first is not draft:
            told = draft.diagnose("duplicate-id", _id_is_taken(draft.id, first, files, released))
            draft = replace(draft, diagnostics=(*draft.diagnostics, told))
        drafts.append(draft)
    return replace(file, drafts=tuple(drafts)) if drafts else file


def _id_is_taken(
    question_id: str, first: LocatedQuestion | LocatedDraft, files: Sequence[BankFile], released: Collection[str]
) -> Finding:
    where = f"{first.path}, line {first.yaml_span.find(('id',)).line}"
    hint = "Give this one an id of its own; an id is unique in the book and stays for good."
    free = _free_id(question_id, files, released)
    fixes = (Fix(f"Call this one `{free}`", (Replace(("id",), free),)),)
    return Finding(("id",), f"the id `{question_id}` is taken ({where})", hint, fixes)


def _with_objectives(files: Sequence[BankFile]) -> tuple[Sequence[BankFile], list[Diagnostic]]:
    """The files, each question that names an unknown objective with that fault; and what is wrong with objectives."""
    known: dict[str, LocatedObjective] = {}
    diagnostics = []
    for file in files:
        for each in file.objectives:
            if (first := known.setdefault(each.objective.id, each)) is not each:
                where = f"{first.path}, line {first.place.line}"
                diagnostics.append(taken("objective", each.objective.id, where, each.place))
    if not all(file.has_whole_head for file in files):
        return files, diagnostics  # those that could not be read may be meant

    def told(entry: LocatedQuestion) -> LocatedQuestion:
        name = entry.question.objective
        if name is None or name in known:
            return entry
        fault = unknown("unknown-objective", "objectives", "in this book", name, known)
        return replace(entry, faults=(*entry.faults, fault))

    is_named = [any(entry.question.objective for entry in file.entries) for file in files]
    with_faults = [
        replace(file, entries=tuple(map(told, file.entries))) if is_one_named else file
        for file, is_one_named in zip(files, is_named, strict=True)
    ]
    return with_faults, diagnostics


def _free_id(question_id: str, files: Sequence[BankFile], released: Collection[str]) -> str:
    """An id like this one that no question has or had."""
    taken = {*released, *(entry.question.id for file in files for entry in file.entries)}
    taken |= {unread for file in files for unread in file.unread}
    taken |= {draft.id for file in files for draft in file.drafts}
    return next(free for number in count(2) if (free := f"{question_id[:_MAX_STEM]}-{number}") not in taken)


_MAX_STEM = 70
"""In characters, which leaves a number room in an id of 80."""


@dataclass(frozen=True, slots=True)
class RecipeFile:
    """A recipe; ``name`` is its file's stem."""

    name: str
    loaded: Loaded[Recipe]


def find_recipes(root: Path) -> tuple[Path, ...]:
    return tuple(sorted(path for path in (root / RECIPES).glob("*") if _is_yaml(path.name)))


def read_recipe_file(file: Path, name: str) -> RecipeFile:
    return RecipeFile(file.stem, read_recipe(file, name))


def is_below(path: str, names: Sequence[str]) -> bool:
    """Whether a file is one of some files and folders, or below one; where there are none, every file is."""
    return not names or any(name == "." or path == name or path.startswith(f"{name}/") for name in names)


def relative_name(path: Path, root: Path) -> str:
    """A path as messages write it: relative to the project's folder if it lies below it, also through links."""
    as_written = [Path(os.path.abspath(each)) for each in (path, root)]  # noqa: PTH100 (`resolve` follows links)
    for name, base in (as_written, (real_path(path), real_path(root))):
        if name.is_relative_to(base) and real_path(name) == real_path(path):
            return name.relative_to(base).as_posix()
    return path.as_posix()
