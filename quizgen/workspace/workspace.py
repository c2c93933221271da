"""A project held in memory, which answers again after a change; everything that asks about a project asks it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property

from quizgen.model.diagnostics import Diagnostic, Location
from quizgen.project.layout import BANKS, find_banks, find_strays
from quizgen.project.request import Request
from quizgen.workspace.bank_workspace import BankWorkspace
from quizgen.workspace.store import open_cache
from quizgen.workspace.verified_bank import VerifiedBank


class Workspace:
    """The banks of a project, by the names of their folders.

    Nothing is read before it is asked for, and nothing is computed twice while what it was made of is the same: a
    file's text, an item's YAML, the table of contents and the copy.
    """

    def __init__(self, request: Request) -> None:
        self.request = request
        self._cache = open_cache()

    @cached_property
    def books(self) -> Mapping[str, BankWorkspace]:
        """The books by their keys; that there is none is told by ``faults``."""
        request = self.request
        return {
            folder.name: BankWorkspace(folder, f"{BANKS}/{folder.name}", request.source, request.track, self._cache)
            for folder in find_banks(request.root)
        }

    @property
    def faults(self) -> tuple[Diagnostic, ...]:
        """What is wrong with the project as a whole."""
        strays = tuple(find_strays(self.request.root))
        if self.books:
            return strays
        hint = (
            f"Run quizgen in the folder that has `{BANKS}/`, with a folder for each book in it; "
            "or begin a project: `quizgen init FOLDER`."
        )
        return (Diagnostic("no-banks", "there are no question banks here", Location(BANKS), hint), *strays)

    def fault_of_source(self, names: Sequence[str]) -> Diagnostic | None:
        """That one copy was named for several books."""
        source = self.request.source
        if source is None or len(names) < 2:
            return None
        hint = f"Check or build one book at a time: {', '.join(names)}."
        return Diagnostic("source-of-several", "one copy cannot be of several books", Location(str(source)), hint)

    def change(self, path: str, text: str | None) -> None:
        """Have a file, by its path from the project's folder, hold another text than on the disk; with none, none.

        Raises ``KeyError`` for what belongs to no book.
        """
        book, file = self._find(path)
        book.change(file, text)

    def read_again(self) -> None:
        """Read what is on the disk anew; what was changed here stays changed."""
        for book in self.books.values():
            book.read_again()

    def diagnostics(self, path: str) -> tuple[Diagnostic, ...]:
        """What is wrong in one file.

        Of its questions, that is what they show by themselves, and what comparing them with the others last showed.
        Raises ``KeyError`` for what belongs to no book.
        """
        book, file = self._find(path)
        return book.diagnostics(file)

    def settle(self) -> None:
        """Compare all questions anew, and save what was found out."""
        for book in self.books.values():
            book.settle()

    def verified(self, key: str) -> VerifiedBank:
        """A book's bank with the verdict on each question; raises ``KeyError`` for a book that there is not."""
        return self.books[key].verified()

    def all_diagnostics(self) -> Iterator[Diagnostic]:
        """All that is wrong, with all questions compared."""
        yield from self.faults
        for book in self.books.values():
            verified = book.verified()
            yield from verified.diagnostics
            for verdict in verified.verdicts:
                yield from verdict.diagnostics

    def _find(self, path: str) -> tuple[BankWorkspace, str]:
        folder, _, rest = path.partition("/")
        key, _, file = rest.partition("/")
        if folder != BANKS or not file or "/" in file:
            raise KeyError(path)
        return self.books[key], file
