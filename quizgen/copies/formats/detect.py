"""The first bytes of a file and its suffix, or the suffixes of the files in a folder → the format of a copy."""

from __future__ import annotations

import re
from itertools import chain
from pathlib import Path

from quizgen.copies.formats.extract import Fault
from quizgen.copies.formats.format import HEAD_BYTES, Certainty, Format, Sample
from quizgen.copies.formats.registry import file_formats, folder_formats
from quizgen.project.read import SAVE_FIRST, NoFileError, open_file

_CONVERT = "Convert it to EPUB or plain text, as calibre does, or let your word processor save it as HTML."
_RECOGNISE = "Let a program for text recognition read it: `ocrmypdf` makes a PDF with a text layer of it."
_SAVE_AS = "Let your word processor save it as HTML or as plain text (UTF-8)."
_UNPACK = "Unpack it, and give the book that is in it."

_NO_BOOK = "Give the book itself, as text, HTML, EPUB, PDF or a Word or OpenDocument file."

_ZIP = (b"PK\x03\x04", 0, 4)
_OTHERS = (
    ((_ZIP, (b"[Content_Types].xml", 0, HEAD_BYTES)), "a file of an office program", _SAVE_AS),
    ((_ZIP, (b"opendocument", 0, 200)), "a file of an office program", _SAVE_AS),
    ((_ZIP,), "an archive", _UNPACK),
    (((b"{\\rtf", 0, 5),), "an RTF file", _CONVERT),
    (((b"\xd0\xcf\x11\xe0", 0, 4),), "a file of Word or another office program", _CONVERT),
    (((b"AT&TFORM", 0, 8),), "a DjVu file", _CONVERT),
    (((b"BOOKMOBI", 60, 68),), "a Kindle or Mobipocket file", _CONVERT),
    (((b"TEXtREAd", 60, 68),), "a Palm file", _CONVERT),
    (((b"TPZ", 0, 3),), "a Kindle file", _CONVERT),
    (((b"ITSF", 0, 4),), "a Windows help file", _CONVERT),
    (((b"Rar!", 0, 4),), "an archive", _CONVERT),
    (((b"7z\xbc\xaf", 0, 4),), "an archive", _CONVERT),
    (((b"\x1f\x8b", 0, 2),), "an archive", _CONVERT),
    (((b"1AY&SY", 4, 10),), "an archive", _CONVERT),
    (((b"\xfd7zXZ", 0, 5),), "an archive", _CONVERT),
    (((b"ustar", 257, 262),), "an archive", _UNPACK),
    (((b"%!PS", 0, 4),), "a PostScript file", "Make a PDF of it, as `ps2pdf` does."),
    (((b"SQLite format 3", 0, 15),), "a database", _NO_BOOK),
    (((b"ID3", 0, 3),), "a sound recording", _NO_BOOK),
    (((b"GIF8", 0, 4),), "a picture", _RECOGNISE),
    (((b"WEBP", 8, 12),), "a picture", _RECOGNISE),
    (((b"ftyp", 4, 8),), "a picture or a film", _RECOGNISE),
    (((b"<svg", 0, 4),), "a picture", _RECOGNISE),
    (((b"<!DOCTYPE svg", 0, 300),), "a picture", _RECOGNISE),
    (((b"\x89PNG", 0, 4),), "a picture", _RECOGNISE),
    (((b"\xff\xd8\xff", 0, 3),), "a picture", _RECOGNISE),
    (((b"II*\x00", 0, 4),), "a picture", _RECOGNISE),
    (((b"MM\x00*", 0, 4),), "a picture", _RECOGNISE),
    (((b"<FictionBook", 0, 1000),), "a FictionBook file", _CONVERT),
)
"""Kinds of files that are no copy: the marks that each has, with the bytes between which a mark stands; what it is
called; and what to do. The first kind that fits counts."""


def detect_format(copy: Path) -> Format | Fault:
    """The format of a copy, by its content and, where that is ambiguous, by its suffix; raises ``OSError``.

    For a file of another common kind, the fault names that kind.
    """
    if copy.is_dir():
        formats = folder_formats()
        at_top = (each for each in formats if each.has_files(copy))
        below = (each for each in formats if each.has_files(copy, each.depth))
        return next(chain(at_top, below), formats[0])
    try:
        with open_file(copy) as stream:
            sample = Sample(stream.read(HEAD_BYTES), copy.suffix.lower())
    except NoFileError as error:
        return Fault("copy-unreadable", f"this copy is no file but a {error.kind}", SAVE_FIRST)
    certainty, _, found = max((each.detect(sample), number, each) for number, each in enumerate(file_formats()))
    if certainty is Certainty.SIGNATURE:
        return found
    about = _find_data(sample) if certainty is Certainty.FALLBACK else None
    return _find_other(sample.head) or about or _find_damage(sample) or found


def _find_other(head: bytes) -> Fault | None:
    """The fault that names a known kind of file that is no copy."""
    for marks, kind, hint in _OTHERS:
        if all(mark in head[start:end] for mark, start, end in marks):
            return Fault("copy-not-text", f"this copy is {kind}", hint)
    return None


_DATA = {".csv": "a table", ".tsv": "a table", ".json": "a data file", ".jsonl": "a data file"}
_JSON = re.compile(rb'(?:\xef\xbb\xbf)?\s*(?:\{\s*"[^"\n]{1,80}"\s*:|\[\s*\{\s*")')
_SEPARATORS = (b",", b";", b"\t")
_MIN_ROWS = 5
_MIN_COLUMNS = 3


def _find_data(sample: Sample) -> Fault | None:
    """The fault for a text that is no running text: by its suffix, by its beginning, or by rows of equal columns."""
    kind = _DATA.get(sample.suffix)
    if kind is None and _JSON.match(sample.head):
        kind = "a data file"
    lines = sample.head.splitlines()
    rows = [row for row in (lines if len(sample.head) < HEAD_BYTES else lines[:-1]) if row.strip()]
    if kind is None and len(rows) >= _MIN_ROWS:
        counts = ({row.count(separator) for row in rows} for separator in _SEPARATORS)
        kind = "a table" if any(len(each) == 1 and min(each) >= _MIN_COLUMNS - 1 for each in counts) else None
    return None if kind is None else Fault("copy-not-text", f"this copy is {kind}", _NO_BOOK)


def _find_damage(sample: Sample) -> Fault | None:
    """The fault for a binary file that has the suffix of a binary format but not its signature."""
    lost = next((each for each in file_formats() if each.is_binary and sample.suffix in each.suffixes), None)
    if lost is None or b"\x00" not in sample.head:
        return None
    hint = "Take it anew from where you have it."
    return Fault("copy-damaged", f"this file is no {lost.title}, or has lost its beginning", hint)
