"""The first bytes of a file and its suffix → its format."""

from __future__ import annotations

from pathlib import Path

from quizgen.copies.formats.extract import Fault
from quizgen.copies.formats.registry import FORMATS, HEAD_BYTES, Format, Sample
from quizgen.project.read import SAVE_FIRST, NoFileError, open_file

_OTHERS = (
    (0, b"{\\rtf", "an RTF file"),
    (0, b"\xd0\xcf\x11\xe0", "a Word file"),
    (0, b"AT&TFORM", "a DjVu file"),
    (60, b"BOOKMOBI", "a Kindle or Mobipocket file"),
    (60, b"TEXtREAd", "a Palm file"),
    (0, b"TPZ", "a Kindle file"),
    (0, b"ITSF", "a Windows help file"),
    (0, b"Rar!", "an archive"),
    (0, b"7z\xbc\xaf", "an archive"),
    (0, b"\x1f\x8b", "an archive"),
    (0, b"\x89PNG", "a picture"),
    (0, b"\xff\xd8\xff", "a picture"),
    (0, b"II*\x00", "a picture"),
    (0, b"MM\x00*", "a picture"),
)


def detect_format(file: Path) -> Format | Fault:
    """The format of a copy, by its content and, where that is ambiguous, by its suffix; raises ``OSError``.

    For a file of another common kind, the fault names that kind.
    """
    if file.is_dir():
        sample = Sample(b"", "", is_folder=True)
    else:
        try:
            with open_file(file) as stream:
                sample = Sample(stream.read(HEAD_BYTES), file.suffix.lower())
        except NoFileError as error:
            return Fault("copy-unreadable", f"this copy is no file but a {error.kind}", SAVE_FIRST)
    likely = [each for each in reversed(FORMATS) if each.detect(sample)]
    marked = next((each for each in likely if each.has_signature), None)
    return marked or _find_other(sample) or likely[0]


def _find_other(sample: Sample) -> Fault | None:
    """The fault that names a file of a kind that is no copy, if it is a known one."""
    head, suffix = sample.head, sample.suffix
    if head.startswith(b"PK\x03\x04"):
        if b"[Content_Types].xml" in head or b"opendocument" in head[:200]:
            hint = "Let your word processor save it as HTML or as plain text (UTF-8)."
            return Fault("copy-not-text", "this copy is a file of a word processor", hint)
        return Fault("copy-not-text", "this copy is an archive", "Unpack it, and give the book that is in it.")
    other = next((name for at, mark, name in _OTHERS if head.startswith(mark, at)), None)
    if other is None and b"<FictionBook" in head[:1000]:
        other = "a FictionBook file"
    if other is not None:
        hint = "Convert it to EPUB or plain text, as calibre does, or let your word processor save it as HTML."
        if "picture" in other:
            hint = "Let a program for text recognition read it: `ocrmypdf` makes a PDF with a text layer of it."
        return Fault("copy-not-text", f"this copy is {other}", hint)
    lost = next((each for each in FORMATS if each.has_signature and suffix and suffix in each.suffixes), None)
    if lost is not None and b"\x00" in head:
        hint = "Take it anew from where you have it."
        return Fault("copy-damaged", f"this file is no {lost.title}, or has lost its beginning", hint)
    return None
