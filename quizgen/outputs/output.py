"""What an output declares: which files a value becomes, and how they are rendered."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from typing import Any, Generic, Literal, TypeAlias, TypeVar
from urllib.parse import quote

from quizgen.project.locks import ReleasedLock
from quizgen.project.write import Artifact

Section: TypeAlias = Literal["decks", "worksheets"]
"""A part of the index page; its heading is the word of this name, and ``<name>_how`` the line under it."""


@dataclass(frozen=True, slots=True)
class Row:
    """A file has a line of its own on the index page. No ``version`` is empty."""

    section: Section
    title: str
    questions: int
    version: str = ""
    is_large: bool = False


@dataclass(frozen=True, slots=True)
class FormatOf:
    """A file is the same as another one, whose path is ``of``, in a format such as “PDF”; it is linked beside it."""

    of: str
    format: str


@dataclass(frozen=True, slots=True)
class KeyOf:
    """A file is the answer key of the sheet whose path is ``of``; it is linked in the sheet's line."""

    of: str


Listing: TypeAlias = Row | FormatOf | KeyOf
"""How the index page links to a file."""


@dataclass(frozen=True, slots=True)
class OutputFile:
    """A file that a build may write: its path below the output folder, and how the index links to it, if it does."""

    path: str
    listing: Listing | None = None

    @property
    def url(self) -> str:
        return quote(self.path)

    @property
    def as_pdf(self) -> OutputFile:
        """The PDF of this page, which lies beside it."""
        return OutputFile(str(PurePosixPath(self.path).with_suffix(".pdf")), FormatOf(self.path, "PDF"))


@dataclass(frozen=True, slots=True)
class Context:
    """What is not in a value, and is the same for a whole build: its time in seconds, and by book what was released."""

    built: int = 0
    released: Mapping[str, ReleasedLock] = field(default_factory=dict)


Value = TypeVar("Value")


@dataclass(frozen=True, kw_only=True, slots=True)
class Output(Generic[Value]):
    """One output; ``registry.OUTPUTS`` lists them all.

    - ``name``: what messages call it.
    - ``source``: the type of the values that it is made of: a deck, a worksheet, or the build as a whole.
    - ``files``: the files that a value becomes, told before anything is rendered; none if its recipe does not ask for
      this output.
    - ``render``: writes them. What takes long to import is imported here, and not where the output is declared.
    - ``prints``: whether its files are pages that get a PDF beside them, where PDFs are asked for.
    - ``holds_passages``: whether it is of no use without the book's passages; a public build leaves it out.
    """

    name: str
    source: type[Value]
    files: Callable[[Value], Iterable[OutputFile]]
    render: Callable[[Value, Context], Iterator[Artifact]]
    prints: bool = False
    holds_passages: bool = False


AnyOutput: TypeAlias = Output[Any]
