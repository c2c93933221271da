"""The list of formats of a copy, which detection, limits and the sandbox all use.

Readers are given by name: their libraries are slow to import, and only the process that reads a copy needs one.
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
"""The number of bytes that are examined to detect a format."""


@dataclass(frozen=True)
class Sample:
    """What is known of a copy before it is read: its first bytes and its suffix, or that it is a folder."""

    head: bytes
    suffix: str
    is_folder: bool = False

    @cached_property
    def narrow(self) -> bytes:
        """The first bytes without zeros, so that tags are found in UTF-16 too."""
        return self.head.replace(b"\x00", b"")


Reader = Callable[[Path], Extract | Fault]


@dataclass(frozen=True, kw_only=True, slots=True)
class Format:
    """A format of a copy. No field has a default, so that an incomplete format fails on import.

    - ``name``: its name for the sandbox and the fuzzer; ``title``: its name in messages.
    - ``suffixes``: the suffixes of its files, in lower case; the empty one stands for a folder.
    - ``has_signature``: whether its first bytes identify it; such formats are tried before kinds that are no book.
    - ``detect``: whether a copy is of this format, provided that no format tried before it matches.
    - ``max_bytes``: the size limit of a file; ``has_pictures``: whether that includes more than text.
    - ``is_foreign``: whether its reader uses native code or unpacks; it then runs in a subprocess, within limits.
    - ``reader``: ``module:function`` below this package; takes a path and returns an extract or a fault.
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
        """Import the reader and the libraries that it needs."""
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
"""In order of preference among the copies of one book; detection tries them from the last to the first."""


def find_format(name: str) -> Format:
    """The format of this name; raises ``KeyError`` for an unknown one."""
    return {each.name: each for each in FORMATS}[name]


def suffixes() -> tuple[str, ...]:
    """The suffixes of copies, preferred ones first."""
    return tuple(suffix for each in FORMATS for suffix in each.suffixes)
