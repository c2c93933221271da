"""A Markdown file → its paragraphs and headings."""

from __future__ import annotations

from typing import BinaryIO

from quizgen.copies.formats.extract import MAX_TEXT_BYTES, Extract, Fault
from quizgen.copies.formats.format import Certainty, FileFormat, Sample
from quizgen.project.read import read_stream

_SUFFIXES = (".md", ".markdown")


def _detect(sample: Sample) -> Certainty:
    return Certainty.SUFFIX if sample.suffix in _SUFFIXES else Certainty.NONE


def read_markdown(stream: BinaryIO) -> Extract | Fault:
    """Read CommonMark with tables, front matter and footnotes by rendering it to HTML.

    So the rules for web pages apply: notes and the marks that refer to them are left out. So is front matter.
    """
    from markdown_it import MarkdownIt
    from mdit_py_plugins.footnote import footnote_plugin
    from mdit_py_plugins.front_matter import front_matter_plugin

    from quizgen.copies.formats.encoding import decode, doubt
    from quizgen.copies.formats.web_page import as_extract, read_blocks

    decoded = decode(read_stream(stream, MAX_TEXT_BYTES))
    if decoded is None:
        return Fault("copy-not-text", "this copy is not a text file", "Give the book as Markdown, or as plain text.")
    parser = MarkdownIt("commonmark").enable("table").use(front_matter_plugin).use(footnote_plugin)
    blocks = read_blocks(parser.render(decoded.text))
    return blocks if isinstance(blocks, Fault) else as_extract(blocks, doubt(decoded))


MARKDOWN = FileFormat(
    name="markdown",
    title="Markdown",
    suffixes=_SUFFIXES,
    detect=_detect,
    max_bytes=MAX_TEXT_BYTES,
    is_binary=False,
    is_sandboxed=True,
    read=read_markdown,
)
