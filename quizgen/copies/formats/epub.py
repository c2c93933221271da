"""An EPUB 2 or 3 → its paragraphs and headings, in the order of its spine."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any, BinaryIO
from urllib.parse import unquote

from quizgen.copies.formats.archive import (
    ZIP_MARK,
    Archive,
    StoppedError,
    attribute,
    damaged,
    find_named,
    local_name,
    read_archive,
)
from quizgen.copies.formats.extract import MAX_CHARACTERS, MAX_FILE_BYTES, Entry, Extract, Fault, too_much_text
from quizgen.copies.formats.format import Certainty, FileFormat, Sample

if TYPE_CHECKING:
    from quizgen.copies.formats.web_page import Block

_CONTAINER = "META-INF/container.xml"
_ENCRYPTION = "META-INF/encryption.xml"
_PAGES = frozenset({"application/xhtml+xml", "text/html", "text/x-oeb1-document", "application/x-dtbook+xml"})
_FONT_SCRAMBLING = frozenset({"http://www.idpf.org/2008/embedding", "http://ns.adobe.com/pdf/enc#RC"})
"""Obfuscated fonts (EPUB Open Container Format, section 4), which do not affect the text."""

_AROUND = frozenset({"colophon", "copyright-page", "cover", "title-page", "toc"})
"""Types of pages in the guide of an EPUB 2 that are no text of the book."""
_MAX_AROUND_LETTERS = 3000
"""A longer page is one with text beside what the guide says of it."""
_TITLE = "EPUB"


def _detect(sample: Sample) -> Certainty:
    head = sample.head
    is_marked = b"application/epub+zip" in head[:200] or b"META-INF/container.xml" in head or sample.suffix == ".epub"
    return Certainty.SIGNATURE if head.startswith(ZIP_MARK) and is_marked else Certainty.NONE


def read_epub(stream: BinaryIO) -> Extract | Fault:
    """Read the documents of the spine; notes and pages that stand outside of it (``linear="no"``) are left out.

    A page that is missing leaves a doubt, and so does one whose name is written otherwise than in the archive.
    """
    return read_archive(stream, _TITLE, _read_book)


def _read_book(archive: Archive) -> Extract | Fault:
    from quizgen.copies.formats.metadata import read_dublin_core
    from quizgen.copies.formats.web_page import as_extract

    package, root = _package(archive)
    places: dict[str, int] = {}
    blocks, doubt = _read_spine(archive, places)
    return as_extract(blocks, doubt, read_dublin_core(root), _contents(archive, package, root, places))


def _read_spine(archive: Archive, places: dict[str, int]) -> tuple[list[Block], Fault | None]:
    """The blocks of all pages; ``places`` is told at which block each page and each element of it begins."""
    from quizgen.copies.formats.web_page import decode_page, read_blocks

    package, root = _package(archive)
    around = set(_around(package, root))
    names = list(_spine(package, root))
    if not names:
        raise StoppedError(damaged("this EPUB does not say in which order its pages are read", _TITLE))
    locked = set(_encrypted(archive))
    kept: list[Block] = []
    lost: list[str] = []
    renamed: list[str] = []
    characters = 0
    for name in names:
        found = archive.find(name)
        if name in locked or found in locked:
            raise StoppedError(archive.protected())
        data = archive.read(found) if found is not None else None
        decoded = decode_page(data) if data is not None else None
        if decoded is None:
            lost.append(posixpath.basename(name))
            continue
        renamed += [posixpath.basename(name)] if found != name else []
        blocks = read_blocks(decoded.text)
        if isinstance(blocks, Fault):
            raise StoppedError(blocks)
        letters = sum(len(block.text) for block in blocks)
        if name not in around or letters > _MAX_AROUND_LETTERS:
            places[name] = len(kept)
            places.update({f"{name}#{each}": len(kept) + at for at, block in enumerate(blocks) for each in block.ids})
            kept += blocks
        characters += letters
        if characters > MAX_CHARACTERS:
            raise StoppedError(too_much_text())
    if len(lost) == len(names):
        message = f"a page of this EPUB is missing, or is no text: {lost[0]}"
        raise StoppedError(damaged(message, _TITLE))
    return kept, _doubt(lost, renamed, len(names))


def _doubt(lost: list[str], renamed: list[str], count: int) -> Fault | None:
    if lost:
        message = f"{len(lost)} of the {count} pages of this EPUB are missing, or are no text: {_listed(lost)}"
        hint = f"The rest is read. {damaged('', _TITLE).hint}"
        return Fault("copy-damaged", message, hint)
    if renamed:
        message = (
            f"{len(renamed)} of the {count} pages of this EPUB have other names in its archive: {_listed(renamed)}"
        )
        return Fault("copy-damaged", message, "They are read. Other programs may not find them.")
    return None


def _listed(names: list[str]) -> str:
    return ", ".join(names[:3]) + (", …" if len(names) > 3 else "")


def _spine(package: str, root: Any) -> Iterator[str]:
    """The names of the documents in reading order, each once; addresses are relative to the package's folder."""
    manifest = {
        item.get("id"): (item.get("href") or "", item.get("media-type") or "", item.get("properties") or "")
        for item in find_named(root, "item")
    }
    seen: set[str] = set()
    for reference in find_named(root, "itemref"):
        href, media_type, properties = manifest.get(reference.get("idref"), ("", "", ""))
        name = _name_at(href, package)
        is_text = media_type.strip().lower() in _PAGES and "nav" not in properties.split()
        if href and is_text and reference.get("linear") != "no" and name not in seen:
            seen.add(name)
            yield name


def _around(package: str, root: Any) -> Iterator[str]:
    """The pages that the guide says are a cover, a title page, a list of contents or about the edition."""
    for reference in find_named(root, "reference"):
        href = reference.get("href") or ""
        if (reference.get("type") or "").lower() in _AROUND and "#" not in href:
            yield _name_at(href, package)


def _name_at(href: str, package: str) -> str:
    return posixpath.normpath(posixpath.join(posixpath.dirname(package), unquote(href.partition("#")[0])))


def _contents(archive: Archive, package: str, root: Any, places: Mapping[str, int]) -> tuple[Entry, ...]:
    """The navigation document's table of contents, else the NCX; entries that lead outside of the text are left out."""
    items = [
        (_name_at(item.get("href") or "", package), item.get("media-type") or "", item.get("properties") or "")
        for item in find_named(root, "item")
    ]
    named = [
        *(name for name, _, properties in items if "nav" in properties.split()),
        *(name for name, kind, _ in items if kind == "application/x-dtbncx+xml"),
    ]
    for name in named:
        found = [
            (_place(href, name, places), level, title)
            for href, level, title in _links(archive.read_xml(archive.find(name) or name))
        ]
        entries = tuple(Entry(index, level, title) for index, level, title in found if index is not None and title)
        if len(entries) > 1:
            return tuple(sorted(entries, key=lambda entry: entry.index))
    return ()


def _place(href: str, base: str, places: Mapping[str, int]) -> int | None:
    path, _, fragment = href.partition("#")
    name = _name_at(path, base) if path else base
    return places.get(f"{name}#{unquote(fragment)}", places.get(name)) if fragment else places.get(name)


def _links(root: Any) -> Iterator[tuple[str, int, str]]:
    """The address, the depth (from 1) and the title of each entry of a table of contents."""
    for point in find_named(root, "navPoint"):
        depth = 1 + sum(local_name(each) == "navPoint" for each in point.iterancestors())
        label, source = next(find_named(point, "text"), None), next(find_named(point, "content"), None)
        if label is not None and source is not None:
            yield source.get("src") or "", depth, " ".join("".join(label.itertext()).split())
    for nav in find_named(root, "nav"):
        if attribute(nav, "type") == "toc":
            for link in find_named(nav, "a"):
                depth = sum(local_name(each) == "ol" for each in link.iterancestors())
                yield link.get("href") or "", depth, " ".join("".join(link.itertext()).split())


def _package(archive: Archive) -> tuple[str, Any]:
    """The name of the package and its root; no root if there is none."""
    roots = find_named(archive.read_xml(_CONTAINER), "rootfile")
    named = (unquote(each.get("full-path") or "") for each in roots)
    name = next((name for name in named if name), None) or next(iter(sorted(archive.names(".opf"))), None)
    return ("", None) if name is None else (name, archive.read_xml(name))


def _encrypted(archive: Archive) -> Iterator[str]:
    """The encrypted members, without obfuscated fonts."""
    for data in find_named(archive.read_xml(_ENCRYPTION), "EncryptedData"):
        methods = {each.get("Algorithm") for each in find_named(data, "EncryptionMethod")}
        if not methods <= _FONT_SCRAMBLING:
            yield from (unquote(each.get("URI") or "") for each in find_named(data, "CipherReference"))


EPUB = FileFormat(
    name="epub",
    title="EPUB",
    suffixes=(".epub",),
    detect=_detect,
    max_bytes=MAX_FILE_BYTES,
    is_binary=True,
    is_sandboxed=True,
    read=read_epub,
)
