"""The declaration of an output: the files that it makes of a value, how they are rendered, and how they are linked."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Any, Generic, Literal, TypeAlias, TypeVar
from urllib.parse import quote

from quizgen.project.locks import ReleasedLock
from quizgen.project.write import Artifact

if TYPE_CHECKING:
    from quizgen.outputs.pdf import Paper

Section: TypeAlias = Literal["decks", "guides", "worksheets", "archives", "keys", "key_archives"]
"""A section of the index page; the language's words ``<name>`` and ``<name>_how`` are its heading and intro."""


@dataclass(frozen=True, slots=True)
class Row:
    """A file with its own line on the index page; ``version`` is empty and ``sitting`` 1 if there is only one.

    An archive or a guide without a title has what is of several chapters; a guide has no questions. ``book`` and
    ``chapter`` are the title and the heading of what it is about, the latter empty for several chapters; ``chapters``
    and ``kinds`` are those of a deck, kinds also those that are listed in a guide.
    """

    section: Section
    title: str
    questions: int
    version: str = ""
    is_large: bool = False
    sitting: int = 1
    book: str = ""
    chapter: str = ""
    chapters: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class FormatOf:
    """The file at path ``of`` in another format, such as “PDF”; it is linked beside that file."""

    of: str
    format: str


@dataclass(frozen=True, slots=True)
class KeyOf:
    """The answer key of the sheet at path ``of``, and of other versions; it is linked in the line of each."""

    of: str
    and_of: tuple[str, ...] = ()


Listing: TypeAlias = Row | FormatOf | KeyOf
"""How the index page links to a file."""


@dataclass(frozen=True, slots=True)
class OutputFile:
    """A file that a build may write: its path in the output folder, and how the index links to it, if at all."""

    path: str
    listing: Listing | None = None

    @property
    def url(self) -> str:
        return quote(self.path)

    @property
    def as_pdf(self) -> OutputFile:
        """The PDF of this page, in the same folder."""
        return OutputFile(str(PurePosixPath(self.path).with_suffix(".pdf")), FormatOf(self.path, "PDF"))


@dataclass(frozen=True, slots=True)
class Context:
    """What is the same for a whole build.

    ``built`` is its time (seconds), ``released`` the lock of released questions by book key, ``paper`` that of Word
    files. ``replaced`` is the folder with the files of an earlier build, if they tell what changed since; with
    ``always_update``, all notes of decks count as changed.
    """

    built: int = 0
    released: Mapping[str, ReleasedLock] = field(default_factory=dict)
    paper: Paper = "a4"
    replaced: Path | None = None
    always_update: bool = False


Value = TypeVar("Value")


@dataclass(frozen=True, kw_only=True, slots=True)
class Output(Generic[Value]):
    """One output; ``registry.OUTPUTS`` lists them all.

    - ``name``: what messages call it.
    - ``source``: the type of the values that it renders: a deck, a worksheet, or the build as a whole.
    - ``files``: the files that it makes of a value, known before rendering; none if the recipe does not ask for it.
    - ``render``: makes their contents. Imports that take long belong inside this function.
    - ``module``: the module that it imports there, if that takes long: a build loads it before it divides its work.
    - ``extra``: the optional dependency of quizgen that it needs, if any, whose module has the same name.
    - ``prints``: whether its files are pages of which PDFs are made on demand.
    """

    name: str
    source: type[Value]
    files: Callable[[Value], Iterable[OutputFile]]
    render: Callable[[Value, Context], Iterator[Artifact]]
    module: str = ""
    extra: str = ""
    prints: bool = False


AnyOutput: TypeAlias = Output[Any]
