"""A Markdown file → its paragraphs and headings."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, BinaryIO

from quizgen.copies.formats.extract import MAX_TEXT_BYTES, Extract, Fault
from quizgen.copies.formats.format import Certainty, FileFormat, Sample
from quizgen.project.read import read_stream

if TYPE_CHECKING:
    from quizgen.copies.formats.web_page import Block

_SUFFIXES = (".md", ".markdown")


def _detect(sample: Sample) -> Certainty:
    return Certainty.SUFFIX if sample.suffix in _SUFFIXES else Certainty.NONE


def read_markdown(stream: BinaryIO) -> Extract | Fault:
    """Read CommonMark with tables, front matter and footnotes by rendering it to HTML.

    So the rules for web pages apply: notes and the marks that refer to them are left out. So is front matter.
    """
    from quizgen.copies.formats.encoding import decode, doubt
    from quizgen.copies.formats.metadata import read_front_matter
    from quizgen.copies.formats.web_page import as_extract

    decoded = decode(read_stream(stream, MAX_TEXT_BYTES))
    if decoded is None:
        return Fault("copy-not-text", "this copy is not a text file", "Give the book as Markdown, or as plain text.")
    blocks = read_markdown_blocks(decoded.text)
    metadata = read_front_matter(decoded.text)
    return blocks if isinstance(blocks, Fault) else as_extract(blocks, doubt(decoded), metadata)


_TITLE = re.compile(r"^title\s*[:=]\s*(['\"]?)(.+?)\1\s*$", re.MULTILINE)
_DIRECTIVE = re.compile(
    r"^[ \t]*(?:\{\{[#<%].*\}\}|\{%.*%\}|:::.*|(?:import|export)\s.+\bfrom\s+['\"].+)[ \t]*$", re.MULTILINE
)
"""Lines that tell a tool to include, to frame or to load something."""


_LONG_END = re.compile(r"-{3,}>")
"""An end of a comment that the parser's expression passes over: it then looks on to the end from each comment."""


def read_markdown_blocks(text: str) -> tuple[Block, ...] | Fault:
    """The paragraphs and headings of one page; without a first heading, the title in its front matter is that."""
    from markdown_it import MarkdownIt
    from mdit_py_plugins.footnote import footnote_plugin
    from mdit_py_plugins.front_matter import front_matter_plugin

    from quizgen.copies.formats.web_page import Block, read_blocks

    parser = MarkdownIt("commonmark").enable("table").use(front_matter_plugin).use(footnote_plugin)
    text = _DIRECTIVE.sub("", text)
    tokens = parser.parse(_LONG_END.sub("-->", text) if "<!--" in text else text)
    blocks = read_blocks(parser.renderer.render(tokens, parser.options, {}))
    if isinstance(blocks, Fault):
        return blocks
    front = next((token.content for token in tokens[:1] if token.type == "front_matter"), "")
    title = _TITLE.search(front)
    if title is None or any(block.level == 1 for block in blocks):
        return blocks
    return (Block(title[2], 1), *blocks)


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
