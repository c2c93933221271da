"""A folder of Markdown files → the paragraphs and headings of one book."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import unquote

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
from quizgen.copies.formats.format import FolderFormat
from quizgen.copies.formats.html import is_inside, natural_key
from quizgen.project.read import open_file, read_file, real_path, reason_of

if TYPE_CHECKING:
    from quizgen.copies.formats.web_page import Block

_SUFFIXES = (".md", ".markdown", ".mdx")
_ORDERS = (
    "SUMMARY.md", "summary.md", "mkdocs.yml", "mkdocs.yaml", "_toc.yml", "myst.yml", "sidebars.js", "sidebars.ts",
    "sidebars.json",
)  # fmt: skip
"""Files that list the pages in order: of mdBook and GitBook, MkDocs, Jupyter Book, Docusaurus."""
_PLACES = ("", "src", "docs")
"""Where these tools look for such a file, and for the pages, from the top of the folder."""
_NO_PAGES = frozenset({"changelog", "changes", "code_of_conduct", "contributing", "license", "licence", "security"})
"""Files at the top of a repository that are no part of a book."""
_NO_FOLDERS = frozenset({"_build", "build", "node_modules", "site", "target", "vendor"})
_FIRST = frozenset({"index", "readme"})
_CATEGORY = "_category_.json"
_LINK = re.compile(r"\]\(\s*<?([^)<>]+?)>?\s*\)")
_QUOTED = re.compile(r"[\"']([^\"'\n]+)[\"']")
_ENTRY = re.compile(r"[-:]\s+[\"']?((?:(?!:\s)[^\"'#\n])+?)[\"']?\s*(?:#.*)?$")
"""What may be the address of a page in a list: a link's, a text in quotes, or the end of a line of YAML."""
_POSITION = re.compile(
    r"(?:^|[{,])\s*\"?(?:sidebar_position|nav_order|weight|position)\"?\s*:\s*(-?\d+(?:\.\d+)?)\b", re.M
)
_MAX_LIST_BYTES = MEGABYTE
_MAX_DEPTH = 4
_MAX_LEVEL = 6


def read_folder(folder: Path) -> Extract | Fault:
    """Read the Markdown files of a folder as one book.

    A page below another in the list has its headings below that page's, and a page without a first heading the title
    that its front matter gives.
    """
    from quizgen.copies.formats.encoding import decode, doubt
    from quizgen.copies.formats.markdown import read_markdown_blocks
    from quizgen.copies.formats.web_page import as_extract

    found = _find_pages(folder)
    if isinstance(found, Fault):
        return found
    blocks: list[Block] = []
    doubtful: Fault | None = None
    characters = 0
    for file, depth in found:
        try:
            decoded = decode(read_file(file, MAX_TEXT_BYTES))
        except OSError as error:
            message = f"the page {file.name} of this copy cannot be read: {reason_of(error)}"
            return Fault("copy-unreadable", message, "Put the page itself there, or remove it.")
        if decoded is None:
            continue
        read = read_markdown_blocks(decoded.text)
        if isinstance(read, Fault):
            return Fault(read.code, f"{file.name}: {read.message}", read.hint)
        blocks += _lowered(read, depth)
        doubtful = doubtful or doubt(decoded)
        characters += sum(len(block.text) for block in read)
        if characters > MAX_CHARACTERS:
            return too_much_text()
    return as_extract(blocks, doubtful, _metadata(folder))


_SETTINGS = ("book.toml", "mkdocs.yml", "mkdocs.yaml", "_config.yml", "book.json", "book.ini")
"""Where mdBook, MkDocs, Jupyter Book and GitBook have the title of a book."""
_SUMMARY_TITLE = re.compile(r"^#\s+(\S.*?)\s*#*$", re.MULTILINE)
_IS_SUMMARY = re.compile(r"summary|contents|table of contents|目录|目錄", re.IGNORECASE)


def _metadata(folder: Path) -> Metadata:
    """What the settings of the tool say of the book, with the title that stands above its list of pages."""
    from quizgen.copies.formats.metadata import read_settings

    base = real_path(folder)
    settings = (folder / name for name in _SETTINGS)
    said = next(
        (found for file in settings if (found := read_settings(_text_of(file, base))) != Metadata()), Metadata()
    )
    if said.title:
        return said
    listed = next((file for file, _ in _lists(folder) if file.suffix == ".md"), None)
    heading = _SUMMARY_TITLE.search(_text_of(listed, base)) if listed else None
    title = heading[1] if heading and not _IS_SUMMARY.fullmatch(heading[1]) else ""
    return replace(said, title=title)


def _text_of(file: Path, base: Path) -> str:
    """A small text inside the folder; empty if it cannot be read."""
    from quizgen.copies.formats.encoding import decode

    try:
        decoded = decode(read_file(file, _MAX_LIST_BYTES)) if file.is_file() and is_inside(file, base) else None
    except OSError:
        return ""
    return decoded.text if decoded is not None else ""


def _lowered(blocks: tuple[Block, ...], depth: int) -> Iterator[Block]:
    """The blocks of a page with the levels of its headings raised so that the first is below those of ``depth``."""
    highest = min((block.level for block in blocks if block.level), default=1)
    down = max(0, depth + 1 - highest)
    yield from (replace(block, level=min(block.level + down, _MAX_LEVEL)) if block.level else block for block in blocks)


# --- the pages and their order ----------------------------------------------------------------


def find_files(folder: Path) -> tuple[Path, ...] | Fault:
    """The pages of a folder, and the files that say in which order they are read."""
    pages = _find_pages(folder)
    if isinstance(pages, Fault):
        return pages
    listed = next((file for file, _ in _lists(folder)), None)
    categories = {page.parent / _CATEGORY for page, _ in pages}
    files = [page for page, _ in pages] + ([listed] if listed else []) + sorted(filter(Path.is_file, categories))
    return tuple(dict.fromkeys(files))


def _find_pages(folder: Path) -> tuple[tuple[Path, int], ...] | Fault:
    """The pages in order, each with the number of pages that it stands below.

    The order is that of the list of a tool that makes books, if there is one with at least two pages; else that of
    positions in front matter and of names, ``index`` and ``README`` first.
    """
    pages = next((pages for _, pages in _lists(folder)), None)
    if pages is None:
        pages = [(file, 0) for file in _walk(folder, real_path(folder), 0)]
    if not pages:
        hint = "Give a folder with the chapters as .md files."
        return Fault("copy-empty", "this folder has no Markdown files", hint)
    if len(pages) > MAX_FILES or sum(file.stat().st_size for file, _ in pages) > MAX_TEXT_BYTES:
        message = f"this folder has more than {MAX_FILES:,} Markdown files, or {MAX_TEXT_BYTES // MEGABYTE} MB of them"
        return Fault("copy-too-large", message, "Give a folder with the pages of the one book only.")
    return tuple(pages)


def _lists(folder: Path) -> Iterator[tuple[Path, list[tuple[Path, int]]]]:
    """The files that list at least two pages, with these."""
    for place in _PLACES:
        for name in _ORDERS:
            file = folder / place / name
            if file.is_file():
                pages = list(_listed_pages(file, folder))
                if len(pages) > 1:
                    yield file, pages


def _listed_pages(file: Path, folder: Path) -> Iterator[tuple[Path, int]]:
    from quizgen.copies.formats.encoding import decode

    base = real_path(folder)
    if not is_inside(file, base):
        return
    decoded = decode(read_file(file, _MAX_LIST_BYTES))
    pattern = {".md": _LINK, ".yml": _ENTRY, ".yaml": _ENTRY}.get(file.suffix, _QUOTED)
    seen = {real_path(file)}
    above: list[int] = []
    for line in decoded.text.splitlines() if decoded is not None else ():
        for found in pattern.finditer(line):
            page = _page_at(found[1], file, folder, base)
            if page is None or real_path(page) in seen:
                continue
            seen.add(real_path(page))
            indent = len(line) - len(line.lstrip())
            above = [each for each in above if each < indent]
            yield page, len(above)
            above.append(indent)


def _page_at(address: str, listed_in: Path, folder: Path, base: Path) -> Path | None:
    """The page of an address in a list; those of Docusaurus and Jupyter Book have no suffix."""
    name = unquote(address.partition("#")[0]).strip().lstrip("/")
    endings = ("",) if name.lower().endswith(_SUFFIXES) else () if listed_in.stem == "mkdocs" else _SUFFIXES
    for place in (listed_in.parent, *(folder / each for each in _PLACES)):
        for ending in endings:
            try:
                file = place / f"{name}{ending}"
                if name and is_inside(file, base):
                    return folder / real_path(file).relative_to(base)
            except (ValueError, OSError):
                continue  # a name that no file can have
    return None


def _walk(folder: Path, base: Path, depth: int) -> Iterator[Path]:
    """The pages in a folder and those below it, by position and name."""
    docs = folder / "docs"
    if depth == 0 and docs.is_dir() and not docs.is_symlink() and any(_walk(docs, base, 1)):
        yield from _walk(docs, base, 1)
        return
    entries = []
    for entry in folder.iterdir():
        stem = entry.name.partition(".")[0].lower()
        if entry.is_dir():
            is_book = not entry.name.startswith((".", "_")) and stem not in _NO_FOLDERS and depth < _MAX_DEPTH
            if is_book and not entry.is_symlink():
                entries.append((_position(entry / _CATEGORY, base), 1, natural_key(entry.name), entry))
        elif entry.suffix.lower() in _SUFFIXES and is_inside(entry, base) and not (depth == 0 and stem in _NO_PAGES):
            first = float("-inf") if stem in _FIRST else _position(entry, base)
            entries.append((first, 0, natural_key(entry.name), entry))
    for *_, entry in sorted(entries):
        if entry.is_dir():
            yield from _walk(entry, base, depth + 1)
        else:
            yield entry


def _position(file: Path, base: Path) -> float:
    """The position that a page's front matter, or a folder's category, asks for; those without one come last."""
    if not (file.is_file() and is_inside(file, base)):
        return float("inf")
    with open_file(file) as stream:
        head = stream.read(4000).decode("utf-8", "replace")
    if file.name != _CATEGORY:
        if not head.startswith("---"):
            return float("inf")
        head = head[3:].partition("\n---")[0]
    found = _POSITION.search(head)
    return float(found[1]) if found else float("inf")


MARKDOWN_FOLDER = FolderFormat(
    name="markdown-folder",
    title="a folder of Markdown files",
    suffixes=_SUFFIXES,
    depth=_MAX_DEPTH,
    find_files=find_files,
    read=read_folder,
)
