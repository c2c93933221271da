"""A Markdown text of a bank → its tokens, and the names of its images."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote

from quizgen.text.dollars import DOUBTFUL, DoubtfulPair, read_dollars

if TYPE_CHECKING:
    from markdown_it import MarkdownIt

Math = Callable[[str, dict[str, Any]], str]
"""TeX and the options of its token (``display_mode``) → HTML."""


def make_parser(math: Math | None = None) -> MarkdownIt:
    """A parser for CommonMark without HTML, with formulas between dollar signs, which ``math`` renders."""
    from markdown_it import MarkdownIt  # 60 ms to import: only for banks that have Markdown in them
    from mdit_py_plugins.dollarmath import dollarmath_plugin

    parser = MarkdownIt("commonmark", {"html": False}).disable(["html_block", "html_inline"])
    dollarmath_plugin(parser, allow_labels=False, double_inline=True, renderer=math)
    parser.inline.ruler.at("math_inline", read_dollars)
    return parser


def find_images(text: str) -> Iterator[str]:
    """The names of the images in a text, without percent-encoding."""
    if "![" not in text:
        return
    for token in _parser().parse(text):
        for child in token.children or ():
            if child.type == "image":
                yield unquote(str(child.attrs["src"]))


def find_doubtful_dollars(text: str) -> tuple[DoubtfulPair, ...]:
    """The pairs of dollar signs in a text that may have been meant otherwise than they are read, each once."""
    if text.count("$") < 2:
        return ()
    env: dict[str, Any] = {}
    _parser().parse(text, env)
    return tuple(dict.fromkeys(env.get(DOUBTFUL, ())))


@cache
def _parser() -> MarkdownIt:
    return make_parser()
