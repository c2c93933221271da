"""A toy format: a mark, and then one paragraph a line."""

from __future__ import annotations

from typing import BinaryIO

from quizgen.copies.formats import registry
from quizgen.copies.formats.extract import MAX_TEXT_BYTES, Extract, Fault, Unit
from quizgen.copies.formats.format import Certainty, FileFormat, Sample
from quizgen.project.read import read_stream

MARK = b"%PARAS\n"


def _detect(sample: Sample) -> Certainty:
    return Certainty.SIGNATURE if sample.head.startswith(MARK) else Certainty.NONE


def read_paras(stream: BinaryIO) -> Extract | Fault:
    data = read_stream(stream, MAX_TEXT_BYTES)
    if not data.startswith(MARK):
        return Fault("copy-damaged", "these paragraphs have lost their mark", "Put it back.")
    lines = data.removeprefix(MARK).decode("utf-8", "replace").splitlines()
    return Extract(tuple(line for line in lines if line), Unit.PARAGRAPH)


PARAS = FileFormat(
    name="paras",
    title="marked paragraphs",
    suffixes=(".paras",),
    detect=_detect,
    max_bytes=1000 * 1000,
    is_binary=True,
    is_sandboxed=True,
    read=read_paras,
)


def register() -> None:
    """For a subprocess: the one line that a new format adds to the list."""
    registry.FORMATS = (*registry.FORMATS, PARAS)
