"""A text → the web addresses, e-mail addresses and paths in it, each of which a reader counts as one word."""

from __future__ import annotations

import re

_ADDRESS = re.compile(
    r"""
    [a-z][a-z0-9+.-]*://[^\s<>"“”]+             # a web address
    | (?<![\w.])www\.[^\s<>"“”]+
    | [\w.+%-]+@\w[\w-]*(?:\.\w[\w-]*)+         # an e-mail address
    | (?<![\w.-])(?:[a-z0-9][a-z0-9-]*\.)+(?:com|org|net|edu|gov|info|io|eu|uk|de|fr|es|nl)(?:/[^\s<>"“”]*)?(?!\w)
    | (?<![\w/.~])(?:~|\.\.?)?/[\w.+~-]+(?:/[\w.+~-]*)*   # a path from the root, from home or from here
    | (?<![\w/.~])(?![\d/]+(?![\w/]))\w[\w.+~-]*(?:/[\w.+~-]+){2,}/?   # one two folders down, no date
    | (?<!\w)[A-Za-z]:\\[^\s<>"“”]+
    """,
    re.VERBOSE | re.IGNORECASE,
)


def find_addresses(text: str) -> list[str]:
    """The addresses and paths of a text, as they are written."""
    return _ADDRESS.findall(text)


def as_one_word(text: str) -> str:
    """A text with one word in place of each address and each path, to count its words as a reader does."""
    return _ADDRESS.sub(" address ", text)
