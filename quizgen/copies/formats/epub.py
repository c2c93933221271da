"""An EPUB 2 or 3 → its paragraphs and headings, in the order of its spine."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, BinaryIO
from urllib.parse import unquote

from quizgen.copies.formats.extract import (
    MAX_CHARACTERS,
    MAX_FILE_BYTES,
    MAX_FILES,
    MAX_TEXT_BYTES,
    MEGABYTE,
    Extract,
    Fault,
    too_much_text,
)
from quizgen.copies.formats.format import Certainty, FileFormat, Sample

if TYPE_CHECKING:
    import zipfile

    from quizgen.copies.formats.web_page import Block

_CONTAINER = "META-INF/container.xml"
_ENCRYPTION = "META-INF/encryption.xml"
_PAGES = frozenset({"application/xhtml+xml", "text/html", "text/x-oeb1-document", "application/x-dtbook+xml"})
_FONT_SCRAMBLING = frozenset({"http://www.idpf.org/2008/embedding", "http://ns.adobe.com/pdf/enc#RC"})
"""Obfuscated fonts (EPUB Open Container Format, section 4), which do not affect the text."""

_DAMAGED = "Open it in a reader for EPUBs: if it is damaged there too, take it anew from where you have it."
_PROTECTED = Fault(
    "copy-encrypted",
    "this EPUB is encrypted (DRM)",
    "quizgen does not open protected books. Give a copy without protection, or plain text of it.",
)


def _detect(sample: Sample) -> Certainty:
    head = sample.head
    is_marked = b"application/epub+zip" in head[:200] or b"META-INF/container.xml" in head or sample.suffix == ".epub"
    return Certainty.SIGNATURE if head.startswith(b"PK\x03\x04") and is_marked else Certainty.NONE


class _Stopped(Exception):  # noqa: N818
    """Stops reading an archive with a fault; never leaves this module."""

    def __init__(self, fault: Fault) -> None:
        super().__init__(fault.message)
        self.fault = fault


def read_epub(stream: BinaryIO) -> Extract | Fault:
    """Read the documents of the spine; notes and pages that stand outside of it (``linear="no"``) are left out.

    The archive is read member by member and never unpacked to disk, so that paths in it are harmless; the declared
    size of a member is not trusted.
    """
    import zipfile
    import zlib

    from quizgen.copies.formats.web_page import as_extract

    try:
        with zipfile.ZipFile(stream) as archive:
            return as_extract(_read_spine(_Archive(archive)))
    except _Stopped as stopped:
        return stopped.fault
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, EOFError, ValueError, RuntimeError, OSError):
        return Fault("copy-damaged", "this EPUB is damaged, or cut off at its end", _DAMAGED)


class _Archive:
    """The members of an archive by name, within limits for the archive as a whole."""

    def __init__(self, archive: zipfile.ZipFile) -> None:
        self._archive = archive
        self._members = {info.filename: info for info in archive.infolist()}
        self._left = MAX_TEXT_BYTES
        if len(self._members) > MAX_FILES:
            raise _Stopped(Fault("copy-too-large", f"this EPUB has more than {MAX_FILES:,} files", _DAMAGED))

    def read(self, name: str) -> bytes | None:
        """A member's bytes; none if there is no such member."""
        from zipfile import ZIP_DEFLATED, ZIP_STORED

        info = self._members.get(name)
        if info is None:
            return None
        if info.flag_bits & 1:
            raise _Stopped(_PROTECTED)
        if info.compress_type not in (ZIP_STORED, ZIP_DEFLATED):
            raise _Stopped(Fault("copy-damaged", "this EPUB is packed as no EPUB may be", _DAMAGED))
        with self._archive.open(info) as member:
            data = member.read(self._left + 1)
        self._left -= len(data)
        if self._left < 0:
            size = f"{MAX_TEXT_BYTES // MEGABYTE} MB"
            hint = "No book has as many. Is it a collection? Give the one book."
            raise _Stopped(Fault("copy-too-large", f"the texts of this EPUB unpack to more than {size}", hint))
        return data

    def names(self, *endings: str) -> list[str]:
        return [name for name in self._members if name.lower().endswith(endings)]


def _read_spine(archive: _Archive) -> Iterator[Block]:
    from quizgen.copies.formats.web_page import decode_page, read_blocks

    names = list(_spine(archive))
    if not names:
        raise _Stopped(Fault("copy-damaged", "this EPUB does not say in which order its pages are read", _DAMAGED))
    locked = set(_encrypted(archive))
    characters = 0
    for name in names:
        if name in locked:
            raise _Stopped(_PROTECTED)
        data = archive.read(name)
        decoded = decode_page(data) if data is not None else None
        if decoded is None:
            message = f"a page of this EPUB is missing, or is no text: {posixpath.basename(name)}"
            raise _Stopped(Fault("copy-damaged", message, _DAMAGED))
        blocks = read_blocks(decoded.text)
        if isinstance(blocks, Fault):
            raise _Stopped(blocks)
        characters += sum(len(block.text) for block in blocks)
        if characters > MAX_CHARACTERS:
            raise _Stopped(too_much_text())
        yield from blocks


def _spine(archive: _Archive) -> Iterator[str]:
    """The names of the documents in reading order, each once; addresses are relative to the package's folder."""
    package = _package_name(archive)
    root = _parse(archive.read(package)) if package is not None else None
    if package is None or root is None:
        return
    manifest = {
        item.get("id"): (item.get("href") or "", item.get("media-type") or "", item.get("properties") or "")
        for item in _named(root, "item")
    }
    seen: set[str] = set()
    for reference in _named(root, "itemref"):
        href, media_type, properties = manifest.get(reference.get("idref"), ("", "", ""))
        name = posixpath.normpath(posixpath.join(posixpath.dirname(package), unquote(href.partition("#")[0])))
        is_text = media_type.strip().lower() in _PAGES and "nav" not in properties.split()
        if href and is_text and reference.get("linear") != "no" and name not in seen:
            seen.add(name)
            yield name


def _package_name(archive: _Archive) -> str | None:
    container = _parse(archive.read(_CONTAINER))
    roots = _named(container, "rootfile") if container is not None else iter(())
    named = (unquote(each.get("full-path") or "") for each in roots)
    return next((name for name in named if name), None) or next(iter(sorted(archive.names(".opf"))), None)


def _encrypted(archive: _Archive) -> Iterator[str]:
    """The encrypted members, without obfuscated fonts."""
    root = _parse(archive.read(_ENCRYPTION))
    for data in _named(root, "EncryptedData") if root is not None else ():
        methods = {each.get("Algorithm") for each in _named(data, "EncryptionMethod")}
        if not methods <= _FONT_SCRAMBLING:
            yield from (unquote(each.get("URI") or "") for each in _named(data, "CipherReference"))


def _parse(data: bytes | None) -> Any:
    """The root of an XML file, as much of it as can be read; entities are not expanded, and nothing is fetched."""
    from lxml import etree

    parser = etree.XMLParser(recover=True, resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        return etree.fromstring(data, parser) if data else None
    except etree.XMLSyntaxError:
        return None


def _named(root: Any, name: str) -> Iterator[Any]:
    """The elements of this local name, whatever the namespace."""
    return (each for each in root.iter() if isinstance(each.tag, str) and each.tag.rpartition("}")[2] == name)


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
