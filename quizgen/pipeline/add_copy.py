"""Copy a reader's copy of a book into the library, after moving earlier copies of the book aside."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

from quizgen.copies.formats.detect import detect_format
from quizgen.copies.formats.extract import MAX_FILE_BYTES, Fault
from quizgen.copies.formats.format import FolderFormat
from quizgen.copies.library import VARIABLE, copy_path, find_copies, name_aside
from quizgen.model.diagnostics import Diagnostic, Location, Severity, has_errors
from quizgen.project.read import read_file, reason_of
from quizgen.project.write import Artifact, alone, cannot_write, written_aside
from quizgen.workspace.output_folder import project_folder_around


@dataclass(frozen=True, slots=True)
class AddedCopy:
    """Where the copy is kept, and the earlier copies that were moved aside, as (old path, new path)."""

    path: Path
    moved: tuple[tuple[Path, Path], ...] = ()
    diagnostics: tuple[Diagnostic, ...] = ()


def add_copy(source: Path, bank: Path, root: Path) -> AddedCopy:
    """Put a copy that can be read into the library, for the book whose folder is ``bank``.

    No file of the reader's is lost: nothing is deleted, and links are renamed, never followed.
    """
    target = copy_path(bank.name, source)
    if fault := _find_wrong_library(root, target, bank.name):
        return AddedCopy(target, diagnostics=(fault,))
    try:
        pages = tuple(_read_pages(source, target))
    except OSError as error:
        message = f"this copy cannot be read: {reason_of(error)}"
        fault = Diagnostic("copy-unreadable", message, Location(str(source)), "Check that it is a file you may read.")
        return AddedCopy(target, diagnostics=(fault,))
    added = _put(pages, target, bank.name)
    return (
        added if has_errors(added.diagnostics) else AddedCopy(target, added.moved, tuple(_used_instead(bank, target)))
    )


def _find_wrong_library(root: Path, target: Path, book_key: str) -> Diagnostic | None:
    """Refuse a library inside the project's own folders: its files there belong to the project."""
    # Links on the way to the library are resolved. Links inside it are only renamed, so they may point anywhere.
    moved = (path for path in (target, *find_copies(book_key, target.parent)) if not path.is_symlink())
    inside = next(filter(None, (project_folder_around(root, path) for path in (target.parent, *moved))), None)
    if inside is None:
        return None
    hint = f"Let ${VARIABLE} name another folder, or none."
    message = f"the library is in `{inside}/`, which is the project's: no copy is put there"
    return Diagnostic("wrong-folder", message, Location(str(target.parent)), hint)


def _read_pages(source: Path, target: Path) -> Iterator[Artifact]:
    for page in _pages_of(source):
        path = Path(target.name, page.relative_to(source)) if source.is_dir() else Path(target.name)
        yield Artifact(path.as_posix(), read_file(page, MAX_FILE_BYTES))


def _pages_of(copy: Path) -> tuple[Path, ...]:
    """The file of a copy, or the pages in its folder; empty if the pages cannot be determined."""
    if not copy.is_dir():
        return (copy,)
    found = detect_format(copy)
    pages = found.find_files(copy) if isinstance(found, FolderFormat) else ()
    return () if isinstance(pages, Fault) else pages


def _put(pages: Sequence[Artifact], target: Path, book_key: str) -> AddedCopy:
    library = target.parent
    try:
        with written_aside(library, pages) as (aside, _), alone(library), ExitStack() as undo:
            others = [copy for copy in find_copies(book_key, library) if copy != target]
            is_there = _holds(target, pages) and not (target.is_symlink() and others)
            moved = []
            for copy in others if is_there else (*others, target):
                if os.path.lexists(copy):
                    moved.append((copy, name_aside(copy)))
                    copy.rename(moved[-1][1])
                    undo.callback(moved[-1][1].rename, copy)
            if not is_there:
                (aside / target.name).rename(target)
            undo.pop_all()
            return AddedCopy(target, tuple(moved))
    except OSError as error:
        return AddedCopy(target, diagnostics=(cannot_write(library, error),))


def _holds(copy: Path, pages: Sequence[Artifact]) -> bool:
    """Whether a copy in the library already consists of exactly these pages."""
    try:
        return copy.exists() and sorted(_read_pages(copy, copy), key=_path) == sorted(pages, key=_path)
    except OSError:
        return False


def _path(page: Artifact) -> str:
    return page.path


def _used_instead(bank: Path, target: Path) -> Iterator[Diagnostic]:
    if own := find_copies(bank.name, bank):
        message = f"this copy, which the project keeps beside its questions, is used, and {target} not"
        hint = "`--source` names another for one run."
        yield Diagnostic("several-copies", message, Location(str(own[0])), hint, Severity.WARNING)
