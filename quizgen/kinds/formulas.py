"""A text in Markdown → its formulas, and the TeX commands in them that MathJax must not run."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import zip_longest
from typing import TYPE_CHECKING

from markupsafe import Markup

from quizgen.kinds.response import Fill
from quizgen.text.markdown import make_parser

if TYPE_CHECKING:
    from markdown_it.token import Token

_LINKING_OR_LOADING = """
    href url style class cssId data htmlClass htmlData htmlId htmlStyle mmlToken bbox fcolorbox unicode includegraphics
    require
    """
"""Commands that set links, styles or attributes (`bbox`, `fcolorbox`, `unicode`: by an argument), or load code."""

_DEFINING = """
    def edef gdef xdef let futurelet global csname newcommand renewcommand providecommand newenvironment
    renewenvironment newcolumntype newtagform renewtagform Newextarrow DeclareMathOperator DeclarePairedDelimiter
    DeclarePairedDelimiters DeclarePairedDelimiterX DeclarePairedDelimiterXPP mathtoolsset setOptions
    """
"""Commands whose definitions or settings affect all later cards, may alias refused commands, and may never end."""

# An escaped backslash is no exception: some MathJax commands (`\verb`, `\ce`) read their text otherwise than TeX.
_REFUSED = re.compile(rf"\\({'|'.join([*_LINKING_OR_LOADING.split(), *_DEFINING.split()])})(?![A-Za-z])")


def find_refused(tex: str) -> tuple[str, ...]:
    """The names of the refused commands in a formula, each once."""
    return tuple(dict.fromkeys(_REFUSED.findall(tex))) if "\\" in tex else ()


def defines(name: str) -> bool:
    """Whether a refused command changes the meaning of commands or the settings of formulas."""
    return name in _DEFINING.split()


# Private-use characters, which no bank needs: Markdown leaves them unchanged, also within emphasis.
_MARK = "\ue000{}\ue001"
_MARKS = str.maketrans("", "", "\ue000\ue001")
MARKED = re.compile("\ue000([0-9]+)\ue001")
"""The mark that replaces a deletion in a text; it contains the deletion's index."""


def mark_deletions(cloze: Fill) -> str:
    """The text with a mark in place of each deletion."""
    marked, end = "", 0
    for index, deletion in enumerate(cloze.deletions):
        marked += cloze.text[end : deletion.start].translate(_MARKS) + _MARK.format(index)
        end = deletion.end
    return marked + cloze.text[end:].translate(_MARKS)


def find_formulas(text: str) -> Iterator[str]:
    """The TeX of each formula, parsing the text both as a line and as paragraphs, because outputs do either."""
    parser = make_parser()
    yield from _formulas(parser.parse(text))
    yield from _formulas(parser.parseInline(text))


def _formulas(tokens: list[Token]) -> Iterator[str]:
    for token in tokens:
        if token.type.startswith("math"):
            yield token.content
        yield from _formulas(token.children or [])


def find_formulas_of_cloze(cloze: Fill) -> Iterator[str]:
    """The TeX of each formula on its cards, where the words of a deletion, or its hint, are part of the formula."""
    for tex in find_formulas(mark_deletions(cloze)):
        inside = [cloze.deletions[int(found[1])] for found in MARKED.finditer(tex)]
        words = [_as_in_a_formula(deletion.words) for deletion in inside]
        for asked in (None, *dict.fromkeys(deletion.number or 1 for deletion in inside if deletion.hint)):
            shown = [
                f"[{deletion.hint}]" if asked == (deletion.number or 1) else said
                for deletion, said in zip(inside, words, strict=True)
            ]
            yield "".join(map("".join, zip_longest(MARKED.split(tex)[::2], shown, fillvalue="")))
    for deletion in cloze.deletions:
        yield from find_formulas(deletion.words)


def _as_in_a_formula(words: str) -> str:
    """Words in Markdown as Anki passes them to MathJax inside a formula: rendered, without tags."""
    return Markup(make_parser().renderInline(words)).striptags()  # noqa: S704 (markdown-it escapes: html is off)
