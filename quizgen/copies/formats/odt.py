"""An OpenDocument text (ODT) → its paragraphs and headings.

The format is OASIS OpenDocument 1.3, part 3.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, BinaryIO

from quizgen.copies.formats.archive import ZIP_MARK, Archive, attribute, damaged, find_named, local_name, read_archive
from quizgen.copies.formats.extract import MAX_FILE_BYTES, Extract, Fault
from quizgen.copies.formats.format import Certainty, FileFormat, Sample

if TYPE_CHECKING:
    from quizgen.copies.formats.document import Paragraphs

_TITLE = "OpenDocument text"
_LEFT_OUT = frozenset({
    "alphabetical-index", "annotation", "annotation-end", "automatic-styles", "bibliography", "deletion", "forms",
    "hidden-text", "illustration-index", "note", "object", "object-index", "ruby-text", "script", "table-index",
    "table-of-content", "tracked-changes", "user-index", "variable-decls",
})  # fmt: skip
"""Notes, comments, lists of contents and of words, deletions, and what holds no text of the document."""
_HEADING = re.compile(r"Heading_20_([1-9])\d?")
_MAX_SPACES = 100


def _detect(sample: Sample) -> Certainty:
    is_marked = b"application/vnd.oasis.opendocument.text" in sample.head[:200]
    return Certainty.SIGNATURE if sample.head.startswith(ZIP_MARK) and is_marked else Certainty.NONE


def read_odt(stream: BinaryIO) -> Extract | Fault:
    """Read a text's paragraphs and tables; notes, headers, comments, lists of contents and deletions are not."""
    return read_archive(stream, _TITLE, _read_text)


def _read_text(archive: Archive) -> Extract | Fault:
    from quizgen.copies.formats.document import Paragraphs
    from quizgen.copies.formats.metadata import read_dublin_core
    from quizgen.copies.formats.web_page import as_extract

    manifest = archive.read_xml("META-INF/manifest.xml")
    if next(find_named(manifest, "encryption-data"), None) is not None:
        return archive.protected()
    root = archive.read_xml("content.xml")
    if root is None:
        return damaged("the text of this OpenDocument text is missing, or cannot be read", _TITLE)
    paragraphs = Paragraphs()
    _read_paragraphs(root, paragraphs)
    return as_extract(paragraphs.blocks, None, read_dublin_core(archive.read_xml("meta.xml")))


def _read_paragraphs(root: Any, paragraphs: Paragraphs) -> None:
    from lxml import etree

    bases = {attribute(style, "name"): attribute(style, "parent-style-name") for style in find_named(root, "style")}
    walk = etree.iterwalk(root, events=("start", "end"))
    left_out = None
    for event, element in walk:
        name = local_name(element)
        if event == "start":
            if name in _LEFT_OUT:
                left_out = element
                walk.skip_subtree()
            elif name in ("p", "h"):
                paragraphs.begin()
                paragraphs.add(element.text)
            elif name == "s":
                count = attribute(element, "c")
                paragraphs.add(" " * min(int(count), _MAX_SPACES) if count.isdecimal() else " ")
            elif name in ("tab", "line-break"):
                paragraphs.add(" ")
            elif name == "table-row":
                paragraphs.begin_row()
            elif name in ("table-cell", "covered-table-cell"):
                paragraphs.begin_cell()
            else:
                paragraphs.add(element.text)
            continue
        if element is left_out:
            left_out = None
        elif name in ("p", "h"):
            paragraphs.end(_level(element, bases))
        elif name == "table-row":
            paragraphs.end_row()
        paragraphs.add(element.tail)


def _level(element: Any, bases: dict[str, str]) -> int:
    """The level of a heading; of a paragraph, that of the style on which its own is based."""
    outline = attribute(element, "outline-level")
    if local_name(element) == "h":
        return int(outline) if outline.isdecimal() and int(outline) > 0 else 1
    style = attribute(element, "style-name")
    found = _HEADING.fullmatch(style) or _HEADING.fullmatch(bases.get(style, ""))
    return int(found[1]) if found else 0


ODT = FileFormat(
    name="odt",
    title="ODT",
    suffixes=(".odt",),
    detect=_detect,
    max_bytes=MAX_FILE_BYTES,
    is_binary=True,
    is_sandboxed=True,
    read=read_odt,
)
