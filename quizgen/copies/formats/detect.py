"""The first bytes of a file, and its suffix → the format it is in."""

from __future__ import annotations

import re
from pathlib import Path

from quizgen.copies.formats.extract import Fault
from quizgen.project.read import SAVE_FIRST, NoFileError, open_file

_HEAD = 100_000
_PAGE = re.compile(
    rb"\A[\s\xef\xbb\xbf\xfe\xff]*(?:<!--(?:(?!-->).){0,2000}-->\s*|<\?xml[^>]{0,200}>\s*)*<(?:!doctype\s+html|html)\b",
    re.I | re.S,
)
_TAG = re.compile(rb"<(?:p|div|br|span|html|body|head|a)\b[^<>]*>", re.IGNORECASE)
_MANY_TAGS = 20
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


def detect_format(file: Path) -> str | Fault:
    """``folder``, ``pdf``, ``epub``, ``html``, ``markdown`` or ``text``: by content, and by suffix where that is open.

    What is none of them is named, if it is of a common kind.
    """
    if file.is_dir():
        return "folder"
    try:
        with open_file(file) as stream:
            head = stream.read(_HEAD)
    except NoFileError as error:
        return Fault("copy-unreadable", f"this copy is no file but a {error.kind}", SAVE_FIRST)
    suffix = file.suffix.lower()
    if head.startswith(b"%PDF") or (suffix == ".pdf" and b"%PDF" in head[:1024]):
        return "pdf"
    if head.startswith(b"PK\x03\x04"):
        return _archive(head, suffix)
    other = next((name for at, mark, name in _OTHERS if head.startswith(mark, at)), None)
    if other is None and b"<FictionBook" in head[:1000]:
        other = "a FictionBook file"
    if other is not None:
        hint = "Convert it to EPUB or plain text, as calibre does, or let your word processor save it as HTML."
        if "picture" in other:
            hint = "Let a program for text recognition read it: `ocrmypdf` makes a PDF with a text layer of it."
        return Fault("copy-not-text", f"this copy is {other}", hint)
    if suffix in (".pdf", ".epub") and b"\x00" in head:
        hint = "Take it anew from where you have it."
        return Fault("copy-damaged", f"this file is no {suffix[1:].upper()}, or has lost its beginning", hint)
    narrow = head.replace(b"\x00", b"")  # the tags of a page in UTF-16 too
    if _PAGE.match(narrow) or len(_TAG.findall(narrow)) > _MANY_TAGS or suffix in (".html", ".htm", ".xhtml", ".xht"):
        return "html" if suffix not in (".md", ".markdown") or _PAGE.match(narrow) else "markdown"
    return "markdown" if suffix in (".md", ".markdown") else "text"


def _archive(head: bytes, suffix: str) -> str | Fault:
    if b"application/epub+zip" in head[:200] or b"META-INF/container.xml" in head or suffix == ".epub":
        return "epub"
    if b"[Content_Types].xml" in head or b"opendocument" in head[:200]:
        hint = "Let your word processor save it as HTML or as plain text (UTF-8)."
        return Fault("copy-not-text", "this copy is a file of a word processor", hint)
    return Fault("copy-not-text", "this copy is an archive", "Unpack it, and give the book that is in it.")
