"""A plain text → its lines."""

from __future__ import annotations

import re
from typing import BinaryIO

from quizgen.copies.formats.extract import ANY_FORMAT, MAX_TEXT_BYTES, Extract, Fault, Unit
from quizgen.copies.formats.format import Certainty, FileFormat
from quizgen.project.read import read_stream

_CONTROL = re.compile(r"[\x00-\x08\x0b\x0e-\x1f\x7f-\x9f]")
_OTHER_BREAKS = "\r\x0b\u2028\u2029"
_BREAKS = re.compile(rf"\r\n|[\n{_OTHER_BREAKS}]")
# Text has almost no control characters; pictures and archives are full of them.
_MAX_SHARE_OF_CONTROLS = 0.02


def read_text(stream: BinaryIO) -> Extract | Fault:
    """The lines of a file. A form feed stays in its line; other control characters become spaces."""
    from quizgen.copies.formats.encoding import decode, doubt
    from quizgen.copies.formats.metadata import read_header

    decoded = decode(read_stream(stream, MAX_TEXT_BYTES))
    count = 0 if decoded is None else len(_CONTROL.findall(decoded.text))
    if decoded is None or count > len(decoded.text) * _MAX_SHARE_OF_CONTROLS:
        return Fault("copy-not-text", "this copy is not a text file", ANY_FORMAT)
    if not decoded.text.strip():
        return Fault("copy-empty", "this copy is empty", ANY_FORMAT)
    has_others = any(sign in decoded.text for sign in _OTHER_BREAKS)  # in a seventh of the time of the regex
    lines = tuple(_BREAKS.split(decoded.text) if has_others else decoded.text.split("\n"))
    controls: tuple[int, ...] = ()
    if count:
        controls = tuple(number for number, line in enumerate(lines, 1) if _CONTROL.search(line))
        lines = tuple(_CONTROL.sub(" ", line) for line in lines)
    return Extract(lines, Unit.LINE, (), controls, doubt(decoded), read_header(decoded.text))


TEXT = FileFormat(
    name="text",
    title="plain text",
    suffixes=(".txt",),
    detect=lambda _: Certainty.FALLBACK,
    max_bytes=MAX_TEXT_BYTES,
    is_binary=False,
    is_sandboxed=False,
    read=read_text,
)
