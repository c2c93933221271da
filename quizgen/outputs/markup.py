"""A text of a bank, in Markdown → HTML; raw HTML in it is shown as text."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from markupsafe import Markup, escape

if TYPE_CHECKING:
    from markdown_it import MarkdownIt

# Markdown in pure Python is slow, and most texts have none: only these characters begin any, or a second line.
_MARKDOWN = re.compile(r"[\\`*_\[\]&\n~]|^\s*(?:[-+>#=]|\d+[.)])")


@cache
def _parser() -> MarkdownIt:
    from markdown_it import MarkdownIt  # 60 ms to import: only for banks that have Markdown in them

    # Images come with packed media files; until then an image's markup is shown as text.
    return MarkdownIt("commonmark", {"html": False}).disable(["image", "html_block", "html_inline"])


@lru_cache(maxsize=50_000)
def inline(text: str) -> Markup:
    """One line of text: emphasis, code, links. No HTML block around it."""
    if not _MARKDOWN.search(text):
        return escape(text)
    return Markup(_parser().renderInline(text).strip())


@lru_cache(maxsize=50_000)
def block(text: str) -> Markup:
    """A text of any length: paragraphs and lists."""
    if not _MARKDOWN.search(text):
        return Markup("<p>{}</p>").format(text)
    return Markup(_parser().render(text).strip())
