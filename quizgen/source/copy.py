"""A file → the lines of a reader's copy."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from pathlib import Path

from quizgen.diagnostics import Diagnostic, Location

MAX_BYTES = 50 * 1024 * 1024
"""The longest books have some 10 MB of text; what is larger is not a book."""

_CONTROL = re.compile(r"[\x00-\x08\x0b\x0e-\x1f\x7f-\x9f]")
_BREAKS = re.compile(r"\r\n|[\n\r\x0b\u2028\u2029]")
_TAG = re.compile(r"<(?:p|div|br|span|html|body|head|a)\b[^<>]*>", re.IGNORECASE)
# Text has next to none of these; a picture or an archive has them everywhere.
_MAX_SHARE_OF_CONTROLS = 0.02


@dataclass(frozen=True, slots=True)
class Copy:
    """A copy's lines, as they are in the file; line ``n`` of the file is ``lines[n - 1]``.

    ``controls`` are the numbers of the lines that had control characters.
    """

    path: str
    sha256: str
    lines: tuple[str, ...]
    controls: tuple[int, ...] = ()


def read_copy(file: Path) -> tuple[Copy | None, tuple[Diagnostic, ...]]:
    """Read a plain-text copy: UTF-8, or UTF-16 that says so.

    A form feed stays in its line, since it tells where a page begins; other control characters become spaces.
    """
    name = str(file)

    def fault(code: str, message: str, hint: str, line: int = 0) -> tuple[None, tuple[Diagnostic, ...]]:
        return None, (Diagnostic(code, message, Location(name, line, 1 if line else 0), hint),)

    try:
        if file.stat().st_size > MAX_BYTES:
            size = f"{file.stat().st_size / 1024 / 1024:.0f} MB"
            return fault(
                "copy-too-large",
                f"this copy has {size}; no book has more than 50 MB of text",
                "Is this the text of the book? Give one plain-text file.",
            )
        data = file.read_bytes()
    except FileNotFoundError:
        return fault("copy-missing", "there is no such file", "Check the path.")
    except OSError as error:
        reason = (error.strerror or "cannot be read").lower()
        return fault("copy-unreadable", f"this copy cannot be read: {reason}", "Check that it is a file you may read.")
    if data.startswith(b"%PDF"):
        return fault(
            "copy-not-text", "this copy is a PDF", "Make plain text of it: pdftotext -layout book.pdf book.txt"
        )
    encoding = "utf-16" if data[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig"
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        if b"\x00" in data[:4096]:
            return fault("copy-not-text", "this copy is not a text file", "Give a plain-text (.txt) copy of the book.")
        return fault(
            "copy-encoding",
            f"this copy is not UTF-8: byte {error.start + 1} does not fit",
            "Save it as UTF-8 in a text editor, or convert it: iconv -f CP1252 -t UTF-8 old.txt > new.txt",
            line,
        )
    if not text.strip():
        return fault("copy-empty", "this copy is empty", "Give a plain-text (.txt) copy of the book.")
    if len(_TAG.findall(text, 0, 100_000)) > 20:
        return fault("copy-not-text", "this copy is a web page (HTML)", "Save it as plain text in your browser.")
    if len(_CONTROL.findall(text)) > len(text) * _MAX_SHARE_OF_CONTROLS:
        return fault("copy-not-text", "this copy is not a text file", "Give a plain-text (.txt) copy of the book.")
    raw = _BREAKS.split(text)
    lines = tuple(_CONTROL.sub(" ", line) for line in raw)
    controls = tuple(number for number, line in enumerate(raw, 1) if _CONTROL.search(line))
    return Copy(name, hashlib.sha256(data).hexdigest(), lines, controls), ()
