"""The list of formats of a copy, from which detection, the sandbox, the library and messages take them."""

from __future__ import annotations

from quizgen.copies.formats.docx import DOCX
from quizgen.copies.formats.epub import EPUB
from quizgen.copies.formats.format import FileFormat, FolderFormat, Format
from quizgen.copies.formats.html import FOLDER, HTML
from quizgen.copies.formats.markdown import MARKDOWN
from quizgen.copies.formats.markdown_folder import MARKDOWN_FOLDER
from quizgen.copies.formats.odt import ODT
from quizgen.copies.formats.pdf import PDF
from quizgen.copies.formats.plain_text import TEXT

FORMATS: tuple[Format, ...] = (TEXT, MARKDOWN, HTML, FOLDER, MARKDOWN_FOLDER, EPUB, DOCX, ODT, PDF)
"""In order of preference among the copies of one book, which is the order in messages; of two formats that are
equally sure that a file is theirs, the later one reads it."""


def file_formats() -> tuple[FileFormat, ...]:
    return tuple(each for each in FORMATS if isinstance(each, FileFormat))


def folder_formats() -> tuple[FolderFormat, ...]:
    return tuple(each for each in FORMATS if isinstance(each, FolderFormat))


def find_format(name: str) -> Format:
    """The format of this name; raises ``KeyError`` for an unknown one."""
    return {each.name: each for each in FORMATS}[name]


def file_suffixes() -> tuple[str, ...]:
    """The suffixes of copies that are files, in lower case, preferred ones first."""
    return tuple(suffix for each in file_formats() for suffix in each.suffixes)


def name_formats(formats: tuple[Format, ...]) -> str:
    """The titles of formats as a sentence lists them: ``plain text, HTML or PDF``."""
    *others, last = [each.title for each in formats]
    return f"{', '.join(others)} or {last}" if others else last
