"""A Markdown text of a bank → its tokens, and its images."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import cache
from typing import TYPE_CHECKING, Any, NamedTuple
from urllib.parse import unquote

from quizgen.text.dollars import DOUBTFUL, DoubtfulPair, read_dollars

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.rules_inline import StateInline

Math = Callable[[str, dict[str, Any]], str]
"""TeX and the options of its token (``display_mode``) → HTML."""


def make_parser(math: Math | None = None) -> MarkdownIt:
    """A parser for CommonMark without HTML, with tables and with formulas between dollar signs, which ``math`` renders.

    A line of the text stays a line: it breaks where it breaks there, is indented as it is there, also inside of code.
    """
    from markdown_it import MarkdownIt  # 60 ms to import: only for banks that have Markdown in them
    from mdit_py_plugins.dollarmath import dollarmath_plugin

    parser = MarkdownIt("commonmark", {"html": False, "breaks": True}).disable(["html_block", "html_inline"])
    parser.enable("table")
    parser.inline.ruler.at("newline", _break_line)
    parser.inline.ruler.at("backticks", _read_code)
    dollarmath_plugin(parser, allow_labels=False, double_inline=True, renderer=math)
    parser.inline.ruler.at("math_inline", read_dollars)
    return parser


def _break_line(state: StateInline, silent: bool) -> bool:
    """As CommonMark, but blanks at the beginning of the next line are kept: verse is indented by them."""
    from markdown_it.rules_inline.newline import newline

    start = state.pos
    if not newline(state, silent):
        return False
    if not silent:
        state.pending += "\u00a0" * len(state.src[start + 1 : state.pos].expandtabs(4))
    return True


def _read_code(state: StateInline, silent: bool) -> bool:
    """As CommonMark, but code over several lines keeps them."""
    from markdown_it.rules_inline.backticks import backtick

    start = state.pos
    if not backtick(state, silent):
        return False
    token = state.tokens[-1] if state.tokens and not silent else None
    if token is not None and token.type == "code_inline":
        ticks = len(token.markup)
        written = state.src[start + ticks : state.pos - ticks]
        if "\n" in written:
            token.content = written.strip("\n")
    return True


class Image(NamedTuple):
    """The name of an image, without percent-encoding, and the text that stands in for it; empty if there is none."""

    name: str
    alternative: str


def find_images(text: str) -> Iterator[Image]:
    """The images in a text."""
    if "![" not in text:
        return
    for token in _parser().parse(text):
        for child in token.children or ():
            if child.type == "image":
                yield Image(unquote(str(child.attrs["src"])), child.content.strip())


_SPACED_IMAGE = re.compile(r"!\[(?P<alternative>[^\]]*)\]\((?P<name>[^()\s\"]+(?:[ ]+[^()\s\"]+)+)\)")
_HTML_IMAGE = re.compile(r"<img\b[^>]*?\bsrc\s*=\s*[\"']?(?P<name>[^\"'>\s]+)[^>]*>")


class UnreadImage(NamedTuple):
    """What is printed as it stands where an image was meant, and how an image is written."""

    written: str
    right: str
    is_html: bool


def find_unread_images(text: str) -> Iterator[UnreadImage]:
    """What a text has in place of an image: a path with blanks, or HTML."""
    if "![" not in text and "<img" not in text:
        return
    for line in find_plain_texts(text):
        for found in _SPACED_IMAGE.finditer(line):
            yield UnreadImage(found[0], f"![{found['alternative']}](<{found['name']}>)", is_html=False)
        for found in _HTML_IMAGE.finditer(line):
            yield UnreadImage(found[0], f"![what it shows]({found['name']})", is_html=True)


def find_plain_texts(text: str) -> Iterator[str]:
    """The parts of a text outside of code and formulas."""
    for token in _parser().parse(text):
        for child in token.children or ():
            if child.type == "text":
                yield child.content


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
