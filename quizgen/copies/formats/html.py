"""A web page, or a folder of them → the paragraphs and headings of one book."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO
from urllib.parse import unquote, urlsplit

from quizgen.copies.formats.extract import (
    MAX_CHARACTERS,
    MAX_FILES,
    MAX_TEXT_BYTES,
    MEGABYTE,
    Extract,
    Fault,
    Metadata,
    too_much_text,
)
from quizgen.copies.formats.format import Certainty, FileFormat, FolderFormat, Sample
from quizgen.project.read import read_file, read_stream, real_path, reason_of

if TYPE_CHECKING:
    from quizgen.copies.formats.encoding import Decoded
    from quizgen.copies.formats.web_page import Block

_SUFFIXES = (".html", ".htm", ".xhtml", ".xht")
_BEGINNING = (
    rb"[\s\xef\xbb\xbf\xfe\xff]*(?:<!--(?:(?!-->).){0,2000}-->\s*|<\?xml[^>]{0,200}>\s*)*<(?:!doctype\s+html|html)\b"
)
_TAG = rb"<(?:p|div|br|span|html|body|head|a)\b[^<>]*>"
_MIN_TAGS = 21


def _detect(sample: Sample) -> Certainty:
    narrow = sample.head.replace(b"\x00", b"")  # so that tags are found in UTF-16 too
    # The expressions are compiled here, because most runs of quizgen read no copy.
    if re.match(_BEGINNING, narrow, re.IGNORECASE | re.DOTALL):
        return Certainty.CONTENT
    if sample.suffix in _SUFFIXES:
        return Certainty.SUFFIX
    has_tags = len(re.findall(_TAG, narrow, re.IGNORECASE)) >= _MIN_TAGS
    return Certainty.RESEMBLANCE if has_tags else Certainty.NONE


def read_html(stream: BinaryIO) -> Extract | Fault:
    """Read one web page."""
    from quizgen.copies.formats.encoding import doubt
    from quizgen.copies.formats.metadata import read_page_metadata
    from quizgen.copies.formats.web_page import as_extract, decode_page, read_blocks

    decoded = decode_page(read_stream(stream, MAX_TEXT_BYTES))
    if decoded is None:
        return Fault("copy-not-text", "this copy is not a web page", "Give the page as your browser saves it.")
    blocks = read_blocks(decoded.text)
    if isinstance(blocks, Fault):
        return blocks
    return as_extract(blocks, doubt(decoded), read_page_metadata(decoded.text))


def read_folder(folder: Path) -> Extract | Fault:
    """Read the web pages of a folder as one book."""
    from quizgen.copies.formats.encoding import doubt
    from quizgen.copies.formats.metadata import read_page_metadata
    from quizgen.copies.formats.web_page import as_extract, read_blocks

    files = find_pages(folder)
    if isinstance(files, Fault):
        return files
    blocks: list[Block] = []
    seen: set[tuple[Block, ...]] = set()  # mdBook's index is its first page once more
    doubtful: Fault | None = None
    metadata: Metadata | None = None
    for file in files:
        decoded = _read_page(file)
        if isinstance(decoded, Fault):
            return decoded
        read = read_blocks(decoded.text) if decoded is not None else ()
        if isinstance(read, Fault):
            return Fault(read.code, f"{file.name}: {read.message}", read.hint)
        if (page := tuple(read)) not in seen:
            blocks += page
        seen.add(page)
        if metadata is None and decoded is not None:
            metadata = read_page_metadata(decoded.text)
        doubtful = doubtful or (doubt(decoded) if decoded is not None else None)
        if sum(len(block.text) for block in blocks) > MAX_CHARACTERS:
            return too_much_text()
    return as_extract(blocks, doubtful, metadata or Metadata())


def _read_page(file: Path) -> Decoded | Fault | None:
    """The text of a page in a folder; ``None`` if it is not text."""
    from quizgen.copies.formats.web_page import decode_page

    try:
        return decode_page(read_file(file, MAX_TEXT_BYTES))
    except OSError as error:
        hint = "Put the page itself there, or remove it."
        return Fault("copy-unreadable", f"the page {file.name} of this copy cannot be read: {reason_of(error)}", hint)


# --- the files of a folder --------------------------------------------------------------------

_INDEX = ("index", "toc", "contents", "default")
_NO_PAGES = frozenset({
    "404", "genindex", "print", "py-modindex", "search", "toc",
})  # fmt: skip
"""Pages that tools make beside those of the book: lists of pages and of words, search, all pages in one.

One that another page names as the next is a chapter with such a name.
"""


def find_pages(folder: Path) -> tuple[Path, ...] | Fault:
    """The web pages of a folder: as its index links to them, or as each names the next, or by name.

    Of the first two, the way that leads to more pages counts; what it does not lead to is left out if these are at
    least two: a saved site has much that is not the book. By name, ``2.html`` stands before ``10.html``. Only files
    inside the folder count, even if links or symbolic links lead elsewhere.
    """
    base = real_path(folder)
    files = sorted(
        (file for file in folder.iterdir() if file.suffix.lower() in _SUFFIXES and is_inside(file, base)),
        key=lambda file: natural_key(file.name),
    )
    by_stem = {_stem(file): file for file in reversed(files)}
    indices = [by_stem[stem] for stem in _INDEX if stem in by_stem]
    pages = [file for file in files if _stem(file) not in _NO_PAGES] or files
    ways = [(index, tuple(_linked(index, folder, base))) for index in indices]
    ways += [(index, tuple(_follow(index, folder, base))) for index in indices[:1]]
    index, way = max(ways, key=lambda each: len(each[1]), default=(None, ()))  # of equally long ones the first
    if index is not None and len(way) > 1:
        pages = [index, *way]
    if not pages:
        return Fault("copy-empty", "this folder has no web pages", "Give a folder with the chapters as .html files.")
    if len(pages) > MAX_FILES or sum(file.stat().st_size for file in pages) > MAX_TEXT_BYTES:
        message = f"this folder has more than {MAX_FILES:,} web pages, or {MAX_TEXT_BYTES // MEGABYTE} MB of them"
        return Fault("copy-too-large", message, "Give a folder with the pages of the one book only.")
    return tuple(pages)


def _stem(file: Path) -> str:
    """The name without suffixes: ``index`` of ``index.html`` and ``index.de.html``."""
    return file.name.partition(".")[0].lower()


def natural_key(name: str) -> tuple[tuple[int, int, str], ...]:
    """A sort key for natural order, in which numbers in names compare by value."""
    parts = re.findall(r"[0-9]{1,18}|[^0-9]+", name.casefold())
    return tuple((0, int(part), "") if part.isdigit() and part.isascii() else (1, 0, part) for part in parts)


def is_inside(file: Path, base: Path) -> bool:
    """Whether a file is there and in a folder, whose real path is ``base``."""
    resolved = real_path(file)  # a pipe with a page's name is reported when it is read
    return resolved.is_relative_to(base) and resolved.exists() and not resolved.is_dir()


def _linked(index: Path, folder: Path, base: Path) -> Iterator[Path]:
    """The web pages that an index links to, each once, in the order of the links."""
    seen = {real_path(index)}
    for link in _links_of(index)[0]:
        page = _page_at(link, folder, base)
        if page is not None and page not in seen and _stem(page) not in _NO_PAGES:
            seen.add(page)
            yield folder / page.relative_to(base)


def _follow(index: Path, folder: Path, base: Path) -> Iterator[Path]:
    """The web pages from an index on, each of which names the next."""
    seen = {real_path(index)}
    page = index
    while len(seen) <= MAX_FILES:
        following = _links_of(page)[1]
        found = None if following is None else _page_at(following, page.parent, base)
        if found is None or found in seen:
            return
        seen.add(found)
        page = folder / found.relative_to(base)
        yield page


def _links_of(page: Path) -> tuple[tuple[str, ...], str | None]:
    from quizgen.copies.formats.web_page import find_links

    decoded = _read_page(page)
    return ((), None) if decoded is None or isinstance(decoded, Fault) else find_links(decoded.text)


def _page_at(link: str, beside: Path, base: Path) -> Path | None:
    """The real path of the page to which a link leads from another in ``beside``, if it is one of the folder's."""
    try:
        address = urlsplit(link)
        file = beside / unquote(address.path)
        is_page = not address.scheme and not address.netloc and file.suffix.lower() in _SUFFIXES
        return real_path(file) if is_page and is_inside(file, base) else None
    except (ValueError, OSError):
        return None  # an invalid address, or a name that no file can have


HTML = FileFormat(
    name="html",
    title="HTML",
    suffixes=_SUFFIXES,
    detect=_detect,
    max_bytes=MAX_TEXT_BYTES,
    is_binary=False,
    is_sandboxed=True,
    read=read_html,
)

FOLDER = FolderFormat(
    name="folder",
    title="a folder of web pages",
    suffixes=_SUFFIXES,
    depth=0,
    find_files=find_pages,
    read=read_folder,
)
