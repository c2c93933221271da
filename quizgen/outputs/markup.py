"""Markdown in a bank → HTML for pages and for Anki, with raw HTML escaped, gaps of clozes and passages."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Any

from markupsafe import Markup, escape

from quizgen.kinds.formulas import MARKED, find_refused, mark_deletions
from quizgen.kinds.response import Deletion, Fill
from quizgen.model.citation import Passage
from quizgen.outputs.blocks import add_blocks, without_images
from quizgen.outputs.typography import mark_quotes, marked_text
from quizgen.text.markdown import Math, make_parser
from quizgen.text.mathml import to_mathml

if TYPE_CHECKING:
    from markdown_it import MarkdownIt

_OPENING = re.compile(r"\s*(?:[-+>#=]|\d+[.)])")


def inline(text: str) -> Markup:
    """Render one line of text without a block element: emphasis, code, links, math as MathML."""
    return _parsed_inline(text, _as_mathml) if _has_markup(text) else escape(marked_text(text))


def block(text: str) -> Markup:
    """Render a text of any length: paragraphs and lists."""
    return _parsed_block(text, _as_mathml) if _has_markup(text) else filled("<p>{}</p>", marked_text(text))


def prose(text: str) -> Markup:
    """Render a text that may have lines: as blocks if it has several of them, else inline."""
    return block(text) if has_lines(text) else inline(text)


def has_lines(text: str) -> bool:
    """Whether a text has several lines, so that it is rendered as blocks, which stand in no paragraph."""
    return "\n" in text and "\n" in text.strip()


def inline_for_anki(text: str) -> str:
    """As ``inline``, but with math for Anki's MathJax; the HTML is returned as a plain ``str``."""
    if _has_markup(text):
        return _with_our_math(str(_parsed_inline(text, _as_mathjax)))
    return escaped(marked_text(text))


def block_for_anki(text: str) -> str:
    if _has_markup(text):
        return _with_our_math(str(_parsed_block(text, _as_mathjax)))
    return f"<p>{escaped(marked_text(text))}</p>"


def prose_for_anki(text: str) -> str:
    return block_for_anki(text) if has_lines(text) else inline_for_anki(text)


def escaped_for_anki(text: str) -> str:
    """As ``escaped``, for a text that is not Markdown and must show no formulas in Anki."""
    return without_math(escaped(text))


_BEGINS_MATH = re.compile(r"\\(?=[(\[]|begin\s*\{)")


def without_math(text: str) -> str:
    """Hide formulas from MathJax by a zero-width word joiner after each backslash that would begin one."""
    return _BEGINS_MATH.sub("\\\\\u2060", text) if "\\" in text else text


_OUR_BACKSLASH = "\0"
"""Placeholder for the backslashes of our own formulas while all others are defused; Markdown never outputs it."""


def _with_our_math(html: str) -> str:
    return without_math(html).replace(_OUR_BACKSLASH, "\\")


def escaped(text: str) -> str:
    """As ``markupsafe.escape``, but a plain ``str``, in a third of the time."""
    # `in` is fast; `replace` first counts the character one by one.
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
    """Fill values into HTML, escaping those that are not ``Markup``; ``Markup.format`` takes eight times as long."""
    return Markup(template.format(*map(escape, values)))  # noqa: S704 (as above)


def _has_markup(text: str) -> bool:
    """Fast path: most texts have none of the characters that can begin markup, and the Markdown parser is slow."""
    # Single `in` tests take a quarter of the time of a regular expression.
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
        or ("<" in text and ":" in text)
        or (not text[:1].isalpha() and _OPENING.match(text) is not None)
    )


@lru_cache(maxsize=10_000)
def _parsed_inline(text: str, math: Math) -> Markup:
    return Markup(_parser(math).renderInline(text.strip()))  # noqa: S704 (markdown-it escapes: html is off)


@lru_cache(maxsize=10_000)
def _parsed_block(text: str, math: Math) -> Markup:
    return Markup(_parser(math).render(text).strip())  # noqa: S704 (as above)


@cache
def _parser(math: Math, *, are_quotes_set: bool = True) -> MarkdownIt:
    parser = make_parser(math)
    if are_quotes_set:
        mark_quotes(parser)
    add_blocks(parser)
    return parser


def _as_mathml(tex: str, options: dict[str, Any]) -> str:
    """TeX as MathML, which browsers show and print without a script; invalid TeX is shown as written."""
    # Nested definitions may take unlimited time and memory.
    html = None if find_refused(tex) else to_mathml(tex, is_display=options["display_mode"]).html
    return f"<code>{escape(tex)}</code>" if html is None else html


def _as_mathjax(tex: str, options: dict[str, Any]) -> str:
    # Only `\(…\)`: some of Anki's apps load MathJax only if they see it, and a square bracket may begin `[sound:…]`.
    if find_refused(tex):
        return f"<code>{escape(tex)}</code>"
    style = r"\displaystyle " if options["display_mode"] else ""
    return rf"\({style}{escape(tex)}\)".replace("\\", _OUR_BACKSLASH)


def plain(text: str) -> str:
    """A text without its markup, on one line."""
    return prose(text).striptags() if _has_markup(text) else marked_text(" ".join(text.split()))


def spoken(text: str) -> str:
    """As ``plain``, with the alternative texts of its images in their place."""
    if "![" not in text:
        return plain(text)
    return Markup(without_images(prose(text))).striptags()  # noqa: S704 (cut from what is escaped)


def typed(text: str) -> str:
    """A text without its markup, its quotation marks as they were written: what is typed is compared with it."""
    if not _has_markup(text):
        return " ".join(text.split())
    parser = _parser(_as_mathml, are_quotes_set=False)
    html = parser.render(text) if has_lines(text) else parser.renderInline(text.strip())
    return Markup(html).striptags()  # noqa: S704 (as above)


def quantity(number: str, unit: str, percent: str) -> Markup:
    """A number and its unit with a no-break space between, or with none before a sign such as °.

    ``percent`` is how the language writes a percentage, as `Language` has it.
    """
    return filled("{}{}{}", number, _gap_before(unit, percent), inline(unit))


def plain_quantity(number: str, unit: str, percent: str) -> str:
    """The same without markup."""
    return f"{number}{_gap_before(unit, percent)}{plain(unit)}"


def _gap_before(unit: str, percent: str) -> str:
    if unit.startswith("%"):
        return percent.partition("%")[0].removeprefix("{}")
    return "" if not unit or unit.startswith(("°", "′", "″")) else "\u00a0"


def gapped(cloze: Fill, block: Callable[[str], str] = block) -> tuple[Markup | Deletion, ...]:
    """The HTML of a cloze, split at its deletions: texts and deletions alternate."""
    marked = mark_deletions(cloze)
    pieces = MARKED.split(block(marked))
    if len(pieces) != 2 * len(cloze.deletions) + 1:  # a mark was lost, as in a link's address: render without markup
        pieces = MARKED.split(filled("<p>{}</p>", without_math(marked)))
    return tuple(
        cloze.deletions[int(piece)] if index % 2 else Markup(piece)  # noqa: S704 (cut from what `block` escaped)
        for index, piece in enumerate(pieces)
    )


def paragraphs(passage: Passage) -> tuple[tuple[tuple[str, bool], ...], ...]:
    """The paragraphs of a passage, each as runs of words with a flag whether they are cited."""
    return in_paragraphs(((passage.before, False), (passage.cited, True), (passage.after, False)))


def in_paragraphs(said: Sequence[tuple[str, bool]]) -> tuple[tuple[tuple[str, bool], ...], ...]:
    """Runs of words, divided where a paragraph ends."""
    text = "".join([words for words, _ in said])
    if "\n" not in text:
        return (tuple(run for run in said if run[0]),) if text.strip() else ()
    found: list[list[tuple[str, bool]]] = [[]]
    for words, is_cited in said:
        first, *more = re.split(r"\n\s*\n", words)
        found[-1].append((first, is_cited))
        found.extend([(paragraph, is_cited)] for paragraph in more)
    spoken = (tuple(run for run in runs if run[0]) for runs in found)
    return tuple(runs for runs in spoken if any(words.strip() for words, _ in runs))
