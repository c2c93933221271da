"""Code, tables and images in Markdown → their HTML, for every output."""

from __future__ import annotations

import re
from collections.abc import Sequence
from html import unescape
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote

from markupsafe import escape

if TYPE_CHECKING:
    from collections.abc import Mapping

    from markdown_it import MarkdownIt
    from markdown_it.token import Token


def add_blocks(parser: MarkdownIt) -> None:
    """Have a parser render code, the cells of tables, and images as the functions below do."""
    for name, render in (
        ("fence", _code),
        ("code_block", _code),
        ("table_open", _table),
        ("th_open", _cell),
        ("td_open", _cell),
        ("image", _image),
    ):
        parser.add_render_rule(name, render)


def _code(renderer: Any, tokens: Sequence[Token], index: int, options: Any, env: Any) -> str:
    """Code, with an element for each line: the style puts a mark where one of them wraps."""
    lines = tokens[index].content.removesuffix("\n").split("\n")
    rows = "\n".join([f"<span>{escape(line)}</span>" for line in lines])
    return f"<pre><code>{rows}</code></pre>\n"


_SIZES = ((28, "wide"), (44, "wider"), (80, "widest"))
"""How many characters, beside two for each column, fit on a narrow phone, in one of two columns, and on a page."""


def _table(renderer: Any, tokens: Sequence[Token], index: int, options: Any, env: Any) -> str:
    """The opening tag of a table, with classes for where the longest words of its columns do not fit side by side.

    The style lets them break there alone: else a column of a few words would break them for the sake of a longer one.
    """
    longest: list[int] = []
    column = 0
    for token in tokens[index:]:
        if token.type == "tr_open":
            column = 0
        elif token.type == "inline":
            own = max((len(word) for word in token.content.split()), default=0)
            longest[column : column + 1] = [max([own, *longest[column : column + 1]])]
            column += 1
        elif token.type == "table_close":
            break
    needed = sum(longest) + 2 * len(longest)
    sizes = " ".join([name for fitting, name in _SIZES if needed > fitting])
    return f'<table class="{sizes}">\n' if sizes else "<table>\n"


_ALIGNED = re.compile(r"text-align:(left|center|right)")


def _cell(renderer: Any, tokens: Sequence[Token], index: int, options: Any, env: Any) -> str:
    """The opening tag of a cell, aligned by an attribute: the policy of our pages allows no style in one."""
    aligned = _ALIGNED.fullmatch(str(tokens[index].attrs.get("style", "")))
    return f'<{tokens[index].tag} align="{aligned[1]}">' if aligned else f"<{tokens[index].tag}>"


def _image(renderer: Any, tokens: Sequence[Token], index: int, options: Any, env: Any) -> str:
    """An image with the name that the text uses; ``with_media`` replaces it by the address in the output."""
    token = tokens[index]
    alternative = " ".join(renderer.renderInlineAsText(token.children or [], options, env).split())
    return f'<img src="media:{escape(unquote(str(token.attrs["src"])))}" alt="{escape(alternative)}">'


# Matches in JSON too, where Jinja2's filter escapes quotes, angle brackets and ampersands, and in an attribute.
_SOURCE = re.compile(
    r'(?P<open><|\\u003c|&lt;)img src=(?P<quote>\\?"|&#34;)media:(?P<name>.*?)(?P=quote) '
    r"alt=(?P=quote)(?P<alt>.*?)(?P=quote)(?P<close>>|\\u003e|&gt;)"
)


def with_media(html: str, sources: Mapping[str, str]) -> str:
    """Replace the name of each image by its address in the output, in HTML, or in HTML within JSON or an attribute.

    An image without an address is replaced by its alternative text.
    """
    if "media:" not in html:
        return html

    def addressed(found: re.Match[str]) -> str:
        opening, quote, alternative = found["open"], found["quote"], found["alt"]
        name = unescape(found["name"].replace("\\u0026", "&"))
        source = sources.get(unescape(name) if opening == "&lt;" else name)
        if source is None:
            return alternative
        return f"{opening}img src={quote}{escape(source)}{quote} alt={quote}{alternative}{quote}{found['close']}"

    return _SOURCE.sub(addressed, html)


_IMAGE = re.compile(r'<img src="media:[^"]*" alt="([^"]*)">')


def without_images(html: str) -> str:
    """The HTML of a text with the alternative texts of its images in their place."""
    return _IMAGE.sub(r"\1", str(html))  # in `Markup`, what is put in would be escaped
