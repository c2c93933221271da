"""A Markdown text of a bank → its tokens, and the names of its images."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote

if TYPE_CHECKING:
    from markdown_it import MarkdownIt

Math = Callable[[str, dict[str, Any]], str]
"""TeX and the options of its token (``display_mode``) → HTML."""


def make_parser(math: Math | None = None) -> MarkdownIt:
    """A parser for CommonMark without HTML, with formulas between dollar signs, which ``math`` renders."""
    from markdown_it import MarkdownIt  # 60 ms to import: only for banks that have Markdown in them
    from mdit_py_plugins.dollarmath import dollarmath_plugin

    parser = MarkdownIt("commonmark", {"html": False}).disable(["html_block", "html_inline"])
    # Keep amounts of money from being read as math: `$5 and $6`, `$5-$6`.
    dollarmath_plugin(
        parser, allow_labels=False, allow_space=False, allow_digits=False, double_inline=True, renderer=math
    )
    return parser


def find_images(text: str) -> Iterator[str]:
    """The names of the images in a text, without percent-encoding."""
    if "![" not in text:
        return
    for token in _parser().parse(text):
        for child in token.children or ():
            if child.type == "image":
                yield unquote(str(child.attrs["src"]))


@cache
def _parser() -> MarkdownIt:
    return make_parser()
