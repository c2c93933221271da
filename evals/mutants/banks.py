"""A path → the banks there whose copy is at hand, and a sentence for each that has none."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from quizgen.falsify.material import Material
from quizgen.project.layout import find_banks
from quizgen.project.request import BOOK_FILE, pass_silently
from quizgen.workspace.bank_workspace import BankWorkspace
from quizgen.workspace.store import open_cache


@dataclass(frozen=True, slots=True)
class Absent:
    """A bank that cannot be measured, and why."""

    name: str
    reason: str


def find_folders(path: Path) -> tuple[Path, ...]:
    """The folders of banks that a path means: the one that it is, or those of the project that it is."""
    return (path,) if (path / BOOK_FILE).is_file() else find_banks(path)


def read_banks(path: Path) -> Iterator[Material | Absent]:
    """The banks that a path means. Copies are found as `quizgen check` finds them, by the name of a bank's folder."""
    for folder in find_folders(path):
        folder = folder.resolve()
        workspace = BankWorkspace(folder, folder.name, None, pass_silently, open_cache())
        text, diagnostics = workspace.load_text()
        if workspace.book.record is None:
            yield Absent(folder.name, f"{BOOK_FILE} cannot be read")
        elif text is None:
            told = next((each.message for each in diagnostics), "there is no copy of it in the library")
            yield Absent(folder.name, told)
        else:
            yield Material(folder.name, text, tuple(workspace.bank.entries))
