"""A project held in memory: its banks and diagnostics, recomputed after a change only as far as needed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property

from quizgen.model.diagnostics import Diagnostic, Finding, Location
from quizgen.model.identity import draw_identity
from quizgen.project.layout import find_banks, find_strays
from quizgen.project.misnamed import tell_misnamed
from quizgen.project.request import BANKS, Request
from quizgen.workspace.bank_workspace import BankWorkspace
from quizgen.workspace.store import open_cache
from quizgen.workspace.verified_bank import VerifiedBank


class Workspace:
    """The banks of a project, by the names of their folders.

    Files are read on first use, and a result is computed again only after its inputs change: a file's text, an item's
    YAML, the table of contents or the copy.
    """

    def __init__(self, request: Request) -> None:
        self.request = request
        self._cache = open_cache()

    @cached_property
    def books(self) -> Mapping[str, BankWorkspace]:
        """The books by their keys; if there are none, ``faults`` says so."""
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
        hint = tell_misnamed(self.request.root, BANKS) or (
            f"Run quizgen in the folder that has `{BANKS}/`, with a folder for each book in it; "
            "or begin a project: `quizgen init FOLDER`."
        )
        return (Diagnostic("no-banks", "there are no question banks here", Location(BANKS), hint), *strays)

    def find_shared_identities(self) -> Iterator[Diagnostic]:
        """Report books that are one to Anki: their questions with one id would be one note."""
        first: dict[str, str] = {}
        for book in self.books.values():
            record = book.book.record
            if record is None:
                continue
            other = first.setdefault(record.identity or book.key, book.name)
            if other != book.name:
                message = f"Anki would take this book for `{other}`: both are `{record.identity or book.key}` there"
                hint = (
                    f"Give the one that is not published yet an `identity` of its own: `identity: {draw_identity()}`."
                )
                yield book.book.diagnose(
                    "shared-identity", Finding(("identity",) if record.identity else (), message, hint)
                )

    def fault_of_source(self, names: Sequence[str]) -> Diagnostic | None:
        """A diagnostic if one copy was named for several books."""
        source = self.request.source
        if source is None or len(names) < 2:
            return None
        hint = f"Check or build one book at a time: {', '.join(names)}."
        return Diagnostic(
            "source-of-several",
            "`--source` names one copy, which cannot be of several books",
            Location(str(source)),
            hint,
        )

    def change(self, path: str, text: str | None) -> None:
        """Replace the text of a file in memory; None removes the file. ``path`` is relative to the project's folder.

        Raises ``KeyError`` if the path is no table of contents and no file with questions of a book.
        """
        book, file = self._find(path)
        book.change(file, text)

    @property
    def paths(self) -> tuple[str, ...]:
        """The tables of contents and the files with questions, relative to the project's folder."""
        return tuple(f"{book.name}/{file}" for book in self.books.values() for file in book.files)

    def text(self, path: str) -> str | None:
        """The text of a file, as it is in memory; None if it cannot be read. Raises ``KeyError`` as `change` does."""
        book, file = self._find(path)
        return book.text(file)

    def read_again(self) -> None:
        """Read the files from disk again on next use; texts set by `change` stay."""
        for book in self.books.values():
            book.read_again()

    def diagnostics(self, path: str) -> tuple[Diagnostic, ...]:
        """The diagnostics of one file.

        Those about its questions include the findings of the last comparison with other questions (see `settle`).
        Raises ``KeyError`` if the path belongs to no book.
        """
        book, file = self._find(path)
        return book.diagnostics(file)

    def settle(self) -> None:
        """Compare all questions with each other, and save the results."""
        for book in self.books.values():
            book.settle()

    def verified(self, key: str) -> VerifiedBank:
        """A book's bank with the verdict on each question; raises ``KeyError`` if there is no such book."""
        return self.books[key].verified()

    def _find(self, path: str) -> tuple[BankWorkspace, str]:
        folder, _, rest = path.partition("/")
        key, _, file = rest.partition("/")
        if folder != BANKS or not file or "/" in file:
            raise KeyError(path)
        return self.books[key], file
