"""Fingerprint all files of the project and all copies that a run reads, so that a later run can detect changes.

This module is imported before all slow imports, so that a cache hit avoids them.
"""

from __future__ import annotations

import os
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from quizgen.copies.formats.extract import MAX_FILE_BYTES
from quizgen.copies.library import find_copies, find_copy
from quizgen.project.read import hash_file
from quizgen.project.request import BANKS, Request
from quizgen.workspace.store import digest, program


@dataclass(frozen=True, slots=True)
class Inputs:
    """The files that a run reads, by name: what of each affects the result, and a stamp that changes with every write.

    ``contents`` has the SHA-256 of files that are read, and size, mode and real path of the others. ``stamps`` are
    (mtime in ns, ctime in ns, size in bytes, inode).
    """

    contents: Mapping[str, str]
    stamps: Mapping[str, tuple[int, ...]]

    def key(self, asked: Sequence[str]) -> str:
        return digest(program(), *asked, *(part for each in sorted(self.contents.items()) for part in each))

    def differs_only_in(self, written: Mapping[str, str], before: Inputs) -> bool:
        """Whether no file has changed since ``before``, but for those that now have these SHA-256 by their names."""
        is_as_written = all(self.contents.get(name) == content for name, content in written.items())
        return is_as_written and self._without(written) == before._without(written)

    def _without(self, names: Collection[str]) -> tuple[dict[str, str], dict[str, tuple[int, ...]]]:
        contents = {name: content for name, content in self.contents.items() if name not in names}
        return contents, {name: stamp for name, stamp in self.stamps.items() if name not in names}


def read_inputs(
    request: Request, suffixes: tuple[str, ...], more: Iterable[Path] = (), *, before: Inputs | None = None
) -> Inputs | None:
    """Fingerprint the copies, all files below ``questions/``, and ``more`` files or folders; None if one is unreadable.

    Of files with none of the suffixes, only size, mode and real path count. A file with the same stamp as ``before`` is
    not read again.
    """
    inputs = _Reader(suffixes, before or Inputs({}, {}))
    folder = request.root / BANKS
    try:
        for bank in sorted(folder.iterdir()):
            if not bank.is_dir():
                inputs.note(str(bank), bank, is_read=False)
                continue
            copy = request.source or find_copy(bank.name, bank)
            if copy is not None:
                if request.source is None:
                    inputs.contents[f"copies of {bank.name}"] = str(find_copies(bank.name, copy.parent))
                inputs.note(f"copy of {bank.name}: {copy}", copy, is_read=True)
            inputs.note_folder(bank)
        for path in more:
            if path.is_dir():
                inputs.note_folder(path)
            else:
                inputs.note(str(path), path, is_read=True)
    except OSError:
        return None
    return Inputs(inputs.contents, inputs.stamps)


class _Reader:
    """Collects the contents and stamps of files."""

    def __init__(self, suffixes: tuple[str, ...], before: Inputs) -> None:
        self.contents: dict[str, str] = {}
        self.stamps: dict[str, tuple[int, ...]] = {}
        self._suffixes, self._before = suffixes, before

    def note_folder(self, folder: Path) -> None:
        for inside, folders, files in os.walk(folder):
            self.contents.update((f"{inside}/{name}", os.path.realpath(f"{inside}/{name}")) for name in folders)
            real = os.path.realpath(inside)
            for name in files:
                path = os.path.join(inside, name)  # noqa: PTH118 (there may be 100,000: a `Path` takes half of the time)
                self.note(path, path, is_read=name.lower().endswith(self._suffixes), real_folder=real)

    def note(self, name: str, file: Path | str, *, is_read: bool, real_folder: str = "") -> None:
        status = os.stat(file)  # noqa: PTH116
        self.stamps[name] = stamp = (status.st_mtime_ns, status.st_ctime_ns, status.st_size, status.st_ino)
        if not is_read:
            is_plain = real_folder and not os.path.islink(file)  # noqa: PTH114
            real = f"{real_folder}/{os.path.basename(file)}" if is_plain else os.path.realpath(file)  # noqa: PTH119
            self.contents[name] = f"{status.st_size} {status.st_mode} {os.access(file, os.R_OK)} {real}"
        elif self._before.stamps.get(name) == stamp:
            self.contents[name] = self._before.contents[name]
        else:
            self.contents[name] = hash_file(Path(file), MAX_FILE_BYTES)  # no step reads a larger file
