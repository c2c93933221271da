"""Write artifacts into a folder that may hold other files, replacing only files that quizgen wrote."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from quizgen.copies.library import library_folder
from quizgen.model.diagnostics import Diagnostic, Location, Severity
from quizgen.project.layout import find_banks
from quizgen.project.request import BANKS, RECIPES
from quizgen.project.write import (
    Artifact,
    alone,
    cannot_write,
    put_in_place,
    remove_files,
    write_artifacts,
    written_aside,
)
from quizgen.workspace.output_manifest import LISTS, Command, Listed, joined, read_digest, read_list, write_list

_MAX_NAMES = 10


def find_wrong_folder(root: Path, out: Path) -> Diagnostic | None:
    """Refuse an output folder inside the project's own folders, around them, or where the copies are."""
    inside = project_folder_around(root, out)
    if inside is None:
        return _find_wrong_place(root, out)
    why = "recipes and released decks" if inside == RECIPES else "question banks"
    release = "; decks to hand on come from `quizgen release`" if inside == RECIPES else ""
    hint = f"Name another folder with `--out`, such as `build`{release}."
    message = f"this folder belongs to `{inside}/`, which is for {why}: nothing else is written there"
    return Diagnostic("wrong-folder", message, Location(str(out)), hint)


def _find_wrong_place(root: Path, out: Path) -> Diagnostic | None:
    place, project, library = (Path(os.path.realpath(each)) for each in (out, root, library_folder()))
    if project.is_relative_to(place):
        message = "this folder is the project's, or holds it"
    elif place.is_relative_to(library):
        message = "this folder is where the copies of books are"
    else:
        return None
    hint = "What is made goes into a folder of its own. Name one with `--out`, such as `build`."
    return Diagnostic("wrong-folder", message, Location(str(out)), hint)


def project_folder_around(root: Path, path: Path) -> str | None:
    """The one of the project's own folders that a path is or lies in, links resolved; None if it lies in none."""
    own = dict.fromkeys((root / BANKS, *find_banks(root)), BANKS) | {root / RECIPES: RECIPES}
    place = Path(os.path.realpath(path))
    for around in (place, *place.parents):
        for folder, name in own.items():
            # A folder that does not exist yet is compared by name, ignoring case as some file systems do.
            is_named_so = around.name.casefold() == folder.name.casefold() and _is_same(around.parent, folder.parent)
            if is_named_so or _is_same(around, folder):
                return name
    return None


def _is_same(one: Path, other: Path) -> bool:
    try:
        return one.samefile(other)
    except OSError:
        return False


def replace_own(
    folder: Path, artifacts: Iterable[Artifact], by: Command, *, is_whole: bool = False, is_public: bool = False
) -> tuple[Diagnostic, ...]:
    """Write and list all artifacts, or none if one would replace a file that quizgen did not write.

    A file with the same content may be replaced; a file that quizgen wrote and somebody changed may not.
    With ``is_whole``, files that the same command wrote earlier and not now are removed, unless they were changed. With
    ``is_public``, so are those of every command, which may hold passages of the book: a warning names them, and nothing
    is written if one was changed.
    """
    digests: dict[str, str] = {}

    def noted() -> Iterator[Artifact]:
        for artifact in artifacts:
            digests[artifact.path] = hashlib.sha256(artifact.content).hexdigest()
            yield artifact

    try:
        with written_aside(folder, noted()) as (aside, paths), alone(folder):
            # The lists are read only under the lock: another run may have changed them before.
            lists = {command: read_list(folder, name) for command, name in LISTS.items()}
            if taken := tuple(_find_taken(folder, digests, joined(lists.values()))):
                return taken
            if is_public and (kept := tuple(_find_changed(folder, joined(lists.values()), digests))):
                return kept
            now: Listed = {path: (digest,) for path, digest in digests.items()}
            # Files are listed before they are written: if the run is killed, they are still known as quizgen's.
            if faults := _write_list(folder, by, joined((lists[by], now))):
                return faults
            put_in_place(folder, aside, paths)
            others = joined(lists[command] for command in LISTS if command != by)
            left = tuple(_find_left(folder, lists[by], others, digests)) if is_whole else ()
            faults = remove_files(folder / path for path in left)
            before = {path: each for path, each in lists[by].items() if not is_whole or _stands(folder, path, each)}
            # If this fails (a full disk), the longer list written above stays, and is still correct.
            _write_list(folder, by, {**before, **now})
            return (*faults, *(_remove_others(folder, others, digests) if is_public else ()))
    except OSError as error:
        return (cannot_write(folder, error),)


def _write_list(folder: Path, by: Command, listed: Listed) -> tuple[Diagnostic, ...]:
    return write_artifacts(folder, [Artifact(LISTS[by], write_list(listed))])


def _find_taken(folder: Path, digests: Mapping[str, str], listed: Listed) -> Iterator[Diagnostic]:
    """Report files that must not be replaced: those quizgen did not write, and those somebody changed since."""
    known: dict[str, tuple[str, ...]] = {}
    for path, each in listed.items():  # some systems ignore case
        known[path.casefold()] = (*known.get(path.casefold(), ()), *each)
    foreign: list[str] = []
    changed: list[str] = []
    for path, digest in sorted(digests.items()):
        file = folder / path
        own = known.get(path.casefold(), ())
        if os.path.lexists(file) and (file.is_symlink() or read_digest(file) not in (digest, *own)):
            (changed if own else foreign).append(path)
    place = Location(str(folder))
    if foreign:
        message = f"quizgen did not write what stands here under the name of {_names(foreign)}"
        hint = "Nothing was replaced. Name another folder with `--out`; or remove it, if it is what you built earlier."
        yield Diagnostic("file-taken", message, place, hint)
    if changed:
        message = f"somebody changed what quizgen wrote here: {_names(changed)}"
        hint = "Nothing was replaced. Keep what you changed under another name, or remove it; then run this again."
        yield Diagnostic("file-taken", message, place, hint)


def _names(paths: Sequence[str]) -> str:
    more = len(paths) - _MAX_NAMES
    return ", ".join(f"`{path}`" for path in paths[:_MAX_NAMES]) + (f" and {more} more" if more > 0 else "")


def _find_changed(folder: Path, listed: Listed, now: Mapping[str, str]) -> Iterator[Diagnostic]:
    """Report files that quizgen wrote earlier and not now, and that somebody changed since."""
    names = {path.casefold() for path in now}
    old = [path for path in sorted(listed) if path.casefold() not in names and os.path.lexists(folder / path)]
    if changed := [path for path in old if not _stands(folder, path, listed[path])]:
        message = f"somebody changed what quizgen wrote here, and it may hold passages of the book: {_names(changed)}"
        hint = "Nothing was replaced. Move it out of a folder that is to be public, or remove it; then run this again."
        yield Diagnostic("file-taken", message, Location(str(folder)), hint)


def _remove_others(folder: Path, listed: Listed, now: Mapping[str, str]) -> Iterator[Diagnostic]:
    """Remove what other commands wrote, with their lists, and say so."""
    left = tuple(_find_left(folder, listed, {}, now))
    faults = remove_files(folder / path for path in left)
    lists = (folder / name for command, name in LISTS.items() if command != "build")
    yield from faults or remove_files(file for file in lists if os.path.lexists(file))
    if left and not faults:
        message = f"removed, since they may hold passages of the book: {_names(left)}"
        hint = "A sheet or a page of coverage for a public folder is made after the build, with `--public`."
        yield Diagnostic("pages-removed", message, Location(str(folder)), hint, Severity.WARNING)


def _find_left(folder: Path, before: Listed, others: Listed, now: Mapping[str, str]) -> Iterator[str]:
    """Paths of files to remove: written by an earlier run alone, unchanged, and in no other command's list."""
    base = Path(os.path.realpath(folder))
    for path in sorted(before.keys() - now.keys()):
        file = folder / path
        # quizgen writes nothing outside of the folder, whatever the list says.
        if not Path(os.path.realpath(file)).is_relative_to(base) or not _stands(folder, path, before[path]):
            continue
        is_new = any(_is_same(file, folder / each) for each in now if each.casefold() == path.casefold())
        if not is_new and not _stands(folder, path, others.get(path, ())):
            yield path


def _stands(folder: Path, path: str, digests: Sequence[str]) -> bool:
    return bool(digests) and read_digest(folder / path) in digests
