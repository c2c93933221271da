"""A text of a bank, in Markdown → HTML, raw HTML in it shown as text; and what outputs share of it: gaps, passages."""

from __future__ import annotations

import re
from decimal import Decimal
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from markupsafe import Markup, escape

from quizgen.model import Cloze, Deletion, Passage

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
    return Markup(_parser().renderInline(text).strip())  # noqa: S704 (markdown-it escapes: html is off)


@lru_cache(maxsize=50_000)
def block(text: str) -> Markup:
    """A text of any length: paragraphs and lists."""
    if not _MARKDOWN.search(text):
        return Markup("<p>{}</p>").format(text)
    return Markup(_parser().render(text).strip())  # noqa: S704 (as above)


def plain(text: str) -> str:
    """A text without its markup."""
    return inline(text).striptags()


def number(value: Decimal) -> str:
    """A number as it was written, never with an exponent; grouped from 10,000 on, so that a year stays a year."""
    return f"{value:,f}" if abs(value) >= 10_000 else f"{value:f}"


def quantity(value: Decimal, unit: str) -> Markup:
    """A number with its unit, which no line end parts from it; none is put before a sign such as %."""
    space = "" if not unit or unit.startswith(("%", "°", "′", "″")) else "\u00a0"
    return Markup("{}{}{}").format(number(value), space, inline(unit))


# Characters for private use, which no bank needs: they come through Markdown unchanged, also within emphasis.
_MARK = "\ue000{}\ue001"
_MARKED = re.compile("\ue000([0-9]+)\ue001")
_MARKS = str.maketrans("", "", "\ue000\ue001")


def gapped(cloze: Cloze) -> tuple[Markup | Deletion, ...]:
    """The HTML of a cloze, cut where words are left out: texts and deletions in turn."""
    marked, end = "", 0
    for index, deletion in enumerate(cloze.deletions):
        marked += cloze.text[end : deletion.start].translate(_MARKS) + _MARK.format(index)
        end = deletion.end
    marked += cloze.text[end:].translate(_MARKS)
    pieces = _MARKED.split(block(marked))
    if len(pieces) != 2 * len(cloze.deletions) + 1:  # one stood in a link's address: then the text has no markup
        pieces = _MARKED.split(Markup("<p>{}</p>").format(marked))
    return tuple(
        cloze.deletions[int(piece)] if index % 2 else Markup(piece)  # noqa: S704 (cut from what `block` escaped)
        for index, piece in enumerate(pieces)
    )


def paragraphs(passage: Passage) -> tuple[tuple[tuple[str, bool], ...], ...]:
    """A passage's paragraphs, each as runs of words with whether they are cited."""
    found: list[list[tuple[str, bool]]] = [[]]
    for words, is_cited in ((passage.before, False), (passage.cited, True), (passage.after, False)):
        first, *more = re.split(r"\n\s*\n", words)
        found[-1].append((first, is_cited))
        found.extend([(paragraph, is_cited)] for paragraph in more)
    spoken = (tuple(run for run in runs if run[0]) for runs in found)
    return tuple(runs for runs in spoken if any(words.strip() for words, _ in runs))
