"""The first bytes of a file and its suffix, or the suffixes of the files in a folder → the format of a copy."""

from __future__ import annotations

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

_ZIP = (b"PK\x03\x04", 0, 4)
_OTHERS = (
    ((_ZIP, (b"[Content_Types].xml", 0, HEAD_BYTES)), "a file of an office program", _SAVE_AS),
    ((_ZIP, (b"opendocument", 0, 200)), "a file of an office program", _SAVE_AS),
    ((_ZIP,), "an archive", _UNPACK),
    (((b"{\\rtf", 0, 5),), "an RTF file", _CONVERT),
    (((b"\xd0\xcf\x11\xe0", 0, 4),), "a Word file", _CONVERT),
    (((b"AT&TFORM", 0, 8),), "a DjVu file", _CONVERT),
    (((b"BOOKMOBI", 60, 68),), "a Kindle or Mobipocket file", _CONVERT),
    (((b"TEXtREAd", 60, 68),), "a Palm file", _CONVERT),
    (((b"TPZ", 0, 3),), "a Kindle file", _CONVERT),
    (((b"ITSF", 0, 4),), "a Windows help file", _CONVERT),
    (((b"Rar!", 0, 4),), "an archive", _CONVERT),
    (((b"7z\xbc\xaf", 0, 4),), "an archive", _CONVERT),
    (((b"\x1f\x8b", 0, 2),), "an archive", _CONVERT),
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
    return _find_other(sample.head) or _find_damage(sample) or found


def _find_other(head: bytes) -> Fault | None:
    """The fault that names a known kind of file that is no copy."""
    for marks, kind, hint in _OTHERS:
        if all(mark in head[start:end] for mark, start, end in marks):
            return Fault("copy-not-text", f"this copy is {kind}", hint)
    return None


def _find_damage(sample: Sample) -> Fault | None:
    """The fault for a binary file that has the suffix of a binary format but not its signature."""
    lost = next((each for each in file_formats() if each.is_binary and sample.suffix in each.suffixes), None)
    if lost is None or b"\x00" not in sample.head:
        return None
    hint = "Take it anew from where you have it."
    return Fault("copy-damaged", f"this file is no {lost.title}, or has lost its beginning", hint)
