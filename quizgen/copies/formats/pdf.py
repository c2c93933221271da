"""A PDF with a text layer → the lines of its pages, in reading order."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Any, BinaryIO

from quizgen.copies.formats.extract import (
    MAX_CHARACTERS,
    MAX_FILE_BYTES,
    MAX_PAGES,
    Extract,
    Fault,
    Metadata,
    Unit,
    too_much_text,
)
from quizgen.copies.formats.format import Certainty, FileFormat, Sample

_DAMAGED = "Open it in a reader for PDFs: if it is damaged there too, take it anew from where you have it."
_RECOGNISE = "Let a program for text recognition read its pages: `ocrmypdf --force-ocr in.pdf out.pdf`."
_MAX_SHARE_UNKNOWN = 0.05
"""The share of unknown letters on a page above which its words are doubtful."""
_MAX_SHARE_ON_PAGE = 0.3
"""The share above which a page is left out."""


def _detect(sample: Sample) -> Certainty:
    is_marked = sample.head.startswith(b"%PDF") or (sample.suffix == ".pdf" and b"%PDF" in sample.head[:1024])
    return Certainty.SIGNATURE if is_marked else Certainty.NONE


def read_pdf(stream: BinaryIO) -> Extract | Fault:
    """Read the text layer page by page; a form feed begins each page.

    The order is that of the page, not of the file: from the top down, the left column before the right one. Raised
    digits after a word refer to notes and are left out; so is text that runs sideways beside upright text.
    """
    import pypdfium2
    import pypdfium2.raw as raw

    from quizgen.copies.formats.bookmarks import read_bookmarks
    from quizgen.copies.formats.page_layout import UNKNOWN, arrange_lines, find_pieces

    try:
        document = pypdfium2.PdfDocument(stream)
        count = len(document)
    except pypdfium2.PdfiumError as error:
        if "password" in str(error).lower() or "security" in str(error).lower():
            hint = "Save a copy without its password from a reader for PDFs, and give that one."
            return Fault("copy-encrypted", "this PDF is locked with a password", hint)
        return Fault("copy-damaged", "this PDF is damaged, or cut off at its end", _DAMAGED)
    if count > MAX_PAGES:
        hint = "No book has as many. Is it a collection? Give the one book."
        return Fault("copy-too-large", f"this PDF has more than {MAX_PAGES:,} pages", hint)
    lines: list[str] = []
    letters = unread = 0
    shares: list[float] = []
    pages: list[int] = []
    for number in range(count):
        pages.append(len(lines))
        try:
            page = document[number]
            text = page.get_textpage()
        except pypdfium2.PdfiumError:
            unread += 1
            continue
        pieces = tuple(find_pieces(text, raw))
        text.close()
        page.close()
        on_page = sum(len(piece.text) for piece in pieces)
        unknown = sum(len(UNKNOWN.findall(piece.text)) for piece in pieces)
        letters += on_page
        if letters > MAX_CHARACTERS:
            return too_much_text()
        shares += [unknown / on_page] if on_page else []
        is_hidden = unknown > on_page * _MAX_SHARE_ON_PAGE
        lines += _with_form_feed(() if is_hidden else arrange_lines(pieces))
    judged = _judge(lines, shares, unread, count)
    if isinstance(judged, Fault):
        return judged
    contents, headings = read_bookmarks(document, lines, [*pages, len(lines)])
    return replace(
        judged, headings=tuple(sorted(headings.items())), metadata=_metadata(document, raw), contents=tuple(contents)
    )


def _metadata(document: Any, raw: Any) -> Metadata:
    import ctypes

    from quizgen.copies.formats.metadata import tidy

    fields = document.get_metadata_dict()
    size = raw.FPDFCatalog_GetLanguage(document, None, 0)
    buffer = (ctypes.c_ushort * (size // 2 + 1))()
    raw.FPDFCatalog_GetLanguage(document, buffer, size)
    language = bytes(buffer).decode("utf-16-le", "replace").strip("\x00 ")
    return tidy(fields.get("Title", ""), fields.get("Author", ""), language)


def _judge(lines: list[str], shares: list[float], unread: int, count: int) -> Extract | Fault:
    """The text of the pages, given for each page with text the share of unknown letters."""
    if unread == count:
        return Fault("copy-damaged", "none of the pages of this PDF can be read", _DAMAGED)
    if not shares:
        hint = "Its pages are pictures: let text recognition add one, with `ocrmypdf in.pdf out.pdf`."
        return Fault("copy-empty", "this PDF has no text layer", hint)
    hidden = sum(share > _MAX_SHARE_UNKNOWN for share in shares)
    if hidden == len(shares):
        return Fault("copy-not-text", "the fonts of this PDF do not say which letters they print", _RECOGNISE)
    doubt = None
    if unread:
        message = f"{unread} of the {count} pages of this PDF cannot be read"
        doubt = Fault("copy-damaged", message, _DAMAGED)
    elif max(shares) > _MAX_SHARE_ON_PAGE or sum(shares) > _MAX_SHARE_UNKNOWN * len(shares):
        message = f"on {hidden} of the {count} pages of this PDF, fonts do not say which letters they print"
        doubt = Fault("copy-not-text", message, f"The other pages are read. {_RECOGNISE}")
    return Extract(tuple(lines), Unit.PAGE, doubt=doubt)


def _with_form_feed(lines: Iterable[str]) -> list[str]:
    return ["\f" + line if number == 0 else line for number, line in enumerate(lines)] or ["\f"]


PDF = FileFormat(
    name="pdf",
    title="PDF",
    suffixes=(".pdf",),
    detect=_detect,
    max_bytes=MAX_FILE_BYTES,
    is_binary=True,
    is_sandboxed=True,
    read=read_pdf,
)
