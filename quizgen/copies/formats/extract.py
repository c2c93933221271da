"""The results that readers of all formats share, lines or a fault, and the limits that they keep."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

MEGABYTE = 1024 * 1024
MAX_TEXT_BYTES = 50 * MEGABYTE
"""The longest books have some 10 MB of text; a text, a web page or the texts of an EPUB above this are no book."""
MAX_FILE_BYTES = 500 * MEGABYTE
"""An EPUB or a PDF holds pictures too; what is larger is a collection, or a mistake."""
MAX_CHARACTERS = 20_000_000
"""The most characters a reader may return; an archive or a PDF can expand far beyond its size."""
MAX_FILES = 5_000
"""The most files in an EPUB or a folder."""
MAX_PAGES = 20_000
ONE_LETTER_WORDS = frozenset("AIOEYUÀÓÉАИКОСУЯВ")
"""Letters that are words by themselves in some language: an initial that is one may stand apart from what follows."""
SET_IN = "  "
ANY_FORMAT = ""
"""The hint of a fault where a copy in any format will do: ``read_copy`` lists them in its place."""


class Unit(StrEnum):
    """What a line of a copy is: determines how messages name it and whether paragraphs must be detected."""

    LINE = "line"
    PARAGRAPH = "paragraph"
    PAGE = "page"


SUBTITLE = 7
"""The level of a line in a group of headings that is none itself: it goes on with the heading above."""


@dataclass(frozen=True, slots=True)
class Metadata:
    """What the format says of the book: empty where it does not; the language is a tag (BCP 47)."""

    title: str = ""
    author: str = ""
    language: str = ""
    translator: str = ""


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the table of contents that the format has beside the text: the index of the line where it leads."""

    index: int
    level: int
    title: str


@dataclass(frozen=True, slots=True)
class Extract:
    """The lines of a copy; ``headings`` are the indices of those that the format marks as headings, and their levels.

    Levels go from 1 to 6; ``SUBTITLE`` goes on with the heading above. ``contents`` is a table of contents that the
    format has beside the text, as the navigation of an EPUB and the bookmarks of a PDF.
    A line is a line of a text file, a paragraph marked by the format, or a line of a printed page: there, a form feed
    begins each page, a blank line stands for extra space, and ``SET_IN`` precedes an indented line.
    ``controls`` are the numbers of the lines that had control characters. ``doubt`` says what could only be guessed.
    """

    lines: tuple[str, ...]
    unit: Unit
    headings: tuple[tuple[int, int], ...] = ()
    controls: tuple[int, ...] = ()
    doubt: Fault | None = None
    metadata: Metadata = field(default_factory=Metadata)
    contents: tuple[Entry, ...] = ()


@dataclass(frozen=True, slots=True)
class Fault:
    """Why a copy cannot be read, as the code, message and hint of a diagnostic; see ``ANY_FORMAT``."""

    code: str
    message: str
    hint: str


def too_much_text() -> Fault:
    return Fault(
        "copy-too-large",
        f"this copy has more than {MAX_CHARACTERS // 1_000_000} million letters",
        "No book has as many. Is it a collection? Give the one book.",
    )
