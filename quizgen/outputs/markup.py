"""A text of a bank, in Markdown → HTML, raw HTML in it shown as text; and what outputs share of it: gaps, passages."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from decimal import Decimal
from functools import cache, lru_cache
from html import unescape
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote

from markupsafe import Markup, escape

from quizgen.kinds.formulas import MARKED, find_refused, mark_deletions
from quizgen.kinds.response import Deletion, Fill
from quizgen.model.citation import Passage
from quizgen.text.markdown import Math, make_parser

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.token import Token

_OPENING = re.compile(r"\s*(?:[-+>#=]|\d+[.)])")


def inline(text: str) -> Markup:
    """One line of text: emphasis, code, links, math as MathML. No HTML block around it."""
    return _parsed_inline(text, _as_mathml) if _has_markup(text) else escape(text)


def block(text: str) -> Markup:
    """A text of any length: paragraphs and lists."""
    return _parsed_block(text, _as_mathml) if _has_markup(text) else filled("<p>{}</p>", text)


def inline_for_anki(text: str) -> str:
    """As ``inline``, with math for the MathJax that every Anki has; HTML too, and of no type of its own."""
    return _with_our_math(str(_parsed_inline(text, _as_mathjax))) if _has_markup(text) else escaped(text)


def block_for_anki(text: str) -> str:
    return _with_our_math(str(_parsed_block(text, _as_mathjax))) if _has_markup(text) else f"<p>{escaped(text)}</p>"


def escaped_for_anki(text: str) -> str:
    """As ``escaped``, for a text that is no Markdown."""
    return without_math(escaped(text))


_BEGINS_MATH = re.compile(r"\\(?=[(\[]|begin\s*\{)")


def without_math(text: str) -> str:
    """A text in which MathJax sees no formula, but a reader the same: behind the backslash is a mark without width."""
    return _BEGINS_MATH.sub("\\\\\u2060", text) if "\\" in text else text


_OUR_BACKSLASH = "\0"
"""Stands for a backslash of our formulas until the others are seen to: Markdown lets no such character through."""


def _with_our_math(html: str) -> str:
    return without_math(html).replace(_OUR_BACKSLASH, "\\")


def escaped(text: str) -> str:
    """As ``markupsafe.escape``, in a third of the time: the text is not marked as HTML."""
    # `in` looks for a character at once; `replace` with a longer text counts it first, character by character.
    if "&" in text:
        text = text.replace("&", "&amp;")
    if "<" in text:
        text = text.replace("<", "&lt;")
    if ">" in text:
        text = text.replace(">", "&gt;")
    if "'" in text:
        text = text.replace("'", "&#39;")
    if '"' in text:
        text = text.replace('"', "&#34;")
    return text


def filled(template: str, *values: str) -> Markup:
    """HTML with values put in, those escaped that are none: as ``Markup.format``, which takes eight times as long."""
    return Markup(template.format(*map(escape, values)))  # noqa: S704 (as above)


def _has_markup(text: str) -> bool:
    """Markdown in pure Python is slow, and most texts have none: these characters alone begin any, or a second line."""
    # One by one they take a quarter of the time of a regular expression.
    return (
        "*" in text
        or "_" in text
        or "`" in text
        or "[" in text
        or "]" in text
        or "&" in text
        or "\\" in text
        or "\n" in text
        or "~" in text
        or "$" in text
        or (not text[:1].isalpha() and _OPENING.match(text) is not None)
    )


@lru_cache(maxsize=10_000)
def _parsed_inline(text: str, math: Math) -> Markup:
    return Markup(_parser(math).renderInline(text).strip())  # noqa: S704 (markdown-it escapes: html is off)


@lru_cache(maxsize=10_000)
def _parsed_block(text: str, math: Math) -> Markup:
    return Markup(_parser(math).render(text).strip())  # noqa: S704 (as above)


@cache
def _parser(math: Math) -> MarkdownIt:
    parser = make_parser(math)
    parser.add_render_rule("image", _image)
    return parser


def _image(renderer: Any, tokens: Sequence[Token], index: int, options: Any, env: Any) -> str:
    """An image by the name that the text has for it; ``with_media`` gives it the one it has in the output."""
    token = tokens[index]
    alt = renderer.renderInlineAsText(token.children or [], options, env)
    return str(filled('<img src="media:{}" alt="{}">', unquote(str(token.attrs["src"])), alt))


# Also within JSON, where Jinja2's filter escapes quotes, angle brackets and ampersands.
_SOURCE = re.compile(r'(<|\\u003c)img src=(\\?")media:(.*?)\2 alt=\2(.*?)\2(>|\\u003e)')


def with_media(html: str, sources: Mapping[str, str]) -> str:
    """HTML, or HTML within JSON, with each image's name replaced by its address in the output.

    Of an image that has none its text is left.
    """
    if "media:" not in html:
        return html

    def addressed(found: re.Match[str]) -> str:
        opening, quote, name, alt, closing = found.groups()
        source = sources.get(unescape(name.replace("\\u0026", "&")))
        return (
            alt
            if source is None
            else f"{opening}img src={quote}{escape(source)}{quote} alt={quote}{alt}{quote}{closing}"
        )

    return _SOURCE.sub(addressed, html)


_MATHML = "{http://www.w3.org/1998/Math/MathML}"


def _as_mathml(tex: str, options: dict[str, Any]) -> str:
    """TeX as MathML, which browsers show and print without a script; what is no TeX is shown as it was written."""
    from xml.etree import ElementTree

    from latex2mathml.converter import convert

    if find_refused(tex):  # definitions of one another may take more time and memory than there is
        return f"<code>{escape(tex)}</code>"
    try:
        written = convert(tex, display="block" if options["display_mode"] else "inline")
        element = ElementTree.fromstring(written)  # noqa: S314 (no entities can be declared in what the converter writes)
    except Exception:  # the converter has many ways to stumble over TeX that is none
        return f"<code>{escape(tex)}</code>"
    if not all(each.tag.startswith(_MATHML) and not _has_handlers(each.keys()) for each in element.iter()):
        return f"<code>{escape(tex)}</code>"
    for each in element.iter():
        each.tag = each.tag.removeprefix(_MATHML)
    return ElementTree.tostring(element, encoding="unicode")


def _has_handlers(attributes: Iterable[str]) -> bool:
    names = [name.rpartition("}")[2].lower() for name in attributes]
    return any(name.startswith("on") or name in _NOT_OF_MATH for name in names)


_NOT_OF_MATH = frozenset({"action", "actiontype", "altimg", "cdgroup", "class", "href", "id", "src", "style"})
"""Attributes that lead out of the formula, or bring it under the style and the script of the page."""


def _as_mathjax(tex: str, options: dict[str, Any]) -> str:
    # Only this form: some of Anki's apps load MathJax where they see it, and a bracket in a field may be `[sound:…]`.
    if find_refused(tex):
        return f"<code>{escape(tex)}</code>"
    style = r"\displaystyle " if options["display_mode"] else ""
    return rf"\({style}{escape(tex)}\)".replace("\\", _OUR_BACKSLASH)


def plain(text: str) -> str:
    """A text without its markup."""
    return inline(text).striptags() if _has_markup(text) else " ".join(text.split())


def number(value: Decimal) -> str:
    """A number as it was written, never with an exponent; grouped from 10,000 on, so that a year stays a year."""
    return f"{value:,f}" if abs(value) >= 10_000 else f"{value:f}"


def quantity(value: Decimal, unit: str) -> Markup:
    """A number with its unit, which no line end parts from it; none is put before a sign such as %."""
    space = "" if not unit or unit.startswith(("%", "°", "′", "″")) else "\u00a0"
    return filled("{}{}{}", number(value), space, inline(unit))


def gapped(cloze: Fill, block: Callable[[str], str] = block) -> tuple[Markup | Deletion, ...]:
    """The HTML of a cloze, cut where words are left out: texts and deletions in turn."""
    marked = mark_deletions(cloze)
    pieces = MARKED.split(block(marked))
    if len(pieces) != 2 * len(cloze.deletions) + 1:  # one stood in a link's address: then the text has no markup
        pieces = MARKED.split(filled("<p>{}</p>", without_math(marked)))
    return tuple(
        cloze.deletions[int(piece)] if index % 2 else Markup(piece)  # noqa: S704 (cut from what `block` escaped)
        for index, piece in enumerate(pieces)
    )


def paragraphs(passage: Passage) -> tuple[tuple[tuple[str, bool], ...], ...]:
    """A passage's paragraphs, each as runs of words with whether they are cited."""
    said = ((passage.before, False), (passage.cited, True), (passage.after, False))
    if "\n" not in passage.text:
        return (tuple(run for run in said if run[0]),) if passage.text.strip() else ()
    found: list[list[tuple[str, bool]]] = [[]]
    for words, is_cited in said:
        first, *more = re.split(r"\n\s*\n", words)
        found[-1].append((first, is_cited))
        found.extend([(paragraph, is_cited)] for paragraph in more)
    spoken = (tuple(run for run in runs if run[0]) for runs in found)
    return tuple(runs for runs in spoken if any(words.strip() for words, _ in runs))
