"""The fields of a note of a book in Hebrew or Arabic → the same fields, running from right to left."""

from __future__ import annotations

import re
from collections.abc import Iterable
from html import unescape

from quizgen.outputs.direction import isolate
from quizgen.outputs.markup import escaped

_TEXTS = frozenset(
    {"Prompt", "Options", "Exercise", "Answer", "Term", "Definition", "Explanation", "Derived", "Passage"}
)
"""The fields with texts of the bank or the book, but for that of a cloze."""

_HIDDEN = re.compile(r'data-(why|shown)="([^"]*)"')


def turn_fields(names: Iterable[str], fields: Iterable[str]) -> list[str]:
    """Each text in an element with its direction, the runs of the other one in it isolated; empty ones stay so."""
    return [_turned(name, html) for name, html in zip(names, fields, strict=True)]


def _turned(name: str, html: str) -> str:
    if not html or not (name in _TEXTS or name == "Text"):
        return html
    if name in _TEXTS:  # in a cloze, this was done before there was any syntax of Anki's in it
        html = _HIDDEN.sub(_turn_hidden, isolate(html, right_to_left=True))
    tag = "span" if name == "Derived" and not html.startswith("<") else "div"
    return f'<{tag} dir="rtl">{html}</{tag}>'


def _turn_hidden(found: re.Match[str]) -> str:
    """The same for HTML in an attribute, which a script shows."""
    return f'data-{found[1]}="{escaped(isolate(unescape(found[2]), right_to_left=True))}"'
