"""A text in Markdown → the formulas in it, and the commands in these that MathJax must not be given."""

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

_REACHING_OUT = """
    href url style class cssId data htmlClass htmlData htmlId htmlStyle mmlToken bbox fcolorbox unicode includegraphics
    require
    """
"""They set links, styles or attributes (with `bbox`, `fcolorbox` and `unicode` an argument gets there), or load."""

_DEFINING = """
    def edef gdef xdef let futurelet global csname newcommand renewcommand providecommand newenvironment
    renewenvironment newcolumntype newtagform renewtagform Newextarrow DeclareMathOperator DeclarePairedDelimiter
    DeclarePairedDelimiters DeclarePairedDelimiterX DeclarePairedDelimiterXPP mathtoolsset setOptions
    """
"""What they define or set holds for all later cards, may be another of these commands, and may never come to an end."""

# Whatever stands before the backslash: MathJax has commands (`\verb`, `\ce`) that read a text otherwise than TeX does.
_REFUSED = re.compile(rf"\\({'|'.join([*_REACHING_OUT.split(), *_DEFINING.split()])})(?![A-Za-z])")


def find_refused(tex: str) -> tuple[str, ...]:
    """The names of the commands in a formula that MathJax must not be given, each once."""
    return tuple(dict.fromkeys(_REFUSED.findall(tex))) if "\\" in tex else ()


def defines(name: str) -> bool:
    """Whether a refused command changes what commands mean, or how formulas are set."""
    return name in _DEFINING.split()


# Characters for private use, which no bank needs: they come through Markdown unchanged, also within emphasis.
_MARK = "\ue000{}\ue001"
_MARKS = str.maketrans("", "", "\ue000\ue001")
MARKED = re.compile("\ue000([0-9]+)\ue001")
"""What stands for a deletion in a text: its place among all of them."""


def mark_deletions(cloze: Fill) -> str:
    """The text with a mark in place of each deletion."""
    marked, end = "", 0
    for index, deletion in enumerate(cloze.deletions):
        marked += cloze.text[end : deletion.start].translate(_MARKS) + _MARK.format(index)
        end = deletion.end
    return marked + cloze.text[end:].translate(_MARKS)


def find_formulas(text: str) -> Iterator[str]:
    """The TeX of each formula, whether the text is shown as a line or with paragraphs of its own."""
    parser = make_parser()
    yield from _formulas(parser.parse(text))
    yield from _formulas(parser.parseInline(text))


def _formulas(tokens: list[Token]) -> Iterator[str]:
    for token in tokens:
        if token.type.startswith("math"):
            yield token.content
        yield from _formulas(token.children or [])


def find_formulas_of_cloze(cloze: Fill) -> Iterator[str]:
    """The TeX of each formula on its cards: what is left out of one, or the hint to it, becomes a part of it."""
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
    """Words in Markdown as Anki gives them to MathJax inside of a formula: without tags."""
    return Markup(make_parser().renderInline(words)).striptags()  # noqa: S704 (markdown-it escapes: html is off)
