"""A stimulus → what to call it, and a few words by which a key names it."""

from __future__ import annotations

import re
import textwrap
from typing import Literal

from markupsafe import Markup

from quizgen.assembly.quiz import ShownStimulus
from quizgen.outputs.markup import block, plain

_LONGEST_IN_BRIEF = 60
"""Maximum characters of a stimulus in a key."""

_TABLE = re.compile(r"<table\b.*?</table>", re.DOTALL)
_PICTURE = re.compile(r'<img [^>]*alt="([^"]*)"[^>]*>')


def shape_of(stimulus: ShownStimulus) -> Literal["text", "table", "picture"]:
    """Whether it is a table or a picture and nothing else, or else a text."""
    html = block(stimulus.text)
    if _PICTURE.search(html) and not html.striptags():
        return "picture"
    return "table" if _TABLE.search(html) and not Markup(_TABLE.sub("", html)).striptags() else "text"  # noqa: S704


def describe_briefly(stimulus: ShownStimulus) -> str:
    """Its title, or its first words, of a picture its alternative text.

    Of a passage without a title there is nothing but the place.
    """
    if stimulus.title:
        return _shorten(plain(stimulus.title))
    html = block(stimulus.text)
    return _shorten(Markup(_PICTURE.sub(r"\1", html)).striptags())  # noqa: S704 (`block` escaped it)


def _shorten(text: str) -> str:
    return textwrap.shorten(text, _LONGEST_IN_BRIEF, placeholder="\u00a0…")
