"""A zip archive → its members by name and their XML, within limits for the archive as a whole."""

from __future__ import annotations

import posixpath
from collections.abc import Callable, Iterator
from functools import cached_property
from typing import TYPE_CHECKING, Any, BinaryIO

from quizgen.copies.formats.extract import MAX_FILES, MAX_TEXT_BYTES, MEGABYTE, Extract, Fault

if TYPE_CHECKING:
    import zipfile

ZIP_MARK = b"PK\x03\x04"


class StoppedError(Exception):
    """Stops reading an archive with a fault; ``read_archive`` returns the fault."""

    def __init__(self, fault: Fault) -> None:
        super().__init__(fault.message)
        self.fault = fault


def read_archive(stream: BinaryIO, title: str, read: Callable[[Archive], Extract | Fault]) -> Extract | Fault:
    """Read a copy that is an archive, or say why it cannot be read; ``title`` is its format's.

    The archive is read member by member and never unpacked to disk, so that paths in it are harmless.
    """
    import zipfile
    import zlib

    try:
        with zipfile.ZipFile(stream) as archive:
            return read(Archive(archive, title))
    except StoppedError as stopped:
        return stopped.fault
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, EOFError, ValueError, RuntimeError, OSError):
        return damaged(f"this {title} is damaged, or cut off at its end", title)


def damaged(message: str, title: str) -> Fault:
    programs = "a reader for EPUBs" if title == "EPUB" else "the word processor that made it"
    hint = f"Open it in {programs}: if it is damaged there too, take it anew from where you have it."
    return Fault("copy-damaged", message, hint)


class Archive:
    """The members of an archive by name; the declared size of a member is not trusted."""

    def __init__(self, archive: zipfile.ZipFile, title: str) -> None:
        self.title = title
        self._archive = archive
        self._members = {info.filename: info for info in archive.infolist()}
        self._left = MAX_TEXT_BYTES
        if len(self._members) > MAX_FILES:
            hint = damaged("", title).hint
            raise StoppedError(Fault("copy-too-large", f"this {title} has more than {MAX_FILES:,} files", hint))

    def read(self, name: str) -> bytes | None:
        """A member's bytes; none if there is no such member."""
        from zipfile import ZIP_DEFLATED, ZIP_STORED

        info = self._members.get(name)
        if info is None:
            return None
        if info.flag_bits & 1:
            raise StoppedError(self.protected())
        if info.compress_type not in (ZIP_STORED, ZIP_DEFLATED):
            raise StoppedError(damaged(f"this {self.title} is packed as none may be", self.title))
        with self._archive.open(info) as member:
            data = member.read(self._left + 1)
        self._left -= len(data)
        if self._left < 0:
            size = f"{MAX_TEXT_BYTES // MEGABYTE} MB"
            hint = "No book has as many. Is it a collection? Give the one book."
            message = f"the texts of this {self.title} unpack to more than {size}"
            raise StoppedError(Fault("copy-too-large", message, hint))
        return data

    def read_xml(self, name: str) -> Any:
        """The root of an XML member, as much of it as can be read; none if there is none.

        Entities are not expanded, and nothing is fetched.
        """
        from lxml import etree

        data = self.read(name)
        parser = etree.XMLParser(recover=True, resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
        try:
            return etree.fromstring(data, parser) if data else None
        except etree.XMLSyntaxError:
            return None

    def names(self, *endings: str) -> list[str]:
        return [name for name in self._members if name.lower().endswith(endings)]

    def find(self, name: str) -> str | None:
        """The name of a member, or that of the one member whose name differs in case or in coded signs alone."""
        if name in self._members:
            return name
        alike = self._alike.get(_fold(name), ())
        return alike[0] if len(alike) == 1 else None

    @cached_property
    def _alike(self) -> dict[str, list[str]]:
        alike: dict[str, list[str]] = {}
        for name in self._members:
            alike.setdefault(_fold(name), []).append(name)
        return alike

    def protected(self) -> Fault:
        hint = "quizgen does not open protected books. Give a copy without protection, or plain text of it."
        how = "encrypted (DRM)" if self.title == "EPUB" else "locked with a password"
        return Fault("copy-encrypted", f"this {self.title} is {how}", hint)


def _fold(name: str) -> str:
    import unicodedata
    from urllib.parse import unquote

    return unicodedata.normalize("NFC", unquote(posixpath.normpath(name))).casefold()


def local_name(element: Any) -> str:
    """An element's name without its namespace."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def find_named(root: Any, name: str) -> Iterator[Any]:
    """The elements of this local name, whatever the namespace; none of no root."""
    return (each for each in root.iter() if local_name(each) == name) if root is not None else iter(())


def attribute(element: Any, name: str) -> str:
    """An attribute by its local name, whatever the namespace."""
    return next((value for key, value in element.attrib.items() if key.rpartition("}")[2] == name), "")
