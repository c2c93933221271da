"""The head and the number of each printed page → CSS for boxes in its margins."""

from __future__ import annotations

import re

from quizgen.assembly.quiz import Worksheet
from quizgen.outputs.languages import Words
from quizgen.outputs.typography import marked_text, with_quotes

_PLACE = re.compile(r"\{(page|pages)\}")


def name_sheet(sheet: Worksheet, words: Words, *, is_large: bool = False) -> str:
    """What every page of a sheet is called: its title, sitting and version."""
    sitting = words["sitting"].format(number=sheet.sitting) if sheet.sitting > 1 else ""
    version = f"{words['version']} {sheet.version}" if sheet.version else ""
    return ", ".join(filter(None, (sheet.title, sitting, version, words["large_print"] if is_large else "")))


def margin_boxes(words: Words, *, signs: str = "en", head: str = "", head_of_key: str = "") -> str:
    """“Page 1 of 3” at the foot of every page, and above all but the first one its head, if it has one.

    With the head of a key that follows the sheet, the sheet's pages are counted by themselves. No style sheet can do
    that: pages printed by a reader have no total, and a comment is a rule for `pdf.py`, which can count them.
    ``signs`` is the language whose quotation marks are put. Firefox has no boxes in margins, and Chromium drops one
    with a function that it does not know: texts and counters are all that stands here.
    """
    of_all, alone = _counted(words["page_of"]), _counted(words["page"])
    parts = [f"@page {{ @bottom-right {{ content: {of_all}; }} }}"]
    if head_of_key:
        in_all = of_all.replace("counter(pages)", '"{pages}"')
        parts = [
            f"@page {{ @bottom-right {{ content: {alone}; }} }}",
            f"/* in all: @page {{ @bottom-right {{ content: {in_all}; }} }} */",
            f"@page key {{ {_head(head_of_key, signs)} @bottom-right {{ content: {alone}; }} }}",
            ".at-end { page: key; }",
        ]
    if head:
        parts += [
            f"@page {{ margin-top: 23mm; {_head(head, signs)} }}",
            "@page :first { margin-top: 15mm; @top-left { content: none; } }",
        ]
    return "\n".join(parts)


def _head(text: str, signs: str) -> str:
    return f"@top-left {{ content: {css_string(with_quotes(marked_text(text), signs))}; }}"


def _counted(text: str) -> str:
    pieces = enumerate(_PLACE.split(text))
    return " ".join(f"counter({piece})" if index % 2 else css_string(piece) for index, piece in pieces)


def css_string(text: str) -> str:
    """A CSS string, escaped so that nothing can end the string or the style element (CSS Syntax 3, 4.3.7)."""
    return '"' + "".join(c if c.isalnum() or c == " " else f"\\{ord(c):x} " for c in text) + '"'
