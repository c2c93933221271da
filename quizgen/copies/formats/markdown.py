"""A Markdown file → its paragraphs and headings."""

from __future__ import annotations

from pathlib import Path

from quizgen.copies.formats.extract import MAX_TEXT_BYTES, Extract, Fault
from quizgen.copies.formats.html import as_extract, read_blocks
from quizgen.copies.formats.plain_text import decode, doubt
from quizgen.project.read import read_file


def read_markdown(file: Path) -> Extract | Fault:
    """Read CommonMark with tables, front matter and footnotes by rendering it to HTML.

    So the rules for web pages apply: notes and the marks that refer to them are left out. So is front matter.
    """
    from markdown_it import MarkdownIt
    from mdit_py_plugins.footnote import footnote_plugin
    from mdit_py_plugins.front_matter import front_matter_plugin

    decoded = decode(read_file(file, MAX_TEXT_BYTES))
    if decoded is None:
        return Fault("copy-not-text", "this copy is not a text file", "Give the book as Markdown, or as plain text.")
    parser = MarkdownIt("commonmark").enable("table").use(front_matter_plugin).use(footnote_plugin)
    blocks = read_blocks(parser.render(decoded.text))
    return blocks if isinstance(blocks, Fault) else as_extract(blocks, doubt(decoded))
