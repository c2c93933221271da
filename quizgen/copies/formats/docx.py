"""A Word document (DOCX) → its paragraphs and headings.

The format is ECMA-376, Office Open XML, part 1. It is read as XML within the limits of an archive: libraries for it
are made to write such files, set no limits and pass over text boxes and tracked changes.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, BinaryIO

from quizgen.copies.formats.archive import ZIP_MARK, Archive, attribute, damaged, find_named, local_name, read_archive
from quizgen.copies.formats.extract import MAX_FILE_BYTES, Extract, Fault
from quizgen.copies.formats.format import Certainty, FileFormat, Sample

if TYPE_CHECKING:
    from quizgen.copies.formats.document import Paragraphs

_TITLE = "Word document"
_HEADING = re.compile(r"heading ([1-9])")
"""The names of styles for headings, in English whatever the language of the program (part 1, 17.7.4.9)."""
_NO_TEXT_STYLE = re.compile(r"toc( heading|\s?[1-9])|table of (figures|authorities)|(foot|end)note text|header|footer")
_LEFT_OUT = frozenset({
    "Fallback", "del", "delText", "instrText", "moveFrom", "pPrChange", "rPrChange", "rt", "sdtPr", "sectPr", "tblPr",
    "tcPr", "trPr",
})  # fmt: skip
"""What was deleted or is set in another way for older programs, codes of fields, ruby annotations, properties."""
_SPACES = {"tab": " ", "br": " ", "cr": " ", "ptab": " ", "noBreakHyphen": "-"}
_NO_LEVEL = 9
_MAX_BASES = 20


def _detect(sample: Sample) -> Certainty:
    is_zip = sample.head.startswith(ZIP_MARK)
    is_named = sample.suffix in (".docx", ".docm") and b"[Content_Types].xml" in sample.head
    is_marked = is_named or b"word/document.xml" in sample.head
    return Certainty.SIGNATURE if is_zip and is_marked else Certainty.NONE


def read_docx(stream: BinaryIO) -> Extract | Fault:
    """Read a document's paragraphs and tables; notes, headers, comments, lists of contents and deletions are not."""
    return read_archive(stream, _TITLE, _read_document)


def _read_document(archive: Archive) -> Extract | Fault:
    from quizgen.copies.formats.document import Paragraphs
    from quizgen.copies.formats.metadata import read_dublin_core
    from quizgen.copies.formats.web_page import as_extract

    name = _document_name(archive)
    root = archive.read_xml(name)
    if root is None:
        return damaged("the text of this Word document is missing, or cannot be read", _TITLE)
    paragraphs = Paragraphs()
    _read_paragraphs(root, _Styles(archive.read_xml(posixpath.join(posixpath.dirname(name), "styles.xml"))), paragraphs)
    return as_extract(paragraphs.blocks, None, read_dublin_core(archive.read_xml("docProps/core.xml")))


def _document_name(archive: Archive) -> str:
    for each in find_named(archive.read_xml("_rels/.rels"), "Relationship"):
        if (each.get("Type") or "").endswith("/officeDocument"):
            return posixpath.normpath((each.get("Target") or "").lstrip("/"))
    return "word/document.xml"


class _Styles:
    """The levels of headings by the ids of styles, each of which may be based on another."""

    def __init__(self, root: Any) -> None:
        self._styles: Mapping[str, tuple[str, str, str]] = {
            attribute(style, "styleId"): (
                _value(style, "name").lower(),
                _value(style, "outlineLvl"),
                _value(style, "basedOn"),
            )
            for style in find_named(root, "style")
        }

    def level(self, style: str) -> int | None:
        """The level of a style (from 1), 0 for text, none for what is no text of the document."""
        for _ in range(_MAX_BASES):
            name, level, base = self._styles.get(style, ("", "", ""))
            if _NO_TEXT_STYLE.fullmatch(name):
                return None
            if level.isdecimal():
                return _level(level)
            if heading := _HEADING.fullmatch(name):
                return int(heading[1])
            style = base
        return 0


def _level(outline: str) -> int:
    return int(outline) + 1 if int(outline) < _NO_LEVEL else 0


def _value(element: Any, name: str) -> str:
    return next((attribute(each, "val") for each in find_named(element, name)), "")


def _read_paragraphs(root: Any, styles: _Styles, paragraphs: Paragraphs) -> None:
    from lxml import etree

    walk = etree.iterwalk(root, events=("start", "end"))
    levels: list[int | None] = []
    initial = ""
    for event, element in walk:
        name = local_name(element)
        if event == "start":
            if name in _LEFT_OUT or (name == "r" and _is_hidden(element)):
                walk.skip_subtree()
            elif name == "p":
                properties = next((each for each in element if local_name(each) == "pPr"), None)
                levels.append(_level_of(properties, styles))
                paragraphs.begin()
                paragraphs.add(initial)
                initial = ""
                if any(attribute(each, "dropCap") in ("drop", "margin") for each in find_named(properties, "framePr")):
                    initial = _text_of(element)
                    levels[-1] = None
                if levels[-1] is None:
                    walk.skip_subtree()
            elif name == "t":
                paragraphs.add(element.text)
            elif name in _SPACES:
                paragraphs.add(_SPACES[name])
            elif name == "tr":
                paragraphs.begin_row()
            elif name == "tc":
                paragraphs.begin_cell()
        elif name == "p" and levels:
            paragraphs.end(levels.pop() or 0)
        elif name == "tr":
            paragraphs.end_row()


def _level_of(properties: Any, styles: _Styles) -> int | None:
    if properties is None:
        return 0
    own = next((attribute(each, "val") for each in properties if local_name(each) == "outlineLvl"), "")
    if own.isdecimal():
        return _level(own)
    return styles.level(next((attribute(each, "val") for each in properties if local_name(each) == "pStyle"), ""))


def _is_hidden(run: Any) -> bool:
    properties = next((each for each in run if local_name(each) == "rPr"), None)
    return any(attribute(each, "val") not in ("0", "false", "off") for each in find_named(properties, "vanish"))


def _text_of(paragraph: Any) -> str:
    return "".join(each.text or "" for each in find_named(paragraph, "t")).strip()


DOCX = FileFormat(
    name="docx",
    title="DOCX",
    suffixes=(".docx", ".docm"),
    detect=_detect,
    max_bytes=MAX_FILE_BYTES,
    is_binary=True,
    is_sandboxed=True,
    read=read_docx,
)
