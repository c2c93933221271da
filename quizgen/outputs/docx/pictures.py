"""An image of a bank → a picture in a Word document, with its alternative text."""

from __future__ import annotations

import io
import struct
import zlib
from typing import TYPE_CHECKING, Any

from docx.image.exceptions import InvalidImageStreamError, UnexpectedEndOfFileError, UnrecognizedImageError
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import parse_xml
from docx.oxml.ns import qn
from docx.shared import Mm
from lxml import etree

from quizgen.project.images import Media

if TYPE_CHECKING:
    from docx.text.paragraph import Paragraph

_HIGHEST_MM = 90
_LONGEST_PX = 1e6
_PIXELS_A_MM = 96 / 25.4

_IMAGE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/image"
_DRAWING = "http://schemas.openxmlformats.org/drawingml/2006/main"
_SVG = "http://schemas.microsoft.com/office/drawing/2016/SVG/main"
_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def add_picture(paragraph: Paragraph, media: Media, alternative: str, widest_mm: float) -> bool:
    """Add a picture at the end of a paragraph, at most so wide; False for one that Word cannot show."""
    is_drawing = media.kind == "image/svg+xml"
    size = _size_of_drawing(media.content) if is_drawing else None
    try:
        run = paragraph.add_run()
        shape = run.add_picture(io.BytesIO(_EMPTY if is_drawing else media.content))
    except _NO_PICTURE:
        return False
    if size is not None:
        shape.width, shape.height = Mm(size[0]), Mm(size[1])
    width, height = max(1, shape.width), max(1, shape.height)
    scale = min(1.0, Mm(widest_mm) / width, Mm(_HIGHEST_MM) / height)
    shape.width, shape.height = int(width * scale), int(height * scale)  # type: ignore[assignment]
    shape._inline.docPr.set("descr", alternative)
    if is_drawing:
        _add_drawing(paragraph, shape._inline, media)
    return True


def _add_drawing(paragraph: Paragraph, inline: Any, media: Media) -> None:
    """Put a drawing (SVG) in place of an empty picture, as Word itself does since 2016."""
    package = paragraph.part.package
    assert package is not None
    name = PackURI(f"/word/media/{media.name}")
    known = [part for part in package.iter_parts() if part.partname == name]
    part = known[0] if known else Part(name, "image/svg+xml", media.content, package)
    relation = paragraph.part.relate_to(part, _IMAGE)
    (blip,) = inline.iter(qn("a:blip"))
    blip.append(
        parse_xml(
            f'<a:extLst xmlns:a="{_DRAWING}"><a:ext uri="{{96DAC541-7B7A-43D3-8B79-37D633B846F1}}">'
            f'<asvg:svgBlip xmlns:asvg="{_SVG}" xmlns:r="{_RELATIONS}" r:embed="{relation}"/></a:ext></a:extLst>'
        )
    )


def _size_of_drawing(svg: bytes) -> tuple[float, float]:
    """Width and height in millimetres, by its attributes or its view box."""
    try:
        root = etree.fromstring(svg, etree.XMLParser(resolve_entities=False, no_network=True))
    except etree.XMLSyntaxError:
        return 80, 60
    box = [_number(each) for each in (root.get("viewBox") or "").replace(",", " ").split()]
    of_box = (box[2], box[3]) if len(box) == 4 else (300.0, 150.0)
    width, height = _number(root.get("width", "")), _number(root.get("height", ""))
    ratio = of_box[1] / of_box[0] if of_box[0] else 1
    if not width:
        width = height / ratio if height and ratio else of_box[0]
    return width / _PIXELS_A_MM, (height or width * ratio) / _PIXELS_A_MM


def _number(text: str) -> float:
    """A length in pixels; 0 for a share, for none, and for what is no length."""
    try:
        length = float(text.removesuffix("px"))
    except ValueError:
        return 0.0
    return length if 0 <= length < _LONGEST_PX else 0.0


def _chunk(name: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + name + content + struct.pack(">I", zlib.crc32(name + content))


_NO_PICTURE = (
    *(InvalidImageStreamError, UnexpectedEndOfFileError, UnrecognizedImageError),
    *(ArithmeticError, LookupError, ValueError, struct.error),
)
"""What python-docx raises for a picture of a kind that it does not know, or that is damaged."""

_EMPTY = (
    b"\x89PNG\r\n\x1a\n"
    + _chunk(b"IHDR", struct.pack(">IIBBBBB", 1, 1, 8, 6, 0, 0, 0))
    + _chunk(b"IDAT", zlib.compress(b"\0\0\0\0\0"))
    + _chunk(b"IEND", b"")
)
"""A transparent pixel, for a Word that shows no drawings."""
