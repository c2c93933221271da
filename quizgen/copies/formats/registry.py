"""The formats of a reader's copy: each is a value of one list, which detection, limits and the sandbox ask.

Readers are named and not imported: their libraries take long to import, and only the one process that reads needs one.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from importlib import import_module
from pathlib import Path

from quizgen.copies.formats.extract import MAX_FILE_BYTES, MAX_TEXT_BYTES, Extract, Fault

HEAD_BYTES = 100_000
"""So much of a file is looked at to see what it is."""


@dataclass(frozen=True)
class Sample:
    """What is known of a copy before it is read: its first bytes and its suffix, or that it is a folder."""

    head: bytes
    suffix: str
    is_folder: bool = False

    @cached_property
    def narrow(self) -> bytes:
        """The first bytes without zeros: the tags of a page in UTF-16 too."""
        return self.head.replace(b"\x00", b"")


Reader = Callable[[Path], Extract | Fault]


@dataclass(frozen=True, kw_only=True, slots=True)
class Format:
    """A format of a copy. Nothing has a default: one that leaves something out fails when it is imported.

    - ``name``: as the sandbox and the fuzzer say it, ``title`` as messages do.
    - ``suffixes``: what files of it end in, in lower case; the empty one is that of a folder.
    - ``has_signature``: whether its first bytes tell it, so that it is asked for before what is no book.
    - ``detect``: whether a copy is of this format, if it is of none that is asked before.
    - ``max_bytes``: of the file; ``has_pictures`` whether these are of more than text.
    - ``is_foreign``: whether its reader is native code, or unpacks: then it has a process of its own, within limits.
    - ``reader``: ``module:function`` below this package, from a path to lines or the reason why there are none.
    """

    name: str
    title: str
    suffixes: tuple[str, ...]
    has_signature: bool
    detect: Callable[[Sample], bool]
    max_bytes: int
    has_pictures: bool
    is_foreign: bool
    reader: str

    def load_reader(self) -> Reader:
        """Import its reader, and the libraries that this needs."""
        module, _, function = self.reader.partition(":")
        reader: Reader = getattr(import_module(f"quizgen.copies.formats.{module}"), function)
        return reader


_PAGE = re.compile(
    rb"\A[\s\xef\xbb\xbf\xfe\xff]*(?:<!--(?:(?!-->).){0,2000}-->\s*|<\?xml[^>]{0,200}>\s*)*<(?:!doctype\s+html|html)\b",
    re.I | re.S,
)
_TAG = re.compile(rb"<(?:p|div|br|span|html|body|head|a)\b[^<>]*>", re.IGNORECASE)
_MIN_TAGS = 21
_PAGE_SUFFIXES = (".html", ".htm", ".xhtml", ".xht")
_MARKDOWN_SUFFIXES = (".md", ".markdown")


def _is_page(sample: Sample) -> bool:
    if _PAGE.match(sample.narrow):
        return True
    has_tags = sample.suffix in _PAGE_SUFFIXES or len(_TAG.findall(sample.narrow)) >= _MIN_TAGS
    return has_tags and sample.suffix not in _MARKDOWN_SUFFIXES


def _is_epub(sample: Sample) -> bool:
    head = sample.head
    is_marked = b"application/epub+zip" in head[:200] or b"META-INF/container.xml" in head
    return head.startswith(b"PK\x03\x04") and (is_marked or sample.suffix == ".epub")


def _is_pdf(sample: Sample) -> bool:
    return sample.head.startswith(b"%PDF") or (sample.suffix == ".pdf" and b"%PDF" in sample.head[:1024])


FORMATS: tuple[Format, ...] = (
    Format(
        name="text",
        title="plain text",
        suffixes=(".txt",),
        has_signature=False,
        detect=lambda sample: True,
        max_bytes=MAX_TEXT_BYTES,
        has_pictures=False,
        is_foreign=False,
        reader="plain_text:read_text_file",
    ),
    Format(
        name="markdown",
        title="Markdown",
        suffixes=_MARKDOWN_SUFFIXES,
        has_signature=False,
        detect=lambda sample: sample.suffix in _MARKDOWN_SUFFIXES,
        max_bytes=MAX_TEXT_BYTES,
        has_pictures=False,
        is_foreign=True,
        reader="markdown:read_markdown",
    ),
    Format(
        name="html",
        title="HTML",
        suffixes=_PAGE_SUFFIXES,
        has_signature=False,
        detect=_is_page,
        max_bytes=MAX_TEXT_BYTES,
        has_pictures=False,
        is_foreign=True,
        reader="html:read_html",
    ),
    Format(
        name="folder",
        title="a folder of web pages",
        suffixes=("",),
        has_signature=True,
        detect=lambda sample: sample.is_folder,
        max_bytes=MAX_FILE_BYTES,
        has_pictures=False,
        is_foreign=True,
        reader="html:read_folder",
    ),
    Format(
        name="epub",
        title="EPUB",
        suffixes=(".epub",),
        has_signature=True,
        detect=_is_epub,
        max_bytes=MAX_FILE_BYTES,
        has_pictures=True,
        is_foreign=True,
        reader="epub:read_epub",
    ),
    Format(
        name="pdf",
        title="PDF",
        suffixes=(".pdf",),
        has_signature=True,
        detect=_is_pdf,
        max_bytes=MAX_FILE_BYTES,
        has_pictures=True,
        is_foreign=True,
        reader="pdf:read_pdf",
    ),
)
"""In the order in which the copies of one book are preferred; what a copy is, is asked from the end on."""


def find_format(name: str) -> Format:
    """The format of a name; raises ``KeyError`` for one that there is not."""
    return {each.name: each for each in FORMATS}[name]


def suffixes() -> tuple[str, ...]:
    """What copies may end in, the preferred ones first."""
    return tuple(suffix for each in FORMATS for suffix in each.suffixes)
